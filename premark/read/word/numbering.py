"""A Word numbering part in; the number or bullet printed before each list paragraph out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from premark.read.word.styles import StyleSheet, style_of
from premark.read.word.xml import LONGEST_NAME, Element, W, number, on

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = (
    "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen "
    "Fifteen Sixteen Seventeen Eighteen Nineteen Twenty"
).split()
_SLOT = re.compile(r"%([1-9])")
_LARGEST = 99_999
LEVELS = 9


@dataclass(frozen=True)
class Level:
    """One level of a list as its definition has it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(frozen=True)
class ListOf:
    """A list by numId: the definition whose counters it shares, its levels and fresh starts."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True)
class Counting:
    """The lists of a file, and how far each has counted."""

    lists: dict[str, ListOf] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)


def read_numbering(root: Element | None, sheet: StyleSheet) -> Counting:
    """The lists that a numbering part defines, with nothing counted yet."""
    if root is None:
        return Counting()
    abstracts = {a.get(W + "abstractNumId", ""): a for a in root.iter(W + "abstractNum")}
    targets = {n.get(W + "numId", ""): _abstract_id(n) for n in root.iter(W + "num")}
    defined = {key: _levels(abstract) for key, abstract in abstracts.items()}
    lists: dict[str, ListOf] = {}
    for num in root.iter(W + "num"):
        key = _follow(_abstract_id(num), abstracts, targets, sheet)
        levels = dict(defined.get(key, {}))
        starts: dict[int, int] = {}
        for override in num.iter(W + "lvlOverride"):
            at = number(override.get(W + "ilvl"))
            levels.update(_levels(override))
            fresh = override.find(W + "startOverride")
            if fresh is not None:
                starts[at] = number(fresh.get(W + "val"), 1)
        lists.setdefault(num.get(W + "numId", ""), ListOf(key, levels, starts))
    return Counting(lists)


def place_of_style(counting: Counting, num_id: str, style: str) -> int:
    """The level that a list gives to paragraphs of this style (0 when it names none)."""
    found = counting.lists.get(num_id)
    levels = found.levels.items() if found else ()
    return next((at for at, level in levels if level.style == style), 0)


def next_number(counting: Counting, num_id: str, at: int) -> str | None:
    """Count one paragraph and give what Word prints before it; None where there is no list.

    Bullets come as "•" where their sign is only a symbol font's code.
    """
    found = counting.lists.get(num_id)
    if found is None or at not in found.levels:
        return None
    counts = counting.counts.setdefault(found.definition, {})
    if num_id not in counting.begun:
        counting.begun.add(num_id)
        for level, start in found.starts.items():
            counts[level] = start - 1
    level_now = found.levels[at]
    counts[at] = counts.get(at, level_now.start - 1) + 1
    for deeper in [d for d in counts if d > at]:
        restart = found.levels.get(deeper, Level()).restart
        if restart is None or at < restart:
            del counts[deeper]
    return _printed(found, counts, at)


def _printed(found: ListOf, counts: dict[int, int], at: int) -> str:
    level = found.levels[at]
    if level.format == "bullet":
        sign = level.text.strip()
        plain = sign and not any("\ue000" <= letter <= "\uf8ff" for letter in sign)
        return sign if plain else "•"

    def fill(slot: re.Match[str]) -> str:
        which = int(slot.group(1)) - 1
        other = found.levels.get(which, Level())
        count = counts.get(which, other.start)
        return printed_count(count, "decimal" if level.legal else other.format)

    return _SLOT.sub(fill, level.text).strip()


def printed_count(count: int, form: str) -> str:
    """A count in one of Word's number formats; unknown formats print as decimals."""
    count = max(0, min(count, _LARGEST))
    if form == "none":
        return ""
    if form in ("lowerLetter", "upperLetter"):
        letters = _letters(count)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "ordinal":
        return f"{count}{_ordinal_ending(count)}"
    if form == "cardinalText" and count < len(_ONES):
        return _ONES[count]
    return str(count)


def _letters(count: int) -> str:
    if not count:
        return ""
    times, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * min(times + 1, 30)


def _roman(count: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        out += sign * times
    return out


def _ordinal_ending(count: int) -> str:
    if count % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _abstract_id(num: Element) -> str:
    target = num.find(W + "abstractNumId")
    return "" if target is None else str(target.get(W + "val", ""))


def _follow(
    key: str, abstracts: dict[str, Element], targets: dict[str, str], sheet: StyleSheet
) -> str:
    """A definition that only points at a list style gives way to that style's own."""
    for _ in range(4):
        abstract = abstracts.get(key)
        link = None if abstract is None else abstract.find(W + "numStyleLink")
        if link is None:
            break
        key = targets.get(style_of(sheet, link.get(W + "val")).num[0] or "", key)
    return key


def _levels(holder: Element) -> dict[int, Level]:
    """The levels of a definition by their place; Word has nine."""
    found = ((number(lvl.get(W + "ilvl")), lvl) for lvl in holder.iter(W + "lvl"))
    return {at: _level(lvl) for at, lvl in found if 0 <= at < LEVELS}


def _level(lvl: Element) -> Level:
    said = {child.tag: child.get(W + "val") for child in lvl if isinstance(child.tag, str)}
    restart = said.get(W + "lvlRestart")
    return Level(
        start=number(said.get(W + "start"), 0),
        format=said.get(W + "numFmt") or "decimal",
        text=(said.get(W + "lvlText") or "")[:LONGEST_NAME],
        legal=W + "isLgl" in said and on(said[W + "isLgl"]),
        restart=None if restart is None else number(restart),
        style=said.get(W + "pStyle") or "",
    )
