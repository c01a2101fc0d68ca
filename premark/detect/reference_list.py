"""Finds the reference lists of a document and cuts them: blocks in, one finding an entry out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from premark.detect.citation_notes import is_note_entry
from premark.detect.citation_words import citation_key, fold, link_key, source_name, words
from premark.detect.reference_cut import ENDED, Line, cut_lines, dated_names, unfinished
from premark.detect.reference_entry import Entry, looks_like_reference, read_entry
from premark.detect.reference_kind import UNTOLD
from premark.detect.reference_shape import BODY_START, DATED, REPEATED
from premark.types.document import Block, Document, Locator, Section
from premark.types.evidence import Finding

RUN = 3
REACH = 260
GAP = 200
_RUN_ON = re.compile(r"\s+(?=[^\W\d_a-z]|van\s|de\s|von\s)")


def find_reference_list(
    document: Document, sections: Sequence[Section]
) -> tuple[tuple[int, ...], ...]:
    """Block indices of each reference list, in order: headed ones, then unheaded runs.

    Without a heading, three blocks in a row that read as entries make a list. Where the body has
    no list, the footnotes and endnotes that read as entries are the list.
    """
    headed = [s.blocks for s in sections if s.role == "references" and s.blocks]
    aside = {i for run in headed for i in run} | {
        i for s in sections if s.role in ("contents", "template") for i in s.blocks
    }
    lists = [run for run in (_proper(document, blocks) for blocks in headed) if run]
    found = sorted((*lists, *_unheaded(document, aside)), key=lambda run: run[0])
    return tuple(found) or _noted(document)


def _noted(document: Document) -> tuple[tuple[int, ...], ...]:
    entries = tuple(b.index for b in document.blocks if is_note_entry(b))
    return (entries,) if entries else ()


def _proper(document: Document, indices: Sequence[int]) -> tuple[int, ...]:
    blocks = [document.blocks[i] for i in indices]
    return tuple(b.index for b in blocks if b.text.strip() and b.part == "body" and not b.template)


def _unheaded(document: Document, aside: set[int]) -> list[tuple[int, ...]]:
    """Runs of entries; a short line or two between entries does not break a run."""
    runs: list[list[int]] = [[]]
    gap: list[int] = []
    for block in document.blocks:
        if block.part != "body" or not block.text.strip():
            continue
        inside = block.index not in aside and block.kind != "row"
        if inside and looks_like_reference(block.text):
            runs[-1] += [*gap, block.index]
            gap = []
        elif inside and runs[-1] and len(gap) < 2 and len(block.text) < GAP:
            gap.append(block.index)
        else:
            runs.append([])
            gap = []
    return [tuple(run) for run in runs if len(run) >= RUN and _mostly(document, run)]


def _mostly(document: Document, run: Sequence[int]) -> bool:
    looking = sum(looks_like_reference(document.blocks[i].text) for i in run)
    return looking >= RUN


def cut_entries(blocks: Sequence[Block]) -> list[Finding]:
    """One finding of kind "reference" an entry. An entry that runs over several blocks stands
    at its first; fact "text" holds the whole of it."""
    found: list[Finding] = []
    before: tuple[str, ...] = ()
    for group in cut_lines(list_lines(blocks)):
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


def list_lines(blocks: Sequence[Block]) -> list[Line]:
    """The printed lines of a list, without its headings and the lines that part it."""
    lines: list[Line] = []
    headings = {*words().list_headings, *words().list_parts}
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
        if _sets_in(
            text[max(last, match.start() - REACH) : match.start()], text[match.end() : ahead]
        ):
            cuts.append(match.end())
            last = match.end()
    return cuts


def _sets_in(before: str, rest: str) -> bool:
    """Whether `rest` opens with names, or a body, that run straight up to a year in brackets."""
    if unfinished(before) or before.rstrip()[-1] in ":,":
        return False
    if dated_names(rest):
        return True
    body, dated = BODY_START.match(rest), DATED.search(rest)
    return bool(body and dated and dated.start() < 90 and ENDED.search(before))


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
        ("academic", entry.academic),
        ("number", number),
        ("text", part.whole),
        ("names", ";".join(source_name(name) for name in names)),
    )
    return Finding(
        detector="references",
        rule="list entry",
        kind="reference",
        key=citation_key(names, entry.year) if names or not entry.link else link_key(entry.link),
        at=part.at,
        quote=part.quote,
        because=f"An entry of the reference list: {_says(names, entry)}.",
        facts=facts,
    )


def _kind(entry: Entry) -> str:
    told = entry.source_kind
    return "of a kind that cannot be told" if told == UNTOLD else f"read as {told}"


def _says(names: tuple[str, ...], entry: Entry) -> str:
    who = ", ".join(names[:3]) or "no author given"
    return f"{who}, {entry.year or 'no year given'}, {_kind(entry)}"
