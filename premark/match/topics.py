"""A matched passage and a criterion in; which of its topics are covered, by which sentence, out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from premark.match.profiles import Profiles
from premark.patterns import compile_phrases
from premark.types.criteria import Criterion, Topic
from premark.types.evidence import TopicHit
from premark.types.tuning import Matching

if TYPE_CHECKING:
    from premark.match.decide import Reading

By = Literal["words", "meaning", "both"]


def topic_hits(
    position: int, criterion: Criterion, reading: Reading, profiles: Profiles, tuning: Matching
) -> list[TopicHit]:
    """The best sentence for each topic that the passage covers, in the criterion's order.

    A topic is covered by its own words, or by a sentence whose meaning comes within
    `topic_meaning` of it; words alone need a meaning of at least `topic_floor`.
    """
    parsed = reading.parsed[position]
    start = sum(len(p.sentences) for p in reading.parsed[:position])
    hits = []
    for topic in criterion.topics:
        column = _column(profiles, criterion.id, topic.id)
        vectors = reading.vectors[start : start + len(parsed.sentences)]
        near = np.asarray(vectors @ profiles.vectors[column])
        best: tuple[float, int, By] | None = None
        for i, sentence in enumerate(parsed.sentences):
            by = _covered(sentence.text, topic, float(near[i]), tuning)
            rank = float(near[i]) + (0.5 if by in ("words", "both") else 0.0)
            if by and (best is None or rank > best[0]):
                best = (rank, i, by)
        if best is not None:
            sentence = parsed.sentences[best[1]]
            at = parsed.passage.locate(sentence.start, sentence.end)
            score = round(float(near[best[1]]), 4)
            hits.append(
                TopicHit(topic=topic.id, at=at, quote=sentence.text, score=score, by=best[2])
            )
    return hits


def _covered(text: str, topic: Topic, near: float, tuning: Matching) -> By | None:
    worded = bool(topic.words) and bool(compile_phrases(topic.words).search(text))
    meant = near >= tuning.topic_meaning
    if worded and meant:
        return "both"
    if worded and near >= tuning.topic_floor:
        return "words"
    return "meaning" if meant else None


def _column(profiles: Profiles, code: str, topic: str) -> int:
    index = profiles.codes.index(code)
    return next(
        j
        for j, e in enumerate(profiles.elements)
        if e.criterion == index and e.topic == topic and e.part == "topic"
    )
