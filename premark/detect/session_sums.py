"""A table that sums up meetings person by person in; hours for each row (or each person), out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from statistics import median

from premark.detect.artefact_words import words
from premark.detect.dates import find_periods
from premark.detect.durations import Unit, read_duration
from premark.detect.number_words import bare_figure
from premark.detect.table_shape import HALF, SOME, Grid, month_columns

MOST_HOURS = 40.0  # a bare number above it is minutes
LONG_MEETING = 2.5  # hours; more is no length of one meeting


@dataclass(frozen=True)
class Sheet:
    """Column names and the cells of rows under them, as text; `totals` are rows that sum others."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[bool, ...]

    def cells(self, column: int, *, summed: bool = False) -> list[str]:
        """The column's cells that are not those of totals, unless `summed`."""
        told = zip(self.rows, self.totals, strict=True)
        return [row[column] for row, total in told if total == summed]


def sheet_of(grid: Grid) -> Sheet:
    """The table as it stands: a row for each person."""
    width = len(grid.names)
    rows = tuple(tuple(grid.cell(row, c) for c in range(width)) for row in grid.rows)
    return Sheet(grid.names, rows, tuple(is_total(row) for row in rows))


def turned(grid: Grid, people: Sequence[int]) -> Sheet:
    """The table on its side: a row for each column that is named for a person."""
    names = tuple(grid.cell(row, 0) for row in grid.rows)
    rows = tuple(tuple(grid.cell(row, c) for row in grid.rows) for c in people)
    return Sheet(names, rows, (False,) * len(rows))


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row sums up those above it: "Total", "Sub-total (A)", "Client A total"."""
    short = [text for text in cells[:2] if text.strip() and len(text.split()) <= 5]
    said = words().cell
    return any(said("total").opens(t) or said("total_of").hits(t) for t in short)


def hours_of(sheet: Sheet, *, planned: bool | None = None) -> tuple[float | None, ...]:
    """Hours in all of each row; `planned` takes or leaves columns that say so, None takes any."""
    columns = [c for c in range(len(sheet.names)) if planned in (None, _is_planned(sheet, c))]
    months = [c for c in month_columns(sheet.names) if c in columns]
    timed = [c for c in columns if c not in months and _is_timed(sheet, c)]
    if timed:
        best = _multiplied(sheet, timed)
        if best is None:
            best = min(timed, key=lambda c: (_rank(sheet.names[c]), c))
        return _in_all(sheet, best, [c for c in columns if c != best])
    if len(months) > 1:
        unit = _unit(sheet, months)
        return tuple(_added(row, months, unit) for row in sheet.rows)
    return (None,) * len(sheet.rows)


def _multiplied(sheet: Sheet, timed: Sequence[int]) -> int | None:
    """The column that holds, row by row, another's length by the number of meetings, if any."""
    counted = next((c for c in range(len(sheet.names)) if _counts(sheet, c)), None)
    if counted is None or len(timed) < 2:
        return None
    hours = {c: [read_duration(row[c], _unit(sheet, [c])) for row in sheet.rows] for c in timed}
    counts = [_count(row[counted]) for row in sheet.rows]
    for each, whole in permutations(timed, 2):
        told = zip(hours[each], counts, hours[whole], sheet.totals, strict=True)
        rows = [(h * n, total) for h, n, total, summed in told if h and n and total and not summed]
        differ = any(n > 1 for n in counts)
        if rows and differ and all(abs(one - total) < 0.01 for one, total in rows):
            return whole
    return None


def _is_planned(sheet: Sheet, column: int) -> bool:
    table, name = words(), sheet.names[column]
    return table.column("planned").hits(name) and not table.column("delivered").hits(name)


def _is_timed(sheet: Sheet, column: int) -> bool:
    """Whether a column holds lengths of time, or is named for them and holds numbers."""
    name, held = sheet.names[column], [t for t in sheet.cells(column) if t.strip()]
    if not held or words().column("running").hits(name):
        return False
    named = any(words().column(part).hits(name) for part in ("duration", "hours", "minutes"))
    unit = _unit(sheet, [column]) if named else ""
    read = sum(bool(read_duration(text, unit)) for text in held) / len(held)
    return read >= (SOME if named else 0.6)


