"""Ruled lines and glyphs of a page in; tables with their cells' lines out.

The grid is worked out by pdfplumber's table functions, from the rules that pdfium reads.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from premark.read.pdf.chars import Glyph
from premark.read.pdf.drawn import Rule
from premark.read.pdf.ink import CellBox, PageInk
from premark.read.pdf.lines import Line, cut_runs, merge_runs, rows_of

SNAP = 3.0
MOST_EDGES = 600
SHORT_WORDS = frozenset(
    "a am an as at be by do go he if in is it me my no of oh ok on or pm so to up us vs we".split()
)
Cell = tuple[Line, ...]


@dataclass(frozen=True)
class Row:
    """A table row: the lines of each cell, and their text."""

    page: int
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table on one page; `edges` are its columns' left edges and the right end."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    edges: tuple[float, ...]
    rows: tuple[Row, ...]
    column: int = 0


def grids(page: PageInk) -> list[list[CellBox]]:
    """Cell boxes of every ruled grid of two cells or more on the page."""
    if len(page.rules) < 4:
        return []
    from pdfplumber import table as plumber  # late: most pages have no rules

    edges = [_edge(rule) for rule in page.rules]
    merged = plumber.merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    long = [e for e in merged if max(e["x1"] - e["x0"], e["bottom"] - e["top"]) >= 6]
    long += _open_sides(long)
    long += _open_ends(long)
    if len(long) > MOST_EDGES:
        return []
    crossings = plumber.edges_to_intersections(long, SNAP, SNAP)
    cells = plumber.intersections_to_cells(crossings)
    return [list(grid) for grid in plumber.cells_to_tables(cells) if len(grid) > 1]


def cut_page(page: PageInk) -> PageInk:
    """The page with its glyphs cut into runs, and none of them kept."""
    boxes = grids(page)
    finder = cell_finder(boxes) if boxes else None
    return replace(
        page,
        glyphs=(),
        rules=(),
        grids=tuple(tuple(grid) for grid in boxes),
        runs=tuple(cut_runs(page.glyphs, page.number, finder)),
    )


def _edge(rule: Rule) -> dict[str, Any]:
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.x1 > rule.x0 else "v",
    }


def _open_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Uprights for the outer sides of a table whose rules leave them open."""
    spans: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for edge in edges:
        if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 60:
            spans.setdefault((round(edge["x0"] / 4), round(edge["x1"] / 4)), []).append(edge)
    sides: list[dict[str, Any]] = []
    uprights = [e for e in edges if e["orientation"] == "v"]
    for group in (g for g in spans.values() if len(g) >= 3):
        top, bottom = min(e["top"] for e in group), max(e["top"] for e in group)
        left, right = group[0]["x0"], group[0]["x1"]
        inside = [u for u in uprights if u["bottom"] > top + 2 and u["top"] < bottom - 2]
        if any(left + 6 < u["x0"] < right - 6 for u in inside):
            missing = [x for x in (left, right) if all(abs(u["x0"] - x) > 6 for u in inside)]
            sides.extend(_edge(Rule(x, top, x, bottom)) for x in missing)
    return sides


