"""A w:rPr in; what it says of a run's weight, size, colours and tricks, as a dictionary, out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from premark.read.word.colours import fill, said_colour, text_colour
from premark.read.word.xml import W14, Element, W, measure, number, on

RunProps = dict[str, Any]

LEAST_SIZE = 2.0  # points: print that small is a line to the eye
TOGGLES = ("bold", "italic", "caps", "hidden")


def run_props(properties: Element | None) -> RunProps:
    """What a w:rPr itself says: toggles, size in points, grey, character style ("style").

    `colour`, `shade` and `mark` are the text's, its shading's and its highlight's; `drawn`
    tells effects that show text whatever its colour; `scale` is per cent, `spacing`, `raised`
    and `fitted` (the width that all its letters are pressed into) are points. `odd` is set
    where one of these, or a tiny size, is.
    """
    props: RunProps = {}
    for child in () if properties is None else properties:
        read = _READ.get(child.tag)
        if read is not None:
            read(child, props)
    return props


def _toggle(key: str) -> Callable[[Element, RunProps], None]:
    def read(child: Element, props: RunProps) -> None:
        props[key] = on(child.get(W + "val"))

    return read


def _length(key: str, unit: int) -> Callable[[Element, RunProps], None]:
    def read(child: Element, props: RunProps) -> None:
        length = measure(child.get(W + "val"), unit)
        props[key] = length
        if key != "size" or (length is not None and length <= LEAST_SIZE):
            props["odd"] = True

    return read


def _colour(child: Element, props: RunProps) -> None:
    props["grey"] = _is_grey(child)
    props["colour"] = text_colour(child)


def _shade(child: Element, props: RunProps) -> None:
    props["shade"] = fill(child)


def _highlight(child: Element, props: RunProps) -> None:
    props["mark"] = said_colour(child.get(W + "val") or "")


def _scale(child: Element, props: RunProps) -> None:
    props["scale"] = number((child.get(W + "val") or "").rstrip("%"), 100)
    props["odd"] = True


def _style(child: Element, props: RunProps) -> None:
    props["style"] = child.get(W + "val")


def _drawn(child: Element, props: RunProps) -> None:
    props["drawn"] = on(child.get(W + "val"))


def _text_fill(child: Element, props: RunProps) -> None:
    """Word 2010's own colour of the letters, which goes before w:color."""
    said = child.find(f"{W14}solidFill/{W14}srgbClr")
    if child.find(W14 + "noFill") is not None or _see_through(child):
        props["unfilled"] = True
    elif said is not None:
        props["colour"] = said_colour(said.get(W14 + "val") or "")
    else:
        props["colour"] = None


def _see_through(text_fill: Element) -> bool:
    alphas = text_fill.iterfind(f"{W14}solidFill/*/{W14}alpha")
    return any(number(alpha.get(W14 + "val")) >= 99_000 for alpha in alphas)


def _text_outline(child: Element, props: RunProps) -> None:
    if child.find(W14 + "noFill") is None:
        props["drawn"] = True


def _is_grey(colour: Element) -> bool:
    value = colour.get(W + "val") or ""
    if re.fullmatch(r"[0-9A-Fa-f]{6}", value):
        channels = [int(value[at : at + 2], 16) for at in (0, 2, 4)]
        return max(channels) - min(channels) <= 12 and 0x60 <= sum(channels) / 3 <= 0xDA
    theme = colour.get(W + "themeColor", "")
    shade, tint = colour.get(W + "themeShade"), colour.get(W + "themeTint")
    light, dark = theme in ("background1", "light1"), theme in ("text1", "dark1")
    return bool((light and shade) or (dark and tint))


_READ: dict[str, Callable[[Element, RunProps], None]] = {
    W + "b": _toggle("bold"),
    W + "i": _toggle("italic"),
    W + "caps": _toggle("caps"),
    W + "vanish": _toggle("hidden"),
    W + "sz": _length("size", 2),
    W + "color": _colour,
    W + "shd": _shade,
    W + "highlight": _highlight,
    W + "w": _scale,
    W + "spacing": _length("spacing", 20),
    W + "position": _length("raised", 2),
    W + "fitText": _length("fitted", 20),
    W + "rStyle": _style,
    **dict.fromkeys((W + "outline", W + "shadow", W + "emboss", W + "imprint"), _drawn),
    **dict.fromkeys((W14 + "glow", W14 + "shadow"), _drawn),
    W14 + "textFill": _text_fill,
    W14 + "textOutline": _text_outline,
}
