"""States of the verbs in; how often each criterion's verb is shown, and what moves lack, out."""

from __future__ import annotations

from collections import Counter

from premark.cohort.figures.draws import share
from premark.cohort.figures.picture import MissingMoves, VerbDepth
from premark.cohort.figures.tally import VERB_STATES, Codes, Counted, Tally
from premark.cohort.figures.wording import verbs_said
from premark.types.criteria import MOVES, Criterion, Move


def verb_depths(tally: Tally, counts: Counted) -> tuple[VerbDepth, ...]:
    """Every criterion of the pack, in its order; groups of moves most often missing first."""
    return tuple(
        _depth(criterion, counts.verbs[:, column], tally.missing.get(criterion.id, Counter()))
        for column, criterion in enumerate(tally.pack.criteria)
    )


def _depth(
    criterion: Criterion, states: Codes, missing: Counter[tuple[Move, ...]]
) -> VerbDepth:
    shown, not_shown, untold = (
        int((states == code).sum()) for code, _ in enumerate(VERB_STATES)
    )
    groups = sorted(missing.items(), key=lambda pair: (-pair[1], _order(pair[0])))
    return VerbDepth(
        criterion=criterion.id,
        verb=verbs_said(criterion.verb),
        shown=shown,
        not_shown=not_shown,
        untold=untold,
        met=share(shown, shown + not_shown),
        missing=tuple(MissingMoves(moves=group, submissions=number) for group, number in groups),
    )


def _order(group: tuple[Move, ...]) -> tuple[int, ...]:
    return tuple(MOVES.index(move) for move in group)
