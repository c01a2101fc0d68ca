"""The decoding prefers runs in order to neighbours that flicker, and "none" is a real answer."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.match.decode import Switching, decode

COSTS = Switching(to_next=1.0, to_other=3.0, to_none=2.0, at_heading=0.5, within=1.0)
NO_COST = Switching(0.0, 0.0, 0.0, 1.0, 1.0)


def path(rows: list[list[float]], breaks: list[int] = [], costs: Switching = COSTS) -> list[int]:  # noqa: B006
    marks = np.array([i in breaks for i in range(len(rows))], dtype=np.bool_)
    return decode(np.array(rows, dtype=np.float64), marks, costs)


def worth(states: tuple[int, ...], rows: list[list[float]], breaks: list[int]) -> float:
    """What a path earns, by the definition: emissions less the costs of switching."""
    none = len(rows[0]) - 1
    total = rows[0][states[0]]
    for i in range(1, len(rows)):
        before, now = states[i - 1], states[i]
        scale = COSTS.at_heading if i in breaks else COSTS.within
        if before != now:
            if none in (before, now):
                cost = COSTS.to_none
            else:
                cost = COSTS.to_next if now == before + 1 else COSTS.to_other
            total -= scale * cost
        total += rows[i][now]
    return total


def test_nothing_has_no_path() -> None:
    assert decode(np.zeros((0, 3)), np.zeros(0, dtype=np.bool_), COSTS) == []


def test_without_costs_each_takes_its_best() -> None:
    assert path([[3, 1, 0], [0, 2, 1], [0, 0, 5]], costs=NO_COST) == [0, 1, 2]


def test_one_stray_passage_does_not_break_a_run() -> None:
    assert path([[5, 0, 0], [0, 1, 0], [5, 0, 0]]) == [0, 0, 0]


def test_a_clear_change_is_taken() -> None:
    assert path([[5, 0, 0], [5, 0, 0], [0, 5, 0], [0, 5, 0]]) == [0, 0, 1, 1]


def test_the_next_criterion_is_cheaper_than_another() -> None:
    assert path([[9, 0, 0, 0], [0, 2, 2.5, 0]]) == [0, 1]
    assert path([[9, 0, 0, 0], [0, 2, 6, 0]]) == [0, 2]


def test_a_heading_makes_a_change_cheap() -> None:
    rows = [[5.0, 0.0, 0.0], [1.0, 1.7, 0.0], [1.0, 1.2, 0.0]]
    assert path(rows) == [0, 0, 0]
    assert path(rows, breaks=[1]) == [0, 1, 1]


def test_none_is_an_answer() -> None:
    assert path([[0, 0, 4], [5, 0, 1], [5, 0, 1], [0, 0, 4]]) == [2, 0, 0, 2]


def test_none_is_nobodys_next() -> None:
    # From the last criterion "none" stands next in the table; it must cost to_none all the same.
    rows = [[0.0, 5.0, 0.0], [0.0, 0.0, 1.5]]
    assert path(rows) == [1, 1]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.lists(st.lists(st.integers(-4, 6), min_size=3, max_size=3), min_size=1, max_size=5),
    st.sets(st.integers(1, 4)),
)
def test_no_other_path_is_worth_more(rows: list[list[float]], breaks: set[int]) -> None:
    marks = [b for b in breaks if b < len(rows)]
    best = max(worth(states, rows, marks) for states in product(range(3), repeat=len(rows)))
    assert worth(tuple(path(rows, marks)), rows, marks) == pytest.approx(best)
