"""Table rows in; tables, with what each is by what the learner typed, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from premark.detect.artefact_words import words
from premark.detect.base import Seen
from premark.detect.client_labels import learnt_labels
from premark.detect.dates import read_date
from premark.detect.durations import read_duration
from premark.detect.table_kinds import before_the_logs, readings
from premark.detect.table_shape import (
    Grid,
    Table,
    client_column,
    clock_columns,
    date_column,
    length_column,
    people_across,
)
from premark.parse import ParsedPassage
from premark.types.document import Passage

NEAR = 2  # sentences before and after a table that may say whether it is a plan


def tables(seen: Seen) -> list[Table]:
    """Every table of the submission that has a body, in reading order."""
    rows = tuple(p.passage for p in seen.parsed if p.passage.kind == "row")
    return list(_tables(rows, learnt_labels(seen) if rows else (), _around(seen)))


@lru_cache(maxsize=8)
def _tables(
    rows: tuple[Passage, ...], labels: tuple[str, ...], around: tuple[tuple[str, str, str], ...]
) -> tuple[Table, ...]:
    grouped: dict[str, list[Passage]] = {}
    for row in rows:
        grouped.setdefault(_key(row), []).append(row)
    said = {key: (before, after) for key, before, after in around}
    found = [_table(grid) for number, (key, group) in enumerate(grouped.items())
             if (grid := replace(_grid(number, group, labels), around=said[key])).rows]
    return tuple(before_the_logs(found))


def _key(row: Passage) -> str:
    return f"section {row.section}" if row.table is None else f"table {row.table}"


def _around(seen: Seen) -> tuple[tuple[str, str, str], ...]:
    """Each table's key with the sentences right before and right after it, in its own section."""
    found: dict[str, list[str]] = {}
    last: ParsedPassage | None = None
    for parsed in seen.parsed:
        same = last is not None and last.passage.section == parsed.passage.section
        if parsed.passage.kind == "row":
            before = last if same and last and last.passage.kind != "row" else None
            said = " ".join(s.text for s in before.sentences[-NEAR:]) if before else ""
            found.setdefault(_key(parsed.passage), [said, ""])
        elif same and last and last.passage.kind == "row":
            after = " ".join(s.text for s in parsed.sentences[:NEAR])
            found[_key(last.passage)][1] = after
        last = parsed
    return tuple((key, before, after) for key, (before, after) in found.items())


def _grid(number: int, rows: list[Passage], labels: tuple[str, ...]) -> Grid:
    names = tuple(cell.name for cell in rows[0].cells)
    if not any(names) and len(rows) > 1 and _names_columns(rows[0]):
        names, rows = tuple(cell.text for cell in rows[0].cells), rows[1:]
    body = tuple(row for row in rows if not _repeats(row, names))
    return Grid(number, body or tuple(rows), names, _parts(names), labels)


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
    date, (length, unit) = date_column(grid), length_column(grid)
    start, finish = clock_columns(grid) if length is None else (None, None)
    across, client = people_across(grid), client_column(grid)
    shape = Table(grid, "other", "", date, length, unit, start, finish, client, across)
    kind, because = next(readings(shape), ("other", "no column tells what it is"))
    return replace(shape, kind=kind, because=because)
