"""The text of a CSV file in; its cells with the places that they stand at, so that one can be
changed and every other sign stays as it is, out.

Moodle's own files are not quite CSV: a quote after a backslash is not doubled. So both readings
are tried, and the one is taken in which each row has as many cells as the first.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from premark.errors import NoText, ReadError

_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')
_ESCAPED = re.compile(r'"[^"\\]*(?:(?:""|\\.|\\\Z)[^"\\]*)*"', re.DOTALL)
_ENDS = re.compile(r"\r\n|\r|\n")
SEPARATORS = (",", ";", "\t")
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MARK = "\ufeff"
_AGAIN = "Download it again, and change nothing in it but by premark."


@dataclass(frozen=True)
class Cell:
    """`value` as a spreadsheet shows it; it stands at `start` to `end`, with its quotes."""

    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Row:
    """`line` counts from 1; a row may go over several."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """A file as text and its rows, the header first. `coding` is that of its bytes."""

    name: str
    text: str
    coding: str
    rows: tuple[Row, ...]

    def with_cells(self, changed: Mapping[Cell, str]) -> bytes:
        """The bytes of the file with other texts in some cells, and nothing else changed."""
        parts, at = [], 0
        for cell in sorted(changed, key=lambda cell: cell.start):
            quoted = '"' + changed[cell].replace('"', '""') + '"'
            parts += [self.text[at : cell.start], quoted]
            at = cell.end
        return "".join([*parts, self.text[at:]]).encode(self.coding, _errors(self.coding))


def read_sheet(data: bytes, name: str) -> Sheet:
    """Raises NoText, or ReadError as `file:line: column: what was found, what was expected`."""
    text, coding = _decoded(data)
    if not text.strip(_MARK + " \t\r\n\0"):
        raise NoText(f"{name}: is empty", hint=_AGAIN)
    header = max((_first(text, sign, name) for sign in SEPARATORS), key=lambda at: len(at[1].cells))
    separator = header[0]
    readings = []
    for pattern in (_QUOTED, _ESCAPED):
        try:
            readings.append(_Reading.of(text, separator, pattern, name))
        except ReadError as error:
            broken = error
    good = [one for one in readings if one.uneven is None and not one.odd]
    best = next(iter(good or [one for one in readings if one.uneven is None]), None)
    if best is None:
        raise _uneven(readings[0], name) if readings else broken
    return Sheet(name, text, coding, best.rows)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, coding in _WIDE:
        if data.startswith(mark):
            return data.decode(coding, "replace"), coding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", _errors("cp1252")), "cp1252"


def _errors(coding: str) -> str:
    """What has no letter goes back as it came."""
    return "surrogateescape" if coding == "cp1252" else "strict"


@dataclass(frozen=True)
class _Reading:
    """Rows by one pattern of quotes. `uneven` is the first row that has not the header's number of
    cells; `odd` where text stands behind a quote that closes."""

    rows: tuple[Row, ...]
    uneven: Row | None
    odd: bool

    @classmethod
    def of(cls, text: str, separator: str, pattern: re.Pattern[str], name: str) -> _Reading:
        rows, odd = [], False
        for row, behind in _rows(text, separator, pattern, name):
            if any(cell.value.strip() for cell in row.cells):
                rows.append(row)
            odd = odd or behind
        count = len(rows[0].cells) if rows else 0
        uneven = next((row for row in rows if len(row.cells) != count), None)
        return cls(tuple(rows), uneven, odd)


def _first(text: str, separator: str, name: str) -> tuple[str, Row]:
    row, _ = next(_rows(text, separator, _QUOTED, name))
    return separator, row


def _rows(
    text: str, separator: str, pattern: re.Pattern[str], name: str
) -> Iterator[tuple[Row, bool]]:
    """Each row, and whether text stands behind a quote of it. Raises ReadError."""
    bare = re.compile(f"[^{separator}\r\n]*")
    at, line = len(text) - len(text.removeprefix(_MARK)), 1
    while at < len(text):
        cells: list[Cell] = []
        begun, odd = line, False
        while True:
            start = at
            quoted = pattern.match(text, at) if text.startswith('"', at) else None
            if quoted is None and text.startswith('"', at):
                said = "a quote that opens here is not closed"
                raise ReadError(f"{name}:{line}: cell {len(cells) + 1}: {said}", hint=_AGAIN)
            inner = quoted.end() if quoted else at
            rest = bare.match(text, inner)
            at = rest.end() if rest else inner
            odd = odd or bool(quoted and text[inner:at].strip())
            cells.append(Cell(start, at, _value(text, start, inner, at)))
            line += len(_ENDS.findall(text, start, at)) if quoted else 0
            if not text.startswith(separator, at):
                break
            at += len(separator)
        yield Row(begun, tuple(cells)), odd
        end = _ENDS.match(text, at)
        at, line = (end.end() if end else at), line + 1


def _value(text: str, start: int, inner: int, end: int) -> str:
    if inner == start:
        return text[start:end]
    return text[start + 1 : inner - 1].replace('""', '"') + text[inner:end]


def _uneven(reading: _Reading, name: str) -> ReadError:
    row, count = reading.uneven, len(reading.rows[0].cells)
    assert row is not None
    said = f"{len(row.cells)} cells, where the header has {count}"
    return ReadError(f"{name}:{row.line}: row: {said}", hint=_AGAIN)


def plain_words(cell: str) -> str:
    """A heading without capitals and with single blanks."""
    return " ".join(cell.casefold().split())


def column(header: Sequence[Cell], names: Sequence[str]) -> int | None:
    """The first column of one of these names."""
    wanted = {plain_words(name) for name in names}
    return next((i for i, cell in enumerate(header) if plain_words(cell.value) in wanted), None)
