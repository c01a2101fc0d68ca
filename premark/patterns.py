"""Phrases in a small language in; compiled patterns out, and what they find in a text.

The language: words; `(a|b)` for either; `*` for any word ending; `...` for up to five words.
Everything else is taken as it stands, so no author can write a pattern that runs away.
Case does not count, nor the shape of an apostrophe, dash or quotation mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

# Possessive quantifiers: a gap has one way to match, so a hostile text cannot slow it down.
GAP = r"(?:[^\w.!?]++\w[\w'’-]*+){0,5}?[^\w.!?]++"
ENDING = r"[\w'’]*"
MARK = re.compile(r"\[\[([\w-]+): (.*?)\]\]")

_TOKEN = re.compile(r"\.\.\.|[()|*]|[\w]+|\s+|.", re.DOTALL)
_SAME = {"'": "['’‘`]", "’": "['’‘`]", "-": "[-‐-–—]", "–": "[-‐-–—]", '"': '["“”]'}


class PhraseError(ValueError):
    """A phrase is not in the language (an unclosed bracket)."""


@dataclass(frozen=True)
class Hit:
    """A phrase found: which key it counts as, and characters `start` to `end` of the text."""

    key: str
    start: int
    end: int
    phrase: str


@dataclass(frozen=True)
class Examples:
    find: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()


@dataclass(frozen=True)
class PatternSet:
    """One pattern file: phrases by key, what cancels them, and the examples that prove it."""

    kind: str
    finds: str
    why: str
    limits: str
    keys: dict[str, tuple[str, ...]]
    unless: tuple[str, ...] = ()
    examples: Examples = field(default_factory=Examples)
    line: int = 1


def to_regex(phrase: str) -> str:
    """A phrase as the source of a regular expression. Raises PhraseError on a stray bracket."""
    out: list[str] = []
    depth = 0
    for token in _TOKEN.findall(phrase.strip()):
        depth += {"(": 1, ")": -1}.get(token, 0)
        if depth < 0:
            raise PhraseError(f"a bracket is closed that was not opened: {phrase!r}")
        out.append(_piece(token, out))
    if depth:
        raise PhraseError(f"a bracket is not closed: {phrase!r}")
    text = "".join(out)
    left = r"(?<!\w)" if re.match(r"[\w(]", phrase.strip()) else ""
    right = r"(?!\w)" if re.search(r"[\w)*]$", phrase.strip()) else ""
    return f"{left}(?:{text}){right}"


def _piece(token: str, before: list[str]) -> str:
    if token == "...":
        if before and before[-1] == r"\s+":
            before.pop()
        return GAP
    if token == "(":
        return "(?:"
    if token in ")|":
        return token
    if token == "*":
        return ENDING
    if token.isspace():
        return "" if before and before[-1] == GAP else r"\s+"
    return "".join(_SAME.get(letter, re.escape(letter)) for letter in token)


@lru_cache(maxsize=4096)
def compile_phrases(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One compiled pattern for any of the phrases, the longest first."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(to_regex(phrase) for phrase in ordered) or r"(?!)", re.IGNORECASE)


def search(patterns: PatternSet, text: str) -> list[Hit]:
    """Every hit in order of place; within one key overlapping hits are one (the first)."""
    cancelled = [m.span() for m in compile_phrases(patterns.unless).finditer(text)]
    hits = []
    for key, phrases in patterns.keys.items():
        for found in compile_phrases(phrases).finditer(text):
            inside = any(a <= found.start() and found.end() <= b for a, b in cancelled)
            if not inside:
                hits.append(Hit(key, found.start(), found.end(), found.group()))
    return sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.key))


def unmark(example: str) -> tuple[str, list[tuple[str, int, int]]]:
    """An example without its marks, and what the marks say: (key, start, end)."""
    plain = ""
    wanted = []
    last = 0
    for mark in MARK.finditer(example):
        plain += example[last : mark.start()]
        wanted.append((mark.group(1), len(plain), len(plain) + len(mark.group(2))))
        plain += mark.group(2)
        last = mark.end()
    return plain + example[last:], wanted


def broken_examples(patterns: PatternSet) -> Iterator[str]:
    """What the file's own examples complain of, a sentence each; nothing when all hold."""
    for example in patterns.examples.find:
        text, wanted = unmark(example)
        got = [(hit.key, hit.start, hit.end) for hit in search(patterns, text)]
        if not wanted:
            yield f"the example marks nothing to find: {example!r}"
        elif got != wanted:
            yield f"should find {_said(wanted, text)} but finds {_said(got, text)}: {text!r}"
    for example in patterns.examples.ignore:
        hits = [(hit.key, hit.start, hit.end) for hit in search(patterns, example)]
        if hits:
            yield f"should find nothing but finds {_said(hits, example)}: {example!r}"
    yield from _gaps_closed(patterns)


def _gaps_closed(patterns: PatternSet) -> Iterator[str]:
    for example in patterns.examples.not_yet:
        text, wanted = unmark(example)
        if [(hit.key, hit.start, hit.end) for hit in search(patterns, text)] == wanted:
            yield f"this gap is closed: move the example from not_yet to find: {text!r}"


def _said(spans: Iterable[tuple[str, int, int]], text: str) -> str:
    said = [f"{key} ({text[start:end]!r})" for key, start, end in spans]
    return ", ".join(said) or "nothing"
