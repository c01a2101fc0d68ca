"""What stands only in the learner's other submission: told, and never counted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from premark.cohort.elsewhere import find_elsewhere
from premark.cohort.figures.picture import ElsewhereRow
from premark.cohort.learner_key import learner_keys
from premark.packs.load import all_packs
from premark.types.cohort import ElementRow, Held, Record
from premark.types.criteria import NeedKind, Needs, Pack, Requirement
from tests.builders import make_criterion, make_pack
from tests.cohort.make_records import (
    make_criterion_row,
    make_element,
    make_held,
    make_record,
    make_submission,
)

ONE, TWO = "9999-501", "9999-503"


def pack(unit: str, kind: NeedKind, of: str, artefacts: tuple[str, ...] = ()) -> Pack:
    needs = Needs(kind=kind, of=of, at_least=12)
    must = (Requirement(id="wanted", needs=needs, source="1", if_short="x"),)
    criterion = make_criterion("3.1", "Keep a log", "log: a log", must=must, artefacts=artefacts)
    return make_pack((criterion,)).model_copy(update={"unit": unit})


def record(
    submission: str, unit: str, element: ElementRow, held: Sequence[Held] = ()
) -> Record:
    row = make_criterion_row("3.1", "partial", [element])
    return make_record(submission, criteria=[row], unit=unit, held=tuple(held))


def found(here: Record, there: Record, kind: NeedKind, of: str) -> tuple[ElsewhereRow, ...]:
    packs = {ONE: pack("501", kind, of), TWO: pack("503", kind, of)}
    return find_elsewhere([there, here], packs, lambda _: "one learner")


LACKS = make_element("wanted", "not_found", kind="artefact")
HAS = make_element("wanted", "met", kind="artefact")
LOG = make_held("supervision_log", "portfolio.docx")


def test_a_log_that_is_only_in_the_other_unit_is_told_with_its_place() -> None:
    there, here = record("s-1", ONE, HAS, [LOG]), record("s-2", TWO, LACKS)
    (row,) = found(here, there, "artefact", "supervision_log")
    assert (row.submission, row.criterion, row.requirement) == ("s-2", "3.1", "wanted")
    assert row.says == (
        "9999-503, 3.1: Not found in s-2: a log of supervision. Found in portfolio.docx "
        "(table 2, row 1) of s-1, handed in for 9999-501."
    )


def test_a_log_that_is_in_both_is_not_told() -> None:
    there, here = record("s-1", ONE, HAS, [LOG]), record("s-2", TWO, LACKS, [LOG])
    assert found(here, there, "artefact", "supervision_log") == ()


def test_nothing_is_told_of_what_is_met_or_merely_helps() -> None:
    there = record("s-1", ONE, HAS, [LOG])
    helps = LACKS.model_copy(update={"required": False})
    for element in (HAS, helps):
        assert found(record("s-2", TWO, element), there, "artefact", "supervision_log") == ()


def hours(counted: float) -> ElementRow:
    return make_element("wanted", "short", kind="hours", counted=counted, at_least=12.0)


def test_more_hours_in_the_other_unit_are_told_with_both_figures() -> None:
    there, here = record("s-1", ONE, hours(14.5)), record("s-2", TWO, hours(4))
    (row,) = found(here, there, "hours", "supervision")
    assert row.says == (
        "9999-503, 3.1: Found in s-2: 4 of 12 hours of supervision. Found in s-1: 14.5, handed in "
        "for 9999-501."
    )
    assert row.other == "s-1"


def test_hours_of_another_kind_are_other_hours() -> None:
    packs = {ONE: pack("501", "hours", "practice"), TWO: pack("503", "hours", "supervision")}
    records = [record("s-1", ONE, hours(40)), record("s-2", TWO, hours(4))]
    assert find_elsewhere(records, packs, lambda _: "one") == ()


def test_a_log_tells_where_hours_are_that_the_other_unit_does_not_count() -> None:
    there, here = record("s-1", ONE, HAS, [LOG]), record("s-2", TWO, hours(0))
    packs = {ONE: pack("501", "artefact", "supervision_log")}
    packs[TWO] = pack("503", "hours", "supervision")
    (row,) = find_elsewhere([there, here], packs, lambda _: "one")
    assert "Found in portfolio.docx" in row.says


def test_a_document_that_is_referred_to_and_not_there_is_told() -> None:
    there = record("s-1", ONE, HAS, [make_held("feedback")])
    row = make_criterion_row("3.1", "cannot tell", verb_state="cannot_tell")
    here = make_record("s-2", criteria=[row], unit=TWO)
    packs = {ONE: pack("501", "artefact", "contract")}
    packs[TWO] = pack("503", "artefact", "contract", ("feedback",))
    (told,) = find_elsewhere([there, here], packs, lambda _: "one")
    assert (told.criterion, told.requirement) == ("3.1", "")
    assert "feedback from clients" in told.says


def test_a_document_that_would_cover_a_topic_is_told() -> None:
    there = record("s-1", ONE, HAS, [make_held("feedback")])
    here = record("s-2", TWO, make_element("wanted", "not_found", kind="topic"))
    (row,) = found(here, there, "topic", "feedback")
    assert "feedback from clients" in row.says
    assert found(here, there, "topic", "") == ()


def test_a_plan_of_sessions_is_no_plan_of_ones_own_development() -> None:
    months = Requirement(
        id="months", needs=Needs(kind="months", at_least=12), source="1", if_short="x"
    )
    one, two = pack("501", "artefact", "plan"), pack("503", "artefact", "plan")
    row = two.criteria[0]
    longer = row.model_copy(update={"must": (*row.must, months)})
    two = two.model_copy(update={"criteria": (longer,)})
    records = [record("s-1", ONE, HAS, [make_held("plan")]), record("s-2", TWO, LACKS)]
    assert find_elsewhere(records, {ONE: one, TWO: two}, lambda _: "one") == ()
    assert len(find_elsewhere(records, {ONE: one, TWO: pack("503", "artefact", "plan")},
                              lambda _: "one")) == 1  # fmt: skip


@pytest.mark.parametrize("learner", [{"s-1": "a", "s-2": "b"}, {}])
def test_other_learners_and_unknown_ones_are_not_joined(learner: dict[str, str]) -> None:
    packs = {unit: pack(unit[-3:], "artefact", "supervision_log") for unit in (ONE, TWO)}
    records = [record("s-1", ONE, HAS, [LOG]), record("s-2", TWO, LACKS)]
    assert find_elsewhere(records, packs, lambda one: learner.get(one, "")) == ()


def test_two_drafts_for_one_unit_are_not_two_units() -> None:
    packs = {ONE: pack("501", "artefact", "supervision_log")}
    records = [record("s-1", ONE, HAS, [LOG]), record("s-2", ONE, LACKS)]
    assert find_elsewhere(records, packs, lambda _: "one") == ()


def test_units_501_and_503_as_shipped_speak_of_the_same_logs() -> None:
    packs = {p.code: p for p in all_packs() if p.code in ("8580-501", "8580-503")}
    practice = [
        (code, c.id, r.id)
        for code, each in packs.items()
        for c in each.criteria
        for r in c.must
        if r.needs.kind == "hours" and r.needs.of == "practice"
    ]
    (here,) = [row for row in practice if row[0] == "8580-501"][:1]
    log = make_held("session_log", "log.docx")
    lacks = make_element(here[2], "not_found", kind="hours", counted=0.0, at_least=12.0)
    rows = [make_criterion_row(here[1], "limited", [lacks])]
    records = [
        make_record("s-1", criteria=rows, unit="8580-501"),
        make_record("s-2", criteria=[], unit="8580-503", held=(log,)),
    ]
    (row,) = find_elsewhere(records, packs, lambda _: "one")
    assert "log.docx" in row.says and "handed in for 8580-503" in row.says


def test_a_learner_is_known_by_name_in_any_order() -> None:
    one = make_submission(1, learner="Aoife Rennick")
    other = make_submission(2, learner="RENNICK, Aoife", unit="9999-200")
    key = learner_keys([one, other])
    assert key("s-0001") == key("s-0002") != ""
    assert key("s-0003") == ""


def test_two_people_of_one_name_are_two_people() -> None:
    names = [make_submission(n, learner="Jo Bell") for n in (1, 2)]
    key = learner_keys(names)
    assert key("s-0001") != key("s-0002")


def test_hidden_names_are_known_by_number_and_teams_not_by_name() -> None:
    blind = [
        make_submission(7).model_copy(update={"id": i, "unit": u, "blind": True, "learner": "P 7"})
        for i, u in (("a", ONE), ("b", TWO))
    ]
    key = learner_keys(blind)
    assert key("a") == key("b") != ""
    team = make_submission(1).model_copy(update={"team": True, "number": ""})
    assert learner_keys([team])(team.id) == ""
