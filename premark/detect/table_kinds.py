"""A table with its columns in; what it is (log, plan, goals...) and why, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from premark.detect.artefact_contract import in_rows
from premark.detect.artefact_words import words
from premark.detect.client_names import is_id
from premark.detect.dates import read_date
from premark.detect.durations import find_durations, read_duration
from premark.detect.session_sums import rows_by_person, timed_labels
from premark.detect.table_shape import (
    HALF,
    Grid,
    Table,
    TableKind,
    hours_across,
    is_short,
    labels_of,
    month_columns,
    period_columns,
    says_clock,
    says_when,
)
from premark.detect.table_told import (
    has_much_feedback,
    is_feedback,
    is_goals,
    is_overview,
    told_across,
    was_held,
)

FEWEST_STEPS = 3
LONG_MEETING = 4.0  # hours; rows that are mostly longer are days of a course


def readings(table: Table) -> Iterator[tuple[TableKind, str]]:
    """What the table may be, the most telling first."""
    if clauses := in_rows(table.grid.rows, table.grid.title):
        yield "contract", clauses
    if _is_form(table.grid):
        yield "form", "its first column names the fields of one record"
    if _is_hours_across(table):
        yield _across_kind(table)
    yield from told_across(table)
    if _is_summed(table):
        yield _programme_kind(table)
    if _is_development_plan(table):
        yield "development_plan", "it sets actions or aims against the time by which they are done"
    if _is_log(table):
        yield _log_kind(table)
    if _is_session_plan(table):
        yield "session_plan", "timed steps of one session, with who does what"
    if is_overview(table):
        yield "overview", "it follows each person from a goal to what came of it"
    if _is_programme_plan(table):
        yield _programme_kind(table)
    if is_feedback(table) and (has_much_feedback(table) or not is_goals(table)):
        yield "feedback", "it sets out what each person answered"
    if is_goals(table):
        yield "goals", "it sets goals beside where each person is and wants to be"


def _is_hours_across(table: Table) -> bool:
    grid = table.grid
    if hours_across(grid, table.across) is None:
        return False
    return 0 not in table.across and grid.share(0, _is_time_or_number) >= HALF


def _is_time_or_number(text: str) -> bool:
    return says_when(text) or is_id(text) or bool(re.fullmatch(r"\D{0,8}\d{1,2}", text))


def _across_kind(table: Table) -> tuple[TableKind, str]:
    grid, heading = table.grid, words().heading
    dated = grid.share(0, read_date) >= HALF
    logged = heading("log").hits(grid.title) and not heading("plan").hits(grid.title)
    if dated and logged:
        return "session_log", "dated rows with the hours of each person"
    if logged or heading("summary").hits(grid.title) or grid.has("delivered"):
        return "summary", "it adds up what other records show"
    return "programme_plan", "hours are set out for each person, month by month"


def _is_summed(table: Table) -> bool:
    """Whether hours stand under months, a row for each person, or under people, a row for all."""
    grid = table.grid
    if table.across and 0 not in table.across and not grid.has("date"):
        return any(timed_labels(grid, table.across))
    months = month_columns(grid.names)
    if table.client is None or table.client in months or len(months) < 2:
        return False
    return all(grid.share(c, lambda text: read_duration(text, "hours") or text == "0") >= HALF
               for c in months)


def _is_form(grid: Grid) -> bool:
    if len(grid.names) not in (2, 4):
        return False
    values = [cell.text for row in grid.rows for cell in row.cells[1::2]]
    labels = [text for row in grid.rows for text in labels_of(row)]
    if any(read_date(text) or find_durations(text) for text in labels):
        return False
    if not any(read_duration(text) for text in [*values, *grid.names[1::2]]):
        return False
    named = {p for text in labels for p in words().found("columns", text) if len(text.split()) <= 5}
    headed = set(words().found("columns", grid.names[0])) if grid.names[0] else set()
    return len({"date", "duration"} & (named | headed)) == 2 and "date" in named | headed


def _is_log(table: Table) -> bool:
    grid = table.grid
    if rows_by_person(grid, table.client):
        return False
    if table.date is None and not (grid.has("number") and table.timed and grid.has("topic")):
        return False
    told = sum(grid.has(part) for part in ("topic", "outcome", "tools", "supervised", "reflection"))
    return table.timed or told >= 2


def _log_kind(table: Table) -> tuple[TableKind, str]:
    grid = table.grid
    if is_supervision(table):
        return "supervision_log", "dated rows with a length, about supervision"
    if _is_own_learning(table):
        return "development_log", "dated rows about the learner's own learning"
    if len(grid.columns("reflection")) >= 2:
        return "reflective_log", "dated rows of what was felt and learnt"
    planned = grid.has("planned") and not grid.has("delivered")
    heading = words().heading("plan").hits(grid.title) and not words().heading("log").hits(
        grid.title
    )
    if planned or (heading and not grid.has("outcome")):
        return "programme_plan", "dated rows that are planned"
    return "session_log", "dated rows with a length or what was discussed"


def is_supervision(table: Table) -> bool:
    """Whether the rows are of the learner's own supervision, by heading, columns or cells."""
    grid, heading = table.grid, words().heading("supervision")
    whose = table.person or table.client is not None
    if heading.hits(grid.title) and not whose:
        return True
    if whose:
        return False
    if any(heading.hits(t) for t in grid.path) and not words().heading("log").hits(grid.title):
        return True
    says = words().cell("supervised").opens
    told = any(grid.share(c, says) >= HALF for c in grid.columns("with"))
    return told or grid.has("supervised")


