"""Addresses in running text: a text in, those that are a source by themselves out."""

from __future__ import annotations

import re
from bisect import bisect_right

from premark.detect.citation_words import link_key, words

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]{3,300}")
_SITE = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9-]{2,40}\.){1,3}(?:com|org|net|edu|info|uk)"
    r"(?:/[^\s<>\"')\]]{0,300})?(?![\w@-])",
    re.IGNORECASE,
)


def find_links(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Start, end and key of each address that is not the tail of a dated citation.

    `taken` are the places of the citations found so far. An address without "www" is a source
    where it has a path, fills a bracket or has the day on which it was read.
    """
    ends = sorted(end for _, end in taken)
    found: list[tuple[int, int, str]] = []
    for start, link in _addresses(text):
        nearest = ends[bisect_right(ends, start) - 1] if ends else -1
        near = 0 <= nearest <= start and not re.search(r"[.)\]\n]\s", text[nearest:start])
        if near and nearest >= ends[0] or any(w in link for w in words().not_sources):
            continue
        if not any(a < start + len(link) and start < b for a, b in taken):
            found.append((start, start + len(link), link_key(link)))
    return found


def _addresses(text: str) -> list[tuple[int, str]]:
    whole = [(m.start(), m.group().rstrip(".,;:")) for m in _LINK.finditer(text)]
    spans = [(start, start + len(link)) for start, link in whole]
    for match in _SITE.finditer(text):
        inside = any(a <= match.start() < b for a, b in spans)
        if not inside and _is_source(text, match):
            whole.append((match.start(), match.group().rstrip(".,;:")))
    return sorted(whole)


def _is_source(text: str, match: re.Match[str]) -> bool:
    if "/" in match.group():
        return True
    before, after = text[: match.start()], text[match.end() : match.end() + 24]
    enclosed = before.endswith(("(", "[")) and after[:1] in (")", "]")
    read = "|".join(map(re.escape, words().accessed))
    return enclosed or bool(re.match(rf"[\s,(\[]{{1,3}}(?:{read})\b", after, re.IGNORECASE))
