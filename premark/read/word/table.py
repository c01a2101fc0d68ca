"""A w:tbl in; its grid of cells out, with which rows are headers and whether it is only layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from premark.read.cleaning import clean
from premark.read.word.paragraph import Paragraph, look_of
from premark.read.word.styles import StyleSheet, marks_first_row, wants_first_row
from premark.read.word.text import ALTERNATE, SKIPPED, Piece, chosen
from premark.read.word.xml import Element, W, number, on

MAX_COLUMNS = 63  # Word's own limit: a larger span is damage or an attack
LONG_PROSE = 60
LONG_CELL = 120
_SHORT_HEADER = 8
_DATE = (
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d]{3,9}\.?(?:,?\s+\d{2,4})?"
    r"|[^\W\d]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{2,4})"
)
_LENGTH = (
    r"\d{1,2}[:.]\d{2}(?:\s*(?:-|–|to)\s*\d{1,2}[:.]\d{2})?\s*(?:am|pm)?"
    r"|\d+(?:[.,]\d+)?\s*(?:hours?|hrs?|h|minutes?|mins?|m)\b.*"
)
_RECORD = re.compile(rf"(?:{_DATE})|(?:{_LENGTH})", re.IGNORECASE)
_FIGURE = re.compile(r"[£$€]?\d+(?:[.,]\d+)*\s*%?")


@dataclass(frozen=True)
class Cell:
    """A table cell: paragraphs and nested w:tbl in order, its text, and how it looks.

    `prose` says that it holds some, of a cell that is not read from Word and has no items.
    """

    items: tuple[Paragraph | Element, ...] = ()
    text: str = ""
    original: str = ""
    bold: bool = False
    shaded: bool = False
    prompt: bool = False
    prose: bool = False

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        return (item for item in self.items if isinstance(item, Paragraph))


@dataclass(frozen=True)
class Row:
    """A table row: one cell for each grid column (merged ones empty after the first)."""

    cells: tuple[Cell, ...]
    header: bool = False
    pieces: tuple[Piece, ...] = field(default=(), repr=False)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.text]


def rows_of(
    table: Element, sheet: StyleSheet, read_items: Callable[[Element], list[Paragraph | Element]]
) -> list[Row]:
    """The rows of a table; `read_items` reads a cell's paragraphs and leaves nested tables."""
    rows = [_row(element, read_items) for element in _within(table, W + "tr")]
    style = table.find(f"{W}tblPr/{W}tblStyle")
    special = style is not None and marks_first_row(sheet, style.get(W + "val") or "")
    return with_headers(rows, special and wants_first_row(table))


def is_layout(rows: list[Row]) -> bool:
    """Whether the table only places prose: one column, or long prose that is not a record."""
    if max((len(row.filled) for row in rows), default=0) <= 1:
        return True
    if not any(_holds_prose(cell) for row in rows for cell in row.cells):
        return False
    body = [row for row in rows if not row.header]
    columns = max(len(row.cells) for row in rows)
    return not _column_of(body, _RECORD) and not (columns >= 4 and rows[0].header)


def _holds_prose(cell: Cell) -> bool:
    if cell.prose or len(cell.text.split()) > LONG_CELL:
        return True
    return any(
        paragraph.kind == "heading"
        or sum(len(piece.text.split()) for piece in paragraph.content.pieces) > LONG_PROSE
        for paragraph in cell.paragraphs
    )