def _is_own_learning(table: Table) -> bool:
    grid = table.grid
    if table.client is not None or table.person or grid.has("group"):
        return False
    taught = words().cell("learning").opens
    if any(grid.share(c, taught) >= HALF and is_short(grid, c) for c in range(len(grid.names))):
        return True
    if _hours_of(table) > LONG_MEETING:
        return True
    if words().heading("development_log").hits(grid.title) and grid.has(
        "reflection", "development"
    ):
        return True
    return grid.has("development") and (grid.has("reflection") or not grid.has("topic"))


def _is_session_plan(table: Table) -> bool:
    """Whether its rows are the steps of one session, each with its time and what is done."""
    grid = table.grid
    timed = any(grid.share(c, says_clock) >= HALF for c in range(min(2, len(grid.names))))
    held = table.date is not None or table.client is not None
    if held or table.across or not (timed or table.timed) or len(grid.rows) < FEWEST_STEPS:
        return False
    doings = len(grid.columns("stage"))
    return doings >= 1 and doings + grid.has("resources") + grid.has("checked") >= 2


def _hours_of(table: Table) -> float:
    """The middle length of the table's rows; 0 without lengths."""
    if table.length is None:
        return 0.0
    read = [read_duration(text, table.unit) for text in table.grid.filled(table.length)]
    hours = sorted(value for value in read if value)
    return hours[len(hours) // 2] if hours else 0.0


def _is_development_plan(table: Table) -> bool:
    grid = table.grid
    if table.client is not None or table.person or not period_columns(grid):
        return False
    acts = grid.has("action") or any(_holds_acts(grid, c) for c in range(len(grid.names)))
    aims = acts + grid.has("goal", "wanted")
    headed = any(words().heading("development_plan").hits(title) for title in grid.path)
    means = sum(grid.has(part) for part in ("resources", "success", "review")) + headed
    logged = grid.has("date") and not grid.has("by_when")
    held = table.timed and table.date is not None and means <= headed
    return aims >= 1 and aims + means >= 2 and not (table.timed and logged) and not held


def _holds_acts(grid: Grid, column: int) -> bool:
    """Whether most cells say what to do, whatever the column is called."""
    free = column not in grid.columns("success") + grid.columns("goal") + grid.columns("wanted")
    return free and grid.share(column, words().cell("act").opens) >= HALF


def _is_programme_plan(table: Table) -> bool:
    grid = table.grid
    planned = grid.has("planned", "setting") or words().heading("plan").hits(grid.title)
    counted = table.timed or grid.has("sessions")
    people = table.client is not None or grid.has("sessions", "number")
    delivered = grid.has("delivered") or words().heading("summary").hits(grid.title)
    return counted and people and (planned or delivered or table.timed)


def _programme_kind(table: Table) -> tuple[TableKind, str]:
    held = was_held(table.grid)
    if held is False:
        return "programme_plan", "meetings or hours are set out for each person, with no dates held"
    said = "" if held else "; nothing in or around it says that it is only planned"
    return "summary", f"it adds up what each person had{said}"


def before_the_logs(found: Sequence[Table]) -> Iterator[Table]:
    """The same tables; hours of each person that stand before the logs are what was planned,
    unless something says that they were held."""
    logs = [i for i, table in enumerate(found) if table.kind == "session_log"]
    for i, table in enumerate(found):
        early = bool(logs) and i < logs[0] and table.kind == "summary"
        if early and was_held(table.grid, leads_on=True) is None:
            because = "meetings or hours are set out for each person, before the logs of them"
            yield replace(table, kind="programme_plan", because=because)
        else:
            yield table
