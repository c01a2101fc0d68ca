"""A log's or a plan's table in; a meeting for each of its rows, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from premark.detect.artefact_words import words
from premark.detect.client_names import in_cell, in_heading, only_one
from premark.detect.dates import read_date
from premark.detect.durations import Unit, find_clock, find_durations, read_duration
from premark.detect.meetings import SUM_ROW, Meeting, Of
from premark.detect.session_people import group_named, person_named
from premark.detect.session_sums import Sheet, hours_of, is_total, sheet_of, turned
from premark.detect.table_kinds import is_supervision
from premark.detect.table_shape import Table, hours_across, labels_of
from premark.types.document import Passage

OF: dict[str, Of] = {
    "session_log": "practice",
    "supervision_log": "supervision",
    "programme_plan": "planned",
    "summary": "practice",
}
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\s[-–—]\s")


def meetings_of(table: Table) -> Iterator[Meeting]:
    """A meeting for each row of a log or a plan; a total or a cancelled one says why not."""
    if table.kind == "form":
        yield from _of_form(table)
    if table.kind not in OF:
        return
    if table.across and (unit := hours_across(table.grid, table.across)) is not None:
        yield from _of_people_across(table, unit)
        return
    if table.across and table.kind in ("summary", "programme_plan"):
        yield from _of_sums_across(table)
        return
    if table.kind == "summary" or (table.kind == "programme_plan" and table.date is None):
        yield from _of_sums(table)
        return
    person = table.person if table.kind != "supervision_log" else ""
    for row in table.grid.rows:
        group = group_named(table, row)
        if group is not None:
            person = group or person
            continue
        named = person_named(table, row)
        if named:
            # Merged cells name a person once for the rows below.
            person = named
        yield _meeting(table, row, person if table.kind != "supervision_log" else "")


def _of_people_across(table: Table, unit: Unit) -> Iterator[Meeting]:
    """A meeting for each cell of a row, of the person whose name its column has."""
    grid = table.grid
    for row in grid.rows:
        first = grid.cell(row, 0)
        day = read_date(first)
        total = day is None and words().cell("total").opens(first)
        for column in table.across:
            hours = read_duration(grid.cell(row, column), unit)
            if hours:
                yield Meeting(
                    passage=row,
                    start=0,
                    end=len(row.text),
                    of=OF[table.kind],
                    hours=hours,
                    rule="row",
                    client=only_one(grid.names[column], grid.labels),
                    day=day,
                    name=first[:20].strip().lower(),
                    why_not="total" if total else "",
                )


def _of_sums(table: Table) -> Iterator[Meeting]:
    """A sum for each row; of planned hours besides, where columns set both side by side."""
    sheet, rows = sheet_of(table.grid), table.grid.rows
    both = table.kind == "summary" and table.grid.has("planned")
    told = {_of_sum(table): hours_of(sheet, planned=False if both else None)}
    if both:
        told["planned"] = hours_of(sheet, planned=True)
    person = table.person
    for i, row in enumerate(rows):
        person = group_named(table, row) or person_named(table, row) or person
        for of, hours in told.items():
            if hours[i]:
                named = "" if of == "supervision" else person
                nobody = not person_named(table, row)
                total = sheet.totals[i] or (nobody and _adds_up(sheet, hours, i))
                yield _sum(row, of, hours[i], named, total=total)


def _adds_up(sheet: Sheet, hours: Sequence[float | None], i: int) -> bool:
    """Whether a row with no name on it is the sum of those above it."""
    above = [h or 0.0 for h, t in zip(hours[:i], sheet.totals[:i], strict=True) if not t]
    return len(above) > 1 and abs(sum(above) - (hours[i] or 0.0)) < 0.01


def _of_sums_across(table: Table) -> Iterator[Meeting]:
    """A sum for each column that is named for a person."""
    grid = table.grid
    sheet = turned(grid, table.across)
    for column, hours in zip(table.across, hours_of(sheet), strict=True):
        if hours:
            person = only_one(grid.names[column], grid.labels)
            yield _sum(grid.rows[0], _of_sum(table), hours, person, total=False)


def _of_sum(table: Table) -> Of:
    if table.kind == "summary" and is_supervision(table):
        return "supervision"
    return OF[table.kind]


def _sum(row: Passage, of: Of, hours: float | None, person: str, *, total: bool) -> Meeting:
    return Meeting(
        passage=row,
        start=0,
        end=len(row.text),
        of=of,
        hours=hours,
        rule="row" if of == "planned" else SUM_ROW,
        client=person,
        why_not="total" if total else "",
    )


def _meeting(table: Table, row: Passage, person: str) -> Meeting:
    of = _of(table, row)
    day = read_date(table.grid.cell(row, table.date)) if table.date is not None else None
    hours = _hours(table, row)
    return Meeting(
        passage=row,
        start=0,
        end=len(row.text),
        of=of,
        hours=hours,
        rule="row",
        client="" if of == "supervision" else person,
        day=day,
        name=_name(table, row),
        why_not=_why_not(table, row, hours, dated=day is not None),
        clock=_clock(table, row),
    )


def _of(table: Table, row: Passage) -> Of:
    """What a row is of; in one log for everything a column tells supervision from practice."""
    kinds = table.grid.columns("with") if table.kind == "session_log" else ()
    cells = [table.grid.cell(row, c) for c in kinds if c != table.client]
    says = words().text("supervision")
    told = any(len(text.split()) <= 4 and says.hits(text) for text in cells)
    return "supervision" if told else OF[table.kind]


def _clock(table: Table, row: Passage) -> tuple[int, int] | None:
    grid = table.grid
    if table.start is not None and table.finish is not None:
        return find_clock(f"{grid.cell(row, table.start)} - {grid.cell(row, table.finish)}")
    columns = [c for c in (table.length, table.date) if c is not None]
    found = (find_clock(grid.cell(row, column)) for column in columns)
    return next((clock for clock in found if clock), None)


def _name(table: Table, row: Passage) -> str:
    number = next(iter(table.grid.columns("number")), None)
    said = table.grid.cell(row, number) if number is not None else ""
    return said[:20].strip().lower()


def _hours(table: Table, row: Passage) -> float | None:
    grid = table.grid
    if table.kind == "programme_plan" and (table.date is None or grid.has("sessions")):
        planned = _planned_hours(table, row)
        if planned:
            return planned
    if table.length is not None:
        return read_duration(grid.cell(row, table.length), table.unit) or _product(table, row)
    if table.start is not None and table.finish is not None:
        return read_duration(f"{grid.cell(row, table.start)} - {grid.cell(row, table.finish)}")
    if table.date is not None:
        cell = grid.cell(row, table.date)
        day = read_date(cell)
        return read_duration(cell[: day.start] + " " + cell[day.end :]) if day else None
    return _product(table, row)


def _planned_hours(table: Table, row: Passage) -> float | None:
    """Hours in all that a plan's row gives, else its number of meetings by the length of each."""
    grid = table.grid
    for column in grid.columns("hours"):
        if column not in grid.columns("sessions"):
            return read_duration(grid.cell(row, column), "hours")
    each = (
        read_duration(grid.cell(row, table.length), table.unit)
        if table.length is not None
        else None
    )
    for column in grid.columns("sessions"):
        count = grid.cell(row, column).strip()
        if each and column != table.length and re.fullmatch(r"\d{1,3}", count):
            return each * int(count)
    return None


