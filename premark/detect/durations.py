"""A learner's way of writing a length of time in; hours out. Pure grammar, no word of the field."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from premark.detect.clock_words import in_figures
from premark.detect.number_words import NUMBERS, read_number, read_part

Unit = Literal["", "hours", "minutes"]

LONGEST_RANGE = 10.0  # hours between two clock times; more is a misreading


def _longest_of(words: Collection[str]) -> str:
    """A pattern of the longest of the words; beginnings, and ends, that are alike written once.

    One word after the other it is ten times as long, and takes a tenth of a second to compile.
    """
    after: dict[str, list[str]] = {}
    for word in filter(None, words):
        after.setdefault(word[0], []).append(word[1:])
    alike: dict[tuple[str, ...], list[str]] = {}
    for first, rest in sorted(after.items()):
        alike.setdefault(tuple(sorted(set(rest))), []).append(first)
    ways = "|".join(_any_of(first) + _longest_of(rest) for rest, first in alike.items())
    if "" in words:
        return f"(?:{ways})?" if ways else ""
    return f"(?:{ways})" if len(alike) > 1 else ways


def _any_of(letters: Sequence[str]) -> str:
    plain = "".join(re.escape(letter) for letter in letters)
    return f"[{plain}]" if len(letters) > 1 else plain


_WORD = _longest_of(NUMBERS)
_PART = r"a[\s-]+half|half|three[\s-]+quarters?|(?:a|one)\s+quarter|quarter"
_DIGITS = r"(?:\d{1,3}(?:[.,]\d{1,2})?|[.]\d{1,2})"
_N = (
    rf"(?:\d{{1,2}}\s*[¼½¾⅓⅔]|\d{{1,2}}(?:\s+(?:and\s+)?|-|\s*&\s*)[13]/[24]|[13]/[24]|[¼½¾⅓⅔]"
    rf"|(?:\b(?:{_WORD})|\d{{1,2}})[\s-]+and[\s-]+(?:{_PART})|{_DIGITS}|\b(?:{_WORD}))"
)
# A lone letter needs its figure: "I am" is no minute.
_H = r"(?:hours?|hrs?|(?:(?<=[\d¼½¾])|(?<=[\d¼½¾] ))h)(?![^\W\d_])\.?"
_M = r"(?:minutes?|mins?|(?:(?<=[\d¼½¾])|(?<=[\d¼½¾] ))m)(?![^\W_])\.?"
_FREE = r"(?:(?<![\w.,:/£$€])|(?<=\d[x×*]))(?<!\d[-–])(?<!\d [-–] )(?<!\d to )"
_GAP = r"[\s-]*"
_T = r"(?:\d{1,2}(?:[:.h][0-5]\d)?\s*(?:[ap]\.?m\b\.?)?|\b(?:noon|midday)\b)"
_BETWEEN = r"\s*(?:->|→|-|–|—|\bto\b|\buntil\b|\btill\b|\band\b)\s*"
_ALONE = r"(?=\s*(?:$|[,.;|()\n]|[-–—]\s+(?!\d)))"

_HOURS_MINUTES = (
    rf"{_FREE}(?P<hm_h>{_N}){_GAP}{_H}\s*(?:and\s+|,\s*|&\s*|:\s*)?"
    rf"(?:(?P<hm_m>{_N}){_GAP}{_M}|(?P<hm_bare>[0-5]?\d)(?!\d){_ALONE}|and\s+(?P<hm_part>{_PART})"
    rf"|(?P<hm_word>ten|fifteen|(?:twenty|thirty|forty|fifty)(?:[\s-]five)?)\b{_ALONE})"
)
_LOOSE_HALF = rf"\b{_H[:-3]}\s+and\s+(?P<loose>{_PART})"
_PART_OF = rf"(?:\b(?P<part>{_PART})[\s-]+(?:of\s+)?(?:an?\s+)?(?:hours?|hr))\b"
_AMOUNT = (
    rf"{_FREE}(?P<n>{_N}){_GAP}(?:(?:full|good|whole|further|solid|clear)\s+)?"
    rf"(?:(?P<h>{_H})|(?P<m>{_M}))"
)
_FRACTION_OF = r"(?P<frac>[¼½¾⅓⅔]|(?<![\d/])[13]/[24])\s+(?:of\s+)?an\s+(?:hour|hr)\b"
_RANGE = rf"(?<![\d.:/–-])(?P<t1>{_T}){_BETWEEN}(?P<t2>{_T})(?![\d:/]|\.\d)"
_SINGLE = f"{_RANGE}|{_FRACTION_OF}|{_HOURS_MINUTES}|{_PART_OF}|{_LOOSE_HALF}|{_AMOUNT}"
_TIMES = re.compile(
    rf"{_FREE}(?P<count>\d{{1,2}}|\b(?:{_WORD}))\s*"
    rf"(?:(?:(?!hours?|hrs?|min|h\b|m\b)[^\W\d_]+\s+)?(?:[x×*@]|of|at|lasting)\s*(?:up to\s+)?$"
    rf"|$)",
    re.IGNORECASE,
)
_FIND = re.compile(_SINGLE, re.IGNORECASE)
# What every length holds: a unit, or what may be two times of day. Most sentences hold neither.
_MAY_HOLD = re.compile(
    rf"{_H}|{_M}|[\dmny.]\s*(?:->|→|-|–|—|to|until|till|and)\s*(?:\d|noon|midday)", re.IGNORECASE
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]([0-5]\d))?\s*(?:([ap])\.?m\b)?", re.IGNORECASE)
_MILITARY = re.compile(
    r"([01]\d|2[0-3])([0-5]\d)\s*(?:h|hrs?|hours)?\s*(?:-|–|to)\s*([01]\d|2[0-3])([0-5]\d)\W*\w*"
)
_LOOSE_RANGE = re.compile(r"(\d{1,2}(?:[.:][0-5]\d)?)\s*(?:-|–|to)\s*(\d{1,2}(?:[.:][0-5]\d)?)")
_COLON = re.compile(r"0?([0-4]):([0-5]\d)(?::00)?\s*(?:(?:hours?|hrs?|h)\.?)?", re.IGNORECASE)
_PRIME = re.compile(r"(?:(\d)\s*['’′]\s*([0-5]\d)|(\d{1,3}))\s*['’′]?")
_BARE = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?|\.(\d{1,2})")
_UNIT = re.compile(rf"\s*(?:{_H}|{_M})", re.IGNORECASE)
_JOINT = re.compile(r"[\s,;+&/|.]*(?:(?:and|plus)\b[\s]*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` say `hours`; `clock` when they are two times of day."""

    start: int
    end: int
    hours: float
    clock: bool = False


