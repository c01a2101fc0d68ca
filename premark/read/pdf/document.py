"""A PDF's bytes in; its blocks with page numbers, warnings and the page count out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from premark.errors import NoText
from premark.read.pdf.blocks import make_blocks, note_blocks, numbered, part_blocks
from premark.read.pdf.concealed import with_concealed
from premark.read.pdf.furniture import PageLines, SetApart, distinct, set_apart
from premark.read.pdf.ink import PageInk
from premark.read.pdf.joins import words_of
from premark.read.pdf.layout import in_reading_order
from premark.read.pdf.lines import Line
from premark.read.pdf.notes import with_typed
from premark.read.pdf.pages import read_ink
from premark.read.pdf.paragraphs import setting_of, widened
from premark.read.pdf.table_pages import join_tables
from premark.read.pdf.tables import Table, build_table, whole_words
from premark.types.document import Block, Warning_
from premark.types.limits import LIMITS, Limits

Item = Line | Table


def read_pdf(
    data: bytes, name: str, *, limits: Limits = LIMITS
) -> tuple[list[Block], list[Warning_], int]:
    """Blocks in reading order, then running headers, footers and footnotes; pages from 1.

    Raises a kind of ReadError that names the file.
    """
    read = read_ink(data, name, limits=limits, cut=True)
    typed = [(page.number, field) for page in read.pages for field in page.notes.typed]
    blocks = with_typed(_blocks_of(read.pages), typed)
    if not blocks:
        raise NoText(f"{name}: holds no words", hint="Ask for the Word file.")
    return with_concealed(blocks, read.pages), read.warnings, read.count


def read_pages(data: bytes, name: str, *, limits: Limits = LIMITS) -> list[PageInk]:
    """The ink of every page, for a reader that lays it out in its own way. Raises as `read_pdf`."""
    return read_ink(data, name, limits=limits).pages


def _blocks_of(pages: Sequence[PageInk]) -> list[Block]:
    known = whole_words([run for page in pages for _, run in page.runs])
    texts, tables = zip(*(_split(page, known) for page in pages), strict=True)
    setting = setting_of([line for page in texts for line in page.lines])
    parts = set_apart(list(texts), setting.size)
    if not any(page.lines for page in parts.body):  # the same page over and over is no header
        parts = SetApart(tuple(texts), (), (), ())
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


def _split(page: PageInk, known: Counter[str]) -> tuple[PageLines, list[Table]]:
    """A page's runs, parted into those of its tables and the rest."""
    held: dict[int, list[Line]] = {}
    free: list[Line] = []
    for cell, run in page.runs:
        if cell < 0:
            free.append(run)
        else:
            held.setdefault(cell, []).append(run)
    tables: list[Table] = []
    first = 0
    for grid in page.grids:
        inside = {i: held.get(first + i, []) for i in range(len(grid))}
        first += len(grid)
        table = build_table(page.number, list(grid), inside, known)
        if table:
            tables.append(table)
        else:
            free.extend(run for lines in inside.values() for run in lines)
    return PageLines(page.number, page.height, tuple(free)), tables


def _with_edges(items: list[Item]) -> list[Item]:
    lines = iter(widened([item for item in items if isinstance(item, Line)]))
    return [next(lines) if isinstance(item, Line) else item for item in items]
