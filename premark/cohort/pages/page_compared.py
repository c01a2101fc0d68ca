"""One unit's picture in; the parts on groups, trend, agreement, sampling and common words out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from premark.cohort.figures.picture import (
    AgreementRow,
    ElsewhereRow,
    GroupRow,
    GroupTable,
    PlanRow,
    RuleRow,
    SharedRow,
    TrendRow,
    UnitPicture,
)
from premark.cohort.figures.wording import listed
from premark.cohort.pages.page_parts import (
    Cell,
    Grid,
    Linked,
    Part,
    as_level,
    as_percent,
    as_signed,
    chance,
    grid,
    level,
    num,
    percent,
    signed_percent,
)
from premark.cohort.pages.page_strength import report_of, rest
from premark.cohort.pages.page_words import counted, word, words
from premark.cohort.pages.plots import LEVEL_SCALE, SHARE_SCALE, Mark, Plot, dots

GROUPS, RULES, PLANNED, PAIRS, ELSEWHERE, CRITERIA = 40, 60, 50, 50, 50, 5
Shown = tuple[Plot | None, Grid | None]


def groups(unit: UnitPicture, id_: str, linked: Linked) -> Part:
    """Assessors, centres, intakes and months, each group beside all others."""
    title, found = word("groups.title"), unit.groups
    if not any(table.rows for table in found.tables):
        return Part(id_, title, (word("groups.none"), *found.said))
    shown: list[Shown] = []
    said = list(found.said)
    for table in found.tables:
        by = word(f"groups.by.{table.by}")
        if table.unknown:
            said.append(word("groups.unknown", by=by, n=counted("submission", table.unknown)))
        if table.rows:
            shown += _group_shown(table, by, (f"{id_}-{table.by}", unit.unit), linked)
    out = [row.name for table in found.tables for row in table.rows if row.stands_out]
    if out:
        said.insert(0, word("groups.stands_out", named=listed(out)))
    return Part(id_, title, tuple(said), tuple(shown))


def _group_shown(
    table: GroupTable, by: str, of: tuple[str, str], linked: Linked
) -> Iterator[Shown]:
    id_, unit = of
    some = table.rows[:GROUPS]
    cut = rest(GROUPS, len(table.rows), linked)
    rows = [_group_row(row) for row in some]
    marks = [_dot(row.name, row.mean.value, row.mean.low, row.mean.high, row.stands_out)
             for row in some if row.mean.value is not None]  # fmt: skip
    title = word("groups.plot", by=by.lower(), unit=unit)
    keys = tuple((sign, word(f"groups.{sign}")) for sign in ("full", "ring", "line"))
    says = word("groups.says")
    plot = dots(f"{id_}-dots", marks, scale=LEVEL_SCALE, title=title, says=says, keys=keys)
    yield plot, grid("groups", f"{id_}-table", rows, rest=cut, by=by, unit=unit)
    criteria = [name for name, _ in some[0].criteria]
    if criteria:
        caption = word("grids.group_criteria.caption", by=by, unit=unit)
        cells = tuple(
            (Cell(row.name), *(num(level(value)) for _, value in row.criteria)) for row in some
        )
        yield None, Grid(f"{id_}-criteria", caption, (by, *criteria), cells, cut)


def _dot(
    name: str, value: float | None, low: float | None, high: float | None, full: bool = True
) -> Mark:
    return Mark(name, value or 0.0, level(value), low, high, full=full)


def _group_row(row: GroupRow) -> list[Cell]:
    tested = Cell(_differs(row.stands_out, row.corrected))
    figures = (*as_level(row.mean), *as_percent(row.partial), *as_signed(row.apart))
    test = (num(chance(row.p)), num(chance(row.corrected)), tested)
    return [Cell(row.name), num(f"{row.n:,}"), *figures, *test]


def _differs(stands_out: bool, corrected: float | None) -> str:
    if corrected is None:
        return word("groups.untested")
    return word("groups.yes" if stands_out else "groups.no")


def trend(unit: UnitPicture, id_: str) -> Part:
    """This cohort beside an earlier one."""
    title, found = word("trend.title"), unit.trend
    if found is None:
        return Part(id_, title, (word("trend.none"),))
    now, earlier = counted("submission", found.now), counted("submission", found.earlier)
    said = (word("trend.said", now=now, earlier=earlier), *found.said)
    told = [row for row in found.rows if row.comparable and row.now.value is not None]
    marks = [_then_and_now(row) for row in told]
    keys = tuple((sign, word(f"trend.{sign}")) for sign in ("dot", "tick"))
    plot_title = word("trend.plot", unit=unit.unit)
    plot = dots(f"{id_}-dots", marks, scale=LEVEL_SCALE, title=plot_title,
                says=word("trend.says"), keys=keys)  # fmt: skip
    rows = [_trend_row(row) for row in found.rows]
    return Part(id_, title, said, ((plot, grid("trend", f"{id_}-table", rows, unit=unit.unit)),))


def _then_and_now(row: TrendRow) -> Mark:
    now = row.now
    said, before = level(now.value), row.earlier.value
    return Mark(row.criterion, now.value or 0.0, said, now.low, now.high, before=before)


def _trend_row(row: TrendRow) -> list[Cell]:
    differs = Cell(row.because or _differs(row.stands_out, row.corrected))
    partial = num(signed_percent(row.partial.value))
    figures = (*as_level(row.earlier), *as_level(row.now), *as_signed(row.mean), partial)
    return [Cell(row.criterion), *figures, num(chance(row.p)), num(chance(row.corrected)), differs]


def agreement(unit: UnitPicture, id_: str) -> Part:
    """premark beside assessors' decisions."""
    title, found = word("agreement.title"), unit.agreement
    if found is None:
        return Part(id_, title, (word("agreement.none"),))
    marks = [
        Mark(row.name, row.exact.value, percent(row.exact.value), row.exact.low, row.exact.high)
        for row in found.rows
        if row.by == "criterion" and row.exact.value is not None
    ]
    plot = dots(f"{id_}-dots", marks, scale=SHARE_SCALE,
                title=word("agreement.plot", unit=unit.unit),
                says=word("agreement.says"))  # fmt: skip
    table = grid("agreement", f"{id_}-table", [_agreed(row) for row in found.rows], unit=unit.unit)
    cut = rest(RULES, len(found.rules), Linked())
    ruled = [_rule(row) for row in found.rules[:RULES]]
    rules = grid("rules", f"{id_}-rules", ruled, rest=cut, unit=unit.unit)
    return Part(id_, title, found.said, ((plot, table), (None, rules)))


