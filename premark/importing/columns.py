"""Rows of segments, each with where it starts, in; the columns that each row falls into, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_VOTES = 3
FARTHEST = 8
MARGIN = 3


@dataclass(frozen=True)
class Segment:
    """Text that starts and ends at these places of its line, in letters or in points."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Gutter:
    """A column that starts at `at` in the lines `first` to `last`."""

    at: float
    first: int
    last: int


def cut_columns(
    rows: Sequence[Sequence[Segment]], *, least: float, step: float
) -> list[tuple[str, ...]]:
    """The cells of each row; one cell where it stands in no columns.

    A column is a place, `least` or farther in, at which later segments of several near lines
    start, give or take `step`.
    """
    gutters = [_widened(gutter, rows) for gutter in _gutters(rows, least, step)]
    return [_cells(row, i, gutters, step) for i, row in enumerate(rows)]


def _widened(gutter: Gutter, rows: Sequence[Sequence[Segment]]) -> Gutter:
    """The gutter with the few lines above and below that no blank line parts from it."""
    first, last = gutter.first, gutter.last
    while first > max(0, gutter.first - MARGIN) and rows[first - 1]:
        first -= 1
    while last < min(len(rows) - 1, gutter.last + MARGIN) and rows[last + 1]:
        last += 1
    return Gutter(gutter.at, first, last)


def _gutters(rows: Sequence[Sequence[Segment]], least: float, step: float) -> list[Gutter]:
    votes: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        for segment in row[1:]:
            if segment.start >= least:
                votes.setdefault(round(segment.start / step), []).append(i)
    found: list[Gutter] = []
    for slot, _ in Counter({slot: len(lines) for slot, lines in votes.items()}).most_common():
        for first, last, count in _runs(votes[slot]):
            here = Gutter(slot * step, first, last)
            if count >= LEAST_VOTES and not _beside_another(here, found, step):
                found.append(here)
    return sorted(found, key=lambda gutter: gutter.at)


def _runs(lines: list[int]) -> list[tuple[int, int, int]]:
    """Runs of line numbers without a wide gap: first, last, how many."""
    runs: list[tuple[int, int, int]] = []
    for line in lines:
        if runs and line - runs[-1][1] <= FARTHEST:
            runs[-1] = (runs[-1][0], line, runs[-1][2] + 1)
        else:
            runs.append((line, line, 1))
    return runs


def _beside_another(gutter: Gutter, found: list[Gutter], step: float) -> bool:
    return any(
        abs(gutter.at - other.at) <= 4 * step
        and gutter.first <= other.last
        and other.first <= gutter.last
        for other in found
    )


def _cells(
    row: Sequence[Segment], line: int, gutters: list[Gutter], step: float
) -> tuple[str, ...]:
    here = [g.at for g in gutters if g.first <= line <= g.last]
    if not here or not row:
        return (" ".join(segment.text for segment in row),)
    crossed = any(s.start < at - step and s.end > at + step for s in row for at in here)
    if crossed and len(row) == 1:
        return (row[0].text,)
    cells = [""] * (len(here) + 1)
    for segment in row:
        column = sum(1 for at in here if segment.start >= at - step)
        cells[column] = f"{cells[column]} {segment.text}".strip()
    return tuple(cells)
