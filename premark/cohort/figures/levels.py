"""Levels of a unit's submissions in; each criterion by strength, in the pack's order, out."""

from __future__ import annotations

import numpy as np

from premark.cohort.figures.draws import drawn, figure, over
from premark.cohort.figures.picture import LEVELS, CriterionPicture
from premark.cohort.figures.tally import Counted
from premark.cohort.figures.wording import verbs_said
from premark.types.criteria import Pack


def criterion_pictures(counts: Counted, pack: Pack, seed: int) -> tuple[CriterionPicture, ...]:
    """How many submissions stand at each level, and the mean level of those that can be told."""
    number = len(pack.criteria)
    levels = np.where(counts.told, counts.levels, 0)
    sums = np.hstack([levels, counts.told]).astype(np.float64)
    draws, whole = drawn(sums, seed), sums.sum(axis=0)
    means = over(whole[:number], whole[number:])
    again = over(draws[:, :number], draws[:, number:])
    return tuple(
        CriterionPicture.model_validate(
            {
                "criterion": criterion.id,
                "outcome": criterion.outcome,
                "asks": criterion.asks,
                "verb": verbs_said(criterion.verb),
                "counts": tuple(
                    int((counts.levels[:, column] == code).sum()) for code in range(len(LEVELS))
                ),
                "mean": figure(means[column], again[:, column], int(whole[number + column])),
            }
        )
        for column, criterion in enumerate(pack.criteria)
    )
