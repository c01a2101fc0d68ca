"""Blocks in; the same, with sentences that are addressed to software set apart as no answer, out.

Grammar is here (where in a sentence an order must stand, what is quoted); the phrases are in
`criteria/patterns/software-orders.yaml` and the two files beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from premark.patterns import Hit, PatternSet, search
from premark.types.document import Block, Concealed

FILES = ("software-orders.yaml", "software-orders-after.yaml", "software-orders-parts.yaml")
_ANYWHERE = frozenset(("address", "token", "demand"))  # keys that may stand within a clause
_BESIDE = 2  # sentences that may stand between an order and what goes on from it
_ATTRIBUTED = 2  # words beside a quotation that make it part of an account
_QUOTED = re.compile(
    r"\"[^\"]{1,1500}\"|“[^“”]{1,1500}”|«[^«»]{1,1500}»"
    r"|(?<!\w)['‘](?=\w)(?:[^'‘’]|(?<=\w)['’](?=\w)){1,1500}['’](?!\w)"
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=\S)")
# What may stand between the beginning of a sentence or clause and an order.
_OPENS = re.compile(
    r"(?:^|[.;:!?,(\[{<>\"'“”‘’«*#=|/—–-]|"
    r"\bthat you|\byou (?:must|should|shall|will|could|can|would|may|might|to|are to|need to|"
    r"have to|now|are (?:asked|required|instructed|told) to))"
    r"(?:\s|[\"'“‘«(\[{*#>-]|\b(?:please|kindly|now|just|simply|also|then|instead|only|first|so|"
    r"therefore|hereby|always|immediately|completely|entirely|to)\b)*\Z",
    re.IGNORECASE,
)
_AND = re.compile(r"\b(?:and|then|but|or)\s+(?:please\s+|then\s+|also\s+)?\Z", re.IGNORECASE)
_BEFORE = 60  # characters looked at before an order


@dataclass(frozen=True)
class Orders:
    """Phrases that are an order to software, that go on from one, and that are a half of one."""

    first: PatternSet
    after: PatternSet
    parts: PatternSet


@dataclass(frozen=True)
class Told:
    """Characters `start` to `end` of a text: whole sentences; `key` is the first phrase's."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=1)
def load_orders() -> Orders:
    """The shipped phrases."""
    from premark.packs.load import pattern_set  # late: what only reads PDF pages needs none of it
    from premark.packs.where import criteria_root
    from premark.packs.yaml_source import read_yaml

    folder = criteria_root() / "patterns"
    return Orders(*(pattern_set(read_yaml(folder / name)) for name in FILES))


def orders(text: str, phrases: Orders, *, going_on: bool = False) -> tuple[Told, ...]:
    """Sentences of `text` that are addressed to software, those that follow one another as one.

    `going_on`: the text stands right after such a sentence.
    """
    hits = _orders(text, phrases)
    if not hits and not going_on:
        return ()
    quoted = _accounts(text)
    keys = _keys(text, [hit for hit in hits if not _within(hit, quoted)])
    return tuple(_joined(text, _with_rest(text, keys, phrases, going_on=going_on)))


def quoted_orders(text: str, phrases: Orders) -> tuple[Told, ...]:
    """Orders that an account quotes: they stay where they are."""
    hits = _orders(text, phrases)
    quoted = _accounts(text) if hits else []
    return tuple(hit for hit in hits if _within(hit, quoted))


def set_apart(blocks: Sequence[Block], phrases: Orders | None = None) -> list[Block]:
    """The blocks, numbered anew from the first's index, each order a `template` block of its own.

    What is set apart heads nothing and is nobody's answer; a row keeps its columns on both sides.
    """
    known = phrases or load_orders()
    parted: list[Block] = []
    going_on = False
    first = blocks[0].index if blocks else 0
    for block in blocks:
        pieces = list(_parted(block, known, going_on=going_on))
        going_on = pieces[-1].template and not block.template
        for piece in pieces:
            at = first + len(parted)
            parted.append(piece if piece.index == at else piece.model_copy(update={"index": at}))
    return parted


def _parted(block: Block, phrases: Orders, *, going_on: bool) -> Iterator[Block]:
    if block.template:
        yield block
    elif block.kind == "row":
        yield from _parted_row(block, phrases)
    else:
        told = orders(block.text, phrases, going_on=going_on)
        yield from _pieces(block, told) if told else (block,)


def _pieces(block: Block, told: Sequence[Told]) -> Iterator[Block]:
    """The block without its orders, then they: what stays is cut into passages as if alone."""
    kept, apart = _without(block.text, told)
    if kept:
        yield block.model_copy(update={"text": kept})
    change = {"text": apart, "template": True, "number": "" if kept else block.number}
    if kept:
        change["concealed"] = ()
    if block.kind == "heading":
        change |= {"kind": "paragraph", "level": None}
    yield block.model_copy(update=change)


