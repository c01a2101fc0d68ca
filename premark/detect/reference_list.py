"""Finds the reference lists of a document and cuts them: blocks in, one finding an entry out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from premark.detect.citation_words import citation_key, fold, source_name, words
from premark.detect.reference_entry import Entry, looks_like_reference, names_end, read_entry
from premark.detect.reference_shape import (
    ALPHA_LABEL,
    BODY_START,
    DATED,
    INITIALS_FIRST,
    NUMBER,
    REPEATED,
    SURNAME_FIRST,
    VANCOUVER,
    WHOLE_NAMES,
    YEAR,
)
from premark.types.document import Block, Document, Locator, Section
from premark.types.evidence import Finding

RUN = 3
REACH = 260
_CONTINUES = re.compile(
    r"[a-z]|https?:|www\.|doi\b|[\[(]?(?:Accessed|Available|Retrieved|Online|Viewed)\b|pp?\.\s?\d|\d+[(:,]"
)
_ENDED = re.compile(r"[.)\]”\"’'?!>/]\s*\Z|\d\s*\Z|(?:https?:|www\.)\S+\Z")
_OPEN = re.compile(r"(?:[,&:;(‐-]|\b(?:and|of|the|in|for|to|a|et|by|eds?|with))\s*\Z", re.IGNORECASE)
_RUN_ON = re.compile(r"\s+(?=[^\W\d_a-z]|van\s|de\s|von\s)")


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


def find_reference_list(
    document: Document, sections: Sequence[Section]
) -> tuple[tuple[int, ...], ...]:
    """Block indices of each reference list, in order: headed ones, then unheaded runs.

    Without a heading, three blocks in a row that read as entries make a list.
    """
    headed = [s.blocks for s in sections if s.role == "references" and s.blocks]
    aside = {i for run in headed for i in run} | {
        i for s in sections if s.role in ("contents", "template") for i in s.blocks
    }
    lists = [run for run in (_proper(document, blocks) for blocks in headed) if run]
    return tuple(sorted((*lists, *_unheaded(document, aside)), key=lambda run: run[0]))


def _proper(document: Document, indices: Sequence[int]) -> tuple[int, ...]:
    blocks = [document.blocks[i] for i in indices]
    return tuple(b.index for b in blocks if b.text.strip() and b.part == "body" and not b.template)


def _unheaded(document: Document, aside: set[int]) -> list[tuple[int, ...]]:
    """Runs of entries; one wrapped line between two entries does not break a run."""
    runs: list[tuple[int, ...]] = []
    run: list[int] = []
    gap: list[int] = []
    for block in document.blocks:
        if block.part != "body" or not block.text.strip():
            continue
        if block.index not in aside and block.kind != "row" and looks_like_reference(block.text):
            run += [*gap, block.index]
            gap = []
        elif run and not gap and block.index not in aside and _CONTINUES.match(block.text):
            gap = [block.index]
        else:
            runs += [tuple(run)] if len(run) >= RUN else []
            run, gap = [], []
    return runs + ([tuple(run)] if len(run) >= RUN else [])


def cut_entries(blocks: Sequence[Block]) -> list[Finding]:
    """One finding of kind "reference" an entry. An entry that runs over several blocks stands
    at its first; fact "text" holds the whole of it."""
    found: list[Finding] = []
    before: tuple[str, ...] = ()
    for group in cut_lines(_lines(blocks)):
        for part in _run_together(group):
            entry = read_entry(part.whole)
            if _is_entry(part.whole, entry):
                names = before if REPEATED.match(part.whole) and before else entry.authors
                found.append(_finding(part, entry, names))
                before = names
    return found


@dataclass(frozen=True)
class _Part:
    at: Locator
    quote: str
    whole: str
    number: str


def _lines(blocks: Sequence[Block]) -> list[Line]:
    lines: list[Line] = []
    headings = words().list_headings
    for block in blocks:
        if block.kind == "heading":
            continue
        for k, match in enumerate(re.finditer(r"[^\n]*\S[^\n]*", block.text)):
            if fold(match.group()) in headings:
                continue
            number = block.number if k == 0 else ""
            lines.append(
                Line(block.index, *match.span(), match.group(), k == 0, number, block.page)
            )
    return lines


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
    candidates = [k for k, number in enumerate(numbers) if number is not None][:6]
    chains = [_chain(numbers, first) for first in candidates]
    best = max(chains, key=len, default=[])
    shaped = sum(_shape(line.text) != "" for line in lines)
    if len(best) < 2 or len(best) < 0.4 * min(shaped, len(lines)):
        return []
    chosen = set(best)
    before = _shaped(lines[: best[0]]) if best[0] and (numbers[best[0]] or 0) > 1 else []
    return before + [k in chosen for k in range(len(before), len(lines))]


def _chain(numbers: Sequence[int | None], first: int) -> list[int]:
    """Lines that count on from `first`, one by one; a number or two may be lost."""
    chain, last = [first], numbers[first] or 0
    for k in range(first + 1, len(numbers)):
        number = numbers[k]
        if number is not None and 0 < number - last <= 2:
            chain.append(k)
            last = number
    return chain


def _lettered(lines: Sequence[Line]) -> list[bool]:
    starts = [bool(ALPHA_LABEL.match(line.text)) for line in lines]
    return starts if sum(starts) >= RUN and sum(starts) * 12 >= len(lines) else []


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
    several = len({line.block for line in lines}) >= RUN
    for line, shape in zip(lines, shapes, strict=True):
        begins = not entry or (
            _block_starts(line, shape, entry)
            if line.first and several
            else shape != "" and _complete(entry, starts, lines, width, shape, line)
        )
        starts.append(begins)
        entry = line.text if begins else f"{entry} {line.text}"
    return starts


def _unfinished(entry: str) -> bool:
    tail = entry[-90:]
    opened = max(tail.rfind("("), tail.rfind("["))
    return bool(_OPEN.search(entry)) or opened > max(tail.rfind(")"), tail.rfind("]"))


def _block_starts(line: Line, shape: str, entry: str) -> bool:
    """A new paragraph is a new entry unless it plainly goes on."""
    text = line.text.strip()
    if _CONTINUES.match(text) and not shape:
        return False
    dated = bool(YEAR.search(entry) or DATED.search(entry))
    if not dated and not re.search(r"https?:|www\.", entry):
        return shape != "" and looks_like_reference(text) and bool(_ENDED.search(entry))
    return (shape != "" or looks_like_reference(text) or bool(YEAR.search(text))) and not (
        _unfinished(entry)
    )


def _complete(
    entry: str,
    starts: Sequence[bool],
    lines: Sequence[Line],
    width: int,
    shape: str,
    line: Line,
) -> bool:
    """Whether the entry so far could be over, so that the next line may begin another."""
    if _unfinished(entry) or not re.search(r"\d{4}|https?:|www\.|press|n\.d|arXiv", entry):
        return False
    if _ENDED.search(entry) or _dated_names(line.text):
        return True
    short = len(lines[len(starts) - 1].text) < 0.8 * width
    return short and shape != "whole names"


def _run_together(group: Sequence[Line]) -> list[_Part]:
    """An entry's lines as one part, or several where entries follow on in one line."""
    parts: list[_Part] = []
    whole = re.sub(r"(?<=[a-z]-)\s(?=[A-Za-z])", "", " ".join(x.text.strip() for x in group))
    cuts = _inner_starts(group[0].text) if len(group) == 1 else []
    if not cuts:
        return [_part(group[0], group[0].start, group[0].end, whole)]
    line = group[0]
    for start, end in zip([0, *cuts], [*cuts, len(line.text)], strict=True):
        text = line.text[start:end].rstrip()
        parts.append(_part(line, line.start + start, line.start + start + len(text), text))
    return parts


