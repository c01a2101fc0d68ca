"""A unit's footnotes in; each with the criterion that refers to it, out."""

from __future__ import annotations

from collections.abc import Sequence

from premark.importing.drafts import Doubt, Entry, LeftOut, Said
from premark.importing.segments import Segment, Walk

UNMARKED = "a footnote that no criterion refers to"
BELOW = "*"  # a note that its file keeps with the paragraph that refers to it


def send_notes_home(walk: Walk) -> None:
    """Notes at a document's end belong to the unit that bears their mark, if the last does not."""
    marks: dict[int, set[str]] = {}
    for segment in walk.segments:
        if segment.role != "footnote":
            marks.setdefault(segment.unit, set()).update(_marks(walk, segment.said))
    for note in (s for s in walk.segments if s.role == "footnote" and s.name != BELOW):
        bearers = [unit for unit in sorted(marks) if note.name in marks[unit] and unit >= 0]
        if bearers and note.unit not in bearers:
            note.unit, note.parents = bearers[-1], ()


def with_footnotes(
    walk: Walk,
    segments: Sequence[tuple[int, Segment]],
    entries: tuple[Entry, ...],
    numbers: Sequence[int],
    left: list[LeftOut],
) -> tuple[Entry, ...]:
    """Each footnote with the criterion that bears its mark; one unmarked by the order.

    `numbers` are the segments of the entries, in order.
    """
    notes = [s for _, s in segments if s.role == "footnote"]
    bearers = [_marks(walk, e.asks) for e in entries]
    told = [_marks(walk, (*e.guidance, *e.depth)) for e in entries]
    for place, note in enumerate(notes):
        owner, doubts = _owner(notes, place, bearers, numbers)
        if owner is None or doubts:
            named = next((i for i, marks in enumerate(told) if note.name in marks), None)
            owner, doubts = (owner, doubts) if named is None else (named, [])
        if owner is None:
            left += [LeftOut(line=t.line, text=t.text, why=UNMARKED) for t in note.said]
            continue
        entry = entries[owner]
        update = {
            "footnotes": (*entry.footnotes, *note.said),
            "doubts": (*entry.doubts, *doubts),
        }
        entries = (*entries[:owner], entry.model_copy(update=update), *entries[owner + 1 :])
    return entries


def _marks(walk: Walk, texts: Sequence[Said]) -> set[str]:
    return {mark for text in texts for mark in walk.lines[text.line].notes}


def _owner(
    notes: Sequence[Segment], place: int, bearers: Sequence[set[str]], numbers: Sequence[int]
) -> tuple[int | None, list[Doubt]]:
    note = notes[place]
    if note.name == BELOW:
        here = [i for i, number in enumerate(numbers) if number in note.parents]
        return (here[0] if here else None), []
    owner = next((i for i, marks in enumerate(bearers) if note.name in marks), None)
    if owner is not None:
        return owner, []
    says = f"no criterion bears footnote mark {note.name}; put here by the order"
    doubt = Doubt(says=says, lines=(note.said[0].line,))
    return _by_order(notes, place, bearers), [doubt]


def _by_order(notes: Sequence[Segment], place: int, bearers: Sequence[set[str]]) -> int | None:
    """The criterion before the one that bears the next mark."""
    for later in notes[place + 1 :]:
        found = next((i for i, marks in enumerate(bearers) if later.name in marks), None)
        if found:
            return found - 1
    return None
