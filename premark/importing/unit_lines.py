"""A line in; the unit, its title or the field that it opens, out."""

from __future__ import annotations

from premark.importing.drafts import Doubt, Said, SourceLine
from premark.importing.heads import (
    UnitHead,
    field_columns,
    field_of,
    fields_of,
    head_of,
    named_head,
)
from premark.importing.numbering import coded, outcome_number
from premark.importing.segments import Segment, Walk, open_unit, said

_LONGEST_TITLE = 30
_NEAR = 7
_LEAST_FIELDS = 2
_LONGEST_PLAIN = 12


def open_headed(walk: Walk, line: SourceLine, head: UnitHead) -> None:
    """Open the unit that a heading names, unless it is the one that is open."""
    open_codes = [s.codes for s in walk.here("unit")]
    codes = (head.code,) if head.code else ()
    if walk.unit >= 0 and codes and codes in open_codes:
        walk.drop(line, "the unit's heading again")
        return
    text = [said(line, head.title)] if head.title else []
    unit = Segment(unit=0, role="unit", said=text, codes=codes, name=head.word)
    unit.outcome = str(line.index)
    open_unit(walk, unit)
    walk.wants_title = not head.title
    if not head.title:
        walk.drop(line, "a heading: it numbers the unit")


def head_by_fields(walk: Walk, line: SourceLine) -> UnitHead | None:
    """A code and a title are a unit's where no word says so but its fields stand below."""
    head = named_head(line.text) or _plain_head(walk, line) if not line.row else None
    if head is None or outcome_number(line.text) or coded(line.text):
        return None
    below = [later for later in walk.lines[line.index + 1 :][:_NEAR] if not later.set_apart]
    told = [field for later in below for field in fields_of(later, walk.words)]
    count = len(told) + sum(len(field_columns(later, walk.words)) for later in below)
    listed = any(named_head(later.text) for later in below[:1])
    other = any(n in ("number", "title") and v not in line.text for n, v in told)
    return head if count >= _LEAST_FIELDS and not listed and not other else None


def _plain_head(walk: Walk, line: SourceLine) -> UnitHead | None:
    """A heading that says nothing else, just above a unit's fields, is its title."""
    later = walk.lines[line.index + 1] if line.index + 1 < len(walk.lines) else None
    told = fields_of(later, walk.words) if later else []
    names = {name for name, _ in told}
    free = walk.unit < 0 or walk.has_criteria
    if not (free and line.heading and names & {"level", "particular"}):
        return None
    return UnitHead("unit", "", line.text) if not head_of(line.text, walk.words) else None


def title_follows(walk: Walk, line: SourceLine) -> bool:
    """Whether a line is the title of the unit that the line above only numbers."""
    wanted, walk.wants_title = walk.wants_title, False
    short = len(line.text.split()) <= _LONGEST_TITLE and not line.text.endswith(".")
    plain = not line.cells and not coded(line.text) and not head_of(line.text, walk.words)
    return wanted and short and plain and not field_of(line, walk.words)


def is_field(walk: Walk, line: SourceLine) -> bool:
    """Read the fields that a line fills, or the text of an aim that it goes on with."""
    if walk.roles and line.row:
        return False
    if _is_field_table(walk, line):
        return True
    found = fields_of(line, walk.words)
    if not found and _runs_on_from_aim(walk, line):
        walk.segments[-1].said.append(said(line, line.text))
        return True
    taken = [_field(walk, line, name, value) for name, value in found]
    return bool(taken) and all(taken)


def _runs_on_from_aim(walk: Walk, line: SourceLine) -> bool:
    """Whether a line goes on with the sentence of the aim on the line just above."""
    last = walk.segments[-1] if walk.segments else None
    if last is None or last.role != "field" or last.name != "aim" or line.cells or line.mark:
        return False
    above = last.said[-1]
    ended = above.text.endswith((".", ":")) and not line.text[:1].islower()
    return line.index - above.line == 1 and not ended


def _is_field_table(walk: Walk, line: SourceLine) -> bool:
    """A row of the fields' labels, or the row of their values below it."""
    labels, walk.field_heads = walk.field_heads, ()
    if walk.unit >= 0 and labels and len(labels) == len(line.cells):
        for name, value in zip(labels, line.cells, strict=True):
            text = [said(line, value)]
            walk.add(Segment(unit=walk.unit, role="field", said=text, name=name), current=False)
        return True
    if not line.set_apart and walk.area in ("", "other", "contents"):
        walk.field_heads = field_columns(line, walk.words)
    if walk.field_heads:
        walk.drop(line, "a heading row: it says what the columns hold")
    return bool(walk.field_heads)


def _field(walk: Walk, line: SourceLine, name: str, value: str) -> bool:
    if walk.area not in ("", "other", "contents") and name not in ("title", "number"):
        return False
    if name in ("title", "number") and value and (walk.unit < 0 or walk.has_criteria):
        above = _title_above(walk, line) if name == "number" else []
        plain = bool(above) and not walk.lines[above[0].line].heading
        open_unit(walk, Segment(unit=0, role="unit", said=above))
        walk.segments[-1].outcome = str(above[0].line if above else line.index)
        if plain:
            says = "the line above the unit's number is taken for its title"
            walk.segments[-1].doubts.append(Doubt(says=says, lines=(above[0].line,)))
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
    if above is None or above.cells or not (above.heading or _may_be_title(walk, line, above)):
        return []
    walk.left = [item for item in walk.left if item.line != above.index]
    for segment in walk.segments[-_NEAR:]:
        segment.said = [text for text in segment.said if text.line != above.index]
    found = coded(above.text)
    return [said(above, found.rest if found and found.rest else above.text)]


def _may_be_title(walk: Walk, line: SourceLine, above: SourceLine) -> bool:
    """Whether a plain line may be a title: short, no sentence, and no field gives another."""
    below = walk.lines[line.index : line.index + _NEAR]
    told = any(name == "title" for later in below for name, _ in fields_of(later, walk.words))
    short = len(above.text.split()) <= _LONGEST_PLAIN and above.text[-1] not in ".,;:"
    says = head_of(above.text, walk.words) or coded(above.text) or fields_of(above, walk.words)
    free = not (above.set_apart or above.mark or above.note) and above.text[:1].isupper()
    return short and free and not told and not says
