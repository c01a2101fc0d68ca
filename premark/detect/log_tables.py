"""Table rows in; tables with what each is (log, plan, goals...) by what was typed, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from premark.detect.artefact_words import words
from premark.detect.base import Seen
from premark.detect.client_names import in_heading, named_in
from premark.detect.dates import find_periods, find_steps, read_date
from premark.detect.durations import Unit, find_durations, read_duration
from premark.types.document import Passage

TableKind = Literal[
    "session_log",
    "supervision_log",
    "programme_plan",
    "development_plan",
    "development_log",
    "reflective_log",
    "goals",
    "feedback",
    "summary",
    "form",
    "other",
]
HALF = 0.5
SOME = 0.3


@dataclass(frozen=True)
class Grid:
    """A table's body rows, its column names, and which columns play which part."""

    number: int
    rows: tuple[Passage, ...]
    names: tuple[str, ...]
    parts: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def path(self) -> tuple[str, ...]:
        return self.rows[0].path

    @property
    def title(self) -> str:
        return self.path[-1] if self.path else ""

    def columns(self, part: str) -> tuple[int, ...]:
        return next((found for name, found in self.parts if name == part), ())

    def has(self, *parts: str) -> bool:
        return any(self.columns(part) for part in parts)

    def cell(self, row: Passage, column: int) -> str:
        return row.cells[column].text if column < len(row.cells) else ""

    def filled(self, column: int) -> list[str]:
        return [text for row in self.rows if (text := self.cell(row, column).strip())]

    def share(self, column: int, holds: object) -> float:
        filled = self.filled(column)
        return sum(bool(holds(text)) for text in filled) / len(filled) if filled else 0.0  # type: ignore[operator]


@dataclass(frozen=True)
class Table:
    """A grid, what it is, why, and the columns that hold its dates, lengths and people."""

    grid: Grid
    kind: TableKind
    because: str
    date: int | None = None
    length: int | None = None
    unit: Unit = ""
    start: int | None = None
    finish: int | None = None
    client: int | None = None

    @property
    def timed(self) -> bool:
        return self.length is not None or self.start is not None


def tables(seen: Seen) -> list[Table]:
    """Every table of the submission that has a body, in reading order."""
    return list(_tables(tuple(p.passage for p in seen.parsed if p.passage.kind == "row")))


@lru_cache(maxsize=8)
def _tables(rows: tuple[Passage, ...]) -> tuple[Table, ...]:
    grouped: dict[object, list[Passage]] = {}
    for row in rows:
        key = row.table if row.table is not None else f"section {row.section}"
        grouped.setdefault(key, []).append(row)
    grids = (_grid(number, group) for number, group in enumerate(grouped.values()))
    return tuple(_table(grid) for grid in grids if grid.rows)


def _grid(number: int, rows: list[Passage]) -> Grid:
    names = tuple(cell.name for cell in rows[0].cells)
    if not any(names) and len(rows) > 1 and _names_columns(rows[0]):
        names, rows = tuple(cell.text for cell in rows[0].cells), rows[1:]
    body = tuple(row for row in rows if not _repeats(row, names))
    return Grid(number, body or tuple(rows), names, _parts(names))


def _names_columns(row: Passage) -> bool:
    texts = [cell.text for cell in row.cells if cell.text.strip()]
    if any(read_date(text) or read_duration(text) for text in texts):
        return False
    known = [text for text in texts if len(text.split()) <= 8 and words().found("columns", text)]
    return len(known) >= max(2, len(texts) / 2)


def _repeats(row: Passage, names: Sequence[str]) -> bool:
    pairs = [
        (c.text.strip().lower(), n.strip().lower()) for c, n in zip(row.cells, names, strict=False)
    ]
    same = [text for text, name in pairs if text and text == name]
    return len(same) >= 2 and len(same) >= sum(bool(text) for text, _ in pairs) / 2


