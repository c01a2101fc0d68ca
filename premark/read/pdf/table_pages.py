"""Tables in reading order in; the same with those that run over a page end made one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from premark.read.pdf.lines import Line
from premark.read.pdf.tables import Row, Table, cell_text, header_rows

Item = Line | Table
NEAR = 4.0
PADDING = 6.0
LONG_CELL = 60
RECORD = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|\d+(?:[.,:]\d+)? ?(?:am|pm|h|hrs?|hours?|mins?|minutes?)\b|\d{1,2}:\d{2}",
    re.IGNORECASE,
)


def join_tables(items: list[Item], known: Counter[str]) -> list[Item]:
    """Each table that starts a page, with the columns of the table before, carries it on."""
    joined: list[Item] = []
    for item in items:
        last = joined[-1] if joined else None
        if isinstance(item, Table) and isinstance(last, Table) and _carries_on(last, item):
            joined[-1] = _together(last, item, known)
        else:
            joined.append(item)
    return [kept for item in joined for kept in _settled(item)]


def _settled(item: Item) -> list[Item]:
    """The item; a table without its empty columns, or its lines if only one cell has any."""
    if isinstance(item, Line):
        return [item]
    filled = [cell for row in item.rows for cell in row.cells if cell]
    if len(filled) < 2 or _is_layout(item):
        return _cell_lines(item)
    full = [c for c in range(len(item.rows[0].texts)) if any(row.texts[c] for row in item.rows)]
    rows = tuple(
        Row(row.page, tuple(row.cells[c] for c in full), tuple(row.texts[c] for c in full))
        for row in item.rows
    )
    return [replace(item, rows=rows)]


def _is_layout(table: Table) -> bool:
    """Whether the table only places prose, as a form's answer boxes do, and records nothing."""
    longest = max(len(text.split()) for row in table.rows for text in row.texts)
    if longest <= LONG_CELL:
        return False
    body = table.rows[header_rows(table.rows) :]
    for column in range(len(table.rows[0].texts)):
        filled = [row.texts[column] for row in body if row.texts[column]]
        if len(filled) > 1 and 2 * sum(map(_is_record, filled)) > len(filled):
            return False
    return not (len(table.rows[0].texts) >= 4 and len(body) < len(table.rows))


def _is_record(text: str) -> bool:
    """Whether a cell is a date, a time or a length of time, as in a log."""
    return len(text.split()) <= 6 and bool(RECORD.match(text))


def _cell_lines(table: Table) -> list[Item]:
    """The lines of each cell, row by row, as text of a narrow column of its own."""
    lines: list[Item] = []
    for row in table.rows:
        for column, cell in enumerate(row.cells):
            left = min((line.x0 for line in cell), default=0.0)
            right = _inner_right(table, column, cell)
            for index, line in enumerate(cell):
                last = index == len(cell) - 1
                lines.append(replace(line, left=left, right=right, closes=last or line.closes))
    return lines


def _inner_right(table: Table, column: int, cell: tuple[Line, ...]) -> float:
    farthest = max((line.x1 for line in cell), default=0.0)
    if len(cell) > 2 or column + 1 >= len(table.edges):
        return farthest
    return max(farthest, table.edges[column + 1] - PADDING)


def _carries_on(table: Table, later: Table) -> bool:
    return (
        later.rows[0].page == table.rows[-1].page + 1
        and len(later.edges) == len(table.edges)
        and len(later.rows[0].texts) == len(table.rows[0].texts)
        and all(abs(a - b) <= NEAR for a, b in zip(table.edges, later.edges, strict=True))
        and not _has_own_header(table, later)
    )


def _has_own_header(table: Table, later: Table) -> bool:
    """A bold first row that is not the first table's starts a table of its own."""
    if not header_rows(table.rows) or not header_rows(later.rows):
        return False
    same = _key(table.rows[0]) == _key(later.rows[0])
    bold = all(line.ink.bold for cell in later.rows[0].cells for line in cell)
    return bold and not same


def _key(row: Row) -> tuple[str, ...]:
    return tuple(re.sub(r"\s+", "", text).casefold() for text in row.texts)


def _together(table: Table, later: Table, known: Counter[str]) -> Table:
    rows, more = list(table.rows), list(later.rows)
    if _key(more[0]) == _key(rows[0]) and header_rows(table.rows):
        more = more[1:]
    if more and _row_was_cut(rows[-1], more[0]):
        rows[-1] = _mended(rows[-1], more.pop(0), table.edges, known)
    return Table(
        table.page, table.x0, table.top, table.x1, later.bottom, table.edges, (*rows, *more)
    )


def _row_was_cut(row: Row, rest: Row) -> bool:
    """Only cells whose text reached the row's foot can run on, and they run on mid-sentence."""
    foot = max((cell[-1].base for cell in row.cells if cell), default=0.0)
    for cell, more in zip(row.cells, rest.cells, strict=True):
        if more and not (cell and foot - cell[-1].base < 0.6 * cell[-1].height):
            return False
    if row.texts[0] and not rest.texts[0]:
        return True
    going_on = [t for t in rest.texts if t]
    return any(t[0].islower() for t in going_on) and not all(
        re.search(r"[.!?]$", text) for text, more in zip(row.texts, rest.texts, strict=True) if more
    )


def _mended(row: Row, rest: Row, edges: tuple[float, ...], known: Counter[str]) -> Row:
    cells = tuple(a + b for a, b in zip(row.cells, rest.cells, strict=True))
    widths = [b - a for a, b in zip(edges, edges[1:], strict=False)]
    if len(widths) != len(cells):
        widths = [max((line.x1 - line.x0 for line in cell), default=0.0) for cell in cells]
    texts = tuple(cell_text(cell, width, known) for cell, width in zip(cells, widths, strict=True))
    return Row(row.page, cells, texts)
