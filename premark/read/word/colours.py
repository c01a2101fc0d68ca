"""Colours as a Word file says them in; red, green and blue, and whether two look alike, out."""

from __future__ import annotations

import re
from functools import lru_cache

from premark.read.word.xml import Element, W

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
# What is filled by a pattern, a picture or a theme's colour: nobody can say here how it looks.
UNSAID: Colour = (-1, -1, -1)
# 1 is no contrast at all, 21 black on white; a very light grey on white has 1.15.
LEAST_CONTRAST = 1.15

_HEX = re.compile(r"#?([0-9A-Fa-f]{6})\b")
_SHORT_HEX = re.compile(r"#([0-9A-Fa-f]{3})\b")
_NAMED = {
    "white": WHITE, "black": BLACK, "yellow": (255, 255, 0), "green": (0, 255, 0),
    "cyan": (0, 255, 255), "magenta": (255, 0, 255), "blue": (0, 0, 255), "red": (255, 0, 0),
    "darkblue": (0, 0, 128), "darkcyan": (0, 128, 128), "darkgreen": (0, 128, 0),
    "darkmagenta": (128, 0, 128), "darkred": (128, 0, 0), "darkyellow": (128, 128, 0),
    "darkgray": (128, 128, 128), "lightgray": (192, 192, 192), "window": WHITE, "none": None,
}  # fmt: skip
_THEMED = {"background1": WHITE, "light1": WHITE, "text1": BLACK, "dark1": BLACK}
_CHANGED = ("themeTint", "themeShade")


def said_colour(value: str) -> Colour | None:
    """A colour by its hex digits or its name; None for automatic, and for what is no colour."""
    return _said(value)


@lru_cache(maxsize=1024)
def _said(value: str) -> Colour | None:
    found = _HEX.match(value)
    if found:
        digits = found[1]
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    short = _SHORT_HEX.match(value)
    if short:
        red, green, blue = (int(digit * 2, 16) for digit in short[1])
        return red, green, blue
    return _NAMED.get(value.strip().lower())


def text_colour(element: Element) -> Colour | None:
    """The colour of a w:color; None for automatic, which Word keeps readable."""
    said = said_colour(element.get(W + "val") or "")
    if said is not None:
        return said
    if any(element.get(W + change) for change in _CHANGED):
        return None
    return _THEMED.get(element.get(W + "themeColor") or "")


def fill(shade: Element | None) -> Colour | None:
    """The ground that a w:shd gives: None where what is behind shows, UNSAID for a pattern."""
    if shade is None:
        return None
    pattern = shade.get(W + "val") or "clear"
    if pattern in ("clear", "nil"):
        return _ground(shade, "fill", "themeFill")
    if pattern == "solid":
        return _ground(shade, "color", "themeColor")
    return UNSAID


def _ground(shade: Element, key: str, theme: str) -> Colour | None:
    said = said_colour(shade.get(W + key) or "")
    if said is None and shade.get(W + theme):
        return UNSAID
    if said is None and key == "color":
        return BLACK  # a solid pattern in the automatic colour
    return said


def alike(text: Colour, ground: Colour) -> bool:
    """Whether text in one colour cannot be read on a ground of the other."""
    return ground != UNSAID and contrast(text, ground) <= LEAST_CONTRAST


@lru_cache(maxsize=4096)
def contrast(one: Colour, other: Colour) -> float:
    """How far apart two colours are for the eye: 1 (the same) to 21, as accessibility rules say."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
