"""A phrase in; its tokens out, with the blank beside a word that may be left out made part of it.

"(the|my|) first" is read as "(the |my |)first", and so says "first" too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

TOKEN = re.compile(r"\.\.\.|[()|*]|[\w]+|\s+|.", re.DOTALL)
BLANK, GAP = " ", "..."
_MAY_BE_EMPTY = re.compile(r"[(|]\s*[|)]")  # an alternative of no letters; few phrases have one


@dataclass(frozen=True)
class Either:
    """A bracket's alternatives, each a run of tokens and brackets."""

    ways: tuple[Run, ...]


Run: TypeAlias = "tuple[str | Either, ...]"


def tokens_of(phrase: str) -> list[str]:
    """The phrase's tokens; those of one with a stray bracket are as they stand."""
    tokens = TOKEN.findall(phrase.strip())
    if not _MAY_BE_EMPTY.search(phrase):
        return tokens
    ways, end = _read(tokens, 0)
    if end != len(tokens):
        return tokens
    return [*_told(Either(tuple(_settled(way, alone=True) for way in ways)))][1:-1]


def _read(tokens: list[str], at: int) -> tuple[tuple[Run, ...], int]:
    """Alternatives from a place on, and where they end; beyond the last token if unclosed."""
    ways: list[list[str | Either]] = [[]]
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == "(":
            inner, at = _read(tokens, at + 1)
            if at >= len(tokens):
                return (), len(tokens) + 1
            ways[-1].append(_flat(inner))
        elif tokens[at] == "|":
            ways.append([])
        else:
            ways[-1].append(tokens[at])
        at += 1
    return tuple(map(tuple, ways)), at


def _flat(ways: tuple[Run, ...]) -> Either:
    """A bracket that is all of an alternative gives its own alternatives to the outer one."""
    flat: list[Run] = []
    for way in ways:
        first = way[0] if len(way) == 1 else ""
        flat += first.ways if isinstance(first, Either) else (way,)
    return Either(tuple(flat))


def _settled(run: Run, *, alone: bool) -> Run:
    """The run with each blank beside a word that may be left out moved into that word.

    `alone`: no letters stand right before or after the run, so its first and last words are whole.
    """
    words = _words(run)
    last = len(words) - 1
    out: list[str | Either] = []
    begun = due = False  # a word that cannot be left out was read; a blank is due before the next
    for i, word in enumerate(words):
        whole = alone or 0 < i < last
        word = tuple(_inner(part, alone=whole and len(word) == 1) for part in word)
        free = _optional(word) if whole else None
        follows = words[i + 1][:1] if i < last else ()
        if free and begun:
            ways = tuple((BLANK, *way) if way else way for way in free.ways)
            out += [Either(ways), *word[1:]]
            due = True
        elif free and len(word) == 1 and follows not in ((), (GAP,)):
            out += [*[BLANK] * due, Either(tuple(_then_blank(way) for way in free.ways))]
            due = False
        else:
            out += [*[BLANK] * due, *word]
            begun, due = bool(word) and word[-1] != GAP, True
    return tuple(out)


def _optional(word: Run) -> Either | None:
    """The bracket that is all of a word, signs after it aside, where it may be empty."""
    first, signs = (word or ("",))[0], word[1:]
    bare = all(isinstance(sign, str) and not re.match(r"\w|\*|\.\.\.", sign) for sign in signs)
    return first if isinstance(first, Either) and () in first.ways and bare else None


def _words(run: Run) -> list[Run]:
    words: list[list[str | Either]] = [[]]
    for part in run:
        if isinstance(part, str) and part.isspace():
            words.append([])
        else:
            words[-1].append(part)
    return [tuple(word) for word in words]


def _inner(part: str | Either, *, alone: bool) -> str | Either:
    if isinstance(part, str):
        return part
    return Either(tuple(_settled(way, alone=alone) for way in part.ways))


def _then_blank(way: Run) -> Run:
    return way if not way or way[-1] == BLANK else (*way, BLANK)


def _told(part: str | Either) -> Iterator[str]:
    if isinstance(part, str):
        yield part
        return
    yield "("
    for n, way in enumerate(part.ways):
        yield from "|" * (n > 0)
        for each in way:
            yield from _told(each)
    yield ")"
