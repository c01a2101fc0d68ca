"""What a source says against itself is found, each with its lines; what agrees is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import unit_documents as documents

from premark.importing.drafts import Imported
from premark.importing.importer import import_lines
from premark.importing.source import text_lines

HEAD = (
    "Body Level 4 Award (7001)\n\nUnit 7001-300 Keeping records\n\n"
    "Assessment criteria\tGuidance\n"
)


def imported(text: str) -> Imported:
    lines = [line.model_copy(update={"index": i}) for i, line in enumerate(text_lines(text))]
    return import_lines(tuple(lines), "made.txt")


def faults(text: str, kind: str) -> list[tuple[list[str], str]]:
    found = imported(text)
    return [
        ([found.lines[i].place for i in fault.lines], fault.says)
        for fault in found.faults
        if fault.kind == kind
    ]


@pytest.mark.parametrize("name", ["MARKDOWN", "COLUMNS", "DUAL"])
def test_a_source_that_agrees_with_itself_has_no_faults(name: str) -> None:
    assert imported(getattr(documents, name)).faults == ()


def test_two_totals_of_hours_in_one_unit() -> None:
    text = HEAD + (
        "1.1 Plan 20 hours of visits\tShow a plan.\n"
        "1.2 Complete 20 hours of visits\tA log of 18 hours of visits.\n"
        "1.3 Summarise supervision\tA minimum of 4 hours of supervision.\n"
    )
    ((places, says),) = faults(text, "totals")
    assert places == ["line 6", "line 7"]
    assert "20 hours" in says and "18 hours" in says


def test_hours_of_each_session_are_no_total() -> None:
    text = HEAD + (
        "1.1 Plan 20 hours of visits\tShow a plan.\n"
        "1.2 Complete 20 hours of visits\tEach session lasts 2 hours.\n"
    )
    assert faults(text, "totals") == []


def test_one_or_more_clients_against_three() -> None:
    text = HEAD + "1.1 Plan visits with one or more clients\tA plan for three clients.\n"
    ((places, says),) = faults(text, "counts")
    assert places == ["line 6"]
    assert "'one or more clients' (criterion 1.1) against 'three clients' (guidance 1.1)" in says


def test_a_figure_within_bounds_stated_elsewhere_is_no_fault() -> None:
    text = HEAD + (
        "1.1 Plan visits with a minimum of 2 and a maximum of 3 clients\tA plan.\n"
        "1.2 Review visits\tFor a maximum of 3 clients.\n"
    )
    assert faults(text, "counts") == []


def test_things_that_the_criterion_and_its_guidance_count_otherwise() -> None:
    text = HEAD + "1.1 Compare at least two methods\tCompare three methods of filing.\n"
    ((_, says),) = faults(text, "counts")
    assert "two methods" in says and "three methods" in says


def test_missing_repeated_and_garbled_numbers() -> None:
    text = HEAD + (
        "1.1 Explain files\tSay why.\n1.1 Describe shelves\tSay what.\n1 3 Compare boxes\tTwo.\n"
        "2.2 Assess a label\tJudge it.\n"
    )
    assert [places for places, _ in faults(text, "repeated-number")] == [["line 7"]]
    assert [places for places, _ in faults(text, "garbled-number")] == [["line 8"]]
    ((_, says),) = faults(text, "missing-number")
    assert "2.1 is skipped" in says


def test_guidance_that_stands_under_another_criterion_too() -> None:
    copied = "Show the duties of the archivist towards donors with two good examples"
    text = HEAD + (
        f"1.1 Review the duties of the archivist\t{copied}.\n"
        f"1.2 Compare shelves with cabinets\t{copied} of shelves.\n"
        "1.3 Explain labels\tSay why labels last.\n"
    )
    ((places, says),) = faults(text, "misplaced-guidance")
    assert places == ["line 7", "line 6"]
    assert "duties" in says


def test_guidance_of_two_criteria_that_changed_places() -> None:
    text = HEAD + (
        "1.1 Review the shelves\tJustify means to argue for a choice.\n"
        "1.2 Justify the cost of boxes\tReview means to judge the whole.\n"
    )
    assert [places for places, _ in faults(text, "misplaced-guidance")] == [
        ["line 6", "line 7"], ["line 7", "line 6"],
    ]  # fmt: skip


def test_a_sentence_of_what_only_another_criterion_asks() -> None:
    text = HEAD + (
        "1.1 Explain the storage of maps\tGive the cost, weight and colour of boxes.\n"
        "1.2 Compare the cost, weight and colour of boxes\tSet them side by side.\n"
    )
    ((places, says),) = faults(text, "misplaced-guidance")
    assert places == ["line 6", "line 7"]
    assert "colour, cost, weight" in says


def test_a_definition_that_two_criteria_share_is_not_out_of_place() -> None:
    told = "Analyse means to examine something in detail and to draw conclusions"
    text = HEAD + (
        f"1.1 Analyse the duties of the archivist\t{told}.\n"
        f"1.2 Analyse the shelves in detail\t{told}.\n1.3 Explain labels\tSay why.\n"
    )
    assert faults(text, "misplaced-guidance") == []


def test_references_to_other_qualifications_units_and_criteria() -> None:
    text = HEAD + (
        "1.1 Explain files\tSee 7100-300 and 7001-300.\n"
        "1.2 Describe boxes\tSee AC 6.4 and AC 1.1.\n"
    )
    told = faults(text, "wrong-code")
    assert [places for places, _ in told] == [["line 6"], ["line 7"]]
    assert "7001-300 is meant" in told[0][1]
    assert "6.4" in told[1][1]


def test_a_verb_that_the_guidance_leaves_undefined_where_it_defines_the_rest() -> None:
    text = HEAD + (
        "1.1 Explain files\tExplain means to say why.\n1.2 Analyse boxes\tAnalyse means to part.\n"
        "1.3 Review labels\tReview means to judge.\n1.4 Justify the cost\tName three costs.\n"
        "1.5 Maintain a register\tKeep it for a month.\n"
    )
    ((places, says),) = faults(text, "undefined-verb")
    assert places == ["line 9"]
    assert "justify" in says


def test_a_document_that_defines_no_verbs_is_not_held_to_it() -> None:
    text = HEAD + "1.1 Explain files\tSay why.\n1.2 Justify costs\tName three.\n"
    assert faults(text, "undefined-verb") == []


def test_brackets_that_nobody_closed() -> None:
    text = HEAD + (
        "1.1 Explain files\tSay why (with reasons.\n1.2 List boxes\tAll (or most).\na) one\n"
    )
    ((places, _),) = faults(text, "open-bracket")
    assert places == ["line 6"]


def test_a_footnote_that_nothing_refers_to_and_text_that_stands_twice() -> None:
    twice = "Methods of storing paper and their worth for a small office."
    text = (
        "Unit 3 Paper\n\nAssessment criteria\n\n"
        "- 1.1 Explain storage<sup>2</sup>\n- 1.2 List rooms\n\n"
        "<sup>1</sup> Storage is dry.\n\n<sup>2</sup> Rooms are cool.\n\nDepth\n\n"
        f"1.1 {twice}\n\n{twice}\n\n1.2 Rooms\n"
    )
    assert [places for places, _ in faults(text, "footnote")] == [["line 8"]]
    assert [places for places, _ in faults(text, "repeated-text")] == [["line 14", "line 16"]]


def test_guidance_of_a_number_that_no_criterion_has() -> None:
    text = (
        "Unit 3 Paper\n\nAssessment criteria\n\n1.1 Explain storage\n1.2 List rooms\n\nGuidance\n\n"
        "1.1 Say why.\n1.2 Name three.\n1.9 Never asked.\n"
    )
    ((places, says),) = faults(text, "unpaired")
    assert places == ["line 12"]
    assert "1.9" in says


def test_a_fault_names_its_place_in_a_pdf_by_page(tmp_path: Path) -> None:
    from premark.importing.importer import import_document

    found = import_document(documents.write_ruled_pdf(tmp_path))
    assert found.lines[0].place == "p. 1, line 1"
