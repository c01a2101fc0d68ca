"""A source's lines in; segments of text by role, and what was left out on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from premark.importing.beside import is_command, is_woven
from premark.importing.drafts import Said, SourceLine
from premark.importing.flow import read_flow
from premark.importing.heads import (
    UnitHead,
    column_roles,
    field_of,
    head_of,
    is_contents,
    run_together,
    unit_head,
)
from premark.importing.numbering import coded, is_page_number, outcome_number
from premark.importing.outcomes import add_outcome
from premark.importing.rows import guessed_roles, read_row
from premark.importing.segments import (
    Segment,
    Walk,
    add_part,
    ensure_unit,
    open_part,
    open_unit,
    said,
)
from premark.importing.verbs import Verbs
from premark.importing.words import ImportWords, any_of

_LONGEST_TITLE = 30
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2}\b")
_CALL = re.compile(r"[+(]?[\d\s()+-]{9,}")


def walk_lines(lines: Sequence[SourceLine], verbs: Verbs, words: ImportWords) -> Walk:
    """Go through the lines once, in order."""
    walk = Walk(lines=lines, verbs=verbs, words=words)
    walk.woven = is_woven(walk)
    back = _back_matter(lines, words)
    for line in lines:
        if line.set_apart:
            walk.drop(line, line.set_apart)
        elif line.index >= back:
            walk.drop(line, "the publisher's own lines at the end")
        elif not _is_furniture(walk, line) and not _is_opening(walk, line):
            _content(walk, line)
    return walk


def _back_matter(lines: Sequence[SourceLine], words: ImportWords) -> int:
    """The index of the first of the lines at the end that only name the publisher."""
    first = len(lines)
    imprint = any_of(words.imprint)
    for line in reversed(lines):
        named = imprint.search(line.text) or _POSTCODE.search(line.text)
        if not line.set_apart and not named and not _CALL.fullmatch(line.text):
            break
        first = first if line.set_apart else line.index
    return first


def _is_furniture(walk: Walk, line: SourceLine) -> bool:
    if is_contents(line, walk.words):
        walk.drop(line, "a line of the table of contents")
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


def _numbers_outcome(walk: Walk, line: SourceLine) -> bool:
    """A whole number alone is an outcome's when it is the next and its text follows."""
    later = walk.lines[line.index + 1] if line.index + 1 < len(walk.lines) else None
    if later is None or not line.text.isdigit() or walk.unit < 0:
        return False
    known = [int(s.outcome) for s in walk.here("outcome") if s.outcome.isdigit()]
    following = any_of(walk.words.outcome_stems).match(later.text)
    return bool(following) and int(line.text) == max(known, default=0) + 1


def _is_opening(walk: Walk, line: SourceLine) -> bool:
    """A unit, a field, a footnote, a heading or a heading row."""
    head = unit_head(line.text, walk.words)
    if head and not (walk.roles and line.row and coded(line.cells[0])):
        _unit(walk, line, head)
    elif _title_follows(walk, line):
        walk.segments[-1].said.append(said(line, line.text))
        walk.wants_title = False
    elif line.note:
        note = Segment(unit=walk.unit, role="footnote", said=[said(line, line.text)])
        note.name = line.note
        note.parents = (walk.criterion,) if walk.criterion is not None else ()
        walk.add(note, current=False)
    elif not _is_heading_row(walk, line) and not _is_heading(walk, line):
        return _is_field(walk, line)
    return True


def _unit(walk: Walk, line: SourceLine, head: UnitHead) -> None:
    open_codes = [s.codes for s in walk.here("unit")]
    if walk.unit >= 0 and (head.code,) in open_codes:
        walk.drop(line, "the unit's heading again")
        return
    text = [said(line, head.title)] if head.title else []
    unit = Segment(unit=0, role="unit", said=text, codes=(head.code,), name=head.word)
    unit.outcome = str(line.index)
    open_unit(walk, unit)
    walk.wants_title = not head.title
    if not head.title:
        walk.drop(line, "a heading: it numbers the unit")


def _title_follows(walk: Walk, line: SourceLine) -> bool:
    wanted, walk.wants_title = walk.wants_title, False
    short = len(line.text.split()) <= _LONGEST_TITLE and not line.text.endswith(".")
    plain = not line.cells and not coded(line.text) and not head_of(line.text, walk.words)
    return wanted and short and plain and not field_of(line, walk.words)


