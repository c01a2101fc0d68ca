"""Layouts that bodies print their units in, each in a few words of ours: nothing runs together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import body_documents as made
import pytest

from premark.importing.drafts import Imported, UnitDraft
from premark.importing.importer import import_document, import_lines
from premark.importing.source import text_lines


def imported(text: str) -> Imported:
    lines = [line.model_copy(update={"index": i}) for i, line in enumerate(text_lines(text))]
    return import_lines(tuple(lines), "made.txt")


def asks(unit: UnitDraft) -> dict[str, str]:
    return {entry.code: entry.statement for entry in unit.entries}


def beside(unit: UnitDraft, part: str = "guidance") -> dict[str, str]:
    return {e.code: " ".join(t.text for t in getattr(e, part)) for e in unit.entries}


def named(found: Imported) -> list[tuple[str, str]]:
    return [(unit.code, unit.title) for unit in found.units]


CRITERIA = "Assessment criteria\n\n1.1 Explain a kiln\n1.2 Compare two glazes\n"


def test_a_contents_page_opens_no_unit_whatever_its_leaders() -> None:
    for leader in (" . . . . . . 4", " ...... 4", " 4"):
        text = f"Contents\n\nUnit 5.1 Firing{leader}\nLearning outcomes{leader}\n\n"
        (unit,) = imported(f"{text}Unit 5.1 Firing\n\nLevel: 3\n\n{CRITERIA}").units
        assert (unit.code, unit.title) == ("5.1", "Firing")
        assert asks(unit) == {"1.1": "Explain a kiln", "1.2": "Compare two glazes"}


@pytest.mark.parametrize("head", ["Unit POT 3.14: Firing", "POT 3.14 Firing", "POT3.14 - Firing"])
def test_a_unit_is_told_by_its_code_and_the_fields_below_it(head: str) -> None:
    text = f"{head}\n\nLevel: 3\nCredit value: 4\nGLH: 30\n\n{CRITERIA}\n"
    text += f"{head.replace('14', '15').replace('Firing', 'Glazing')}\n\nLevel: 3\nGLH: 9\n\n"
    found = imported(text + CRITERIA)
    assert [title for _, title in named(found)] == ["Firing", "Glazing"]
    assert [code.replace(" ", "") for code, _ in named(found)] == ["POT3.14", "POT3.15"]
    assert found.faults == ()


def test_two_fields_on_one_line_are_both_read() -> None:
    text = f"KN201 Firing\n\nLevel 2  Credit value 3\nGLH 22  TQT 30\n\n{CRITERIA}"
    (unit,) = imported(text).units
    assert (unit.code, unit.title, unit.level) == ("KN201", "Firing", "2")


def test_an_aim_without_a_colon_is_the_units_aim() -> None:
    text = f"Unit 7 Firing\n\nLevel: 2\nUnit aim To fire pots with care.\n\n{CRITERIA}"
    (unit,) = imported(text).units
    assert "To fire pots with care." in [head.text for head in unit.heads]


def test_lettered_criteria_are_numbered_by_their_letters() -> None:
    text = (
        "## Unit TL-50: Firing\n\n### Assessment criteria\n\nThe potter can:\n\n"
        "- **1a** Explain a kiln\n- **1b** Compare two glazes[^1]\n- **2a** Plan a firing\n\n"
        "### Guidance for assessors\n\n**1a** Say why.\n\n**1b** Name both.\n\n"
        "**2a** Give dates.\n\n### Learning outcomes\n\nThe criteria belong to these.\n\n"
        "1. Understand kilns\n2. Be able to fire\n\n## Glossary\n\n| Verb | Meaning |\n|---|---|\n"
        "| plan | set out before |\n\n[^1]: Of clay.\n"
    )
    found = imported(text)
    (unit,) = found.units
    assert (unit.code, unit.title) == ("TL-50", "Firing")
    assert asks(unit) == {
        "1.1": "Explain a kiln", "1.2": "Compare two glazes", "2.1": "Plan a firing",
    }  # fmt: skip
    assert beside(unit) == {"1.1": "Say why.", "1.2": "Name both.", "2.1": "Give dates."}
    assert beside(unit, "footnotes")["1.2"] == "Of clay."
    assert [(o.id, o.title) for o in unit.outcomes] == [
        ("1", "Understand kilns"), ("2", "Be able to fire"),
    ]  # fmt: skip
    assert [e.printed[0].text for e in unit.entries] == ["1a", "1b", "2a"]
    assert found.faults == ()


def test_a_running_head_of_plain_text_is_no_part_of_a_criterion() -> None:
    pages = [
        "Pot Board Level 3 Certificate\nSpecification\n\nPot Board    Level 3 Certificate\n1\n",
        f"Unit 7 Firing\n\nLevel: 3\n\n{CRITERIA}\nPot Board    Level 3 Certificate\n2\n",
        "Guidance\n\n1.1 Say why it is\n\nPot Board    Level 3 Certificate\n3\n\n1.2 Name both.\n",
        "Pot Board    Level 3 Certificate\n4\n",
    ]
    found = imported("\n".join(pages))
    (unit,) = found.units
    assert asks(unit) == {"1.1": "Explain a kiln", "1.2": "Compare two glazes"}
    assert beside(unit) == {"1.1": "Say why it is", "1.2": "Name both."}
    assert found.faults == ()


def test_back_matter_and_notes_after_the_criteria_are_no_guidance() -> None:
    for head in ("Command verbs", "3 Glossary", "Appendix A Glossary of verbs", "Recording"):
        told = "Guidance\n\n1.1 Say why.\n1.2 Name both."
        text = f"Unit 7 Firing\n\n{CRITERIA}\n{told}\n\n{head}\n\n"
        (unit,) = imported(text + "Compare: set side by side\nExplain: give reasons\n").units
        assert beside(unit) == {"1.1": "Say why.", "1.2": "Name both."}
        assert len(unit.entries) == 2


def test_text_between_a_table_and_the_next_heading_is_left_out(tmp_path: Path) -> None:
    found = import_document(made.write_table_pdf(tmp_path))
    (unit,) = found.units
    assert named(found) == [("5.01", "Firing")]
    assert asks(unit) == {"1.1": "Explain a kiln", "1.2": "Compare two glazes"}
    assert beside(unit) == {"1.1": "Say why.", "1.2": "Name both."}
    assert [o.title for o in unit.outcomes] == ["understand kilns"]
    assert found.faults == ()


def test_a_merged_heading_cell_spans_the_number_and_the_criterion(tmp_path: Path) -> None:
    found = import_document(made.write_merged_docx(tmp_path))
    (unit,) = found.units
    assert (unit.code, unit.title, unit.level) == ("K/650/22", "Firing", "4")
    assert asks(unit) == {
        "1.1": "Explain a kiln", "1.2": "Compare two glazes", "2.1": "Fire three pots",
    }  # fmt: skip
    assert beside(unit) == {"1.1": "Say why.", "1.2": "Name both.", "2.1": "A log will do."}
    assert [(o.id, o.title) for o in unit.outcomes] == [
        ("1", "Understand kilns"), ("2", "Be able to fire"),
    ]  # fmt: skip
    rungs = {e.code: {r.name: r.said[0].text for r in e.sufficiency} for e in unit.entries}
    assert rungs["1.2"] == {"referral": "One.", "pass": "Two.", "good pass": "Two, in depth."}
    assert found.faults == ()


def test_numbers_that_word_counts_stand_before_the_older_ones(tmp_path: Path) -> None:
    found = import_document(made.write_counted_docx(tmp_path))
    (unit,) = found.units
    assert (unit.code, unit.title) == ("340", "Firing")
    assert [(e.code, e.also) for e in unit.entries] == [
        ("1.1", "340 1.1"), ("1.2", "340 1.4"), ("2.1", "340 2.1"),
    ]  # fmt: skip
    assert asks(unit)["1.2"] == "Discuss glazes, including lead salt"
    assert beside(unit) == {"1.1": "Say why.", "1.2": "Name both.", "2.1": "Dates."}
    assert [o.title for o in unit.outcomes] == ["understand kilns", "be able to fire"]
    assert found.faults == ()


def test_a_page_in_two_columns_is_read_one_column_after_the_other(tmp_path: Path) -> None:
    found = import_document(made.write_newspaper_pdf(tmp_path))
    assert named(found) == [("KN201", "Firing"), ("KN202", "Glazing")]
    first, second = found.units
    assert list(asks(first)) == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]
    assert asks(first)["1.1"] == "Explain a kiln that runs on wood or on gas in a yard"
    assert asks(second)["2.2"] == "Compare a glaze of ash with one of salt on a pot"
    assert beside(first)["2.3"] == "Give reasons that the class could test."
    assert beside(second)["1.1"] == "Say what burns."
    assert found.faults == ()


def hours(text: str) -> list[str]:
    return [fault.says for fault in imported(text).faults if fault.kind == "totals"]


def test_a_units_hours_in_the_table_of_units_and_in_its_own_fields() -> None:
    text = (
        "Unit\tTitle\tCredit\tGLH\nPOT 1\tFiring\t4\t{}\n\n"
        f"Unit POT 1: Firing\n\nCredit value: 4\nGuided learning hours: 36\n\n{CRITERIA}"
    )
    assert hours(text.format(36)) == []
    (says,) = hours(text.format(30))
    assert "30" in says and "36" in says


def test_a_reference_to_a_unit_that_is_nearly_one_of_these() -> None:
    units = "".join(
        f"Unit POT 3.{n}: Firing {n}\n\nLevel: 3\n\n{CRITERIA}\nGuidance\n\n1.1 See {ref}.\n"
        "1.2 Name both.\n\n"
        for n, ref in (("14", "criterion 1.2 of unit POT 3.51"), ("15", "unit POT 3.14"))
    )
    (fault,) = [fault for fault in imported(units).faults if fault.kind == "wrong-code"]
    assert "POT 3.51" in fault.says and "POT 3.15" in fault.says


def test_a_footnote_of_the_guidance_goes_with_its_criterion() -> None:
    told = "Guidance\n\n1.1 Say why[^2].\n1.2 Name both.\n\n[^2]: Or how.\n"
    text = f"Unit 7 Firing\n\n{CRITERIA}\n{told}"
    (unit,) = imported(text).units
    assert beside(unit, "footnotes")["1.1"] == "Or how."


def test_a_footnote_at_the_end_goes_with_the_unit_that_bears_its_mark() -> None:
    text = f"Unit 7 Firing\n\n{CRITERIA}1.3 Plan a firing[^2]\n\nUnit 8 Glazing\n\n{CRITERIA}\n"
    found = imported(f"{text}[^2]: A plan is a page.\n")
    assert beside(found.units[0], "footnotes")["1.3"] == "A plan is a page."
    assert found.faults == ()


def test_a_small_raised_figure_opens_a_note_wherever_it_stands(tmp_path: Path) -> None:
    (unit,) = import_document(made.write_small_note_pdf(tmp_path)).units
    assert beside(unit) == {"1.1": "Say why.", "1.2": "Name the source of both."}
    assert beside(unit, "footnotes")["1.2"] == "A book, for instance."


def test_guidance_under_the_number_that_the_criteria_skip_is_the_next_ones() -> None:
    text = "Unit 7 Firing\n\nAssessment criteria\n\n1.1 Explain a kiln\n1.3 Compare glazes\n"
    found = imported(f"{text}\nGuidance\n\n1.1 Say why.\n1.2 Name both.\n")
    (unit,) = found.units
    assert beside(unit) == {"1.1": "Say why.", "1.3": "Name both."}
    assert "1.2" in unit.entries[1].doubts[-1].says
    assert [fault.kind for fault in found.faults] == ["missing-number"]


def test_an_aim_that_runs_on_is_read_whole() -> None:
    text = f"Unit 7 Firing\n\nLevel: 3\nAim: To fire pots with\ncare and skill.\n\n{CRITERIA}"
    (unit,) = imported(text).units
    assert "To fire pots with care and skill." in " ".join(head.text for head in unit.heads)


def test_a_list_of_units_before_the_first_opens_none_of_them() -> None:
    unit = "Title: {}\nUnit reference number: {}\nLevel: 3\nGLH: 9\n\n" + CRITERIA
    text = "Units here\n\nR/618/12 Firing\nT/618/13 Glazing\n\n" + unit.format("Firing", "R/618/12")
    found = imported(f"{text}\n{unit.format('Glazing', 'T/618/13')}")
    assert named(found) == [("R/618/12", "Firing"), ("T/618/13", "Glazing")]
    assert [len(unit.entries) for unit in found.units] == [2, 2]


def test_a_table_for_each_outcome_under_a_row_of_field_labels() -> None:
    text = "# EV07: Firing\n\n| Unit code | Level | GLH |\n|---|---|---|\n| EV07 | 4 | 40 |\n\n"
    for outcome, words in (("1", "Understand kilns"), ("2", "Be able to fire")):
        text += f"| LO{outcome}: {words} | | |\n| AC | The learner can | Indicative content |\n"
        text += f"| {outcome}.1 | Explain a kiln | Heat. |\n"
        text += f"| {outcome}.2 | Compare pots | Clay. |\n\n"
    (unit,) = imported(text).units
    assert (unit.code, unit.title, unit.level) == ("EV07", "Firing", "4")
    assert list(asks(unit)) == ["1.1", "1.2", "2.1", "2.2"]
    assert set(beside(unit, "depth").values()) == {"Heat.", "Clay."}
    assert [o.title for o in unit.outcomes] == ["Understand kilns", "Be able to fire"]


def test_a_line_of_capitals_opens_another_part() -> None:
    text = f"UNIT 3 - FIRING\n\nLevel 3\n\n{CRITERIA.upper()[:20]}{CRITERIA[20:]}\nGUIDANCE\n\n"
    found = imported(text + "1.1 Say why.\n1.2 Name both.\n\nNOTES FOR CENTRES\n\nSend no pots.\n")
    assert named(found) == [("3", "FIRING")]
    assert beside(found.units[0]) == {"1.1": "Say why.", "1.2": "Name both."}


def test_an_unknown_column_beside_the_criteria_is_guidance_and_marked() -> None:
    head = "| | Assessment criteria: the learner can | What we look for |\n|---|---|---|\n"
    text = "# Unit 7 Firing\n\n" + "".join(
        f"## Learning outcome {n}\n\nThe learner will fire pots\n\n{head}"
        f"| {n}.1 | Explain a kiln | A reason. |\n\n"
        for n in (1, 2)
    )
    (unit,) = imported(text).units
    assert asks(unit) == {"1.1": "Explain a kiln", "2.1": "Explain a kiln"}
    assert set(beside(unit).values()) == {"A reason."}
    assert [o.title for o in unit.outcomes] == ["fire pots", "fire pots"]
    assert any("What we look for" in doubt.says for doubt in unit.doubts)


@pytest.mark.parametrize("head", ["Assessment criteria. The learner can:", "AC: the learner can"])
def test_two_headings_on_one_line_are_one(head: str) -> None:
    text = f"Unit 7 Firing\n\nLearning outcome 1\n\nThe learner will understand kilns\n\n{head}\n"
    (unit,) = imported(f"{text}\nAC1.1 Explain a kiln\nAC1.2 Compare glazes\n").units
    assert [o.title for o in unit.outcomes] == ["understand kilns"]
    assert list(asks(unit)) == ["1.1", "1.2"]


def test_a_table_that_maps_criteria_to_something_else_holds_none() -> None:
    table = "# Unit 7 Firing\n\n| AC | Assessment criteria | Guidance |\n|---|---|---|\n"
    text = f"{table}| 1.1 | Explain a kiln | Say why. |\n| 1.2 | Compare glazes | Name both. |\n\n"
    for head in ("## Links to duties\n\n", "## Appendix B Mapping\n\n"):
        mapped = "| Criterion | Typical duty |\n|---|---|\n| 7 / 1.1 | Lighting a kiln |\n"
        (unit,) = imported(f"{text}{head}{mapped}| 7 / 1.2 | Mixing a glaze |\n").units
        assert asks(unit) == {"1.1": "Explain a kiln", "1.2": "Compare glazes"}
        assert beside(unit) == {"1.1": "Say why.", "1.2": "Name both."}


def test_a_heading_and_prose_below_columns_without_rules_are_left_out(tmp_path: Path) -> None:
    (unit,) = import_document(made.write_bare_columns_pdf(tmp_path)).units
    assert asks(unit)["1.3"] == "Plan a firing that a class could see and learn from"
    assert beside(unit)["1.3"] == "Give a date for it, and the names of those who are to come."


LETTERS = (
    "Unit 7 Firing\n\nLearning outcome 1 - Understand kilns\n\n"
    "The learner can:\n\na) Explain a kiln\n"
    "b) Plan a firing that has:\n  a) Fuel\n  b) Watch the cones\n\n"
    "Notes for assessors\n\na) Say why.\nb) Give dates.\n\n"
    "Learning outcome 2 - Be able to glaze\n\nThe learner can:\n\na) Compare glazes\n\n"
    "Notes for assessors\n\na) Name both.\n"
)


def test_letters_alone_are_counted_within_their_outcome_and_label_its_guidance() -> None:
    found = imported(LETTERS)
    (unit,) = found.units
    assert asks(unit) == {
        "1.1": "Explain a kiln",
        "1.2": "Plan a firing that has: Fuel Watch the cones",
        "2.1": "Compare glazes",
    }
    assert beside(unit) == {"1.1": "Say why.", "1.2": "Give dates.", "2.1": "Name both."}
    assert [e.also for e in unit.entries] == ["1a", "1b", "2a"]
    assert found.faults == ()


@pytest.mark.parametrize("label", ["Assessor notes", "Guidance", "Evidence guidance"])
def test_guidance_on_the_line_below_each_criterion_is_told_by_its_label(label: str) -> None:
    text = "Unit 7 Firing\n\nLearning outcome 1: Understand kilns\n\nThe learner can:\n\n"
    text += f"AC 1.1: Explain a kiln\n{label}: Say why.\n\nAC 1.2: Compare glazes\n{label}: Both.\n"
    (unit,) = imported(text).units
    assert asks(unit) == {"1.1": "Explain a kiln", "1.2": "Compare glazes"}
    assert beside(unit) == {"1.1": "Say why.", "1.2": "Both."}


def test_a_figure_within_an_example_is_no_count() -> None:
    from premark.importing.counts import counts_in
    from premark.importing.words import load_words

    told = "Use a method (for example fishbone or five whys) and name three causes."
    assert [count.noun for count in counts_in(told, load_words())] == ["causes"]


@pytest.mark.parametrize(("head", "code"), [("204 Firing", "204"), ("Firing", "1")])
def test_a_heading_above_the_fields_is_a_units(head: str, code: str) -> None:
    text = f"# Pot Board\n\nFor potters.\n\n## {head}\n\nLevel: 2  \nCredit: 5  \nGLH: 38\n\n"
    text += f"### Outcome 1: Know kilns\n\n#### The learner can:\n\n{CRITERIA[21:]}\n"
    later = text[text.index("##") :].replace("Firing", "Glazing").replace("204", "205")
    found = imported(f"{text}\n{later}")
    second = "205" if code == "204" else "2"
    assert named(found) == [(code, "Firing"), (second, "Glazing")]
    assert found.faults == ()


def test_fields_two_to_a_row_are_all_read() -> None:
    rows = "Unit title\tFiring\nUnit code\tH/507/44\tLevel\t3\nGLH\t34\tGrading\tNone\n\n"
    (unit,) = imported(rows + CRITERIA).units
    assert (unit.code, unit.title, unit.level) == ("H/507/44", "Firing", "3")


def test_a_sentence_below_a_table_is_not_its_last_cells() -> None:
    text = "Unit 7 Firing\n\nAssessment criteria\tGuidance\n1.1 Explain a kiln\tSay why.\n"
    (unit,) = imported(f"{text}1.2 Compare glazes\tName both.\n\nSigned on each visit.\n").units
    assert beside(unit) == {"1.1": "Say why.", "1.2": "Name both."}


def test_what_stands_below_a_criterion_that_is_a_heading_is_its_guidance() -> None:
    text = "# Unit 7 Firing\n\n## Learning outcome 1: Understand kilns\n\n"
    text += "### 1.1 Explain a kiln\n\nSay why.\n\nA drawing helps.\n\n"
    text += "### 1.2 Compare glazes\n\nName both.\n\n"
    (unit,) = imported(f"{text}## Centre requirements\n\nA yard.\n").units
    assert asks(unit) == {"1.1": "Explain a kiln", "1.2": "Compare glazes"}
    assert beside(unit) == {"1.1": "Say why. A drawing helps.", "1.2": "Name both."}


GUIDED = (
    "Unit 7 Firing\n\nAssessment criteria\n\n1.1 State when a fault must be reported\n"
    "1.2 Explain a kiln\n1.3 Carry out a weekly check\n\nGuidance\n\n"
    "1.1 {}\n1.2 {}\n1.3 {}\n"
)


@pytest.mark.parametrize(
    ("told", "stray"),
    [
        (("Weekly checks on four dates.", "Say why.", "A record."), 1),
        (("Refer to a policy.", "Say why a kiln cracks.", "A weekly check, dated."), 0),
        (("A fault found in a weekly check.", "Say why.", "Four dates."), 0),
    ],
)
def test_guidance_that_says_all_that_another_asks_and_nothing_of_its_own(
    told: tuple[str, str, str], stray: int
) -> None:
    kinds = [fault.kind for fault in imported(GUIDED.format(*told)).faults]
    assert kinds == ["misplaced-guidance"] * stray


def test_a_plain_line_above_a_units_number_is_its_title_and_marked() -> None:
    told = "Guidance\n\n1.1 Say why.\n1.2 Name both.\n\n"
    unit = "{}\n\nUnit Reference Number: {}\nLevel: 2\n\n" + f"{CRITERIA}\n{told}"
    text = "Pot Board\n\n" + unit.format("Firing", "M/6/1") + unit.format("Glazing", "D/6/2")
    found = imported(text)
    assert named(found) == [("M/6/1", "Firing"), ("D/6/2", "Glazing")]
    assert beside(found.units[0]) == {"1.1": "Say why.", "1.2": "Name both."}
    assert any("title" in doubt.says for doubt in found.units[1].doubts)
    assert lines_unused(found) == []


@pytest.mark.parametrize("word", ["references", "criteria", "terms", "guidance", "content"])
def test_a_word_that_a_wrapped_line_ends_on_is_no_heading(word: str) -> None:
    told = f"Guidance\n\n1.1 Say why, and give your own\n{word}\n1.2 Name both.\n"
    (unit,) = imported(f"Unit 7 Firing\n\n{CRITERIA}\n{told}").units
    assert beside(unit) == {"1.1": f"Say why, and give your own {word}", "1.2": "Name both."}


def lines_unused(found: Imported) -> list[Any]:
    from test_import_account import unaccounted

    return list(unaccounted(found))


def test_no_line_of_these_is_lost(tmp_path: Path) -> None:
    for write in (made.write_table_pdf, made.write_merged_docx, made.write_counted_docx):
        assert lines_unused(import_document(write(tmp_path))) == []
    assert lines_unused(import_document(made.write_newspaper_pdf(tmp_path))) == []
