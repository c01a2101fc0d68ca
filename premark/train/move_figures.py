"""Labels and the probabilities of unseen sentences in; how good and how honest they are, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score

from premark.train.move_corpus import Labels
from premark.train.move_fit import Scores
from premark.types.criteria import MOVES

HALF = 0.5  # from which a move is more likely than not
BINS = 10


@dataclass(frozen=True)
class MoveFigures:
    """How one move is heard; `brier` and `off` (expected calibration error) as it stands."""

    move: str
    sentences: int
    precision: float
    f1: float
    words_precision: float
    words_f1: float
    brier: float
    off: float
    off_mended: float


@dataclass(frozen=True)
class Bin:
    """Values said from `low` to `high`: how many, their mean, and the share that was right."""

    low: float
    high: float
    count: int
    said: float
    right: float


@dataclass(frozen=True)
class NoneFigures:
    """Where no move reaches a half: how often, how often rightly, and what share of those that
    make none is found."""

    share: float
    right: float
    found: float
    there: float


def by_move(labels: Labels, own: Scores, words: Scores, mended: Scores) -> list[MoveFigures]:
    """A row a move. `mended` are the values after scaling, for the calibration only."""
    return [
        MoveFigures(
            move,
            int(labels[:, m].sum()),
            float(average_precision_score(labels[:, m], own[:, m])),
            _f1(labels[:, m], own[:, m]),
            float(average_precision_score(labels[:, m], words[:, m])),
            _f1(labels[:, m], words[:, m]),
            float(brier_score_loss(labels[:, m], own[:, m])),
            calibration_error(labels[:, m], own[:, m]),
            calibration_error(labels[:, m], mended[:, m]),
        )
        for m, move in enumerate(MOVES)
    ]


def _f1(gold: Any, scores: Any) -> float:
    return float(f1_score(gold, scores >= HALF, zero_division=0))


def macro_f1(labels: Labels, scores: Scores) -> float:
    return float(f1_score(labels, scores >= HALF, average="macro", zero_division=0))


def reliability(gold: Any, scores: Any) -> list[Bin]:
    """Ten bins of equal width over every value given; an empty one has count 0."""
    gold, scores = np.ravel(gold), np.ravel(scores)
    place = np.minimum((scores * BINS).astype(int), BINS - 1)
    found = []
    for n in range(BINS):
        here = place == n
        count = int(here.sum())
        said, right = (float(x[here].mean()) if count else 0.0 for x in (scores, gold))
        found.append(Bin(n / BINS, (n + 1) / BINS, count, said, right))
    return found


def calibration_error(gold: Any, scores: Any) -> float:
    """The mean over all values of how far their bin's share of right lies from what was said."""
    bins = reliability(gold, scores)
    return sum(b.count * abs(b.said - b.right) for b in bins) / sum(b.count for b in bins)


def brier(labels: Labels, scores: Scores) -> float:
    return float(np.mean((scores - labels) ** 2))


def none_figures(labels: Labels, scores: Scores) -> NoneFigures:
    silent, none = scores.max(axis=1) < HALF, labels.sum(axis=1) == 0
    return NoneFigures(
        float(silent.mean()),
        float(none[silent].mean()) if silent.any() else 0.0,
        float(silent[none].mean()) if none.any() else 0.0,
        float(none.mean()),
    )


def log_odds(scores: Scores) -> Scores:
    kept = np.clip(scores, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(kept / (1 - kept)))


def scaled(labels: Labels, scores: Scores, folds: Any) -> Scores:
    """Each move's log-odds through a line (Platt) that the other outer folds set."""
    odds, found = log_odds(scores), np.zeros(scores.shape)
    for fold in sorted(set(folds.tolist())):
        rest = folds != fold
        for m in range(labels.shape[1]):
            line = LogisticRegression(C=1e6).fit(odds[rest, m : m + 1], labels[rest, m])
            found[~rest, m] = line.predict_proba(odds[~rest, m : m + 1])[:, 1]
    return found


def lost_by(labels: Labels, scores: Scores, own: Scores) -> float:
    """How far a sentence's own moves are moved in a copy of it, in the mean."""
    return float(np.mean((scores - own)[labels == 1]))


def rises(values: Sequence[float], before: Sequence[float]) -> int:
    """In how many folds the one is over the other."""
    return sum(a > b for a, b in zip(values, before, strict=True))