def find_durations(text: str) -> list[tuple[int, int, float]]:
    """Every length of time in prose, in order: (start, end, hours). A time of day is none."""
    return list(_durations(text))


@lru_cache(maxsize=1024)  # sessions and claims ask for it of the same sentences
def _durations(text: str) -> tuple[tuple[int, int, float], ...]:
    return tuple((span.start, span.end, span.hours) for span in _spans(text))


def read_duration(text: str, unit: Unit = "") -> float | None:
    """Hours that a table cell says, or None. `unit` is what its column's header says, if it does.

    Several lengths joined by commas or plus signs add up; one in brackets beside another is
    a remark. A bare number needs `unit`; "1:15" is a length and "9:30" a time of day.
    """
    cell = in_figures(" ".join(text.split()))
    special = _whole_cell(cell, unit)
    if special is not None:
        return special
    spans = list(_spans(cell))
    outside = _outside_brackets(cell, spans)
    return _added(cell, outside or spans)


def find_clock(text: str) -> tuple[int, int] | None:
    """When a meeting began and ended, in minutes of the day, by the first two times of a text."""
    for found in _FIND.finditer(" ".join(text.split())):
        hours = _clock_hours(found) if found["t1"] else None
        if hours:
            start, half = _minutes(found["t1"])
            end, end_half = _minutes(found["t2"])
            if start is not None and end is not None:
                late = end_half == "p" and not half and start < 720 <= start + 720 < end
                begun = start + 720 * late
                return begun, begun + round(hours * 60)
    return None


def _added(cell: str, spans: list[Span]) -> float | None:
    if not spans:
        return None
    total = spans[0].hours
    for before, span in zip(spans, spans[1:], strict=False):
        said_twice = before.clock != span.clock and abs(before.hours - span.hours) < 0.02
        if said_twice or not _JOINT.fullmatch(cell[before.end : span.start]):
            break
        total += span.hours
    return round(total, 4)


def _outside_brackets(cell: str, spans: list[Span]) -> list[Span]:
    found, depth, at = [], 0, 0
    for span in spans:
        between = cell[at : span.start]
        depth, at = depth + between.count("(") - between.count(")"), span.start
        if depth <= 0:
            found.append(span)
    return found


def _whole_cell(cell: str, unit: Unit) -> float | None:
    colon = _COLON.fullmatch(cell)
    if colon:
        return _positive(int(colon[1]) + int(colon[2]) / 60)
    prime = _PRIME.fullmatch(cell)
    if prime and not cell[-1].isdigit() or (prime and prime[1]):
        return _positive(int(prime[1] or 0) + int(prime[2] or prime[3]) / 60)
    military = _MILITARY.fullmatch(cell)
    if military:
        first, last = (int(military[i]) * 60 + int(military[i + 1]) for i in (1, 3))
        # Two years make the same shape: "2019-2020" is no quarter of an hour.
        return (last - first) / 60 if last - first >= 15 else None
    bare = _BARE.fullmatch(cell)
    if bare:
        return _bare(cell, bare, unit)
    loose = _LOOSE_RANGE.fullmatch(cell)
    if loose and re.search(r"[.:]\d\d", cell) and not _are_scores(cell):
        return _between(loose[1], loose[2])
    return None


