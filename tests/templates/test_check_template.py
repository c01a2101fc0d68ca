"""A centre's own template is held against the unit: what is there, missing, twice, or whose."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
import typer
from typer.testing import CliRunner

from premark.errors import ReadError
from premark.packs.load import plain_pack
from premark.pipeline import outline
from premark.read import read, read_bytes
from premark.templates.check import TemplateCheck, check_template
from premark.templates.commands import check_template as command
from premark.templates.say import check_lines

PACK = plain_pack("8589-700")
CODES = [criterion.id for criterion in PACK.criteria]
ADVICE = "Write about three hundred words on this, and bring in two sources that you found useful."
Lines = Sequence[tuple[str, str]]


def word(lines: Lines) -> bytes:
    paper = docx.Document()
    for style, text in lines:
        paper.add_paragraph(text, style=style)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def book(under: str = "Type your answer here") -> list[tuple[str, str]]:
    """A template that has every criterion, with the same words under each."""
    lines = [("Title", "Answer book")]
    for criterion in PACK.criteria:
        lines += [("Heading 2", f"{criterion.id} {criterion.asks}"), ("Normal", under)]
    return lines


def checked(data: bytes, name: str = "book.docx") -> TemplateCheck:
    document = read_bytes([(name, data)])
    return check_template(document, *outline(document, PACK), PACK)


def said(found: TemplateCheck) -> str:
    return "\n".join(check_lines("book.docx", found, PACK, {}))


def test_a_whole_template_lacks_nothing() -> None:
    found = checked(word(book()))
    assert (found.missing, found.doubled, found.odd, found.untold) == ((), (), (), ())
    assert "11 of 11 criteria have a place" in said(found)
    assert "told apart already: 11 stretches" in said(found)


@pytest.mark.parametrize("code", CODES)
def test_a_missing_criterion_is_named(code: str) -> None:
    lines = book()
    at = next(i for i, (_, text) in enumerate(lines) if text.startswith(f"{code} "))
    found = checked(word([*lines[:at], *lines[at + 2 :]]))
    assert found.missing == (code,)
    assert f"missing  {code}  " in said(found)


def test_a_doubled_criterion_is_named_with_both_places() -> None:
    found = checked(word([*book(), ("Heading 2", "1.2 Once more"), ("Normal", "Your answer")]))
    assert found.doubled == ("1.2",)
    assert "doubled  1.2  para 4; para 24" in said(found)


def test_a_heading_below_its_criterion_is_no_second_place() -> None:
    lines = book()
    lines[2:2] = [("Heading 3", "Evidence for 1.1"), ("Normal", "Type your answer here")]
    assert checked(word(lines)).doubled == ()


def test_one_heading_for_two_criteria_covers_both() -> None:
    lines = [line for line in book() if not line[1].startswith(("1.1 ", "1.2 "))]
    lines[1:1] = [("Heading 2", "1.1 and 1.2"), ("Normal", "Type your answer here")]
    found = checked(word(lines))
    assert found.missing == () and found.doubled == ()


def test_words_that_nothing_marks_are_named_with_their_place_and_criterion() -> None:
    found = checked(word(book(ADVICE)))
    assert [one.under for one in found.untold] == [(code,) for code in CODES]
    assert f"para 3, under 1.1: {ADVICE}" in said(found) and "“Guidance:”" in said(found)


@pytest.mark.parametrize("marked", [f"Guidance: {ADVICE}", "{" + ADVICE + "}"])
def test_the_ways_out_that_it_names_do_work(marked: str) -> None:
    found = checked(word(book(marked)))
    assert found.untold == () and found.marked == len(CODES)


def test_labels_are_counted_and_not_listed() -> None:
    found = checked(word(book("Your answer:")))
    assert len(found.untold) == len(CODES) and all(one.label for one in found.untold)
    assert "(and 11 labels of a word or three)" in said(found)


def test_a_number_over_another_criterions_words_is_odd() -> None:
    lines = book()
    asks = {criterion.id: criterion.asks for criterion in PACK.criteria}
    lines = [(style, f"2.4 {asks['2.5']}" if text.startswith("2.4 ") else text)
             for style, text in lines]  # fmt: skip
    found = checked(word(lines))
    assert [(one.code, says) for one, says in found.odd] == [("2.4", "2.5")]
    assert "numbered 2.4, but its words are those of 2.5" in said(found)


def test_a_number_that_the_unit_does_not_have_is_odd() -> None:
    found = checked(word([*book(), ("Heading 2", "7.4 Weigh the loaves"), ("Normal", "Here")]))
    assert "7.4 is no criterion of 8589-700" in said(found)


def test_criteria_in_the_rows_of_a_table_are_places_too() -> None:
    paper = docx.Document()
    paper.add_heading("Answer book", 0)
    table = paper.add_table(1, 3)
    for cell, text in zip(table.rows[0].cells, ("AC", "Criterion", "Answer"), strict=True):
        cell.text = text
    for criterion in PACK.criteria[1:]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = criterion.id, criterion.asks
    out = io.BytesIO()
    paper.save(out)
    found = checked(out.getvalue())
    assert found.missing == ("1.1",) and found.doubled == ()
    assert {one.how for one in found.places} == {"row"}
    assert [one.under for one in found.untold] == [(code,) for code in CODES[1:]]


def test_a_pdf_is_checked_as_well(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason="the PDF needs reportlab")
    path = tmp_path / "book.pdf"
    paper = canvas.Canvas(str(path))
    for number, criterion in enumerate(PACK.criteria[:4]):
        paper.setFont("Helvetica-Bold", 14)
        paper.drawString(72, 760 - 90 * number, f"AC {criterion.id}")
        paper.setFont("Helvetica", 10)
        paper.drawString(72, 735 - 90 * number, "Type your answer here")
    paper.save()
    document = read([path])
    found = check_template(document, *outline(document, PACK), PACK)
    assert found.missing == tuple(CODES[4:]) and found.untold == ()


def app() -> typer.Typer:
    made = typer.Typer()
    made.command()(command)
    return made


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "book.docx"
    path.write_bytes(word(book()[:-2]))
    done = CliRunner().invoke(app(), [str(path), "--unit", "8589-700"])
    assert done.exit_code == 0, done.output
    assert "10 of 11 criteria have a place" in done.output and "missing  3.2" in done.output


@pytest.mark.slow
def test_words_that_a_map_takes_for_evidence_are_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "book.docx"
    path.write_bytes(word(book(ADVICE)))
    done = CliRunner().invoke(app(), [str(path), "--unit", "8589-700"])
    assert done.exit_code == 0, done.output
    assert "[read as evidence for 1.1]" in done.output


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(app(), [str(tmp_path / "none.docx"), "--unit", "8589-700"])
    assert isinstance(done.exception, ReadError)
