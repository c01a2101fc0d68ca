"""A block's words as its file holds them in; what a reader of the page takes otherwise, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from premark.read.cleaning import clean, printed
from premark.read.invisible import (
    LATIN,
    MARKS,
    NO_WIDTH,
    OVERRIDE,
    heaped,
    in_reading_order,
    is_backwards,
    messages,
    overridden,
)
from premark.read.lookalikes import disguised, plain_letters
from premark.types.document import Block, Concealed, ConcealedBy

MOST = 200  # characters of a quote, as `Concealed` says
_SURE = 5  # blocks with letters that only look Latin; no other file has so many
_ASCII = re.compile(r"[\t-\r -~]*\Z")
_HYPHEN = "\u00ad"
_SPLIT = re.compile(rf"(?<=[{LATIN}])[{NO_WIDTH}]+(?=[{LATIN}])")
_WITHIN = re.compile(rf"[\w{NO_WIDTH}{MARKS}'’-]+")
_ADDRESS = re.compile(r"[/@_\\]|www\.|\w\.\w")  # a break may be offered anywhere in it
_CAMEL = re.compile(rf"[a-z][{NO_WIDTH}]+[A-Z]")
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_RUN = re.compile(rf"(?:(?![{_DIRECTION}])[{NO_WIDTH}]){{6,}}")
_LEAST = 2  # letters that a hyphen leaves on either side
_SHORT = 4  # letters of a word that nobody hyphenates
_HYPHENED = 2  # words of a block that are hyphenated where no word can be


def with_disguises(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each with what its own characters conceal added to `concealed`.

    Where many are disguised, words that stand alone (in a cell, a title) are put right too.
    """
    blocks = _in_order(blocks)
    told = [_told(block, sure=False) for block in blocks]
    disguised_ = sum(any(c.kind == "homoglyph" for c in block.concealed) for block in told)
    if disguised_ < _SURE:
        return told
    return [_told(_put_right(block), sure=True) for block in blocks]


def _in_order(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with all that is turned round read the same way: one short word may not tell."""
    turned = [block.original for block in blocks if OVERRIDE in block.original]
    if not turned:
        return list(blocks)
    backwards = is_backwards(turned)
    return [_turned(block, backwards) if OVERRIDE in block.original else block for block in blocks]


def _turned(block: Block, backwards: bool) -> Block:
    raw = block.original.split(" | ") if block.kind == "row" else [block.original]
    texts = block.cells if block.kind == "row" else (block.text,)
    if tuple(clean(part) for part in raw) != texts:  # its reader has put them together otherwise
        return block
    cells = tuple(clean(in_reading_order(part, backwards=backwards)) for part in raw)
    change = {"cells": cells} if block.kind == "row" else {}
    return block.model_copy(update={"text": " | ".join(cells), **change})


def _put_right(block: Block) -> Block:
    if _ASCII.match(block.text):
        return block
    cells = tuple(plain_letters(cell, sure=True) for cell in block.cells)
    text = " | ".join(cells) if cells else plain_letters(block.text, sure=True)
    return block.model_copy(update={"text": text, "cells": cells})


def _told(block: Block, *, sure: bool) -> Block:
    if _ASCII.match(block.original):
        return block
    found = tuple(disguises(block.original, row=block.kind == "row", sure=sure))
    if not found:
        return block
    return block.model_copy(update={"concealed": (*block.concealed, *found)})


def disguises(original: str, *, row: bool = False, sure: bool = False) -> Iterator[Concealed]:
    """What of a text a reader takes otherwise than it is stored, one of each kind.

    The quotes are cleaned, and so safe to print. The cells of a `row` are read one by one; `sure`
    as `lookalikes.disguised` has it.
    """
    cells = original.split(" | ") if row else [original]
    kinds: tuple[tuple[ConcealedBy, Callable[[str], Iterator[str]]], ...] = (
        ("invisible", messages),
        ("zero_width", _split_words),
        ("homoglyph", partial(_disguised_words, sure=sure)),
        ("direction", overridden),
    )
    for kind, words in kinds:
        if quote := _quote(word for cell in cells for word in words(cell)):
            yield Concealed(kind=kind, text=quote)


def _quote(words: Iterable[str]) -> str:
    """The words, each once, joined and cut; no more of them are read than are shown."""
    kept: dict[str, None] = {}
    length = 0
    for word in words:
        said = clean(word)
        if said and said not in kept:
            kept[said] = None
            length += len(said) + 2
        if length > MOST + 2:
            break
    quote = ", ".join(kept)
    return quote if len(quote) <= MOST else quote[: MOST - 1].rstrip(" ,") + "…"


def _disguised_words(text: str, *, sure: bool) -> Iterator[str]:
    seen = printed(text)
    yield from (word.reads for word in disguised(seen, sure=sure))
    yield from heaped(seen)


def _split_words(text: str) -> Iterator[str]:
    """Words with something of no width between their letters, and long runs of it anywhere."""
    hyphened = []
    for found in _WITHIN.finditer(text) if _SPLIT.search(text) else ():
        word = found[0]
        if not _SPLIT.search(word) or _is_address(found, text):
            continue
        if set(re.findall(f"[{NO_WIDTH}]", word)) != {_HYPHEN}:
            yield word
        elif _is_oddly_hyphened(word):
            hyphened.append(word)
    if len(hyphened) >= _HYPHENED:
        yield from hyphened
    for run in _RUN.finditer(text):
        if any(messages(run[0])):
            continue
        beside = re.search(r"\w+\W*\Z", text[max(0, run.start() - 60) : run.start()])
        after = re.match(r"\W*\w+", text[run.end() : run.end() + 60])
        yield (beside or after or run)[0]


def _is_address(found: re.Match[str], text: str) -> bool:
    """Whether a word is part of an address or a name of a program, where breaks are offered."""
    start = max(text.rfind(" ", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
    end = re.compile(r"\s|\Z").search(text, found.end())
    token = text[start : end.start() if end else None]
    return bool(_ADDRESS.search(token[:300]) or _CAMEL.search(found[0]))


def _is_oddly_hyphened(word: str) -> bool:
    """Whether soft hyphens stand where no word is divided: after one letter, doubled, in "the"."""
    parts = word.split(_HYPHEN)
    return len("".join(parts)) <= _SHORT or any(len(part) < _LEAST for part in parts[:-1])
