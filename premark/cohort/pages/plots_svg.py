"""A Vega-Lite chart in; the same as inline SVG that a strict page can hold, out.

What Vega writes for scripts and readers of its own is taken out: the picture is one image with a
title and a description, its table stands beside it, and its colours are the page's.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as Tree

from markupsafe import Markup

from premark.plain import one_line

_SVG = "http://www.w3.org/2000/svg"
_KEPT = {
    "d", "fill", "font-size", "font-weight", "r", "stroke", "stroke-dasharray", "stroke-width",
    "text-anchor", "transform", "x", "x1", "x2", "y", "y1", "y2", "width", "height",
}  # fmt: skip
_FRAMES = {"background", "foreground"}
_DECIMALS = re.compile(r"-?\d+\.\d{2,}")
HATCH = "hatch"


def inline_svg(chart: dict[str, Any], *, id_: str, title: str, says: str) -> Markup:
    """The chart (Vega-Lite's JSON) drawn without a network; same chart, same bytes.

    `id_` makes every id of the picture its own. A fill called `HATCH` becomes a hatching.
    """
    import vl_convert

    drawn = Tree.fromstring(vl_convert.vegalite_to_svg(chart))
    root = Tree.Element("svg", _outer(drawn, id_))
    Tree.SubElement(root, "title", {"id": f"{id_}-title"}).text = one_line(title)
    Tree.SubElement(root, "desc", {"id": f"{id_}-says"}).text = one_line(says)
    for child in drawn:
        root.extend(_cleaned(child, id_))
    if any(each.get("fill") == f"url(#{id_}-hatch)" for each in root.iter()):
        root.insert(2, _hatching(id_))
    return Markup(Tree.tostring(root, encoding="unicode"))


def _outer(drawn: Tree.Element, id_: str) -> dict[str, str]:
    named = f"{id_}-title {id_}-says"
    box = drawn.get("viewBox", "")
    return {"class": "plot", "viewBox": box, "role": "img", "aria-labelledby": named}


def _cleaned(element: Tree.Element, id_: str) -> list[Tree.Element]:
    """The element without what is not drawn; a group that says nothing gives way to its parts."""
    if element.get("class") in _FRAMES or element.get("display") == "none":
        return []
    name = element.tag.removeprefix(f"{{{_SVG}}}")
    kept = {key: _short(value) for key, value in element.items() if key in _KEPT}
    if kept.get("fill") == HATCH:
        kept["fill"] = f"url(#{id_}-hatch)"
    inside = [part for child in element for part in _cleaned(child, id_)]
    if name == "g" and (not inside or kept.keys() <= {"fill"}):
        return inside
    new = Tree.Element(name, kept)
    new.text = element.text
    new.extend(inside)
    return [new]


def _short(value: str) -> str:
    return _DECIMALS.sub(lambda hit: f"{round(float(hit.group()), 1) + 0:g}", value)


def _hatching(id_: str) -> Tree.Element:
    pattern = {"id": f"{id_}-hatch", "width": "5", "height": "5", "patternUnits": "userSpaceOnUse"}
    defs = Tree.Element("defs")
    drawn = Tree.SubElement(defs, "pattern", pattern)
    Tree.SubElement(drawn, "rect", {"width": "5", "height": "5", "fill": "var(--paper)"})
    line = {"d": "M-1,1l2,-2M0,5l5,-5M4,6l2,-2", "stroke": "var(--soft)", "stroke-width": "1"}
    Tree.SubElement(drawn, "path", line)
    return defs
