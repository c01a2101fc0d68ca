"""A submission in; the learner's own nouns for the people worked with ("Driver A": Driver), out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from premark.detect.artefact_words import words
from premark.detect.base import Seen
from premark.detect.client_names import ID, as_key, is_id, named_in
from premark.detect.dates import find_dates, find_periods
from premark.detect.durations import find_durations
from premark.types.document import Passage

FEWEST = 2  # people under one noun; a letter on its own marks no series
OPENING = 90  # characters of a line in which an entry of a log gives its date and length
_LABELLED = re.compile(
    rf"(?<![\w.-])(?P<noun>[A-Z][^\W\d_]{{2,}}(?:-[^\W\d_]+)*)\s+(?P<id>{ID})(?=(?P<after>.{{0,40}}))",
    re.DOTALL,
)


@dataclass(frozen=True)
class _Place:
    """A capitalised noun with a letter or a number; `sure` where only a person can stand."""

    noun: str
    key: str
    sure: bool


@lru_cache(maxsize=1)  # logs, sessions and documents each ask for them
def learnt_labels(seen: Seen) -> tuple[str, ...]:
    """Nouns that label at least two people; none where the learner says client or the like.

    A noun counts where it stands as people do: over or in the rows of a log, a plan or a
    goals table, at the head of a dated entry, or with what only people do ("told me").
    """
    if len(_known(seen)) >= FEWEST:
        return ()
    sure: dict[str, set[str]] = {}
    for place in _places(seen):
        if place.sure:
            sure.setdefault(place.noun, set()).add(place.key)
    return tuple(sorted(noun for noun, keys in sure.items() if len(keys) >= FEWEST))


def _known(seen: Seen) -> set[str]:
    """People who are labelled by a word that premark knows, or in a column named for them."""
    keys: set[str] = set()
    for parsed in seen.parsed:
        passage = parsed.passage
        texts = [passage.text, passage.path[-1] if passage.path else ""]
        texts += [cell.name for cell in passage.cells]
        keys.update(named.key for text in texts for named in named_in(text))
        keys.update(
            as_key(cell.text)
            for cell in passage.cells
            if is_id(cell.text) and words().column("client").hits(cell.name)
        )
    return keys


def _places(seen: Seen) -> Iterator[_Place]:
    for parsed in seen.parsed:
        passage = parsed.passage
        if passage.kind == "row":
            yield from _in_row(passage)
        else:
            yield from _in_prose(passage)
        yield from _in_title(passage)


def _in_row(row: Passage) -> Iterator[_Place]:
    """A cell that is only a label, in the name of a column or in one of the first two columns."""
    names = " | ".join(cell.name for cell in row.cells)
    told = words().found("columns", names)
    about = {"date", "duration", "goal", "now", "wanted", "feedback", "topic", "sessions"}
    across = sum(_labels_only(cell.name) for cell in row.cells) >= FEWEST
    if not about & set(told) and not across:
        return
    for cell in row.cells:
        yield from _labels(cell.name)
    for cell in row.cells[:2]:
        if not words().text("not_a_person").hits(cell.name):
            yield from _labels(cell.text)


def _labels_only(text: str) -> bool:
    return next(_labels(text), None) is not None


def _in_title(passage: Passage) -> Iterator[_Place]:
    title = passage.path[-1] if passage.path else ""
    for _, end in words().heading("log_of").places(title):
        yield from _labels(title[end:].strip(" :,–-"))


def _in_prose(passage: Passage) -> Iterator[_Place]:
    for line in passage.text.split("\n"):
        labelled = list(_LABELLED.finditer(line))
        head = line[:OPENING] if labelled else ""
        logged = bool(find_dates(head)) and bool(find_durations(head))
        for found in labelled:
            heads = logged and found.end("id") <= OPENING
            yield from _place(found, sure=heads or _is_person(line, found))


def _is_person(line: str, found: re.Match[str]) -> bool:
    before = line[max(0, found.start() - 30) : found.start()].rstrip()
    table = words()
    led = any(end == len(before) for _, end in table.text("before_a_person").places(before))
    return led or table.text("after_a_person").opens(found["after"].lstrip(" ,"))


def _labels(text: str) -> Iterator[_Place]:
    """The label that a cell or a title is: "Driver A", "Ward Sister 2", "Driver A, mornings"."""
    plain = text.strip()
    found = _LABELLED.search(plain)
    if found and len(plain[: found.start()].split()) <= 1:
        rest = plain[found.end("id") :]
        if not rest or re.match(r"\s*[,;:(–—.-]", rest):
            yield from _place(found, sure=True)


def _place(found: re.Match[str], *, sure: bool) -> Iterable[_Place]:
    noun, table = found["noun"], words()
    others = ("not_a_person", "not_a_client", "session")
    if any(table.text(name).hits(noun) for name in others):
        return ()
    if find_periods(f"{noun} {found['id']}"):  # "Oct 5" is a day
        return ()
    return (_Place(noun, as_key(found["id"]), sure),)
