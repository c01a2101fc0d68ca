"""A pdfium page in; its glyphs with places and looks, and its ruled lines, out.

Places are in points, counted from the top left of the page as a reader holds it.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

PDF_HYPHEN = 2
FORM_DEPTH = 4
RULE_LIMIT = 3000
OBJECT_LIMIT = 100_000  # each costs some 14 microseconds to ask about
THIN = 3.0

Turn = Callable[[float, float], tuple[float, float]]
Matrix = tuple[float, float, float, float, float, float]
WHOLE: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run of glyphs is drawn; `angle` is 0, 90, 180, 270, or 1 when aslant."""

    size: float = 10.0
    bold: bool = False
    italic: bool = False
    grey: bool = False
    symbol: bool = False
    angle: int = 0


class Glyph(NamedTuple):
    """One character with its box and baseline; BREAK and NO_INK stand for what pdfium adds."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    ink: Ink


class Rule(NamedTuple):
    """A straight horizontal or vertical line: x0 = x1, or top = bottom."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class PageInk:
    """Everything that the later rooms need of one page."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    images: int
    broken: bool = False


NO_INK = Ink()
BREAK = Glyph("\n", 0, 0, 0, 0, 0, NO_INK)


def read_page(page: Any, number: int, *, most: int) -> PageInk | None:
    """Glyphs in the file's own order, and rules, of one open page; None over `most` glyphs."""
    text = page.get_textpage()
    if text.count_chars() > most:
        return None
    inks = _Inks(text.raw)
    chars = list(_chars(text.raw, inks))
    turned = _reading_angle(chars, page.get_rotation())
    box = page.get_bbox()
    turn, width, height = _turn(turned, box)
    glyphs = tuple(_placed(char, turn, turned) for char in chars)
    rules, images = _drawn(page.raw, turn)
    text.close()
    return PageInk(number, width, height, glyphs, rules, images)


class _Inks:
    """A loaded text page's looks, asked once for each text object."""

    def __init__(self, text: Any) -> None:
        self.text = text
        self.known: dict[int, Ink] = {}

    def at(self, index: int) -> Ink:
        found = pdfium.FPDFText_GetTextObject(self.text, index)
        if not found:
            return NO_INK
        key = ctypes.addressof(found.contents)
        if key not in self.known:
            self.known[key] = self._look(index, found)
        return self.known[key]

    def _look(self, index: int, found: Any) -> Ink:
        name, flags = _font(found)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self.text, index) * math.hypot(matrix.c, matrix.d)
        stroked = pdfium.FPDFTextObj_GetTextRenderMode(found) == 2
        return Ink(
            size=round(size, 1) or 1.0,
            bold=_says(name, "bold", "black", "heavy", "demi") or stroked or bool(flags & 0x40000),
            italic=_says(name, "italic", "oblique") or bool(flags & 0x40),
            grey=_is_grey(self.text, index),
            symbol=_says(name, "symbol", "dingbat", "courier"),
            angle=_angle(matrix.a, matrix.b),
        )


def _says(name: str, *words: str) -> bool:
    return any(word in name for word in words)


def _font(found: Any) -> tuple[str, int]:
    font = pdfium.FPDFTextObj_GetFont(found)
    if not font:
        return "", 0
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace").lower(), max(0, pdfium.FPDFFont_GetFlags(font))


def _is_grey(text: Any, index: int) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFText_GetFillColor(text, index, red, green, blue, alpha):
        return False
    tones = (red.value, green.value, blue.value)
    return max(tones) - min(tones) <= 16 and 90 <= min(tones) <= 220


def _angle(a: float, b: float) -> int:
    degrees = math.degrees(math.atan2(b, a)) % 360
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) < 5 else 1


def _chars(text: Any, inks: _Inks) -> Iterator[Glyph]:
    """Glyphs in user space, y upwards; a generated line end comes as BREAK."""
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (10, 13):
            yield BREAK
        elif code:
            pdfium.FPDFText_GetLooseCharBox(text, index, box)
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            char = "-" if code in (PDF_HYPHEN, 0xFFFE) else _character(code)
            yield Glyph(char, box.left, box.bottom, box.right, box.top, y.value, inks.at(index))