def _without(text: str, told: Sequence[Told]) -> tuple[str, str]:
    """What is left of a text, and what was told in it, each joined by a blank."""
    edges = [0, *(edge for t in told for edge in (t.start, t.end)), len(text)]
    kept = (text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
    return " ".join(part for part in kept if part), " ".join(text[t.start : t.end] for t in told)


def _parted_row(block: Block, phrases: Orders) -> Iterator[Block]:
    parts = [_without(cell, orders(cell, phrases)) for cell in block.cells]
    learner, apart = [kept for kept, _ in parts], [told for _, told in parts]
    if not any(apart):
        yield block
        return
    concealed: tuple[Concealed, ...] = block.concealed
    for template, cells in ((False, learner), (True, apart)):
        if any(cells):
            change = {"cells": tuple(cells), "text": " | ".join(cells), "template": template}
            yield block.model_copy(update={**change, "concealed": concealed})
            concealed = ()


def _hits(text: str, phrases: PatternSet) -> list[Told]:
    """Hits that stand where an order stands."""
    return [
        Told(hit.start, hit.end, hit.key)
        for hit in search(phrases, text)
        if hit.key in _ANYWHERE or _OPENS.search(text[max(0, hit.start - _BEFORE) : hit.start])
    ]


def _orders(text: str, phrases: Orders) -> list[Told]:
    """Whole orders, and the two halves of one in a sentence, in order of place."""
    found = _hits(text, phrases.first)
    halves = search(phrases.parts, text)
    verdicts = [hit for hit in halves if hit.key == "verdict"]
    if verdicts and len(verdicts) < len(halves):
        found += _halves(text, _hits(text, phrases.parts), verdicts)
    return sorted(found, key=lambda told: (told.start, told.end))


def _halves(text: str, heads: Sequence[Told], verdicts: Sequence[Hit]) -> Iterator[Told]:
    starts = [told.start for told in heads if told.key == "order"]
    for start, end in _sentences(text) if starts else ():
        first = bisect_left(starts, start)
        after = bisect_left(verdicts, end, key=lambda hit: hit.start) - 1
        if first < len(starts) and after >= 0 and starts[first] < verdicts[after].start < end:
            yield Told(starts[first], verdicts[after].end, "result")


def _accounts(text: str) -> list[tuple[int, int]]:
    """Where an account quotes: between quotation marks, beside words of its own."""
    found = [match.span() for match in _QUOTED.finditer(text)]
    beside = len(re.findall(r"\w+", _QUOTED.sub(" ", text))) if found else 0
    return found if beside >= _ATTRIBUTED else []


def _within(hit: Told, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in spans)


def _sentences(text: str) -> list[tuple[int, int]]:
    edges = [0, *(gap.end() for gap in _SENTENCE.finditer(text)), len(text)]
    return list(zip(edges, edges[1:], strict=False))


def _keys(text: str, hits: Sequence[Told]) -> list[tuple[tuple[int, int], str]]:
    """Each sentence with the key of the first order that begins in it, "" where there is none."""
    found, at = [], 0
    for start, end in _sentences(text):
        while at < len(hits) and hits[at].start < start:
            at += 1
        is_told = at < len(hits) and hits[at].start < end
        found.append(((start, end), hits[at].key if is_told else ""))
    return found


def _with_rest(
    text: str, keys: list[tuple[tuple[int, int], str]], phrases: Orders, *, going_on: bool
) -> list[tuple[tuple[int, int], str]]:
    """The same with the sentences marked that go on from an order, and those between the two."""
    marked = list(keys)
    last = -1 if going_on else None  # the last sentence that is told
    for i, ((start, end), key) in enumerate(keys):
        if not key and last is not None and i - last <= _BESIDE:
            key = "goes-on" if _goes_on(text[start:end], phrases) else ""
        if key:
            between = range(last + 1, i) if last is not None and i - last <= _BESIDE else ()
            for j in (*between, i):
                marked[j] = (keys[j][0], key)
            last = i
    return marked


def _goes_on(sentence: str, phrases: Orders) -> bool:
    """Beside an order another may stand anywhere in a sentence, and its sequel after "and"."""
    if search(phrases.first, sentence):
        return True
    hits = search(phrases.after, sentence)
    heads = (sentence[max(0, hit.start - _BEFORE) : hit.start] for hit in hits)
    return any(_OPENS.search(head) or _AND.search(head) for head in heads)


def _joined(text: str, keys: Sequence[tuple[tuple[int, int], str]]) -> Iterator[Told]:
    run: Told | None = None
    for (start, end), key in keys:
        if key and run:
            run = Told(run.start, end, run.key)
        elif key:
            run = Told(start, end, key)
        elif run:
            yield _trimmed(text, run)
            run = None
    if run:
        yield _trimmed(text, run)


def _trimmed(text: str, told: Told) -> Told:
    return Told(told.start, told.start + len(text[told.start : told.end].rstrip()), told.key)