def _inner_starts(text: str) -> list[int]:
    """Places in a line where a further "Surname, I. (year)" or "Body (year)" sets in."""
    dates = [m.start() for m in DATED.finditer(text)]
    cuts: list[int] = []
    last = 0
    for match in _RUN_ON.finditer(text) if len(dates) > 1 else ():
        past, ahead = bisect_left(dates, match.start()), match.end() + REACH
        dated_before = past > 0 and dates[past - 1] >= last
        if not (dated_before and past < len(dates) and dates[past] < ahead):
            continue
        if _sets_in(text[max(last, match.start() - REACH) : match.start()], text[match.end() : ahead]):
            cuts.append(match.end())
            last = match.end()
    return cuts


def _sets_in(before: str, rest: str) -> bool:
    """Whether `rest` opens with names, or a body, that run straight up to a year in brackets."""
    if _unfinished(before) or before.rstrip()[-1] in ":,":
        return False
    if _dated_names(rest):
        return True
    body, dated = BODY_START.match(rest), DATED.search(rest)
    return bool(body and dated and dated.start() < 90 and _ENDED.search(before))


def _dated_names(text: str) -> bool:
    """Names that run straight up to a year in brackets: "Connor, M. and Pokora, J. (2017)"."""
    dated = DATED.search(text)
    named = SURNAME_FIRST.match(text) or VANCOUVER.match(text)
    return bool(dated and named and names_end(text) >= dated.start() - 2)


def _part(line: Line, start: int, end: int, whole: str) -> _Part:
    at = Locator(block=line.block, start=start, end=end, page=line.page)
    return _Part(at, line.text[start - line.start : end - line.start], whole, line.number)


def _is_entry(text: str, entry: Entry) -> bool:
    """A sub-heading ("Books") or a stray word is no entry."""
    return bool(entry.year or entry.link) or len(text.split()) > 5


def _finding(part: _Part, entry: Entry, names: tuple[str, ...]) -> Finding:
    number = re.sub(r"\D", "", entry.label or part.number)
    facts = (
        ("authors", ";".join(names)),
        ("year", entry.year),
        ("title", entry.title),
        ("container", entry.container),
        ("link", entry.link),
        ("source_kind", entry.source_kind),
        ("academic", "yes" if entry.academic else "no"),
        ("number", number),
        ("text", part.whole),
        ("names", ";".join(source_name(name) for name in names)),
    )
    return Finding(
        detector="references",
        rule="list entry",
        kind="reference",
        key=citation_key(names, entry.year),
        at=part.at,
        quote=part.quote,
        because=f"An entry of the reference list: {_says(names, entry)}.",
        facts=facts,
    )


def _says(names: tuple[str, ...], entry: Entry) -> str:
    who = ", ".join(names[:3]) or "no author given"
    return f"{who}, {entry.year or 'no year given'}, read as {entry.source_kind}"
