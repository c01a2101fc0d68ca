"""Text as a file holds it in; the text that every offset counts out (see `Block.text`)."""

from __future__ import annotations

import re
import unicodedata

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
# Joiners shape other scripts and emoji; between Latin letters they only hide a word.
_JOINER = re.compile(r"(?<=[A-Za-z])[\u200c\u200d]+(?=[A-Za-z])")
_PLAIN = re.compile(r"[ -~]*\Z")


def _code_points(*ranges: tuple[int, int]) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


_REMOVED = _code_points(
    (0x00, 0x08),  # controls; tab, line feed and the like become blanks
    (0x0E, 0x1B),
    (0x7F, 0x84),
    (0x86, 0x9F),
    (0xAD, 0xAD),  # soft hyphen
    (0x180E, 0x180E),
    (0x200B, 0x200B),  # zero width and direction marks
    (0x200E, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xD800, 0xF8FF),  # lone surrogates and symbol-font code points, which mean nothing alone
    (0xFEFF, 0xFEFF),
    (0xFFF0, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0xE0000, 0xE007F),  # invisible tag characters
)
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_REMOVED),
    **{ord(sign): letters for sign, letters in _LIGATURES.items()},
    0x2010: "-",
    0x2011: "-",
}


def clean(text: str) -> str:
    """`text` in NFC: ligatures mended, invisible characters gone, runs of blanks made one.

    Ends are stripped. Cleaning twice gives what cleaning once gives.
    """
    if not _PLAIN.match(text):
        text = _JOINER.sub("", text.translate(_TABLE))
        text = unicodedata.normalize("NFC", text)
    return _BLANKS.sub(" ", text).strip()
