"""The rows of a cohort's table in; a CSV and a workbook that run nothing when opened, out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from premark.cohort.tables.rows import COLUMNS, NAMES, Cell, Row
from premark.plain import inert

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS = 1_048_576  # of a sheet, its header among them
TAKEN = 2  # rows of a sheet: the header, and one to say that the sheet is full
SHORT = 12  # characters of a digest that a table for people shows
_DIGEST = re.compile(r"[0-9a-f]{32,}\Z")
_THEN = datetime(2000, 1, 1)  # what no run dates its workbook by
_ZIP_THEN = (1980, 1, 1, 0, 0, 0)
_WIDE = {"submission": 18, "requirement": 34, "kind": 14, "key": 16, "encoder": 24}
_WIDTH = 13
_NUMBER = ("number", "whole")
Groups = Iterable[list[Row]]


def to_csv(groups: Groups, about: Sequence[str] = ()) -> bytes:
    """UTF-8 with the mark that Excel looks for; one row a row."""
    out = io.BytesIO()
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_word(name) for name in (*NAMES, *about)])
    for group in groups:
        writer.writerows(zip(*_columns(group, _csv_number), strict=True))
    text.flush()
    return out.getvalue()


def to_workbook(groups: Groups, about: Sequence[str] = (), *, most: int = MOST_ROWS) -> bytes:
    """A workbook with the rows, and each unit's strengths with a row a submission.

    Where there are more rows than a sheet has, its last row says so.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    table: dict[str, dict[str, dict[str, str]]] = {}
    sheet = _sheet(book, "rows", [*NAMES, *about])
    room, rows = most - TAKEN, 0
    for group in groups:
        _gather(group, table)
        rows += len(group)
        for row in islice(zip(*_columns(group, _same), strict=True), max(0, room)):
            sheet.append(row)
        room -= len(group)
    if room < 0:
        sheet.append([f"This sheet is full: {rows:,} rows are in the CSV and the dataset."])
    for unit, submissions in table.items():
        _strengths(book, unit, submissions)
    return _fixed(book)


def _gather(group: Sequence[Row], table: dict[str, dict[str, dict[str, str]]]) -> None:
    """By unit and submission: each criterion's strength."""
    for row in group:
        submission, unit, criterion, requirement = map(str, row[:4])
        if not requirement:
            table.setdefault(unit, {}).setdefault(submission, {})[criterion] = str(row[7])


def _strengths(book: Workbook, unit: str, submissions: dict[str, dict[str, str]]) -> None:
    codes = list(dict.fromkeys(code for each in submissions.values() for code in each))
    taken = {name.casefold() for name in book.sheetnames}
    title = re.sub(r"[\[\]:*?/\\']", " ", f"strengths {unit}")[:28].strip()
    while title.casefold() in taken:
        title = f"{title}+"
    sheet = _sheet(book, title, ["submission", *codes])
    for submission, levels in submissions.items():
        sheet.append([_word(submission), *(_word(levels.get(code, "")) for code in codes)])


def _sheet(book: Workbook, title: str, header: Sequence[str]) -> Any:
    """A sheet whose header stays in sight, with columns wide enough to read."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE.get(name, _WIDTH)
    cells = [WriteOnlyCell(sheet, value=_word(name)) for name in header]
    for cell in cells:
        cell.font = Font(bold=True)
    sheet.append(cells)
    return sheet


def _columns(group: Sequence[Row], number: Callable[[Cell], Cell]) -> Iterator[list[Cell]]:
    """The cells column by column, as a table for people has them."""
    kinds = [kind for _, kind in COLUMNS]
    for i, column in enumerate(zip(*group, strict=True)):
        kind = kinds[i] if i < len(kinds) else "word"
        if kind in _NUMBER:
            yield [number(cell) for cell in column]
        elif kind == "yes":
            yield [None if cell is None else ("yes" if cell else "no") for cell in column]
        else:
            yield [_word(str(cell)) if cell else None for cell in column]


def _same(cell: Cell) -> Cell:
    return cell


def _csv_number(cell: Cell) -> Cell:
    return "" if cell is None else f"{cell:.10g}"


@lru_cache(maxsize=4096)
def _word(text: str) -> str:
    return text[:SHORT] if _DIGEST.match(text) else inert(text)


def _fixed(book: Workbook) -> bytes:
    """The bytes of the workbook, without the time at which it was made."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = _THEN
    book.properties.creator = "premark"
    first, last = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, ZipFile(first, "w", ZIP_DEFLATED, allowZip64=True)).save()
    with ZipFile(first) as made, ZipFile(last, "w", ZIP_DEFLATED) as kept:
        for name in made.namelist():
            entry = ZipInfo(name, _ZIP_THEN)
            entry.compress_type = ZIP_DEFLATED
            with made.open(name) as source, kept.open(entry, "w", force_zip64=False) as target:
                while piece := source.read(1 << 20):
                    target.write(piece)
    return last.getvalue()
