"""States of a unit's required elements in; how often each is short, most often first, out."""

from __future__ import annotations

from premark.cohort.draws import share
from premark.cohort.picture import ShortElement
from premark.cohort.tally import MET, NOT_FOUND, SET_ASIDE, SHORT, UNTOLD, Codes, Counted, Tally
from premark.types.criteria import Criterion, Requirement


def short_elements(tally: Tally, counts: Counted) -> tuple[ShortElement, ...]:
    """Every required element, by its share short or not found, then by how many that is.

    The intervals are Wilson's: an element is one yes or no a submission, often of few and near 0
    or 1, where drawing again would give a range without width.
    """
    found = [
        _element(criterion, requirement, counts.elements[:, column], tally)
        for column, (criterion, requirement) in enumerate(tally.elements)
    ]
    return tuple(sorted(found, key=_often))


def _often(row: ShortElement) -> tuple[float, int]:
    return -(row.share.value or 0.0), -(row.short + row.not_found)


def _element(
    criterion: Criterion, requirement: Requirement, states: Codes, tally: Tally
) -> ShortElement:
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
        examples=tuple(example for _, example in kept),
    )
