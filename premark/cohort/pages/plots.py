"""Figures of a cohort in; plots as inline SVG out. Every number of them stands in a table too.

Each is drawn for the width of a phone, so that its letters can be read there, and grows beside its
table on a wider screen. Positions hang on no font: a page has the same bytes on every computer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from premark.cohort.figures.picture import LEVELS, CriterionPicture
from premark.cohort.pages.plots_svg import HATCH, inline_svg
from premark.plain import one_line
from premark.types.evidence import STRENGTHS

WIDE = 360  # units of the whole picture, which are pixels on a phone
ROW = 22
NUMBER = 44  # kept free at the right for the number of a row
LETTER = 6.8  # about the width of a letter at the size that labels have
LABEL = 20  # letters of a row's name that are shown
INK, SOFT, LINE, DOT = "var(--ink)", "var(--soft)", "var(--line)", "var(--l3)"
FILLS = ("var(--l0)", "var(--l1)", "var(--l2)", "var(--l3)", HATCH)
Keys = Sequence[tuple[str, str]]
SEGMENT = 0.07  # share of a bar from which its number fits in


@dataclass(frozen=True)
class Plot:
    """A picture that says itself in words too; `keys` explain its signs: (sign, words)."""

    id: str
    title: str
    svg: Markup
    keys: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Mark:
    """A row: its name, its value with an interval where there is one, and the number as shown.

    `before` is the value that it is set beside. `full` is drawn as a full dot, else as a ring.
    """

    name: str
    value: float
    said: str
    low: float | None = None
    high: float | None = None
    before: float | None = None
    full: bool = True


@dataclass(frozen=True)
class Scale:
    """Where values lie: from the first tick to the last, each with its word."""

    ticks: tuple[tuple[float, str], ...]

    @property
    def ends(self) -> list[float]:
        return [self.ticks[0][0], self.ticks[-1][0]]


LEVEL_SCALE = Scale(tuple((float(at), word) for at, word in enumerate(STRENGTHS)))
SHARE_SCALE = Scale(((0, "0%"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1, "100%")))


def stacked(
    id_: str, rows: Sequence[CriterionPicture], *, title: str, says: str, keys: Keys = ()
) -> Plot | None:
    """Bars of submissions by strength, as shares of each criterion's own; None without rows."""
    shown = [row for row in rows if sum(row.counts)]
    if not shown:
        return None
    cells = [cell for row in shown for cell in _segments(row)]
    names = [_name(row.criterion) for row in shown]
    bars = _layer(
        {"type": "bar", "height": ROW - 6, "stroke": SOFT, "strokeWidth": 0.8},
        x=_across(SHARE_SCALE, "from"), x2={"field": "to"}, y=_down(names),
        color={"field": "level", "type": "nominal", "legend": None,
               "scale": {"domain": list(LEVELS), "range": list(FILLS)}},
    )  # fmt: skip
    numbers = _layer(
        {"type": "text", "fontSize": 10.5},
        x=_across(SHARE_SCALE, "middle"), y=_down(names),
        text={"field": "said"},
        color={"field": "ink", "type": "nominal", "scale": None},
    )  # fmt: skip
    chart = _chart(cells, [bars, numbers], names, right=18)
    return Plot(id_, title, inline_svg(chart, id_=id_, title=title, says=says), tuple(keys))


def _segments(row: CriterionPicture) -> list[dict[str, Any]]:
    whole, before = sum(row.counts), 0
    cells: list[dict[str, Any]] = []
    for level, count in zip(LEVELS, row.counts, strict=True):
        fits = count / whole >= SEGMENT and level != "cannot tell"
        cells.append({
            "name": _name(row.criterion), "level": level, "from": before / whole,
            "to": (before + count) / whole, "middle": (before + count / 2) / whole,
            "said": str(count) if fits else "",
            "ink": "var(--paper)" if level == "strong" else INK,
        })  # fmt: skip
        before += count
    return [cell for cell in cells if cell["to"] != cell["from"]]


def dots(
    id_: str,
    rows: Sequence[Mark],
    *,
    scale: Scale,
    title: str,
    says: str,
    keys: Keys = (),
) -> Plot | None:
    """A dot with its whiskers and its number for each row; None without rows."""
    if not rows:
        return None
    names = _apart([row.name for row in rows])
    data = [_dot(row, name) for row, name in zip(rows, names, strict=True)]
    x, y = _across(scale, "value"), _down(names)
    layers = [
        _layer({"type": "rule", "strokeWidth": 1.4}, x=_across(scale, "low"), x2={"field": "high"},
               y=y, color={"value": INK}),
        _layer({"type": "point", "size": 52, "strokeWidth": 1.6, "opacity": 1}, x=x, y=y,
               stroke={"value": DOT}, fill={"field": "fill", "type": "nominal", "scale": None}),
        _numbers(names),
    ]  # fmt: skip
    if any(row.before is not None for row in rows):
        layers.insert(1, _before(scale, names))
    chart = _chart(data, layers, names, right=NUMBER)
    return Plot(id_, title, inline_svg(chart, id_=id_, title=title, says=says), tuple(keys))