def _open_ends(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A rule across the top or foot that a page end left out, where three uprights stop."""
    ends: list[dict[str, Any]] = []
    for side in ("top", "bottom"):
        groups: dict[int, list[dict[str, Any]]] = {}
        for edge in edges:
            if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > 8:
                groups.setdefault(round(edge[side] / 2), []).append(edge)
        for group in (g for g in groups.values() if len(g) >= 3):
            y = group[0][side]
            left, right = min(e["x0"] for e in group), max(e["x0"] for e in group)
            across = [e for e in edges if e["orientation"] == "h" and e["x1"] > left + 2]
            if across and all(abs(e["top"] - y) > SNAP or e["x0"] > right - 2 for e in across):
                ends.append(_edge(Rule(left, y, right, y)))
    return ends


def cell_finder(tables: list[list[CellBox]]) -> Callable[[Glyph], int]:
    """Which cell, counted through all grids of the page, holds a glyph's middle (-1: none)."""
    boxes = sorted(
        (box[1], box, number) for number, box in enumerate(b for grid in tables for b in grid)
    )
    tops = [box[0] for box in boxes]
    tallest = max((b[3] - b[1] for _, b, _ in boxes), default=0.0)

    def find(glyph: Glyph) -> int:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for index in range(bisect_right(tops, y) - 1, -1, -1):
            top, box, number = boxes[index]
            if top < y - tallest:
                return -1
            if box[0] - 1 <= x <= box[2] + 1 and y <= box[3]:
                return number
        return -1

    return find


def build_table(
    page: int, grid: list[CellBox], held: dict[int, list[Line]], known: Counter[str]
) -> Table | None:
    """The table of a grid; `held` has the runs of each of its cells. None: not a table."""
    lefts = _snapped([box[0] for box in grid])
    tops = _snapped([box[1] for box in grid])
    if len(lefts) < 2:
        return None
    placed: dict[tuple[int, int], list[Line]] = {}
    for index, box in enumerate(grid):
        spot = (_slot(tops, box[1]), _slot(lefts, box[0]))
        placed.setdefault(spot, []).extend(held.get(index, []))
    right, bottom = max(b[2] for b in grid), max(b[3] for b in grid)
    edges = (*lefts, right)
    spread = [
        columns
        for r in range(len(tops))
        for columns in _parted([placed.get((r, c), []) for c in range(len(lefts))], len(tops))
    ]
    rows = [make_row(page, columns, edges, known) for columns in spread]
    kept = tuple(row for row in rows if any(row.texts))
    return Table(page, lefts[0], tops[0], right, bottom, edges, kept) if kept else None


def _parted(columns: list[list[Line]], rows: int) -> list[list[list[Line]]]:
    """The rows of a table that has rules under its head alone, told by their shared baselines."""
    lines = rows_of([run for column in columns for run in column])
    whole = [sum(any(run in row for run in column) for column in columns) for row in lines]
    if rows > 2 or len(lines) < 3 or any(count < max(2, len(columns)) for count in whole):
        return [columns]
    return [[[run for run in column if run in row] for column in columns] for row in lines]


def _snapped(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > SNAP:
            kept.append(value)
    return kept


def _slot(starts: list[float], value: float) -> int:
    return max(0, bisect_right(starts, value + 0.01) - 1)


def make_row(
    page: int, columns: list[list[Line]], edges: tuple[float, ...], known: Counter[str]
) -> Row:
    """A row from the runs that fall in each column."""
    cells = tuple(tuple(merge_runs(runs)) for runs in columns)
    texts = tuple(
        cell_text(cell, edges[min(i + 1, len(edges) - 1)] - edges[min(i, len(edges) - 2)], known)
        for i, cell in enumerate(cells)
    )
    return Row(page, cells, texts)


def cell_text(lines: Cell, width: float, known: Counter[str]) -> str:
    """Wrapped lines joined by blanks; a word cut for want of room is made whole again.

    `known` has the words that the file shows whole.
    """
    text = ""
    for number, line in enumerate(lines):
        last = lines[number - 1] if number else None
        glued = last is not None and (
            _ends_open(last, line) or (_is_filled(last, line, width) and _is_cut(last, line, known))
        )
        text += ("" if glued or not text else " ") + line.text
    return text


def _ends_open(last: Line, line: Line) -> bool:
    """A compound's own hyphen, or an address broken at a slash, stands at the line's end."""
    return not last.ended and bool(re.search(r"\w[-–/]$", last.text)) and line.text[:1].isalnum()


def _is_filled(last: Line, line: Line, width: float) -> bool:
    """Whether a line left no room in its cell for one more letter."""
    if last.ended:
        return False
    padding = 2 * min(5.7, 0.06 * width)
    return last.x1 - last.x0 + line.edge > width - padding - 0.6 * line.height


def _is_cut(last: Line, line: Line, known: Counter[str]) -> bool:
    """Whether the next line carries the word on: "07/02/202" and "4", "competenc" and "y"."""
    start = re.split(r"[\s,;:.)]", line.text, maxsplit=1)[0]
    if not start:
        return len(last.text.split()) == 1
    token = re.split(r"\W", last.text)[-1].casefold()
    if len(last.text.split()) > 1:
        # A word that shares its line is seldom cut: the file must show it whole elsewhere.
        return known[token + start.casefold()] > 0 and not known[start.casefold()]
    if last.text[-1].isdigit() and start[0].isdigit():
        return bool(re.search(r"\d[/.-]\d+$", last.text)) or "." in last.text
    if not (last.text[-1].isalpha() and start[0].isalpha()) or start[0].isupper():
        return False
    if len(start) <= 2 and start not in SHORT_WORDS:
        return True
    return known[token + start.casefold()] > 0 or not (known[token] or known[start.casefold()])


def whole_words(lines: list[Line]) -> Counter[str]:
    """Words as the file shows them, without those that stand alone and may be cut."""
    counts: Counter[str] = Counter()
    last: Line | None = None
    for line in lines:
        words = re.findall(r"[^\W\d_]+", line.text.casefold())
        after_one = last is not None and len(last.text.split()) == 1
        if len(line.text.split()) > 1:
            counts.update(words[1:] if after_one else words)
        last = line
    return counts


def header_rows(rows: tuple[Row, ...]) -> int:
    """How many first rows name the columns: 1, or 0 for a form of labels and answers."""
    if len(rows) < 2 or len(rows[0].texts) < 2:
        return 0
    first = rows[0].texts
    bold = [all(line.ink.bold for line in cell) for cell in rows[0].cells if cell]
    if all(bold) and not all(_all_bold(row) for row in rows[1:]):
        return 0 if _labels_at_left(rows) else 1
    filled = [text for text in first if text]
    if len(filled) < max(2, len(first) - 1) or not all(_is_label(text) for text in filled):
        return 0
    return 0 if _labels_at_left(rows) else 1


def _all_bold(row: Row) -> bool:
    return all(line.ink.bold for cell in row.cells for line in cell)


def _is_label(text: str) -> bool:
    words = text.split()
    return len(words) <= 9 and not text.endswith(".") and any(c.isalpha() for c in words[0])


def _labels_at_left(rows: tuple[Row, ...]) -> bool:
    """A two-column form: its left cells are the labels, all the way down."""
    if len(rows[0].texts) != 2:
        return False
    left = [row.texts[0] for row in rows if row.texts[0]]
    colons = Counter(text.endswith(":") for text in left)
    bold = [row.cells[0][0].ink.bold and not _bold_at(row, 1) for row in rows if row.cells[0]]
    return colons[True] > len(left) / 2 or (bool(bold) and all(bold))


def _bold_at(row: Row, column: int) -> bool:
    return bool(row.cells[column]) and row.cells[column][0].ink.bold
