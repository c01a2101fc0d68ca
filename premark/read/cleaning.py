"""Text as a file holds it in; the text that every offset counts out (see `Block.text`)."""

from __future__ import annotations

import re
import unicodedata

from premark.read.invisible import in_reading_order, without_heaps, without_invisible
from premark.read.lookalikes import plain_letters

_LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_BLANKS = re.compile(r"\s+")
_PLAIN = re.compile(r"[ -~]*\Z")


def _code_points(*ranges: tuple[int, int]) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


_REMOVED = _code_points(
    (0x00, 0x08),  # controls; tab, line feed and the like become blanks
    (0x0E, 0x1B),
    (0x7F, 0x84),
    (0x86, 0x9F),
    (0xAD, 0xAD),  # soft hyphen
    (0x34F, 0x34F),  # a joiner of marks
    (0x61C, 0x61C),
    (0x115F, 0x1160),  # fillers
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200B),  # zero width and direction marks
    (0x200E, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xD800, 0xF8FF),  # lone surrogates and symbol-font code points, which mean nothing alone
    (0xFEFF, 0xFEFF),
    (0xFFF0, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0x1D173, 0x1D17A),
    (0xE0080, 0xE00FF),
    (0xE01F0, 0xE0FFF),
)
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_REMOVED),
    **{ord(sign): letters for sign, letters in _LIGATURES.items()},
    0x2010: "-",
    0x2011: "-",
}


def clean(text: str) -> str:
    """`text` in NFC as a reader of the page takes it.

    Ligatures mended, invisible characters gone, letters that only look Latin made Latin, what is
    turned round put in order, runs of blanks made one. Ends are stripped. Cleaning twice gives
    what cleaning once gives.
    """
    if not _PLAIN.match(text):
        text = unicodedata.normalize("NFC", plain_letters(printed(text)))
        text = without_heaps(text)
    return _BLANKS.sub(" ", text).strip()


def printed(text: str) -> str:
    """`text` in NFC with just the characters that are printed, in the order in which they are."""
    seen = without_invisible(in_reading_order(text).translate(_TABLE))
    return unicodedata.normalize("NFC", seen)
