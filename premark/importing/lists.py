"""A text in; the lists that it gives as examples or in brackets, with what they are of, out."""

from __future__ import annotations

import re

from premark.importing.words import ImportWords
from premark.types.document import Value

_LONGEST_ITEM = 7
_SPLIT = re.compile(r"\s*(?:,|;|\bor\b|\band\b(?!\s*&)|/(?=[A-Z]))\s*")
_SERIES = re.compile(
    r"\s*(?:of|:|,|for)\s+((?:[\w-]+(?:\s[\w-]+)?,\s*)+[\w-]+(?:,?\s+and\s+[\w-]+))"
)
_BRACKETS = re.compile(r"\(([^()]{3,400})\)")


class Listed(Value):
    """Examples given of `noun`, from the line `line`; `bracketed` without a word for examples."""

    noun: str
    items: tuple[str, ...]
    line: int
    start: int


def lists_in(text: str, line: int, words: ImportWords) -> list[Listed]:
    """Every list of a text, in order of place."""
    found: list[Listed] = []
    lead = "|".join(re.escape(word) for word in words.examples)
    for bracket in _BRACKETS.finditer(text):
        inside = re.sub(rf"^(?:{lead})[.,:]*\s*", "", bracket.group(1), flags=re.IGNORECASE)
        led = inside != bracket.group(1)
        items = _items(inside, words)
        if len(items) >= (1 if led else 3):
            found.append(_listed(text, bracket.start(), items, line))
    for match in re.finditer(rf"(?<![(\w])(?:{lead})[,:]?\s+([^.;()]+)", text, re.IGNORECASE):
        items = _items(match.group(1), words)
        if len(items) >= 2 and _is_short(items):
            found.append(_listed(text, match.start(), items, line))
    return sorted(found, key=lambda listed: listed.start)


def _listed(text: str, start: int, items: tuple[str, ...], line: int) -> Listed:
    return Listed(noun=_noun_before(text[:start]), items=items, line=line, start=start)


def series_after(text: str, start: int) -> tuple[str, ...]:
    """The things of "of knowledge, skills, behaviours and practices" from a place on."""
    found = _SERIES.match(text, start)
    parts = _SPLIT.split(found.group(1)) if found else []
    return tuple(part.strip() for part in parts if part.strip())


def _items(text: str, words: ImportWords) -> tuple[str, ...]:
    end = "|".join(re.escape(word) for word in words.and_so_on)
    body = re.sub(rf"[\s,]*\b(?:{end})\.?\s*$", "", text.strip(), flags=re.IGNORECASE)
    parts = [re.sub(r"^(?:an?|the)\s+", "", part.strip(" .'\"“”‘’")) for part in _SPLIT.split(body)]
    kept = [part for part in parts if part and len(part.split()) <= _LONGEST_ITEM]
    return tuple(dict.fromkeys(kept)) if len(kept) == len([p for p in parts if p]) else ()


def _is_short(items: tuple[str, ...]) -> bool:
    return all(len(item.split()) <= 4 for item in items)


def _noun_before(text: str) -> str:
    found = re.findall(r"[A-Za-z][\w'-]+", text)
    return found[-1].lower() if found else ""
