"""A criterion's passages in; which of its topics they cover, all signs weighed together, out.

No one sign tells: a learner may cover a topic without its words, or name it and say nothing of it.
So its words, how near the best sentence comes to an example, how much was written, and that a thing
with a name is not named, are weighed by a logistic regression over the criterion as a whole
(`models/train_coverage.py`; the weights are in `models/thresholds.toml`). Further signs told no
more: the share of the topic's vocabulary, the mean of the nearest three texts, vectors whitened by
topic, standing out in the document, leading the criterion's other topics, and how often.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from premark.match.profiles import Profiles
from premark.match.topics import Nearness
from premark.parse import ParsedPassage
from premark.patterns import compile_phrases
from premark.types.criteria import Criterion, Topic
from premark.types.evidence import Match, TopicHit
from premark.types.tuning import Coverage

GIST, MUCH = 20, 700  # words; under the one and over the other, how much was written hardly tells
USUAL = 240  # words a criterion has in the texts that were learned from
TERSEST = 2.5  # times that a word may count
Rows = NDArray[np.int64]
Near = NDArray[np.float64]


@dataclass(frozen=True)
class TopicSigns:
    """What speaks for a topic in a criterion's passages. `row` is its best sentence's."""

    criterion: str
    topic: Topic
    row: int
    signs: dict[str, float]

    def probability(self, coverage: Coverage) -> float:
        total = sum(coverage.weights[name] * value for name, value in self.signs.items())
        return 1 / (1 + exp(-coverage.bias - total))


@dataclass(frozen=True)
class Written:
    """A submission's sentences by row, with how near each is to every text of the profiles."""

    parsed: Sequence[ParsedPassage]
    profiles: Profiles
    nearest: Nearness

    @cached_property
    def texts(self) -> list[str]:
        return [s.said for p in self.parsed for s in p.sentences]

    @cached_property
    def positions(self) -> Mapping[str, int]:
        return {p.passage.id: i for i, p in enumerate(self.parsed)}

    def rows(self, matches: Sequence[Match]) -> Rows:
        """Rows of the sentences of primary matches, without those that only echo the unit."""
        found: list[int] = []
        for match in matches:
            at = self.positions[match.passage]
            first = self.nearest.first[at]
            found += range(first, first + len(self.parsed[at].sentences))
        return np.array([r for r in found if r not in self.nearest.echoes], dtype=np.int64)

    def words(self, rows: Rows) -> int:
        return sum(len(self.texts[r].split()) for r in rows)

    def closest(self, criterion: int, topic: str) -> Near:
        """For every sentence its cosine with the nearest example of a topic, or its description."""
        columns = self.profiles.columns
        texts = columns(criterion, "example", topic=topic) or columns(
            criterion, "topic", topic=topic
        )
        return np.asarray(self.nearest.near[:, texts].max(axis=1))


def cover(found: Sequence[Match], written: Written, coverage: Coverage) -> list[Match]:
    """The matches with the topics that their criterion's passages cover, and no others.

    A topic that is covered without its words stands at its best sentence, as found by meaning.
    """
    covered = {
        (signs.criterion, signs.topic.id): signs
        for signs in topic_signs(found, written)
        if signs.probability(coverage) >= coverage.cut
    }
    told = {(m.criterion, h.topic) for m in found if m.primary for h in m.topics}
    added = [signs for key, signs in covered.items() if key not in told]
    return [_retold(m, covered.keys(), added, written) if m.primary else m for m in found]


def topic_signs(found: Sequence[Match], written: Written) -> Iterator[TopicSigns]:
    """The signs of every topic of every criterion that has passages of its own."""
    criteria = written.profiles.pack.criteria
    own = [written.rows([m for m in found if m.primary and m.criterion == c.id]) for c in criteria]
    terse = terseness([written.words(rows) for rows in own if len(rows)])
    for number, (criterion, rows) in enumerate(zip(criteria, own, strict=True)):
        if len(rows):
            yield from _signs((number, criterion), rows, written, terse)


def terseness(words: Sequence[int]) -> float:
    """By how much a submission says everything in fewer words than those that were learned from.

    `words` are those of each criterion that has passages. A hundred words are little beside three
    hundred on every other criterion, and not where nothing has more.
    """
    usual = sum(words) / len(words) if words else 0.0
    return min(TERSEST, max(1.0, USUAL / usual)) if usual else 1.0


def _signs(
    asked: tuple[int, Criterion], rows: Rows, written: Written, terse: float
) -> Iterator[TopicSigns]:
    number, criterion = asked
    texts = [written.texts[r] for r in rows]
    words = min(MUCH, terse * written.words(rows))
    for topic in criterion.topics:
        near = written.closest(number, topic.id)[rows]
        worded = _worded(topic, texts)
        signs = {
            "words": float(worded),
            "unnamed": float(topic.named and not worded),
            "example": float(near.max()),
            "written": log(GIST + words),
        }
        yield TopicSigns(criterion.id, topic, int(rows[near.argmax()]), signs)


def _worded(topic: Topic, texts: Sequence[str]) -> bool:
    return bool(topic.words) and any(compile_phrases(topic.words).search(t) for t in texts)


def _retold(
    match: Match,
    covered: Collection[tuple[str, str]],
    added: Sequence[TopicSigns],
    written: Written,
) -> Match:
    kept = [h for h in match.topics if (match.criterion, h.topic) in covered]
    position = written.positions[match.passage]
    parsed, first = written.parsed[position], written.nearest.first[position]
    for signs in added:
        if signs.criterion == match.criterion and 0 <= signs.row - first < len(parsed.sentences):
            kept.append(_by_meaning(signs, signs.row - first, parsed))
    return match.model_copy(update={"topics": tuple(kept)})


def _by_meaning(signs: TopicSigns, number: int, parsed: ParsedPassage) -> TopicHit:
    sentence = parsed.sentences[number]
    at = parsed.passage.locate(sentence.start, sentence.end)
    return TopicHit(
        topic=signs.topic.id,
        at=at,
        quote=sentence.text[: at.end - at.start],
        score=round(signs.signs["example"], 4),
        by="meaning",
    )
