"""Values of two sides in; the chance of a difference as great from chance alone, corrected, out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from premark.cohort.figures.draws import LEVEL
from premark.cohort.figures.picture import Figure
from premark.evaluate.measures import rounded

PERMUTATIONS = 9_999
ALPHA = 0.05
AT_ONCE = 2_000_000  # values shuffled in one go, which bounds the memory
NEAR = 1e-9  # two sums that differ by less are alike
Values = NDArray[np.float64]


def permuted(values: Values, members: NDArray[np.bool_], seed: int) -> Values:
    """p of each group's mean beside that of all others, two-sided, by permutation.

    `values` (n,), `members` (n, groups). All groups are tested on the same shuffles.
    """
    random = np.random.default_rng(seed)
    centred = values - values.mean()
    inside = members.astype(np.float64)
    seen = np.abs(centred @ inside)
    over = np.zeros(members.shape[1])
    step = max(1, AT_ONCE // max(1, len(values)))
    for at in range(0, PERMUTATIONS, step):
        again = np.tile(centred, (min(step, PERMUTATIONS - at), 1))
        over += (np.abs(random.permuted(again, axis=1) @ inside) >= seen - NEAR).sum(axis=0)
    return np.asarray((over + 1) / (PERMUTATIONS + 1))


def permuted_levels(ours: NDArray[np.int64], theirs: NDArray[np.int64], seed: int) -> float:
    """The same for two counts of levels (levels,): shuffles of levels are drawn as counts."""
    random = np.random.default_rng(seed)
    every, steps = ours + theirs, np.arange(len(ours))
    again = random.multivariate_hypergeometric(every, int(ours.sum()), size=PERMUTATIONS)
    expected = float(ours.sum() * (every @ steps) / every.sum())
    seen = abs(float(ours @ steps) - expected)
    over = int((np.abs(again @ steps - expected) >= seen - NEAR).sum())
    return (over + 1) / (PERMUTATIONS + 1)


def holm(chances: Sequence[float]) -> list[float]:
    """p values corrected by Holm's step-down method, in the order given."""
    order = sorted(range(len(chances)), key=lambda i: chances[i])
    corrected, most = [0.0] * len(chances), 0.0
    for place, i in enumerate(order):
        most = max(most, min(1.0, (len(chances) - place) * chances[i]))
        corrected[i] = round(most, 4)
    return corrected


def mean_of(values: Values, most: float) -> Figure:
    """The mean of values from 0 to `most` with Student's interval, cut at these ends; none from
    fewer than two, or where all are alike."""
    known = values[~np.isnan(values)]
    if not len(known):
        return Figure(value=None)
    spread = float(known.std(ddof=1)) / len(known) ** 0.5 if len(known) > 1 else 0.0
    return _interval(float(known.mean()), spread, len(known) - 1, len(known), (0.0, most))


def apart(ours: Values, theirs: Values, most: float) -> Figure:
    """Mean of ours less mean of theirs with Welch's interval, which lets their spreads differ, cut
    at `most` to either side."""
    number, other = len(ours), len(theirs)
    if not number or not other:
        return Figure(value=None, n=number)
    value = float(ours.mean() - theirs.mean())
    if number < 2 or other < 2:
        return Figure(value=rounded(value), n=number)
    own, beside = float(ours.var(ddof=1)) / number, float(theirs.var(ddof=1)) / other
    both = own + beside
    freedom = both**2 / (own**2 / (number - 1) + beside**2 / (other - 1)) if both > NEAR else 0
    return _interval(value, both**0.5, freedom, number, (-most, most))


def _interval(
    value: float, spread: float, freedom: float, number: int, ends: tuple[float, float]
) -> Figure:
    """By Student's t, within `ends`; none where there is no spread to go by."""
    if spread <= NEAR:
        return Figure(value=rounded(value), n=number)
    low, high = t.interval(LEVEL, freedom, loc=value, scale=spread)
    return Figure(
        value=rounded(value),
        low=rounded(max(ends[0], float(low))),
        high=rounded(min(ends[1], float(high))),
        n=number,
    )
