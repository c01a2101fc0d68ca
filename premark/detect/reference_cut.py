"""Cuts the lines of a reference list into entries: lines in, groups of lines out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from premark.detect.reference_entry import looks_like_reference, names_end
from premark.detect.reference_shape import (
    ALPHA_LABEL,
    BODY_START,
    DATED,
    DATED_NAME,
    INITIALS_FIRST,
    NUMBER,
    REPEATED,
    SURNAME_FIRST,
    VANCOUVER,
    WHOLE_NAMES,
    YEAR,
)

SEVERAL = 3
LOST = 12  # numbers that may be missing between two entries that plainly are numbered
HEAD, TAIL = 1500, 400  # characters of an entry that tell whether the next line goes on with it
SQUARE = re.compile(r"\s*\[\d{1,3}\]")
LINK_ALONE = re.compile(r"(?:https?://|www\.)\S+\s*")
_LINKED = re.compile(r"https?:|www\.")
CONTINUES = re.compile(
    r"[a-z]|https?:|www\.|doi\b|[\[(]?(?:Accessed|Available|Retrieved|Online|Viewed)\b|pp?\.\s?\d|\d+[(:,]"
)
ENDED = re.compile(r"[.)\]”\"’'?!>/]\s*\Z|\d\s*\Z|(?:https?:|www\.)\S+\Z")
_OPEN = re.compile(
    r"(?:[,&:;(‐-]|\b(?:and|of|the|in|for|to|a|et|by|eds?|with))\s*\Z", re.IGNORECASE
)


@dataclass(frozen=True)
class Line:
    """A printed line of a list: characters `start` to `end` of block `block`."""

    block: int
    start: int
    end: int
    text: str
    first: bool
    number: str = ""
    page: int | None = None


def cut_lines(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped into entries, by their numbers where they have them, else by their shape."""
    starts = _numbered(lines) or _lettered(lines) or _shaped(lines)
    groups: list[list[Line]] = []
    for line, begins in zip(lines, starts, strict=True):
        if begins or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


def _number(line: Line) -> int | None:
    match = NUMBER.match(line.text)
    if match:
        return int(next(g for g in match.groups() if g))
    digits = re.search(r"\d{1,3}", line.number)
    return int(digits.group()) if digits else None


def _numbered(lines: Sequence[Line]) -> list[bool]:
    """Starts by a rising count, wherever it begins; [] where the lines do not bear one."""
    numbers = [_number(line) for line in lines]
    several = len({line.block for line in lines}) >= SEVERAL
    sure = [bool(SQUARE.match(x.text)) or (several and x.first) for x in lines]
    candidates = [k for k, number in enumerate(numbers) if number is not None][:6]
    chains = [_chain(numbers, sure, first) for first in candidates]
    best = max(chains, key=len, default=[])
    shaped = sum(_shape(line.text) != "" for line in lines)
    if len(best) < 2 or len(best) < 0.4 * min(shaped, len(lines)):
        return []
    chosen = set(best)
    before = _shaped(lines[: best[0]]) if best[0] and (numbers[best[0]] or 0) > 1 else []
    return before + [k in chosen for k in range(len(before), len(lines))]


def _chain(numbers: Sequence[int | None], sure: Sequence[bool], first: int) -> list[int]:
    """Lines that count on from `first`; a number may be lost, more where both are `sure`."""
    chain, last = [first], numbers[first] or 0
    for k in range(first + 1, len(numbers)):
        number = numbers[k]
        reach = LOST if sure[k] and sure[chain[-1]] else 2
        if number is not None and 0 < number - last <= reach:
            chain.append(k)
            last = number
    return chain


def _lettered(lines: Sequence[Line]) -> list[bool]:
    starts = [bool(ALPHA_LABEL.match(line.text)) for line in lines]
    return starts if sum(starts) >= SEVERAL and sum(starts) * 12 >= len(lines) else []


