"""Passages, their sentence vectors and profiles in; how well each serves each criterion, out.

Each part (statement, topics, starting points, words) is scored apart, then made relative to the
criterion's own mean over the document: some criteria are near everything, and only what is
nearer than usual tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from premark.embed import Vectors
from premark.match.profiles import STATED, Part, Profiles
from premark.patterns import compile_phrases

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Node:
    """What is decided as one: a passage, or all the rows of a table. `sentences` index vectors."""

    passages: tuple[int, ...]
    section: int
    text: str
    sentences: tuple[int, ...]


@dataclass(frozen=True)
class Parts:
    """Scores by part, each of shape (nodes, criteria), before they are made relative."""

    asks: Scores
    topics: Scores
    starts: Scores
    words: Scores
    cues: Scores


def score_parts(
    nodes: Sequence[Node], vectors: Vectors, profiles: Profiles, *, examples: float
) -> Parts:
    """Similarity of each node's best sentences to each part of each criterion.

    `examples` is the share that the example sentences of topics have in `topics`, from 0 to 1.
    """
    return _parts(nodes, best_by_element(nodes, vectors, profiles), profiles, examples)


def _parts(nodes: Sequence[Node], near: Scores, profiles: Profiles, examples: float) -> Parts:
    shape = (len(nodes), len(profiles.pack.criteria))
    asks, topics, starts = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for c in range(shape[1]):
        asks[:, c] = _top(near, profiles, c, "asks", keep=2)
        topics[:, c] = _top(near, profiles, c, "topic", keep=2)
        if examples and profiles.columns(c, "example"):
            said = _top(near, profiles, c, "example", keep=2)
            topics[:, c] = (1 - examples) * topics[:, c] + examples * said
        starts[:, c] = _top(near, profiles, c, "start", keep=1)
    words = profiles.lexical.dot((node.text for node in nodes), profiles.lexical_rows)
    return Parts(asks, topics, starts, words, _cues(nodes, profiles))


def best_by_element(nodes: Sequence[Node], vectors: Vectors, profiles: Profiles) -> Scores:
    """Cosine of each node's nearest sentence to each element, shape (nodes, elements)."""
    similar = np.asarray(vectors @ profiles.vectors.T, dtype=np.float64)
    rows = [
        similar[list(n.sentences)].max(axis=0) if n.sentences else np.zeros(similar.shape[1])
        for n in nodes
    ]
    return np.vstack(rows) if rows else np.zeros((0, similar.shape[1]))


def _top(near: Scores, profiles: Profiles, criterion: int, part: Part, *, keep: int) -> Scores:
    columns = profiles.columns(criterion, part) or profiles.columns(criterion, *STATED)
    ordered = np.sort(near[:, columns], axis=1)[:, ::-1][:, :keep]
    return np.asarray(ordered.mean(axis=1))


def _cues(nodes: Sequence[Node], profiles: Profiles) -> Scores:
    """Share of each criterion's topics whose own words stand in the node."""
    found = np.zeros((len(nodes), len(profiles.pack.criteria)))
    for c, criterion in enumerate(profiles.pack.criteria):
        patterns = [compile_phrases(t.words) for t in criterion.topics if t.words]
        for n, node in enumerate(nodes):
            hits = sum(bool(pattern.search(node.text)) for pattern in patterns)
            found[n, c] = hits / max(1, len(patterns))
    return found


def relative(scores: Scores, clip: float, behind: Scores | None = None) -> Scores:
    """Each column less its mean, over the spread of all, within plus or minus `clip`.

    What is nearer than usual is positive. Without the clip one rare word outvotes the rest.
    `behind` are further rows that say what is usual, for a text too short to say it.
    """
    every = scores if behind is None else np.vstack([scores, behind])
    if every.shape[0] < 2:
        return np.zeros_like(scores)
    middle = every.mean(axis=0, keepdims=True)
    spread = float((every - middle).std())
    return np.clip((scores - middle) / spread, -clip, clip) if spread > 1e-9 else scores * 0.0


_USUAL: dict[tuple[str, int, float], Parts] = {}


def usual_scores(profiles: Profiles, *, examples: float) -> Parts | None:
    """Scores of the unit's own example sentences, each as a passage; None for a unit without."""
    rows = [j for j, e in enumerate(profiles.elements) if e.part == "example"]
    if not rows:
        return None
    key = (profiles.pack.digest, profiles.vectors.shape[1], examples)
    if key not in _USUAL or not profiles.pack.digest:
        nodes = [Node((i,), 0, profiles.elements[j].text, (j,)) for i, j in enumerate(rows)]
        near = best_by_element(nodes, profiles.vectors, profiles)
        near[range(len(rows)), rows] = -1.0  # no sentence stands for itself
        _USUAL[key] = _parts(nodes, near, profiles, examples)
    return _USUAL[key]
