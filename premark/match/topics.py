"""A matched passage and a criterion in; which of its topics are covered, by which sentence, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from premark.embed import Vectors
from premark.match.profiles import Profiles
from premark.parse import ParsedPassage
from premark.patterns import compile_phrases
from premark.structure.wording import stems
from premark.types.criteria import Criterion, Topic
from premark.types.evidence import TopicHit
from premark.types.tuning import Matching

By = Literal["words", "meaning", "both"]
Near = NDArray[np.float64]
_ENDS, _PARTS = re.compile(r"(?<=[.!?])\s+"), re.compile(r"(?<=[.!?;:])\s+")
_WORDS = re.compile(r"\w+")
JOINING = 0.45  # share of function words; learners' prose has about half
WORD_LIST = 8  # items; a sentence of learners' prose seldom lists as many
LIKE = 0.5  # cosine under which a sentence is not looked at for a copy
COPY_LETTERS = 25  # a shorter text may be said by chance
COPY_WORDS = 3  # of a whole sentence that the unit or a report says; a shorter one may be anybody's
SAME = 90.0  # likeness of letters, 0 to 100; a paraphrase of a definition stays under 75
COPIED = 0.6  # share of a sentence that is copied, from which nothing of its own is left
STRUNG = 14  # content words; of 1,786 sentences of 21 assignments none as long has the share below
STRUNG_SHARE = 0.9  # of them that are among one criterion's key words


@dataclass(frozen=True)
class Nearness:
    """How near every sentence is to every element of the profiles, and which are whose.

    `near` has shape (sentences, elements); `stands_out` is the same in standard deviations from
    the element's mean over the document; `first` is each passage's first row.
    """

    near: Near
    stands_out: Near
    first: tuple[int, ...]
    columns: dict[tuple[str, str], int]
    echoes: frozenset[int]


def nearness(
    parsed: Sequence[ParsedPassage], vectors: Vectors, profiles: Profiles, echo: float
) -> Nearness:
    """Computed once for a submission.

    `echoes` are rows that copy the unit's own words, or come within `echo` of a criterion's
    statement, and prose that only strings key words together: none is evidence for a criterion.
    """
    near = np.asarray(vectors @ profiles.vectors.T, dtype=np.float64)
    spread = near.std(axis=0) if len(near) > 1 else np.ones(near.shape[1])
    centre = near.mean(axis=0) if len(near) else np.zeros(near.shape[1])
    counts = [len(p.sentences) for p in parsed]
    first = tuple(int(n) for n in np.cumsum([0, *counts])[:-1])
    columns = {
        (profiles.codes[e.criterion], e.topic): j
        for j, e in enumerate(profiles.elements)
        if e.part == "topic"
    }
    said = _copies(parsed, near, profiles, echo)
    echoes = said | _word_lists(parsed, first, profiles)
    return Nearness(near, (near - centre) / np.maximum(spread, 1e-9), first, columns, echoes)


def _copies(
    parsed: Sequence[ParsedPassage], near: Near, profiles: Profiles, echo: float
) -> frozenset[int]:
    """Rows of sentences that say what a criterion asks, or are mostly the unit's text as it is.

    A topic said in the learner's own words is evidence, however near it comes: a definition of
    the unit's subject is near every other one.
    """
    asks = [j for j, e in enumerate(profiles.elements) if e.part == "asks"]
    texts = [s.said for p in parsed for s in p.sentences]
    if not texts:
        return frozenset()
    found = {int(row) for row in np.flatnonzero(near[:, asks].max(axis=1) >= echo)}
    told = frozenset(_plain(said) for c in profiles.pack.criteria for said in _told(c))
    found |= {row for row, text in enumerate(texts) if _plain(text) in told}
    for row, text in enumerate(texts):
        like = np.flatnonzero(near[row] >= LIKE)
        if len(like) and _copied(text, [profiles.elements[int(j)].text for j in like]) >= COPIED:
            found.add(row)
    return frozenset(found)


def _told(criterion: Criterion) -> Iterator[str]:
    """Sentences by which a unit and its reports tell people what is asked, and what is missing."""
    texts = [*criterion.notes, *criterion.guidance]
    for requirement in (*criterion.must, *criterion.helps):
        texts += [requirement.if_short, requirement.ask]
    for text in texts:
        for said in (text, *_ENDS.split(text), *_PARTS.split(text)):
            if len(said.split()) >= COPY_WORDS:
                yield said


def _plain(text: str) -> str:
    """The words alone, in small letters."""
    return " ".join(_WORDS.findall(text.lower()))


def _copied(text: str, originals: Sequence[str]) -> float:
    """Share of a sentence's letters that stand in runs copied from some of the texts."""
    from rapidfuzz import fuzz

    plain = text.lower()
    if len(plain) <= COPY_LETTERS:
        return 0.0
    covered: set[int] = set()
    for original in originals:
        if len(original) > COPY_LETTERS:
            where = fuzz.partial_ratio_alignment(original.lower(), plain, score_cutoff=SAME)
            if where is not None:
                covered.update(range(where.dest_start, where.dest_end))
    return len(covered) / max(1, len(plain))


