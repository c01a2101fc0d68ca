"""Reviews made with each part taken out in; what each figure loses by it, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from premark.evaluate.case import Case
from premark.evaluate.gold import figures_named
from premark.evaluate.intervals import Interval, difference
from premark.evaluate.measures import Measure
from premark.evaluate.parts import Part

HEADLINE = (
    "passages.micro_f1",
    "passages.macro_f1",
    "strength.exact",
    "strength.within_one",
    "strength.qwk",
    "verb_met.balanced",
    "requirements.accuracy",
    "elements.right",
    "moves.macro_f1",
)


@dataclass(frozen=True)
class Loss:
    """A figure without a part, and how much lower it is than with it."""

    figure: str
    value: float | None
    lost: Interval

    @property
    def falls(self) -> bool:
        return self.lost.low is not None and self.lost.low > 0

    @property
    def rises(self) -> bool:
        return self.lost.high is not None and self.lost.high < 0


@dataclass(frozen=True)
class Without:
    """All headline figures without one part."""

    key: str
    name: str
    losses: tuple[Loss, ...]

    def words(self, names: Mapping[str, str]) -> str:
        """What the figures say of the part, as far as the intervals are clear of nought."""
        if all(loss.lost.low is None for loss in self.losses):
            return "nothing can be told without intervals"
        falls = [names[loss.figure] for loss in self.losses if loss.falls]
        rises = [names[loss.figure] for loss in self.losses if loss.rises]
        told = [f"falls: {'; '.join(falls)}"] if falls else []
        told += [f"rises: {'; '.join(rises)}"] if rises else []
        return ". ".join(told) or "no figure is clearly other without it"

    def as_dict(self) -> dict[str, Any]:
        figures = {
            loss.figure: {"value": loss.value, "lost": loss.lost.as_dict()} for loss in self.losses
        }
        says = self.words(figures_named())
        return {"part": self.key, "name": self.name, "says": says, "figures": figures}


def losses(
    part: Part, whole: Sequence[Case], without: Sequence[Case], measures: Mapping[str, Measure]
) -> Without:
    """The same documents with all parts and without one, set side by side."""
    found = []
    for name in HEADLINE:
        measure = measures[name]
        own, other = measure.counts(whole), measure.counts(without)
        lost = difference(measure.value, own, other)
        found.append(Loss(name, measure.of(without), lost))
    return Without(part.key, part.name, tuple(found))
