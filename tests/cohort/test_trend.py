"""An earlier cohort and this one: what differs, and what may not be compared."""

from __future__ import annotations

import numpy as np
import pytest

from premark.cohort.figures.picture import Trend, TrendRow
from premark.cohort.figures.tally import counted, tallied
from premark.cohort.figures.trend import Side, corrected_trends, trend_of
from premark.packs.cohort_settings import load_cohort_settings
from premark.types.cohort import Record
from premark.types.criteria import Pack
from tests.cohort import planted

SETTINGS = load_cohort_settings()
PACK = planted.make_pack()


def side(records: list[Record], pack: Pack | None = PACK) -> Side:
    tally = tallied(records, {planted.UNIT: PACK})[planted.UNIT]
    return Side(tally, counted(tally), pack)


def between(then: Side, now: Side) -> Trend:
    found = corrected_trends({planted.UNIT: trend_of(then, now, SETTINGS, 5)})[planted.UNIT]
    assert found is not None
    return found


def rows(found: Trend) -> dict[str, TrendRow]:
    return {row.criterion: row for row in found.rows}


def changed_pack(records: list[Record]) -> list[Record]:
    made = planted.made_with(pack="digest-0")
    told = {"made_with": made, "pack_version": "0"}
    return [record.model_copy(update=told) for record in records]


def test_a_criterion_that_fell_is_found_and_the_others_are_not() -> None:
    then = side(planted.drawn_records(80, 1))
    now = side(planted.drawn_records(80, 2, chances={"2.1": planted.WEAK}))
    found = between(then, now)
    assert [row.criterion for row in found.rows if row.stands_out] == ["2.1"]
    fell = rows(found)["2.1"]
    assert fell.mean.high is not None and fell.mean.high < 0
    assert fell.partial.high is not None and fell.partial.high < 0
    assert found.comparisons == len(planted.CODES)


def test_without_a_difference_a_criterion_stands_out_in_at_most_5_of_100() -> None:
    random = np.random.default_rng(0)
    flagged = 0
    for _ in range(100):
        sides = []
        for number in (40, 60):
            levels = random.choice(4, (number, len(planted.CODES)), p=planted.EVEN)
            whole = side([])
            whole.tally.versions["1", "digest-1"] = number
            sides.append(Side(whole.tally, planted.counts_of(levels), PACK))
        flagged += any(row.stands_out for row in between(*sides).rows)
    assert flagged <= 8


def test_the_interval_of_a_difference_of_shares_covers_the_true_one() -> None:
    random = np.random.default_rng(9)
    whole = side([])
    whole.tally.versions["1", "digest-1"] = 1
    held = []
    for _ in range(60):
        sides = [
            Side(whole.tally, planted.counts_of(random.choice(4, (40, 6), p=p)), PACK)
            for p in (planted.EVEN, planted.WEAK)
        ]
        true = sum(planted.WEAK[2:]) - sum(planted.EVEN[2:])
        held += [planted.covers(r.partial, true) for r in between(*sides).rows]
    assert 0.92 <= np.mean(held) <= 0.99


def test_a_changed_pack_whose_earlier_text_is_unknown_compares_nothing() -> None:
    then = side(changed_pack(planted.drawn_records(30, 1)), None)
    found = between(then, side(planted.drawn_records(30, 2)))
    assert not any(row.comparable or row.p is not None for row in found.rows)
    assert all("version 0" in row.because and "version 1" in row.because for row in found.rows)
    assert all(row.earlier.value is not None and row.mean.value is None for row in found.rows)


def test_a_pack_that_changed_under_the_same_version_says_so() -> None:
    made = planted.made_with(pack="digest-0")
    old = [r.model_copy(update={"made_with": made}) for r in planted.drawn_records(30, 1)]
    found = between(side(old, None), side(planted.drawn_records(30, 2)))
    assert all("though both files say version 1" in row.because for row in found.rows)


def test_of_a_changed_pack_the_criteria_that_stayed_are_compared() -> None:
    other = planted.make_pack(asks="Say it.").criteria[2]
    old = PACK.model_copy(
        update={"version": "0", "criteria": (*PACK.criteria[:2], other, *PACK.criteria[3:])}
    )
    then = side(changed_pack(planted.drawn_records(30, 1)), old)
    found = rows(between(then, side(planted.drawn_records(30, 2))))
    assert [code for code, row in found.items() if not row.comparable] == ["2.1"]
    assert "changed" in found["2.1"].because


def test_a_criterion_that_is_new_is_not_comparable() -> None:
    old = PACK.model_copy(update={"criteria": PACK.criteria[:-1]})
    codes = planted.CODES[:-1]
    then = side(changed_pack(planted.drawn_records(30, 1, codes=codes)), old)
    row = rows(between(then, side(planted.drawn_records(30, 2))))[planted.CODES[-1]]
    assert not row.comparable and row.earlier.value is None


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("premark", "premark 0.9"),
        ("patterns", "phrases"),
        ("models", "models"),
        ("encoder", "models"),
    ],
)
def test_another_premark_or_other_patterns_are_told(part: str, says: str) -> None:
    made = planted.made_with(**{part: "0.9"})
    old = [r.model_copy(update={"made_with": made}) for r in planted.drawn_records(20, 1)]
    found = between(side(old), side(planted.drawn_records(20, 2)))
    assert any(says in sentence for sentence in found.said)
    assert all(row.comparable for row in found.rows)


def test_an_earlier_cohort_without_the_unit_says_so() -> None:
    found = between(side([]), side(planted.drawn_records(20, 2)))
    assert found.rows == () and "no review of this unit" in found.said[0]


def test_few_submissions_are_told_without_a_test() -> None:
    found = between(side(planted.drawn_records(5, 1)), side(planted.drawn_records(30, 2)))
    assert all(row.p is None and row.mean.value is not None for row in found.rows)
