"""A declaration that is asked for is made, unsigned, blank, or cannot be told; none is demanded."""

from __future__ import annotations

import pytest
from builders import PROSE, make_document, sections_of

from premark.types.document import Warning_
from premark.types.evidence import Notice
from premark.weigh.declaration import declaration_notice

OWN = "I confirm that this assignment is all my own work."


def told(*lines: str, heading: str = "# Declaration", pictures: bool = False) -> Notice | None:
    document = make_document([heading, *lines, "# 1.1 Flour", PROSE])
    if pictures:
        warning = Warning_(code="images", message="1 picture(s) cannot be read.")
        document = document.model_copy(update={"warnings": (warning,)})
    return declaration_notice(document, sections_of(document))


MADE = [
    (OWN,),
    (OWN, "Signed: J. Bloggs", "Date: 3 May 2025"),
    (OWN, "Signed J. Bloggs 3/5/2025"),
    (OWN, "Name: Jo Bloggs"),
    (OWN, "Jo Bloggs"),
    (OWN, "Name:", "Jo Bloggs", "Signature:", "J. Bloggs", "Date:", "3 May 2025"),
    (OWN, "Signature: J. Bloggs Date: 3 May 2025"),
    (OWN, "Learner signature: J. Bloggs", "Assessor signature: ________", "Assessor date:"),
    (OWN, "Signed: J. Bloggs (learner)", "Signed: ______ (assessor)"),
    (OWN, "| Signed | J. Bloggs", "| Date | 3 May 2025"),
    (OWN, "| Name | Signature | Date", "| Jo Bloggs | JB | 3 May 2025"),
    ("☒ " + OWN,),
    ("[x] " + OWN, "Name: Jo Bloggs"),
    ("I, Jo Bloggs, wrote every word of this myself.",),
    ("☐ " + OWN, "Signed: J. Bloggs"),
]


@pytest.mark.parametrize("lines", MADE)
def test_a_declaration_that_is_made_is_not_told(lines: tuple[str, ...]) -> None:
    assert told(*lines) is None


NOT_SIGNED = [
    (OWN, "Signed: ____________ Date: ________"),
    (OWN, "Signature ........ Date ....."),
    (OWN, "Signature:", "Date:"),
    (OWN, "Name: Jo Bloggs", "Signature:", "Date: 3 May 2025"),
    (OWN, "| Signed | ", "| Date | "),
    (OWN, "| Name | Signature | Date", "| Jo Bloggs |  | 3 May 2025"),
    (OWN, "| Learner name | Jo Bloggs | Signature | ", "| Date | 3 May 2025 |  | "),
    (OWN, "Signed: ........ (learner) Date: DD/MM/YYYY"),
    (f"{OWN} Signed: ............ Date: ..............",),
    (OWN, "Learner signature: ______", "Assessor signature: A. Sharp"),
]


@pytest.mark.parametrize("lines", NOT_SIGNED)
def test_a_blank_signature_is_told_with_its_place(lines: tuple[str, ...]) -> None:
    notice = told(*lines)
    assert notice is not None and notice.code == "no-declaration"
    assert "not signed" in notice.message
    assert len(notice.places) == 1 and notice.places[0].label in notice.message


NOTHING: list[tuple[str, ...]] = [
    (),
    ("Name:", "Signature:", "Date:"),
    ("Name: ________ Signature: ________ Date: ________",),
    ("| Name | ", "| Signature | ", "| Date | "),
    ("| Name | Signature | Date", "|  |  | "),
    ("Please read and sign below.", "Signed: ......", "Date: __/__/____"),
]


@pytest.mark.parametrize("lines", NOTHING)
def test_a_declaration_left_blank_is_told_at_its_heading(lines: tuple[str, ...]) -> None:
    notice = told(*lines)
    assert notice is not None and "none is made" in notice.message
    assert notice.places[0].block == 0 and "para 1" in notice.message


def test_the_fields_that_are_blank_are_named() -> None:
    notice = told("Name:", "Signature:", "Date:")
    assert notice is not None and "the name, signature and date are left blank" in notice.message


def test_a_blank_date_alone_is_told_as_that() -> None:
    notice = told(OWN, "Signed: J. Bloggs", "Date: ______")
    assert notice is not None and "its date left blank" in notice.message
    assert notice.places[0].block == 3


@pytest.mark.parametrize("box", ["☐", "□", "[ ]"])
def test_an_unticked_box_is_told(box: str) -> None:
    notice = told(f"{box} {OWN}")
    assert notice is not None and "not ticked" in notice.message
    assert notice.places[0].block == 1


def test_a_signature_that_may_be_a_picture_is_not_called_missing() -> None:
    notice = told(OWN, "Signed:", "Date: 3 May 2025", pictures=True)
    assert notice is not None and notice.code == "declaration-unread"
    assert notice.message.startswith("Cannot tell")


def test_labels_that_read_as_headings_are_fields() -> None:
    notice = told(OWN, "## Signature:", "## Date:")
    assert notice is not None and "not signed" in notice.message


def test_a_statement_without_a_heading_is_looked_at_where_it_asks_for_a_signature() -> None:
    cover = ["Learner: Jo Bloggs", OWN, "Signed: ________"]
    document = make_document([*cover, "# 1.1 Flour", PROSE])
    notice = declaration_notice(document, sections_of(document))
    assert notice is not None and "not signed" in notice.message and notice.places[0].block == 2


def test_no_declaration_is_demanded_where_none_is_asked_for() -> None:
    for lines in (["# 1.1 Flour", PROSE], [OWN, "# 1.1 Flour", PROSE], ["# Contract", "Signed:"]):
        document = make_document(lines)
        assert declaration_notice(document, sections_of(document)) is None


def test_one_complete_declaration_of_two_is_enough() -> None:
    lines = ["# Declaration", "Signed:", "# 1.1 Flour", PROSE, "# Declaration", OWN, "Signed: JB"]
    document = make_document(lines)
    assert declaration_notice(document, sections_of(document)) is None


def test_the_notice_does_not_repeat_the_learners_name() -> None:
    notice = told("Zanzibar declares own work here today.", "Name: Zanzibar", "Signed:")
    assert notice is not None and "Zanzibar" not in notice.model_dump_json()
