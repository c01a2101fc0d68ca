"""Synthetic specifications in the layouts that bodies use, each imported whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import unit_documents as documents

from premark.errors import NoText, ReadError
from premark.importing.drafts import Entry, Imported, SourceLine, UnitDraft
from premark.importing.importer import import_document, import_lines
from premark.importing.report import write_import
from premark.packs.load import load_pack


def read(folder: Path, name: str, text: str) -> Imported:
    return import_document(documents.write_text(folder, name, text))


def by_code(unit: UnitDraft) -> dict[str, Entry]:
    return {entry.code: entry for entry in unit.entries}


def told(found: Imported, part: str) -> dict[str, str]:
    """The text of a part of every criterion of the only unit."""
    (unit,) = found.units
    return {e.code: " ".join(t.text for t in getattr(e, part)) for e in unit.entries}


def test_three_lists_under_the_same_numbers(tmp_path: Path) -> None:
    found = read(tmp_path, "bees.md", documents.MARKDOWN)
    (unit,) = found.units
    entries = by_code(unit)
    assert (unit.code, unit.title, unit.level) == ("410", "Managing a colony", "4")
    assert [o.title for o in unit.outcomes] == [
        "Understand how a colony lives", "Be able to inspect a hive",
    ]  # fmt: skip
    assert list(entries) == ["1.1", "1.2", "1.3", "2.1", "2.2"]
    assert [e.verbs for e in unit.entries] == [
        ("explain",), ("compare",), ("critically-review",), ("plan",), ("complete",),
    ]  # fmt: skip
    assert entries["1.1"].statement == (
        "Explain the roles of: queen workers drones in a healthy colony"
    )
    assert told(found, "depth")["1.1"].endswith("How tasks change with age")
    assert told(found, "guidance")["1.3"].startswith("Review at least three causes")
    assert all(e.depth and e.guidance for e in unit.entries)


def test_footnotes_go_with_the_criteria_that_bear_their_marks(tmp_path: Path) -> None:
    notes = told(read(tmp_path, "bees.md", documents.MARKDOWN), "footnotes")
    assert notes["1.1"] == "A colony here is one hive and the bees in it."
    assert notes["1.2"] == "Feeding means sugar given by the keeper."
    assert notes["1.3"] == notes["2.1"] == ""


def test_a_pdfs_footnotes_are_told_by_the_raised_figures(tmp_path: Path) -> None:
    found = import_document(documents.write_noted_pdf(tmp_path))
    assert told(found, "footnotes") == {
        "1.1": "A kiln is an oven for clay.", "1.2": "Glaze means glass on clay.",
    }  # fmt: skip
    assert told(found, "asks")["1.2"] == "Compare two kinds of glaze"
    assert found.faults == ()


def test_a_note_that_word_keeps_with_its_paragraph_goes_with_that_criterion() -> None:
    texts = ["Unit 5 Ropes", "Assessment criteria", "1.1 Explain a knot", "Rope only."]
    texts.append("1.2 List knots")
    lines = [
        SourceLine(index=i, place=f"paragraph {i + 1}", text=text, raw=text, note="*" * (i == 3))
        for i, text in enumerate(texts)
    ]
    notes = told(import_lines(lines, "made.docx"), "footnotes")
    assert notes == {"1.1": "Rope only.", "1.2": ""}


def test_headings_and_columns_run_into_one_line(tmp_path: Path) -> None:
    text = (
        "Unit 101 Flies\n\nAssessment criteria Guidance for assessors\n\n"
        "1.1 Explain how a fly is tied Explain means to give reasons for\nit and two faults.\n"
        "1.2 Compare rods Compare means to set side by side.\n"
    )
    found = read(tmp_path, "flies.txt", text)
    assert told(found, "asks") == {"1.1": "Explain how a fly is tied", "1.2": "Compare rods"}
    assert told(found, "guidance")["1.2"] == "Compare means to set side by side."
    assert "may hold words of both" in found.units[0].entries[0].doubts[0].says


def test_a_heading_with_a_units_number_above_its_fields_is_its_title(tmp_path: Path) -> None:
    text = (
        "# Handbook\n\n## 1.1 Knots\n\nUnit code: 1.1\n\nAssessment criteria\n\n1.1 List knots\n\n"
        "## 1.2 Splices\n\nUnit code: 1.2\n\nAssessment criteria\n\n1.1 List splices\n"
    )
    units = read(tmp_path, "ropes.md", text).units
    assert [(unit.code, unit.title) for unit in units] == [("1.1", "Knots"), ("1.2", "Splices")]


def test_content_under_an_outcome_is_the_outcomes_and_an_unknown_verb_is_marked(
    tmp_path: Path,
) -> None:
    text = (
        "## Unit 12 Hedges\n\n### LO1 Understand hedges\n\n1.1 Explain why hedges are laid\n\n"
        "#### Indicative content\n\nStyles.\n\n### LO2 Be able to lay a hedge\n\n"
        "2.1 Lay ten metres of hedge\n\n#### Indicative content\n\nTools.\n"
    )
    (unit,) = read(tmp_path, "hedges.md", text).units
    assert [e.code for e in unit.entries] == ["1.1", "2.1"]
    assert [[t.text for t in o.depth] for o in unit.outcomes] == [["Styles."], ["Tools."]]
    assert "no verb that premark knows" in unit.entries[1].doubts[0].says


def test_criteria_that_lost_every_number_and_outcomes_listed_after_them(tmp_path: Path) -> None:
    (unit,) = read(tmp_path, "boats.txt", documents.LOST).units
    assert [e.verbs[0] for e in unit.entries] == [
        "identify", "explain", "compare", "plan", "maintain", "evaluate",
    ]  # fmt: skip
    assert [o.title for o in unit.outcomes] == [
        "Understand what makes a boat ready", "Be able to make a short passage",
    ]  # fmt: skip
    assert all(e.inferred and e.doubts for e in unit.entries)
    assert any("which criteria are whose" in doubt.says for doubt in unit.doubts)


def test_page_numbers_are_no_outcomes(tmp_path: Path) -> None:
    found = read(tmp_path, "boats.txt", documents.LOST)
    pages = [item.text for item in found.left_out if item.why == "a page number"]
    assert pages == ["2", "3"]


def test_two_columns_that_interleave_are_parted(tmp_path: Path) -> None:
    found = read(tmp_path, "bread.txt", documents.COLUMNS)
    (unit,) = found.units
    assert unit.code == "4.1"  # a unit's number that looks like a criterion's
    asks = told(found, "asks")
    assert asks["1.1"] == "Describe the flours used in bread and what each is good for"
    assert asks["2.1"] == "Undertake two bakes and record them"
    guidance = told(found, "guidance")
    assert guidance["1.1"] == "Describe means to say what each is like. Name at least three flours."
    assert guidance["1.2"] == "Explain means to give the cause. Mention yeast and warmth."
    assert guidance["2.2"] == "Review means to judge them. Use one or more measures."


def test_lines_that_alternate_between_columns_are_taken_in_turn(tmp_path: Path) -> None:
    found = read(tmp_path, "pots.txt", documents.INTERLEAVED)
    assert told(found, "asks") == {
        "1.1": "Explain how clay is wedged before it goes on the wheel",
        "1.2": "Compare three glazes for use on stoneware",
        "2.1": "Evaluate a pot of your own against a brief",
    }
    assert told(found, "guidance")["1.1"] == (
        "Explain means to say how and why and to name two faults."
    )
    for entry in found.units[0].entries:
        assert any("run into each other" in doubt.says for doubt in entry.doubts)


def test_dual_numbers_outcomes_apart_and_sufficiency_descriptors(tmp_path: Path) -> None:
    (unit,) = read(tmp_path, "garden.txt", documents.DUAL).units
    entries = by_code(unit)
    assert {code: e.also for code, e in entries.items()} == {
        "1.1": "340 1.1", "1.2": "340 1.2", "2.1": "340 2.1",
    }  # fmt: skip
    assert [o.title for o in unit.outcomes] == ["Know how a site is read", "Be able to plan beds"]
    for entry in unit.entries:
        assert [rung.name for rung in entry.sufficiency] == ["referral", "pass", "good pass"]
    assert entries["1.2"].sufficiency[2].said[0].text == "The four are also explained."
    assert entries["2.1"].verbs == ("create",)
    assert any("not in verbs.yaml" in doubt.says for doubt in entries["2.1"].doubts)


def test_a_garbled_and_two_lost_numbers_are_inferred_and_flagged(tmp_path: Path) -> None:
    found = read(tmp_path, "walks.txt", documents.PARTLY)
    entries = by_code(found.units[0])
    assert list(entries) == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]
    assert [code for code, e in entries.items() if e.inferred] == ["1.2", "2.1", "2.2"]
    assert "'2 1'" in entries["2.1"].doubts[0].says
    assert found.lines[entries["2.1"].doubts[0].lines[0]].place == "line 11"
    assert entries["2.2"].statement == "Review the walk with the group"
    assert told(found, "guidance")["2.1"].endswith("Ask one walker as well.")


def test_a_word_table_with_cells_that_span_rows(tmp_path: Path) -> None:
    found = import_document(documents.write_docx(tmp_path))
    (unit,) = found.units
    assert (unit.code, unit.title, unit.level) == ("2.1", "Dyeing cloth", "3")
    assert [e.code for e in unit.entries] == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]
    assert [o.title for o in unit.outcomes] == [
        "Understand how cloth is dyed", "Be able to dye cloth",
    ]  # fmt: skip
    assert [o.depth[0].text for o in unit.outcomes] == [
        "mordants, dyes and fixing", "baths, heat and rinsing",
    ]  # fmt: skip
    guidance = told(found, "guidance")
    assert guidance["1.3"] == guidance["1.2"] != ""
    assert any("may span" in doubt.says for doubt in by_code(unit)["1.3"].doubts)
    assert not by_code(unit)["1.2"].doubts


def test_a_ruled_pdf_with_descriptors_in_columns(tmp_path: Path) -> None:
    found = import_document(documents.write_ruled_pdf(tmp_path, pages=4))
    assert [unit.code for unit in found.units] == ["600", "601", "602", "603"]
    for unit in found.units:
        assert [e.code for e in unit.entries] == ["1.1", "1.2", "2.1"]
        assert [r.said[0].text for r in by_code(unit)["2.1"].sufficiency] == [
            "No reasons.", "Reasons given.", "Objections met.",
        ]  # fmt: skip
    heads = [item for item in found.left_out if item.why == "a running header"]
    assert [item.text for item in heads] == ["6.1 Repair handbook"] * 4


def test_a_pdf_of_two_columns_without_rules(tmp_path: Path) -> None:
    found = import_document(documents.write_bare_pdf(tmp_path))
    (unit,) = found.units
    assert [o.title for o in unit.outcomes] == ["Know how glass behaves", "Be able to blow a bulb"]
    assert told(found, "asks") == {
        "1.1": "Explain how heat changes glass in the flame",
        "1.2": "Compare soft glass with hard glass",
        "2.1": "Plan a piece of work",
        "2.2": "Critically review the piece and its making",
    }
    assert told(found, "guidance")["2.2"] == (
        "Question what you did and take a view. Use three measures."
    )


def test_criteria_of_whole_numbers_take_their_guidance_by_them(tmp_path: Path) -> None:
    text = (
        "Unit 9 Horses\n\nLearning outcome 1\n\nUnderstand feed\n\nAssessment criteria\n\n"
        "1. Explain how a feed is chosen\n2. Compare hay with haylage\n\nGuidance\n\n"
        "1. Name two feeds.\n2. Set out costs.\n"
    )
    found = read(tmp_path, "horses.txt", text)
    assert told(found, "guidance") == {"1.1": "Name two feeds.", "1.2": "Set out costs."}
    assert all("numbers it" in e.doubts[0].says for e in found.units[0].entries)


def test_a_list_that_lost_a_number_is_told_by_the_verb(tmp_path: Path) -> None:
    text = (
        "Unit 5 Shops\n\nAssessment criteria\n\n1.1 Explain stock\n1.2 Analyse a report\n\n"
        "Guidance\n\n1.1 Give reasons.\nAnalyse one month.\n"
    )
    found = read(tmp_path, "shops.txt", text)
    assert told(found, "guidance") == {"1.1": "Give reasons.", "1.2": "Analyse one month."}
    assert any("bears no number" in d.says for d in found.units[0].entries[1].doubts)


def test_two_heading_rows_and_a_qualification_in_the_units_number(tmp_path: Path) -> None:
    text = (
        "# Mark Sheet\n\nUnit 8600-309 Sailing\n\n"
        "| Assessment criteria | Sufficiency descriptors [typical] | | |\n|---|---|---|---|\n"
        "| | Referral [8/20] | Pass [12/20] | Good Pass [16/20] |\n"
        "| AC 1.1 Describe a crew | Listed | Described | Weighed |\n"
    )
    found = read(tmp_path, "marks.md", text)
    assert (found.number, found.units[0].code) == ("8600", "309")
    assert [r.name for r in found.units[0].entries[0].sufficiency] == [
        "referral", "pass", "good pass",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["MARKDOWN", "LOST", "COLUMNS", "DUAL", "PARTLY", "INTERLEAVED"])
def test_every_draft_is_written_and_loads(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, "source.txt", getattr(documents, name))
    written = write_import(found, tmp_path / "out")
    packs = [load_pack(path) for path in written if path.suffix == ".yaml"]
    assert [[c.id for c in pack.criteria] for pack in packs] == [
        [entry.code for entry in unit.entries] for unit in found.units
    ]


def test_an_inferred_number_is_marked_in_the_draft_with_its_place(tmp_path: Path) -> None:
    found = read(tmp_path, "walks.txt", documents.PARTLY)
    write_import(found, tmp_path / "out")
    drafts = list((tmp_path / "out").glob("*-77-draft.yaml"))
    lines = drafts[0].read_text(encoding="utf-8").splitlines()
    told = [i for i, line in enumerate(lines) if "2.2 is inferred" in line]
    marked = [i for i in told if "# settle:" in lines[i]]
    assert len(marked) == 1
    assert "(line 17)" in lines[marked[0]]
    assert lines[marked[0] + 1].startswith('  - id: "2.2"')


def test_a_document_without_criteria_is_refused(tmp_path: Path) -> None:
    path = documents.write_text(tmp_path, "letter.txt", "Dear all\n\nThe course begins in May.\n")
    with pytest.raises(ReadError, match="no assessment criteria") as error:
        import_document(path)
    assert "importing.yaml" in error.value.hint


def test_an_empty_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoText):
        import_document(documents.write_text(tmp_path, "empty.txt", ""))
