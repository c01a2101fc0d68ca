"""A unit of the picture in; the sections that set it beside groups, the past and assessors out."""

from __future__ import annotations

from collections.abc import Sequence

from premark.cohort.page_grid import (
    Beside,
    Cell,
    Grid,
    Section,
    caption,
    chance,
    heads,
    level,
    level_cells,
    number,
    section,
    share,
    share_cells,
    signed,
)
from premark.cohort.picture import (
    Agreement,
    AgreementRow,
    GroupRow,
    GroupTable,
    RuleRow,
    TrendRow,
    UnitPicture,
)
from premark.cohort.plots import LEVEL_SCALE, SHARE_SCALE, Mark, Plot, dots
from premark.cohort.words import cohort_words

PLOTTED = 20  # groups in a plot


def groups(unit: UnitPicture, base: str) -> Section:
    tables = [table for table in unit.groups.tables if table.rows]
    parts = [part for table in tables for part in _group_table(table, base)]
    return section(base, "groups", parts, says=unit.groups.said)


def _group_table(table: GroupTable, base: str) -> list[Beside]:
    words = cohort_words()
    by = words.groups.get(table.by, table.by)
    id_ = f"{base}-by-{table.by}"
    named = caption("groups", by=by)
    columns = (by.capitalize(), *heads("of", "mean", "interval", "partial", "apart", "p"))
    says = f"{by.capitalize()}: {words.fixed['not_known']} ({table.unknown:,})"
    rows = tuple(_group(row) for row in table.rows)
    grid = Grid(id_, named, columns, rows, says=says if table.unknown else "")
    marks = [
        Mark(row.name, row.mean.value, level(row.mean.value), row.mean.low, row.mean.high,
             full=row.stands_out)
        for row in table.rows[:PLOTTED] if row.mean.value is not None
    ]  # fmt: skip
    plot = dots(
        f"{id_}-plot", marks, scale=LEVEL_SCALE, title=named, says=_said("dots"),
        keys=_keys("out", "not_out"),
    )  # fmt: skip
    return [Beside(grid, plot), Beside(_by_criterion(table, by, id_))]


def _group(row: GroupRow) -> tuple[Cell, ...]:
    return (
        Cell(row.name, "said"),
        number(row.n),
        *level_cells(row.mean),
        number(share(row.partial.value)),
        number(signed(row.apart.value)),
        number(chance(row.corrected), cohort_words().keys["out"] if row.stands_out else ""),
    )


def _by_criterion(table: GroupTable, by: str, id_: str) -> Grid:
    codes = [code for code, _ in table.rows[0].criteria]
    rows = tuple(
        (Cell(row.name, "said"), *(number(level(value)) for _, value in row.criteria))
        for row in table.rows
    )
    named = caption("group_criteria", by=by)
    shown = rows if codes else ()
    return Grid(f"{id_}-criteria", named, (by.capitalize(), *codes), shown, folded=named)


def trend(unit: UnitPicture, base: str) -> Section:
    if unit.trend is None:
        return section(base, "trend")
    found = unit.trend
    columns = heads("criterion", "earlier", "now", "change", "interval", "p")
    rows = tuple(_then_and_now(row) for row in found.rows)
    grid = Grid(f"{base}-then", caption("trend"), columns, rows)
    marks = [
        Mark(row.criterion, row.now.value, signed(row.mean.value), row.now.low, row.now.high,
             row.earlier.value, full=row.stands_out)
        for row in found.rows if row.now.value is not None and row.comparable
    ]  # fmt: skip
    plot = dots(
        f"{base}-then-plot", marks, scale=LEVEL_SCALE, title=caption("trend"),
        says=_said("trend"), keys=_keys("before", "out", "not_out"),
    )  # fmt: skip
    lines = () if rows else found.said
    return section(base, "trend", [Beside(grid, plot)], says=found.said if rows else (), lines=lines)


