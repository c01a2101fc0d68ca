"""Prose in; the hours that lines give for each person ("Client A: five sessions, 6 hours"), out."""

from __future__ import annotations

from collections.abc import Iterator

from premark.detect.artefact_words import words
from premark.detect.base import Seen
from premark.detect.client_names import named_in
from premark.detect.dates import find_dates
from premark.detect.log_prose import Line, lengths, lines
from premark.detect.meetings import SUM_LINE, Meeting
from premark.detect.table_told import headed_held, told_held

FEWEST = 2  # lines, each of another person, that make up a summary
MOST_WORDS = 16


def summed_lines(seen: Seen, labels: tuple[str, ...]) -> Iterator[Meeting]:
    """A sum for each of several short lines in one section that give a person's hours."""
    said, sections = "", dict[int, list[tuple[Line, str, float, str]]]()
    for line in lines(seen):
        person, hours = _told(line, labels)
        if hours:
            sections.setdefault(line.passage.section, []).append((line, person, hours, said))
        elif line.begins:
            said = line.text[-300:]
    for found in sections.values():
        if len({person for _, person, _, _ in found}) == len(found) >= FEWEST:
            ahead = any(told_held(line.text) is False for line, *_ in found)
            yield from (_sum(*one, ahead=ahead) for one in found)


def _told(line: Line, labels: tuple[str, ...]) -> tuple[str, float]:
    text = line.text.strip(" •*-–")
    named = named_in(text, labels)
    one = len({found.key for found in named}) == 1 and named[0].start == 0
    if not one or find_dates(text) or len(text.split()) > MOST_WORDS:
        return "", 0.0
    counted = words().column("sessions").hits(text) or len(text.split()) <= 6
    long = [hours for *_, hours in lengths(text)]
    return (named[0].key, max(long)) if long and counted else ("", 0.0)


def _sum(line: Line, person: str, hours: float, said: str, *, ahead: bool) -> Meeting:
    title = line.passage.path[-1] if line.passage.path else ""
    told = headed_held(title)
    planned = ahead or (told_held(said) if told is None else told) is False
    return Meeting(
        passage=line.passage,
        start=line.start,
        end=line.end,
        of="planned" if planned else "practice",
        hours=hours,
        rule="line" if planned else SUM_LINE,
        client=person,
        why_not="cancelled" if words().cell("cancelled").hits(line.text) else "",
    )
