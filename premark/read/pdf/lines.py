"""Glyphs in; lines of text out, each with its box, its look and what it would take to fit it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from premark.read.pdf.chars import BREAK, NO_INK, Glyph, Ink

WIDE_GAP = 1.0
LEADER = re.compile(r"(?:[.…_·]\s?){4,}\s*(?:\d+|[ivxl]+)?$")

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """A run of text on one baseline of one page. `right` and `left` are its column's edges.

    `ended` says that the file itself put a blank after the last word; `first` is the width
    of the first word, `edge` of its first letter: what did not fit on the line before.
    `closes` says that nothing carries on after it: a contents line, a cell's last line.
    """

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    ink: Ink
    first: float = 0.0
    edge: float = 0.0
    ended: bool = False
    closes: bool = False
    left: float = 0.0
    right: float = 0.0
    column: int = 0

    @property
    def height(self) -> float:
        return max(1.0, self.ink.size)


def cut_runs(
    glyphs: Iterable[Glyph], page: int, cell_of: Callable[[Glyph], int] | None = None
) -> list[tuple[int, Line]]:
    """Runs in the file's order, with the table cell each stands in (-1: none)."""
    runs: list[tuple[int, Line]] = []
    current: list[Glyph] = []
    inked = BREAK
    cell = -1
    for glyph in glyphs:
        drawn = glyph is not BREAK and bool(glyph.char.strip())
        here = cell_of(glyph) if cell_of and drawn else cell
        if current and (glyph is BREAK or here != cell or _jumps(current, inked, glyph)):
            _close(runs, current, page, cell)
            current = []
        cell = here
        inked = glyph if drawn else inked
        if drawn or (current and glyph is not BREAK):
            current.append(glyph)
    _close(runs, current, page, cell)
    return runs


def _close(runs: list[tuple[int, Line]], glyphs: list[Glyph], page: int, cell: int) -> None:
    if any(g.char.strip() for g in glyphs):
        runs.append((cell, _line(glyphs, page)))


def _jumps(current: list[Glyph], inked: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph starts a new run; `inked` is the last of this one that is no blank."""
    last = current[-1]
    if last.ink.angle != glyph.ink.angle:
        return True
    if glyph.ink.angle:
        return False
    size = max(last.ink.size, glyph.ink.size, 4.0)
    if abs(glyph.base - last.base) > 0.6 * size:
        return True
    # A blank's box may be stretched over the whole gap, so measure from the last letter.
    blanks = sum(1 for g in current[-3:] if not g.char.strip())
    gap = glyph.x0 - inked.x1
    return bool(glyph.char.strip()) and (
        gap > WIDE_GAP * size * (1.5 if blanks else 1.0) or glyph.x1 < inked.x0 - 2 * size
    )


def _line(glyphs: list[Glyph], page: int) -> Line:
    inked = [g for g in glyphs if g.char.strip()]
    text = _text(glyphs)
    word = inked[: len(text.split(maxsplit=1)[0])] or inked[:1]
    return Line(
        text=text.strip(),
        page=page,
        x0=min(g.x0 for g in inked),
        top=min(g.top for g in inked),
        x1=max(g.x1 for g in inked),
        bottom=max(g.bottom for g in inked),
        base=_most(inked, lambda g: round(g.base, 1)),
        ink=_look(inked),
        first=word[-1].x1 - word[0].x0,
        edge=inked[0].x1 - inked[0].x0,
        ended=not glyphs[-1].char.strip() and glyphs[-1].ink is not NO_INK,
        closes=bool(LEADER.search(text)),
    )


def _text(glyphs: list[Glyph]) -> str:
    """The run's text; a gap that the file left without a blank gets one."""
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if (
            last
            and not glyph.ink.angle
            and last.char.strip()
            and glyph.char.strip()
            and glyph.x0 - last.x1 > 0.25 * glyph.ink.size
        ):
            parts.append(" ")
        parts.append(glyph.char)
        last = glyph
    return "".join(parts)


def _most(glyphs: Iterable[Glyph], of: Callable[[Glyph], T]) -> T:
    return Counter(of(g) for g in glyphs).most_common(1)[0][0]


def _look(inked: list[Glyph]) -> Ink:
    half = len(inked) / 2
    letters = [g for g in inked if g.char.isalnum()] or inked
    return Ink(
        size=_most(inked, lambda g: g.ink.size),
        bold=sum(g.ink.bold for g in letters) > 0.6 * len(letters),
        italic=sum(g.ink.italic for g in letters) > 0.6 * len(letters),
        grey=sum(g.ink.grey for g in inked) > half,
        symbol=inked[0].ink.symbol,
        angle=_most(inked, lambda g: g.ink.angle),
    )


def merge_runs(runs: list[Line]) -> list[Line]:
    """Runs that share a baseline as one line, top to bottom, left to right."""
    lines: list[Line] = []
    for row in rows_of(runs):
        line = row[0]
        for run in row[1:]:
            line = _joined(line, run)
        lines.append(line)
    return lines


def rows_of(runs: list[Line]) -> list[list[Line]]:
    """Runs grouped by baseline, each row from left to right."""
    rows: list[list[Line]] = []
    for run in sorted(runs, key=lambda r: (r.base, r.x0)):
        near = rows[-1] if rows else []
        if near and not run.ink.angle and _shares_line(near, run):
            near.append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda r: r.x0) for row in rows]


def _shares_line(row: list[Line], run: Line) -> bool:
    """A raised figure stands higher than its line, and is smaller."""
    first = row[0]
    small, large = sorted((first.height, run.height))
    return run.base - first.base <= (0.5 if small < 0.8 * large else 0.35) * large


def _joined(line: Line, run: Line) -> Line:
    if run.text == line.text and run.x0 < line.x0 + 0.3 * (line.x1 - line.x0):
        # The same words drawn twice a hair apart are a typist's bold.
        return replace(line, ink=replace(line.ink, bold=True))
    wide = run.x0 - line.x1 > 2 * line.height
    heavier = line if len(line.text) >= len(run.text) else run
    tight = run.x0 - line.x1 < 0.15 * line.height and not line.ended
    return replace(
        line,
        text=line.text + ("" if tight else " ") + run.text,
        x0=min(line.x0, run.x0),
        top=min(line.top, run.top),
        x1=max(line.x1, run.x1),
        bottom=max(line.bottom, run.bottom),
        ink=replace(heavier.ink, symbol=line.ink.symbol),
        ended=run.ended,
        closes=run.closes or (wide and bool(re.fullmatch(r"\d{1,3}", run.text))),
    )
