"""Rows under column names in; which columns hold dates, lengths, people and deadlines, out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from premark.detect.artefact_words import words
from premark.detect.client_names import in_heading, is_id, is_initials, named_in, only_one
from premark.detect.dates import find_periods, find_steps, read_date
from premark.detect.durations import Unit, read_duration
from premark.detect.number_words import bare_figure
from premark.types.document import Passage

TableKind = Literal[
    "session_log",
    "supervision_log",
    "programme_plan",
    "session_plan",
    "development_plan",
    "development_log",
    "reflective_log",
    "goals",
    "feedback",
    "summary",
    "form",
    "contract",
    "overview",
    "other",
]
HALF = 0.5
SOME = 0.3
MOST_PEOPLE = 30  # a number above it is no label of a person
MOST_DIGITS = 3
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d|\d{1,3}\s*(?:[-–]\s*\d{1,3}\s*)?(?:min|['’′])", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?(?:\s*%|\s*/\s*\d+)?")


@dataclass(frozen=True)
class Grid:
    """A table's body rows, its column names, and which columns play which part.

    `labels` are the learner's own nouns for people; `around` are the words before and after it.
    """

    number: int
    rows: tuple[Passage, ...]
    names: tuple[str, ...]
    parts: tuple[tuple[str, tuple[int, ...]], ...]
    labels: tuple[str, ...] = ()
    around: tuple[str, str] = ("", "")

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

    def share(self, column: int, holds: Callable[[str], object]) -> float:
        filled = self.filled(column)
        return sum(bool(holds(text)) for text in filled) / len(filled) if filled else 0.0


@dataclass(frozen=True)
class Table:
    """A grid, what it is, why, and the columns that hold its dates, lengths and people.

    `across` are columns that are each named for one person.
    """

    grid: Grid
    kind: TableKind
    because: str
    date: int | None = None
    length: int | None = None
    unit: Unit = ""
    start: int | None = None
    finish: int | None = None
    client: int | None = None
    across: tuple[int, ...] = ()

    @property
    def person(self) -> str:
        """Whose table it is: the heading above it or a column's name says so."""
        labels = self.grid.labels
        return in_heading(self.grid.title, labels) or only_one(" | ".join(self.grid.names), labels)

    @property
    def timed(self) -> bool:
        return self.length is not None or self.start is not None


def date_column(grid: Grid) -> int | None:
    """The column whose cells are dates, by its name first."""
    dated = [c for c in range(len(grid.names)) if grid.share(c, read_date) >= HALF]
    # Sub-headings and sub-totals may stand in the same column as the dates.
    named = [c for c in grid.columns("date") if grid.share(c, read_date) >= SOME]
    return next(iter([*named, *dated]), None)


def length_column(grid: Grid) -> tuple[int | None, Unit]:
    """The column of lengths of time and the unit of its bare numbers."""
    named = [c for c in grid.columns("duration") if c not in grid.columns("running")]
    read = {c: _unit(grid, c) for c in named}
    shares = {c: grid.share(c, partial(read_duration, unit=unit)) for c, unit in read.items()}
    best = max(shares, key=lambda c: (shares[c], -c), default=None)
    if best is not None and shares[best] >= SOME:
        return best, read[best]
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
    read = (bare_figure(text) for text in grid.filled(column))
    bare = [figure for figure in read if figure is not None]
    if not bare:
        return ""
    return "minutes" if min(bare) >= 10 else "hours" if max(bare) <= 8 else ""


def clock_columns(grid: Grid) -> tuple[int | None, int | None]:
    """The columns of when a meeting began and ended, if both are there."""
    start, finish = grid.columns("start"), grid.columns("finish")
    if not start or not finish:
        return None, None
    rows = [(grid.cell(r, start[0]), grid.cell(r, finish[0])) for r in grid.rows]
    read = [read_duration(f"{a} - {b}") for a, b in rows if a and b]
    return (start[0], finish[0]) if any(read) else (None, None)


def month_columns(names: tuple[str, ...]) -> list[int]:
    """Columns whose names are months or quarters."""
    return [c for c, name in enumerate(names) if len(name.split()) <= 3 and find_periods(name)]


