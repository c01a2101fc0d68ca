"""PDFs made here with reportlab go in; the blocks that a reader would name must come out."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml
from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from premark.errors import LockedFile, NoText, ReadError, UnsupportedFormat
from premark.read.pdf.document import read_pdf
from premark.types.document import Block
from premark.types.limits import LIMITS

ASSIGNMENTS = Path(__file__).parents[3] / "shared" / "assignments"
LABELLED = sorted(path.stem for path in ASSIGNMENTS.glob("d*.yaml"))

PLAIN = ParagraphStyle("plain", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=8)
TIGHT = ParagraphStyle("tight", parent=PLAIN, spaceAfter=0, firstLineIndent=18)
TITLE = ParagraphStyle("title", parent=PLAIN, fontName="Helvetica-Bold", fontSize=14, leading=17)
BOLD = ParagraphStyle("bold", parent=PLAIN, fontName="Times-Bold", spaceAfter=0)
ENTRY = ParagraphStyle("entry", parent=PLAIN, leftIndent=24, firstLineIndent=-24, spaceAfter=0)
SMALL = ParagraphStyle("small", parent=PLAIN, fontSize=9, leading=11, spaceAfter=0)
GRID = TableStyle(
    [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
)

SENTENCES = [
    "The manager met each supervisor once a fortnight and kept short notes of what was agreed.",
    "Trust grew slowly because two earlier schemes had been dropped without a word to anyone.",
    "Questions worked better than advice, although the first few silences felt very long indeed.",
    "By the third meeting the team leader brought an agenda and asked for less direction.",
    "A sponsor from another site joined the review and raised what the figures did not show.",
    "None of this would have lasted if the weekly targets had stayed exactly as they were.",
]


def prose(start: int, count: int = 5) -> str:
    return " ".join(SENTENCES[(start + i) % len(SENTENCES)] for i in range(count))


def pdf_of(
    story: Sequence[Any], *, on_page: Callable[..., None] | None = None, **options: Any
) -> bytes:
    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=A4, topMargin=80, bottomMargin=80, **options)
    draw = on_page or (lambda canvas, doc: None)
    document.build(list(story), onFirstPage=draw, onLaterPages=draw)
    return buffer.getvalue()


def drawn(draw: Callable[[Canvas], None], **options: Any) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def blocks_of(data: bytes) -> list[Block]:
    return read_pdf(data, "essay.pdf")[0]


def texts(blocks: Sequence[Block], part: str = "body") -> list[str]:
    return [block.text for block in blocks if block.part == part]


def test_wrapped_paragraphs_come_back_as_they_were_written() -> None:
    paragraphs = [prose(i, 3 + i % 3) for i in range(12)]
    read = texts(blocks_of(pdf_of([Paragraph(text, PLAIN) for text in paragraphs])))
    assert read == paragraphs


def test_paragraphs_told_by_indents_alone_are_kept_apart() -> None:
    paragraphs = [prose(i, 3 + i % 4) for i in range(14)]
    read = texts(blocks_of(pdf_of([Paragraph(text, TIGHT) for text in paragraphs])))
    assert read == paragraphs


def test_a_paragraph_over_a_page_end_is_one_block_on_its_first_page() -> None:
    paragraphs = [prose(i, 6) for i in range(14)]
    data = pdf_of([Paragraph(text, PLAIN) for text in paragraphs])
    blocks, _, pages = read_pdf(data, "essay.pdf")
    assert pages == 2
    assert texts(blocks) == paragraphs
    assert {block.page for block in blocks} == {1, 2}


def test_justified_paragraphs_are_not_torn_at_wide_blanks() -> None:
    style = ParagraphStyle("justified", parent=PLAIN, alignment=TA_JUSTIFY)
    paragraphs = [prose(i, 4) for i in range(8)]
    assert texts(blocks_of(pdf_of([Paragraph(text, style) for text in paragraphs]))) == paragraphs


def test_a_bold_heading_stands_apart_from_the_prose_after_it() -> None:
    wrapped = "1.1 Explain how a manager might judge whether the time that was given to coaching "
    wrapped += "was worth it for the team"
    story = [Paragraph(wrapped, BOLD), Paragraph(prose(0), PLAIN), Paragraph("Conclusion", TITLE)]
    blocks = blocks_of(pdf_of([*story, Paragraph(prose(1), PLAIN)]))
    assert texts(blocks) == [wrapped, prose(0), "Conclusion", prose(1)]
    assert [b.look.bold for b in blocks] == [True, False, True, False]
    assert all(block.kind == "paragraph" and block.number == "" for block in blocks)
    assert blocks[2].look.size == 14


def test_two_bold_headings_in_a_row_are_two_blocks() -> None:
    story = [Paragraph("Learning outcome 1", BOLD), Paragraph("1.2 Barriers to coaching", BOLD)]
    read = texts(blocks_of(pdf_of([*story, Paragraph(prose(2), PLAIN)])))
    assert read == ["Learning outcome 1", "1.2 Barriers to coaching", prose(2)]


def test_bullets_and_numbers_in_a_run_are_list_items() -> None:
    items = [prose(i, 1) for i in range(3)]
    hang = ParagraphStyle("hang", parent=PLAIN, leftIndent=18, bulletIndent=4, spaceAfter=0)
    story = [Paragraph("What we agreed:", PLAIN)]
    story += [Paragraph(text, hang, bulletText="\u2022") for text in items]
    story += [Paragraph(text, hang, bulletText=f"{i}.") for i, text in enumerate(items, 1)]
    blocks = blocks_of(pdf_of(story))
    listed = [block for block in blocks if block.kind == "list_item"]
    assert [b.text for b in listed] == items * 2
    assert [b.number for b in listed] == ["\u2022"] * 3 + ["1.", "2.", "3."]


def test_a_single_typed_number_stays_in_the_text() -> None:
    story = [Paragraph("2. AC 1.1 Agree a contract", PLAIN), Paragraph(prose(0), PLAIN)]
    blocks = blocks_of(pdf_of(story))
    assert (blocks[0].kind, blocks[0].text) == ("paragraph", "2. AC 1.1 Agree a contract")


def test_two_columns_are_read_one_after_the_other() -> None:
    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4)
    frames = [Frame(60, 60, 225, 700), Frame(310, 60, 225, 700)]
    document.addPageTemplates([PageTemplate(frames=frames)])
    paragraphs = [prose(i, 5) for i in range(12)]
    document.build([Paragraph(text, PLAIN) for text in paragraphs])
    assert texts(blocks_of(buffer.getvalue())) == paragraphs


def test_running_headers_and_footers_leave_the_body() -> None:
    def furniture(canvas: Canvas, doc: Any) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 800, "Unit 500 coaching essay")
        canvas.drawString(260, 40, f"Page {doc.page} of 3")

    paragraphs = [f"Week {i * i} of the year. {prose(i, 6)}" for i in range(24)]
    data = pdf_of([Paragraph(t, PLAIN) for t in paragraphs], on_page=furniture)
    blocks = blocks_of(data)
    assert texts(blocks) == paragraphs
    assert texts(blocks, "header") == ["Unit 500 coaching essay"]
    assert texts(blocks, "footer") == ["Page 1 of 3"]
    assert [block.index for block in blocks] == list(range(len(blocks)))


def test_criterion_codes_at_page_tops_are_no_running_headers() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1, 6):
            canvas.drawString(72, 790, f"AC 1.{number}")
            canvas.drawString(72, 760, f"Answer {number * number} is about trust at work.")
            canvas.drawString(500, 40, str(number))
            canvas.showPage()

    blocks = blocks_of(drawn(draw))
    assert [text for text in texts(blocks) if text.startswith("AC")] == [
        f"AC 1.{number}" for number in range(1, 6)
    ]
    assert texts(blocks, "footer") == ["1"]


def test_what_was_typed_into_form_fields_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Your name:")
        canvas.acroForm.textfield(name="n", value="Lee B", x=150, y=690, width=200, height=24)

    assert "Lee B" in " ".join(texts(blocks_of(drawn(draw))))


def log_rows(count: int) -> list[list[str]]:
    rows = [["Date", "Length", "What we talked about"]]
    return rows + [[f"{i:02d}/03/2024", f"{i} hours", prose(i, 2)] for i in range(1, count + 1)]


def log_table(rows: list[list[str]], *, repeat: int = 0) -> Table:
    cells = [[Paragraph(cell, SMALL) for cell in row] for row in rows]
    return Table(cells, colWidths=[70, 60, 300], repeatRows=repeat, style=GRID)


@pytest.mark.parametrize("repeat", [0, 1])
def test_a_table_over_two_pages_is_one_table(repeat: int) -> None:
    rows = log_rows(28)
    story = [Paragraph(prose(0), PLAIN), log_table(rows, repeat=repeat), Paragraph(prose(1), PLAIN)]
    blocks, _, pages = read_pdf(pdf_of(story), "log.pdf")
    found = [block for block in blocks if block.kind == "row"]
    assert pages == 2
    assert [list(block.cells) for block in found] == rows
    assert [block.header for block in found] == [True] + [False] * 28
    assert {block.table for block in found} == {0}
    assert [block.row for block in found] == list(range(29))
    assert texts(blocks)[0] == prose(0) and texts(blocks)[-1] == prose(1)


def test_a_row_cut_by_the_page_end_is_mended() -> None:
    long = [["Date", "Notes"], ["12/01/2024", prose(0, 20)], ["19/01/2024", prose(1, 30)]]
    cells = [[Paragraph(cell, SMALL) for cell in row] for row in long]
    table = Table(cells, colWidths=[70, 180], style=GRID, splitInRow=1)
    blocks, _, pages = read_pdf(pdf_of([table]), "log.pdf")
    assert pages > 1
    assert [list(b.cells) for b in blocks] == long


def test_a_form_whose_boxes_hold_prose_is_read_as_prose() -> None:
    answers = [prose(0, 8), prose(1, 9), prose(2, 8)]
    rows = [[f"AC 1.{i}", text] for i, text in enumerate(answers, 1)]
    cells = [[Paragraph(cell, PLAIN) for cell in row] for row in rows]
    blocks = blocks_of(pdf_of([Table(cells, colWidths=[60, 380], style=GRID)]))
    assert [block.text for block in blocks] == [text for row in rows for text in row]
    assert {block.kind for block in blocks} == {"paragraph"}


def test_two_tables_with_a_heading_between_stay_two() -> None:
    story = [log_table(log_rows(2)), Paragraph("Client B", BOLD), log_table(log_rows(3))]
    rows = [block for block in blocks_of(pdf_of(story)) if block.kind == "row"]
    assert [block.table for block in rows] == [0, 0, 0, 1, 1, 1, 1]


def test_aligned_columns_without_rules_are_a_table() -> None:
    rows = [
        ["Date", "Hours", "Client"],
        ["12 Jan", "1.5", "A"],
        ["19 Jan", "2", "B"],
        ["2 Feb", "1", "A"],
    ]
    table = Table(rows, colWidths=[90, 90, 120])
    story = [
        Paragraph(prose(0), PLAIN),
        Spacer(1, 12),
        table,
        Spacer(1, 12),
        Paragraph(prose(1), PLAIN),
    ]
    blocks = blocks_of(pdf_of(story))
    assert [list(b.cells) for b in blocks if b.kind == "row"] == rows
    assert [b.text for b in blocks if b.kind != "row"] == [prose(0), prose(1)]


def test_hanging_references_come_out_one_an_entry() -> None:
    entries = [
        f"Author{i}, A. and Other, B. (20{i:02d}) A rather long title about coaching managers who "
        f"have little time for it. {i}th edn. London: A Press of Some Length and a Name."
        for i in range(10, 40)
    ]
    data = pdf_of([Paragraph("References", TITLE), *(Paragraph(e, ENTRY) for e in entries)])
    assert texts(blocks_of(data)) == ["References", *entries]


def lines_pdf(lines: Sequence[str]) -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 11)
        for number, line in enumerate(lines):
            canvas.drawString(72, 760 - 14 * number, line)

    return drawn(draw)


def test_words_broken_at_line_ends_are_joined_and_compounds_keep_their_hyphen() -> None:
    lines = [
        "The organisation asked for a review of how its mana-",
        "gers coach, and the self-",
        "awareness that they show. Every manager in the organ-",
        "isation took part. A target-driven review of all of our man-",
        "agers was the wish of the board, so a long target-",
        "driven talk came of it in the end.",
    ]
    read = " ".join(texts(blocks_of(lines_pdf(lines))))
    assert "managers coach" in read and "organisation took" in read
    assert "self-awareness" in read and "long target-driven" in read


def test_grey_type_is_told_from_black() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.6)
        canvas.drawString(72, 700, "Type your answer here in no more than 300 words")
        canvas.setFillGray(0)
        canvas.drawString(72, 600, "I asked my own manager first.")

    assert [block.look.grey for block in blocks_of(drawn(draw))] == [True, False]


def test_smaller_lines_at_the_foot_are_footnotes() -> None:
    def note(canvas: Canvas, doc: Any) -> None:
        if doc.page == 1:
            canvas.setFont("Times-Roman", 8)
            canvas.drawString(72, 70, "1 Figures from the staff survey of 2023.")

    blocks = blocks_of(pdf_of([Paragraph(prose(i, 6), PLAIN) for i in range(14)], on_page=note))
    assert texts(blocks, "footnote") == ["1 Figures from the staff survey of 2023."]
    assert texts(blocks) == [prose(i, 6) for i in range(14)]


def test_a_landscape_page_turned_by_its_rotation_is_read_upright() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        for number in range(3):
            canvas.drawString(72, 500 - 40 * number, f"Line {number} of a wide page, read across.")

    expected = [f"Line {n} of a wide page, read across." for n in range(3)]
    assert texts(blocks_of(drawn(draw))) == expected


def picture(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "white")), 72, 400, 300, 300)


def test_a_scan_is_named_as_one() -> None:
    with pytest.raises(NoText, match=r"scan\.pdf: no text layer") as caught:
        read_pdf(drawn(picture), "scan.pdf")
    assert "OCR" in caught.value.hint


def test_a_page_that_is_only_a_picture_is_warned_of() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "The log is on the next page.")
        canvas.showPage()
        picture(canvas)

    _, warnings, pages = read_pdf(drawn(draw), "log.pdf")
    assert pages == 2
    assert [warning.code for warning in warnings] == ["page-without-text"]
    assert "page 2" in warnings[0].message


def text_page(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "I kept a log of every session.")


def test_a_password_locks_the_file_unless_it_is_empty() -> None:
    locked = drawn(text_page, encrypt=StandardEncryption("secret", ownerPassword="own"))
    with pytest.raises(LockedFile, match=r"locked\.pdf"):
        read_pdf(locked, "locked.pdf")
    opens = drawn(text_page, encrypt=StandardEncryption("", ownerPassword="own"))
    assert texts(blocks_of(opens)) == ["I kept a log of every session."]


def test_an_encrypted_file_without_text_is_told_as_encrypted() -> None:
    scan = drawn(picture, encrypt=StandardEncryption("", ownerPassword="own"))
    with pytest.raises(LockedFile, match=r"scan\.pdf: is encrypted") as caught:
        read_pdf(scan, "scan.pdf")
    assert "OCR" in caught.value.hint
    assert "without protection" in caught.value.hint


def test_bad_files_say_what_is_wrong_and_never_crash() -> None:
    with pytest.raises(UnsupportedFormat, match="notes"):
        read_pdf(b"only words", "notes.pdf")
    with pytest.raises(ReadError, match="broken"):
        read_pdf(b"%PDF-1.7\nnothing more", "broken.pdf")


def test_a_page_of_more_characters_than_paper_holds_is_refused() -> None:
    def draw(canvas: Canvas) -> None:
        for line in range(LIMITS.page_characters // 1000 + 1):
            canvas.setFont("Helvetica", 0.5)
            canvas.drawString(72, 800 - 5 * line, "x" * 1000)

    most = f"{LIMITS.page_characters:,}"
    with pytest.raises(ReadError, match=rf"log\.pdf: is too long: page 1 holds more than {most}"):
        read_pdf(drawn(draw), "log.pdf")


@pytest.mark.parametrize("line", ["a" * 60_000, "a" + " " * 60_000 + "b", "-" * 60_000])
def test_a_line_without_an_end_is_read_in_linear_time(line: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, line)

    start = time.perf_counter()
    assert blocks_of(drawn(draw))
    assert time.perf_counter() - start < 12  # a second here; minutes when it was quadratic


def test_too_many_pages_are_refused() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(LIMITS.pages + 1):
            canvas.drawString(72, 700, "x")
            canvas.showPage()

    with pytest.raises(ReadError, match=str(LIMITS.pages)):
        read_pdf(drawn(draw), "long.pdf")


def test_the_same_bytes_give_the_same_blocks() -> None:
    data = pdf_of([Paragraph(prose(0), PLAIN), log_table(log_rows(4))])
    assert read_pdf(data, "a.pdf") == read_pdf(data, "a.pdf")


def same(text: str) -> str:
    quotes = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
    return re.sub(r"\s+", " ", str(text).translate(quotes)).strip()


def gold_units(blocks: list[dict[str, Any]]) -> list[str]:
    units: list[str] = []
    for block in blocks:
        if block["type"] == "table":
            units += [" | ".join(same(cell) for cell in row) for row in block["rows"]]
        else:
            units += [same(text) for text in block.get("items", [block.get("text")])]
    return [unit.rstrip(" |") for unit in units]


@pytest.mark.skipif(not LABELLED, reason="the labelled assignments of ../shared are not here")
@pytest.mark.parametrize("name", LABELLED)
def test_labelled_assignments_come_out_block_by_block(name: str) -> None:
    gold = yaml.safe_load((ASSIGNMENTS / f"{name}.yaml").read_text("utf-8"))
    data = (ASSIGNMENTS / f"{name}.pdf").read_bytes()
    read = {same(block.text).rstrip(" |") for block in blocks_of(data)}
    units = gold_units(gold["blocks"])
    found = sum(unit in read for unit in units)
    assert found / len(units) >= 0.97