def _product(table: Table, row: Passage) -> float | None:
    """ "5 x 1.5 hours" in a column of planned meetings, where no column gives the hours."""
    for column in table.grid.columns("sessions"):
        if column != table.length:
            found = read_duration(table.grid.cell(row, column))
            if found:
                return found
    return None


def _why_not(table: Table, row: Passage, hours: float | None, *, dated: bool) -> str:
    cells = [cell.text for cell in row.cells if cell.text.strip()]
    short = [text for text in cells if len(text.split()) <= 4]
    said = any(words().cell("total").opens(text) for text in [*cells[:2], *short])
    if not dated and (said or is_total(cells)):
        return "total"
    if _cancelled(table, row, hours):
        return "cancelled"
    return "" if hours else "no duration"


def _cancelled(table: Table, row: Passage, hours: float | None) -> bool:
    said = words().cell("cancelled")
    came = [table.grid.cell(row, c) for c in table.grid.columns("attended")]
    if any(len(text.split()) <= 4 and words().cell("absent").opens(text) for text in came):
        return True
    for column, cell in enumerate(row.cells):
        if hours is None or column == table.length:
            if said.hits(cell.text):
                return True
        elif any(
            said.opens(part) and len(part.split()) <= 12 for part in _SENTENCE.split(cell.text)
        ):
            return True
    return False


def _of_form(table: Table) -> Iterator[Meeting]:
    """A record of one meeting whose rows are "Date: ...", "Length: ..."."""
    grid = table.grid
    pairs = [
        (row, label, row.cells[2 * i + 1].text)
        for row in grid.rows
        for i, label in enumerate(labels_of(row))
    ]
    pairs += [
        (grid.rows[0], grid.names[i], grid.names[i + 1]) for i in range(0, len(grid.names) - 1, 2)
    ]
    values = {
        part: (row, value)
        for part in ("client", "date", "duration")
        for row, label, value in pairs
        if len(label.split()) <= 5 and words().column(part).hits(label)
    }
    if "duration" not in values:
        return
    row, value = values["duration"]
    hours = read_duration(value) or sum(d[2] for d in find_durations(value)[:1]) or None
    supervised = words().heading("supervision").hits(" ".join([grid.title, *(p[1] for p in pairs)]))
    said = values["client"][1] if "client" in values else ""
    person = in_cell(said, grid.labels) if said else in_heading(grid.title, grid.labels)
    cancelled = words().cell("cancelled").hits(value)
    yield Meeting(
        passage=row,
        start=0,
        end=len(row.text),
        of="supervision" if supervised else "practice",
        hours=hours,
        rule="form",
        client="" if supervised else person,
        day=read_date(values["date"][1]) if "date" in values else None,
        why_not="cancelled" if cancelled else "" if hours else "no duration",
    )
