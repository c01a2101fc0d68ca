"""Counts of documents in; how far a figure could have come out otherwise, out.

Documents are drawn again with replacement, whole: criteria and passages of one document stand or
fall together, so drawing them apart would make the intervals too narrow.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from premark.evaluate.measures import Counts, Value, figure, rounded

RESAMPLES = 2000
SEED = 20261122
LEVEL = 0.95
FEW = 20  # documents under which the interval of a share is known to come out too narrow
SAID = 0.5  # share of the draws that must be able to say the figure


@dataclass(frozen=True)
class Interval:
    """A figure, the middle 95% of what drawing documents again makes of it, and how many spoke."""

    value: float | None
    low: float | None
    high: float | None
    documents: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def interval(value: Value, counts: Counts) -> Interval:
    """The figure of all documents with its interval; none from fewer than two documents."""
    spoke = int(np.any(counts != 0, axis=1).sum())
    low, high = _middle(_drawn(value, counts)) if spoke > 1 else (None, None)
    return Interval(figure(value, counts), low, high, spoke)


def difference(value: Value, ours: Counts, theirs: Counts) -> Interval:
    """How far ours is above theirs on the same draws of the same documents."""
    own, other = value(ours.sum(axis=0)), value(theirs.sum(axis=0))
    spoke = int((np.any(ours != 0, axis=1) | np.any(theirs != 0, axis=1)).sum())
    apart = _drawn(value, ours) - _drawn(value, theirs)
    low, high = _middle(apart) if spoke > 1 else (None, None)
    return Interval(rounded(float(own - other)), low, high, spoke)


def _drawn(value: Value, counts: Counts) -> Counts:
    return value(_resamples(len(counts)) @ counts)


def _middle(drawn: Counts) -> tuple[float | None, float | None]:
    known = drawn[~np.isnan(drawn)]
    if len(known) < SAID * len(drawn):
        return None, None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return rounded(float(low)), rounded(float(high))


@lru_cache(maxsize=4)
def _resamples(documents: int) -> Counts:
    """How often each document is drawn, shape (RESAMPLES, documents); the same in every run."""
    random = np.random.default_rng(SEED)
    return random.multinomial(documents, [1 / documents] * documents, RESAMPLES).astype(np.float64)


def caution(documents: int) -> str:
    """What to think of intervals from so many documents."""
    if documents < 2:
        return "One document: it gives no interval, and leaves none to set simpler ways on."
    told = f"{documents} documents, drawn again {RESAMPLES:,} times."
    if documents < FEW:
        return (
            f"{told} With fewer than {FEW} the true range is wider than is shown, and a figure "
            "that comes out the same in each has no width at all."
        )
    return told
