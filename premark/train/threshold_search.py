"""Tables of levels at every setting in; the cut-offs that documents choose for others, out.

A cut-off moves only where what it gains on the documents that choose is more than one standard
error of that gain, so that no change is made which was not earned.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from premark.evaluate.level_rivals import exact
from premark.evaluate.measures import Counts, kappa
from premark.train.weighable import CELLS
from premark.types.tuning import Thresholds

Setting = tuple[float, ...]
Rows = NDArray[np.int64]
Worth = Callable[[Counts], float]
ROUNDS = 3  # over all cut-offs; the search ends before where nothing moves


@dataclass(frozen=True)
class Dial:
    """A cut-off by its place in the file ("coverage.cut"), and the values that are tried."""

    path: str
    values: tuple[float, ...]

    @property
    def room(self) -> str:
        return self.path.split(".")[0]

    @property
    def key(self) -> str:
        return self.path.split(".")[1]


def _steps(first: float, last: float, step: float) -> tuple[float, ...]:
    return tuple(round(float(v), 4) for v in np.arange(first, last + step / 2, step))


LEVELS = (
    Dial("coverage.cut", _steps(0.70, 0.90, 0.02)),
    Dial("depth.group", _steps(0.35, 0.65, 0.05)),
    Dial("depth.described", _steps(0.30, 0.60, 0.05)),
)
MAP = (
    Dial("matching.none", _steps(-0.4, 0.6, 0.25)),
    Dial("matching.to_other", _steps(2.8, 4.8, 0.5)),
    Dial("matching.secondary", _steps(1.0, 2.2, 0.3)),
)


def at(thresholds: Thresholds, dials: Sequence[Dial], setting: Setting) -> Thresholds:
    """The thresholds with every dial at its value."""
    told: dict[str, dict[str, float]] = {}
    for dial, value in zip(dials, setting, strict=True):
        told.setdefault(dial.room, {})[dial.key] = value
    rooms = {
        room: getattr(thresholds, room).model_copy(update=update) for room, update in told.items()
    }
    return thresholds.model_copy(update=rooms)


def standing(thresholds: Thresholds, dials: Sequence[Dial]) -> Setting:
    """The values that stand in the file."""
    return tuple(float(getattr(getattr(thresholds, d.room), d.key)) for d in dials)


@dataclass(frozen=True)
class Tried:
    """Tables of every document at a setting, worked out once; shape (documents, 32)."""

    counts: Callable[[Setting], Counts]
    known: dict[Setting, Counts] = field(default_factory=dict)

    def __call__(self, setting: Setting) -> Counts:
        if setting not in self.known:
            self.known[setting] = self.counts(setting)
        return self.known[setting]


def worth(counts: Counts) -> float:
    """Mean of exact agreement and quadratic kappa over both readings, of a sum of tables."""
    readings = np.moveaxis(counts.reshape(*counts.shape[:-1], -1, CELLS), -2, 0)
    each = [(value(reading)) for reading in readings for value in (exact, kappa)]
    return float(np.mean(each))


@dataclass(frozen=True)
class Search:
    """Coordinate search from the values that stand, on the documents of `rows`."""

    dials: tuple[Dial, ...]
    stands: Setting
    tried: Tried

    def best(self, rows: Rows) -> Setting:
        """Where one cut-off after the other is moved to its best value, till none moves."""
        now = self.stands
        for _ in range(ROUNDS):
            before = now
            for number in range(len(self.dials)):
                now = max(self._along(now, number), key=lambda s: self._worth(s, rows))
            if now == before:
                break
        return now

    def _along(self, setting: Setting, number: int) -> list[Setting]:
        """The setting first, so that of equals the one that stands is kept."""
        values = [v for v in self.dials[number].values if v != setting[number]]
        return [setting, *(_with(setting, number, v) for v in values)]

    def earned(self, rows: Rows) -> Setting:
        """The best setting with every cut-off put back whose move gained no standard error."""
        now = self.best(rows)
        for number in range(len(self.dials)):
            back = _with(now, number, self.stands[number])
            if back != now and self.gain(now, back, rows) <= self.error(now, back, rows):
                now = back
        if now != self.stands and self.gain(now, self.stands, rows) <= self.error(
            now, self.stands, rows
        ):
            return self.stands
        return now

    def gain(self, one: Setting, other: Setting, rows: Rows) -> float:
        return self._worth(one, rows) - self._worth(other, rows)

    def error(self, one: Setting, other: Setting, rows: Rows) -> float:
        """Standard error of the gain: jackknife over documents."""
        first, second = self.tried(one)[rows], self.tried(other)[rows]
        whole = first.sum(axis=0), second.sum(axis=0)
        gains = [
            worth(whole[0] - a) - worth(whole[1] - b) for a, b in zip(first, second, strict=True)
        ]
        apart = np.array(gains) - np.mean(gains)
        return float(np.sqrt((len(rows) - 1) / len(rows) * (apart**2).sum()))

    def _worth(self, setting: Setting, rows: Rows) -> float:
        return worth(self.tried(setting)[rows].sum(axis=0))


def _with(setting: Setting, number: int, value: float) -> Setting:
    return (*setting[:number], value, *setting[number + 1 :])


@dataclass(frozen=True)
class Nested:
    """What the other documents chose for each document, and its tables at that setting."""

    chosen: tuple[Setting, ...]
    counts: Counts


def nested(search: Search, documents: int, *, rule: bool) -> Nested:
    """Each document left out in turn. `rule` is the one-standard-error rule."""
    chosen, counts = [], []
    for left in range(documents):
        rows = np.array([n for n in range(documents) if n != left])
        setting = search.earned(rows) if rule else search.best(rows)
        chosen.append(setting)
        counts.append(search.tried(setting)[left])
    return Nested(tuple(chosen), np.array(counts))


def level_figures(counts: Counts) -> dict[str, float]:
    """Exact and kappa of each reading, of tables of documents."""
    total: Any = counts.sum(axis=0).reshape(-1, CELLS)
    names = ("shown", "hidden")
    return {
        f"{name}_{what}": round(float(value(table)), 4)
        for name, table in zip(names, total, strict=True)
        for what, value in (("exact", exact), ("kappa", kappa))
    }
