"""Prose in; the meetings that its dated entries, headings and sentences tell, out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from premark.detect.artefact_words import words
from premark.detect.base import Seen
from premark.detect.client_labels import learnt_labels
from premark.detect.client_names import in_heading, named_in
from premark.detect.dates import find_dates
from premark.detect.durations import read_duration
from premark.detect.log_prose import Entry, entries, lengths, numbered
from premark.detect.meetings import Meeting, Of
from premark.parse import Sentence
from premark.types.document import Passage

LONGEST = 8.0  # hours of one meeting
Labels = tuple[str, ...]


@lru_cache(maxsize=1)  # logs, sessions and the matching each ask for them
def told_meetings(seen: Seen) -> tuple[Meeting, ...]:
    """Meetings with a date and a length: entries that open with them, then sentences."""
    labels = learnt_labels(seen)
    found = [meeting for entry in entries(seen) for meeting in _of_entry(entry, labels)]
    found += _of_headings(seen, labels)
    heads: dict[str, list[Meeting]] = {}
    for meeting in found:
        heads.setdefault(meeting.passage.id, []).append(meeting)
    for meeting in _of_sentences(seen, labels):
        same = heads.get(meeting.passage.id, ())
        ahead = any(m.start <= meeting.start < max(m.end, m.start + 1) for m in same)
        if not ahead:
            found.append(meeting)
    return tuple(found)


def _of_entry(entry: Entry, labels: Labels) -> Iterator[Meeting]:
    passage, head = entry.line.passage, entry.head
    if _is_own_learning(passage) or not lengths(head):
        return
    hours = read_duration(_without_dates(head)) or lengths(head)[0][2]
    if hours > LONGEST:
        return
    yield Meeting(
        passage=passage,
        start=entry.line.start,
        end=entry.line.start + len(head.rstrip()),
        of=_of(head, passage, labels),
        hours=hours,
        rule="entry",
        client=_client(entry.line.text, passage, labels),
        day=entry.day,
        why_not="cancelled" if _is_cancelled(entry) else "",
    )


def _is_cancelled(entry: Entry) -> bool:
    said = words().cell("cancelled")
    return said.hits(entry.head) or (not entry.told.strip() and said.opens(entry.after))


def _of_headings(seen: Seen, labels: Labels) -> Iterator[Meeting]:
    """A heading such as "Session 2: 12 May 2024, 90 minutes" over the notes of that meeting."""
    done: set[int] = set()
    for parsed in seen.parsed:
        passage = parsed.passage
        title = passage.path[-1] if passage.path else ""
        if passage.section in done or not title:
            continue
        done.add(passage.section)
        days, hours = find_dates(title), read_duration(_without_dates(title))
        if hours and hours <= LONGEST and (days or numbered(title)):
            yield Meeting(
                passage=passage,
                start=0,
                end=min(len(passage.text.split("\n")[0]), 200),
                of=_of(title, passage, labels),
                hours=hours,
                rule="heading",
                client=_client(title, passage, labels),
                day=days[0] if days else None,
                name=numbered(title),
            )


def _of_sentences(seen: Seen, labels: Labels) -> Iterator[Meeting]:
    last: dict[int, str] = {}
    for parsed in seen.parsed:
        passage = parsed.passage
        if passage.kind == "row":
            continue
        for sentence in parsed.sentences:
            named = named_in(sentence.text, labels)
            if named:
                last[passage.section] = named[-1].key
            if not _is_own_learning(passage):
                before = last.get(passage.section, "")
                yield from _of_sentence(passage, sentence, before, labels)


def _of_sentence(
    passage: Passage, sentence: Sentence, client: str, labels: Labels
) -> Iterator[Meeting]:
    text = sentence.text
    days = find_dates(text)
    long = [d for d in lengths(_without_dates(text)) if d[2] <= LONGEST]
    number = numbered(text)
    if not long or not (days or number) or _looks_ahead(text):
        return
    of = _of(text, passage, labels)
    told = number or (of == "supervision" and words().text("supervision").hits(text))
    told = told or (words().text("session").hits(text) and len(days) == len(long))
    if not told or (not days and not _log_above(passage)):
        return
    pairs = len(days) if len(days) == len(long) else 1
    for i in range(pairs):
        yield Meeting(
            passage=passage,
            start=sentence.start,
            end=sentence.end,
            of=of,
            hours=long[i][2],
            rule="sentence",
            client=_client(text, passage, labels) or ("" if of == "supervision" else client),
            day=days[i] if i < len(days) else None,
            name=number,
            why_not="cancelled" if words().cell("cancelled").hits(text) else "",
        )


def _looks_ahead(text: str) -> bool:
    return words().text("planned").hits(text)


def _log_above(passage: Passage) -> bool:
    return any(words().heading("log").hits(title) for title in passage.path)


def _is_own_learning(passage: Passage) -> bool:
    title = passage.path[-1] if passage.path else ""
    return words().heading("development_log").hits(title)


def _without_dates(text: str) -> str:
    """The text with its dates blanked, character for character."""
    for day in find_dates(text):
        text = text[: day.start] + " " * (day.end - day.start) + text[day.end :]
    return text


def _of(text: str, passage: Passage, labels: Labels) -> Of:
    table = words()
    title = passage.path[-1] if passage.path else ""
    if table.heading("plan").hits(title) and not table.heading("log").hits(title):
        return "planned"
    if table.text("supervision").hits(text):
        return "supervision"
    if table.heading("supervision").hits(title) and not named_in(title, labels):
        return "supervision"
    return "practice"


def _client(text: str, passage: Passage, labels: Labels) -> str:
    named = named_in(text, labels)
    if named:
        return named[0].key
    titles = reversed(passage.path)
    return next((key for title in titles if (key := in_heading(title, labels))), "")
