"""A PDF's bytes in; its blocks with page numbers, warnings and the page count out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from premark.errors import LockedFile, NoText, ReadError, UnsupportedFormat
from premark.read.bounds import MOST_CHARACTERS
from premark.read.pdf_blocks import make_blocks, note_blocks, numbered, part_blocks
from premark.read.pdf_furniture import PageLines, distinct, set_apart
from premark.read.pdf_joins import words_of
from premark.read.pdf_layout import in_reading_order
from premark.read.pdf_lines import Line, cut_runs
from premark.read.pdf_page import PageInk, read_page
from premark.read.pdf_paragraphs import setting_of, widened
from premark.read.pdf_streams import refuse_bombs
from premark.read.pdf_table_pages import join_tables
from premark.read.pdf_tables import CellBox, Table, build_table, cell_finder, grids, whole_words
from premark.types.document import Block, Warning_

MOST_PAGES = 500
MOST_ON_PAGE = 100_000  # a page of the smallest print that can be read holds some 30,000
WIDGET, FREE_TEXT = 20, 3

Item = Line | Table


def read_pdf(data: bytes, name: str) -> tuple[list[Block], list[Warning_], int]:
    """Blocks in reading order, then running headers, footers and footnotes; pages from 1.

    Raises UnsupportedFormat, LockedFile, NoText or ReadError, each naming the file.
    """
    pages = read_pages(data, name)
    blocks = _blocks_of(pages)
    if not blocks:
        raise NoText(f"{name}: holds no words", hint="Ask for the Word file.")
    return blocks, _warnings(pages, name), len(pages)


def read_pages(data: bytes, name: str) -> list[PageInk]:
    """The ink of every page, for a reader that lays it out in its own way. Raises as `read_pdf`."""
    if b"%PDF-" not in data[:1024]:
        raise UnsupportedFormat(
            f"{name}: not a PDF, whatever its name says",
            hint="Export it as PDF again, or hand in the Word file.",
        )
    refuse_bombs(data, name)
    pages, locked = _read_pages(data, name)
    if all(page.broken for page in pages):
        raise ReadError(
            f"{name}: is damaged: none of its pages can be read",
            hint="Export it as PDF again, or hand in the Word file.",
        )
    if not any(page.glyphs for page in pages):
        raise _without_text(name, locked)
    return pages


def _without_text(name: str, locked: bool) -> ReadError:
    if locked:
        return LockedFile(
            f"{name}: is encrypted, and what opens without a password holds no text",
            hint="Save a copy without protection and hand that in; where its pages are pictures, "
            "run OCR on it first (for example ocrmypdf).",
        )
    return NoText(
        f"{name}: no text layer: it is a scan or holds only pictures",
        hint="Run OCR first (for example ocrmypdf), or ask for the Word file.",
    )


def _read_pages(data: bytes, name: str) -> tuple[list[PageInk], bool]:
    """Every page, and whether the file is encrypted (with a password that opens it or none)."""
    document = _open(data, name)
    try:
        if len(document) > MOST_PAGES:
            raise ReadError(
                f"{name}: says it has {len(document)} pages; the most read is {MOST_PAGES}",
                hint="Hand in the assignment's own pages as a file of their own.",
            )
        if not len(document):
            raise ReadError(f"{name}: has no pages", hint="Export it as PDF again.")
        return _each_page(document, name), _is_encrypted(document)
    finally:
        document.close()


def _is_encrypted(document: Any) -> bool:
    import pypdfium2.raw as pdfium

    return bool(pdfium.FPDF_GetSecurityHandlerRevision(document.raw) != -1)


def _open(data: bytes, name: str) -> Any:
    import pypdfium2  # late: only a PDF needs it

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        told = str(error).lower()  # "unsupported security scheme": a lock that needs a licence
        if "password" in told or "security" in told:
            raise LockedFile(
                f"{name}: is locked with a password",
                hint="Save a copy without a password and hand that in.",
            ) from None
        raise ReadError(
            f"{name}: is a broken PDF and cannot be opened",
            hint="Export it as PDF again, or hand in the Word file.",
        ) from None


def _each_page(document: Any, name: str) -> list[PageInk]:
    import pypdfium2

    pages: list[PageInk] = []
    total = 0
    for index in range(len(document)):
        try:
            page = _flattened(document, index)
        except pypdfium2.PdfiumError:
            pages.append(PageInk(index + 1, 612, 792, (), (), 0, broken=True))
            continue
        pages.append(_page_ink(page, index + 1, name, MOST_CHARACTERS - total))
        total += len(pages[-1].glyphs)
    return pages


def _page_ink(page: Any, number: int, name: str, room: int) -> PageInk:
    try:
        ink = read_page(page, number, most=min(room, MOST_ON_PAGE))
    finally:
        page.close()
    if ink is None:
        long = f"page {number} holds more than {MOST_ON_PAGE:,}"
        raise ReadError(
            f"{name}: {long if room > MOST_ON_PAGE else f'holds more than {MOST_CHARACTERS:,}'}"
            " characters",
            hint="Hand in the assignment's own pages as a file of their own.",
        )
    return ink


def _flattened(document: Any, index: int) -> Any:
    """The page, with what was typed into form fields drawn as text."""
    import pypdfium2.raw as pdfium

    page = document[index]
    kinds = set()
    for number in range(min(2000, pdfium.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        kinds.add(pdfium.FPDFAnnot_GetSubtype(annotation))
        pdfium.FPDFPage_CloseAnnot(annotation)
    if kinds & {WIDGET, FREE_TEXT}:
        pdfium.FPDFPage_Flatten(page.raw, 0)
        page.close()
        page = document[index]
    return page


def _blocks_of(pages: Sequence[PageInk]) -> list[Block]:
    boxes = [grids(page) for page in pages]
    runs = [
        cut_runs(page.glyphs, page.number, cell_finder(found) if found else None)
        for page, found in zip(pages, boxes, strict=True)
    ]
    known = whole_words([run for page in runs for _, run in page])
    texts, tables = zip(
        *(_split(*page, known) for page in zip(pages, boxes, runs, strict=True)), strict=True
    )
    setting = setting_of([line for page in texts for line in page.lines])
    parts = set_apart(list(texts), setting.size)
    ordered = [
        in_reading_order([*page.lines, *found], known)
        for page, found in zip(parts.body, tables, strict=True)
    ]
    items = join_tables(_with_edges([item for page in ordered for item in page]), known)
    lines = [item for item in items if isinstance(item, Line)]
    words = words_of(lines)
    body = make_blocks(items, setting_of(lines), words)
    return numbered(
        [
            *body,
            *part_blocks(distinct(list(parts.headers)), "header", words),
            *part_blocks(distinct(list(parts.footers)), "footer", words),
            *note_blocks(parts.footnotes, words),
        ]
    )


def _split(
    page: PageInk, boxes: list[list[CellBox]], runs: list[tuple[int, Line]], known: Counter[str]
) -> tuple[PageLines, list[Table]]:
    """A page's runs, parted into those of its tables and the rest."""
    held: dict[int, list[Line]] = {}
    free: list[Line] = []
    for cell, run in runs:
        if cell < 0:
            free.append(run)
        else:
            held.setdefault(cell, []).append(run)
    tables: list[Table] = []
    first = 0
    for grid in boxes:
        inside = {i: held.get(first + i, []) for i in range(len(grid))}
        first += len(grid)
        table = build_table(page.number, grid, inside, known)
        if table:
            tables.append(table)
        else:
            free.extend(run for lines in inside.values() for run in lines)
    return PageLines(page.number, page.height, tuple(free)), tables


def _with_edges(items: list[Item]) -> list[Item]:
    lines = iter(widened([item for item in items if isinstance(item, Line)]))
    return [next(lines) if isinstance(item, Line) else item for item in items]


def _warnings(pages: Sequence[PageInk], name: str) -> list[Warning_]:
    found: list[Warning_] = []
    bare = [p.number for p in pages if p.images and not p.glyphs]
    broken = [p.number for p in pages if p.broken]
    if bare:
        found.append(
            Warning_(
                code="page-without-text",
                message=f"{name}: {_listed(bare)} only a picture and no text that can be read",
            )
        )
    if broken:
        found.append(
            Warning_(
                code="page-unreadable",
                message=f"{name}: {_listed(broken)} damage and could not be read",
            )
        )
    return found


def _listed(pages: list[int]) -> str:
    numbers = ", ".join(str(page) for page in pages)
    return f"page {numbers} holds" if len(pages) == 1 else f"pages {numbers} hold"
