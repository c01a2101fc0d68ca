"""A PDF's runs and tables by page in; its rows in reading order, columns one by one, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from premark.importing.heads import column_roles, named_head, unit_head
from premark.importing.numbering import coded, outcome_number
from premark.importing.words import ImportWords
from premark.read.pdf.furniture import PageLines
from premark.read.pdf.lines import Line, rows_of

_APART = 120.0  # points between the left edges of two columns of prose
_NEAR = 4.0
_BASE = 3.0
_LEAST = 2
_LEAST_LINES = 4
_CROSSING = 0.34
_RAISED = 0.8
_LARGE, _BOLD_LARGE, _STEP = 1.18, 1.05, 1.5


@dataclass(frozen=True)
class PageRow:
    """Runs of one printed line. `order` sorts the page's rows; `heading` is by their type."""

    page: int
    order: tuple[int, int, float]
    runs: tuple[Line, ...]
    heading: bool = False


@dataclass(frozen=True)
class Columns:
    """Where the second column of prose starts; 0 where a page is one column."""

    at: float = 0.0


def page_rows(
    pages: Sequence[PageLines], size: float, words: ImportWords
) -> tuple[list[PageRow], dict[int, Columns]]:
    """Rows of all pages in order, and each page's columns. `size` is the body's type size."""
    starts = [start for page in pages if (start := _second_column(page, words))]
    usual = Counter(round(start) for start in starts).most_common(1)
    at = next((s for s in starts if usual and round(s) == usual[0][0]), 0.0)
    columns = {page.number: Columns(at if at and _has_column(page, at) else 0.0) for page in pages}
    rows = [row for page in pages for row in _in_order(page, columns[page.number], size)]
    return _whole_headings(rows), columns


def order_at(x0: float, top: float, over: Sequence[float], at: float) -> tuple[int, int, float]:
    """Where something stands: below how many lines over both columns, in which column, how low."""
    if not at:
        return (0, 0, top)
    return (sum(1 for line in over if line <= top), int(x0 >= at - _NEAR), top)


def crossings(page: PageLines, at: float) -> list[float]:
    """The tops of the lines that run over both columns, each of which begins a new band."""
    return [line.top for line in page.lines if at and line.x0 < at - _NEAR and line.x1 > at]


def _second_column(page: PageLines, words: ImportWords) -> float:
    """The left edge of a second column of criteria; 0 where the right side is guidance beside."""
    rows = rows_of(list(page.lines))
    roles = [column_roles(tuple(run.text for run in row), words) or () for row in rows]
    if any("criteria" in found for found in roles):
        return 0.0
    openers = [run for row in rows for run in row if _opens(run.text, words)]
    left = min((run.x0 for run in openers), default=0.0)
    here = [run for run in openers if run.x0 - left <= _APART]
    there = [run for run in openers if run.x0 - left > _APART]
    labels = any(_same_code(a, b) for a in here for b in there)
    heads = any(_heads(run.text, words) for run in there)
    if min(len(here), len(there)) < _LEAST or (labels and not heads):
        return 0.0
    return min(run.x0 for run in there)


def _opens(text: str, words: ImportWords) -> bool:
    found = coded(text)
    return bool((found and found.rest) or _heads(text, words))


def _heads(text: str, words: ImportWords) -> bool:
    """An outcome or a unit, with its words: no label of what stands beside one."""
    outcome = outcome_number(text)
    return bool((outcome and outcome[1]) or unit_head(text, words) or named_head(text))


def _same_code(a: Line, b: Line) -> bool:
    """The same number twice on one line labels what stands beside the criterion."""
    one, other = coded(a.text), coded(b.text)
    return bool(one and other and one.codes == other.codes and abs(a.base - b.base) <= _BASE)


def _has_column(page: PageLines, at: float) -> bool:
    starts = [line for line in page.lines if abs(line.x0 - at) <= _NEAR]
    over = crossings(page, at)
    return len(starts) >= _LEAST_LINES and len(over) <= _CROSSING * len(page.lines)


def _in_order(page: PageLines, columns: Columns, size: float) -> list[PageRow]:
    at, over = columns.at, crossings(page, columns.at)
    parts: dict[tuple[int, int], list[Line]] = {}
    for line in page.lines:
        parts.setdefault(order_at(line.x0, line.top, over, at)[:2], []).append(line)
    return [
        PageRow(page.number, (band, column, row[0].top), tuple(row), _is_heading(row, size))
        for (band, column), lines in sorted(parts.items())
        for row in _with_raised(rows_of(lines), size)
    ]


def _with_raised(rows: list[list[Line]], size: float) -> list[list[Line]]:
    """A small figure that stands just above the start of the next line belongs to that line."""
    found: list[list[Line]] = []
    for row in rows:
        last = found[-1] if found else None
        alone = last and len(last) == 1 and last[0].text.isdigit()
        if last and alone and last[0].ink.size < _RAISED * size and _just_above(last[0], row[0]):
            found[-1] = [*last, *row]
        else:
            found.append(row)
    return found


def _just_above(figure: Line, line: Line) -> bool:
    return 0 <= line.base - figure.base < line.height and line.x0 >= figure.x1 - _NEAR / 2


def _is_heading(row: Sequence[Line], size: float) -> bool:
    least = min(run.ink.size for run in row)
    bold = all(run.ink.bold for run in row)
    return least > _LARGE * size or (bold and least > _BOLD_LARGE * size)


def _whole_headings(rows: list[PageRow]) -> list[PageRow]:
    """A heading that did not fit on its line is one row with the next."""
    edges: dict[tuple[int, int], float] = {}
    for row in rows:
        key = (row.page, row.order[1])
        edges[key] = max(edges.get(key, 0.0), row.runs[-1].x1)
    found: list[PageRow] = []
    for row in rows:
        last = found[-1] if found else None
        if last and _runs_on(last, row, edges[row.page, row.order[1]]):
            first, rest = last.runs[0], row.runs[0]
            whole = replace(rest, text=f"{first.text} {rest.text}", x0=first.x0)
            found[-1] = PageRow(last.page, last.order, (whole,), heading=True)
        else:
            found.append(row)
    return found


def _runs_on(last: PageRow, row: PageRow, edge: float) -> bool:
    a, b = last.runs[-1], row.runs[0]
    one = len(last.runs) == len(row.runs) == 1 and last.page == row.page
    alike = one and last.heading and row.heading and a.ink.size == b.ink.size
    close = 0 < b.base - a.base <= _STEP * a.ink.size and abs(a.x0 - b.x0) <= _NEAR
    return alike and close and a.x1 + b.first + 2 > edge

