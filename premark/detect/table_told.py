"""A table of people in; whether it sets out their goals, their answers or how each went, out."""

from __future__ import annotations

from collections.abc import Iterator

from premark.detect.artefact_words import words
from premark.detect.table_shape import HALF, Grid, Table, TableKind


def told_across(table: Table) -> Iterator[tuple[TableKind, str]]:
    """What a table is whose columns are people and whose first cells name what each row tells."""
    grid = table.grid
    if not table.across or 0 in table.across:
        return
    labels = grid.filled(0)
    parts = [set(words().found("columns", label)) for label in labels]
    said = set().union(*parts)
    if "goal" in said and said & {"now", "wanted", "success", "link"}:
        yield "goals", "its rows set each person's goal beside where they are or want to be"
    asked = sum(label.rstrip().endswith("?") or "feedback" in part
                for label, part in zip(labels, parts, strict=True))
    headed = words().heading("feedback").hits(grid.title)
    if len(labels) >= 2 and (asked >= HALF * len(labels) or headed):
        yield "feedback", "its rows are what each person was asked"


def is_overview(table: Table) -> bool:
    """Whether it follows each of two or more people from a goal over time to an outcome."""
    grid = table.grid
    if table.client is None or table.date is not None or len(grid.rows) < 2:
        return False
    time = sum(grid.has(part) for part in ("now", "start", "finish", "review", "sessions"))
    return grid.has("goal") and time >= 1 and grid.has("finish", "review") and _is_told(grid)


def _is_told(grid: Grid) -> bool:
    return grid.has("outcome", "topic")


def is_goals(table: Table) -> bool:
    """Whether it sets goals beside where people are, want to be, or whom else it serves."""
    grid = table.grid
    beside = sum(grid.has(part) for part in ("now", "wanted", "link", "success"))
    people = table.client is not None or bool(table.person)
    if grid.has("goal"):
        return beside >= 1 or people
    headed = words().heading("goals").hits(grid.title)
    if grid.has("now") and grid.has("wanted"):
        return people or headed
    return people and not table.timed and beside >= 1 and _holds_goals(grid)


def _holds_goals(grid: Grid) -> bool:
    """Whether the cells of a column say what is to be, by when, whatever it is called."""
    says = words().cell("goal").hits
    free = [c for c in range(len(grid.names)) if c not in grid.columns("now")]
    return any(grid.share(c, says) >= HALF for c in free)


def has_much_feedback(table: Table) -> bool:
    return len(table.grid.columns("feedback")) >= 2


def is_feedback(table: Table) -> bool:
    """Whether it sets out what people answered, by its columns or by the voice of its cells."""
    grid = table.grid
    asked = sum(name.rstrip().endswith("?") for name in grid.names)
    told = len(grid.columns("feedback"))
    people = table.client is not None or grid.has("respondent")
    headed = words().heading("feedback").hits(grid.title)
    return (
        (people and (told >= 1 or asked >= 2))
        or told + asked >= 3
        or (headed and told + asked >= 1)
        or _is_voiced(table)
    )


def _is_voiced(table: Table) -> bool:
    """Whether people speak to the learner in most of the cells beside their labels."""
    grid = table.grid
    planned = grid.has("goal", "by_when", "action", "tools", "duration", "supervised")
    if table.client is None or table.date is not None or table.timed or planned:
        return False
    cells = [t for c in range(len(grid.names)) if c != table.client for t in grid.filled(c)]
    spoken = sum(words().cell("spoken").hits(text) for text in cells)
    return len(cells) >= 2 and spoken >= HALF * len(cells)


def was_held(grid: Grid, *, leads_on: bool = False) -> bool | None:
    """Whether hours set out for people were held (True) or are planned; None where nothing tells.

    Its columns say so first, then the heading over it, the words before, and the words after: but
    not those where the table leads on to logs (`leads_on`), for they tell of the logs.
    """
    if grid.has("delivered"):
        return True
    if grid.has("planned"):
        return False
    before, after = grid.around
    for told in (headed_held(grid.title), told_held(before)):
        if told is not None:
            return told
    if grid.has("reached"):
        return True
    said_after = None if leads_on else told_held(after)
    for told in (*map(headed_held, reversed(grid.path[:-1])), said_after):
        if told is not None:
            return told
    return False if grid.has("setting") else None


def headed_held(title: str) -> bool | None:
    """Whether a heading stands over what was held, or what is planned; None where neither."""
    heading = words().heading
    held = any(heading(name).hits(title) for name in ("summary", "log", "held"))
    planned = heading("plan").hits(title)
    return None if held == planned else held


def told_held(said: str) -> bool | None:
    """Whether words near a table look back; None where they do neither or both."""
    ahead, back = words().text("looks_ahead").hits(said), words().text("looks_back").hits(said)
    return None if ahead == back else back