def _within(element: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also inside content controls and insertions."""
    for child in element:
        if child.tag == wanted:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _within(branch, wanted)
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            yield from _within(child, wanted)


def _row(element: Element, read_items: Callable[[Element], list[Paragraph | Element]]) -> Row:
    cells = [Cell()] * _span(element.find(f"{W}trPr/{W}gridBefore"), 0)
    pieces: list[Piece] = []
    for tc in _within(element, W + "tc"):
        cell = _cell(tc, read_items(tc))
        for paragraph in cell.paragraphs:
            pieces.extend(paragraph.content.pieces)
        span = _span(tc.find(f"{W}tcPr/{W}gridSpan"), 1)
        room = max(1, MAX_COLUMNS - len(cells))
        cells += [cell] + [Cell()] * min(span - 1, room - 1)
    mark = element.find(f"{W}trPr/{W}tblHeader")
    header = mark is not None and on(mark.get(W + "val"))
    return Row(tuple(cells), header, tuple(pieces))


def _span(element: Element | None, least: int) -> int:
    value = least if element is None else number(element.get(W + "val"), least)
    return max(least, min(value, MAX_COLUMNS))


def _cell(tc: Element, items: list[Paragraph | Element]) -> Cell:
    said: list[str] = []
    pieces: list[Piece] = []
    for item in items:
        if isinstance(item, Paragraph):
            text = "".join(piece.text for piece in item.content.pieces)
            # A printed number is lost to a row otherwise, and may be a criterion's code.
            counted = item.number if any(map(str.isalnum, item.number)) else ""
            said.append(f"{counted} {text}" if counted and text.strip() else text)
            pieces.extend(item.content.pieces)
    original = "\n".join(line for line in said if line.strip())
    words = [piece for piece in pieces if piece.text.strip()]
    prompt = bool(words) and all(piece.placeholder for piece in words)
    shaded = _is_shaded(tc.find(f"{W}tcPr/{W}shd"))
    return Cell(tuple(items), clean(original), original, look_of(pieces).bold, shaded, prompt)


def _is_shaded(shade: Element | None) -> bool:
    if shade is None:
        return False
    fill = (shade.get(W + "fill") or "auto").lower()
    return fill not in ("auto", "ffffff") or bool(shade.get(W + "themeFill"))


def with_headers(rows: list[Row], styled: bool) -> list[Row]:
    """Rows with their headers marked; a header that is repeated lower down is dropped."""
    marked = 0
    while marked < len(rows) and rows[marked].header:
        marked += 1
    if marked == len(rows):
        marked = 0
    if not marked and _first_names_columns(rows, styled):
        marked = 1
    heads = {row.texts for row in rows[:marked]}
    return [
        replace(row, header=at < marked)
        for at, row in enumerate(rows)
        if at < marked or row.texts not in heads
    ]


def _first_names_columns(rows: list[Row], styled: bool) -> bool:
    body = [row for row in rows[1:] if row.filled]
    if not body or len(rows[0].filled) < 2 or not all(map(_is_name, rows[0].filled)):
        return False
    if len(rows[0].filled) < max(len(row.filled) for row in body) - 1:
        return False
    if styled or _set_apart(rows[0].filled, body):
        return True
    if len(rows[0].filled) < 3:
        return _column_of(body, _RECORD) and len(body) > 1 and not _labels(body)
    return _column_of(body, _RECORD) or _column_of(body, _FIGURE) or _longer(rows[0], body)


def _is_name(cell: Cell) -> bool:
    words = cell.text.split()
    figure = _RECORD.fullmatch(cell.text) or _FIGURE.fullmatch(cell.text)
    said = cell.text.endswith(".") and len(words) > 1  # "No." names a column, "See above." does not
    return 0 < len(words) <= _SHORT_HEADER and not figure and not said


def _set_apart(first: list[Cell], body: list[Row]) -> bool:
    bold = all(cell.bold for cell in first)
    shaded = all(cell.shaded for cell in first)
    below = [cell for row in body for cell in row.filled]
    return (bold and not all(cell.bold for cell in below)) or (
        shaded and not all(cell.shaded for cell in below)
    )


def _column_of(body: list[Row], pattern: re.Pattern[str]) -> bool:
    """Whether some column holds the pattern in most of its filled cells."""
    for column in range(max((len(row.cells) for row in body), default=0)):
        texts = [row.cells[column].text for row in body if column < len(row.cells)]
        filled = [text for text in texts if text]
        if filled and sum(bool(pattern.fullmatch(text)) for text in filled) >= 0.6 * len(filled):
            return True
    return False


def _labels(body: list[Row]) -> bool:
    """Whether the first column holds labels ("Date:"), so that rows and not columns are named."""
    return any(row.cells[0].text.endswith(":") for row in body if row.cells)


def _longer(first: Row, body: list[Row]) -> bool:
    """Whether the cells below say more than the names do; the first column may be only labels."""
    names = [len(cell.text) for cell in first.filled[1:]]
    below = [len(cell.text) for row in body for cell in row.cells[1:] if cell.text]
    if not below or any(letter.isdigit() for cell in first.filled for letter in cell.text):
        return False
    return sum(below) / len(below) >= 1.2 * sum(names) / len(names)
