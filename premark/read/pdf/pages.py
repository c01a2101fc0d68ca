"""A PDF's bytes in; the ink of its pages, with warnings of what is missing from it, out."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from premark.errors import DamagedFile, LockedFile, NoText, ScanOnly, TooLong
from premark.read.pdf.compare import compared
from premark.read.pdf.ink import PageInk
from premark.read.pdf.notes import Notes, note_warnings, notes_of, unread
from premark.read.pdf.ocr import contradicted
from premark.read.pdf.open import AGAIN, OpenPdf, is_cut_short, open_pdf, salvage_pdf
from premark.read.pdf.page import read_page
from premark.read.pdf.structure import active_warnings, has_layers
from premark.read.pdf.tables import cut_page
from premark.read.progress import tell_pages
from premark.types.document import Warning_
from premark.types.limits import LIMITS, Limits

MOST_SIDE = 14_400.0  # points: the most that PDF 1.7 gives a page
RUNS_EACH = 8  # pieces of line for each paragraph that is allowed
READING_SHARE = 0.6  # of the processor time: what is read must still be laid out
ELSEWHERE = ("xfa-form", "portfolio", "comments-unread")
OWN_FILE = "Hand in the assignment's own pages as a file of their own."


@dataclass
class PagesRead:
    """Pages as far as they were read, what to tell of them, and how many the file has."""

    count: int
    pages: list[PageInk]
    warnings: list[Warning_] = field(default_factory=list)


def read_ink(
    data: bytes, name: str, *, limits: Limits = LIMITS, cut: bool = False
) -> PagesRead:
    """Every page that can be read; `cut` gives their lines and keeps no glyphs.

    Raises a kind of ReadError that names the file.
    """
    opened = open_pdf(data, name, limits=limits)
    read = _read(opened, name, limits, cut=cut)
    if all(page.broken for page in read.pages) and not opened.salvaged:
        again = salvage_pdf(opened.data, opened.loose, name, limits=limits)
        read = _read(again, name, limits, cut=cut) if again else read
    if all(page.broken for page in read.pages):
        raise DamagedFile(
            f"{name}: is damaged: none of its pages can be read ({len(read.pages)})",
            hint=AGAIN,
        )
    return read


def _read(opened: OpenPdf, name: str, limits: Limits, *, cut: bool) -> PagesRead:
    document = opened.document
    try:
        _prepare_fields(document)
        count = len(document)
        if count > limits.pages:
            raise TooLong(
                f"{name}: is too long: it says it has {count:,} pages; at most {limits.pages:,} "
                "are read",
                hint=OWN_FILE,
            )
        tell_pages(count)
        read = PagesRead(count, [], list(opened.warnings))
        attached = _attached(document)
        read.warnings += active_warnings(opened.loose, attached, name)
        read.warnings += _form_warnings(document, name)
        layered = has_layers(opened.loose)
        read.pages += _each_page(document, name, limits, layered=layered, cut=cut)
        read.warnings += _missing(read.pages, count, name, salvaged=opened.salvaged)
        read.warnings += note_warnings([(p.number, p.notes) for p in read.pages], name)
        whole = [page for page in read.pages if not page.broken]
        if len(whole) == len(read.pages):  # else the two would not number pages alike
            read.warnings += compared(read.pages, opened.data, name)
            read.warnings += contradicted(document, read.pages, name)
        if whole and all(page.blank and not page.notes.typed for page in whole):
            _refuse_without_text(read, opened, name)
        return read
    finally:
        document.close()


def _each_page(
    document: Any, name: str, limits: Limits, *, layered: bool, cut: bool
) -> list[PageInk]:
    """Pages until the end, or until most of the processor time is gone."""
    count = len(document)
    allowed = limits.processor_seconds + limits.page_processor_seconds * count
    stop = time.process_time() + READING_SHARE * allowed
    pages: list[PageInk] = []
    room, runs = limits.characters, 0
    for number in range(1, count + 1):
        if pages and time.process_time() > stop:
            break
        most = min(room, limits.page_characters)
        page = _page(document, number, most=most, layered=layered)
        if page is None:
            raise _too_long(name, number, room, limits)
        pages.append(cut_page(page) if cut else page)
        room -= page.characters
        runs += len(pages[-1].runs)
        if runs > RUNS_EACH * limits.paragraphs:
            raise _too_long(name, number, 0, limits)
    return pages


def _page(document: Any, number: int, *, most: int, layered: bool) -> PageInk | None:
    """The page's ink, an empty broken one where it cannot be read; None over `most` glyphs."""
    import pypdfium2

    try:
        page = _sized(document, number - 1)
        notes = notes_of(page)
        if notes.drawn:
            page = _flattened(page, document, number - 1)
    except pypdfium2.PdfiumError:
        return PageInk(number, 612, 792, (), (), 0, broken=True)
    try:
        ink = read_page(page, number, most=most, layered=layered)
        if ink is None or notes == Notes():
            return ink
        top = page.get_bbox()[3]
        told = unread(notes.typed, ink.text)
        placed = tuple(replace(field, top=top - field.top) for field in told)
        return replace(ink, typed=notes.drawn, notes=replace(notes, typed=placed))
    finally:
        page.close()


