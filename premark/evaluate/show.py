"""Figures in; a table for a terminal out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from premark.types.evidence import STRENGTHS


def table(figures: dict[str, Any]) -> str:
    """One line a figure, then the confusion of strengths (labels down, premark across)."""
    rows = [f"{name:34} {_number(value)}" for name, value in _flat(figures)]
    return "\n".join([*rows, "", *_confusion(figures["strength"]["confusion"])])


def _flat(figures: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if name == "confusion":
            continue
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _number(value: Any) -> str:
    if value is None:
        return "not measured"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _confusion(confusion: dict[str, dict[str, int]]) -> Iterator[str]:
    across = (*STRENGTHS, "cannot tell")
    yield f"{'label':10}" + "".join(f"{name:>12}" for name in across)
    for label in STRENGTHS:
        yield f"{label:10}" + "".join(f"{confusion[label][name]:>12}" for name in across)