def _bare(cell: str, found: re.Match[str], unit: Unit) -> float | None:
    if not unit:
        return None
    if unit == "minutes":
        return _positive(read_number(cell) / 60)
    if found[2] in ("10", "15", "20", "30", "40", "45"):  # 1.30 is an hour and a half
        return int(found[1]) + int(found[2]) / 60
    return _positive(read_number(cell))


def _positive(hours: float) -> float | None:
    return round(hours, 4) if hours > 0 else None


def _spans(text: str) -> Iterator[Span]:
    if not _MAY_HOLD.search(text):
        return
    at = last = 0
    while found := _FIND.search(text, at):
        at = found.end()
        hours = _hours(found)
        if hours is None or hours <= 0:
            at = found.start() + 1 if found["t1"] else found.end()
            continue
        start, end, times = _multiplied(text, found, last)
        at = last = max(at, end)
        end = start + len(text[start:end].rstrip(" ."))
        if times:
            yield Span(start, end, round(hours * times, 4), clock=bool(found["t1"]))


def _multiplied(text: str, found: re.Match[str], floor: int) -> tuple[int, int, float]:
    """ "5 x 1.5 hours", "six meetings of 90 minutes" and "two one-hour meetings" are products.

    What stands before `floor` belongs to another length.
    """
    window = max(floor, found.start() - 40)
    count = _TIMES.search(text[window : found.start()])
    if not count or found["t1"]:
        return found.start(), found.end(), 1.0
    direct = not re.search(r"(?:[x×*@]|of|at|lasting|up to)\s*$", count.group(), re.IGNORECASE)
    after = re.match(r"[\s-]+[^\W\d_]{3,}s\b", text[found.end() :])
    if direct and (not after or re.search(r"s\.?$", found.group(), re.IGNORECASE)):
        return found.start(), found.end(), 1.0
    if count["count"].lower() in ("a", "an"):
        return found.start(), found.end(), 1.0
    end = found.end() + (after.end() if direct and after else 0)
    return window + count.start(), end, read_number(count["count"])


def _hours(found: re.Match[str]) -> float | None:
    if found["t1"]:
        return _clock_hours(found)
    if found["hm_h"]:
        minutes = read_number(found["hm_m"] or found["hm_bare"] or found["hm_word"] or "0") / 60
        return read_number(found["hm_h"]) + minutes + read_part(found["hm_part"] or "")
    if found["frac"]:
        return read_number(found["frac"])
    if found["part"] or found["loose"]:
        return read_part(found["part"] or "") or 1 + read_part(found["loose"])
    if found["n"]:
        amount = read_number(found["n"])
        return amount if found["h"] else amount / 60
    return None


def _clock_hours(found: re.Match[str]) -> float | None:
    first, last = found["t1"], found["t2"]
    both = f"{first} {last}"
    named = re.search(r"[ap]\.?m\b|noon|midday", both, re.IGNORECASE)
    dotted = re.search(r"\.\d\d", first) and re.search(r"\.\d\d", last)
    if not (named or ":" in both or re.search(r"\dh\d\d", both) or dotted):
        return None
    counted = _UNIT.match(found.string, found.end())
    if dotted and not named and (counted or _are_scores(both)):
        return None
    return _between(first, last)


def _are_scores(text: str) -> bool:
    """3.12 to 4.18 are no times of day that people meet at."""
    return any(int(minutes) % 5 for minutes in re.findall(r"\.(\d\d)", text))


def _between(first: str, last: str) -> float | None:
    """Hours from one time of day to another; a half day that is not said is inferred."""
    start, start_half = _minutes(first)
    end, end_half = _minutes(last)
    if start is None or end is None:
        return None
    if not start_half and end_half:
        same = start % 720 + (720 if end_half == "p" else 0)
        start = same if same < end else start
    while end <= start:
        end += 720
    hours = (end - start) / 60
    return round(hours, 4) if 0 < hours <= LONGEST_RANGE else None


def _minutes(clock: str) -> tuple[int | None, str]:
    found = _CLOCK.match(clock.strip())
    if not found:
        return 720, "p"  # noon
    hour, half = int(found[1]), (found[3] or "").lower()
    if hour > 23:
        return None, ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + int(found[2] or 0), half
