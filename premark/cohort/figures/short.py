"""States of a unit's required elements in; how often each is short, most often first, out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from premark.cohort.figures.draws import share
from premark.cohort.figures.picture import ShortElement
from premark.cohort.figures.tally import (
    MET,
    NOT_FOUND,
    SET_ASIDE,
    SHORT,
    UNTOLD,
    Codes,
    Counted,
    Tally,
)
from premark.types.criteria import Criterion, Requirement

NONE = 0  # the level of a criterion that no passage addresses

def short_elements(tally: Tally, counts: Counted) -> tuple[ShortElement, ...]:
    """Every required element, by its share short or not found, then by how many that is.

    The intervals are Wilson's: an element is one yes or no a submission, often of few and near 0
    or 1, where drawing again would give a range without width.
    """
    codes = [criterion.id for criterion in tally.pack.criteria]
    found = [
        _element(
            (criterion, requirement),
            counts.elements[:, column],
            counts.levels[:, codes.index(criterion.id)] == NONE,
            tally,
        )
        for column, (criterion, requirement) in enumerate(tally.elements)
    ]
    return tuple(sorted(found, key=_often))


def _often(row: ShortElement) -> tuple[float, int]:
    return -(row.share.value or 0.0), -(row.short + row.not_found)


def _element(
    asked: tuple[Criterion, Requirement], states: Codes, absent: NDArray[np.bool_], tally: Tally
) -> ShortElement:
    criterion, requirement = asked
    met, short, none, untold, aside = (
        int((states == state).sum()) for state in (MET, SHORT, NOT_FOUND, UNTOLD, SET_ASIDE)
    )
    told = met + short + none
    kept = tally.examples.get((criterion.id, requirement.id), [])
    return ShortElement(
        criterion=criterion.id,
        requirement=requirement.id,
        kind=requirement.needs.kind,
        asks=requirement.if_short,
        source=requirement.source,
        told=told,
        short=short,
        not_found=none,
        untold=untold,
        set_aside=aside,
        share=share(short + none, told),
        unaddressed=int((absent & (states == NOT_FOUND)).sum()),
        examples=tuple(example for _, example in kept),
    )
