"""Reads one entry of a reference list: its text in, authors, year, title and kind out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from premark.detect.citation_words import fold, source_name, words
from premark.detect.reference_kind import SHAPES, Academic, kind_of
from premark.detect.reference_shape import (
    BODY_START,
    DATED,
    INITIALS_FIRST,
    LABEL,
    SURNAME_FIRST,
    VANCOUVER,
    WHOLE_NAMES,
    YEAR,
)

NAMED = (SURNAME_FIRST, INITIALS_FIRST, VANCOUVER)
_LINK = re.compile(r"(?:https?://|www\.|doi:\s?10\.)[^\s<>\"')\]]{3,300}", re.IGNORECASE)
_NOT_YEAR = re.compile(
    r"\b(?:accessed|retrieved|viewed|downloaded|arxiv)\b[^.;()]{0,30}\Z"
    r"|(?-i:\bpp?\.\s?\Z)|\d[-–:]\Z",
    re.I,
)
_AFTER_NAMES = re.compile(r"[.,]\s?(?:in\s)?\Z")
_PLACE = re.compile(r"\b[A-Z][\w.'’ -]{2,30}(?:,\s?[A-Z][\w.]{1,12})?:\s?[A-Z][\w&'’. -]{2,60}")
_SIGNS = (_LINK, _PLACE, *(SHAPES[name] for name in ("access", "issue", "pages", "edition")))


@dataclass(frozen=True)
class Entry:
    """Fields of a list entry, "" where it has none; `authors` are surnames or one body."""

    label: str
    authors: tuple[str, ...]
    year: str
    title: str
    container: str
    link: str
    source_kind: str
    academic: Academic


def read_entry(text: str) -> Entry:
    """The fields of one entry, written over one line or several."""
    flat = " ".join(text.split())
    label = LABEL.match(flat)
    body = flat[label.end() :] if label else flat
    year, start, end = find_year(body)
    names = entry_authors(body, start)
    title, container = _title(body, end if _leads(body, start) else names_end(body))
    link = _LINK.search(body)
    kind, academic = kind_of(_after_names(body), names, title)
    return Entry(
        label=re.sub(r"\W", "", label.group()) if label else "",
        authors=names,
        year=year,
        title=title,
        container=container,
        link=link.group().rstrip(".,;") if link else "",
        source_kind=kind,
        academic=academic,
    )


def _after_names(body: str) -> str:
    """What follows the names of people, which may be those of a publisher or a magazine."""
    start = names_end(body) if any(p.match(body) for p in NAMED) else 0
    editors = re.search(r"\(eds?\.?\)", body[:start], re.IGNORECASE)
    start = editors.start() if editors else start
    return body[start:].strip(" .,;:")


def find_year(body: str) -> tuple[str, int, int]:
    """Year or "n.d." with its span: in brackets first, then after the names, then the last."""
    dated = DATED.search(body)
    if dated:
        return dated.group(1), dated.start(), dated.end()
    found = [
        m
        for m in YEAR.finditer(body)
        if not _NOT_YEAR.search(body[max(0, m.start() - 40) : m.start()])
    ]
    if not found:
        undated = _undated().search(body)
        return (undated.group(), undated.start(), undated.end()) if undated else ("", -1, -1)
    early = [m for m in found if _AFTER_NAMES.search(body[max(0, m.start() - 5) : m.start()])]
    best = early[0] if early and early[0].start() < 120 else found[-1]
    return best.group(), best.start(), best.end()


@cache
def _undated() -> re.Pattern[str]:
    choices = "|".join(re.escape(w) for w in words().no_date if len(w) > 2)
    return re.compile(rf"(?<!\w)(?:{choices})\.?(?!\w)", re.IGNORECASE)


def _leads(body: str, start: int) -> bool:
    """Whether the year stands straight after the names, as Harvard has it."""
    return 0 < start < 300 and names_end(body) >= start - 60


def names_end(body: str) -> int:
    """Where the names that a body of text begins with leave off; 0 for none."""
    whole = [p.match(body) for p in (SURNAME_FIRST, VANCOUVER, INITIALS_FIRST)]
    ends = [m.end() for m in whole if m]
    if not ends:
        stop = re.match(r"[^.(]{1,160}[.(]", body)
        return stop.end() if stop else 0
    end = max(ends)
    while True:
        more = re.match(r"(?:[\s,;&]|and\b|et al\.?|\(?[Ee]ds?\.?\)?)*", body[end : end + 60])
        step = end + (more.end() if more else 0)
        nexts = [p.match(body, step) for p in (SURNAME_FIRST, VANCOUVER, INITIALS_FIRST)]
        ends = [m.end() for m in nexts if m]
        if not ends or max(ends) <= end:
            return step
        end = max(ends)


def entry_authors(body: str, year_at: int) -> tuple[str, ...]:
    """Surnames in order, or the one body that stands before the year; none before a link."""
    if _LINK.match(body):
        return ()
    head = body[: year_at if 0 < year_at < 400 else 400]
    before_year = head.strip(" .,;:(")
    if 0 < year_at < 400 and source_name(before_year) != fold(before_year):
        return (before_year,)
    for pattern in (SURNAME_FIRST, INITIALS_FIRST, VANCOUVER):
        if pattern.match(body):
            return _chain(body, pattern)
    spelt = WHOLE_NAMES.match(body)
    if spelt:
        return spelt_names(spelt.group(1))
    body_name = BODY_START.match(body)
    if body_name:
        return (_plain_name(body_name.group(1)),)
    first = re.match(r"(?:(?!\s[-–]\s)[^.,:(“\"‘]){2,90}", body)
    return (_plain_name(first.group()),) if first else ()


def _plain_name(name: str) -> str:
    """Without a year that belongs to it ("Equality Act 2010"); "Title by Ann Lee" gives Lee."""
    written = re.search(r"\sby\s((?:[A-Z][\w.'’-]*\s){1,3}[A-Z][\w'’-]+)\Z", name.strip(" .,;:"))
    if written:
        return _surname(written.group(1))
    return re.sub(r"[\s,–-]{1,4}(?:19|20)\d\d\b.*\Z", "", name).strip(" .,;:")


def _chain(body: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Names one after another in the order that the first one has; the last may be turned."""
    names: list[str] = []
    at = 0
    joint = re.compile(r"(?:[\s,;&/]|\band\b|\bet\b(?!\sal)|\(?[Ee]ds?\.?\)?)*")
    while len(names) < 40:
        match = pattern.match(body, at) or (INITIALS_FIRST.match(body, at) if names else None)
        if match is None:
            break
        names.append(match.group("name"))
        gap = joint.match(body, match.end())
        at = gap.end() if gap else match.end()
        if at == match.end() and not body[at : at + 1].isupper():
            break
    return tuple(names)


