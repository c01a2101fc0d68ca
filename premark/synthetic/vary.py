"""A learner's habits in; the same text as that learner would have typed it out.

Nothing here changes what a text says: one form of a word for another, dates moved by a little,
the learner's own name, typographic quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from random import Random

from premark.synthetic.assignment import (
    AnyBlock,
    Heading,
    ListBlock,
    Para,
    References,
    Table,
)
from premark.synthetic.words import wording
from premark.types.document import Value

Change = Callable[[str], str]

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_DAY = re.compile(rf"\b(\d{{1,2}})(?= (?:{_MONTHS})\b)")
_MONTH_YEAR = re.compile(rf"\b((?:{_MONTHS})\.? )(20[0-3]\d)\b")
_SLASHED = re.compile(r"\b(\d{1,2})([/.])(\d{1,2})\2(20)?(\d\d)\b")
_QUOTED = re.compile(r"\"([^\"]*)\"")


class Habits(Value):
    """How one learner types. `swaps` are words and what stands for them, without capitals."""

    swaps: tuple[tuple[str, str], ...] = ()
    with_z: bool = False
    curly: bool = False
    signs: bool = False
    days: int = 0
    years: int = 0


def habits(draw: Random) -> Habits:
    """A learner's habits, drawn."""
    said = wording()
    swaps = [pair if draw.random() < 0.5 else pair[::-1] for pair in said.ways if _half(draw)]
    swaps += [pair for pair in said.one_way if _half(draw)]
    return Habits(
        swaps=tuple(swaps),
        with_z=draw.random() < 0.3,
        curly=draw.random() < 0.5,
        signs=draw.random() < 0.5,
        days=draw.randint(-3, 3),
        years=draw.randint(-2, 1),
    )


def _half(draw: Random) -> bool:
    return draw.random() < 0.7


def varied(block: AnyBlock, own: Habits, *, renamed: Sequence[tuple[str, str]] = ()) -> AnyBlock:
    """The block as that learner types it; headings and works cited stay as they are."""
    if isinstance(block, (Heading, References)):
        return block
    if isinstance(block, Table):
        rows = tuple(tuple(_cell(cell, own, renamed) for cell in row) for row in block.rows)
        return block.model_copy(update={"rows": rows})
    change = _prose(own, renamed)
    if isinstance(block, ListBlock):
        return block.model_copy(update={"items": tuple(change(item) for item in block.items)})
    return block.model_copy(update={"text": change(block.text)})


def _cell(text: str, own: Habits, renamed: Sequence[tuple[str, str]]) -> str:
    """Cells keep their words: what a table says is in few of them."""
    return _named(_dated(text, own), renamed)


def _prose(own: Habits, renamed: Sequence[tuple[str, str]]) -> Change:
    def change(text: str) -> str:
        text = _swapped(own.swaps)(_cell(text, own, renamed))
        if own.with_z:
            text = _z_forms().sub(r"\1iz\2", text)
        if own.signs:
            text = re.sub(r"(?<=\d) per cent\b", "%", text)
        return _curled(text) if own.curly else text

    return change


@lru_cache(maxsize=4)
def _swapped(swaps: tuple[tuple[str, str], ...]) -> Change:
    """Whole words for others, all in one pass, capitals kept."""
    table = dict(swaps)
    either = "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w'-])(?:{either})(?![\w'-])", re.IGNORECASE)

    def one(found: re.Match[str]) -> str:
        new = table.get(found[0].lower()) or table.get(found[0], found[0])
        return new[:1].upper() + new[1:] if found[0][0].isupper() and found[0] != new else new

    return lambda text: pattern.sub(one, text) if table else text


@cache
def _z_forms() -> re.Pattern[str]:
    stems = "|".join(wording().spelt_with_z)
    return re.compile(rf"\b((?:{stems}))is(e|es|ed|er|ers|ing|ation|ations|ational)\b", re.I)


def _dated(text: str, own: Habits) -> str:
    """Days within a month, and years, moved alike in the whole text; citations have no month."""

    def day(found: re.Match[str]) -> str:
        return str(_moved(int(found[1]), own.days))

    def slashed(found: re.Match[str]) -> str:
        numeral = f"{_moved(int(found[1]), own.days):0{len(found[1])}d}"
        year = f"{found[4] or ''}{int(found[5]) + own.years:02d}"
        return found[2].join([numeral, found[3], year])

    text = _SLASHED.sub(slashed, _DAY.sub(day, text))
    return _MONTH_YEAR.sub(lambda found: f"{found[1]}{int(found[2]) + own.years}", text)


def _moved(day: int, by: int) -> int:
    """A day moved within the middle of the month, so that none changes places with another."""
    return day + by if 4 <= day <= 25 else day


def _named(text: str, renamed: Sequence[tuple[str, str]]) -> str:
    for old, new in renamed:
        if old in text:
            text = new.join(re.split(rf"\b{re.escape(old)}\b", text))
    return text


def _curled(text: str) -> str:
    text = _QUOTED.sub("\u201c\\1\u201d", text)
    return re.sub(r"(?<=\w)'", "\u2019", text)


def leans_back(block: Para) -> bool:
    """Whether a paragraph may lean on the one before it, so that its place has to be kept."""
    said = wording().leans_back
    text = block.text.lower()
    first = any(re.match(rf"{re.escape(word)}\b", text) for word in said.begins)
    return first or any(re.search(rf"\b{re.escape(word)}\b", text) for word in said.anywhere)
