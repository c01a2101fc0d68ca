"""The lines of one paragraph in, its text out: hyphens at line ends joined or kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from premark.read.pdf.lines import Line

# Looking behind keeps a run of letters without a hyphen from being tried at every letter.
SPLIT = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[-\u00ad\u2010]$")
START = re.compile(r"[^\W\d_]+")
WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
HYPHENATED_SHARE = 0.02
KEPT_FIRST_HALVES = frozenset(
    "self non co well long short one two three four five six high low full part half ill pro anti "
    "ex all cross post pre multi semi quasi so by follow face day end year decision work".split()
)


@dataclass(frozen=True)
class Words:
    """How often the file has each whole word, and whether it breaks words at line ends."""

    counts: Counter[str]
    hyphenates: bool


def words_of(lines: Sequence[Line]) -> Words:
    """Count the words that stand whole in a line."""
    counts: Counter[str] = Counter()
    broken = 0
    for line in lines:
        found = WORD.findall(line.text.casefold())
        is_broken = bool(SPLIT.search(line.text))
        broken += is_broken
        counts.update(found[:-1] if is_broken else found)
    return Words(counts, broken > max(1, HYPHENATED_SHARE * len(lines)))


def join_lines(lines: Sequence[Line], words: Words) -> str:
    """The paragraph's text, as it was before it was set in lines."""
    parts: list[str] = []
    ended = False
    for line in lines:
        if parts:
            parts[-1] = _end(parts[-1], line.text, words, ended=ended)
        parts.append(line.text)
        ended = line.ended
    return "".join(parts)


def _end(text: str, more: str, words: Words, *, ended: bool) -> str:
    """A line's text, with what stood between it and the next line."""
    if ended:
        return f"{text} "
    split = SPLIT.search(text)
    if text.endswith("\u00ad"):
        return text[:-1]
    if split and more[:1].islower():
        return text if _holds(split.group(1), more, words) else text[:-1]
    if re.search(r"\S[-\u2010]$", text) and more[:1].isalnum():
        return text
    if more.startswith("//") and text.endswith(":"):
        return text
    if re.search(r"\w[–/]$", text) and (
        more[:1].isdigit() or (more[:1].islower() and _is_address(text))
    ):
        return text
    return f"{text} "


def _is_address(text: str) -> bool:
    return bool(re.search(r"(?:https?://|www\.|doi)\S*$", text))


def _holds(first: str, more: str, words: Words) -> bool:
    """Whether the hyphen between these two halves is the word's own."""
    start = START.match(more)
    second = start.group(0) if start else ""
    joined, compound = f"{first}{second}".casefold(), f"{first}-{second}".casefold()
    return _keeps_hyphen(first.casefold(), second.casefold(), joined, compound, words)


def _keeps_hyphen(first: str, second: str, joined: str, compound: str, words: Words) -> bool:
    known = words.counts
    if known[compound] or known[joined]:
        return known[compound] >= known[joined]
    if first in KEPT_FIRST_HALVES or not words.hyphenates:
        return True
    return known[first] > 0 and known[second] > 0