def _parts(names: Sequence[str]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    found: dict[str, list[int]] = {}
    for column, name in enumerate(names):
        for part in words().found("columns", name):
            found.setdefault(part, []).append(column)
    return tuple((part, tuple(columns)) for part, columns in found.items())


def _table(grid: Grid) -> Table:
    date, (length, unit) = _date_column(grid), _length_column(grid)
    start, finish = _clock_columns(grid) if length is None else (None, None)
    shape = Table(grid, "other", "", date, length, unit, start, finish, client=_client_column(grid))
    kind, because = next(_readings(shape), ("other", "no column tells what it is"))
    return Table(grid, kind, because, date, length, unit, start, finish, shape.client)


def _date_column(grid: Grid) -> int | None:
    dated = [c for c in range(len(grid.names)) if grid.share(c, read_date) >= HALF]
    named = [c for c in dated if c in grid.columns("date")]
    return next(iter([*named, *dated]), None)


def _length_column(grid: Grid) -> tuple[int | None, Unit]:
    named = [c for c in grid.columns("duration") if c not in grid.columns("running")]
    read = {c: (_unit(grid, c), 0.0) for c in named}
    shares = {
        c: grid.share(c, lambda t, u=unit: read_duration(t, u)) for c, (unit, _) in read.items()
    }
    best = max(shares, key=lambda c: (shares[c], -c), default=None)
    if best is not None and shares[best] >= SOME:
        return best, read[best][0]
    for column in range(len(grid.names)):
        free = column not in grid.columns("running") + grid.columns("resources")
        if free and grid.share(column, read_duration) >= 0.6:
            return column, ""
    return None, ""


def _unit(grid: Grid, column: int) -> Unit:
    """What bare numbers of a column are: its name says, or else their size does."""
    if column in grid.columns("minutes"):
        return "minutes"
    if column in grid.columns("hours"):
        return "hours"
    bare = [float(t) for t in grid.filled(column) if t.replace(".", "", 1).isdigit()]
    if not bare:
        return ""
    return "minutes" if min(bare) >= 10 else "hours" if max(bare) <= 8 else ""


def _clock_columns(grid: Grid) -> tuple[int | None, int | None]:
    start, finish = grid.columns("start"), grid.columns("finish")
    if not start or not finish:
        return None, None
    rows = [(grid.cell(r, start[0]), grid.cell(r, finish[0])) for r in grid.rows]
    read = [read_duration(f"{a} - {b}") for a, b in rows if a and b]
    return (start[0], finish[0]) if any(read) else (None, None)


def _client_column(grid: Grid) -> int | None:
    for column in grid.columns("client"):
        if any(len(text.split()) <= 6 for text in grid.filled(column)):
            return column
    first = range(min(2, len(grid.names)))
    return next((c for c in first if grid.share(c, named_in) >= HALF and _short(grid, c)), None)


def _short(grid: Grid, column: int) -> bool:
    return all(len(text.split()) <= 6 for text in grid.filled(column))


def _readings(table: Table) -> Iterator[tuple[TableKind, str]]:
    """What the table may be, the most telling first."""
    if _is_form(table.grid):
        yield "form", "its first column names the fields of one record"
    if _is_development_plan(table):
        yield "development_plan", "it sets actions or aims against the time by which they are done"
    if _is_log(table):
        yield _log_kind(table)
    if _is_programme_plan(table):
        yield _programme_kind(table)
    if _is_feedback(table) and not _is_goals(table):
        yield "feedback", "it sets out what each person answered"
    if _is_goals(table):
        yield "goals", "it sets goals beside where each person is and wants to be"


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


def labels_of(row: Passage) -> list[str]:
    """The cells of a form's row that name the cell to their right."""
    return [row.cells[i].text for i in range(0, len(row.cells) - 1, 2)]


def _is_log(table: Table) -> bool:
    grid = table.grid
    if table.date is None and not (grid.has("number") and table.timed and grid.has("topic")):
        return False
    told = sum(grid.has(part) for part in ("topic", "outcome", "tools", "supervised", "reflection"))
    return table.timed or told >= 2


def _log_kind(table: Table) -> tuple[TableKind, str]:
    grid = table.grid
    if _is_supervision(table):
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


def _is_supervision(table: Table) -> bool:
    grid, heading = table.grid, words().heading("supervision")
    whose = in_heading(grid.title) or grid.columns("client")
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
    if grid.has("client") or in_heading(grid.title):
        return False
    if words().heading("development_log").hits(grid.title) and grid.has(
        "reflection", "development"
    ):
        return True
    return grid.has("development") and (grid.has("reflection") or not grid.has("topic"))


def _is_development_plan(table: Table) -> bool:
    grid = table.grid
    if table.client is not None or not period_columns(grid):
        return False
    aims = grid.has("action") + grid.has("goal", "wanted")
    means = sum(grid.has(part) for part in ("resources", "success", "review"))
    logged = grid.has("date") and not grid.has("by_when")
    return aims >= 1 and aims + means >= 2 and not (table.timed and logged)


def period_columns(grid: Grid) -> list[int]:
    """Columns of when a thing is to be done: months, dates, quarters."""
    named = [c for c in grid.columns("by_when") if grid.share(c, says_when) >= SOME]
    return named or [
        c
        for c in range(len(grid.names))
        if grid.share(c, says_when) >= 0.6 and _short(grid, c) and c not in grid.columns("date")
    ]


def says_when(text: str) -> bool:
    return bool(find_periods(text) or find_steps(text))


def _is_programme_plan(table: Table) -> bool:
    grid = table.grid
    planned = grid.has("planned", "setting") or words().heading("plan").hits(grid.title)
    counted = table.timed or grid.has("sessions")
    people = table.client is not None or grid.has("sessions", "number")
    delivered = grid.has("delivered") or words().heading("summary").hits(grid.title)
    return counted and people and (planned or delivered or table.timed)


def _programme_kind(table: Table) -> tuple[TableKind, str]:
    grid = table.grid
    done = grid.has("delivered") or words().heading("summary").hits(grid.title)
    if done and not grid.has("planned"):
        return "summary", "it adds up what other records show"
    return "programme_plan", "meetings or hours are set out for each person, with no dates held"


def _is_goals(table: Table) -> bool:
    grid = table.grid
    beside = sum(grid.has(part) for part in ("now", "wanted", "link", "success"))
    return (
        grid.has("goal")
        and (beside >= 1 or table.client is not None)
        or (grid.has("now") and grid.has("wanted"))
    )


def _is_feedback(table: Table) -> bool:
    grid = table.grid
    asked = sum(name.rstrip().endswith("?") for name in grid.names)
    told = len(grid.columns("feedback"))
    people = table.client is not None or grid.has("respondent")
    headed = words().heading("feedback").hits(grid.title)
    return (
        (people and (told >= 1 or asked >= 2))
        or told + asked >= 3
        or (headed and told + asked >= 1)
    )
