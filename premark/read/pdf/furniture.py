"""Lines of all pages in; the body's lines, and running headers, footers and footnotes, out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from premark.read.pdf.lines import Line, rows_of

ZONE = 0.14
DEEPEST = 4
BARE_NUMBER = re.compile(
    r"(?:[-–—|\s]*(?:page|p\.?|pg\.?)?\s*(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*)",
    re.IGNORECASE,
)
WHOLE_NUMBER = re.compile(r"(?<![\d.,/])\d{1,4}(?![.,/]?\d)")
NOTE_MARK = re.compile(r"(?:\[?\d{1,3}\]?[.)]?|[*†‡§]+)\s*\S")


@dataclass(frozen=True)
class PageLines:
    """The runs of one page that stand in no table, with the page's height."""

    number: int
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SetApart:
    """What is left in the body of each page, and what was set apart."""

    body: tuple[PageLines, ...]
    headers: tuple[Line, ...]
    footers: tuple[Line, ...]
    footnotes: tuple[Line, ...]


def set_apart(pages: list[PageLines], body_size: float) -> SetApart:
    """Running lines are those that come again, figures apart, at the same end of other pages."""
    rows = {page.number: rows_of(list(page.lines)) for page in pages}
    edges = {end: _running(pages, rows, end) for end in (0, -1)}
    headers = [line for page in pages for line in edges[0][page.number]]
    footers = [line for page in pages for line in edges[-1][page.number]]
    gone = {id(line) for line in headers + footers}
    body: list[PageLines] = []
    notes: list[Line] = []
    for page in pages:
        kept = [line for line in page.lines if id(line) not in gone]
        below = _footnotes(kept, page.height, body_size)
        notes.extend(sorted(below, key=lambda line: (line.base, line.x0)))
        under = {id(line) for line in below}
        body.append(
            PageLines(page.number, page.height, tuple(k for k in kept if id(k) not in under))
        )
    return SetApart(tuple(body), tuple(headers), tuple(footers), tuple(notes))


def _running(
    pages: list[PageLines], rows: dict[int, list[list[Line]]], end: int
) -> dict[int, list[Line]]:
    """Per page, the running lines at its top (`end` 0) or bottom (-1), outermost first."""
    zones = {page.number: _zone(page, rows[page.number], end) for page in pages}
    seen: Counter[str] = Counter()
    for zone in zones.values():
        seen.update({key for row in zone for key in _keys(row)})
    filled = sum(1 for page in pages if page.lines)
    found: dict[int, list[Line]] = {}
    for page in pages:
        found[page.number] = []
        for row in zones[page.number]:
            if not (_comes_again(row, seen, filled) or _is_page_number(row, rows[page.number])):
                break
            found[page.number].extend(row)
    return found


def _zone(page: PageLines, rows: list[list[Line]], end: int) -> list[list[Line]]:
    near = rows[:DEEPEST] if end == 0 else rows[::-1][:DEEPEST]
    depth = ZONE * page.height
    if end == 0:
        return [row for row in near if row[0].bottom < depth]
    return [row for row in near if row[0].top > page.height - depth]


def _keys(row: list[Line]) -> list[str]:
    """The row's words, with each whole number as it stands or as its distance from the page's.

    "AC 1.1" and "AC 1.2" at the top of two pages are headings: codes do not count pages.
    """
    words = re.sub(r"\s+", " ", " ".join(run.text for run in row).casefold()).strip()
    numbers = list(WHOLE_NUMBER.finditer(words))[:3]
    page = row[0].page
    return [words] + [
        f"{words[: n.start()]}#{int(n.group()) - page}{words[n.end() :]}" for n in numbers
    ]


def _key(row: list[Line]) -> str:
    words = " ".join(run.text for run in row).casefold()
    return re.sub(r"\d+", "#", re.sub(r"\s+", " ", words)).strip()


def _comes_again(row: list[Line], seen: Counter[str], pages: int) -> bool:
    least = max(2, round(0.35 * pages))
    return pages >= 2 and any(seen[key] >= least for key in _keys(row))


def _is_page_number(row: list[Line], rows: list[list[Line]]) -> bool:
    """A number on its own, set clear of the text beside it."""
    text = " ".join(run.text for run in row)
    if not BARE_NUMBER.fullmatch(text) or len(rows) < 2:
        return False
    gaps = [abs(other[0].base - row[0].base) for other in rows if other is not row]
    return min(gaps) > 1.6 * row[0].height


def _footnotes(lines: list[Line], height: float, body_size: float) -> list[Line]:
    """The smaller lines that end a page, from the first one that a mark opens."""
    rows = rows_of(lines)
    small: list[list[Line]] = []
    for row in reversed(rows):
        if row[0].ink.size > 0.92 * body_size or row[0].top < 0.45 * height:
            break
        small.append(row)
    small.reverse()
    if not small or len(small) == len(rows):
        return []
    for index, row in enumerate(small):
        if NOTE_MARK.match(row[0].text):
            return [run for found in small[index:] for run in found]
    return []


def distinct(lines: list[Line]) -> list[Line]:
    """Each running line once, whatever its page number."""
    seen: set[str] = set()
    kept: list[Line] = []
    for line in lines:
        key = _key([line])
        if key not in seen:
            seen.add(key)
            kept.append(line)
    return kept
