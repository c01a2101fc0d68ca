"""A pdfium page in; its ruled lines, its filled shapes and pictures, and its text objects, out."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

FORM_DEPTH = 4
RULE_LIMIT = 3000
OBJECT_LIMIT = 100_000  # each costs some 14 microseconds to ask about
SHAPE_LIMIT = 2000
MOST_CLIPS = 8
MOST_POINTS = 200
THIN = 3.0
LEAST_SHAPE = 4.0

Turn = Callable[[float, float], tuple[float, float]]
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Tone = tuple[int, int, int]
WHOLE: Matrix = (1, 0, 0, 1, 0, 0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


class Rule(NamedTuple):
    """A straight horizontal or vertical line: x0 = x1, or top = bottom."""

    x0: float
    top: float
    x1: float
    bottom: float


class Shape(NamedTuple):
    """A filled area or a picture, in the page's own space; `tone` None: of many colours."""

    order: int
    box: Box
    tone: Tone | None
    picture: bool
    opaque: bool


class TextObject(NamedTuple):
    """A text object with its place in the order of painting and the space it is drawn in."""

    order: int
    item: Any
    outer: Matrix
    opaque: bool


class Clips:
    """Clip boxes of a page's objects, in its own space; each clip is worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Box] = {}

    def box(self, item: Any, outer: Matrix) -> Box | None:
        """The box that the object is clipped to; None where it is not clipped."""
        clip = pdfium.FPDFPageObj_GetClipPath(item)
        count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
        if count < 1:
            return None
        # pdfium shares a clip between the objects that are drawn under it.
        key = (count, address(pdfium.FPDFClipPath_GetPathSegment(clip, count - 1, 0)))
        if key not in self._known:
            self._known[key] = _clip_box(clip, min(count, MOST_CLIPS), outer)
        return self._known[key]

    def cut(self, item: Any, outer: Matrix) -> Box:
        """The object's own box, as far as its clip shows it."""
        box, clip = bounds(item, outer), self.box(item, outer)
        return box if clip is None else _within(box, clip)


def _clip_box(clip: Any, count: int, outer: Matrix) -> Box:
    box = EVERYWHERE
    for path in range(count):
        segments = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        points = [_point(clip, path, index, outer) for index in range(min(segments, MOST_POINTS))]
        if points and segments <= MOST_POINTS:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box = _within(box, (min(xs), min(ys), max(xs), max(ys)))
    return box


def _within(one: Box, other: Box) -> Box:
    return (
        max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    )  # fmt: skip


def _point(clip: Any, path: int, index: int, m: Matrix) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index)
    if segment:
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    a, b = x.value, y.value
    return (m[0] * a + m[2] * b + m[4], m[1] * a + m[3] * b + m[5])


@dataclass
class Drawn:
    """What is painted on a page beside its glyphs; `pixels` is how many its pictures have."""

    rules: list[Rule] = field(default_factory=list)
    images: int = 0
    shapes: list[Shape] = field(default_factory=list)
    texts: dict[int, TextObject] = field(default_factory=dict)
    pixels: int = 0
    clips: Clips = field(default_factory=lambda: Clips())


def drawn_on(page: Any, turn: Turn) -> Drawn:
    """Every object of a loaded page, in the order of painting; texts by their address."""
    found = Drawn()
    for order, (item, outer, opaque) in enumerate(_objects(page)):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.texts[address(item)] = TextObject(order, item, outer, opaque)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(found, order, item, outer, opaque, turn)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.images += 1
            found.pixels += _pixels(item)
            box = found.clips.cut(item, outer)
            _add_shape(found, Shape(order, box, None, True, _solid(item, opaque)))
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            _add_shape(found, Shape(order, found.clips.cut(item, outer), None, False, False))
    if len(found.rules) > RULE_LIMIT:  # it is a drawing, and a drawing's lines are no table
        found.rules.clear()
    return found


def address(item: Any) -> int:
    """The object's own, by which pdfium's text pages name it too."""
    return ctypes.addressof(item.contents) if item else 0


def bounds(item: Any, outer: Matrix) -> Box:
    """Left, bottom, right and top in the page's own space; nothing at all when unknown."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return (0.0, 0.0, 0.0, 0.0)
    box = (left.value, bottom.value, right.value, top.value)
    return box if outer is WHOLE else _moved(box, outer)


def _moved(box: Box, m: Matrix) -> Box:
    points = [
        (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
        for x in (box[0], box[2])
        for y in (box[1], box[3])
    ]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _objects(page: Any) -> Iterator[tuple[Any, Matrix, bool]]:
    """Objects in the order of painting, those of a form in its place, with the form's matrix."""
    left = OBJECT_LIMIT

    def inside(form: Any, outer: Matrix, opaque: bool, depth: int) -> Iterator[Any]:
        nonlocal left
        if form is None:
            count, get, of = pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject, page
        else:
            count, get, of = (
                pdfium.FPDFFormObj_CountObjects(form), pdfium.FPDFFormObj_GetObject, form
            )  # fmt: skip
        for index in range(max(0, min(count, left))):
            left -= 1
            if left < 0:
                return
            item = get(of, index)
            if not item:
                continue
            if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
                yield item, outer, opaque
            elif depth < FORM_DEPTH:
                solid = opaque and not pdfium.FPDFPageObj_HasTransparency(item)
                yield from inside(item, _times(_matrix(item), outer), solid, depth + 1)

    return inside(None, WHOLE, True, 0)


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


def _add_shape(found: Drawn, shape: Shape) -> None:
    left, bottom, right, top = shape.box
    wide = right - left >= LEAST_SHAPE and top - bottom >= LEAST_SHAPE  # not so for NaN
    if wide and len(found.shapes) < SHAPE_LIMIT:
        found.shapes.append(shape)


def _solid(item: Any, opaque: bool) -> bool:
    return opaque and not pdfium.FPDFPageObj_HasTransparency(item)


def _pixels(item: Any) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(item, width, height):
        return 0
    return int(width.value * height.value)


def fill_of(item: Any) -> tuple[Tone, int] | None:
    """The fill's red, green and blue and how far it covers (0 to 255); None where unknown."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return None
    return (red.value, green.value, blue.value), alpha.value


def _add_path(
    found: Drawn, order: int, item: Any, outer: Matrix, opaque: bool, turn: Turn
) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if fill.value:
        paint = fill_of(item)
        tone = paint[0] if paint else None
        solid = bool(paint and paint[1] >= 250) and _solid(item, opaque)
        _add_shape(found, Shape(order, found.clips.cut(item, outer), tone, False, solid))
    if (fill.value or stroke.value) and len(found.rules) <= RULE_LIMIT:
        straight = _straight if stroke.value else _thin
        for points in _subpaths(item, _times(_matrix(item), outer), turn):
            found.rules.extend(rule for rule in straight(points) if math.isfinite(sum(rule)))


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