def _is_heading_row(walk: Walk, line: SourceLine) -> bool:
    roles = column_roles(line.cells, walk.words) if line.cells else None
    if roles is None:
        return False
    if "register" in roles:
        open_part(walk, "other", "the table of units")
    else:
        if "criteria" in roles:
            ensure_unit(walk, line)
        part = "criteria" if "criteria" in roles else next(role for role in roles if role)
        before = walk.roles if walk.fresh else ()
        open_part(walk, part.split(":")[0], line.text)
        walk.roles = _together(before, roles)
        roles = walk.roles
        walk.beside = "criteria" in roles and bool({"guidance", "depth"} & set(roles))
        walk.last_beside = ()
    walk.drop(line, "a heading row: it says what the columns hold")
    return True


def _together(before: tuple[str, ...], roles: tuple[str, ...]) -> tuple[str, ...]:
    """Two heading rows one under the other: the second parts what the first names."""
    if len(before) != len(roles):
        return roles
    return tuple(role or above for role, above in zip(roles, before, strict=True))


def _is_heading(walk: Walk, line: SourceLine) -> bool:
    item = bool(line.mark) and not line.mark[0].isdigit()
    filled = sum(map(bool, line.cells))
    head = None if filled > 1 or line.row or item else head_of(line.text, walk.words)
    if head:
        _known_heading(walk, line, *head)
        return True
    if not line.cells and not item and run_together(line.text, walk.words):
        ensure_unit(walk, line)
        open_part(walk, "criteria", line.text)
        walk.beside = True
        walk.drop(line, "a heading: it says what the columns hold")
        return True
    found = coded(line.text)
    named = bool(found and found.rest and not walk.verbs.lead(found.rest))
    plain = line.heading and not line.cells and (named or not found)
    if plain and not outcome_number(line.text) and not is_command(walk, line.text):
        if any_of(walk.words.outcome_stems).match(re.sub(r"^\d+\W*", "", line.text)):
            return False
        open_part(walk, "other", line.text)
        walk.drop(line, "a heading of no part that premark knows")
        return True
    return False


def _known_heading(walk: Walk, line: SourceLine, part: str, rest: str) -> None:
    if rest and part == "outcome":
        walk.drop(line, "a heading: it says what follows", line.text.partition(":")[0])
        add_outcome(walk, line, walk.outcome, rest)
        return
    if rest:
        walk.drop(line, "a heading: it says what follows", line.text.partition(":")[0])
        add_part(walk, part, [said(line, rest)])
        return
    if part == "criteria":
        ensure_unit(walk, line)
    open_part(walk, part, line.text)
    walk.drop(line, "a heading: it says what follows")


def _is_field(walk: Walk, line: SourceLine) -> bool:
    found = None if walk.roles and line.row else field_of(line, walk.words)
    if not found:
        return False
    name, value = found
    if walk.area not in ("", "other", "contents") and name not in ("title", "number"):
        return False
    if name in ("title", "number") and value and (walk.unit < 0 or walk.has_criteria):
        open_unit(walk, Segment(unit=0, role="unit", said=_title_above(walk, line)))
        walk.segments[-1].outcome = str(line.index)
    walk.wants_title = False
    if walk.unit < 0:
        return False
    walk.add(
        Segment(unit=walk.unit, role="field", said=[said(line, value)], name=name), current=False
    )
    return True


def _title_above(walk: Walk, line: SourceLine) -> list[Said]:
    """The heading just above a unit's first field is its title, without a number before it."""
    above = walk.lines[line.index - 1] if line.index else None
    if above is None or not above.heading or above.cells:
        return []
    walk.left = [item for item in walk.left if item.line != above.index]
    found = coded(above.text)
    return [said(above, found.rest if found and found.rest else above.text)]


def _content(walk: Walk, line: SourceLine) -> None:
    if line.cells and not walk.roles:
        guessed = guessed_roles(walk, line)
        if guessed:
            walk.roles, walk.area = guessed, "criteria"
            walk.beside = "guidance" in guessed
    roled = line.cells and walk.roles and (line.row or sum(map(bool, line.cells)) >= 1)
    if roled and len(line.cells) > 1:
        read_row(walk, line)
    else:
        read_flow(walk, line)
