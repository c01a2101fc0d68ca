"""Reviewed documents in; simpler maps of the same passages to the same criteria, out.

Each rival scores every passage against every criterion and gives it the nearest, or none where the
score is under a cut-off. It has all that the pack says of a criterion: statement, topics and their
words, starting points, examples. Scores are taken above what is usual for the criterion in the
document, and embeddings are compared with a criterion's mean: on ten of our assignments each did
better for it, or no worse, and a rival is to be as good as it simply can.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from premark.evaluate.case import Case, Given
from premark.evaluate.lexical import Scores, bm25_scores, tfidf_scores
from premark.evaluate.measures import Counts
from premark.match.profiles import Part, build_profiles
from premark.pipeline import Tools
from premark.types.criteria import Criterion, Pack

CUTS = 21  # cut-offs tried: none at all, then the scores under which 3%, 6%... up to 60% lie
MOST_CUT = 0.6
PARTS: tuple[Part, ...] = ("asks", "topic", "start", "example")
NAMED = 9.0  # a heading that names the criterion is nearer than any likeness of words


Count = Callable[[Case, Given], Sequence[float]]


@dataclass(frozen=True)
class Rival:
    """A simpler way to map, by name. `score` has shape (passages, criteria) for a document."""

    key: str
    name: str
    score: Callable[[Case, Pack, Tools], Scores]


def _tfidf(case: Case, pack: Pack, tools: Tools) -> Scores:
    return _above_usual(tfidf_scores(_texts(case), [_said_of(c) for c in pack.criteria]))


def _bm25(case: Case, pack: Pack, tools: Tools) -> Scores:
    return _above_usual(bm25_scores(_texts(case), [_said_of(c) for c in pack.criteria]))


def _embedded(case: Case, pack: Pack, tools: Tools) -> Scores:
    return _above_usual(_nearest(_texts(case), pack, tools))


def _headed(case: Case, pack: Pack, tools: Tools) -> Scores:
    """What a passage's heading names; where it names nothing, what its words come nearest to."""
    sections = case.review.sections
    codes = [c.id for c in pack.criteria]
    near = np.full((len(sections), len(codes)), -np.inf)
    titled = [s.index for s in sections if s.title]
    if titled:
        near[titled] = _above_usual(_nearest([sections[i].title for i in titled], pack, tools))
    for i, section in enumerate(sections):
        near[i, [codes.index(c) for c in section.criteria if c in codes]] = NAMED
    return near[[p.section for p in case.review.passages]]


def _above_usual(scores: Scores) -> Scores:
    """Scores less their criterion's mean over the document; as they are of a single text."""
    return np.asarray(scores - scores.mean(axis=0)) if len(scores) > 1 else scores


def _texts(case: Case) -> list[str]:
    """A text for each passage; of a table's row the whole table, since a table is one answer."""
    tables: dict[int | None, list[str]] = {}
    for passage in case.review.passages:
        tables.setdefault(passage.table, []).append(passage.reading)
    whole = {table: "\n".join(rows) for table, rows in tables.items()}
    return [whole[p.table] if p.kind == "row" else p.reading for p in case.review.passages]


def _said_of(criterion: Criterion) -> str:
    topics = [part for t in criterion.topics for part in (t.about, *t.words, *t.examples)]
    return " ".join([criterion.asks, *topics, *criterion.starting_points])


def _nearest(texts: Sequence[str], pack: Pack, tools: Tools) -> Scores:
    profiles = build_profiles(pack, tools.encoder)
    near = np.asarray(tools.encoder.encode(texts) @ profiles.vectors.T, dtype=np.float64)
    columns = [profiles.columns(c, *PARTS) for c in range(len(pack.criteria))]
    return np.stack([near[:, own].mean(axis=1) for own in columns], axis=1)


RIVALS = (
    Rival("tfidf", "TF-IDF cosine, nearest criterion", _tfidf),
    Rival("bm25", "BM25, nearest criterion", _bm25),
    Rival("embeddings", "embeddings, nearest criterion, no decoding", _embedded),
    Rival("headings", "headings only", _headed),
)


@dataclass(frozen=True)
class Maps:
    """A rival's maps under every cut-off: `given[cut][document]`."""

    rival: Rival
    given: tuple[tuple[Given, ...], ...]

    def counts(self, count: Count, cases: Sequence[Case]) -> Counts:
        """Counts of shape (cut-offs, documents, k)."""
        rows = [[count(c, g) for c, g in zip(cases, own, strict=True)] for own in self.given]
        return np.array(rows, dtype=np.float64)


def rival_maps(rival: Rival, cases: Sequence[Case], tools: Tools) -> Maps:
    scores = [rival.score(case, _pack(case), tools) for case in cases]
    best = np.concatenate([s.max(axis=1) for s in scores])
    told = best[np.isfinite(best)]
    tried = np.quantile(told, np.linspace(0, MOST_CUT, CUTS)[1:]) if len(told) else ()
    cuts = [-np.inf, *tried]
    given = [
        tuple(_given(case, own, cut) for case, own in zip(cases, scores, strict=True))
        for cut in cuts
    ]
    return Maps(rival, tuple(given))


def _given(case: Case, scores: Scores, cut: float) -> Given:
    codes = [c.id for c in _pack(case).criteria]
    found = {}
    for passage, row in zip(case.review.passages, scores, strict=True):
        best = row.max()
        if np.isfinite(best) and best >= cut:
            found[passage.id] = frozenset(codes[i] for i in np.flatnonzero(row == best))
    return found


def _pack(case: Case) -> Pack:
    assert case.pack is not None, "a case to set beside rivals has its pack"
    return case.pack
