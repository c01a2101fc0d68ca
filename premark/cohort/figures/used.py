"""Counts of works and models in; how many are cited, for what, and which models are used, out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from premark.cohort.figures.picture import ModelUse, Quartiles, SourcesOf, Used
from premark.cohort.figures.tally import ABSENT, Counted, Tally
from premark.packs.cohort_settings import CohortSettings
from premark.types.criteria import Criterion


def used(tally: Tally, counts: Counted, settings: CohortSettings) -> Used:
    """Works cited and listed, and words, per submission; works by criterion; models."""
    words, cited, listed = counts.sizes.T
    return Used(
        cited=quartiles(cited),
        listed=quartiles(listed),
        words=quartiles(words),
        criteria=tuple(
            _sources(criterion, counts.sources[there, column], settings)
            for column, criterion in enumerate(tally.pack.criteria)
            for there in (counts.levels[:, column] != ABSENT,)
        ),
        models=_models(tally),
        without_model=tally.without_model,
    )


def quartiles(numbers: NDArray[np.int64]) -> Quartiles:
    """The least, quartiles (between two numbers: in proportion) and most."""
    if not len(numbers):
        return Quartiles()
    least, lower, middle, upper, most = (
        round(float(q), 2) for q in np.quantile(numbers, (0, 0.25, 0.5, 0.75, 1))
    )
    return Quartiles(
        least=least, lower=lower, middle=middle, upper=upper, most=most, n=len(numbers)
    )


def _sources(
    criterion: Criterion, works: NDArray[np.int64], settings: CohortSettings
) -> SourcesOf:
    asked = any(requirement.needs.kind == "citation" for requirement in criterion.must)
    none = int((works == 0).sum())
    return SourcesOf(
        criterion=criterion.id,
        asked=asked,
        works=quartiles(works),
        none=none,
        lacking=asked and bool(len(works)) and none / len(works) >= settings.sources.lacking,
    )


def _models(tally: Tally) -> tuple[ModelUse, ...]:
    """Most used first, then by name; criteria in the pack's order."""
    codes = [criterion.id for criterion in tally.pack.criteria]
    named = sorted(tally.models.items(), key=lambda pair: (-pair[1], pair[0]))
    by = tally.model_criteria
    return tuple(
        ModelUse(
            name=name,
            submissions=number,
            criteria=tuple((code, by[name, code]) for code in codes if by[name, code]),
        )
        for name, number in named
    )
