"""Text before a year in; the words, initials and joints that may be its authors, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from premark.detect.citation_words import words

WINDOW = 260
_STOPS = "()[];?!|"


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int
    end: int


@cache
def _token() -> re.Pattern[str]:
    """Words, initials, commas and whatever stands for "and others"; one match a token."""
    others = "|".join(re.escape(w).replace(r"\ ", r"\.?\s?") for w in words().et_al)
    return re.compile(
        rf"(?P<etal>(?<!\w)(?i:{others})\b\.?)"
        r"|(?P<initials>(?:[A-ZÀ-Þ]\.[\s-]?){1,4}(?![a-z]))"
        r"|(?P<word>[^\W\d_]+(?:['’‘ʼ‐‑–-][^\W\d_]+)*"
        r"(?:\.(?:co|com|org|gov|ac|net|uk)\b){0,2})"
        r"|(?P<comma>,)|(?P<other>\S)"
    )


def read_tokens(text: str, floor: int, end: int) -> list[Token]:
    begin = max(floor, end - WINDOW)
    begin = max(begin, *(text.rfind(stop, begin, end) + 1 for stop in _STOPS))
    if begin > floor and text[begin - 1].isalnum():
        begin = next((i for i in range(begin, end) if not text[i].isalnum()), end)
    return [
        Token(m.lastgroup or "other", m.group(), m.start(), m.end())
        for m in _token().finditer(text, begin, end)
    ]
