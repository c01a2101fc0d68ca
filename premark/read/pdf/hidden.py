"""What is drawn on a page, and how each text object is, in; which of them no reader sees, out."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from premark.read.pdf.drawn import Box, Drawn, TextObject, Tone, bounds
from premark.read.pdf.raster import MOST_PIXELS, share_inked, unmarking
from premark.types.document import ConcealedBy

UNSEEN, CLIP_ONLY = 3, 7  # text rendering modes
FAINT = 12  # of 255: a tone that near its ground is not seen, nor is a cover that thin
PAPER: Tone = (255, 255, 255)
TINY = 2.0  # points, on a page of A5 or larger
WHOLE_SIDE = 420.0
SCAN_SHARE = 0.5  # of the page that its pictures fill
LAYER_SHARE = 0.7  # of the page's characters
SAMPLE = 40
LAYER_MARK = "OC\0".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Paint:
    """How a text object is painted: `size` in points; `chars` counts those that are no blanks."""

    mode: int
    size: float
    tone: Tone | None
    alpha: int
    chars: int


@dataclass(frozen=True)
class Unseen:
    """Why each hidden text object is hidden; `layer`: the page is a scan with its OCR text."""

    kinds: dict[int, ConcealedBy]
    layer: bool = False


def unseen(page: Any, drawn: Drawn, paints: Mapping[int, Paint], *, layered: bool) -> Unseen:
    """What a reader of the page does not see of its text objects, by their addresses.

    The text of a scan, which OCR puts unseen over the picture or behind it, is no concealment.
    `layered` says that the file switches parts of its pages off.
    """
    ground = _Ground(page, drawn, layered)
    suspects: dict[int, ConcealedBy] = {}
    for key, paint in paints.items():
        text = drawn.texts.get(key)
        if text and paint.chars:
            kind = _certain(paint, ground.box) or ground.suspicion(key, text, paint)
            if kind:
                suspects[key] = kind
    if not suspects:
        return Unseen({})
    boxes = {key: ground.bounds(key, drawn.texts[key]) for key in suspects}
    if _is_layer(page, suspects, paints, boxes, drawn):
        return Unseen({}, layer=True)
    return Unseen(_confirmed(page, drawn, suspects, boxes))


def _certain(paint: Paint, page: Box) -> ConcealedBy | None:
    """Why the text is hidden whatever stands around it."""
    if paint.mode == UNSEEN or (paint.tone and paint.alpha <= FAINT):
        return "invisible"
    if paint.size <= TINY * min(1.0, max(page[2] - page[0], page[3] - page[1]) / WHOLE_SIDE):
        return "tiny"
    return None


class _Ground:
    """What stands around a page's text objects, with what is asked of it more than once."""

    def __init__(self, page: Any, drawn: Drawn, layered: bool) -> None:
        self.box: Box = page.get_bbox()
        self.shapes = drawn.shapes
        self.clips = drawn.clips
        self.last = drawn.shapes[-1].order if drawn.shapes else -1
        self.layered = layered
        self.veiled = bool(pdfium.FPDFPage_HasTransparency(page.raw))
        self._tones: dict[Tone, bool] = {}
        self._bounds: dict[int, Box] = {}

    def bounds(self, key: int, text: TextObject) -> Box:
        if key not in self._bounds:
            self._bounds[key] = bounds(text.item, text.outer)
        return self._bounds[key]

    def suspicion(self, key: int, text: TextObject, paint: Paint) -> ConcealedBy | None:
        """Why the text looks hidden; the picture of the page has the last word."""
        clip = self.clips.box(text.item, text.outer)
        if paint.mode == CLIP_ONLY or (clip and _apart(clip, self.bounds(key, text))):
            return "clipped"
        if self.last > text.order and self._is_behind(text, self.bounds(key, text)):
            return "behind"
        if paint.tone and self._has_tone(paint.tone):
            under = self._under(text, self.bounds(key, text))
            if under and _near(paint.tone, under):
                return "colour"
        if self.veiled and _is_thin(text) or self.layered and _in_a_layer(text.item):
            return "clipped"
        return None

    def _is_behind(self, text: TextObject, box: Box) -> bool:
        after = (s for s in self.shapes if s.order > text.order)
        return any(s.opaque and _holds(s.box, box) for s in after)

    def _has_tone(self, tone: Tone) -> bool:
        """Whether paper or a filled shape of the page is of that tone."""
        if tone not in self._tones:
            grounds = [PAPER, *(s.tone for s in self.shapes if s.tone)]
            self._tones[tone] = any(_near(tone, ground) for ground in grounds)
        return self._tones[tone]

    def _under(self, text: TextObject, box: Box) -> Tone | None:
        """The tone that the text stands on; None where it is of many."""
        under = [s for s in self.shapes if s.order < text.order and _holds(s.box, box)]
        return under[-1].tone if under else PAPER


