"""Counts of documents in; figures out, of one sum of counts or of two thousand at once.

A figure is worked out from counts that add up over documents, so that drawing documents again
(`intervals.py`) is a matter of adding. Every function here takes counts of shape (..., k) and gives
figures of shape (...); what cannot be measured is NaN.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from premark.evaluate.case import Case

Counts = NDArray[np.float64]
Value = Callable[[Counts], Counts]
LEVELS = 4


@dataclass(frozen=True)
class Measure:
    """A figure by name: what is counted in a document, and what the sum of counts says.

    `less` says that a smaller figure is the better one.
    """

    name: str
    count: Callable[[Case], Sequence[float]]
    value: Value
    less: bool = False

    def counts(self, cases: Sequence[Case]) -> Counts:
        """Counts of each document, shape (documents, k)."""
        return np.array([self.count(case) for case in cases], dtype=np.float64)

    def of(self, cases: Sequence[Case]) -> float | None:
        return figure(self.value, self.counts(cases)) if cases else None


def figure(value: Value, counts: Counts) -> float | None:
    """The figure of all documents together, rounded; None where it cannot be measured."""
    return rounded(float(value(counts.sum(axis=0))))


def rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 4)


def ratio(counts: Counts) -> Counts:
    """The first count over the second."""
    return _over(counts[..., 0], counts[..., 1])


def balanced(counts: Counts) -> Counts:
    """Mean of two shares: (right, all) of the one class, then of the other."""
    return (ratio(counts[..., :2]) + ratio(counts[..., 2:4])) / 2


def kappa(counts: Counts) -> Counts:
    """Quadratic weighted kappa of a table of four levels, labels first, flat."""
    table = counts.reshape(*counts.shape[:-1], LEVELS, LEVELS)
    steps = np.arange(LEVELS, dtype=np.float64)
    weights = (steps[:, None] - steps[None, :]) ** 2
    by_label, by_answer = table.sum(axis=-1), table.sum(axis=-2)
    chance = by_label[..., :, None] * by_answer[..., None, :]
    off = (weights * table).sum(axis=(-2, -1)) * table.sum(axis=(-2, -1))
    return np.asarray(1.0 - _over(off, (weights * chance).sum(axis=(-2, -1))))


def f1_by_class(counts: Counts) -> Counts:
    """F1 of each class, shape (..., classes), from (right, found wrongly, missed) of each."""
    right, wrong, missed = np.moveaxis(counts.reshape(*counts.shape[:-1], -1, 3), -1, 0)
    return _over(2 * right, 2 * right + wrong + missed)


def macro_f1(counts: Counts) -> Counts:
    """Mean F1 over the classes that are there."""
    each = f1_by_class(counts)
    known = ~np.isnan(each)
    return _over(np.where(known, each, 0.0).sum(axis=-1), known.sum(axis=-1).astype(np.float64))


def macro_f1_of_all(counts: Counts) -> Counts:
    """Mean F1 over all classes, one that nobody has counting nought; NaN where none is there."""
    each = f1_by_class(counts)
    mean = np.where(np.isnan(each), 0.0, each).mean(axis=-1)
    return np.where(np.isnan(each).all(axis=-1), np.nan, mean)


def _over(some: Counts, every: Counts) -> Counts:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(every > 0, some / np.where(every > 0, every, 1.0), np.nan)