def _agreed(row: AgreementRow) -> list[Cell]:
    name = word("agreement.all") if row.by == "all" else row.name
    kappa = (num(level(row.kappa.value)), as_level(row.kappa)[1])
    cut = (num(percent(row.cut.value)), num(level(row.cut_kappa.value)))
    counts = (num(f"{each:,}") for each in (row.higher, row.lower, row.untold))
    within = num(percent(row.within_one.value))
    exact = as_percent(row.exact)
    return [Cell(name), num(f"{row.judgements:,}"), *exact, within, *kappa, *cut, *counts]


def _rule(row: RuleRow) -> list[Cell]:
    name = Cell(word(f"agreement.rule.{row.rule}"), more=row.name)
    counts = (num(f"{each:,}") for each in (row.n, row.higher, row.lower))
    criterion = Cell(row.criterion or word("agreement.every"))
    return [criterion, name, Cell(row.asks), *as_percent(row.share), *counts]


def plan(unit: UnitPicture, id_: str, linked: Linked) -> Part:
    """The first rows of the sampling plan."""
    found, title = unit.plan, word("plan.title")
    rows = [_planned(row, linked) for row in found.rows[:PLANNED]]
    cut = rest(PLANNED, len(found.rows), linked, "sampling-plan.csv")
    table = grid("plan", f"{id_}-table", rows, rest=cut, unit=unit.unit)
    said = found.said or (() if rows else (word("plan.none"),))
    return Part(id_, title, said, ((None, table),))


def _planned(row: PlanRow, linked: Linked) -> list[Cell]:
    criteria = Cell(listed(row.criteria, CRITERIA))
    name = Cell(row.submission, href=report_of(row.submission, linked))
    by = Cell(word(f"plan.by.{row.by}"))
    return [name, by, criteria, Cell("", lines=row.why), Cell(row.assessor)]


def shared(unit: UnitPicture, id_: str, linked: Linked) -> Part:
    """Pairs of submissions with words in common, as facts."""
    title = word("shared.title")
    if not unit.shared:
        return Part(id_, title, (word("shared.none"),))
    rows = [_pair(row, linked) for row in unit.shared[:PAIRS]]
    cut = rest(PAIRS, len(unit.shared), Linked())
    table = grid("shared", f"{id_}-table", rows, rest=cut, unit=unit.unit)
    return Part(id_, title, words("shared.said"), ((None, table),))


def _pair(row: SharedRow, linked: Linked) -> list[Cell]:
    names: Sequence[str] = [each for each in (row.first, row.second) if each]
    links = tuple((name, report_of(name, linked)) for name in names)
    return [Cell("", links=links), num(f"{row.passages:,}"), num(f"{row.words:,}"), Cell(row.says)]


def elsewhere(unit: UnitPicture, id_: str, linked: Linked) -> Part:
    """Evidence that stands only in the learner's submission for another unit."""
    title = word("elsewhere.title")
    if not unit.elsewhere:
        return Part(id_, title, (word("elsewhere.none"),))
    rows = [_other(row, linked) for row in unit.elsewhere[:ELSEWHERE]]
    cut = rest(ELSEWHERE, len(unit.elsewhere), Linked())
    table = grid("elsewhere", f"{id_}-table", rows, rest=cut, unit=unit.unit)
    return Part(id_, title, words("elsewhere.said"), ((None, table),))


def _other(row: ElsewhereRow, linked: Linked) -> list[Cell]:
    name = Cell(row.submission, href=report_of(row.submission, linked))
    other = Cell(row.other, href=report_of(row.other, linked))
    return [name, Cell(row.criterion), Cell(row.requirement), other, Cell(row.says)]