def _is_thin(text: TextObject) -> bool:
    """Whether a soft mask, a blend or a form's own may leave nothing of it."""
    return not text.opaque or bool(pdfium.FPDFPageObj_HasTransparency(text.item))


def _near(one: Tone, other: Tone) -> bool:
    return all(abs(a - b) <= FAINT for a, b in zip(one, other, strict=True))


def _holds(outer: Box, inner: Box) -> bool:
    """Whether one box covers the other, but for a point and a half at its edges."""
    return (
        outer[0] - 1.5 <= inner[0]
        and outer[1] - 1.5 <= inner[1]
        and outer[2] + 1.5 >= inner[2]
        and outer[3] + 1.5 >= inner[3]
    )


def _apart(one: Box, other: Box) -> bool:
    return one[2] < other[0] or one[0] > other[2] or one[3] < other[1] or one[1] > other[3]


def _in_a_layer(item: Any) -> bool:
    """Whether a mark says that the object belongs to a part that can be switched off."""
    for index in range(min(8, pdfium.FPDFPageObj_CountMarks(item))):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        buffer = (ctypes.c_ushort * 16)()
        length = ctypes.c_ulong()
        if pdfium.FPDFPageObjMark_GetName(mark, buffer, 32, length) and (
            bytes(buffer)[: length.value] == LAYER_MARK
        ):
            return True
    return False


def _is_layer(
    page: Any,
    suspects: Mapping[int, ConcealedBy],
    paints: Mapping[int, Paint],
    boxes: Mapping[int, Box],
    drawn: Drawn,
) -> bool:
    """Whether the unseen text is what OCR read in the pictures of a scanned page.

    It is most of the page's text, the pictures are most of the page, and where it stands
    something is printed in them.
    """
    left, bottom, right, top = page.get_bbox()
    pictures = [s.box for s in drawn.shapes if s.picture]
    area = sum((b[2] - b[0]) * (b[3] - b[1]) for b in pictures)
    if area < SCAN_SHARE * (right - left) * (top - bottom):
        return False
    layer = [k for k, kind in suspects.items() if kind in ("invisible", "behind")]
    over = [k for k in layer if not all(_apart(boxes[k], b) for b in pictures)]
    every = sum(paint.chars for paint in paints.values())
    if sum(paints[k].chars for k in over) < LAYER_SHARE * every:
        return False
    if _too_large_or_nothing(page, drawn):
        return True
    sampled = over[:: max(1, len(over) // SAMPLE)]
    return share_inked(page, [boxes[k] for k in sampled]) >= 0.5


def _too_large_or_nothing(page: Any, drawn: Drawn) -> bool:
    """Whether no picture can be made of the page to look at."""
    return bool(drawn.pixels > MOST_PIXELS or min(page.get_size()) <= 0)


def _confirmed(
    page: Any, drawn: Drawn, suspects: Mapping[int, ConcealedBy], boxes: Mapping[int, Box]
) -> dict[int, ConcealedBy]:
    """The suspects without those that the picture of the page would miss."""
    doubtful = {
        key: (drawn.texts[key].item, boxes[key])
        for key, kind in suspects.items()
        if kind in ("colour", "behind", "clipped")
    }
    if not doubtful:
        return dict(suspects)
    if _too_large_or_nothing(page, drawn):  # a clip or a layer alone proves little
        return {key: kind for key, kind in suspects.items() if kind != "clipped"}
    hidden = unmarking(page, doubtful)
    return {k: kind for k, kind in suspects.items() if k not in doubtful or k in hidden}