def _then_and_now(row: TrendRow) -> tuple[Cell, ...]:
    interval = f"{signed(row.mean.low)} to {signed(row.mean.high)}"
    return (
        Cell(row.criterion, "code", row.because),
        number(level(row.earlier.value)),
        number(level(row.now.value)),
        number(signed(row.mean.value)),
        number("–" if row.mean.low is None else interval),
        number(chance(row.corrected), cohort_words().keys["out"] if row.stands_out else ""),
    )


def agreement(unit: UnitPicture, base: str) -> Section:
    found = unit.agreement
    if found is None:
        return section(base, "agreement")
    parts = [_agreed(found, by, base) for by in ("all", "criterion", "assessor")]
    says = found.said if any(part.grid.rows for part in parts) else ()
    rules = Beside(_rules(found.rules, base))
    return section(base, "agreement", [*parts, rules], says=says, lines=() if says else found.said)


def _agreed(found: Agreement, by: str, base: str) -> Beside:
    rows = [row for row in found.rows if row.by == by]
    four = any(row.exact.n for row in rows)
    two = any(row.cut.n for row in rows)
    four_columns = ("exact", "interval", "within_one", "kappa", "interval") if four else ()
    two_columns = ("cut", "interval", "cut_kappa", "interval") if two else ()
    named = caption(f"agreement_{by}")
    columns = (
        cohort_words().columns["criterion" if by == "criterion" else "assessor"] if by != "all"
        else "", *heads("judgements", *four_columns, *two_columns, "untold", "higher", "lower_than"),
    )  # fmt: skip
    cells = tuple(_agreement(row, four, two) for row in rows)
    id_ = f"{base}-agreed-{by}"
    return Beside(Grid(id_, named, columns, cells), _agreement_plot(rows, four, by, id_))


def _agreement(row: AgreementRow, four: bool, two: bool) -> tuple[Cell, ...]:
    name = cohort_words().captions["agreement_all"] if row.by == "all" else row.name
    cells = [Cell(name, "said" if row.by == "assessor" else "code"), number(row.judgements)]
    if four:
        within = number(share(row.within_one.value))
        cells += [*share_cells(row.exact), within, *level_cells(row.kappa)]
    if two:
        cells += [*share_cells(row.cut), *level_cells(row.cut_kappa)]
    return (*cells, number(row.untold), number(row.higher), number(row.lower))


def _agreement_plot(rows: Sequence[AgreementRow], four: bool, by: str, id_: str) -> Plot | None:
    figures = [(row.name, row.exact if four else row.cut) for row in rows]
    marks = [
        Mark(name, figure.value, share(figure.value), figure.low, figure.high)
        for name, figure in figures[:PLOTTED] if figure.value is not None
    ]  # fmt: skip
    title = f"{caption(f'agreement_{by}')}: {heads('exact' if four else 'cut')[0].lower()}"
    shown = marks if by != "all" else []
    return dots(f"{id_}-plot", shown, scale=SHARE_SCALE, title=title, says=_said("dots"))


def _rules(rules: Sequence[RuleRow], base: str) -> Grid:
    columns = heads("rule", "criterion", "what", "of", "higher", "lower_than", "share", "interval")
    rows = tuple(
        (Cell(cohort_words().rules[row.rule]), Cell(row.criterion, "code"),
         Cell(row.asks or row.name, "said"), number(row.n), number(row.higher), number(row.lower),
         *share_cells(row.share))
        for row in rules[:PLOTTED]
    )  # fmt: skip
    return Grid(f"{base}-rules", caption("rules"), columns, rows)


def _said(name: str) -> str:
    words = cohort_words().plots
    return f"{words[name]} {words['table']}"


def _keys(*names: str) -> tuple[tuple[str, str], ...]:
    signs = {"out": "full", "not_out": "ring"}
    return tuple((signs.get(name, name), cohort_words().keys[name]) for name in names)