def client_column(grid: Grid) -> int | None:
    """The column that names the person of each row, by its name or by its cells."""
    for column in grid.columns("client"):
        short = any(len(text.split()) <= 6 for text in grid.filled(column))
        if short and not named_in(grid.names[column], grid.labels) and _holds_labels(grid, column):
            return column
    if grid.has("date") and grid.has("duration"):
        for column in grid.columns("respondent"):
            if grid.share(column, is_initials) >= 0.75:
                return column
    first = range(min(2, len(grid.names)))
    named = partial(named_in, labels=grid.labels)
    labelled = [c for c in first if grid.share(c, named) >= HALF and is_short(grid, c)]
    return next(iter([*labelled, *(c for c in first if _holds_ids(grid, c))]), None)


def people_across(grid: Grid) -> tuple[int, ...]:
    """Columns whose names are each one person, where there are two or more."""
    found = {c: only_one(n, grid.labels) for c, n in enumerate(grid.names) if len(n.split()) <= 4}
    named = tuple(c for c, key in found.items() if key)
    return named if len({found[c] for c in named}) >= 2 else ()


def hours_across(grid: Grid, columns: tuple[int, ...]) -> Unit | None:
    """The unit of the bare numbers in columns of hours for each person; None where they are none.

    A cell that says that nothing is planned ("none", "-") is let be.
    """
    bare = Grid(grid.number, grid.rows, grid.names, (), grid.labels)
    for unit in dict.fromkeys(("", _unit(bare, columns[0]))) if columns else ():
        read = partial(read_duration, unit=unit)
        cells = [text for c in columns for text in grid.filled(c)]
        held = [text for text in cells if not words().cell("nothing").opens(text)]
        if held and sum(bool(read(text)) for text in held) >= 0.8 * len(held):
            return unit
    return None


def _holds_labels(grid: Grid, column: int) -> bool:
    """Whether a column named for people names them: numbers in it must be small and in order.

    Marks and averages ("3.0", "4.3") stand under "Clients" too, and name nobody.
    """
    filled = [text for text in grid.filled(column) if not words().cell("total").opens(text)]
    figures = [text for text in filled if _FIGURE.fullmatch(text)]
    if len(figures) < 0.75 * len(filled) or not figures:
        return True
    if not all(text.isdecimal() and len(text) <= MOST_DIGITS for text in figures):
        return False
    marks = [int(text) for text in figures]
    few = sorted(set(marks)) == list(range(1, len(set(marks)) + 1))
    if column == 0 or grid.has("date"):
        return min(marks) > 0 and max(marks) < MOST_PEOPLE
    return few and marks == sorted(marks) and len(set(marks)) > 1


def _holds_ids(grid: Grid, column: int) -> bool:
    """A column such as "Officer" with 1, 2 and 3 under it, where no other name says what it is."""
    name = grid.names[column].strip()
    known = words().found("columns", name) or words().text("not_a_person").hits(name)
    return name.isalpha() and not known and grid.share(column, is_id) >= 0.75


def is_short(grid: Grid, column: int) -> bool:
    """Whether every cell of a column is a label and not prose."""
    return all(len(text.split()) <= 6 for text in grid.filled(column))


def labels_of(row: Passage) -> list[str]:
    """The cells of a form's row that name the cell to their right."""
    return [row.cells[i].text for i in range(0, len(row.cells) - 1, 2)]


def period_columns(grid: Grid) -> list[int]:
    """Columns of when a thing is to be done: months, dates, quarters."""
    named = [c for c in grid.columns("by_when") if grid.share(c, says_when) >= SOME]
    return named or [
        c
        for c in range(len(grid.names))
        if grid.share(c, says_when) >= 0.6 and is_short(grid, c) and c not in grid.columns("date")
    ]


def says_clock(text: str) -> bool:
    """Whether a cell opens with a time of day or a number of minutes: "9.15", "0-10 min"."""
    return bool(_CLOCK.match(text.strip()))


def says_when(text: str) -> bool:
    return bool(find_periods(text) or find_steps(text))
