"""The labelled assignments are whole and agree with themselves; the files made of them open."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from docx import Document as open_docx

from premark.types.criteria import MOVES

ROOT = Path(__file__).parents[2]
ASSIGNMENTS = sorted((ROOT / "corpora" / "assignments").glob("*.yaml"))
# The codes are facts of the specifications; the packs in criteria/ hold what they ask.
CODES = {
    "8580-500": "1.1 1.2 1.3 2.1 2.2 2.3 3.1 3.2 3.3 3.4 4.1 4.2",
    "8580-501": "1.1 1.2 1.3 2.1 2.2 2.3 2.4 3.1 3.2 3.3",
    "8580-503": "1.1 1.2 2.1 2.2 2.3 2.4 3.1 3.2 3.3",
    "8589-700": "1.1 1.2 1.3 1.4 2.1 2.2 2.3 2.4 2.5 3.1 3.2",
    "8589-701": "1.1 1.2 2.1 2.2 2.3 2.4 2.5",
    "8589-703": "1.1 1.2 1.3 1.4 2.1 2.2 2.3 3.1",
}


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpora_build", ROOT / "corpora" / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BUILD = builder()


def running_texts(assignment: Any) -> Iterator[str]:
    """Every text of the body as gold counts it: no headings, no reference list."""
    for block in assignment.blocks:
        if block.type in ("para", "appendix"):
            yield block.text
        elif block.type == "list":
            yield from block.items
        elif block.type == "table":
            yield from (cell for row in block.rows for cell in row)


def references(assignment: Any) -> tuple[str, ...]:
    return next(block.items for block in assignment.blocks if block.type == "references")


def key_of(author_and_year: str) -> tuple[str, str]:
    """First surname (or organisation) and year: "Kegan and Lahey 2009" is (kegan, 2009)."""
    year = re.search(r"\d{4}|n\.d\.", author_and_year)
    assert year, author_and_year
    author = re.split(r",|\(| and ", author_and_year)[0]
    return author.replace(year[0], "").strip().lower(), year[0]


@pytest.fixture(params=ASSIGNMENTS, ids=lambda path: path.stem)
def assignment(request: pytest.FixtureRequest) -> Any:
    return BUILD.load(request.param)


def test_there_are_labelled_assignments() -> None:
    assert {"a01", "a02", "a03"} <= {path.stem for path in ASSIGNMENTS}


def test_every_criterion_of_the_unit_has_gold_and_no_other(assignment: Any) -> None:
    assert list(assignment.gold.criteria) == CODES[assignment.unit].split()


def test_blocks_name_only_criteria_and_moves_that_exist(assignment: Any) -> None:
    blocks = [block for block in assignment.blocks if hasattr(block, "criterion")]
    assert {code for block in blocks for code in block.criterion} <= set(assignment.gold.criteria)
    assert {move for block in blocks for move in getattr(block, "moves", ())} <= set(MOVES)


def test_a_criterion_is_none_exactly_when_no_block_is_given_to_it(assignment: Any) -> None:
    given = {code for block in assignment.blocks for code in getattr(block, "criterion", ())}
    none = {code for code, gold in assignment.gold.criteria.items() if gold.strength == "none"}
    assert none == set(assignment.gold.criteria) - given


def test_levels_follow_their_definitions(assignment: Any) -> None:
    for code, gold in assignment.gold.criteria.items():
        whole = gold.verb_met and not gold.unmet
        assert whole == (gold.strength == "strong"), code
        if gold.strength == "none":
            assert gold.unmet and not gold.verb_met, code
        if gold.strength == "partial":
            assert gold.verb_met == bool(gold.unmet), code


def test_the_levels_are_mixed(assignment: Any) -> None:
    levels = [gold.strength for gold in assignment.gold.criteria.values()]
    assert set(levels) >= {"limited", "partial", "strong"}


def test_the_reference_list_is_as_long_as_gold_says(assignment: Any) -> None:
    assert len(references(assignment)) == assignment.gold.references_listed


def test_sources_said_to_be_missing_or_unused_are_so(assignment: Any) -> None:
    listed = {key_of(item) for item in references(assignment)}
    text = " ".join(running_texts(assignment)).lower()
    for source in assignment.gold.cited_not_listed:
        author, year = key_of(source)
        assert re.search(rf"{author}\b[^.]*\(?{year}", text)
        assert (author, year) not in listed
    for source in assignment.gold.listed_not_cited:
        author, year = key_of(source)
        assert (author, year) in listed
        assert not re.search(rf"{author}\b[^.]{{0,40}}{year}", text)


def test_citations_are_as_many_as_gold_says(assignment: Any) -> None:
    text = " ".join(running_texts(assignment))
    years = re.findall(r"[(,;] ?(?:(?:19|20)\d\d|n\.d\.)(?=[);,:])", text)
    assert len(years) == assignment.gold.citations_in_text


def test_models_that_gold_names_are_in_the_running_text_as_often(assignment: Any) -> None:
    text = " ".join(running_texts(assignment))
    for name, count in assignment.gold.models.items():
        first = name[0] if name.isupper() else f"[{name[0]}{name[0].lower()}]"
        stem = f"{first}{name[1:]}".replace("ibbs", "ibb'?s")
        mentions = re.findall(rf"(?<!\w){stem}(?! ?[,(] ?\(?\d)", text)
        assert len(mentions) == count, name


def test_decoys_and_names_left_are_in_the_text(assignment: Any) -> None:
    text = "\n".join(running_texts(assignment))
    assert all(decoy in text for decoy in assignment.gold.decoys)
    assert all(text.count(name) == 1 for name in assignment.person_names_left)


def test_every_row_of_a_table_has_a_cell_for_each_column(assignment: Any) -> None:
    for block in assignment.blocks:
        if block.type == "table":
            assert len({len(row) for row in block.rows}) == 1


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("reportlab", reason="the PDFs need reportlab (test extra)")
    out = tmp_path_factory.mktemp("built")
    BUILD.build(BUILD.SOURCE, out)
    return out


def test_the_word_file_holds_every_text_and_real_lists_and_tables(
    built: Path, assignment: Any
) -> None:
    docx = open_docx(str(built / f"{assignment.id}.docx"))
    cells = [cell.text for table in docx.tables for row in table.rows for cell in row.cells]
    found = {paragraph.text for paragraph in docx.paragraphs} | set(cells)
    assert set(running_texts(assignment)) <= found
    lists = [block for block in assignment.blocks if block.type == "list"]
    in_lists = [p for p in docx.paragraphs if p.style and p.style.name.startswith("List ")]
    assert len(in_lists) == sum(len(block.items) for block in lists)


def test_only_the_styled_layout_has_word_headings(built: Path, assignment: Any) -> None:
    docx = open_docx(str(built / f"{assignment.id}.docx"))
    headings = [p for p in docx.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert bool(headings) == (assignment.layout == "styled")


def test_headings_are_not_printed_where_there_are_to_be_none(built: Path, assignment: Any) -> None:
    docx = open_docx(str(built / f"{assignment.id}.docx"))
    printed = {paragraph.text.lower() for paragraph in docx.paragraphs}
    headings = {block.text.lower() for block in assignment.blocks if block.type == "heading"}
    shown = headings & printed
    assert shown == (set() if assignment.heading_kind == "none" else headings)


def test_the_pdf_opens_with_a_cover_then_numbered_pages(built: Path, assignment: Any) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    with pdfplumber.open(built / f"{assignment.id}.pdf") as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    assert len(pages) > 3 and assignment.learner in pages[0]
    for number, text in enumerate(pages[1:], start=2):
        assert text.startswith(assignment.unit) and text.endswith(f"Page {number}")


def test_a_pdf_is_the_same_bytes_each_time(built: Path, tmp_path: Path) -> None:
    assignment = BUILD.load(ASSIGNMENTS[0])
    BUILD.write_pdf(assignment, tmp_path / "again.pdf")
    again = (tmp_path / "again.pdf").read_bytes()
    assert again == (built / f"{assignment.id}.pdf").read_bytes()


def test_a_misspelt_key_is_refused_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = ASSIGNMENTS[0].read_text(encoding="utf-8").replace("layout:", "lay_out:", 1)
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    assert BUILD.main(["--source", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "lay_out" in capsys.readouterr().err


def test_a_folder_without_assignments_is_said_to_be_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert BUILD.main(["--source", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert "No .yaml file" in capsys.readouterr().err


def test_the_sample_that_ships_is_the_journal() -> None:
    journal = BUILD.load(BUILD.SOURCE / "a02.yaml")
    docx = open_docx(str(ROOT / "corpora" / "sample" / "8580-503-journal.docx"))
    paragraphs = {block.text for block in journal.blocks if block.type == "para"}
    assert paragraphs <= {paragraph.text for paragraph in docx.paragraphs}


def test_each_unit_has_at_least_one() -> None:
    assert {BUILD.load(path).unit for path in ASSIGNMENTS} == set(CODES)
