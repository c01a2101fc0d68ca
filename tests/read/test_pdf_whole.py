"""PDFs that are broken, huge, locked or more than pages: each gets its own reason or warning."""

from __future__ import annotations

import io
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from premark.errors import DamagedFile, NoText, ScanOnly, TooLarge, TooLong, UnsupportedFormat
from premark.read.pdf.compare import compared, sampled_pages
from premark.read.pdf.document import read_pdf
from premark.read.pdf.ocr import Heard, contradicted, tesseract
from premark.read.pdf.pages import read_ink
from premark.read.pdf.second import Sample, samples
from premark.types.limits import LIMITS

LINES = [
    "The manager met each supervisor once a fortnight and kept notes.",
    "Trust grew slowly because two earlier schemes had been dropped.",
    "Questions worked better than advice in the first few meetings.",
]


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def essay(pages: int = 3) -> bytes:
    def draw(canvas: Canvas) -> None:
        for number in range(pages):
            canvas.drawString(72, 700, f"{LINES[number % 3]} This was week {number + 1}.")
            canvas.showPage()

    return drawn(draw, pageCompression=1)


def by_hand(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """Objects numbered from 1, the first of them the catalogue, with a sound index."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, trailer, start,
    )  # fmt: skip
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


WORDS = b"BT /F1 12 Tf 72 700 Td (%b) Tj ET" % LINES[0].encode()
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def one_page(
    *, catalog: bytes = b"", page: bytes = b"", content: bytes = WORDS, more: Sequence[bytes] = ()
) -> bytes:
    """A page of hand-made commands; `more` objects are numbered from 6."""
    return by_hand([
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> %b >>" % page,
        stream(content),
        FONT,
        *more,
    ])  # fmt: skip


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_pdf(data, "essay.pdf")[0]]


def codes(data: bytes) -> list[str]:
    return [warning.code for warning in read_pdf(data, "essay.pdf")[1]]


def test_a_sound_file_has_no_warning() -> None:
    assert codes(essay()) == []
    assert codes(one_page()) == []


def test_one_page_over_and_over_is_text_and_no_running_header() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(6):
            for row, line in enumerate(LINES):
                canvas.drawString(72, 700 - 40 * row, line)
            canvas.showPage()

    blocks = read_pdf(drawn(draw), "essay.pdf")[0]
    assert {block.part for block in blocks} == {"body"}
    assert " ".join(block.text for block in blocks).count(LINES[2]) == 6


@pytest.mark.parametrize(("data", "said"), [(b"", "0 bytes"), (b"\0" * 900, "all of them blank")])
def test_an_empty_file_is_told_as_empty(data: bytes, said: str) -> None:
    with pytest.raises(NoText, match=rf"essay\.pdf: the file is empty .*{said}"):
        read_pdf(data, "essay.pdf")


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"<!DOCTYPE html><p>Not found", "a web page"), (b"\xff\xd8\xff\xe0", "a JPEG picture"),
     (b"PK\x03\x04 word", "an Office file"), (b"{\\rtf1 Hello", "a rich text file")],
)  # fmt: skip
def test_another_kind_of_file_is_named(start: bytes, kind: str) -> None:
    with pytest.raises(UnsupportedFormat, match=kind):
        read_pdf(start + b" " * 50 + b"x", "essay.pdf")


@pytest.mark.parametrize("length", [10, 1900, 40_000])
def test_what_stands_before_the_pdf_is_passed_over(length: int) -> None:
    data = b"--boundary junk\r\n".ljust(length, b"x") + essay()
    assert texts(data) == texts(essay())
    assert codes(data) == (["leading-junk"] if length > 1024 else [])


def test_a_file_that_was_cut_short_gives_the_pages_that_are_in_it() -> None:
    data = essay(6)
    cut = data[: data.rindex(b"\nstream")]
    blocks, warnings, _ = read_pdf(cut, "essay.pdf")
    read = " ".join(block.text for block in blocks)
    assert " ".join(texts(data)).startswith(read) and read.endswith("week 5.")
    assert [w.code for w in warnings] == ["salvaged", "page-unreadable"]
    assert "cut short" in warnings[0].message
    assert "5 of 6 pages were read; page 6 holds damage" in warnings[1].message


def test_a_file_cut_before_its_words_is_no_scan() -> None:
    data = essay(6)
    with pytest.raises(DamagedFile, match="cut short"):
        read_pdf(data[: data.rindex(b"/Type /Pages")], "essay.pdf")


def test_pages_packed_in_object_streams_are_found_too() -> None:
    page = b"<< /Type /Page /MediaBox [0 0 595 842] /Contents 4 0 R "
    page += b"/Resources << /Font << /F1 5 0 R >> >> >>"
    packed = b"3 0 5 120 " + page.ljust(120) + FONT
    body = zlib.compress(packed)
    data = b"%PDF-1.5\n4 0 obj\n" + stream(WORDS) + b"\nendobj\n9 0 obj\n"
    data += stream(body, b"/Type /ObjStm /N 2 /First 10 /Filter /FlateDecode") + b"\nendobj\n"
    assert texts(data) == LINES[:1]
    assert codes(data) == ["salvaged"]


def test_a_file_without_a_page_is_told_as_damaged() -> None:
    with pytest.raises(DamagedFile, match="cut short"):
        read_pdf(essay()[:300], "essay.pdf")
    with pytest.raises(DamagedFile, match="damaged"):
        read_pdf(b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"%%EOF", "essay.pdf")


def test_a_damaged_index_is_told_and_the_text_is_read() -> None:
    data = re.sub(rb"startxref\n\d+", b"startxref\n77", essay())
    assert texts(data) == texts(essay())
    assert codes(data) == ["index-damaged"]


def test_a_page_that_is_damaged_is_named_and_the_others_are_read() -> None:
    data = essay(4)
    pages = [m.start() for m in re.finditer(rb"/Type /Page\b", data)]
    broken = data[: pages[1]] + b"/Type /Fork" + data[pages[1] + 11 :]
    blocks, warnings, count = read_pdf(broken, "essay.pdf")
    assert re.findall(r"week (\d)", " ".join(b.text for b in blocks)) == ["1", "3", "4"]
    assert count == 4
    assert [w.code for w in warnings] == ["page-unreadable"]
    assert "3 of 4 pages were read; page 2 holds damage" in warnings[0].message


def test_a_page_tree_deeper_than_any_is_walked_round() -> None:
    deep = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for number in range(2, 3000):
        deep.append(b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (number + 1))
    deep.append(
        b"<< /Type /Page /MediaBox [0 0 595 842] /Contents 3001 0 R "
        b"/Resources << /Font << /F1 3002 0 R >> >> >>"
    )
    assert texts(by_hand([*deep, stream(WORDS), FONT])) == LINES[:1]


@pytest.mark.parametrize("side", [b"1000000000", b"1e12", b"99999999999999999999"])
def test_a_page_as_wide_as_a_country_is_read(side: bytes) -> None:
    data = one_page().replace(b"[0 0 595 842]", b"[0 0 %b %b]" % (side, side))
    assert texts(data) == LINES[:1]


def test_too_many_pages_are_refused_with_both_figures() -> None:
    few = LIMITS.model_copy(update={"pages": 5})
    with pytest.raises(TooLong, match=r"essay\.pdf: .* says it has 6 pages; at most 5"):
        read_pdf(essay(6), "essay.pdf", limits=few)


def test_too_many_characters_are_refused_with_the_figure() -> None:
    few = LIMITS.model_copy(update={"characters": 100})
    with pytest.raises(TooLong, match="holds more than 100 characters"):
        read_pdf(essay(3), "essay.pdf", limits=few)


def test_pages_that_would_take_too_long_are_named_as_unread() -> None:
    short = LIMITS.model_copy(update={"processor_seconds": 1e-9, "page_processor_seconds": 1e-9})
    blocks, warnings, count = read_pdf(essay(5), "essay.pdf", limits=short)
    assert [b.page for b in blocks] == [1] and count == 5
    assert [w.code for w in warnings] == ["pages-unread"]
    assert "pages 1 to 1 of 5 were read" in warnings[0].message


def lzw(count: int) -> bytes:
    """LZW codes for very many blanks: each code after the first names the entry just made."""
    codes_, width, bits, out = [256, 32], 9, 0, bytearray()
    held, table = 0, 258
    for _ in range(count):
        codes_.append(table)
        table += 1
        if table == 4094:
            codes_ += [256, 32]
            table = 258
    entries = 258
    fresh = True
    for code in [*codes_, 257]:
        held, bits = held << width | code, bits + width
        while bits >= 8:
            bits -= 8
            out.append(held >> bits & 255)
        held &= (1 << bits) - 1
        if code == 256:
            entries, width, fresh = 258, 9, True
        else:
            entries += 0 if fresh else 1
            fresh = False
            width = min(12, max(9, (entries + 1).bit_length()))
    return bytes(out) + bytes([held << (8 - bits) & 255])


def bomb(data: bytes, entries: bytes) -> bytes:
    return by_hand([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream(data, entries),
    ])  # fmt: skip


def test_a_bomb_of_lzw_is_refused() -> None:
    data = bomb(lzw(30_000), b"/Filter /LZWDecode")
    assert len(data) < 60_000
    with pytest.raises(TooLarge, match="one of its streams unpacks to over 10 MB"):
        read_pdf(data, "essay.pdf")
    small = bomb(lzw(20), b"/Filter /LZWDecode")
    with pytest.raises(NoText):
        read_pdf(small, "essay.pdf")


def test_a_bomb_of_run_lengths_in_deflate_is_refused() -> None:
    packed = zlib.compress(b"\x81 " * 120_000)
    with pytest.raises(TooLarge, match="over 10 MB"):
        read_pdf(bomb(packed, b"/Filter [/FlateDecode /RunLengthDecode]"), "essay.pdf")


def test_a_page_that_calls_its_commands_a_picture_is_weighed_all_the_same() -> None:
    packed = zlib.compress(b" " * 11_000_000, 9)
    with pytest.raises(TooLarge, match="over 10 MB"):
        read_pdf(bomb(packed, b"/Subtype /Image /Filter /FlateDecode"), "essay.pdf")


def test_a_filter_with_a_disguised_name_is_weighed_all_the_same() -> None:
    with pytest.raises(TooLarge, match="over 10 MB"):
        read_pdf(bomb(lzw(30_000), b"/Filter /LZW#44ecode"), "essay.pdf")


def test_one_stream_named_a_thousand_times_by_a_page_is_refused() -> None:
    data = one_page(content=WORDS + b" " * 90_000)
    data = data.replace(b"/Contents 4 0 R", b"/Contents [" + b"4 0 R " * 1000 + b"]")
    with pytest.raises(TooLarge, match="one page has 90 MB of drawing commands"):
        read_pdf(data, "essay.pdf")


def test_streams_that_stand_in_one_another_are_refused_in_a_moment() -> None:
    data = b"%PDF-1.5\n" + b"1 0 obj\n<< >>\nstream\n" * 50_000 + b"endstream"
    with pytest.raises(TooLarge, match="stand in one another"):
        read_pdf(data, "essay.pdf")


def drawings(levels: int, times: int) -> bytes:
    """Drawings that each draw the next so many times; the last one shows words."""
    made = []
    for level in range(levels):
        last = level == levels - 1
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %b >>" % (
            b"/Font << /F1 5 0 R >>" if last else b"/XObject << /X %d 0 R >>" % (7 + level)
        )
        made.append(stream(WORDS if last else b"/X Do " * times, entries))
    page = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>"
    return one_page(page=page, content=b"/X Do", more=made)


def test_drawings_that_draw_one_another_a_billion_times_are_refused() -> None:
    with pytest.raises(TooLarge, match="draw one another over 200,000 times"):
        read_pdf(drawings(11, 10), "essay.pdf")
    assert texts(drawings(4, 1)) == LINES[:1]


def test_a_drawing_that_draws_itself_is_refused() -> None:
    data = drawings(2, 3).replace(b"/X 7 0 R", b"/X 6 0 R")
    with pytest.raises(TooLarge, match="draw one another"):
        read_pdf(data, "essay.pdf")


def test_scripts_launches_and_attachments_are_told_and_never_run() -> None:
    catalog = b"/OpenAction << /S /Java#53cript /JS (app.alert\\(1\\)) >> /AA << /WC 6 0 R >>"
    more = [b"<< /S /Launch /F (cmd.exe) >>"]
    names = b" /Names << /EmbeddedFiles << /Names [(run.exe) 7 0 R] >> >>"
    spec = [b"<< /Type /Filespec /F (run.exe) /EF << /F 8 0 R >> >>", stream(b"MZ")]
    data = one_page(catalog=catalog + names, more=[*more, *spec])
    blocks, warnings, _ = read_pdf(data, "essay.pdf")
    assert [b.text for b in blocks] == LINES[:1]
    assert [w.code for w in warnings] == ["active-content", "attachments-unread"]
    assert "JavaScript" in warnings[0].message and "starts a program" in warnings[0].message


def portfolio(content: bytes) -> bytes:
    names = b"/Collection << /View /D >> /Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>"
    spec = [b"<< /Type /Filespec /F (essay.docx) /EF << /F 7 0 R >> >>", stream(b"PK")]
    return one_page(catalog=names, content=content, more=spec)


def test_a_portfolio_says_that_its_text_is_in_attachments() -> None:
    assert codes(portfolio(WORDS)) == ["portfolio"]
    with pytest.raises(NoText, match="portfolio: its text is in attached files"):
        read_pdf(portfolio(b" "), "essay.pdf")


def test_an_xfa_form_says_that_its_answers_may_be_unread() -> None:
    form = b"/AcroForm << /Fields [] /XFA 6 0 R >>"
    xdp = stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    assert "xfa-form" in codes(one_page(catalog=form, more=[xdp]))
    with pytest.raises(NoText, match="XFA form"):
        read_pdf(one_page(catalog=form, content=b" ", more=[xdp]), "essay.pdf")


def form(value: bytes, extra: bytes = b"") -> bytes:
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (answer) /Rect [72 500 500 560] "
    field += b"/Ff 4096 /V (%b) /DA (/F1 12 Tf 0 g) /P 3 0 R %b >>" % (value, extra)
    catalog = b"/AcroForm << /Fields [6 0 R] /DR << /Font << /F1 5 0 R >> >> >>"
    return one_page(catalog=catalog, page=b"/Annots [6 0 R]", more=[field])


def test_words_typed_in_a_field_that_was_never_drawn_are_read() -> None:
    answer = b"I asked open questions and waited for her answers."
    found = read_pdf(form(answer), "form.pdf")[0]
    assert [b.text for b in found] == [LINES[0], answer.decode()]
    assert [b.index for b in found] == [0, 1]


def test_several_lines_typed_in_a_field_are_paragraphs() -> None:
    found = texts(form(b"First we met.\\rThen we talked."))
    assert " ".join(found[1:]) == "First we met. Then we talked."


def test_an_open_note_on_the_page_is_read_and_a_pinned_comment_is_named() -> None:
    open_note = b"<< /Type /Annot /Subtype /FreeText /Rect [72 400 500 460] /Contents (%b) >>"
    pinned = b"<< /Type /Annot /Subtype /Text /Rect [72 300 90 320] /Contents (Well put.) >>"
    data = one_page(
        page=b"/Annots [6 0 R 7 0 R]", more=[open_note % LINES[1].encode(), pinned]
    )
    blocks, warnings, _ = read_pdf(data, "essay.pdf")
    assert [b.text for b in blocks] == LINES[:2]
    assert [w.code for w in warnings] == ["comments-unread"]
    assert "1 comment(s) pinned to page 1" in warnings[0].message


def test_thousands_of_annotations_are_bounded_and_told() -> None:
    link = b"<< /Type /Annot /Subtype /Text /Rect [0 0 1 1] /Contents (x) >>"
    data = one_page(page=b"/Annots [" + b"6 0 R " * 2500 + b"]", more=[link])
    assert "annotations-unread" in codes(data)


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
    canvas.showPage()


def test_a_scan_says_ocr_first_and_pages_without_text_are_named() -> None:
    with pytest.raises(ScanOnly, match=r"essay\.pdf: no text layer") as caught:
        read_pdf(drawn(picture), "essay.pdf")
    assert "OCR it first" in caught.value.hint

    def mixed(canvas: Canvas) -> None:
        canvas.drawString(72, 700, LINES[0])
        canvas.showPage()
        picture(canvas)
        picture(canvas)

    warnings = read_pdf(drawn(mixed), "essay.pdf")[1]
    assert [w.code for w in warnings] == ["page-without-text"]
    assert "pages 2, 3 hold only a picture" in warnings[0].message


def test_two_extractors_agree_on_an_ordinary_file() -> None:
    pages = read_ink(essay(9), "essay.pdf").pages
    numbers = sampled_pages(pages)
    assert numbers == [1, 5, 9]
    heard = samples(essay(9), numbers, most=400)
    assert sorted(heard) == numbers
    assert compared(pages, essay(9), "essay.pdf") == []


def test_readings_that_differ_are_told_with_the_page_and_the_share() -> None:
    pages = read_ink(essay(9), "essay.pdf").pages
    letters = Counter("".join(glyph.char for glyph in pages[4].glyphs).replace("e", "z"))

    def second(data: bytes, numbers: Sequence[int]) -> dict[int, Sample]:
        return {5: Sample(letters, 0, whole=True)}

    (warning,) = compared(pages, b"", "essay.pdf", second=second)
    assert warning.code == "readings-differ" and "page 5 differ in" in warning.message


def test_a_tenth_or_less_of_difference_is_not_told() -> None:
    pages = read_ink(essay(9), "essay.pdf").pages
    letters = Counter("".join(glyph.char for glyph in pages[4].glyphs)) + Counter("zz")

    def second(data: bytes, numbers: Sequence[int]) -> dict[int, Sample]:
        return {5: Sample(letters, 0, whole=True)}

    assert compared(pages, b"", "essay.pdf", second=second) == []


def test_characters_that_no_font_tells_are_a_notice_over_one_in_a_hundred() -> None:
    pages = read_ink(essay(9), "essay.pdf").pages

    def second(unmapped: int) -> Callable[[bytes, Sequence[int]], dict[int, Sample]]:
        return lambda data, numbers: {1: Sample(Counter("The manager" * 9), unmapped, True)}

    told = [w.code for w in compared(pages, b"", "essay.pdf", second=second(5))]
    assert "characters-unmapped" in told
    lost = [replace(page, lost=2) for page in pages]
    told = [w.code for w in compared(lost, b"", "essay.pdf", second=lambda *_: {})]
    assert told == ["characters-unmapped"]
    assert compared(pages, b"", "essay.pdf", second=lambda *_: {}) == []


def test_the_second_extractor_leaves_what_would_take_it_minutes() -> None:
    heavy = one_page(content=WORDS + b" 0 0 m 1 1 l S" * 40_000)
    assert samples(heavy, [1], most=400) == {}
    assert samples(one_page(), [1], most=10)[1].characters.total() >= 10
    assert samples(b"%PDF-1.7 nothing", [1], most=10) == {}


def test_words_of_a_part_that_is_switched_off_are_concealed() -> None:
    layers = b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] /Order [6 0 R] >> >>"
    content = WORDS + b" /OC /L1 BDC BT /F1 12 Tf 72 600 Td (Never to be seen here) Tj ET EMC"
    data = one_page(catalog=layers, content=content, more=[b"<< /Type /OCG /Name (Notes) >>"])
    data = data.replace(b"/Resources <<", b"/Resources << /Properties << /L1 6 0 R >>")
    blocks = read_pdf(data, "essay.pdf")[0]
    assert [b.text for b in blocks] == LINES[:1]
    assert [c.text for b in blocks for c in b.concealed] == ["Never to be seen here"]


def lying(told: bytes, more: bytes = b"") -> bytes:
    """A page of whose letters A, B and C the file tells `told`'s."""
    table = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 3 beginbfchar "
    table += b"<41> <00%X> <42> <00%X> <43> <00%X> endbfchar endcmap" % tuple(told)
    content = WORDS + b" BT /F2 12 Tf 72 600 Td (ABC CAB BAC) Tj ET"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R %b >>" % more
    page = b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >>"
    return one_page(page=page, content=content, more=[font, stream(table)])


def test_letters_told_otherwise_than_a_known_font_draws_them_are_a_warning() -> None:
    blocks, warnings, _ = read_pdf(lying(b"QRS"), "essay.pdf")
    assert blocks[-1].text == "QRS SQR RQS"
    assert [w.code for w in warnings][:1] == ["letters-false"]
    assert codes(lying(b"ABC")) == codes(lying(b"abc")) == []


def reader(heard: dict[str, tuple[str, int]]) -> Callable[..., Heard]:
    """An OCR that reads the whole page's words, and a place near a height's, from a table."""

    def read(picture: object, place: tuple[int, int, int, int] | None) -> Heard:
        return Heard(*heard["page" if place is None else "line"])

    return read


@pytest.mark.parametrize(
    ("page", "line", "told"),
    [
        ((LINES[0], 95), (LINES[0], 95), []),
        (("zzz yyy", 95), ("Altogether other words are printed in this line of it.", 95),
         ["picture-contradicts"]),
        (("zzz yyy", 20), ("Altogether other words are printed in this line of it.", 20), []),
        (("zzz yyy", 95), (LINES[0].upper(), 95), []),
        (("", 95), ("", 95), []),
    ],
)  # fmt: skip
def test_a_line_that_the_picture_contradicts_is_a_warning(
    page: tuple[str, int], line: tuple[str, int], told: list[str]
) -> None:
    data = one_page()
    pages = read_ink(data, "essay.pdf").pages
    document = pypdfium2.PdfDocument(data)
    found = contradicted(
        document, pages, "essay.pdf", reader=reader({"page": page, "line": line})
    )
    assert [w.code for w in found] == told
    assert all("page 1 1 of 1 lines" in w.message for w in found)


def test_tesseract_where_it_is_installed_reads_what_is_printed() -> None:
    if tesseract() is None:
        pytest.skip("tesserocr or Tesseract's English data are not installed")
    assert "picture-contradicts" in codes(lying(b"QRS"))
    assert "picture-contradicts" not in codes(essay())


def test_without_an_ocr_engine_nothing_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    assert tesseract() is None
    assert contradicted(None, [], "essay.pdf") == []


@pytest.mark.parametrize("number", [b"9" * 39, b"-" + b"9" * 39, b"9" * 400])
def test_numbers_beyond_all_measure_end_in_no_error(number: bytes) -> None:
    wild = b" BT /F1 %b Tf %b %b %b 0 9 9 Tm (wild) Tj ET %b 0 m 9 %b l S" % ((number,) * 6)
    found = texts(one_page(content=WORDS + wild))
    assert found[:1] == LINES[:1]
