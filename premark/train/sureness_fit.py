"""Levels beside their labels in; weights of the signs that a level is right, and bins, out.

Every figure is of documents that did not set it: the bins are counted on weights that the other
documents gave, and `crossed` leaves each document out of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from premark.train.weighable import READINGS, Scales
from premark.types.evidence import SIGNS
from premark.types.tuning import Bin, Sureness, Thresholds

BINS = 4  # of as many levels each, before those that would not rise are joined
HELD_BACK = 1.0  # how strongly weights are held to nought: a few hundred levels carry no more
Chances = NDArray[np.float64]


@dataclass(frozen=True)
class Level:
    """A told level of one document in one reading: its signs, and whether it was the label's."""

    document: str
    unit: str
    reading: int
    told: str
    right: bool
    signs: tuple[float, ...]


@dataclass(frozen=True)
class Line:
    """A logistic regression on signs as they are; no weight is below nought."""

    bias: float
    weights: tuple[float, ...]
    usual: tuple[float, ...]

    def chances(self, levels: Sequence[Level]) -> Chances:
        signs = np.array([level.signs for level in levels]).reshape(len(levels), len(SIGNS))
        return np.asarray(1 / (1 + np.exp(-self.bias - signs @ np.array(self.weights))))


def levels_of(scales: Scales, at: Thresholds) -> list[Level]:
    """Every labelled level of every document in both readings; "cannot tell" is none."""
    found: list[Level] = []
    for number in range(len(scales.documents)):
        for reading in range(len(READINGS)):
            found += _levels(scales, number, reading, at)
    return found


def _levels(scales: Scales, number: int, reading: int, at: Thresholds) -> Iterator[Level]:
    gold = scales.documents[number].gold
    for told, signs in scales.signs(number, reading, at):
        label = gold.gold.criteria.get(told.criterion)
        if label and told.strength != "cannot tell":
            right = label.strength == told.strength
            values = tuple(signs[name] for name in SIGNS)
            yield Level(gold.id, gold.unit, reading, told.strength, right, values)


def fit(levels: Sequence[Level]) -> Line:
    """Weights of the signs, each sign brought to one spread first."""
    signs, right = np.array([x.signs for x in levels]), np.array([x.right for x in levels], float)
    usual, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    scaled = (signs - usual) / spread

    def loss(weights: NDArray[Any]) -> float:
        total = weights[0] + scaled @ weights[1:]
        miss = np.logaddexp(0, total).sum() - (right * total).sum()
        return float(miss + HELD_BACK * (weights[1:] ** 2).sum() / 2)

    bounds = [(None, None), *[(0.0, None)] * len(SIGNS)]
    found = minimize(loss, np.zeros(len(SIGNS) + 1), method="L-BFGS-B", bounds=bounds).x
    weights = found[1:] / spread
    bias = float(found[0] - (weights * usual).sum())
    return Line(bias, tuple(map(float, weights)), tuple(map(float, usual)))


def unseen(levels: Sequence[Level]) -> Chances:
    """What the weights of the other documents give each level."""
    found = np.zeros(len(levels))
    for own, rest in _left_out(levels):
        found[own] = fit([levels[i] for i in rest]).chances([levels[i] for i in own])
    return found


def _left_out(levels: Sequence[Level]) -> Iterator[tuple[list[int], list[int]]]:
    for document in sorted({level.document for level in levels}):
        own = [i for i, level in enumerate(levels) if level.document == document]
        rest = [i for i, level in enumerate(levels) if level.document != document]
        yield own, rest


def bins_of(chances: Chances, levels: Sequence[Level]) -> tuple[Bin, ...]:
    """As many levels in each, those joined whose share would not rise (isotonic)."""
    edges = np.unique(np.quantile(chances, np.linspace(0, 1, BINS + 1)[1:-1]))
    place = np.searchsorted(edges, chances, side="right")
    right = np.array([level.right for level in levels], dtype=np.float64)
    shares = IsotonicRegression().fit(place, right).predict(place)
    found: list[Bin] = []
    for share in sorted({float(s) for s in shares}):
        held = shares == share
        least = 0.0 if not found else float(edges[place[held].min() - 1])
        count, agreed = int(held.sum()), int(right[held].sum())
        found.append(Bin(least=round(least, 4), levels=count, agreed=agreed,
                         chance=round(agreed / count, 4)))  # fmt: skip
    return tuple(found)


def learned(levels: Sequence[Level]) -> Sureness:
    """What ships: weights of all documents, and bins counted with each left out of the weights."""
    line = fit(levels)
    return Sureness(
        bias=round(line.bias, 4),
        weights={name: round(w, 4) for name, w in zip(SIGNS, line.weights, strict=True)},
        usual={name: round(u, 4) for name, u in zip(SIGNS, line.usual, strict=True)},
        bins=bins_of(unseen(levels), levels),
        units=tuple(sorted({level.unit for level in levels})),
        documents=tuple(sorted({level.document for level in levels})),
    )


def crossed(levels: Sequence[Level]) -> Chances:
    """The told share of each level by weights and bins of the other documents alone."""
    found = np.zeros(len(levels))
    for own, rest in _left_out(levels):
        others = [levels[i] for i in rest]
        bins = bins_of(unseen(others), others)
        values = fit(others).chances([levels[i] for i in own])
        place = np.searchsorted([b.least for b in bins], values, side="right") - 1
        found[own] = [bins[max(0, p)].chance for p in place]
    return found
