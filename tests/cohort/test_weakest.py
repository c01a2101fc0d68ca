"""Criteria ranked by how weak they are, and what of the order is borne out."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from premark.cohort.figures.levels import criterion_pictures
from premark.cohort.figures.picture import Weakest
from premark.cohort.figures.tally import CANNOT_TELL
from premark.cohort.figures.weakest import rank_criteria
from premark.packs.cohort_settings import load_cohort_settings
from tests.cohort import planted

SETTINGS = load_cohort_settings()
PACK = planted.make_pack()
WEAK = ("2.1", "3.2")


def ranked(levels: np.ndarray) -> Weakest:
    return rank_criteria(planted.counts_of(levels), PACK, SETTINGS, 7)


def cohort(number: int, seed: int, weak: tuple[str, ...] = ()) -> np.ndarray:
    chances = [planted.WEAK if code in weak else planted.EVEN for code in planted.CODES]
    random = np.random.default_rng(seed)
    return np.stack([random.choice(4, number, p=each) for each in chances], axis=1)


def test_planted_weak_criteria_come_first_in_95_of_100_cohorts_of_40() -> None:
    first = [
        {row.criterion for row in ranked(cohort(40, seed, WEAK)).rows[:2]} for seed in range(100)
    ]
    assert sum(found == set(WEAK) for found in first) >= 95


def test_where_no_criterion_differs_hardly_any_order_is_claimed() -> None:
    claimed = [
        any(row.borne_out for row in ranked(cohort(40, seed)).rows) for seed in range(100)
    ]
    assert sum(claimed) <= 8


def test_the_places_hold_for_all_criteria_at_once() -> None:
    means = [1.0, 1.2, 1.4, 1.6, 1.8, 2.0]
    shares = [np.array([1 - m / 3, 0, 0, m / 3]) for m in means]
    held = 0
    for seed in range(100):
        random = np.random.default_rng(1000 + seed)
        levels = np.stack([random.choice(4, 60, p=p) for p in shares], axis=1)
        rows = {row.criterion: row.places or (9, 9) for row in ranked(levels).rows}
        held += all(
            rows[code][0] <= place <= rows[code][1]
            for place, code in enumerate(planted.CODES, 1)
        )
    assert held >= 92


@pytest.mark.parametrize("number", [20, 60])
def test_the_interval_of_a_mean_level_covers_the_true_one(number: int) -> None:
    true = float(np.arange(4) @ np.array(planted.EVEN))
    means = [
        row.mean
        for seed in range(60)
        for row in criterion_pictures(planted.counts_of(cohort(number, seed)), PACK, 7)
    ]
    share = np.mean([planted.covers(mean, true) for mean in means])
    assert 0.89 <= share <= 0.99


def test_weak_criteria_far_enough_apart_are_borne_out_in_words() -> None:
    found = ranked(cohort(200, 3, WEAK))
    assert {row.criterion for row in found.rows if row.borne_out} == set(WEAK)
    assert "2.1" in found.said[-1] and "3.2" in found.said[-1]


def test_cannot_tell_is_counted_apart_and_never_as_weak() -> None:
    levels = cohort(40, 1)
    levels[:, 0] = CANNOT_TELL
    levels[:30, 1] = CANNOT_TELL
    levels[30:, 1] = 3
    rows = {row.criterion: row for row in ranked(levels).rows}
    assert "1.1" not in rows
    assert rows["1.2"].untold == 30 and rows["1.2"].mean.n == 10
    assert rows["1.2"].place == len(rows)


def test_a_criterion_of_few_has_no_place_and_leaves_the_others_theirs() -> None:
    levels = cohort(200, 3, WEAK)
    levels[:196, 0] = CANNOT_TELL
    found = ranked(levels)
    rows = {row.criterion: row for row in found.rows}
    assert rows["1.1"].places is None and rows["1.1"].among is None
    assert rows["2.1"].places is not None and rows["2.1"].places[1] < len(rows)
    assert any("Mostly “cannot tell”: 1.1" in sentence for sentence in found.said)


@pytest.mark.parametrize(("number", "says"), [(12, "small cohort"), (5, "no order is claimed")])
def test_a_small_cohort_says_so(number: int, says: str) -> None:
    assert any(says in sentence for sentence in ranked(cohort(number, 2, WEAK)).said)


def test_too_few_submissions_have_no_places_and_bear_nothing_out() -> None:
    found = ranked(np.tile([0, 1, 2, 3, 3, 3], (5, 1)))
    assert all(row.places is None and not row.borne_out for row in found.rows)
    assert [row.criterion for row in found.rows[:3]] == ["1.1", "1.2", "2.1"]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_cohort_of_none_one_or_two_is_no_error(number: int) -> None:
    found = ranked(cohort(number, 1))
    assert len(found.rows) == (len(planted.CODES) if number else 0)
    if number == 1:
        assert all(row.mean.low is None for row in found.rows)


def test_submissions_that_are_all_alike_are_no_error() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = ranked(np.tile([0, 3, 3, 3, 3, CANNOT_TELL], (12, 1)))
    assert found.rows[0].places == (1, 1) and found.rows[0].borne_out
    assert {row.places for row in found.rows[1:]} == {(2, 5)}


def test_a_range_without_width_is_none_and_a_share_of_nought_still_has_one() -> None:
    row = next(r for r in ranked(np.full((12, len(planted.CODES)), 3)).rows)
    assert row.mean.value == 3 and row.mean.low is None
    assert row.low.value == 0 and planted.ends(row.low)[1] > 0.2


def test_the_share_at_none_or_limited_stands_beside_the_mean() -> None:
    levels = np.full((10, len(planted.CODES)), 3)
    levels[:4, 2] = [0, 0, 1, 1]
    row = ranked(levels).rows[0]
    assert (row.criterion, row.low.value, row.mean.value) == ("2.1", 0.4, 2.0)