def _rank(name: str) -> int:
    """The column to believe first: hours held, then in all, then of any kind, then of each."""
    table = words()
    if table.column("each").hits(name):
        return 3
    held = table.column("delivered").hits(name)
    return 0 if held else 1 if table.column("in_all").hits(name) else 2


def _unit(sheet: Sheet, columns: Sequence[int]) -> Unit:
    name = sheet.names[columns[0]]
    if words().column("minutes").hits(name):
        return "minutes"
    if words().column("hours").hits(name):
        return "hours"
    bare = [bare_figure(text) or 0.0 for c in columns for text in sheet.cells(c)]
    return "minutes" if max(bare, default=0.0) > MOST_HOURS else "hours"


def _in_all(sheet: Sheet, column: int, others: Sequence[int]) -> tuple[float | None, ...]:
    unit = _unit(sheet, [column])
    hours = [read_duration(row[column], unit) for row in sheet.rows]
    counted = next((c for c in others if _counts(sheet, c)), None)
    if counted is None:
        return tuple(hours)
    counts = [_count(row[counted]) for row in sheet.rows]
    if not _is_each(sheet, column, hours, counts):
        return tuple(hours)
    pairs = zip(hours, counts, sheet.totals, strict=True)
    return tuple(h if total else h * n if h and n else h for h, n, total in pairs)


def _counts(sheet: Sheet, column: int) -> bool:
    if not words().column("sessions").hits(sheet.names[column]):
        return False
    cells = [text for text in sheet.cells(column) if text.strip()]
    return sum(bool(_count(text)) for text in cells) >= HALF * max(len(cells), 1)


def _count(text: str) -> int:
    found = re.match(r"\s*(\d{1,2})(?:\s|$|,|\()", text)
    return int(found[1]) if found else 0


def _is_each(
    sheet: Sheet, column: int, hours: Sequence[float | None], counts: Sequence[int]
) -> bool:
    """Whether the lengths are those of one meeting: a total, the name or their size tells."""
    told = list(zip(hours, counts, sheet.totals, strict=True))
    pairs = [(h, n) for h, n, total in told if h and n and not total]
    if not pairs:
        return False
    sums = [h for h, _, total in told if total and h]
    for total in sums:
        if abs(sum(h for h, _ in pairs) - total) < 0.01:
            return False
        if abs(sum(h * n for h, n in pairs) - total) < 0.01:
            return True
    name, table = sheet.names[column], words()
    if table.column("each").hits(name) or median(h / n for h, n in pairs) < 0.4:
        return True
    if table.column("in_all").hits(name) or table.column("hours").hits(name):
        return False
    same = len({h for h, _ in pairs}) == 1 < len({n for _, n in pairs})
    return same and pairs[0][0] <= LONG_MEETING


def _added(row: Sequence[str], months: Sequence[int], unit: Unit) -> float | None:
    read = [read_duration(row[c], unit) for c in months]
    return round(sum(h for h in read if h), 4) or None


def rows_by_person(grid: Grid, client: int | None) -> bool:
    """Whether each row is one person with a number of meetings, and nobody has two rows."""
    if client is None or not grid.has("sessions"):
        return False
    sheet = sheet_of(grid)
    people = [text.strip().lower() for text in sheet.cells(client) if text.strip()]
    counted = any(_counts(sheet, c) for c in grid.columns("sessions"))
    return counted and len(people) == len(set(people))


def timed_labels(grid: Grid, people: Sequence[int]) -> Iterator[str]:
    """Labels of the rows that give each person's hours, where columns are people."""
    sheet = turned(grid, people)
    for column, name in enumerate(sheet.names):
        if any(find_periods(name)) or not words().column("duration").hits(name):
            continue
        if _is_timed(sheet, column):
            yield name
