"""A source's lines in; segments of text by role, and what was left out on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence

from premark.importing.beside import is_command, is_woven
from premark.importing.drafts import Doubt, SourceLine
from premark.importing.flow import read_flow
from premark.importing.furniture import back_matter, is_furniture, running_lines
from premark.importing.heads import (
    column_roles,
    field_columns,
    fields_of,
    head_of,
    roles_by_row_below,
    run_together,
    unit_head,
)
from premark.importing.numbering import bare, coded, outcome_number
from premark.importing.outcomes import add_outcome
from premark.importing.rows import guessed_roles, read_row
from premark.importing.segments import (
    Segment,
    Walk,
    add_part,
    ensure_unit,
    open_part,
    said,
)
from premark.importing.unit_lines import head_by_fields, is_field, open_headed, title_follows
from premark.importing.verbs import Verbs
from premark.importing.words import ImportWords, any_of

_NEAR = 7


def walk_lines(lines: Sequence[SourceLine], verbs: Verbs, words: ImportWords) -> Walk:
    """Go through the lines once, in order."""
    walk = Walk(lines=lines, verbs=verbs, words=words)
    walk.woven = is_woven(walk)
    back = back_matter(lines, words)
    running = running_lines(lines, words)
    for line in lines:
        if line.set_apart:
            walk.drop(line, line.set_apart)
        elif line.index >= back:
            walk.drop(line, "the publisher's own lines at the end")
        elif line.index in running:
            walk.drop(line, "a line that the pages repeat")
        elif not is_furniture(walk, line) and not _is_opening(walk, line):
            _content(walk, line)
    return walk


def _is_opening(walk: Walk, line: SourceLine) -> bool:
    """A unit, a field, a footnote, a heading or a heading row."""
    head = unit_head(line.text, walk.words) or head_by_fields(walk, line)
    if head and not (walk.roles and line.row and coded(line.cells[0])):
        open_headed(walk, line, head)
    elif title_follows(walk, line):
        walk.segments[-1].said.append(said(line, line.text))
        walk.wants_title = False
    elif line.note:
        note = Segment(unit=walk.unit, role="footnote", said=[said(line, line.text)])
        note.name = line.note
        note.parents = (walk.criterion,) if walk.criterion is not None else ()
        walk.add(note, current=False)
    elif not _is_heading_row(walk, line) and not _is_heading(walk, line):
        return is_field(walk, line)
    return True


def _is_heading_row(walk: Walk, line: SourceLine) -> bool:
    roles = column_roles(line.cells, walk.words) if line.cells else None
    roles = roles or _roles_by_row_below(walk, line)
    if roles is None or _is_units_own(walk, line):
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


def _is_units_own(walk: Walk, line: SourceLine) -> bool:
    """Whether a row of field labels is of the unit just opened, and no table of many."""
    opened = walk.unit >= 0 and not walk.has_criteria and walk.area == ""
    return opened and bool(field_columns(line, walk.words))


def _roles_by_row_below(walk: Walk, line: SourceLine) -> tuple[str, ...] | None:
    below = walk.lines[line.index + 1 :][:_NEAR]
    later = next((x for x in below if not x.set_apart), None)
    if later is None or not line.row or not later.row:
        return None
    roles = roles_by_row_below(line.cells, later.cells, walk.words)
    if roles and not any(is_command(walk, bare(cell)) for cell in later.cells):
        return None
    units = walk.here("unit")
    if roles and roles != walk.roles and units:
        known = [cell for cell, role in zip(line.cells, roles, strict=True) if role == "guidance"]
        says = f"the column headed {', '.join(map(repr, known))} is taken for guidance"
        if known and not any(doubt.says == says for doubt in units[0].doubts):
            units[0].doubts.append(Doubt(says=says, lines=(line.index,)))
    return roles


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
    plain = plain and not fields_of(line, walk.words)
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
