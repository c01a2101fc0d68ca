"""Rows of cells to CSV and back; a cell that a spreadsheet would run is made inert on its way."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence

from premark.exchange.bounds import MOST_BYTES, clean, fault
from premark.plain import SIGNS, plain

# What a spreadsheet would take for a formula, also where it cuts the file by another separator
# than the comma. A sign that already has apostrophes gets one more, so that taking one away always
# gives the cell back.
_OPENS = "(?:^|[;|\t\r\n])[\\s\"\u201c\u201d]*"
_RUN = re.compile(f"({_OPENS})('*[{SIGNS}])")
_INERT = re.compile(f"({_OPENS})'('*[{SIGNS}])")
_BLANK = re.compile("'*[\t\r\n]")
_INERT_BLANK = re.compile("''*[\t\r\n]")
_SEPARATOR = re.compile("\ufeff?sep=", re.IGNORECASE)  # a line that Excel reads and hides
DELIMITERS = (",", ";", "\t", ":")
Known = Callable[[Sequence[str]], bool]


def inert(cell: str) -> str:
    told = _RUN.sub(r"\1'\2", cell)
    return f"'{told}" if _BLANK.match(told) else told


def restored(cell: str) -> str:
    told = cell[1:] if _INERT_BLANK.match(cell) else cell
    return _INERT.sub(r"\1\2", told)


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([inert(plain(cell)) for cell in row] for row in rows)
    return out.getvalue()


def csv_rows(text: str, name: str, delimiter: str = ",") -> list[tuple[int, list[str]]]:
    """Rows that are not blank, cells restored and cleaned, each with its number in the file.

    Raises ReadError at the line.
    """
    # The module's own bound on a cell is lower than the file's, and one for the whole process.
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [[restored(clean(cell)) for cell in row] for row in reader]
    except csv.Error as error:
        hint = "Open it in a spreadsheet and save it again as CSV UTF-8."
        raise fault(name, f"line {reader.line_num}", f"is not CSV ({error})", hint=hint) from error
    filled = [(n, row) for n, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    return filled[1:] if filled and _SEPARATOR.match(filled[0][1][0]) else filled


def delimited(text: str, known: Known) -> str:
    """The delimiter by which the heading row is a `known` one; empty where there is none."""
    lines = (found.group() for found in re.finditer(r"[^\r\n]+", text))
    header = next((line for line in lines if line.strip() and not _SEPARATOR.match(line)), "")
    for delimiter in DELIMITERS:
        if known([cell.strip().strip('"') for cell in header.lstrip("\ufeff").split(delimiter)]):
            return delimiter
    return ""


def csv_table(
    text: str, name: str, known: Known, *, wanted: str, hint: str
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The plain names of the columns, and the rows below them. Raises ReadError.

    `wanted` says what the heading row should be, where no `known` one is found.
    """
    delimiter = delimited(text, known)
    if not delimiter:
        raise fault(name, "heading row", wanted, hint=hint)
    (_, header), *rows = csv_rows(text, name, delimiter)
    return [plain_header(cell) for cell in header], rows


def plain_header(cell: str) -> str:
    """A column's name without capitals, a number at its end, or "(optional)"."""
    bare = re.sub(r"\(optional\)", "", cell.lstrip("\ufeff").lower())
    return re.sub(r"\s+\d+$", "", " ".join(bare.split()))
