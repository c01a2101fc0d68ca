"""Phrases in a small language in; compiled patterns out, and what they find in a text.

The language: words; `(a|b)` for either; `*` for any word ending; `...` for up to five words;
`(a|) b` for "b" as well as "a b".
Everything else is taken as it stands, so no author can write a pattern that runs away.
Case does not count, nor the shape of an apostrophe, dash or quotation mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from premark.phrase_heads import Heads, heads_of_all
from premark.phrase_tokens import tokens_of

# Possessive quantifiers: a gap has one way to match, so a hostile text cannot slow it down.
# Both runs end: from each of a thousand places a search would else look at all that follows.
GAP = r"(?:[^\w.!?]{1,99}+\w[\w'’-]{0,60}+){0,5}?[^\w.!?]{1,99}+"
ENDING = r"[\w'’]*"
MARK = re.compile(r"\[\[([\w-]+): (.*?)\]\]")

_SAME = {"'": "['’‘`]", "’": "['’‘`]", "-": "[-‐-–—]", "–": "[-‐-–—]", '"': '["“”]'}


class PhraseError(ValueError):
    """A phrase is not in the language (an unclosed bracket, no word at its end)."""


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


@cache
def to_regex(phrase: str) -> str:
    """A phrase as the source of a regular expression. Raises PhraseError where it is none."""
    out: list[str] = []
    depth = 0
    tokens = tokens_of(phrase)
    _refuse(phrase, "".join(tokens))
    for token in tokens:
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


def _refuse(phrase: str, plain: str) -> None:
    if plain.lstrip("( ").startswith("...") or plain.rstrip(") ").endswith("..."):
        raise PhraseError(f"begins or ends with any word at all (...): {phrase!r}")
    if plain in ("True", "False"):
        raise PhraseError(f"is what a program wrote for a bare yes or no, on or off: {phrase!r}")


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
    return _as_it_stands(token)


@cache
def _as_it_stands(token: str) -> str:
    return "".join(_SAME.get(letter, re.escape(letter)) for letter in token)


@dataclass(frozen=True, eq=False)
class CompiledPhrases:
    """Any of some phrases, to be sought in texts as a compiled pattern is.

    A phrase is compiled, and tried, only at a word that it can begin with: most texts hold none.
    """

    phrases: tuple[str, ...]
    sources: tuple[str, ...]
    tried: dict[str, re.Pattern[str]] = field(default_factory=dict, repr=False)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(self.sources) or r"(?!)", re.IGNORECASE)

    @cached_property
    def heads(self) -> Heads | None:
        """None where a hit may begin with anything."""
        return heads_of_all(self.phrases)

    def finditer(self, text: str, pos: int = 0) -> Iterator[re.Match[str]]:
        if self.heads is None:
            return self.pattern.finditer(text, pos)
        places = self.heads.places(text)
        return self._at(places, self.heads, text, pos) if places else iter(())

    def _at(
        self, places: Iterable[tuple[int, str]], heads: Heads, text: str, free: int
    ) -> Iterator[re.Match[str]]:
        for place, word in places:
            if place < free:
                continue
            if word not in self.tried:
                self.tried[word] = _compiled("|".join(self.sources[n] for n in heads.numbers(word)))
            if found := self.tried[word].match(text, place):
                free = found.end()
                yield found

    def search(self, text: str, pos: int = 0) -> re.Match[str] | None:
        return next(self.finditer(text, pos), None)

    def match(self, text: str, pos: int = 0) -> re.Match[str] | None:
        return self.pattern.match(text, pos)

    def fullmatch(self, text: str, pos: int = 0) -> re.Match[str] | None:
        return self.pattern.fullmatch(text, pos)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


@lru_cache(maxsize=4096)
def compile_phrases(phrases: tuple[str, ...]) -> CompiledPhrases:
    """Any of the phrases, the longest first. Raises PhraseError on a stray bracket."""
    ordered = tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
    return CompiledPhrases(ordered, tuple(to_regex(phrase) for phrase in ordered))


def search(patterns: PatternSet, text: str) -> list[Hit]:
    """Every hit in order of place; within one key overlapping hits are one (the first)."""
    found = [(key, m) for key, own in patterns.keys.items() for m in _found(own, text)]
    if not found:
        return []
    cancelled = [m.span() for m in _found(patterns.unless, text)]
    hits = [
        Hit(key, m.start(), m.end(), m.group())
        for key, m in found
        if not any(a <= m.start() and m.end() <= b for a, b in cancelled)
    ]
    return sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.key))


def _found(phrases: tuple[str, ...], text: str) -> Iterator[re.Match[str]]:
    return compile_phrases(phrases).finditer(text)


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
