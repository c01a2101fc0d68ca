"""A CSV file from outside in; its rows by the headings of their columns out, or an error that says
where in the file what was found and what was expected."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from premark.errors import NoText, ReadError
from premark.lms.names import heading
from premark.lms.words import lms_words
from premark.packs.limits import limits_in_force
from premark.plain import one_line
from premark.read import PDF_MARK, ZIP_MARK, load, shown

DELIMITERS = (",", ";", "\t")
MOST_CELL = 100_000
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_TOLD = re.compile(r"\A\s*sep=.\s*\Z", re.IGNORECASE)  # a line that Excel reads and hides
_SAVE = "Save it again from a spreadsheet as CSV UTF-8."


@dataclass(frozen=True)
class Row:
    """A row that is not blank: the number of its (first) line, its cells by their headings."""

    line: int
    cells: dict[str, str]

    def first(self, headings: Sequence[str]) -> str:
        """The first of these columns that holds anything; "" where none does."""
        return next((told for name in headings if (told := self.cells.get(name, ""))), "")


@dataclass(frozen=True)
class Table:
    """A file of rows. `headings` are in the file's order, in small letters with single blanks."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def of(self, role: str) -> tuple[str, ...]:
        """Its columns that are this (a role of `columns` in words.yaml), the likeliest first."""
        return tuple(name for name in lms_words().columns[role] if name in self.headings)


def fault(name: str, line: int, column: str, found: str, expected: str) -> ReadError:
    """`file:line: column: what was found`; the way out says what was expected."""
    return ReadError(f"{name}:{line}: {column}: {found}", hint=f"Expected: {expected}")


def read_table(path: Path) -> Table:
    """The rows of a CSV file with a heading row: comma, semicolon or tab; UTF-8 or cp1252.

    Raises ReadError at the line, NoText for a file without a heading.
    """
    name = shown(path.name)
    text = _text(load(path, limits=limits_in_force()), name)
    lines = list(_lines(text, name, _delimiter(text)))
    if lines and _TOLD.match(",".join(lines[0][1])):
        lines = lines[1:]
    if not lines:
        raise NoText(f"{name}: is empty", hint="Give it a row of headings, and a row a learner.")
    line, told = lines[0]
    headings = tuple(heading(cell) for cell in told)
    _refuse_twice(name, line, headings)
    rows = tuple(_row(name, at, cells, headings) for at, cells in lines[1:])
    return Table(name, tuple(filter(None, headings)), rows)


def _text(data: bytes, name: str) -> str:
    if data.startswith((ZIP_MARK, PDF_MARK)) or (b"\0" in data[:4096] and not _marked(data)):
        raise ReadError(f"{name}: is no CSV file but of another kind", hint=_SAVE)
    coding = _marked(data) or "utf-8"
    try:
        return data.decode(coding)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _marked(data: bytes) -> str:
    return next((coding for mark, coding in _BOMS if data.startswith(mark)), "")


def _delimiter(text: str) -> str:
    """That by which the heading row has the most headings that are known, then the most cells."""
    lines = (line for line in text[:MOST_CELL].splitlines() if line.strip())
    first = next((line for line in lines if not _TOLD.match(line)), "")
    known = {word for words in lms_words().columns.values() for word in words}

    def worth(delimiter: str) -> tuple[int, int]:
        cells = [heading(cell.strip().strip('"')) for cell in first.split(delimiter)]
        return len(known.intersection(cells)), len(cells)

    return max(DELIMITERS, key=worth)


def _lines(text: str, name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(max(MOST_CELL, csv.field_size_limit()))  # it is one for the process
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    at = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield at, cells
            at = reader.line_num + 1
    except csv.Error as error:
        raise fault(name, at, "row", f"is not CSV ({error})", _SAVE) from None


def _refuse_twice(name: str, line: int, headings: Sequence[str]) -> None:
    for told in headings:
        if told and headings.count(told) > 1:
            found = "this heading stands twice"
            raise fault(name, line, repr(one_line(told, 40)), found, "a heading for each column.")


def _row(name: str, line: int, cells: Sequence[str], headings: Sequence[str]) -> Row:
    over = [cell for cell in cells[len(headings) :] if cell.strip()]
    if over:
        found = f"the row has more cells than the {len(headings)} columns of the heading"
        expected = "quotation marks round a cell that has the separator in it."
        raise fault(name, line, f"column {len(headings) + 1}", found, expected)
    filled = zip(headings, cells, strict=False)
    return Row(line, {told: cell.strip() for told, cell in filled if told})
