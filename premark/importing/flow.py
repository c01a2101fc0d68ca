"""Lines outside tables in; the criteria, outcomes and parts that they open or go on with."""

from __future__ import annotations

from premark.importing.beside import (
    code_of,
    guidance_behind,
    is_command,
    read_beside,
    split_at_definition,
    split_at_verb,
    unnumbered,
)
from premark.importing.drafts import SourceLine
from premark.importing.heads import rung_of, unit_head
from premark.importing.numbering import Coded, pair
from premark.importing.outcomes import add_outcome, is_outcome_line, read_letter, read_whole_number
from premark.importing.paragraphs import UNENDED
from premark.importing.segments import (
    LABELLED,
    Segment,
    Walk,
    add_criterion,
    add_part,
    ensure_unit,
    go_on,
    number_of,
    open_part,
    said,
)


def read_flow(walk: Walk, line: SourceLine) -> None:
    """One line of running text."""
    found = code_of(walk, line.text)
    if found and _opens_by_code(walk, line, found):
        return
    if read_letter(walk, line) or read_whole_number(walk, line):
        return
    if walk.waiting is not None:
        _fill_waiting(walk, line)
    elif not is_outcome_line(walk, line) and not _is_rung(walk, line):
        _uncoded(walk, line)


def _opens_by_code(walk: Walk, line: SourceLine, found: Coded) -> bool:
    known = {code for s in walk.here("criteria") for code in s.codes}
    if walk.area in LABELLED and not walk.beside:
        inline = set(found.codes).isdisjoint(known) and is_command(walk, found.rest)
        if not inline or not walk.has_criteria or _labels_follow(walk):
            _label(walk, line, found)
            return True
    verb = bool(walk.verbs.lead(found.rest)) if found.rest else True
    expected = walk.area == "criteria" or _is_next(walk, found)
    if len(found.codes) > 1 or not (verb or expected):
        return False
    if not found.rest and walk.unit < 0:
        return False
    ensure_unit(walk, line)
    text = found.rest
    parts = split_at_verb(walk, text) if walk.beside else split_at_definition(walk, text)
    code = Segment(
        unit=walk.unit,
        role="criteria",
        said=[said(line, parts[0])] if parts[0] else [],
        codes=found.codes,
        garbled=found.garbled,
        also=found.also,
        printed=number_of(line, line.text, found.rest),
    )
    add_criterion(walk, code)
    walk.waiting = None if text else walk.criterion
    walk.under_heading = line.heading
    guidance_behind(walk, line, parts[1])
    return True


def _labels_follow(walk: Walk) -> bool:
    """Whether this area already labels its parts by codes: then a new code is a label too."""
    return bool(walk.labels)


def _is_next(walk: Walk, found: Coded) -> bool:
    """Whether a code is of the outcome being read: a criterion, whatever its verb."""
    mine = str(pair(found.codes[0])[0]) == walk.outcome
    return walk.area == "outcome" and mine and found.rest[:1].isupper()


def _label(walk: Walk, line: SourceLine, found: Coded) -> None:
    role = walk.area
    walk.labels = found.codes
    rung = rung_of(found.rest, walk.words)
    if role == "sufficiency" and rung:
        add_part(walk, f"sufficiency:{rung[0]}", [said(line, rung[1])], codes=found.codes)
        return
    text = [said(line, found.rest)] if found.rest else []
    if not text:
        walk.drop(line, f"a number: it says whose {role} follows")
    add_part(walk, role, text, codes=found.codes)


def _fill_waiting(walk: Walk, line: SourceLine) -> None:
    """The text of a criterion whose number stands on a line of its own."""
    segment = walk.segments[walk.waiting or 0]
    parts = split_at_verb(walk, line.text) if walk.beside else (line.text, "")
    segment.said.append(said(line, parts[0]))
    walk.criterion = walk.current = walk.waiting
    walk.waiting = None
    guidance_behind(walk, line, parts[1])


def _is_rung(walk: Walk, line: SourceLine) -> bool:
    rung = rung_of(line.text, walk.words)
    if not rung or not walk.has_criteria:
        return False
    if not rung[1] and walk.area != "sufficiency":
        return False
    text = [said(line, rung[1])] if rung[1] else []
    add_part(walk, f"sufficiency:{rung[0]}", text, codes=walk.labels)
    if not text:
        walk.drop(line, "a heading: it names a rung of sufficiency")
    return True


def _uncoded(walk: Walk, line: SourceLine) -> None:
    listed = walk.area == "criteria" or (walk.area == "outcome" and walk.outcome)
    below = _is_below_columns(walk, line)
    if _is_under_heading(walk, line):
        add_part(walk, "guidance", [said(line, line.text)])
        return
    if walk.area == "criteria" and walk.beside and not (below and _is_last_of_table(walk, line)):
        read_beside(walk, line)
    elif listed and _starts_criterion(walk, line):
        unnumbered(walk, line, line.text)
    elif walk.area == "outcome" and walk.current is None and walk.outcome and line.text:
        add_outcome(walk, line, walk.outcome, line.text)
    elif below:
        walk.drop(line, "stands below the columns and opens no part that premark knows")
        open_part(walk, "other", line.text)
    elif walk.current is None and walk.area in LABELLED and walk.outcome and not walk.labels:
        text = [said(line, line.text)]
        walk.add(Segment(unit=walk.unit, role=walk.area, said=text, outcome=walk.outcome))
    else:
        go_on(walk, line, line.text)


def _is_below_columns(walk: Walk, line: SourceLine) -> bool:
    """Whether prose begins under columns that hold no guidance for it to go on with."""
    inside = walk.area == "criteria" and walk.roles and not line.cells
    last = walk.segments[walk.current].said if walk.current is not None else []
    goes_on = not last or line.text[:1].islower() or UNENDED.search(last[-1].text)
    return bool(inside and not line.mark and not goes_on)


def _is_under_heading(walk: Walk, line: SourceLine) -> bool:
    """Whether a sentence stands first below a criterion that is itself a heading."""
    under, walk.under_heading = walk.under_heading, False
    return under and not line.mark and line.text[:1].isupper()


def _is_last_of_table(walk: Walk, line: SourceLine) -> bool:
    """Whether a table's row stands just above, and no row or number of its own comes after."""
    if is_command(walk, line.text) or not line.index or not walk.lines[line.index - 1].row:
        return False
    for later in walk.lines[line.index + 1 :]:
        if later.heading or unit_head(later.text, walk.words):
            return True
        if later.row or code_of(walk, later.text):
            return False
    return True


def _starts_criterion(walk: Walk, line: SourceLine) -> bool:
    """A verb opens a criterion, unless the line is an item of the one before or goes on with it."""
    if not is_command(walk, line.text):
        return False
    last = walk.segments[walk.current] if walk.current is not None else None
    if last is None or last.role != "criteria" or not last.said:
        return True
    before = last.said[-1]
    of_list = walk.lines[before.line]
    deeper = line.indent > walk.lines[last.said[0].line].indent and bool(line.mark)
    if line.mark and (deeper or last.said[0].text.endswith(":")):
        return False
    return not UNENDED.search(before.text) and not (of_list.mark and not line.mark and deeper)