def _word_lists(
    parsed: Sequence[ParsedPassage], first: Sequence[int], profiles: Profiles
) -> frozenset[int]:
    keys = [_key_words(criterion) for criterion in profiles.pack.criteria]
    return frozenset(
        start + i
        for start, each in zip(first, parsed, strict=True)
        if each.passage.kind == "prose"
        for i, sentence in enumerate(each.sentences)
        if is_word_list(sentence.text) or _strung(sentence.said, keys)
    )


def _key_words(criterion: Criterion) -> frozenset[str]:
    return frozenset(stem for t in criterion.topics for word in t.words for stem in stems(word))


def _strung(text: str, keys: Sequence[frozenset[str]]) -> bool:
    """A long sentence of hardly anything but one criterion's key words is no prose about it."""
    content = stems(text)
    if len(content) < STRUNG:
        return False
    return any(sum(s in own for s in content) >= STRUNG_SHARE * len(content) for own in keys)


def is_word_list(text: str) -> bool:
    """Eight or more items between commas, mostly short, with few of the words that join prose."""
    sizes = sorted(len(item.split()) for item in text.split(","))
    joining = 1 - len(stems(text)) / max(1, sum(sizes))
    return len(sizes) >= WORD_LIST and sizes[len(sizes) // 2] <= 3 and joining < JOINING


def topic_hits(
    position: int,
    parsed: ParsedPassage,
    criterion: Criterion,
    nearest: Nearness,
    tuning: Matching,
) -> list[TopicHit]:
    """The best sentence for each topic that the passage covers, in the criterion's order.

    A topic is covered by its own words; or by meaning, when a sentence comes within
    `topic_meaning` of it, or nearer than nearly all the document does (`topic_stands_out`).
    """
    hits = []
    for topic in criterion.topics:
        column = nearest.columns[criterion.id, topic.id]
        best: tuple[float, int, By] | None = None
        for i, sentence in enumerate(parsed.sentences):
            row = nearest.first[position] + i
            if row in nearest.echoes:
                continue
            score = float(nearest.near[row, column])
            out = float(nearest.stands_out[row, column])
            by = _covered(sentence.said, topic, (score, out), tuning)
            rank = score + (0.5 if by in ("words", "both") else 0.0)
            if by and (best is None or rank > best[0]):
                best = (rank, i, by)
        if best is not None:
            row = nearest.first[position] + best[1]
            hits.append(_hit(parsed, topic, best[1], best[2], float(nearest.near[row, column])))
    return hits


def _hit(parsed: ParsedPassage, topic: Topic, number: int, by: By, score: float) -> TopicHit:
    sentence = parsed.sentences[number]
    at = parsed.passage.locate(sentence.start, sentence.end)
    quote = sentence.text[: at.end - at.start]
    return TopicHit(topic=topic.id, at=at, quote=quote, score=round(score, 4), by=by)


def _covered(
    text: str, topic: Topic, near: tuple[float, float], tuning: Matching
) -> By | None:
    worded = bool(topic.words) and bool(compile_phrases(topic.words).search(text))
    score, out = near
    meant = score >= tuning.topic_meaning or (
        out >= tuning.topic_stands_out and score >= tuning.topic_floor
    )
    if worded:
        return "both" if meant else "words"
    return "meaning" if meant else None