def _character(code: int) -> str:
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _reading_angle(chars: list[Glyph], rotation: int) -> int:
    angles = Counter(g.ink.angle for g in chars if g.char.strip() and g.ink.angle != 1)
    if not angles:
        return rotation
    best = max(angles.values())
    common = [angle for angle, count in angles.items() if count == best]
    return rotation if rotation in common else min(common)


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


def _placed(glyph: Glyph, turn: Turn, turned: int) -> Glyph:
    if glyph is BREAK:
        return glyph
    ax, ay = turn(glyph.x0, glyph.top)
    bx, by = turn(glyph.x1, glyph.bottom)
    ink = glyph.ink
    if ink is not NO_INK and ink.angle != 1 and turned:
        ink = Ink(ink.size, ink.bold, ink.italic, ink.grey, ink.symbol, (ink.angle - turned) % 360)
    base = turn(glyph.x0, glyph.base)[1] if turned in (0, 180) else max(ay, by)
    return Glyph(glyph.char, min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), base, ink)


def _drawn(page: Any, turn: Turn) -> tuple[tuple[Rule, ...], int]:
    rules: list[Rule] = []
    images = 0
    count = min(pdfium.FPDFPage_CountObjects(page), OBJECT_LIMIT)
    todo = [(pdfium.FPDFPage_GetObject(page, i), WHOLE, 0) for i in range(count)]
    for item, matrix, depth in todo:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(rules) <= RULE_LIMIT:
            rules.extend(_path_rules(item, matrix, turn))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
            inner = _times(_matrix(item), matrix)
            room = max(0, OBJECT_LIMIT - len(todo))
            for i in range(min(room, pdfium.FPDFFormObj_CountObjects(item))):
                todo.append((pdfium.FPDFFormObj_GetObject(item, i), inner, depth + 1))
    # Past the limit it is a drawing, and a drawing's lines are no table.
    return (tuple(rules) if len(rules) <= RULE_LIMIT else (), images)


def _matrix(item: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, m)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(p: Matrix, q: Matrix) -> Matrix:
    return (
        p[0] * q[0] + p[1] * q[2], p[0] * q[1] + p[1] * q[3],
        p[2] * q[0] + p[3] * q[2], p[2] * q[1] + p[3] * q[3],
        p[4] * q[0] + p[5] * q[2] + q[4], p[4] * q[1] + p[5] * q[3] + q[5],
    )  # fmt: skip


def _path_rules(item: Any, outer: Matrix, turn: Turn) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    for points in _subpaths(item, _times(_matrix(item), outer), turn):
        if stroke.value:
            yield from _straight(points)
        elif fill.value:
            yield from _thin(points)


def _subpaths(item: Any, m: Matrix, turn: Turn) -> list[list[tuple[float, float]]]:
    paths: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(item), RULE_LIMIT)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        px, py = x.value, y.value
        point = turn(m[0] * px + m[2] * py + m[4], m[1] * px + m[3] * py + m[5])
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not paths:
            paths.append([point])
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            paths[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            paths[-1].append(paths[-1][0])
    return paths


def _straight(points: list[tuple[float, float]]) -> Iterator[Rule]:
    for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
        if abs(ay - by) < 1 <= abs(ax - bx):
            yield Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2)
        elif abs(ax - bx) < 1 <= abs(ay - by):
            yield Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by))


def _thin(points: list[tuple[float, float]]) -> Iterator[Rule]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if high <= THIN and wide > high:
        middle = (min(ys) + max(ys)) / 2
        yield Rule(min(xs), middle, max(xs), middle)
    elif wide <= THIN and high > wide:
        middle = (min(xs) + max(xs)) / 2
        yield Rule(middle, min(ys), middle, max(ys))