def _sized(document: Any, index: int) -> Any:
    """The page, cut to the largest that a page may be: pdfium keeps room for its whole side."""
    page = document[index]
    left, bottom, right, top = page.get_bbox()
    if max(right - left, top - bottom) <= MOST_SIDE:
        return page
    x, y = (max(low, min(0.0, high - MOST_SIDE)) for low, high in ((left, right), (bottom, top)))
    page.set_mediabox(x, y, min(right, x + MOST_SIDE), min(top, y + MOST_SIDE))
    page.set_cropbox(x, y, min(right, x + MOST_SIDE), min(top, y + MOST_SIDE))
    page.close()
    return document[index]


def _flattened(page: Any, document: Any, index: int) -> Any:
    """The page, with what was typed into form fields drawn as text."""
    import pypdfium2.raw as pdfium

    pdfium.FPDFPage_Flatten(page.raw, 0)
    page.close()
    return document[index]


def _too_long(name: str, number: int, room: int, limits: Limits) -> TooLong:
    if not room:
        most = RUNS_EACH * limits.paragraphs
        what = f"pages 1 to {number} hold more than {most:,} separate pieces of line"
    elif room > limits.page_characters:
        what = f"page {number} holds more than {limits.page_characters:,} characters"
    else:
        what = f"it holds more than {limits.characters:,} characters"
    return TooLong(f"{name}: is too long: {what}", hint=OWN_FILE)


def _prepare_fields(document: Any) -> None:
    """Let pdfium tell form fields' values; no script of theirs can run in it."""
    import pypdfium2

    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # its words are not for users
    with suppress(pypdfium2.PdfiumError):
        document.init_forms()


def _form_warnings(document: Any, name: str) -> list[Warning_]:
    import pypdfium2.raw as pdfium

    kind = pdfium.FPDF_GetFormType(document.raw)
    if kind not in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND):
        return []
    message = (
        f"{name}: is an XFA form: what was typed into it may be kept where it is not read; open it "
        "in Adobe Reader, print it to a new PDF and hand that in"
    )
    return [Warning_(code="xfa-form", message=message)]


def _attached(document: Any) -> int:
    import pypdfium2.raw as pdfium

    return max(0, int(pdfium.FPDFDoc_GetAttachmentCount(document.raw)))


def _refuse_without_text(read: PagesRead, opened: OpenPdf, name: str) -> None:
    import pypdfium2.raw as pdfium

    pages = read.pages
    if pdfium.FPDF_GetSecurityHandlerRevision(opened.document.raw) != -1:
        raise LockedFile(
            f"{name}: is encrypted, and what opens without a password holds no text",
            hint="Save a copy without protection and hand that in; where its pages are pictures, "
            "run OCR on it first (for example ocrmypdf).",
        )
    hidden = sum(len(veil.text) for page in pages for veil in page.veils)
    if hidden:
        raise NoText(
            f"{name}: none of its text is seen on its pages: all {hidden:,} characters are hidden "
            "(white, tiny, covered, off the page or never painted)",
            hint="Look at the pages: where they are scans, OCR them first (for example with "
            "ocrmypdf); else ask for the Word file.",
        )
    elsewhere = [w.message for w in read.warnings if w.code in ELSEWHERE]
    if elsewhere:
        raise NoText(f"{elsewhere[0]}; its pages hold no text", hint="Ask for the Word file.")
    if opened.salvaged or is_cut_short(opened.data):
        raise DamagedFile(
            f"{name}: is damaged or cut short: what is left of its {len(pages)} page(s) holds no "
            "text",
            hint=f"Send or download it again. {AGAIN}",
        )
    if any(page.images for page in pages):
        raise ScanOnly(
            f"{name}: no text layer: its {len(pages)} page(s) hold only pictures, as a scan does",
            hint="OCR it first (for example with ocrmypdf), or ask for the Word file.",
        )
    raise NoText(
        f"{name}: no text layer: its {len(pages)} page(s) hold no text that can be read",
        hint="Where it is a drawing or a scan, OCR it first (for example with ocrmypdf), "
        "or ask for the Word file.",
    )


def _missing(
    pages: list[PageInk], count: int, name: str, *, salvaged: bool
) -> Iterator[Warning_]:
    bare = [p.number for p in pages if p.images and p.blank]
    layer = [p.number for p in pages if p.layer]
    broken = [p.number for p in pages if p.broken or (salvaged and p.blank and not p.images)]
    if bare:
        message = f"{name}: {listed(bare)} only a picture and no text that can be read: OCR first"
        yield Warning_(code="page-without-text", message=message)
    if layer:
        message = (
            f"{name}: {listed(layer)} a scan; its words are those of the layer that OCR laid over "
            "it, which may differ from the picture"
        )
        yield Warning_(code="ocr-layer", message=message)
    if broken:
        whole = len(pages) - len(broken)
        message = f"{name}: {whole} of {count} pages were read; {listed(broken)} damage"
        yield Warning_(code="page-unreadable", message=f"{message} and could not be read")
    if len(pages) < count:
        message = (
            f"{name}: pages 1 to {len(pages)} of {count} were read; reading the rest would take "
            "longer than is allowed"
        )
        yield Warning_(code="pages-unread", message=message)


def listed(pages: list[int]) -> str:
    """The pages as a sentence's subject, with the verb "holds" or "hold"."""
    shown = ", ".join(str(page) for page in pages[:20])
    more = f" and {len(pages) - 20} more" if len(pages) > 20 else ""
    return f"page {shown} holds" if len(pages) == 1 else f"pages {shown}{more} hold"
