"""Figures of confidence in; their tables for the page, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Grid:
    """A table of figures: its caption, its columns, and rows that begin with their own name."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def number(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.3f}"


def signed(value: float | None) -> str:
    return "not measured" if value is None else f"{value:+.3f}"


def confidence_grids(confidence: Mapping[str, Any]) -> dict[str, Grid]:
    """The tables that stand beside the plots, by the plot's id."""
    return {
        "reliability": Grid(
            "Told chances in tenths, and how many of these levels were the label’s",
            ("Told", "Mean", "Levels", "Agreed", "From", "To"),
            tuple(_band(each) for each in confidence["bands"]),
        ),
        "abstention": Grid(
            "Only levels told with this chance or more",
            ("Chance", "Told", "Exact", "From", "To", "Gain", "From", "To", "Unsaid: exact", "To"),
            tuple(_above(each) for each in confidence["abstaining"]),
        ),
    }


def _band(each: Mapping[str, Any]) -> tuple[str, ...]:
    drawn = each["agreed"]
    shares = tuple(number(drawn[key]) for key in ("value", "low", "high"))
    tenth = f"{each['low']:.1f} to {each['high']:.1f}"
    return tenth, number(each["told"]), str(each["levels"]), *shares


def _above(each: Mapping[str, Any]) -> tuple[str, ...]:
    kept = tuple(number(each["kept"][key]) for key in ("value", "low", "high"))
    gain = tuple(signed(each["gain"][key]) for key in ("value", "low", "high"))
    unsaid = tuple(number(each["unsaid"][key]) for key in ("value", "high"))
    return f"{each['least']:.2f}", f"{each['coverage']:.0%}", *kept, *gain, *unsaid
