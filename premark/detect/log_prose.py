"""Passages that are not tables in; the dated entries of logs and diaries in them, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from premark.detect.artefact_words import words
from premark.detect.base import Seen
from premark.detect.client_labels import learnt_labels
from premark.detect.client_names import named_in
from premark.detect.dates import Day, find_dates
from premark.detect.durations import find_durations
from premark.types.document import Passage

LEAD = 30  # characters that may stand before an entry's date: "Session 3: ", "Client A, "
HEAD = 160
_FULL_STOP = re.compile(r"[.!?:]\s+(?=[A-Z\"'“‘])")
_STOP = re.compile(r"[.!?)]\s+(?=[A-Z\d])")
_NUMBERED = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
_NTH = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|last|final|next|\d(?:st|nd|rd|th))"
)


@dataclass(frozen=True)
class Line:
    """One block's text (or a part of it) within a passage, from character `start` to `end`."""

    passage: Passage
    start: int
    end: int
    block: int
    begins: bool

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class Entry:
    """A line that begins with a date: what stands before its prose, and the prose.

    `after` is how its block goes on in the next passage, where the line is cut off by it.
    """

    line: Line
    day: Day
    head: str
    after: str = ""

    @property
    def told(self) -> str:
        return self.line.text[len(self.head) :]


def lines(seen: Seen) -> Iterator[Line]:
    """The lines of every passage that is no table row, in reading order."""
    for parsed in seen.parsed:
        passage = parsed.passage
        if passage.kind == "row":
            continue
        for i, piece in enumerate(passage.pieces):
            last = i + 1 == len(passage.pieces)
            end = len(passage.text) if last else passage.pieces[i + 1].offset - 1
            yield Line(passage, piece.offset, end, piece.at.block, piece.at.start == 0)


def entries(seen: Seen) -> Iterator[Entry]:
    """Lines that begin with a date, as those of a log or a diary do."""
    labels = learnt_labels(seen)
    every = list(lines(seen))
    for line, following in zip_longest(every, every[1:]):
        entry = _entry(line, labels) if line.begins else None
        if entry is None:
            continue
        *found, last = _parted(entry, labels)
        yield from found
        cut = following and not following.begins and following.block == line.block
        yield replace(last, after=following.text[:HEAD] if following and cut else "")


def _parted(entry: Entry, labels: tuple[str, ...]) -> list[Entry]:
    """The entries of a line: a reader of PDF may have run several short paragraphs together."""
    line = entry.line
    cuts = [0]
    for stop in _STOP.finditer(line.text) if lengths(entry.head) else ():
        start = line.start + stop.end()
        rest = Line(line.passage, start, min(line.end, start + 2 * HEAD), line.block, line.begins)
        after = _entry(rest, labels)
        if after and lengths(after.head) and not _STOP.search(rest.text[: after.day.start + 1]):
            cuts.append(stop.end())
    ends = [*cuts[1:], line.end - line.start]
    parts = [
        Line(line.passage, line.start + start, line.start + end, line.block, line.begins)
        for start, end in zip(cuts, ends, strict=True)
    ]
    return [found for part in parts if (found := _entry(part, labels))] or [entry]


def _entry(line: Line, labels: tuple[str, ...]) -> Entry | None:
    dates = find_dates(line.text[: LEAD + 40])
    lead = line.text[: dates[0].start] if dates else ""
    if not dates or not (_is_lead(lead) or _is_label(lead, labels)):
        return None
    return Entry(line, dates[0], _head(line.text, dates[0].end))


def _is_label(lead: str, labels: tuple[str, ...]) -> bool:
    plain = lead.strip(" ,:.–—-(")
    named = named_in(plain, labels)
    return len(named) == 1 and named[0].start == 0 and named[0].end == len(plain)


def _is_lead(text: str) -> bool:
    """Whether only a label stands before the date, not the start of a sentence."""
    plain = text.strip(" \"'“‘([*•-–—:,.")
    if not plain:
        return True
    if len(text) > LEAD or len(plain.split()) > 4:
        return False
    table = words()
    labelled = table.text("session").opens(plain) or table.text("client_label").opens(plain)
    named = bool(table.found("columns", plain)) or bool(
        re.match(r"(?i)(?:entry|week|day)\b", plain)
    )
    return (labelled or named) and bool(re.search(r"[:,.(–—-]\s*\W*$|\d\s*$", text))


def _head(text: str, least: int) -> str:
    """The entry's opening: its first sentence, and short ones after it ("Client A. 1 hour.")."""
    end = 0
    for stop in [*_FULL_STOP.finditer(text), None]:
        after = stop.end() if stop else len(text)
        piece = text[end:after]
        if end > least and (len(piece.split()) > 6 or end > HEAD) and not _labelled(piece):
            break
        end = after
    return text[:end]


def _labelled(piece: str) -> bool:
    label = piece.split(":")[0]
    return ":" in piece and len(label.split()) <= 3 and bool(words().column("duration").hits(label))


def lengths(text: str) -> list[tuple[int, int, float]]:
    """Lengths of time in a sentence that may be a meeting's: not "ten minutes late"."""
    over = words().text("minutes_over")
    return [
        d
        for d in find_durations(text)
        if not over.hits(after := _after(text, d[1])) or _says_of_what(after)
    ]


def _says_of_what(after: str) -> bool:
    """ "five hours of supervision over the year" is no hour over or late."""
    of = words().text("supervision").hits(after) or words().text("practice").hits(after)
    return of and after.startswith("of ")


def _after(text: str, end: int) -> str:
    return " ".join(re.split(r"[,.;:(]", text[end : end + 30])[0].split()[:3])


def numbered(text: str) -> str:
    """The meeting that a sentence opens with ("Meeting 3", "The second session"), or ""."""
    head = text[:40]
    for start, end in words().text("session").places(head):
        after = re.match(rf"\s+(?:no\.?\s*|number\s+)?({_NUMBERED})", head[end:], re.IGNORECASE)
        if after and not head[:start].strip(" \"'“("):
            return f"{head[start:end]} {after[1]}".lower()
        before = re.search(rf"\b({_NTH})\s+(?:\w+\s+)?$", head[:start], re.IGNORECASE)
        if before:
            return f"{before[1]} {head[start:end]}".lower()
    return ""
