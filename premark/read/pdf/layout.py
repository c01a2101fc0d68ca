"""Lines and tables of a page in; the same in reading order, with their column's edges, out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from premark.read.pdf.lines import Line, merge_runs, rows_of
from premark.read.pdf.tables import Table, make_row

Item = Line | Table
LEAST_LINES = 4


@dataclass(frozen=True)
class Region:
    """Items of one column of text, in no order yet."""

    items: tuple[Item, ...]
    column: int


def in_reading_order(items: list[Item], known: Counter[str]) -> list[Item]:
    """Columns one after the other, each from top to bottom; aligned runs become tables."""
    ordered: list[Item] = []
    for number, region in enumerate(_regions(items, 0)):
        ordered.extend(_flow(region, number, known))
    return ordered


def _regions(items: list[Item], depth: int) -> list[Region]:
    gutter = _gutter(items) if depth < 3 and len(items) >= 2 * LEAST_LINES else None
    if gutter is None:
        return [Region(tuple(items), depth)]
    regions: list[Region] = []
    band: list[Item] = []
    for item in sorted(items, key=lambda i: (i.top, i.x0)):
        if item.x0 < gutter < item.x1:
            regions.extend(_band_regions(band, gutter, depth))
            regions = _with_crossing(regions, item, depth)
            band = []
        else:
            band.append(item)
    return regions + _band_regions(band, gutter, depth)


def _with_crossing(regions: list[Region], item: Item, depth: int) -> list[Region]:
    if regions and regions[-1].column == -1:
        return [*regions[:-1], Region((*regions[-1].items, item), -1)]
    return [*regions, Region((item,), -1)]


def _band_regions(band: list[Item], gutter: float, depth: int) -> list[Region]:
    left = [i for i in band if i.x1 <= gutter]
    right = [i for i in band if i.x0 >= gutter]
    return [r for side in (left, right) if side for r in _regions(side, depth + 1)]


def _gutter(items: list[Item]) -> float | None:
    """The x of a white band with prose on both sides; None when there is none."""
    x0, x1 = min(i.x0 for i in items), max(i.x1 for i in items)
    best: tuple[int, float, float] | None = None
    for start, end in _white_bands(items, x0, x1):
        middle = (start + end) / 2
        crossing = sum(1 for i in items if i.x0 < middle < i.x1)
        if best is None or (crossing, -(end - start)) < best[:2]:
            best = (crossing, -(end - start), middle)
    if best is None or best[0] > 0.4 * len(items):
        return None
    return best[2] if _is_prose_each_side(items, best[2], x0, x1) else None


def _white_bands(items: list[Item], x0: float, x1: float) -> list[tuple[float, float]]:
    """Stretches of the middle that the fewest items cross, in steps of two points."""
    low, high = x0 + 0.2 * (x1 - x0), x0 + 0.8 * (x1 - x0)
    steps = int((high - low) / 2)
    if steps < 4 or steps > 5000:
        return []
    change = [0] * (steps + 2)
    for item in items:
        a, b = int((item.x0 - low) / 2), int((item.x1 - low) / 2) + 1
        change[max(0, min(steps + 1, a))] += 1
        change[max(0, min(steps + 1, b))] -= 1
    counts, total = [], 0
    for step in change[:steps]:
        total += step
        counts.append(total)
    least = min(counts)
    bands: list[tuple[float, float]] = []
    start: int | None = None
    for index, count in enumerate([*counts, least + 1]):
        if count == least and start is None:
            start = index
        elif count != least and start is not None:
            if index - start >= 4:
                bands.append((low + 2 * start, low + 2 * index))
            start = None
    return bands


def _is_prose_each_side(items: list[Item], gutter: float, x0: float, x1: float) -> bool:
    left = [i for i in items if i.x1 <= gutter and isinstance(i, Line)]
    right = [i for i in items if i.x0 >= gutter and isinstance(i, Line)]
    if min(len(left), len(right)) < LEAST_LINES:
        return False
    return _filled(left, gutter - x0) and _filled(right, x1 - gutter)


def _filled(lines: list[Line], width: float) -> bool:
    """Most of a column of prose is in lines that run over more than half of its width."""
    long = sum(len(line.text) for line in lines if line.x1 - line.x0 > 0.55 * width)
    return long >= 0.6 * sum(len(line.text) for line in lines)


def _flow(region: Region, number: int, known: Counter[str]) -> list[Item]:
    runs = [i for i in region.items if isinstance(i, Line)]
    items: list[Item] = [i for i in region.items if isinstance(i, Table)]
    aligned, rest = _aligned_tables(runs, known)
    items += [*aligned, *merge_runs(rest)]
    left = min((i.x0 for i in items), default=0.0)
    right = max((i.x1 for i in items if isinstance(i, Line)), default=0.0)
    placed: list[Item] = []
    for item in sorted(items, key=lambda i: (i.top + (i.bottom - i.top) * 0.5, i.x0)
                       if isinstance(i, Line) else (i.top, i.x0)):  # fmt: skip
        if isinstance(item, Line):
            placed.append(replace(item, left=left, right=right, column=number))
        else:
            placed.append(item)
    return placed


def _aligned_tables(runs: list[Line], known: Counter[str]) -> tuple[list[Table], list[Line]]:
    """Borderless tables: rows close together that share two white gutters or more."""
    tables: list[Table] = []
    rest: list[Line] = []
    block: list[list[Line]] = []
    for row in [*rows_of(runs), []]:
        if row and (not block or _belongs(block, row)):
            block.append(row)
            continue
        table, above = _settled(block, known)
        tables += [table] if table else []
        rest += [run for found in above for run in found]
        block = [row] if row else []
    return tables, rest


def _settled(block: list[list[Line]], known: Counter[str]) -> tuple[Table | None, list[list[Line]]]:
    """The table that the block ends in, if there is one, and the rows that stay text."""
    many = [i for i, row in enumerate(block) if len(row) >= 3]
    core = block[many[0] :] if len(many) >= 3 else []
    table = _aligned(core, known) if core else None
    return table, block[: many[0]] if table else block


def _belongs(block: list[list[Line]], row: list[Line]) -> bool:
    last = block[-1]
    pitch = row[0].base - last[0].base
    if pitch > 3.2 * row[0].height or row[0].ink.angle:
        return False
    many = [r for r in block if len(r) >= 3]
    if not many:
        return True
    # A row of the table keeps clear of the gutters; prose after it does not.
    return any(_keeps_clear(_gaps(many), run) for run in [row[0]]) and len(row) <= 12


def _gaps(rows: list[list[Line]]) -> list[float]:
    """Middles of the white bands that every one of these rows leaves free."""
    spans = sorted((run.x0, run.x1) for row in rows for run in row)
    gaps: list[float] = []
    end = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - end > 5:
            gaps.append((end + x0) / 2)
        end = max(end, x1)
    return gaps


def _keeps_clear(gaps: list[float], run: Line) -> bool:
    return not any(run.x0 < gap < run.x1 for gap in gaps)


def _aligned(rows: list[list[Line]], known: Counter[str]) -> Table | None:
    gaps = _gaps(rows)
    if len(gaps) < 2 or not _looks_tabular(rows):
        return None
    runs = [run for row in rows for run in row]
    x0, x1 = min(r.x0 for r in runs), max(r.x1 for r in runs)
    edges = (x0, *gaps, x1)
    made = tuple(
        make_row(runs[0].page, _by_column(group, gaps), edges, known)
        for group in _row_groups(rows, gaps)
    )
    if len(made) < 3:
        return None
    top, bottom = min(r.top for r in runs), max(r.bottom for r in runs)
    return Table(runs[0].page, x0, top, x1, bottom, edges, made)


def _looks_tabular(rows: list[list[Line]]) -> bool:
    many = sum(1 for row in rows if len(row) >= 3)
    starts = Counter(round(run.x0 / 6) for row in rows for run in row)
    shared = sum(n for _, n in starts.items() if n >= 3)
    total = sum(starts.values())
    words = sum(len(run.text.split()) for row in rows for run in row)
    return many >= 0.5 * len(rows) and shared >= 0.6 * total and words >= total


def _by_column(runs: list[Line], gaps: list[float]) -> list[list[Line]]:
    columns: list[list[Line]] = [[] for _ in range(len(gaps) + 1)]
    for run in runs:
        columns[sum(1 for gap in gaps if run.x0 > gap)].append(run)
    return columns


def _row_groups(rows: list[list[Line]], gaps: list[float]) -> list[list[Line]]:
    """Lines of one table row together: cut at wider leading, else where column one has text."""
    pitches = [b[0].base - a[0].base for a, b in zip(rows, rows[1:], strict=False)]
    least = min(pitches)
    wide = [p > 1.3 * least for p in pitches]
    by_pitch = any(wide) and not all(wide)
    groups = [list(rows[0])]
    for row, gap_is_wide in zip(rows[1:], wide, strict=True):
        starts = gap_is_wide if by_pitch else row[0].x0 < gaps[0]
        if starts or (not by_pitch and len(row) == len(gaps) + 1):
            groups.append(list(row))
        else:
            groups[-1].extend(row)
    return groups
