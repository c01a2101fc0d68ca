"""Sums of each submission in; the same sums of submissions drawn again, and intervals, out.

Submissions are drawn whole (`evaluate/intervals.py` says why), all sums of a unit alike.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

from premark.cohort.figures.picture import Figure
from premark.evaluate.measures import Counts, rounded

DRAWS = 2000
LEVEL = 0.95
AT_ONCE = 1_000_000  # submissions drawn in one go, which bounds the memory


def drawn(counts: Counts, seed: int) -> Counts:
    """Sums over submissions drawn again with replacement; (n, k) in, (DRAWS, k) out."""
    number = len(counts)
    if not number:
        return np.zeros((DRAWS, counts.shape[1]))
    random = np.random.default_rng(seed)
    step = max(1, AT_ONCE // number)
    sums = [_some(random, counts, min(step, DRAWS - at)) for at in range(0, DRAWS, step)]
    return np.concatenate(sums)


def _some(random: np.random.Generator, counts: Counts, draws: int) -> Counts:
    number = len(counts)
    picked = random.integers(number, size=(draws, number)) + number * np.arange(draws)[:, None]
    times = np.bincount(picked.ravel(), minlength=draws * number).reshape(draws, number)
    return np.asarray(times.astype(np.float64) @ counts)


def middle(values: Counts) -> tuple[float | None, float | None]:
    """The middle 95% of a figure's draws; None where half of them cannot say it."""
    known = values[~np.isnan(values)]
    if len(known) < len(values) / 2 or not len(known):
        return None, None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return rounded(float(low)), rounded(float(high))


def figure(value: float, draws: Counts, number: int) -> Figure:
    """A figure with the middle of its draws; none from fewer than two submissions, nor where all
    draws are alike, which says that none differs here and not that none could."""
    low, high = middle(draws) if number > 1 else (None, None)
    if low == high:
        return Figure(value=rounded(value), n=number)
    return Figure(value=rounded(value), low=low, high=high, n=number)


def share(part: int, whole: int) -> Figure:
    """A share with Wilson's interval: drawing again would give one that is 0 of 5 no width."""
    if not whole:
        return Figure(value=None)
    found = binomtest(part, whole).proportion_ci(LEVEL, method="wilson")
    low, high = rounded(float(found.low)), rounded(float(found.high))
    return Figure(value=rounded(part / whole), low=low, high=high, n=whole)


def over(some: Counts, every: Counts) -> NDArray[np.float64]:
    """`some` over `every`, NaN where there is nothing to divide by."""
    return np.where(every > 0, some / np.where(every > 0, every, 1.0), np.nan)
