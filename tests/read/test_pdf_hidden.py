"""PDFs with text that no reader of the page sees: it is left out, and told of where it stands."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from premark.errors import NoText
from premark.read.pdf.document import read_pdf
from premark.types.document import Block, Concealed, Warning_

SEEN = "The manager met each supervisor once a fortnight and kept notes."
AFTER = "Trust grew slowly because two earlier schemes had been dropped."
SECRET = "Nobody who looks at the page can read this line of words."


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def read(hide: Callable[[Canvas], None]) -> tuple[list[Block], list[Warning_]]:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SEEN)
        canvas.saveState()
        hide(canvas)
        canvas.restoreState()
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 500, AFTER)

    blocks, warnings, _ = read_pdf(drawn(draw), "essay.pdf")
    return blocks, warnings


def unpainted(canvas: Canvas) -> None:
    text = canvas.beginText(72, 600)
    text.setTextRenderMode(3)
    text.textLine(SECRET)
    canvas.drawText(text)


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 0.98)
    canvas.drawString(72, 600, SECRET)


def on_its_own_tone(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.3, 0.6)
    canvas.rect(60, 590, 450, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(0.11, 0.31, 0.6)
    canvas.drawString(72, 600, SECRET)


def one_point(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 1)
    canvas.drawString(72, 600, SECRET)


def scaled_down(canvas: Canvas) -> None:
    canvas.scale(0.1, 0.1)
    canvas.drawString(720, 6000, SECRET)


def off_the_page(canvas: Canvas) -> None:
    canvas.drawString(72, -40, SECRET)


def beside_the_page(canvas: Canvas) -> None:
    canvas.drawString(900, 600, SECRET)


def behind_a_shape(canvas: Canvas) -> None:
    canvas.drawString(72, 600, SECRET)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(60, 590, 450, 30, stroke=0, fill=1)


def behind_a_picture(canvas: Canvas) -> None:
    canvas.drawString(72, 600, SECRET)
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 10), "lightgrey")), 60, 590, 450, 30)


def clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(0, 0, 5, 5)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(72, 600, SECRET)


def see_through(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(72, 600, SECRET)


@pytest.mark.parametrize(
    ("hide", "kind"),
    [
        (unpainted, "invisible"),
        (see_through, "invisible"),
        (white, "colour"),
        (on_its_own_tone, "colour"),
        (one_point, "tiny"),
        (scaled_down, "tiny"),
        (off_the_page, "off_page"),
        (beside_the_page, "off_page"),
        (behind_a_shape, "behind"),
        (behind_a_picture, "behind"),
        (clipped, "clipped"),
    ],
)
def test_what_no_reader_sees_is_left_out_and_told(
    hide: Callable[[Canvas], None], kind: str
) -> None:
    blocks, _ = read(hide)
    assert [block.text for block in blocks] == [SEEN, AFTER]
    assert [c for block in blocks for c in block.concealed] == [Concealed(kind=kind, text=SECRET)]
    assert blocks[1].concealed  # it stood before the last line


def white_on_dark(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.4)
    canvas.rect(60, 590, 450, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 600, SECRET)


def white_on_a_thick_line(canvas: Canvas) -> None:
    canvas.setLineWidth(30)
    canvas.line(60, 605, 540, 605)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 600, SECRET)


def white_on_a_picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 10), "navy")), 60, 590, 450, 30)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 600, SECRET)


def under_a_thin_wash(canvas: Canvas) -> None:
    canvas.drawString(72, 600, SECRET)
    canvas.setFillColorRGB(1, 1, 0)
    canvas.setFillAlpha(0.3)
    canvas.rect(60, 590, 450, 30, stroke=0, fill=1)


def small_print(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 5)
    canvas.drawString(72, 600, SECRET)


def pale(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.8, 0.8, 0.8)
    canvas.drawString(72, 600, SECRET)


def inside_its_clip(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(60, 580, 480, 40)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(72, 600, SECRET)


@pytest.mark.parametrize(
    "show",
    [white_on_dark, white_on_a_thick_line, white_on_a_picture, under_a_thin_wash, small_print,
     pale, inside_its_clip],
)  # fmt: skip
def test_what_a_reader_can_see_is_kept(show: Callable[[Canvas], None]) -> None:
    blocks, _ = read(show)
    assert [block.text for block in blocks] == [SEEN, SECRET, AFTER]
    assert not any(block.concealed for block in blocks)


def scan_of(lines: list[str]) -> ImageReader:
    picture = Image.new("L", (1190, 1684), 255)
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        pen.text((144, 200 + 60 * row), line, fill=0, font_size=24)
    return ImageReader(picture)


def layer(canvas: Canvas, lines: list[str], mode: int) -> None:
    for row, line in enumerate(lines):
        text = canvas.beginText(72, A4[1] - 112 - 30 * row)
        text.setTextRenderMode(mode)
        text.textLine(line)
        canvas.drawText(text)


@pytest.mark.parametrize("over", [True, False])
def test_the_layer_that_ocr_puts_on_a_scan_is_its_text_and_told(over: bool) -> None:
    def draw(canvas: Canvas) -> None:
        if not over:
            layer(canvas, [SEEN, AFTER], 0)
        canvas.drawImage(scan_of([SEEN, AFTER]), 0, 0, *A4)
        if over:
            layer(canvas, [SEEN, AFTER], 3)

    blocks, warnings, _ = read_pdf(drawn(draw), "scan.pdf")
    assert " ".join(block.text for block in blocks) == f"{SEEN} {AFTER}"
    assert not any(block.concealed for block in blocks)
    assert [w.code for w in warnings] == ["ocr-layer"]
    assert "page 1" in warnings[0].message


def test_words_laid_over_an_empty_picture_are_no_ocr_layer() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(scan_of([]), 0, 0, *A4)
        layer(canvas, [SEEN, AFTER], 3)

    with pytest.raises(NoText, match=r"scan\.pdf: none of its text is seen"):
        read_pdf(drawn(draw), "scan.pdf")


def test_unpainted_words_on_a_page_with_words_of_its_own_are_concealed() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(scan_of([SECRET]), 0, 0, *A4)
        layer(canvas, [SEEN] * 9, 0)
        layer(canvas, [SECRET], 3)

    blocks, warnings, _ = read_pdf(drawn(draw), "mixed.pdf")
    assert [c.text for block in blocks for c in block.concealed] == [SECRET]
    assert not warnings


def test_what_is_hidden_after_the_last_words_goes_to_the_last_block() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SEEN)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 300, SECRET)

    blocks, _, _ = read_pdf(drawn(draw), "end.pdf")
    assert [block.concealed for block in blocks] == [(Concealed(kind="colour", text=SECRET),)]


def test_a_long_hidden_text_is_kept_in_pieces_of_two_hundred() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SEEN)
        canvas.setFillColorRGB(1, 1, 1)
        for row in range(12):
            canvas.drawString(72, 600 - 20 * row, SECRET)

    blocks, _, _ = read_pdf(drawn(draw), "long.pdf")
    pieces = blocks[-1].concealed
    assert all(len(piece.text) <= 200 for piece in pieces)
    assert " ".join(piece.text for piece in pieces) == " ".join([SECRET] * 12)


def test_a_page_with_too_large_a_picture_is_not_drawn_to_see_what_is_hidden(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(*_: object) -> frozenset[int]:
        raise AssertionError("the page was drawn")

    monkeypatch.setattr("premark.read.pdf.hidden.MOST_PIXELS", -1)
    monkeypatch.setattr("premark.read.pdf.hidden.unmarking", none)
    blocks, _ = read(behind_a_shape)
    assert [c.kind for block in blocks for c in block.concealed] == ["behind"]
    blocks, _ = read(clipped)
    assert not any(block.concealed for block in blocks)
