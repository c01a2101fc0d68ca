"""A source's lines in; those that its pages repeat, its contents and page numbers, out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from premark.importing.drafts import SourceLine
from premark.importing.heads import column_roles, fields_of, head_of, is_contents, unit_head
from premark.importing.numbering import coded, is_page_number, outcome_number
from premark.importing.segments import Walk
from premark.importing.words import ImportWords, any_of

CONTENTS = "a line of the table of contents"
_LEAST_PAGES = 3
_SHARE = 0.7
_PAGED = re.compile(r".*\D\s+\d{1,3}")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2}\b")
_CALL = re.compile(r"[+(]?[\d\s()+-]{9,}")


def running_lines(lines: Sequence[SourceLine], words: ImportWords) -> frozenset[int]:
    """The indexes of lines that stand beside a page number again and again, word for word."""
    kept = [line for line in lines if not line.set_apart]
    places: dict[str, list[int]] = {}
    for place, line in enumerate(kept):
        if not (line.cells and line.row) and not is_page_number(line.text):
            places.setdefault(re.sub(r"\d+", "#", line.raw), []).append(place)
    found: set[int] = set()
    for same in places.values():
        if len(same) < _LEAST_PAGES or _says_more(kept[same[0]], words):
            continue
        if sum(_by_number(kept, place) for place in same) >= _SHARE * len(same):
            found |= {kept[place].index for place in same}
    return frozenset(found)


def _by_number(lines: Sequence[SourceLine], place: int) -> bool:
    beside = lines[max(0, place - 1) : place] + lines[place + 1 : place + 2]  # type: ignore[operator]
    return any(is_page_number(line.text) for line in beside)


def _says_more(line: SourceLine, words: ImportWords) -> bool:
    """Whether a line that recurs opens something each time."""
    if line.cells and column_roles(line.cells, words):
        return True
    opens = coded(line.text) or outcome_number(line.text) or unit_head(line.text, words)
    return bool(opens or head_of(line.text, words) or fields_of(line, words))


def back_matter(lines: Sequence[SourceLine], words: ImportWords) -> int:
    """The index of the first of the lines at the end that only name the publisher."""
    first = len(lines)
    imprint = any_of(words.imprint)
    for line in reversed(lines):
        named = imprint.search(line.text) or _POSTCODE.search(line.text)
        if not line.set_apart and not named and not _CALL.fullmatch(line.text):
            break
        first = first if line.set_apart else line.index
    return first


def is_furniture(walk: Walk, line: SourceLine) -> bool:
    """Drop a line of the contents or a page number; a number may be the next outcome's."""
    if is_contents(line, walk.words) or _is_listed(walk, line):
        walk.drop(line, CONTENTS)
        return True
    if is_page_number(line.text) and not line.row:
        if _numbers_outcome(walk, line):
            walk.outcome = str(int(line.text))
            walk.area = "outcome"
            walk.current = None
            walk.drop(line, "a number: it is the outcome's below it")
        else:
            walk.drop(line, "a page number")
        return True
    return False


def _is_listed(walk: Walk, line: SourceLine) -> bool:
    """Under the contents' heading, a line that a page number ends, and no unit's first line."""
    if walk.area != "contents" or not _PAGED.fullmatch(line.text):
        return False
    later = walk.lines[line.index + 1] if line.index + 1 < len(walk.lines) else None
    return later is None or not fields_of(later, walk.words)


def _numbers_outcome(walk: Walk, line: SourceLine) -> bool:
    """A whole number alone is an outcome's when it is the next and its text follows."""
    later = walk.lines[line.index + 1] if line.index + 1 < len(walk.lines) else None
    if later is None or not line.text.isdigit() or walk.unit < 0:
        return False
    known = [int(s.outcome) for s in walk.here("outcome") if s.outcome.isdigit()]
    following = any_of(walk.words.outcome_stems).match(later.text)
    return bool(following) and int(line.text) == max(known, default=0) + 1
