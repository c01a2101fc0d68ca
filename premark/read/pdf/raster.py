"""An open pdfium page and places on it in; which of them a reader sees anything at, out."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from premark.read.pdf.drawn import Box

SCALE = 1.5
MOST_SIDE = 2400  # pixels
MOST_PIXELS = 12_000_000  # of a page's pictures: A4 at 300 dpi has 9; 40 take three seconds
MARKED = 24  # of 255: less is not seen as type on its ground
INK = 48  # of 255: between the darkest and the lightest of a place where something is printed

Places = tuple[int, int, int, int]  # left, top, right and bottom in pixels


def unmarking(page: Any, objects: Mapping[int, tuple[Any, Box]]) -> frozenset[int]:
    """Keys of those text objects (each with its box) without which the page looks the same."""
    scale = _scale(page)
    before = _rendered(page, scale)
    for item, _ in objects.values():
        pdfium.FPDFPageObj_SetIsActive(item, False)
    after = _rendered(page, scale)
    for item, _ in objects.values():
        pdfium.FPDFPageObj_SetIsActive(item, True)
    return frozenset(
        key
        for key, (_, box) in objects.items()
        if not _differ(before, after, _place(page, before, box))
    )


def share_inked(page: Any, boxes: Sequence[Box]) -> float:
    """The share of these places of the page that show light and dark, as print does."""
    picture = _rendered(page, _scale(page))
    inked = sum(1 for box in boxes if _has_ink(picture, _place(page, picture, box)))
    return inked / max(1, len(boxes))


def _scale(page: Any) -> float:
    return float(min(SCALE, MOST_SIDE / max(1.0, *page.get_size())))


def _rendered(page: Any, scale: float) -> Any:
    """The page as pixels of four bytes: blue, green, red and nothing."""
    return page.render(scale=scale, force_bitmap_format=pdfium.FPDFBitmap_BGRx)


def _place(page: Any, picture: Any, box: Box) -> Places:
    corners = [_pixel(page, picture, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    wide, high = picture.width, picture.height
    left, right = max(0, min(xs) - 1), min(wide, max(xs) + 2)
    return left, max(0, min(ys) - 1), right, min(high, max(ys) + 2)


def _pixel(page: Any, picture: Any, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    size = (picture.width, picture.height)
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _rows(picture: Any, place: Places) -> list[bytes]:
    view = memoryview(picture.buffer).cast("B")
    left, top, right, bottom = place
    stride = picture.stride
    return [bytes(view[y * stride + 4 * left : y * stride + 4 * right]) for y in range(top, bottom)]


def _differ(before: Any, after: Any, place: Places) -> bool:
    for one, other in zip(_rows(before, place), _rows(after, place), strict=True):
        if one != other and any(abs(a - b) > MARKED for a, b in zip(one, other, strict=True)):
            return True
    return False


def _has_ink(picture: Any, place: Places) -> bool:
    greens = [row[1::4] for row in _rows(picture, place)]
    lightest = max((max(row) for row in greens if row), default=255)
    darkest = min((min(row) for row in greens if row), default=255)
    return lightest - darkest > INK