def _shape(text: str) -> str:
    """Which way an entry could begin here: the name of a form, "" for none."""
    body = text.lstrip("•●▪*- \t")
    if REPEATED.match(text):
        return "repeated"
    if SURNAME_FIRST.match(body):
        return "surname first"
    if INITIALS_FIRST.match(body):
        return "initials first"
    if VANCOUVER.match(body):
        return "bare initials"
    if BODY_START.match(body):
        return "body"
    if DATED_NAME.match(body):
        return "dated name"
    return "whole names" if WHOLE_NAMES.match(body) else ""


def _shaped(lines: Sequence[Line]) -> list[bool]:
    """Starts by shape: first any, then only the shapes that this list is seen to use."""
    shapes = [_shape(line.text) for line in lines]
    width = sorted(len(line.text) for line in lines)[int(0.8 * len(lines))] if lines else 0
    first = _starts(lines, shapes, width)
    used = Counter(s for s, begins in zip(shapes, first, strict=True) if begins)
    total = sum(used.values())
    kept = {s for s, n in used.items() if s in ("repeated", "body") or n >= 0.12 * total}
    return _starts(lines, [s if s in kept else "" for s in shapes], width)


def _starts(lines: Sequence[Line], shapes: Sequence[str], width: int) -> list[bool]:
    starts: list[bool] = []
    entry = ""
    several = len({line.block for line in lines}) >= SEVERAL
    for line, shape in zip(lines, shapes, strict=True):
        begins = not entry or (
            _block_starts(line, shape, entry)
            if line.first and several
            else _links_on(entry, line.text)
            or (shape != "" and _complete(entry, lines[len(starts) - 1], width, shape, line))
        )
        starts.append(begins)
        entry = _clipped(line.text if begins else f"{entry} {line.text}")
    return starts


def _clipped(entry: str) -> str:
    """Its head and its tail: what is longer is no entry, and each line would search it again."""
    return entry if len(entry) <= HEAD + TAIL else f"{entry[:HEAD]} {entry[-TAIL:]}"


def _links_on(entry: str, text: str) -> bool:
    """A list of bare links, one to a line."""
    return bool(LINK_ALONE.fullmatch(entry) and LINK_ALONE.fullmatch(text))


def unfinished(entry: str) -> bool:
    """Whether a bracket, a joining word or a comma says that more must follow."""
    tail = entry[-90:]
    opened = max(tail.rfind("("), tail.rfind("["))
    return bool(_OPEN.search(entry)) or opened > max(tail.rfind(")"), tail.rfind("]"))


def _block_starts(line: Line, shape: str, entry: str) -> bool:
    """A new paragraph is a new entry unless it plainly goes on."""
    text = line.text.strip()
    if CONTINUES.match(text) and not shape:
        # Links listed one to a paragraph are entries; one link is its entry's tail.
        return bool(_LINKED.match(text) and _LINKED.search(entry)) and not unfinished(entry)
    dated = bool(YEAR.search(entry) or DATED.search(entry))
    if not dated and not re.search(r"https?:|www\.", entry):
        return shape != "" and looks_like_reference(text) and bool(ENDED.search(entry))
    return (shape != "" or looks_like_reference(text) or bool(YEAR.search(text))) and not (
        unfinished(entry)
    )


def _complete(entry: str, previous: Line, width: int, shape: str, line: Line) -> bool:
    """Whether the entry so far could be over, so that the next line may begin another."""
    if unfinished(entry) or not re.search(r"\d{4}|https?:|www\.|press|n\.d|arXiv", entry):
        return False
    if ENDED.search(entry) or dated_names(line.text) or shape == "dated name":
        return True
    short = len(previous.text) < 0.8 * width
    return short and shape != "whole names"


def dated_names(text: str) -> bool:
    """Names that run straight up to a year in brackets: "Connor, M. and Pokora, J. (2017)"."""
    dated = DATED.search(text)
    named = SURNAME_FIRST.match(text) or VANCOUVER.match(text)
    return bool(dated and named and names_end(text) >= dated.start() - 2)
