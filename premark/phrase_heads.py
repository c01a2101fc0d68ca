"""Phrases in; the words that their hits can begin with, and where a text has such words, out.

Most sentences hold no phrase of most kinds: a look at their words spares the search.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice
from typing import TypeVar

from premark.phrase_tokens import tokens_of

T = TypeVar("T")

_RUN = re.compile(r"\w+")
_RUNS = re.compile(r"\w+|\W+")
# The four letters beyond ASCII that count as i, s and k where case does not count.
_ASCII = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")
STUB = 3  # letters by which the beginnings of words are looked up
MOST_HEADS = 200  # beginnings of one phrase; brackets side by side would multiply for ever


@dataclass(frozen=True)
class Said:
    """The words of a text, in small letters: where each begins, and which begin with each stub."""

    places: Mapping[str, tuple[int, ...]]
    by_stub: Mapping[str, tuple[str, ...]]
    words: frozenset[str]
    stubs: frozenset[str]


@lru_cache(maxsize=4096)  # every pattern is sought in the same sentences and passages
def words_of(text: str) -> Said:
    """A text's words. Each letter keeps its place, so places are the text's own."""
    plain = (text if text.isascii() else text.translate(_ASCII)).lower()
    parts = _RUNS.findall(plain)
    first = 0 if parts and _RUN.match(parts[0]) else 1
    starts = accumulate(map(len, parts), initial=0)
    places: dict[str, list[int]] = {}
    for word, start in zip(parts[first::2], islice(starts, first, None, 2), strict=False):
        places.setdefault(word, []).append(start)
    by_stub: dict[str, list[str]] = {}
    for word in places:
        by_stub.setdefault(word[:STUB], []).append(word)
    return Said(_closed(places), _closed(by_stub), frozenset(places), frozenset(by_stub))


def _closed(lists: Mapping[str, list[T]]) -> dict[str, tuple[T, ...]]:
    # Tuples: thousands of kept lists would set the garbage collector to work.
    return {key: tuple(values) for key, values in lists.items()}


@dataclass(frozen=True, eq=False)
class Heads:
    """What hits begin with, each with the numbers of the phrases that may stand there.

    `whole` are words, `openings` the first letters of words by their stubs, and `short` those of
    fewer letters than a stub.
    """

    whole: Mapping[str, tuple[int, ...]]
    openings: Mapping[str, tuple[tuple[str, int], ...]]
    short: tuple[tuple[str, int], ...]
    words: frozenset[str]
    stubs: frozenset[str]

    def places(self, text: str) -> list[tuple[int, str]]:
        """Where in a text a hit may begin, and with which word, in order."""
        said = words_of(text)
        words = self.words & said.words
        for stub in self.stubs & said.stubs:
            openings = self.openings[stub]
            words |= {w for w in said.by_stub[stub] if any(w.startswith(o) for o, _ in openings)}
        if self.short:
            words |= {w for w in said.words if any(w.startswith(o) for o, _ in self.short)}
        return sorted([(place, word) for word in words for place in said.places[word]])

    def numbers(self, word: str) -> list[int]:
        """Which phrases may begin with a word, in order."""
        opened = (*self.openings.get(word[:STUB], ()), *self.short)
        found = {number for opening, number in opened if word.startswith(opening)}
        return sorted(found.union(self.whole.get(word, ())))


def heads_of_all(phrases: Sequence[str]) -> Heads | None:
    """What hits of the phrases begin with; None where one may begin with anything."""
    whole: dict[str, list[int]] = {}
    openings: dict[str, list[tuple[str, int]]] = {}
    for number, phrase in enumerate(phrases):
        for head in sorted(heads_of(phrase)):
            if head == "*":
                return None
            if head.endswith("*"):
                openings.setdefault(head[:-1][:STUB], []).append((head[:-1], number))
            else:
                whole.setdefault(head, []).append(number)
    short = tuple(one for stub, found in openings.items() if len(stub) < STUB for one in found)
    long = {stub: found for stub, found in openings.items() if len(stub) == STUB}
    return Heads(_closed(whole), _closed(long), short, frozenset(whole), frozenset(long))


def heads_of(phrase: str) -> frozenset[str]:
    """The words that a hit of the phrase can begin with; "reflect*" where only its opening is
    known, "*" where it is not a word."""
    plain = phrase.strip()
    heads: set[str] = set()
    left = _branches(tokens_of(plain)[::-1], {""}, heads)
    heads |= left if re.search(r"[\w)*]$", plain) else {f"{head}*" for head in left}
    return frozenset(_known(head) for head in heads)


def _known(head: str) -> str:
    """The head as it can be looked up: as far as its letters are ASCII, in small letters."""
    letters = head.rstrip("*")
    plain = (re.match(r"[\x00-\x7f]*", letters) or letters)[0].lower()
    if plain == head.lower() and plain:
        return plain
    return f"{plain}*"


def _branches(tokens: list[str], opened: Collection[str], heads: set[str]) -> set[str]:
    """How a hit's first word may go on after the alternatives of a bracket, read to its end.

    Words that end within it are added to `heads`. `tokens` are in reverse, and are used up.
    """
    after: set[str] = set()
    now = set(opened)
    while tokens and (token := tokens.pop()) != ")":
        if token == "(":
            now = _branches(tokens, now, heads)
        elif token == "|":
            after |= now
            now = set(opened)
        elif _RUN.match(token) and len(now) <= MOST_HEADS:
            now = {head + token for head in now}
        else:
            ending = "" if not _RUN.match(token) and token != "*" else "*"
            heads |= {head + ending or "*" for head in now}
            now = set()
    return after | now
