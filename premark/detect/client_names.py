"""Text in; the people worked with, as it labels them ("client a"), with their places, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from premark.detect.artefact_words import words

PREFIX = "client "  # of every key, whatever the learner's own label is
_NUMBERS = "One Two Three Four Five Six Seven Eight Nine Ten".split()
ID = rf"(?:[A-HJ-Z]\d?(?!\w)|\d{{1,2}}(?!\w|[:.]\d|%)|(?:{'|'.join(_NUMBERS)})(?!\w))"
_ONE = re.compile(rf"\s+(?:no\.?\s*|number\s+)?[\"'“‘(]?(?P<id>{ID})")
_RANGE = re.compile(r"\s+(?P<a>[A-Z]|\d)\s*(?:-|–|to)\s*(?P<b>[A-Z]|\d)(?!\w)")
_LIST = re.compile(rf"\s+{ID}(?:\s*(?:,|and|&|,\s*and)\s*{ID})+")
_NAME = r"[A-Z]\w*(?:\.[A-Z]\.?)*"
_NAMES = re.compile(rf"[\s:]+(?P<all>{_NAME}(?:\s*,\s*{_NAME})*,?\s*(?:and|&)\s+{_NAME})")
_HEADING_NAME = re.compile(
    r"\W*(?:(?:of|with|for|on)\s+)?(?P<name>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)\W*$"
)
_HEADING_LABEL = re.compile(rf"(?:[\d.]+\s+)?(?P<label>[A-Z][^\W\d_]{{2,}})\s+(?P<id>{ID})")
_REMARK = re.compile(r"[,;(]|\s[-–—]\s")
MOST_WORDS = 3


@dataclass(frozen=True)
class Named:
    """Characters `start` to `end` name the person whose key is `key`."""

    start: int
    end: int
    key: str


def as_key(name: str) -> str:
    """ "A" is "client a"; "One" is "client 1"."""
    plain = " ".join(name.split())
    if plain in _NUMBERS:
        plain = str(_NUMBERS.index(plain) + 1)
    return PREFIX + plain.strip(" .").lower()


def named_in(text: str, labels: tuple[str, ...] = ()) -> list[Named]:
    """Everybody whom running text labels, in order of place.

    `labels` are the learner's own nouns for them, as `learnt_labels` gives them.
    """
    return list(_named_in(text, labels))


@lru_cache(maxsize=1024)  # logs, sessions, claims and documents ask for the same
def _named_in(text: str, labels: tuple[str, ...]) -> tuple[Named, ...]:
    found = [*_singles(text), *_lists(text), *_introduced(text), *_learnt(text, labels)]
    return tuple(sorted(dict.fromkeys(found), key=lambda named: (named.start, named.key)))


def only_one(text: str, labels: tuple[str, ...] = ()) -> str:
    """The key of the one person that a text names, "" when it names none or several."""
    keys = {named.key for named in named_in(text, labels)}
    return keys.pop() if len(keys) == 1 else ""


def in_heading(title: str, labels: tuple[str, ...] = ()) -> str:
    """Whose log a heading opens: "5.1 Log for Client A", "Sessions with Priya"; else ""."""
    if named_in(title, labels):
        return only_one(title, labels)
    table = words()
    for _, end in table.heading("log_of").places(title):
        found = _HEADING_NAME.match(title[end:])
        if found and not _is_nobody(found["name"]) and not _is_field_word(found["name"]):
            return as_key(found["name"])
    labelled = _HEADING_LABEL.fullmatch(title.strip())
    if labelled and not words().text("not_a_person").hits(labelled["label"]):
        return as_key(labelled["id"])
    return ""


def is_id(cell: str) -> bool:
    """Whether a cell holds only a letter, a number or a number word, as a person's label may."""
    return re.fullmatch(ID, re.sub(r"\(.*?\)", "", cell).strip()) is not None


def is_initials(cell: str) -> bool:
    """Whether a cell holds only the initials of a name: "JT", "P.K."."""
    return re.fullmatch(r"(?:[A-Z]\.?){2,3}", cell.strip()) is not None


