"""PDFs whose streams unpack to gigabytes are refused before anything opens them."""

from __future__ import annotations

import io
import time
import zlib
from base64 import a85encode

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from premark.errors import ReadError
from premark.read.pdf.document import read_pdf
from premark.read.pdf.streams import refuse_bombs
from premark.types.limits import LIMITS

MOST_STREAM = int(LIMITS.stream_mb * 1_000_000)
OVER = MOST_STREAM + 1_000_000


def pdf_with(stream: bytes, entries: str) -> bytes:
    """A page whose content is this stream; its objects are found without a table."""
    parts = [
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\n",
        b"endobj\n",
        f"4 0 obj\n<< {entries} /Length {len(stream)} >>\nstream\n".encode(),
        stream,
        b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n",
    ]
    return b"".join(parts)


def deflated(size: int, layers: int) -> bytes:
    packer = zlib.compressobj(9)
    blank = b" " * 1_000_000
    data = b"".join(packer.compress(blank) for _ in range(size // len(blank)))
    data += packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return data


@pytest.mark.parametrize(("layers", "filters"), [
    (1, "/FlateDecode"),
    (1, "/Fl"),
    (2, "[/FlateDecode /FlateDecode]"),
    (3, "[/FlateDecode/FlateDecode /Fl]"),
    (2, "9 0 R"),
])  # fmt: skip
def test_a_stream_that_unpacks_too_far_is_refused_with_the_figure(
    layers: int, filters: str
) -> None:
    data = pdf_with(deflated(OVER, layers), f"/Filter {filters}")
    assert len(data) < 200_000
    with pytest.raises(ReadError, match=rf"bomb\.pdf: .* {MOST_STREAM // 1_000_000} MB") as caught:
        read_pdf(data, "bomb.pdf")
    assert caught.value.hint


def test_a_bomb_in_printable_letters_is_refused_too() -> None:
    packed = a85encode(deflated(OVER, 1)) + b"~>"
    with pytest.raises(ReadError, match="unpacks"):
        refuse_bombs(pdf_with(packed, "/Filter [/ASCII85Decode /FlateDecode]"), "bomb.pdf")
    packed = deflated(OVER, 1).hex().encode() + b">"
    with pytest.raises(ReadError, match="unpacks"):
        refuse_bombs(pdf_with(packed, "/Filter [/ASCIIHexDecode /FlateDecode]"), "bomb.pdf")


@pytest.mark.parametrize("ending", [b"0>", b"", b"0", b"\0>"])
def test_a_bomb_in_hex_is_refused_however_its_letters_end(ending: bytes) -> None:
    packed = deflated(OVER, 1).hex().encode() + ending
    with pytest.raises(ReadError, match=r"bomb\.pdf"):
        refuse_bombs(pdf_with(packed, "/Filter [/ASCIIHexDecode /FlateDecode]"), "bomb.pdf")


def test_many_streams_are_refused_by_their_sum() -> None:
    one = pdf_with(deflated(MOST_STREAM - 1_000_000, 1), "/Filter /FlateDecode")
    refuse_bombs(one, "one.pdf")
    with pytest.raises(ReadError, match="together"):
        refuse_bombs(one * 8, "many.pdf")


def test_a_large_picture_is_no_bomb() -> None:
    entries = "/Subtype /Image /Width 8000 /Height 5000 /Filter /FlateDecode"
    refuse_bombs(pdf_with(deflated(OVER, 1), entries), "picture.pdf")


@pytest.mark.parametrize("data", [
    b"",
    b"stream\n",
    b"stream\r\nx",
    b"<< /Filter /FlateDecode >>\nstream\nx\x9cnot deflated at all",
    b"<< /Filter [/ASCII85Decode /FlateDecode] >>\nstream\n\xff\xfe not letters",
    b"<< /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\nzz>",
])  # fmt: skip
def test_what_is_no_stream_is_left_to_the_reader(data: bytes) -> None:
    refuse_bombs(data, "odd.pdf")


def test_an_ordinary_pdf_of_thirty_pages_is_hardly_slowed() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in range(30):
        for line in range(45):
            canvas.drawString(70, 780 - 15 * line, f"Page {page} line {line} of the essay " * 3)
        canvas.showPage()
    canvas.save()
    data = buffer.getvalue()
    start = time.perf_counter()
    refuse_bombs(data, "essay.pdf")
    assert time.perf_counter() - start < 0.25  # 20 ms on the machine that it was written on