def _dot(row: Mark, name: str) -> dict[str, Any]:
    given = {"low": row.low, "high": row.high, "before": row.before}
    ends = {key: row.value if value is None else value for key, value in given.items()}
    fill = DOT if row.full else "var(--paper)"
    return {"name": name, "value": row.value, "said": _safe(row.said), "fill": fill, **ends}


def _before(scale: Scale, names: Sequence[str]) -> dict[str, Any]:
    mark = {"type": "tick", "thickness": 2, "size": 12}
    return _layer(mark, x=_across(scale, "before"), y=_down(names), color={"value": SOFT})


def bars(id_: str, rows: Sequence[Mark], *, title: str, says: str) -> Plot | None:
    """A bar of a share with its whiskers and its number for each row; None without rows."""
    if not rows:
        return None
    names = _apart([row.name for row in rows])
    data = [_dot(row, name) | {"zero": 0} for row, name in zip(rows, names, strict=True)]
    y = _down(names)
    layers = [
        _layer({"type": "bar", "height": ROW - 9, "stroke": DOT, "strokeWidth": 0.8},
               x=_across(SHARE_SCALE, "zero"), x2={"field": "value"}, y=y,
               color={"value": "var(--l1)"}),
        _layer({"type": "rule", "strokeWidth": 1.4}, x=_across(SHARE_SCALE, "low"),
               x2={"field": "high"}, y=y, color={"value": INK}),
        _numbers(names),
    ]  # fmt: skip
    chart = _chart(data, layers, names, right=NUMBER)
    return Plot(id_, title, inline_svg(chart, id_=id_, title=title, says=says))


def _numbers(names: Sequence[str]) -> dict[str, Any]:
    mark = {"type": "text", "align": "right", "fontSize": 11}
    right = _width(names, NUMBER) + NUMBER - 4
    told = {"field": "said"}
    return _layer(mark, x={"value": right}, y=_down(names), text=told, color={"value": INK})


def _safe(text: str) -> str:
    """Control characters and half letters end the whole process in the drawing library."""
    return one_line(text).encode("utf-8", "replace").decode()


def _name(text: str) -> str:
    line = _safe(text)
    return line if len(line) <= LABEL else line[: LABEL - 1] + "…"


def _apart(names: Sequence[str]) -> list[str]:
    """Names as they are shown; where two would be the same row, each has its number."""
    shown = [_name(name) or "–" for name in names]
    return [
        f"{name[: LABEL - 4]} {at}" if shown.count(name) > 1 else name
        for at, name in enumerate(shown, 1)
    ]


def _left(names: Sequence[str]) -> int:
    return int(max(map(len, names)) * LETTER) + 14


def _width(names: Sequence[str], right: int) -> int:
    return WIDE - _left(names) - right


def _layer(mark: dict[str, Any], **encoding: Any) -> dict[str, Any]:
    return {"mark": mark, "encoding": encoding}


def _across(scale: Scale, field: str) -> dict[str, Any]:
    words = [word for _, word in scale.ticks]
    at = [value for value, _ in scale.ticks]
    named = f"{words}[indexof({at}, datum.value)]"
    axis = {"title": None, "values": at, "labelExpr": named, "orient": "top"}
    ends = {"domain": scale.ends, "nice": False, "zero": False, "clamp": True}
    return {"field": field, "type": "quantitative", "axis": axis, "scale": ends}


def _down(names: Sequence[str]) -> dict[str, Any]:
    axis = {"title": None, "ticks": False, "domain": False, "grid": False, "labelFontSize": 11.5,
            "labelPadding": 8, "labelColor": INK}  # fmt: skip
    scale = {"domain": list(names), "paddingInner": 0, "paddingOuter": 0}
    return {"field": "name", "type": "nominal", "sort": None, "axis": axis, "scale": scale}


def _chart(
    rows: Sequence[dict[str, Any]],
    layers: list[dict[str, Any]],
    names: Sequence[str],
    *,
    right: int,
) -> dict[str, Any]:
    """The whole chart, through Altair's own check of what Vega-Lite knows."""
    import altair

    axis = {"labelColor": SOFT, "labelFontSize": 10.5, "labelOverlap": False, "labelLimit": 0,
            "labelFlush": False, "gridColor": LINE, "domain": False, "ticks": False,
            "labelPadding": 5}  # fmt: skip
    chart = {
        "width": _width(names, right),
        "height": ROW * len(names),
        "padding": {"left": _left(names), "right": right, "top": 20, "bottom": 4},
        "autosize": {"type": "none"},
        "background": "none",
        "data": {"values": list(rows)},
        "layer": layers,
        "config": {"aria": False, "axis": axis, "view": {"stroke": None}},
    }
    drawn: dict[str, Any] = altair.Chart.from_dict(chart).to_dict()
    return drawn
