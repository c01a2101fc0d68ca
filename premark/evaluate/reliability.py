"""Told chances beside what was right in; how far they can be trusted, and what silence buys, out.

A chance is what a review says of how sure a level is. All of one document is drawn together, as in
every interval here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from premark.evaluate.case import Case
from premark.evaluate.intervals import Interval, difference, interval
from premark.evaluate.measures import Counts, ratio

BANDS = 10
DROPPED = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)  # shares left unsaid
CHANCE = 0.5  # a level that is right less often than this is better left unsaid
Said = tuple[float, bool]  # a told chance, and whether the level was the label's
Documents = Sequence[Sequence[Said]]


@dataclass(frozen=True)
class Band:
    """Levels told with nearly one chance: how many, the mean of the chance, how many agreed."""

    low: float
    high: float
    levels: int
    told: float
    agreed: Interval


@dataclass(frozen=True)
class Abstaining:
    """Only levels told with `least` or more: how many of all stay, how often they agree, how much
    more often that is than of all, and how often those agree that would be left unsaid."""

    least: float
    coverage: float
    kept: Interval
    gain: Interval
    unsaid: Interval


def said_of(case: Case) -> list[Said]:
    """The levels of a case that a chance is told of."""
    return [
        (review.confidence.agrees, label.strength == review.strength)
        for label, review in case.criteria
        if review.confidence
    ]


def band_counts(said: Sequence[Said]) -> tuple[float, ...]:
    """(agreed, levels, sum of the chances) of each band, flat."""
    cells = np.zeros((BANDS, 3))
    for chance, right in said:
        cells[min(BANDS - 1, int(chance * BANDS + 1e-9))] += (right, 1, chance)
    return tuple(float(cell) for cell in cells.ravel())


def calibration_error(counts: Counts) -> Counts:
    """How far told chances are from what was right, a band weighing as many levels as it has."""
    agreed, levels, told = np.moveaxis(counts.reshape(*counts.shape[:-1], BANDS, 3), -1, 0)
    both = np.stack([np.abs(agreed - told).sum(axis=-1), levels.sum(axis=-1)], axis=-1)
    return ratio(both)


def bands(documents: Documents) -> list[Band]:
    """The bands that have levels, from the least sure to the surest."""
    if not documents:
        return []
    counts = np.array([band_counts(said) for said in documents]).reshape(-1, BANDS, 3)
    total = counts.sum(axis=0)
    return [
        Band(
            low=round(number / BANDS, 2),
            high=round((number + 1) / BANDS, 2),
            levels=int(total[number, 1]),
            told=round(float(total[number, 2] / total[number, 1]), 4),
            agreed=interval(ratio, counts[:, number, :2]),
        )
        for number in range(BANDS)
        if total[number, 1]
    ]


def abstaining(documents: Documents) -> list[Abstaining]:
    """From saying every level to saying only the surest; one point for each told chance at most."""
    every = [chance for said in documents for chance, _ in said]
    if not every:
        return []
    cuts = sorted({float(c) for c in np.quantile(every, DROPPED, method="lower")})
    whole = np.array([_agreed(said) for said in documents])
    return [_above(cut, documents, whole) for cut in cuts]


def _above(cut: float, documents: Documents, whole: Counts) -> Abstaining:
    kept = np.array([_agreed([s for s in said if s[0] >= cut]) for said in documents])
    share = kept[:, 1].sum() / whole[:, 1].sum()
    return Abstaining(
        least=round(cut, 4),
        coverage=round(float(share), 4),
        kept=interval(ratio, kept),
        gain=difference(ratio, kept, whole),
        unsaid=interval(ratio, whole - kept),
    )


def _agreed(said: Sequence[Said]) -> tuple[float, float]:
    return float(sum(right for _, right in said)), float(len(said))


def earns_silence(points: Sequence[Abstaining]) -> Abstaining | None:
    """The point that leaves most unsaid of those whose unsaid levels are clearly wrong more often
    than right; None where no level is."""
    earned = [p for p in points if p.unsaid.high is not None and p.unsaid.high < CHANCE]
    return min(earned, key=lambda p: p.coverage, default=None)


def said_of_silence(points: Sequence[Abstaining]) -> str:
    """Whether leaving the least sure levels unsaid is worth it, in words."""
    found = earns_silence(points)
    if not points or points[0].kept.value is None:
        return "No level is told with a chance here."
    if found:
        return (
            f"Under a chance of {found.least:.2f} levels are clearly wrong more often than right: "
            f"“cannot tell” would be worth it for {1 - found.coverage:.0%} of them."
        )
    return (
        "However unsure, levels are nowhere clearly wrong more often than right: “cannot tell” is "
        "not earned, so the chance is told and the level stays."
    )


def confidence_figures(cases: Sequence[Case], learned_from: Sequence[str]) -> dict[str, Any]:
    """What the JSON says of confidence beside its headline figure."""
    documents = [said_of(case) for case in cases]
    points = abstaining(documents)
    return {
        "levels": sum(len(said) for said in documents),
        "learned_from": sum(case.gold.id in learned_from for case in cases),
        "says": said_of_silence(points),
        "bands": [asdict(band) for band in bands(documents)],
        "abstaining": [asdict(point) for point in points],
    }
