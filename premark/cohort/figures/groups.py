"""Levels and the facts of the learners' table in; each group beside all others out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from premark.cohort.figures.chances import ALPHA, PERMUTATIONS, apart, holm, mean_of, permuted
from premark.cohort.figures.days import read_date
from premark.cohort.figures.picture import GroupRow, Groups, GroupTable
from premark.cohort.figures.tally import Counted, row_means
from premark.cohort.figures.wording import listed, say
from premark.evaluate.measures import rounded
from premark.packs.cohort_settings import CohortSettings, folded
from premark.plain import one_line
from premark.types.cohort import Submission
from premark.types.criteria import Pack

Facts = Mapping[str, str]  # by the name of the group: assessor, centre, intake, month
PARTIAL, TOP = 2, 3
Those = NDArray[np.bool_]
Comparison = tuple[str, str, str]  # unit, fact, group


def facts_of(submission: Submission, settings: CohortSettings) -> Facts:
    """What the learners' table says of a submission, by the names of groups; blanks left out."""
    own = {folded(name): one_line(value, 80) for name, value in submission.about}
    found: dict[str, str] = {}
    for by, columns in settings.groups.by.items():
        value = next((own[folded(c)] for c in columns if own.get(folded(c))), "")
        if by == "month":
            day = read_date(value)
            value = f"{day:%Y-%m}" if day else ""
        if value:
            found[by] = value
    return found


def group_tables(
    counts: Counted,
    pack: Pack,
    facts: Mapping[str, Facts],
    settings: CohortSettings,
    *,
    seed: int,
) -> tuple[GroupTable, ...]:
    """A table for each fact that divides the submissions; p values are not corrected yet."""
    tables = []
    for by in settings.groups.by:
        names = _spelt([facts.get(s, {}).get(by, "") for s in counts.submissions])
        if len({name for name in names if name}) > 1:
            tables.append(_table(by, names, counts, pack, (settings.groups.least, seed)))
    return tuple(tables)


def _spelt(values: Sequence[str]) -> list[str]:
    """Each value in the spelling that is used most of all that differ in capitals and hyphens."""
    ways: dict[str, Counter[str]] = {}
    for value in values:
        ways.setdefault(folded(value), Counter())[value] += 1
    best = {key: min(way, key=lambda v: (-way[v], v)) for key, way in ways.items()}
    return [best[folded(value)] if folded(value) else "" for value in values]


def _table(
    by: str, names: Sequence[str], counts: Counted, pack: Pack, bounds: tuple[int, int]
) -> GroupTable:
    least, seed = bounds
    means = counts.means
    usable = np.array([bool(name) for name in names]) & ~np.isnan(means)
    groups = sorted({name for name in names if name})
    members = np.array([[name == group for group in groups] for name in names])
    sizes = members[usable].sum(axis=0)
    others = int(usable.sum()) - sizes
    tested = (sizes >= least) & (others >= least)
    chances = permuted(means[usable], members[usable], seed) if tested.any() else sizes * np.nan
    rows = tuple(
        _row(group, counts, pack, (members[:, g], usable), p if tested[g] else None)
        for g, (group, p) in enumerate(zip(groups, map(float, chances), strict=True))
    )
    return GroupTable(by=by, rows=rows, unknown=sum(not name for name in names))


def _row(
    name: str, counts: Counted, pack: Pack, who: tuple[Those, Those], p: float | None
) -> GroupRow:
    member, usable = who
    told = counts.told
    partial = row_means(np.where(told, counts.levels >= PARTIAL, np.nan))
    levels = np.where(told, counts.levels, np.nan)[member]
    means = row_means(levels.T)
    inside, outside = counts.means[member & usable], counts.means[~member & usable]
    return GroupRow(
        name=name,
        n=int(member.sum()),
        mean=mean_of(inside, TOP),
        partial=mean_of(partial[member], 1),
        apart=apart(inside, outside, TOP),
        p=None if p is None else round(p, 4),
        criteria=tuple(
            (criterion.id, rounded(float(mean)))
            for criterion, mean in zip(pack.criteria, means, strict=True)
        ),
    )


def corrected_groups(
    tables: Mapping[str, tuple[GroupTable, ...]],
    known: Mapping[str, tuple[int, int]],
    settings: CohortSettings,
) -> dict[str, Groups]:
    """By unit: its tables with p values corrected for all comparisons of all units at once.

    `known`: of each unit, how many submissions the learners' table knows, of how many.
    """
    tested = {
        _comparison(unit, table, row): row.p
        for unit, own in tables.items()
        for table in own
        for row in table.rows
        if row.p is not None
    }
    found = dict(zip(tested, holm([p for p in tested.values() if p is not None]), strict=True))
    return {
        unit: _groups(
            tuple(_with(table, found, unit) for table in own), len(tested), known[unit], settings
        )
        for unit, own in tables.items()
    }


def _comparison(unit: str, table: GroupTable, row: GroupRow) -> Comparison:
    """Its name; of two groups each is all others to the other, which is one comparison."""
    return unit, table.by, "" if len(table.rows) == 2 else row.name


def _with(table: GroupTable, found: Mapping[Comparison, float], unit: str) -> GroupTable:
    rows = []
    for row in table.rows:
        p = found[_comparison(unit, table, row)] if row.p is not None else None
        told = {"corrected": p, "stands_out": p is not None and p < ALPHA}
        rows.append(row.model_copy(update=told))
    return table.model_copy(update={"rows": tuple(rows)})


def _groups(
    tables: tuple[GroupTable, ...],
    comparisons: int,
    known: tuple[int, int],
    settings: CohortSettings,
) -> Groups:
    if not tables:
        return Groups(least=settings.groups.least)
    said = [say("groups.learners", known=known[0], of=known[1])]
    least = settings.groups.least
    if comparisons:
        figures = {"least": least, "draws": PERMUTATIONS, "comparisons": comparisons}
        said.append(say("groups.test", **figures))
        if not any(row.stands_out for row in _rows(tables)):
            said.append(say("groups.none_stands_out"))
    small = [row.name for row in _rows(tables) if row.p is None]
    if small:
        said.append(say("groups.small", least=least, named=listed(small)))
    said.append(say("groups.cause"))
    return Groups(tables=tables, comparisons=comparisons, least=least, said=tuple(said))


def _rows(tables: Iterable[GroupTable]) -> list[GroupRow]:
    return [row for table in tables for row in table.rows]
