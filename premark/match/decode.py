"""Emissions and section breaks in; the likeliest run of criteria over the whole document, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Switching:
    """Costs of leaving a criterion between one node and the next, in emission units.

    Learners answer in order and in runs, so the next criterion is the cheapest to go to. At a
    heading all costs are multiplied by `at_heading`.
    """

    to_next: float
    to_other: float
    to_none: float
    at_heading: float
    within: float


def decode(emissions: Scores, breaks: NDArray[np.bool_], costs: Switching) -> list[int]:
    """Viterbi path over criteria and, last, "none". `breaks[i]`: a heading stands before i."""
    count, states = emissions.shape
    if count == 0:
        return []
    table = _transitions(states, costs)
    best = emissions[0].copy()
    back = np.zeros((count, states), dtype=np.int64)
    for i in range(1, count):
        scale = costs.at_heading if breaks[i] else costs.within
        arriving = best[:, None] - scale * table
        back[i] = arriving.argmax(axis=0)
        best = arriving.max(axis=0) + emissions[i]
    path = [int(best.argmax())]
    for i in range(count - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def _transitions(states: int, costs: Switching) -> Scores:
    table = np.full((states, states), costs.to_other)
    none = states - 1
    for state in range(none - 1):
        table[state, state + 1] = costs.to_next
    table[none, :] = costs.to_none
    table[:, none] = costs.to_none
    np.fill_diagonal(table, 0.0)
    return table