def spelt_names(names: str) -> tuple[str, ...]:
    """ "Yoon Kim and Ann Lee": surnames of names in speaking order."""
    parts = re.split(r",\s?and\s|,\s?&\s|\sand\s|\s&\s|,\s|;\s|/\s?", names)
    return tuple(_surname(p) for p in parts if p.strip())


def _surname(name: str) -> str:
    parts = [p for p in name.split() if p.strip(".")]
    capitals = [p for p in parts if p.isupper() and len(p) > 2]
    if capitals and len(capitals) < len(parts):
        return capitals[0]
    particles = words().particles
    start = len(parts) - 1
    while start > 0 and fold(parts[start - 1]) in particles:
        start -= 1
    return " ".join(parts[start:])


def _title(body: str, start: int) -> tuple[str, str]:
    """Title, and what follows it up to the next stop: a journal, or place and publisher."""
    rest = body[start:].lstrip(" .,:;)")
    quoted = re.match(r"[‘“'\"](.{3,300}?)[,.?!]?[’”'\"][\s,.]", rest + " ")
    if quoted:
        title, rest = quoted.group(1), rest[quoted.end() - 1 :]
    else:
        stop = re.match(r".{3,300}?(?:[.?!](?=\s|\Z)|,\s(?=\d{1,2}(?:st|nd|rd|th)\b)|\[|\Z)", rest)
        title = stop.group() if stop else rest
        rest = rest[len(title) :]
    container = re.match(r"[\s.,;:]*(?:In:?\s)?([^.,;(\[]{2,120})", rest)
    return title.strip(" .,[‘“'\""), container.group(1).strip() if container else ""


@lru_cache(maxsize=1024)  # headings, sections and lists ask for it of the same blocks
def looks_like_reference(text: str) -> bool:
    """Whether a block reads as an entry of a reference list rather than a sentence."""
    flat = " ".join(text.split())
    label = LABEL.match(flat)
    body = flat[label.end() :] if label else flat
    named = SURNAME_FIRST.match(body) or VANCOUVER.match(body)
    if not 15 <= len(body) <= 900 or (body[0].islower() and not named):
        return False
    year, start, end = find_year(body)
    after = body[end:].lstrip(" .,:;)]")
    if named and year and start < 320 and (not after or not after[0].islower()):
        return True
    signs = sum(bool(sign.search(body)) for sign in _SIGNS)
    if not year:
        return bool(_LINK.match(body)) or (bool(named) and signs >= 2)
    body_named = BODY_START.match(body)
    titled = bool(after) and (after[0].isupper() or after[0] in "‘“'\"[")
    if body_named and set(fold(body_named.group()).split()) & words().never_author:
        return False
    if body_named and titled and DATED.match(body, body_named.end()):
        return signs >= 1 or _pressed(body)
    initials = INITIALS_FIRST.match(body) or (label and WHOLE_NAMES.match(body))
    return bool(initials) and (signs >= 1 or _pressed(body)) and not _sentence(body)


def _pressed(body: str) -> bool:
    low = body.casefold()
    return any(w in low for w in (*words().academic_publishers, *words().publishers))


def _sentence(body: str) -> bool:
    """Prose gives itself away by a verb after the year, or by the first person."""
    return bool(re.search(r"\b(?:I|my|we|our|me)\b|\)\s[a-z]{3,}s\b", body))
