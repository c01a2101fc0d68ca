"""A pdfium page in; its glyphs with places and looks, what is hidden, and its rules, out.

Places are in points, counted from the top left of the page as a reader holds it.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2.raw as pdfium

from premark.read.pdf.chars import BREAK, NO_INK, Chars, Glyph, Ink
from premark.read.pdf.drawn import Drawn, Rule, Turn, drawn_on
from premark.read.pdf.hidden import Unseen, unseen
from premark.read.pdf.ink import PageInk, Veil
from premark.types.document import ConcealedBy

__all__ = ["BREAK", "NO_INK", "Glyph", "Ink", "PageInk", "Rule", "Veil", "read_page"]

HYPHENS = (2, 0xFFFE)
BREAKS = (10, 13)
MOST_VEIL = 4000


def read_page(page: Any, number: int, *, most: int, layered: bool = False) -> PageInk | None:
    """One open page, its glyphs in the file's own order; None over `most` glyphs.

    `layered` says that the file can switch parts of its pages off.
    """
    text = page.get_textpage()
    try:
        if text.count_chars() > most:
            return None
        chars = Chars(text.raw)
        box = page.get_bbox()
        turned = _reading_angle(chars, page.get_rotation())
        turn, width, height = _turn(turned, box)
        drawn = drawn_on(page.raw, turn)
        hidden = unseen(page, drawn, chars.paints(), layered=layered)
        glyphs, veils = _parted(chars, hidden, _Place(turn, turned, width, height))
        unmapped, lost = chars.unmapped(), chars.lost()
    finally:
        text.close()
    return PageInk(
        number, width, height, glyphs, tuple(drawn.rules), drawn.images,
        veils=veils, unmapped=unmapped, lost=lost, layer=hidden.layer,
        filled=_filled(drawn, width * height), pixels=drawn.pixels, upright=not turned,
        text="".join(glyph.char for glyph in glyphs), characters=len(chars.codes),
    )  # fmt: skip


def _filled(drawn: Drawn, area: float) -> float:
    pictures = [s.box for s in drawn.shapes if s.picture]
    return min(1.0, sum((b[2] - b[0]) * (b[3] - b[1]) for b in pictures) / max(1.0, area))


def _character(code: int) -> str:
    if code in HYPHENS:
        return "-"
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _reading_angle(chars: Chars, rotation: int) -> int:
    present = {ink.angle for key, ink in chars.inks.items() if key} - {1}
    if len(present) < 2:
        return present.pop() if present else rotation
    angles: Counter[int] = Counter()
    for code, key in zip(chars.codes, chars.keys, strict=True):
        if code > 32 and not _character(code).isspace():
            angles[chars.inks[key].angle] += 1
    del angles[1]
    best = max(angles.values(), default=0)
    common = [angle for angle, count in angles.items() if count == best]
    return rotation if rotation in common or not common else min(common)


def _turn(angle: int, box: tuple[float, float, float, float]) -> tuple[Turn, float, float]:
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    turns: dict[int, Turn] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turns[angle], *((wide, high) if angle in (0, 180) else (high, wide))


@dataclass(frozen=True)
class _Place:
    """How a page is turned to be read, and its size then."""

    turn: Turn
    turned: int
    width: float
    height: float
    scratch: tuple[Any, Any, Any] = field(
        default_factory=lambda: (pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double())
    )


def _parted(
    chars: Chars, hidden: Unseen, place: _Place
) -> tuple[tuple[Glyph, ...], tuple[Veil, ...]]:
    """The glyphs that a reader sees, and runs of those that no reader does."""
    kept: list[Glyph] = []
    veils: list[tuple[ConcealedBy, list[Glyph]]] = []
    inks = _turned_inks(chars.inks, place.turned)
    last: ConcealedBy | None = None
    for index, (code, key) in enumerate(zip(chars.codes, chars.keys, strict=True)):
        if code in BREAKS:
            kept.append(BREAK)
            if last:
                veils[-1][1].append(BREAK)
            continue
        if not code:
            continue
        glyph = _glyph(chars.text, index, code, inks[key], place)
        kind = hidden.kinds.get(key) or _off(glyph, place)
        if not key and last and not glyph.char.strip():
            kind = last  # a blank that pdfium put between two hidden words
        if kind is None:
            kept.append(glyph)
        elif kind == last and veils:
            veils[-1][1].append(glyph)
        else:
            veils.append((kind, [glyph]))
        last = kind
    return tuple(kept), tuple(_veil(kind, run) for kind, run in veils if _says_words(run))


def _says_words(run: list[Glyph]) -> bool:
    return any(glyph.char.isalnum() for glyph in run)


def _veil(kind: ConcealedBy, run: list[Glyph]) -> Veil:
    text = "".join(glyph.char for glyph in run[:MOST_VEIL])
    return Veil(kind, " ".join(text.split()), run[0].top)


def _off(glyph: Glyph, place: _Place) -> ConcealedBy | None:
    inside = (
        glyph.x1 > 0 and glyph.x0 < place.width and glyph.bottom > 0 and glyph.top < place.height
    )
    if not math.isfinite(glyph.x0 + glyph.x1 + glyph.top + glyph.bottom + glyph.base):
        return "off_page"
    return None if inside or glyph.ink is NO_INK else "off_page"


def _turned_inks(inks: dict[int, Ink], turned: int) -> dict[int, Ink]:
    if not turned:
        return inks
    return {
        key: replace(ink, angle=(ink.angle - turned) % 360) if key and ink.angle != 1 else ink
        for key, ink in inks.items()
    }


def _glyph(text: Any, index: int, code: int, ink: Ink, place: _Place) -> Glyph:
    box, x, y = place.scratch
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    ax, ay = place.turn(box.left, box.bottom)
    bx, by = place.turn(box.right, box.top)
    x0, x1 = (ax, bx) if ax <= bx else (bx, ax)
    top, bottom = (ay, by) if ay <= by else (by, ay)
    base = place.turn(box.left, y.value)[1] if place.turned in (0, 180) else bottom
    return Glyph(_character(code), x0, top, x1, bottom, base, ink)
