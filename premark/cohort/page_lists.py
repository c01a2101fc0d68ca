"""A picture in; its lists of submissions, passages, notices and versions as sections out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from premark.cohort.page_grid import (
    Beside,
    Cell,
    Grid,
    Section,
    caption,
    chance,
    cut_short,
    heads,
    number,
    section,
    to_report,
)
from premark.cohort.picture import Picture, PlanRow, UnitPicture
from premark.cohort.words import cohort_words
from premark.types.cohort import Failed

PLAN_FILE, FAILED_FILE = "sampling-plan.csv", "failures.csv"


def plan(unit: UnitPicture, base: str, *, reports: bool, beside: Sequence[str]) -> Section:
    found = unit.plan
    assessors = any(row.assessor for row in found.rows)
    drawn = any(row.chance is not None for row in found.rows)
    shown, more = cut_short(
        [_planned(row, reports, assessors, drawn) for row in found.rows], PLAN_FILE
    )
    extra = (*(("assessor",) if assessors else ()), *(("chance",) if drawn else ()))
    columns = heads("submission", "by_criterion", "why", "chosen", *extra)
    named = caption("plan", n=f"{len(found.rows):,}", of=f"{found.of:,}")
    grid = Grid(f"{base}-sample", named, columns, shown, says=more)
    links = ((PLAN_FILE, PLAN_FILE),) if PLAN_FILE in beside and shown else ()
    return section(base, "plan", [Beside(grid)], says=found.said, links=links)


def _planned(row: PlanRow, reports: bool, assessors: bool, drawn: bool) -> tuple[Cell, ...]:
    first = row.criteria[0] if row.criteria else ""
    cells = [
        Cell(row.submission, "id", href=to_report(row.submission, reports, first)),
        Cell(", ".join(row.criteria), "code"),
        Cell("; ".join(row.why), "said"),
        Cell(cohort_words().chosen[row.by]),
    ]
    if assessors:
        cells.append(Cell(row.assessor, "said"))
    if drawn:
        cells.append(number(chance(row.chance)))
    return tuple(cells)


def shared(unit: UnitPicture, base: str, *, reports: bool) -> Section:
    rows, more = cut_short([
        (Cell(row.first, "id", href=to_report(row.first, reports)),
         Cell(row.second, "id", href=to_report(row.second, reports)),
         number(row.passages), number(row.words), Cell(row.says, "said"))
        for row in unit.shared
    ])  # fmt: skip
    columns = heads("first", "second", "passages", "words", "says")
    grid = Grid(f"{base}-alike", caption("shared"), columns, rows, says=more)
    lines = (*unit.same_files, *unit.in_common)
    return section(base, "shared", [Beside(grid)], lines=lines)


def elsewhere(unit: UnitPicture, base: str, *, reports: bool) -> Section:
    rows, more = cut_short([
        (Cell(row.submission, "id", href=to_report(row.submission, reports, row.criterion)),
         Cell(row.criterion, "code"), Cell(row.says, "said"), Cell(row.other, "id"))
        for row in unit.elsewhere
    ])  # fmt: skip
    columns = heads("submission", "criterion", "what", "other")
    grid = Grid(f"{base}-other", caption("elsewhere"), columns, rows, says=more)
    return section(base, "elsewhere", [Beside(grid)])


def notices(unit: UnitPicture, base: str) -> Section:
    words = cohort_words().notices
    rows = tuple(
        (Cell(words.get(code, code.replace("-", " ")), "said"), number(count))
        for code, count in unit.notices
    )
    columns = heads("notice", "submissions")
    return section(
        base, "notices", [Beside(Grid(f"{base}-told", caption("notices"), columns, rows))]
    )


def failed(picture: Picture, *, beside: Sequence[str]) -> Section:
    counts = sorted(Counter(each.status for each in picture.failed).items(), key=_most_first)
    reasons = tuple((Cell(status), number(count)) for status, count in counts)
    by_status = Grid("failed-reasons", caption("statuses"), heads("status", "submissions"), reasons)
    rows, more = cut_short([_failed(each) for each in picture.failed], FAILED_FILE)
    columns = heads("submission", "unit", "status", "why", "next_step")
    listed = Grid("failed-each", caption("failed"), columns, rows, says=more)
    links = ((FAILED_FILE, FAILED_FILE),) if FAILED_FILE in beside and rows else ()
    return section("", "failed", [Beside(by_status), Beside(listed)], links=links)


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _failed(each: Failed) -> tuple[Cell, ...]:
    return (
        Cell(each.submission, "id"),
        Cell(each.unit, "id"),
        Cell(each.status),
        Cell(each.says, "said"),
        Cell(each.next_step, "said"),
    )


def made(picture: Picture) -> Section:
    """Versions and digests, a column for each set that reviews were made with."""
    names = ("premark", "encoder", "parser", "pack", "patterns", "models")
    rows = [
        (Cell(name), *(Cell(getattr(each, name), "digest") for each in picture.made_with))
        for name in names
    ]
    packages = sorted({name for each in picture.made_with for name, _ in each.packages})
    rows += [
        (Cell(name), *(Cell(dict(each.packages).get(name, "–"), "digest")
                       for each in picture.made_with))
        for name in packages
    ]  # fmt: skip
    numbered = tuple(
        f"{heads('version')[0]} {at}" for at in range(1, len(picture.made_with) + 1)
    )
    columns = (*heads("made_of"), *numbered)
    shown = tuple(rows) if picture.made_with else ()
    grid = Grid("made-with", caption("made"), columns, shown, folded=caption("made"))
    found = section("", "made", [Beside(grid)])
    says = tuple(line.format(seed=picture.seed) for line in found.says)
    return Section(found.id, found.title, found.empty, says, found.parts)