def is_other(cell: str, labels: tuple[str, ...] = ()) -> bool:
    """Whether a cell names somebody by a part played beside a client: "A's chair", "Peer of D".

    A cell that opens with a client's label tells of that client: "Client A, Head of Sales".
    """
    if _opened(cell, labels):
        return False
    table = words()
    return table.cell("other_of").hits(cell) or table.cell("other").opens(cell)


def _opened(cell: str, labels: tuple[str, ...]) -> str:
    """The key of the one person whose label is all that stands before a cell's first remark."""
    label = _REMARK.split(cell, maxsplit=1)[0].strip()
    if is_id(label):
        return as_key(label)
    named = named_in(label, labels)
    whole = len(named) == 1 and (named[0].start, named[0].end) == (0, len(label))
    return named[0].key if whole else ""


def in_cell(cell: str, labels: tuple[str, ...] = ()) -> str:
    """Whom a cell of a column of people names; "" for a total, "n/a", a sponsor or a sentence."""
    if is_other(cell, labels):
        return ""
    named = named_in(cell, labels)
    if named:
        return named[0].key if len({n.key for n in named}) == 1 else ""
    if words().cell("other_of").hits(cell):
        return _opened(cell, labels)
    plain = re.sub(r"\(.*?\)", "", cell)
    for wording in ("client_label", "client_labels"):
        for start, end in reversed(list(words().text(wording).places(plain))):
            plain = plain[:start] + plain[end:]
    plain = " ".join(re.sub(r"[^\w.\s'’-]", " ", plain).split())
    few = 0 < len(plain.split()) <= MOST_WORDS and re.search(r"\w", plain)
    return as_key(plain) if few and not _is_nobody(plain) else ""


def _singles(text: str) -> Iterator[Named]:
    for start, end in words().text("client_label").places(text):
        found = _ONE.match(text, end)
        if found:
            yield Named(start, found.end("id"), as_key(found["id"]))


def _lists(text: str) -> Iterator[Named]:
    for _, end in words().text("client_labels").places(text):
        span = _RANGE.match(text, end)
        if span and span["a"].isdigit() == span["b"].isdigit() and span["a"] < span["b"]:
            for code in range(ord(span["a"]), ord(span["b"]) + 1):
                yield Named(span.start("a"), span.end("b"), as_key(chr(code)))
            continue
        run = _LIST.match(text, end)
        for hit in re.finditer(ID, run.group()) if run else ():
            yield Named(end + hit.start(), end + hit.end(), as_key(hit.group()))


def _learnt(text: str, labels: tuple[str, ...]) -> Iterator[Named]:
    """The learner's own labels: "Driver A", "Drivers A and B"."""
    for hit in _labelled(labels).finditer(text) if labels else ():
        ids = hit["many"] or hit["one"]
        at = hit.end() - len(ids)
        for one in re.finditer(ID, ids):
            start = hit.start() if one.start() == 0 else at + one.start()
            yield Named(start, at + one.end(), as_key(one.group()))


@cache
def _labelled(labels: tuple[str, ...]) -> re.Pattern[str]:
    nouns = "|".join(re.escape(noun) for noun in labels)
    several = rf"{ID}(?:\s*(?:,|and|&|,\s*and)\s*{ID})+"
    return re.compile(rf"(?<!\w)(?:{nouns})(?:s\s+(?P<many>{several})|\s+(?P<one>{ID}))")


def _introduced(text: str) -> Iterator[Named]:
    """Names given to them once: "my three clients appear as One, Two and Three"."""
    for _, end in words().text("client_named").places(text):
        run = _NAMES.match(text, end)
        for hit in re.finditer(_NAME, run["all"]) if run else ():
            if _is_field_word(hit.group()):
                return
            at = (run.start("all") + hit.start()) if run else 0
            yield Named(at, at + len(hit.group()), as_key(hit.group()))


def _is_nobody(text: str) -> bool:
    table = words()
    return any(table.cell(name).opens(text) for name in ("total", "none"))


def _is_field_word(text: str) -> bool:
    table = words()
    labels = ("client_label", "client_labels", "session", "supervision", "practice")
    return any(table.text(label).hits(text) for label in labels)
