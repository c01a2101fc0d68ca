"""Levels of a unit's submissions in; its criteria ranked, weakest first, with what is borne out.

*What:* the mean level of each criterion over the submissions of which it can be told. *How sure:*
submissions are drawn again; a criterion's places are 1 + those criteria that are clearly weaker to
all less those that are clearly stronger, where "clearly" holds for all pairs at once (the greatest
studentised difference of any pair is over its bound in 5% of the draws). *Known limits:* the draws
know nothing of what no submission shows; with few submissions the bound is widened as Student's t
is, and under `weakest.least` no order is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, rankdata, t

from premark.cohort.figures.draws import DRAWS, LEVEL, drawn, figure, over, share
from premark.cohort.figures.picture import Weakest, WeakRow
from premark.cohort.figures.tally import CANNOT_TELL, Counted
from premark.cohort.figures.wording import listed, say
from premark.evaluate.measures import Counts
from premark.packs.cohort_settings import CohortSettings
from premark.types.criteria import Pack

LIMITED = 1


def rank_criteria(counts: Counted, pack: Pack, settings: CohortSettings, seed: int) -> Weakest:
    """Every criterion of the pack that can be told of some submission, weakest first."""
    sums = _sums(counts)
    draws = drawn(sums.reshape(len(sums), 3 * len(pack.criteria)), seed).reshape(DRAWS, -1, 3)
    whole = sums.sum(axis=0)
    means = over(whole[:, 0], whole[:, 1])
    known = np.flatnonzero(~np.isnan(means))
    order = sorted(known.tolist(), key=lambda c: (means[c], -_low(whole)[c], c))
    k = min(settings.weakest.among, max(0, len(order) - 1))
    enough = whole[order, 1] >= settings.weakest.least
    again = over(draws[:, order, 0], draws[:, order, 1])
    places, among = _places(means[order], again, whole[order, 1], enough), _among(again, k)
    rows = tuple(
        WeakRow(
            criterion=pack.criteria[c].id,
            place=place,
            mean=figure(means[c], over(draws[:, c, 0], draws[:, c, 1]), int(whole[c, 1])),
            low=share(int(whole[c, 2]), int(whole[c, 1])),
            untold=int((counts.levels[:, c] == CANNOT_TELL).sum()),
            places=places[place - 1] if enough[place - 1] else None,
            among=among[place - 1] if enough[place - 1] else None,
            borne_out=bool(enough[place - 1] and places[place - 1][1] <= k),
        )
        for place, c in enumerate(order, 1)
    )
    said = tuple(_said(rows, k, settings, len(counts.submissions)))
    return Weakest(rows=rows, k=k, draws=DRAWS, said=said)


def _sums(counts: Counted) -> Counts:
    """Level, whether told, whether none or limited: (submissions, criteria, 3)."""
    told = counts.told
    low = told & (counts.levels <= LIMITED)
    return np.stack([np.where(told, counts.levels, 0), told, low], axis=-1).astype(np.float64)


def _low(whole: Counts) -> NDArray[np.float64]:
    return over(whole[:, 2], whole[:, 1])


def _places(
    means: Counts, draws: NDArray[np.float64], told: Counts, enough: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """First and last place of each criterion (in the order given) that hold for all at once; one
    of too few submissions is neither clearly weaker nor clearly stronger than any."""
    number = len(means)
    if enough.sum() < 2:
        return [(1, number)] * number
    apart = means[:, None] - means[None, :]
    again = (draws[:, :, None] - draws[:, None, :])[:, enough][:, :, enough]
    both = np.ix_(enough, enough)
    spread = np.nanstd(again, axis=0, ddof=1)
    clear = np.zeros(apart.shape, np.bool_)
    bound = _bound(again - apart[both], spread, told[enough])
    clear[both] = np.abs(apart[both]) > bound * spread + 1e-9
    weaker = (clear & (apart > 0)).sum(axis=1)  # those clearly weaker than the row's own
    stronger = (clear & (apart < 0)).sum(axis=1)
    return [(1 + int(w), number - int(s)) for w, s in zip(weaker, stronger, strict=True)]


def _bound(off: Counts, spread: Counts, told: Counts) -> float:
    """How many standard deviations the farthest pair of a draw is off, in 95% of the draws."""
    size = np.where(spread > 0, np.abs(off) / np.where(spread > 0, spread, 1.0), 0.0)
    farthest = np.nan_to_num(size, nan=0.0).max(axis=(1, 2))
    wide = t.ppf((1 + LEVEL) / 2, max(1, told.min() - 1)) / norm.ppf((1 + LEVEL) / 2)
    return float(np.quantile(farthest, LEVEL) * wide)


def _among(draws: NDArray[np.float64], k: int) -> list[float]:
    """The share of the draws in which each is among the k weakest; those alike share a place."""
    if not draws.shape[1]:
        return []
    ranks = rankdata(np.where(np.isnan(draws), np.inf, draws), method="average", axis=1)
    return [round(float(each), 4) for each in (ranks <= k).mean(axis=0)]


def _said(
    rows: tuple[WeakRow, ...], k: int, settings: CohortSettings, number: int
) -> Iterator[str]:
    yield say("weakest.measure")
    yield say("weakest.draws", draws=DRAWS)
    if 0 < number < settings.few:
        yield say("small", n=number) if number > 1 else say("one")
    if mostly := [row.criterion for row in rows if row.untold > row.mean.n]:
        yield say("weakest.untold", named=listed(mostly))
    ranked = [row for row in rows if row.places]
    if len(ranked) < 2:
        yield say("weakest.too_few", least=settings.weakest.least)
    elif sure := [row.criterion for row in rows if row.borne_out]:
        are = "is" if len(sure) == 1 else "are"
        yield say("weakest.borne_out", named=listed(sure), are=are, k=k)
    else:
        if all(row.places == (1, len(rows)) for row in ranked):
            yield say("weakest.alike")
        yield say("weakest.not_borne_out", k=k)
