"""Which submissions are looked at again: by risk, to cover everyone and everything, by chance."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from premark.cohort.figures.agreement import paired
from premark.cohort.figures.decisions import Decision
from premark.cohort.figures.picture import Plan, PlanRow
from premark.cohort.figures.risk import Known, candidates, told_new
from premark.cohort.figures.sampling import HEADING, plan_csv, sampling_plan, write_plan
from premark.cohort.figures.tally import CANNOT_TELL, Counted, Tally
from premark.packs.cohort_settings import load_cohort_settings
from tests.cohort import planted

SETTINGS = load_cohort_settings()
PACK = planted.make_pack()
STRONG = np.full((100, len(planted.CODES)), 3)


def plan_of(counts: Counted, known: Known | None = None, seed: int = 1) -> Plan:
    tally, known = Tally(PACK), known or Known()
    found = paired(known.decisions, tally, counts)
    signs = candidates(tally, counts, found, known, SETTINGS)
    return sampling_plan(
        signs, PACK, planted.UNIT, SETTINGS, seed=seed, history=known.history
    )


def row_of(plan: Plan, number: int) -> PlanRow:
    return next(row for row in plan.rows if row.submission == planted.name(number))


def counts_of(levels: np.ndarray = STRONG, **more: object) -> Counted:
    return replace(planted.counts_of(levels), **more)  # type: ignore[arg-type]


def assessors(number: int, many: int) -> dict[str, Mapping[str, str]]:
    return {planted.name(n): {"assessor": f"assessor {n % many}"} for n in range(number)}


def test_submissions_with_signs_come_first_and_say_why() -> None:
    levels, sure, doubt = STRONG.copy(), np.full(STRONG.shape, 0.9), STRONG < 0
    levels[7, :3] = CANNOT_TELL
    sure[7, :3] = np.nan
    sure[8, 1], doubt[9, 0] = 0.5, True
    notices = tuple(("off-topic",) if n == 10 else () for n in range(100))
    plan = plan_of(counts_of(levels, sure=sure, doubt=doubt, notices=notices))
    risky = [row for row in plan.rows if row.by == "risk"]
    order = [planted.name(n) for n in (7, 10, 8, 9)]
    assert [row.submission for row in risky] == order
    assert row_of(plan, 7).criteria == ("1.1", "1.2", "2.1")
    assert row_of(plan, 7).risk == 6 and "cannot tell 1.1, 1.2 and 2.1" in row_of(plan, 7).why[0]
    assert "unsure of 1.2 (50%)" in row_of(plan, 8).why[0]
    assert "off-topic" in row_of(plan, 10).why[0]
    assert row_of(plan, 10).criteria == planted.CODES


def test_a_tenth_is_chosen_by_risk_and_never_fewer_than_five_in_all() -> None:
    unsure = np.full(STRONG.shape, 0.5)
    plan = plan_of(counts_of(sure=unsure))
    assert sum(row.by == "risk" for row in plan.rows) == 10
    few = plan_of(planted.counts_of(STRONG[:12]))
    assert len(few.rows) == 5 and all(row.by == "chance" for row in few.rows)
    assert len(plan_of(planted.counts_of(STRONG[:3])).rows) == 3


def test_where_nothing_shows_a_sign_the_sample_is_still_as_large() -> None:
    plan = plan_of(planted.counts_of(STRONG))
    assert [row.by for row in plan.rows] == ["chance"] * 10
    assert any("No submission shows a sign" in sentence for sentence in plan.said)


def test_the_chance_of_a_random_row_is_told_and_true() -> None:
    unsure = np.full(STRONG.shape, 0.9)
    unsure[:10] = 0.5
    plan = plan_of(counts_of(sure=unsure))
    drawn = [row for row in plan.rows if row.by == "chance"]
    assert len(drawn) == 5 and {row.chance for row in drawn} == {round(5 / 90, 4)}
    times = sum(
        any(r.submission == planted.name(50) for r in plan_of(counts_of(sure=unsure), seed=s).rows)
        for s in range(400)
    )
    assert times / 400 == pytest.approx(5 / 90, abs=0.035)


def test_the_same_seed_gives_the_same_plan_and_another_seed_another() -> None:
    counts = planted.counts_of(STRONG)
    assert plan_of(counts, seed=3) == plan_of(counts, seed=3)
    assert plan_of(counts, seed=3).rows != plan_of(counts, seed=4).rows


def test_every_assessor_is_looked_at() -> None:
    unsure = np.full(STRONG.shape, 0.9)
    unsure[::5] = 0.5  # all of assessor 0
    plan = plan_of(counts_of(sure=unsure), Known(facts=assessors(100, 5)))
    assert {row.assessor for row in plan.rows} == {f"assessor {n}" for n in range(5)}
    covered = [row for row in plan.rows if row.by == "cover"]
    assert len(covered) == 4 and "no other submission of assessor 1" in covered[0].why[0]


def test_a_criterion_whose_signs_no_chosen_row_has_gets_a_row() -> None:
    sure = np.full(STRONG.shape, 0.9)
    sure[:30, 0] = 0.5
    sure[:30, 1] = 0.5
    sure[70, 4] = 0.5
    plan = plan_of(counts_of(sure=sure))
    row = row_of(plan, 70)
    assert row.by == "cover" and row.criteria == ("3.1",) and "3.1" in row.why[0]
    assert {code for row in plan.rows for code in row.criteria} == set(planted.CODES)


def decided(row: int, level: int, assessor: str = "Rye") -> Decision:
    return Decision(
        submission=planted.name(row), criterion="1.1", assessor=assessor, judgement="", level=level
    )


def test_a_judgement_far_from_premark_weighs_more_than_one_beside_it() -> None:
    known = Known(decisions=(decided(1, 2), decided(2, 0), decided(3, 3)))
    plan = plan_of(planted.counts_of(STRONG), known)
    risky = [row.submission for row in plan.rows if row.by == "risk"]
    assert risky == [planted.name(2), planted.name(1)]
    why = row_of(plan, 2).why[0]
    assert "Rye are 3 levels apart on 1.1 (premark: strong, judgement: none)" in why
    assert [row_of(plan, 2).risk, row_of(plan, 1).risk] == [9, 1]  # by the square of the levels


def test_assessors_who_differ_are_a_sign() -> None:
    known = Known(decisions=(decided(1, 3), decided(1, 2, "Spelt")))
    plan = plan_of(planted.counts_of(STRONG), known)
    assert any("assessors differ on 1.1" in why for why in row_of(plan, 1).why)
    assert row_of(plan, 1).assessor == "Rye; Spelt"


def test_a_new_assessor_is_a_sign_only_where_earlier_work_is_known_at_all() -> None:
    facts = assessors(40, 4)
    unknown = plan_of(planted.counts_of(STRONG[:40]), Known(facts=facts))
    assert not any("is new" in why for row in unknown.rows for why in row.why)
    assert any("not known" in sentence for sentence in unknown.said)
    before = {"assessor 0": 50, "assessor 1": 3, "assessor 2": 90, "assessor 3": 70}
    found = plan_of(planted.counts_of(STRONG[:40]), Known(facts=facts, before=before))
    risky = [row for row in found.rows if row.by == "risk"]
    assert {row.assessor for row in risky} == {"assessor 1"}
    assert "3 submissions before" in risky[0].why[0]


def test_the_learners_table_may_say_who_is_new() -> None:
    table = [planted.submission(n, **{"New assessor": "Yes" if n == 2 else "no"}) for n in range(9)]
    assert told_new(table, SETTINGS) == {planted.name(2)}
    plan = plan_of(planted.counts_of(STRONG[:9]), Known(told_new=told_new(table, SETTINGS)))
    assert row_of(plan, 2).by == "risk"


def test_failed_files_are_looked_at_and_take_half_the_places_at_most() -> None:
    failed = tuple(planted.failed(n) for n in range(200, 240))
    sure = np.full(STRONG.shape, 0.9)
    sure[:, 0] = 0.5
    plan = plan_of(counts_of(sure=sure), Known(failed=failed))
    risky = [row for row in plan.rows if row.by == "risk"]
    assert len(risky) == 14 and sum("read by eye" in row.why[0] for row in risky) == 7
    assert plan.of == 140


def test_nothing_to_sample_is_said() -> None:
    plan = plan_of(planted.counts_of(STRONG[:0]))
    assert plan.rows == () and plan.said == ("There is nothing to sample.",)


def test_the_plan_is_a_csv_whose_cells_run_nothing(tmp_path: Path) -> None:
    levels = STRONG[:20].copy()
    levels[3] = CANNOT_TELL
    facts = {planted.name(3): {"assessor": "=cmd|' /C calc'!A1"}}
    plan = plan_of(planted.counts_of(levels), Known(facts=facts))
    write_plan([plan], tmp_path / "plan.csv")
    text = (tmp_path / "plan.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert tuple(rows[0]) == HEADING
    assert len(rows) == len(plan.rows) + 1
    assert rows[1][1] == planted.name(3) and rows[1][-1].startswith("'=")
    assert plan_csv([plan]) == plan_csv([plan])
