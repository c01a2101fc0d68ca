"""The grammar of in-text citations: a text in, every instance with its span and its key out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from premark.detect.citation_dates import anchor_pattern, spans_years, year_of
from premark.detect.citation_known import listed_before
from premark.detect.citation_links import find_links
from premark.detect.citation_names import Authors, authors_before, owner_before
from premark.detect.citation_numbers import find_numbers
from premark.detect.citation_words import citation_key, fold, source_name, words

Style = Literal["author-date", "numeric", "url"]
Form = Literal["in brackets", "in the sentence", "number", "link"]
REACH = 500
_PAGES = re.compile(
    r"[\s,;:]*(?:(?:pp?|pg|pgs|page|pages|ch|chapter|chap|para|paras|vol|slide|s)\b\.?\s*"
    r"[\divxl]{1,6}(?:\s*[-–,&]\s*\d{1,5}){0,4})?[\s,;:&]*(?:and)?[\s,;:]*\Z"
)
_PAGE_NEXT = re.compile(r"\s*[,:]?\s*(?:pp?|page|pages|pg|ch|chapter)\b\.?\s*\d")
_EDITION = re.compile(
    r"\s*(?:\d{1,2}(?:st|nd|rd|th)|[Rr]ev(?:ised)?\.?)\s[Ee]d(?:n|ition)?\b\.?[\s,;:]*"
)
_POSSESSED = re.compile(r"\w['’]s?\s\Z")


@dataclass(frozen=True)
class Citation:
    """One in-text citation: characters `start` to `end` of the text, which `quote` repeats.

    `authors` and `year` are as written ("n.d.", "2016a", "" for none). `secondary` marks a
    source read in another ("X, cited in Y": X). `implied` marks numbers within a range
    ("[4]-[6]": 5), which are cited without being printed.
    """

    start: int
    end: int
    quote: str
    authors: tuple[str, ...]
    year: str
    key: str
    style: Style = "author-date"
    form: Form = "in brackets"
    secondary: bool = False
    et_al: bool = False
    implied: bool = False


@dataclass(frozen=True)
class _Found:
    """Authors with one year; `tail` is where the next one may begin."""

    authors: Authors
    start: int
    end: int
    year: str
    form: Form
    opening: int


def find_citations(
    text: str, *, known: frozenset[str] = frozenset(), bare_numbers: bool = False
) -> list[Citation]:
    """Every citation in `text`, in order.

    `known` are source names (as `source_name` folds them) that the reference list holds: with
    them "Marsh 2014" counts outside brackets. `bare_numbers` also takes unbracketed
    numbers that have lost their superscript; only a numbered list in the file justifies it.
    """
    dated = _dated(text, known)
    nexts = [found.start for found in dated[1:]] + [len(text)]
    cited = [_citation(text, found, after) for found, after in zip(dated, nexts, strict=False)]
    cited += [_numbered(text, *number) for number in find_numbers(text, bare=bare_numbers)]
    cited += [
        Citation(start, end, text[start:end], (), "", key, "url", "link")
        for start, end, key in find_links(text, [(c.start, c.end) for c in cited])
    ]
    return sorted(cited, key=lambda c: (c.start, c.end, c.key))


@cache
def _secondary_next() -> re.Pattern[str]:
    phrases = "|".join(re.escape(w).replace(r"\ ", r"\s") for w in words().secondary)
    return re.compile(rf"[^.;()]{{0,24}}?[\s,;)]*(?:as\s)?(?:{phrases})\b", re.IGNORECASE)


def _openings(text: str, places: list[int]) -> list[int]:
    """For each place, where the bracket around it opens; -1 when it stands in none."""
    found: list[int] = []
    stack: list[int] = []
    queue = iter(places)
    place = next(queue, None)
    for match in re.finditer(r"[()\[\]\n]", text):
        while place is not None and place < match.start():
            found.append(_inner(stack, place))
            place = next(queue, None)
        if match.group() in "([":
            stack.append(match.start())
        elif match.group() in ")]" and stack:
            stack.pop()
        elif match.group() == "\n":
            stack.clear()
    while place is not None:
        found.append(_inner(stack, place))
        place = next(queue, None)
    return found


def _inner(stack: list[int], place: int) -> int:
    return stack[-1] if stack and place - stack[-1] <= REACH else -1


def _dated(text: str, known: frozenset[str]) -> list[_Found]:
    """Bracketed and narrative citations first; they vouch for names outside brackets."""
    anchors = [a for a in anchor_pattern().finditer(text) if not spans_years(text, a)]
    openings = _openings(text, [a.start() for a in anchors])
    taken: list[_Found] = []
    loose: list[tuple[re.Match[str], int]] = []
    last: _Found | None = None
    floor = 0
    for anchor, opening in zip(anchors, openings, strict=True):
        if opening < 0:
            loose.append((anchor, floor))
            found = None
        else:
            start = max(opening + 1, floor)
            found = _bracketed(text, anchor, opening, start, last)
            found = found or _listed(text, anchor, opening, start, known=known)
            if found and anchor["read"] and _dated_before(found, last):
                found = None
        if found:
            taken.append(found)
        last, floor = found, anchor.end()
    vouched = known | {source_name(f.authors.names[0]) for f in taken if f.authors.names}
    taken += _loose(text, loose, frozenset(vouched))
    return sorted(taken, key=lambda f: f.start)


def _dated_before(found: _Found, last: _Found | None) -> bool:
    """Whether a day of access belongs to a link, or to what has its year in the same bracket."""
    return "." in "".join(found.authors.names) or bool(last and last.opening == found.opening)


def _listed(
    text: str, anchor: re.Match[str], opening: int, floor: int, *, known: frozenset[str]
) -> _Found | None:
    """A name that only the reference list shows to be an author."""
    blank = not text[floor : anchor.start()].strip(" ,;:")
    outside = max(0, text.rfind("\n", 0, opening))
    end, begin = (opening, outside) if blank else (anchor.start(), floor)
    authors = listed_before(text, end, begin, known) if known else None
    if authors is None:
        return None
    form: Form = "in the sentence" if blank else "in brackets"
    return _Found(authors, authors.start, anchor.end(), year_of(anchor), form, opening)


def _bracketed(
    text: str, anchor: re.Match[str], opening: int, floor: int, last: _Found | None
) -> _Found | None:
    zone = text[floor : anchor.start()]
    repeats = last is not None and last.opening == opening and bool(_PAGES.match(zone))
    if repeats and last is not None:
        return _Found(
            last.authors, anchor.start(), anchor.end(), year_of(anchor), last.form, opening
        )
    if not zone.strip(" ,;:") or _EDITION.fullmatch(zone):
        return _narrative(text, anchor, opening, empty="," in zone)
    authors = authors_before(text, anchor.start(), floor)
    if authors is None or not _opens_well(text, authors, floor):
        return None
    form: Form = "in brackets"
    return _Found(authors, authors.start, anchor.end(), year_of(anchor), form, opening)


def _opens_well(text: str, authors: Authors, floor: int) -> bool:
    """Nothing but a separator or a word such as "see" may stand before the first name."""
    before = text[floor : authors.start].rstrip()
    if not before or before[-1] in ",;:.&-–—(“\"'‘":
        return True
    return fold(before.split()[-1]) in words().openers or authors.et_al or len(authors.names) > 1


def _narrative(text: str, anchor: re.Match[str], opening: int, *, empty: bool) -> _Found | None:
    """ "Marsh (2017)", "Marsh's bread cycle (1984)" and the nameless "( , 2017)"."""
    floor = max(0, text.rfind("\n\n", 0, opening))
    authors = authors_before(text, opening, floor) or owner_before(text, opening, floor)
    end = anchor.end()
    closing = text[end : end + 1]
    if closing in (")", "]"):
        end += 1
    if authors is None and empty and _shut(text, anchor.end()):
        return _Found(Authors(opening, ()), opening, end, year_of(anchor), "in brackets", opening)
    if authors is None or re.fullmatch(r"\s*-\s*\d.*", text[anchor.end() : anchor.end() + 6]):
        return None
    return _Found(authors, authors.start, end, year_of(anchor), "in the sentence", opening)


def _shut(text: str, end: int) -> bool:
    return text[end : end + 1] in (")", "]", ",", ";")


def _loose(
    text: str, loose: list[tuple[re.Match[str], int]], vouched: frozenset[str]
) -> Iterator[_Found]:
    for anchor, floor in loose:
        authors = authors_before(text, anchor.start(), floor)
        if authors and authors.names and _strong(text, authors, anchor, vouched):
            form: Form = "in the sentence"
            yield _Found(authors, authors.start, anchor.end(), year_of(anchor), form, -1)


def _strong(
    text: str, authors: Authors, anchor: re.Match[str], vouched: frozenset[str]
) -> bool:
    """Whether a name and a year outside brackets are a source and not a place or an event."""
    end = anchor.end()
    if source_name(authors.names[0]) in vouched or _PAGE_NEXT.match(text, end):
        return True
    if authors.et_al or len(authors.names) > 1:
        return True
    if _secondary_next().match(text, end) or _follows(text, authors.start, words().secondary):
        return True
    table = words()
    following = re.match(r"[,\s]*([a-z]+)", text[end : end + 20])
    if following and _POSSESSED.search(text[: anchor.start()]):
        return bool(set(fold(text[end : end + 50]).split()[:3]) & table.works)
    says = following is not None and fold(following.group(1)) in table.reporting
    return says or _follows(text, authors.start, tuple(table.cues))


def _follows(text: str, start: int, phrases: tuple[str, ...]) -> bool:
    before = " " + fold(text[max(0, start - 24) : start])
    return before.endswith(tuple(f" {phrase}" for phrase in phrases))


def _citation(text: str, found: _Found, after: int) -> Citation:
    between = text[found.end : min(after, found.end + 20)]
    names = found.authors.names
    return Citation(
        start=found.start,
        end=found.end,
        quote=text[found.start : found.end],
        authors=names,
        year=found.year,
        key=citation_key(names, found.year),
        form=found.form,
        secondary=bool(
            _secondary_next().match(text, found.end)
            or (after < len(text) and re.fullmatch(r"[\s,)]*(?:as\s)?in\s*", between))
        ),
        et_al=found.authors.et_al,
    )


def _numbered(text: str, start: int, end: int, number: int, printed: bool) -> Citation:
    key = f"[{number}]"
    return Citation(
        start, end, text[start:end], (), "", key, "numeric", "number", implied=not printed
    )
