"""A pdfium text page in; its character codes, and the look and paint of their text objects, out."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from premark.read.pdf.drawn import Tone, address, fill_of
from premark.read.pdf.hidden import Paint

NO_BREAK_SPACE = 160
REPLACEMENT = 0xFFFD


@dataclass(frozen=True, slots=True)
class Ink:
    """How a run of glyphs is drawn; `angle` is 0, 90, 180, 270, or 1 when aslant."""

    size: float = 10.0
    bold: bool = False
    italic: bool = False
    grey: bool = False
    symbol: bool = False
    angle: int = 0


NO_INK = Ink()


class Glyph(NamedTuple):
    """One character with its box and baseline; BREAK and NO_INK stand for what pdfium adds."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    ink: Ink


BREAK = Glyph("\n", 0, 0, 0, 0, 0, NO_INK)


class Chars:
    """A loaded text page's character codes, and the text object that each is part of (0: none)."""

    def __init__(self, text: Any) -> None:
        self.text = text
        self.codes: list[int] = []
        self.keys: list[int] = []
        self.inks: dict[int, Ink] = {0: NO_INK}
        self._paints: dict[int, tuple[int, float, tuple[Tone, int] | None]] = {}
        self._odd: set[int] = set()
        self._fonts: dict[int, _Face] = {}
        self._looks: dict[tuple[float, bool, bool, bool, bool, int], Ink] = {}
        self._told: dict[tuple[int, int], bool] = {}
        for index in range(pdfium.FPDFText_CountChars(text)):
            self.codes.append(pdfium.FPDFText_GetUnicode(text, index))
            found = pdfium.FPDFText_GetTextObject(text, index)
            key = ctypes.addressof(found.contents) if found else 0
            self.keys.append(key)
            if key not in self.inks:
                self._look(index, key, found)
        self.counts = Counter(
            key
            for code, key in zip(self.codes, self.keys, strict=True)
            if code > 32 and code != NO_BREAK_SPACE
        )

    def _look(self, index: int, key: int, found: Any) -> None:
        font = pdfium.FPDFTextObj_GetFont(found)
        which = address(font)
        if which not in self._fonts:
            self._fonts[which] = _face(font)
        face = self._fonts[which]
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(self.text, index) * math.hypot(matrix.c, matrix.d)
        size = size if math.isfinite(size) else 0.0
        mode = pdfium.FPDFTextObj_GetTextRenderMode(found)
        paint = fill_of(found)
        look = (
            round(size, 1) or 1.0,
            face.bold or mode == 2,
            face.italic,
            paint is not None and _is_grey(paint[0]),
            face.symbol,
            _angle(matrix.a, matrix.b),
        )
        if look not in self._looks:
            self._looks[look] = Ink(*look)
        self.inks[key] = self._looks[look]
        self._paints[key] = (mode, size, paint)
        told = (which, self.codes[index])
        if told not in self._told:
            self._told[told] = pdfium.FPDFText_HasUnicodeMapError(self.text, index) != 1
        if not self._told[told]:
            self._odd.add(key)

    def paints(self) -> dict[int, Paint]:
        """How each text object is painted."""
        made: dict[int, Paint] = {}
        for key, (mode, size, paint) in self._paints.items():
            tone, alpha = paint if paint else (None, 255)
            made[key] = Paint(mode, size, tone, alpha, self.counts[key])
        return made

    def unmapped(self) -> int:
        """Characters whose font does not say which they are, though a guess may be right."""
        return sum(self.counts[key] for key in self._odd)

    def lost(self) -> int:
        """Characters that are drawn and cannot be told at all."""
        pairs = zip(self.codes, self.keys, strict=True)
        return sum(1 for code, key in pairs if key and code in (0, REPLACEMENT))


class _Face(NamedTuple):
    """What a font's name and flags say of its look."""

    bold: bool = False
    italic: bool = False
    symbol: bool = False


def _face(font: Any) -> _Face:
    if not font:
        return _Face()
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace").lower()
    flags = max(0, pdfium.FPDFFont_GetFlags(font))
    return _Face(
        bold=_says(name, "bold", "black", "heavy", "demi") or bool(flags & 0x40000),
        italic=_says(name, "italic", "oblique") or bool(flags & 0x40),
        symbol=_says(name, "symbol", "dingbat", "courier"),
    )


def _says(name: str, *words: str) -> bool:
    return any(word in name for word in words)


def _is_grey(tones: tuple[int, int, int]) -> bool:
    return max(tones) - min(tones) <= 16 and 90 <= min(tones) <= 220


def _angle(a: float, b: float) -> int:
    if not math.isfinite(a + b):
        return 0
    degrees = math.degrees(math.atan2(b, a)) % 360
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) < 5 else 1
