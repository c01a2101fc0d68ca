"""Figures of confidence in; plots as points on a square of 0 to 100, with their tables, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WHOLE = 100.0


@dataclass(frozen=True)
class Point:
    """A figure and its interval, on a square whose y grows downwards."""

    x: float
    y: float
    low: float
    high: float
    says: str


@dataclass(frozen=True)
class Plot:
    """A plot that says itself in words too; `even` draws the line on which x is y, `joined` one
    through the points. The axes go from their first tick to their last."""

    id: str
    title: str
    says: str
    x: str
    y: str
    ticks_x: tuple[str, ...]
    ticks_y: tuple[str, ...]
    points: tuple[Point, ...]
    even: bool = False
    joined: bool = False

    @property
    def line(self) -> str:
        return " ".join(f"{p.x:g},{p.y:g}" for p in self.points)


def plots(confidence: Mapping[str, Any]) -> list[Plot]:
    """The reliability diagram and the abstention curve; none where no level is told."""
    if not confidence.get("levels"):
        return []
    return [_reliability(confidence["bands"]), _abstention(confidence["abstaining"])]


def _reliability(bands: Sequence[Mapping[str, Any]]) -> Plot:
    points = [
        _point(band["told"], band["agreed"], f"told {band['told']:.2f}, {band['levels']} levels")
        for band in bands
    ]
    ends = f"{bands[0]['told']:.2f} to {bands[-1]['told']:.2f}"
    return Plot(
        "reliability",
        "How sure a level is, beside how often it agreed",
        f"Told chances run from {ends}; on the dashed line they would be just right.",
        "told chance",
        "share that agreed",
        *_ticks(),
        tuple(points),
        even=True,
    )


def _abstention(found: Sequence[Mapping[str, Any]]) -> Plot:
    points = [
        _point(each["coverage"], each["kept"], f"{each['coverage']:.0%} told") for each in found
    ]
    first, last = found[0]["kept"]["value"], found[-1]["kept"]["value"]
    return Plot(
        "abstention",
        "Exact agreement where only the surest levels are told",
        f"All told: {first:.3f}; the surest {found[-1]['coverage']:.0%} alone: {last:.3f}.",
        "share of the levels that are told",
        "exact agreement",
        *_ticks(),
        tuple(points),
        joined=True,
    )


def _ticks() -> tuple[tuple[str, ...], tuple[str, ...]]:
    every = tuple(f"{n / 4:.2f}" for n in range(5))
    return every, every


def _point(x: float, drawn: Mapping[str, Any], says: str) -> Point:
    value = drawn["value"] or 0.0
    low = value if drawn["low"] is None else drawn["low"]
    high = value if drawn["high"] is None else drawn["high"]
    told = f"{says}, agreed {value:.3f}, interval {low:.3f} to {high:.3f}"
    return Point(_across(x), _down(value), _down(low), _down(high), told)


def _across(share: float) -> float:
    return round(WHOLE * share, 2)


def _down(share: float) -> float:
    return round(WHOLE * (1 - share), 2)
