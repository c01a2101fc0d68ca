"""An earlier cohort and this one in; each criterion then and now, where the two compare, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot

import numpy as np
from numpy.typing import NDArray

from premark.cohort.figures.chances import (
    ALPHA,
    PERMUTATIONS,
    apart,
    holm,
    mean_of,
    permuted_levels,
)
from premark.cohort.figures.draws import share
from premark.cohort.figures.picture import Figure, Trend, TrendRow
from premark.cohort.figures.tally import CANNOT_TELL, Counted, Tally
from premark.cohort.figures.wording import listed, say
from premark.evaluate.measures import rounded
from premark.packs.cohort_settings import CohortSettings
from premark.types.criteria import Criterion, Pack
from premark.types.evidence import MadeWith

PARTIAL, TOP = 2, 3
Levels = NDArray[np.float64]
UNTOLD = Figure(value=None)


@dataclass(frozen=True)
class Side:
    """One cohort of a unit, as tallied and as arrays; `pack` is None where it is not at hand."""

    tally: Tally
    counts: Counted
    pack: Pack | None

    @property
    def version(self) -> str:
        return listed(sorted({version for version, _ in self.tally.versions}))


def trend_of(then: Side, now: Side, settings: CohortSettings, seed: int) -> Trend:
    """Every criterion of the pack, in its order; p values are not corrected yet."""
    rows = tuple(
        _row(criterion, column, (then, now), (settings.groups.least, seed))
        for column, criterion in enumerate(now.tally.pack.criteria)
    )
    earlier, ours = len(then.counts.submissions), len(now.counts.submissions)
    said = tuple(_versions(then.tally, now.tally)) if earlier else (say("trend.nothing"),)
    return Trend(earlier=earlier, now=ours, rows=rows if earlier else (), comparisons=0, said=said)


def _row(
    criterion: Criterion, column: int, sides: tuple[Side, Side], bounds: tuple[int, int]
) -> TrendRow:
    least, seed = bounds
    because = _incomparable(criterion, *sides)
    theirs, ours = (_told(side.counts, column) for side in sides)
    earlier, own = mean_of(theirs, TOP), mean_of(ours, TOP)
    row = TrendRow(
        criterion=criterion.id, earlier=earlier, now=own, mean=UNTOLD, partial=UNTOLD
    )
    if because or not len(theirs) or not len(ours):
        told = {"comparable": False, "because": because or say("trend.untold")}
        return row.model_copy(update=told)
    enough = min(len(theirs), len(ours)) >= least
    p = permuted_levels(_spread(ours), _spread(theirs), seed) if enough else None
    told = {
        "mean": apart(ours, theirs, TOP),
        "partial": _shares_apart(ours >= PARTIAL, theirs >= PARTIAL),
        "p": None if p is None else round(p, 4),
        "because": "" if enough else say("trend.untold"),
    }
    return row.model_copy(update=told)


def _told(counts: Counted, column: int) -> Levels:
    return np.asarray(counts.levels[counts.told[:, column], column], np.float64)


def _spread(levels: Levels) -> NDArray[np.int64]:
    return np.bincount(levels.astype(np.int64), minlength=CANNOT_TELL)


def _shares_apart(ours: NDArray[np.bool_], theirs: NDArray[np.bool_]) -> Figure:
    """Difference of two shares with Newcombe's interval, made of their two Wilson intervals."""
    own, other = (share(int(side.sum()), len(side)) for side in (ours, theirs))
    p, low, high = (float(v or 0.0) for v in (own.value, own.low, own.high))
    q, least, most = (float(v or 0.0) for v in (other.value, other.low, other.high))
    return Figure(
        value=rounded(p - q),
        low=rounded(p - q - hypot(p - low, most - q)),
        high=rounded(p - q + hypot(high - p, q - least)),
        n=len(ours),
    )


def _incomparable(criterion: Criterion, then: Side, now: Side) -> str:
    """Why the criterion then and now are not the same question; "" where they are."""
    if set(then.tally.versions) == set(now.tally.versions) and len(now.tally.versions) == 1:
        return ""
    figures = {"then": then.version, "now": now.version}
    alike = "_within" if then.version == now.version else ""
    if then.pack is None or now.pack is None:
        return say(f"trend.unknown{alike}", **figures)
    same = asked(then.pack, criterion.id) == asked(now.pack, criterion.id)
    return "" if same else say(f"trend.changed{alike}", **figures)


def asked(pack: Pack, code: str) -> object:
    """All of a pack that a criterion's level hangs on; None where it has no such criterion."""
    criterion = next((c for c in pack.criteria if c.id == code), None)
    if criterion is None:
        return None
    needs = [r.needs for r in (*criterion.must, *criterion.helps)]
    named = sorted({name for need in needs for name in (need.list, need.each_item) if name})
    bare = criterion.model_copy(update={"official": "", "guidance": (), "notes": ()})
    about = (pack.field, pack.keep_to_one, pack.qualification.level)
    return bare, [(name, pack.lists.get(name)) for name in named], about


def _versions(then: Tally, now: Tally) -> Iterator[str]:
    """What else than the learners may lie behind a difference."""
    made, ours = list(then.made_with.values()), list(now.made_with.values())
    if len(made) > 1:
        yield say("trend.mixed", n=len(made))
    if _of(made, "premark") != _of(ours, "premark"):
        figures = {"then": listed(_of(made, "premark")), "now": listed(_of(ours, "premark"))}
        yield say("trend.premark", **figures)
    if _of(made, "patterns") != _of(ours, "patterns"):
        yield say("trend.patterns")
    read_with = ("models", "encoder", "parser")
    if any(_of(made, name) != _of(ours, name) for name in read_with):
        yield say("trend.models")


def _of(made: list[MadeWith], name: str) -> list[str]:
    return sorted({str(getattr(each, name)) for each in made})


def corrected_trends(trends: Mapping[str, Trend | None]) -> dict[str, Trend | None]:
    """By unit, with p values corrected for all criteria of all units at once."""
    tested = {
        (unit, row.criterion): row.p
        for unit, trend in trends.items()
        for row in (trend.rows if trend else ())
        if row.p is not None
    }
    found = dict(zip(tested, holm([p for p in tested.values() if p is not None]), strict=True))
    return {
        unit: trend and _corrected(unit, trend, found) for unit, trend in trends.items()
    }


def _corrected(unit: str, trend: Trend, found: Mapping[tuple[str, str], float]) -> Trend:
    if not trend.rows:
        return trend
    rows = tuple(_with(row, found.get((unit, row.criterion))) for row in trend.rows)
    said = list(trend.said)
    if found:
        said.append(say("trend.test", draws=PERMUTATIONS, comparisons=len(found)))
    if any(row.p is not None for row in rows) and not any(row.stands_out for row in rows):
        said.append(say("trend.still"))
    said.append(say("trend.cause"))
    told = {"rows": rows, "comparisons": len(found), "said": tuple(said)}
    return trend.model_copy(update=told)


def _with(row: TrendRow, corrected: float | None) -> TrendRow:
    out = corrected is not None and corrected < ALPHA
    return row.model_copy(update={"corrected": corrected, "stands_out": out})
