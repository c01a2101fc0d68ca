"""A table that tells of people in; whom each of its rows and columns names, out."""

from __future__ import annotations

from collections.abc import Iterator

from premark.detect.artefact_words import words
from premark.detect.client_names import in_cell, in_heading, is_id, is_initials, is_other, only_one
from premark.detect.dates import read_date
from premark.detect.durations import find_durations
from premark.detect.table_shape import Table
from premark.types.document import Passage

PEOPLE = ("session_log", "programme_plan", "summary", "goals", "feedback", "form", "overview")


def people_of(table: Table) -> Iterator[tuple[Passage, str]]:
    """(row, key) for everybody in a table's column of people, or in the heading over a log."""
    if table.kind not in PEOPLE:
        return
    if table.kind == "session_log" and table.person:
        yield table.grid.rows[0], table.person
    for column in table.across:
        yield table.grid.rows[0], only_one(table.grid.names[column], table.grid.labels)
    for row in table.grid.rows:
        key = group_named(table, row) or person_named(table, row)
        if key:
            yield row, key


def group_named(table: Table, row: Passage) -> str | None:
    """Whom a row that is only a sub-heading names; None when it is an ordinary row."""
    filled = [cell.text for cell in row.cells if cell.text.strip()]
    if len(set(filled)) != 1 or len(row.cells) < 3 or read_date(filled[0]):
        return None
    if find_durations(filled[0]) or words().cell("total").opens(filled[0]):
        return None
    labels = table.grid.labels
    short = in_cell(filled[0], labels) if len(filled[0].split()) <= 3 else ""
    return in_heading(filled[0], labels) or short


def person_named(table: Table, row: Passage) -> str:
    """Whom a row's cell in the column of people names, or ""."""
    if table.client is None:
        return ""
    cell = table.grid.cell(row, table.client)
    # A column that is not named for them ("From") also holds sponsors and chairs.
    if is_other(cell, table.grid.labels):
        return ""
    named = table.client in table.grid.columns("client") or is_id(cell) or is_initials(cell)
    return (in_cell if named else only_one)(cell, table.grid.labels)
