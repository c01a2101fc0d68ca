"""Figures in; tables for a terminal out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from premark.evaluate.ablation import HEADLINE
from premark.types.evidence import STRENGTHS

APART = ("confusion", "intervals", "resampled", "baselines", "ablation", "bands", "abstaining",
         "says")  # fmt: skip


def table(figures: Mapping[str, Any]) -> str:
    """One line a figure with its interval, the confusion of strengths, then rivals and parts."""
    drawn = figures.get("intervals", {})
    rows = [
        f"{name:34} {_number(value):12} {_interval(drawn.get(name))}".rstrip()
        for name, value in _flat(figures)
    ]
    rows += ["", *_confusion(figures["strength"]["confusion"])]
    if figures.get("confidence", {}).get("levels"):
        rows += ["", *_confidence(figures["confidence"])]
    if "resampled" in figures:
        rows += ["", f"[from, to]: 95% interval. {figures['resampled']['caution']}"]
    if figures.get("baselines"):
        rows += ["", *_rivals(figures["baselines"])]
    if figures.get("ablation"):
        rows += ["", *_parts(figures)]
    return "\n".join(rows)


def _flat(figures: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if name in APART:
            continue
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _number(value: Any) -> str:
    if value is None:
        return "not measured"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _interval(drawn: Mapping[str, Any] | None) -> str:
    if not drawn or drawn["low"] is None:
        return ""
    return f"[{drawn['low']:.3f}, {drawn['high']:.3f}]"


def _confusion(confusion: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    across = (*STRENGTHS, "cannot tell")
    yield f"{'label':10}" + "".join(f"{name:>12}" for name in across)
    for label in STRENGTHS:
        yield f"{label:10}" + "".join(f"{confusion[label][name]:>12}" for name in across)


def _confidence(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'told chance':14}{'mean':>8}{'levels':>8}{'agreed':>8}"
    for band in found["bands"]:
        tenth = f"{band['low']:.1f} to {band['high']:.1f}"
        agreed = band["agreed"]
        told = f"{band['told']:>8.3f}{band['levels']:>8}{_number(agreed['value']):>8}"
        yield f"{tenth:14}{told}  {_interval(agreed)}".rstrip()
    yield f"{'chance at least':16}{'told':>6}{'exact':>8}  interval"
    for each in found["abstaining"]:
        kept = each["kept"]
        exact = f"{each['coverage']:>6.0%}{_number(kept['value']):>8}"
        yield f"{each['least']:<16.2f}{exact}  {_interval(kept)}".rstrip()
    yield found["says"]


def _rivals(found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    across = "".join(f"{name:>8}" for name in ("premark", "it", "apart"))
    yield f"{'simpler way':46}{'figure':20}{across}  interval; premark is"
    for one in found:
        apart = one["difference"]
        numbers = "".join(f"{_number(v):>8}" for v in (one["ours"], one["theirs"], apart["value"]))
        said = f"{_interval(apart)} {one['verdict']}".strip()
        yield f"{one['name']:46}{one['figure']:20}{numbers}  {said}"


def _parts(figures: Mapping[str, Any]) -> Iterator[str]:
    for line, part in (("", 0), ("without", 1)):
        yield f"{line:34}" + "".join(f"{name.split('.')[part]:>17}" for name in HEADLINE)
    whole = [figures["intervals"][name]["value"] for name in HEADLINE]
    yield f"{'nothing: the whole':34}" + "".join(f"{_number(v):>17}" for v in whole)
    for part in figures["ablation"]:
        cells = [_changed(part["figures"][name]) for name in HEADLINE]
        yield f"{part['name']:34}" + "".join(f"{cell:>17}" for cell in cells)
    for part in figures["ablation"]:
        yield f"{part['name']}: {part['says']}"


def _changed(loss: Mapping[str, Any]) -> str:
    """The figure without the part, and by how much it changes; a star where that is clear."""
    lost = loss["lost"]
    if lost["value"] is None:
        return _number(loss["value"])
    clear = lost["low"] is not None and (lost["low"] > 0 or lost["high"] < 0)
    return f"{_number(loss['value'])} ({0.0 - lost['value']:+.3f}){'*' if clear else ' '}"
