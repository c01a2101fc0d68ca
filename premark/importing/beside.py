"""Lines of criteria and guidance that follow each other in, told apart by verbs and definitions."""

from __future__ import annotations

import re

from premark.importing.drafts import Doubt, SourceLine
from premark.importing.numbering import Coded, coded, garbled
from premark.importing.paragraphs import UNENDED
from premark.importing.segments import (
    Segment,
    Walk,
    add_criterion,
    add_part,
    ensure_unit,
    go_on,
    said,
)

_LOOK_AHEAD = 3
_CAPITAL = re.compile(r"(?<=[a-z0-9)’'])\s+(?=[A-Z][a-z])")


def code_of(walk: Walk, text: str) -> Coded | None:
    """The code that a line opens with; a garbled one only alone or before a verb."""
    found = coded(text)
    if found:
        return found
    mended = garbled(text)
    if mended and (not mended.rest or is_command(walk, mended.rest)):
        return mended
    return None


def is_command(walk: Walk, text: str) -> bool:
    """Whether a text opens, with a capital, with a verb that commands and is not defined."""
    hit = walk.verbs.opens(text)
    return bool(hit and text[:1].isupper() and not walk.verbs.defined_at(text))


def split_at_verb(walk: Walk, text: str) -> tuple[str, str]:
    """A criterion and the guidance run into it: parted before a verb with a capital."""
    for place in _CAPITAL.finditer(text):
        rest = text[place.end() :]
        if walk.verbs.opens(rest):
            return text[: place.start()].strip(), rest
    return text, ""


def split_at_definition(walk: Walk, text: str) -> tuple[str, str]:
    """The same where no column of guidance was announced: only a definition parts them."""
    asks, rest = split_at_verb(walk, text)
    return (asks, rest) if rest and walk.verbs.defined_at(rest) else (text, "")


def guidance_behind(walk: Walk, line: SourceLine, text: str) -> None:
    """The guidance that was run into a criterion's line."""
    if text:
        add_part(walk, "guidance", [said(line, text)])
        says = "criterion and guidance run into one line and were parted where a verb comes again"
        if _runs_on(walk, line, text):
            says += "; the lines below may hold words of both"
        doubt = Doubt(says=says, lines=(line.index,))
        walk.segments[walk.criterion or 0].doubts.append(doubt)


def _runs_on(walk: Walk, line: SourceLine, text: str) -> bool:
    later = walk.lines[line.index + 1] if line.index + 1 < len(walk.lines) else None
    return bool(later and later.text[:1].islower() and not text.endswith((".", ":", ";")))


def unnumbered(walk: Walk, line: SourceLine, text: str) -> None:
    """Open a criterion that bears no number."""
    ensure_unit(walk, line)
    parts = split_at_verb(walk, text) if walk.beside else (text, "")
    add_criterion(walk, Segment(unit=walk.unit, role="criteria", said=[said(line, parts[0])]))
    guidance_behind(walk, line, parts[1])


def read_beside(walk: Walk, line: SourceLine) -> None:
    """Criteria and guidance one after the other: what opens with a verb that is defined next."""
    if _is_lost_criterion(walk, line):
        unnumbered(walk, line, line.text)
        return
    if walk.weave is not None and line.text[:1].islower():
        _weave(walk, line)
        return
    current = walk.segments[walk.current] if walk.current is not None else None
    if current and current.role == "criteria" and _breaks_in(walk, current, line):
        walk.weave = walk.add(
            Segment(
                unit=walk.unit,
                role="guidance",
                said=[said(line, line.text)],
                parents=(walk.current or 0,),
            )
        )
        walk.current = walk.criterion
        says = "two columns run into each other here; their lines were taken in turn"
        current.doubts.append(Doubt(says=says, lines=(line.index,)))
    elif current and current.role == "criteria" and not _carries_on(current, line):
        add_part(walk, "guidance", [said(line, line.text)])
    else:
        go_on(walk, line, line.text)


def _breaks_in(walk: Walk, criterion: Segment, line: SourceLine) -> bool:
    """A definition that breaks into the criterion's own sentence: its column goes on below."""
    if len(criterion.said) != 1 or not walk.verbs.defined_at(line.text):
        return False
    return bool(UNENDED.search(criterion.said[0].text)) or (
        walk.woven and not UNENDED.search(line.text) and _small_follows(walk, line)
    )


def _small_follows(walk: Walk, line: SourceLine) -> bool:
    later = walk.lines[line.index + 1] if line.index + 1 < len(walk.lines) else None
    return bool(later and later.text[:1].islower())


def is_woven(walk: Walk) -> bool:
    """Whether the source's two columns alternate line by line: a definition breaks into some
    criterion's sentence, and no criterion goes on with its own on the next line."""
    broken = 0
    for line in walk.lines:
        found = code_of(walk, line.text) if not line.cells else None
        if not found or not is_command(walk, found.rest):
            continue
        if _small_follows(walk, line):
            return False
        later = walk.lines[line.index + 1] if line.index + 1 < len(walk.lines) else None
        if later and UNENDED.search(found.rest) and walk.verbs.defined_at(later.text):
            broken += 1
    return broken > 0


def _weave(walk: Walk, line: SourceLine) -> None:
    """A line to each column in turn, the criterion's first."""
    walk.segments[walk.current or 0].said.append(said(line, line.text))
    walk.current = walk.weave if walk.current == walk.criterion else walk.criterion


def _carries_on(segment: Segment, line: SourceLine) -> bool:
    """Whether a line goes on with the criterion's own sentence."""
    lower = line.text[:1].islower()
    last = segment.said[-1].text if segment.said else ""
    return lower or bool(UNENDED.search(last)) or (last.endswith(":") and bool(line.mark))


def _is_lost_criterion(walk: Walk, line: SourceLine) -> bool:
    """A command whose verb is defined on this line or soon after, and that is not yet spoken of."""
    if not is_command(walk, line.text):
        return False
    if walk.criterion is None:
        return True
    current = walk.segments[walk.current] if walk.current is not None else None
    if current is None or current.role == "criteria":
        return False
    verbs = {hit.verb for hit in walk.verbs.of(split_at_verb(walk, line.text)[0])}
    behind = split_at_verb(walk, line.text)[1]
    nearby = [behind] + [later.text for later in _before_next_code(walk, line)]
    return any((found := walk.verbs.defined_at(text)) and found[0].verb in verbs for text in nearby)


def _before_next_code(walk: Walk, line: SourceLine) -> list[SourceLine]:
    found: list[SourceLine] = []
    for later in walk.lines[line.index + 1 : line.index + 1 + _LOOK_AHEAD]:
        if later.cells or code_of(walk, later.text):
            break
        found.append(later)
    return found
