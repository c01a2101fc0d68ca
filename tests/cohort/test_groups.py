"""Groups of a cohort beside each other, with care for how many comparisons are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from scipy.stats import mannwhitneyu, permutation_test, ttest_1samp, ttest_ind

from premark.cohort.figures.chances import apart, holm, mean_of, permuted, permuted_levels
from premark.cohort.figures.groups import corrected_groups, facts_of, group_tables
from premark.cohort.figures.picture import Groups
from premark.cohort.figures.tally import CANNOT_TELL
from premark.packs.cohort_settings import load_cohort_settings
from tests.cohort import planted

SETTINGS = load_cohort_settings()
PACK = planted.make_pack()
UNIT = planted.UNIT


def levels_of(number: int, seed: int, weak: Sequence[int] = ()) -> np.ndarray:
    random = np.random.default_rng(seed)
    rows = random.choice(4, (number, len(planted.CODES)), p=planted.EVEN)
    rows[list(weak)] = random.choice(4, (len(weak), len(planted.CODES)), p=planted.WEAK)
    return rows


def groups_of(levels: np.ndarray, facts: Mapping[str, Mapping[str, str]]) -> Groups:
    counts = planted.counts_of(levels)
    tables = group_tables(counts, PACK, facts, SETTINGS, seed=3)
    known = {UNIT: (len(facts), len(levels))}
    return corrected_groups({UNIT: tables}, known, SETTINGS)[UNIT]


def in_turn(number: int, **groups: int) -> dict[str, dict[str, str]]:
    return {
        planted.name(n): {by: f"{by} {n * 7 % many}" for by, many in groups.items()}
        for n in range(number)
    }


def test_without_a_difference_a_group_stands_out_in_at_most_5_of_100_cohorts() -> None:
    facts = in_turn(120, assessor=8, centre=5, intake=2)
    flagged = sum(
        any(
            row.stands_out
            for table in groups_of(levels_of(120, seed), facts).tables
            for row in table.rows
        )
        for seed in range(100)
    )
    assert flagged <= 8  # of a true share of 5% more than 8 come up once in 16 runs


def test_a_group_that_is_clearly_weaker_stands_out_and_no_other() -> None:
    facts = in_turn(120, centre=5)
    weak = [n for n in range(120) if facts[planted.name(n)]["centre"] == "centre 3"]
    (table,) = groups_of(levels_of(120, 5, weak), facts).tables
    assert [row.name for row in table.rows if row.stands_out] == ["centre 3"]
    row = next(row for row in table.rows if row.stands_out)
    assert row.apart.high is not None and row.apart.high < 0
    assert row.n == 24 and row.corrected is not None and row.corrected >= (row.p or 1)


def test_a_small_group_is_told_without_a_test() -> None:
    facts = in_turn(60, centre=2)
    for n in range(4):
        facts[planted.name(n)] = {"centre": "far away"}
    found = groups_of(levels_of(60, 1, range(4)), facts)
    row = next(row for row in found.tables[0].rows if row.name == "far away")
    assert row.p is None and row.corrected is None and not row.stands_out and row.n == 4
    assert row.mean.value is not None
    assert any("far away" in sentence and "without a test" in sentence for sentence in found.said)


def test_it_is_said_that_a_difference_says_nothing_of_its_cause() -> None:
    found = groups_of(levels_of(60, 1), in_turn(60, centre=3))
    assert any("nothing of its cause" in sentence for sentence in found.said)
    assert any("Holm" in s and "3 comparisons" in " ".join(s.split()) for s in found.said)


def test_two_groups_are_one_comparison() -> None:
    assert groups_of(levels_of(60, 1), in_turn(60, intake=2)).comparisons == 1
    assert groups_of(levels_of(60, 1), in_turn(60, intake=2, centre=3)).comparisons == 4


def test_comparisons_of_all_units_are_corrected_for_together() -> None:
    counts = planted.counts_of(levels_of(60, 1))
    tables = group_tables(counts, PACK, in_turn(60, centre=3), SETTINGS, seed=3)
    found = corrected_groups(
        {"one": tables, "two": tables}, {"one": (60, 60), "two": (60, 60)}, SETTINGS
    )
    assert found["one"].comparisons == 6
    alone = corrected_groups({"one": tables}, {"one": (60, 60)}, SETTINGS)["one"]
    pairs = zip(found["one"].tables[0].rows, alone.tables[0].rows, strict=True)
    assert all((one.corrected or 0) >= (other.corrected or 0) for one, other in pairs)
    assert any(row.corrected for row in found["one"].tables[0].rows)


def test_one_group_alone_or_no_facts_make_no_table() -> None:
    assert groups_of(levels_of(30, 1), in_turn(30, centre=1)).tables == ()
    assert groups_of(levels_of(30, 1), {}).said == ()


def test_spellings_of_one_group_are_one_group() -> None:
    spelt = ["North End", "north-end", "South"]
    facts = {planted.name(n): {"centre": spelt[n % 3]} for n in range(60)}
    names = [row.name for row in groups_of(levels_of(60, 1), facts).tables[0].rows]
    assert names == ["North End", "South"]


def test_a_submission_that_cannot_be_told_is_in_its_group_and_in_no_mean() -> None:
    levels = levels_of(40, 1)
    levels[0] = CANNOT_TELL
    row = groups_of(levels, in_turn(40, centre=2)).tables[0].rows[0]
    assert row.n == 20 and row.mean.n == 19


def test_facts_are_read_by_any_name_of_their_column_and_dates_by_month() -> None:
    one = planted.submission(1, Marker="Ms Rye", Center="North", Submitted="14/03/2026 09:30")
    assert facts_of(one, SETTINGS) == {
        "assessor": "Ms Rye", "centre": "North", "month": "2026-03"
    }  # fmt: skip
    assert facts_of(planted.submission(2, date="soon", centre=" "), SETTINGS) == {}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_permutation_test_is_scipys(seed: int) -> None:
    random = np.random.default_rng(seed)
    values = np.concatenate([random.normal(0, 1, 25), random.normal(0.5, 1, 35)])
    member = np.arange(60) < 25
    ours = permuted(values, member[:, None], 1)[0]
    theirs = permutation_test(
        (values[member], values[~member]),
        lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis),
        vectorized=True, n_resamples=9_999, rng=np.random.default_rng(2),
    ).pvalue  # fmt: skip
    assert ours == pytest.approx(theirs, abs=0.02)


def test_shuffled_levels_give_the_chance_that_shuffled_values_give() -> None:
    random = np.random.default_rng(4)
    ours, theirs = random.choice(4, 30, p=planted.EVEN), random.choice(4, 50, p=planted.WEAK)
    counts = [np.bincount(side, minlength=4) for side in (ours, theirs[:35])]
    by_counts = permuted_levels(counts[0], counts[1], 1)
    values = np.concatenate([ours, theirs[:35]]).astype(float)
    by_values = permuted(values, (np.arange(65) < 30)[:, None], 1)[0]
    assert by_counts == pytest.approx(by_values, abs=0.01)
    assert by_counts == pytest.approx(mannwhitneyu(ours, theirs[:35]).pvalue, abs=0.05)


def test_holm_corrects_step_by_step() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == [0.03, 0.06, 0.06, 0.02]
    assert holm([]) == []
    assert holm([0.6, 0.7]) == [1.0, 1.0]


def test_values_that_are_all_alike_have_no_interval() -> None:
    assert mean_of(np.array([2.0, 2.0]), 3).low is None
    assert apart(np.array([1.0]), np.array([2.0]), 3).low is None
    assert apart(np.array([1.0]), np.array([2.0]), 3).value == -1


def test_intervals_of_means_and_of_their_difference_are_scipys() -> None:
    random = np.random.default_rng(6)
    ours, theirs = random.normal(1.5, 0.3, 14), random.normal(1.2, 0.6, 23)
    found, own = apart(ours, theirs, 3), mean_of(ours, 3)
    welch = ttest_ind(ours, theirs, equal_var=False).confidence_interval()
    assert (found.low, found.high) == pytest.approx((welch.low, welch.high), abs=1e-4)
    student = ttest_1samp(ours, 0).confidence_interval()
    assert (own.low, own.high) == pytest.approx((student.low, student.high), abs=1e-4)


def test_the_interval_of_a_mean_stays_on_its_scale() -> None:
    found = mean_of(np.array([1.0, 3.0]), 3)
    assert (found.low, found.high) == (0.0, 3.0)
    between = apart(np.array([0.0, 3.0]), np.array([0.0, 3.0]), 3)
    assert (between.low, between.high) == (-3.0, 3.0)
