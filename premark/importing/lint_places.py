"""Units in; guidance that stands under another criterion's number, or twice under one, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from premark.importing.counts import sentences
from premark.importing.drafts import Entry, Fault, Said, UnitDraft
from premark.importing.paragraphs import joined
from premark.importing.slugs import shared_stems, stems
from premark.importing.verbs import Verbs
from premark.importing.words import known_verbs
from premark.types.document import Value

_ALIKE = 0.75
_LEAST = 4
_SAME = 0.85
_FOREIGN = 3
_WHOLE = 2
_WORD = re.compile(r"[A-Za-z][\w'’-]*")


class _Told(Value):
    """A sentence of guidance or depth: its stems, and those that few criteria share."""

    place: int
    part: str
    said: Said
    stems: frozenset[str]
    rare: frozenset[str]
    defines: bool = False


def place_faults(units: Sequence[UnitDraft], verbs: Verbs) -> Iterator[Fault]:
    """Faults of place, unit by unit."""
    for unit in units:
        told = _told(unit, verbs)
        yield from _repeated(unit, told)
        yield from _misplaced(unit, told, verbs)


def _told(unit: UnitDraft, verbs: Verbs) -> list[_Told]:
    found: list[_Told] = []
    words = verbs.words
    shared = shared_stems([entry.statement for entry in unit.entries], words.stop)
    for place, entry in enumerate(unit.entries):
        for part, texts in (("guidance", joined(entry.guidance)), ("depth", joined(entry.depth))):
            for said, sentence in ((t, s) for t in texts for s in sentences(t.text)):
                kept = frozenset(stems(sentence, words.stop))
                told = _Told(
                    place=place,
                    part=part,
                    said=Said(line=said.line, text=sentence),
                    stems=kept,
                    rare=kept - shared,
                    defines=verbs.defined_at(sentence) is not None,
                )
                found.append(told)
    return found


def _repeated(unit: UnitDraft, told: Sequence[_Told]) -> Iterator[Fault]:
    """The same sentence twice under one criterion, on two lines."""
    for i, one in enumerate(told):
        for other in told[i + 1 :]:
            same = (other.place, other.part) == (one.place, one.part)
            if not same or other.said.line == one.said.line or len(one.stems) < _LEAST:
                continue
            if len(one.stems & other.stems) >= _SAME * max(len(one.stems), len(other.stems)):
                says = f"unit {unit.code}: {unit.entries[one.place].code} says the same twice"
                yield Fault(kind="repeated-text", says=says, lines=(one.said.line, other.said.line))


def _misplaced(unit: UnitDraft, told: Sequence[_Told], verbs: Verbs) -> Iterator[Fault]:
    """A sentence that speaks of what another criterion asks, and this one does not."""
    marks = _own_words(unit.entries, verbs)
    spoken = _spoken(unit, told)
    yield from _exchanged(unit, spoken, marks)
    copies: set[int] = set()
    for i, one in enumerate(told):
        for j, other in enumerate(told[i + 1 :], start=i + 1):
            found = _stray(unit, one, other, marks) if _is_copy(one, other) else None
            if found:
                copies |= {i, j}
                yield found
    for i, one in enumerate(told):
        stray = None if i in copies else _of_another(unit, one, marks, spoken)
        if stray:
            yield stray


def _spoken(unit: UnitDraft, told: Sequence[_Told]) -> list[frozenset[str]]:
    """Per criterion, the rarer stems of its guidance."""
    found: list[set[str]] = [set() for _ in unit.entries]
    for one in told:
        if one.part == "guidance":
            found[one.place] |= one.rare
    return [frozenset(stems) for stems in found]


def _exchanged(
    unit: UnitDraft, spoken: Sequence[frozenset[str]], marks: Sequence[set[str]]
) -> Iterator[Fault]:
    """Two neighbours, each with guidance that speaks only of what the other one asks."""
    for place in range(len(unit.entries) - 1):
        here, there = marks[place] - marks[place + 1], marks[place + 1] - marks[place]
        own = spoken[place] & here or spoken[place + 1] & there
        crossed = spoken[place] & there and spoken[place + 1] & here
        if crossed and not own:
            one, other = unit.entries[place], unit.entries[place + 1]
            says = f"unit {unit.code}: the guidance of {one.code} and of {other.code} speaks of "
            says += f"what the other asks ({', '.join(sorted(crossed))})"
            lines = (one.guidance[0].line, other.guidance[0].line)
            yield Fault(kind="misplaced-guidance", says=says, lines=lines)


def _is_copy(one: _Told, other: _Told) -> bool:
    """Whether two criteria share a sentence, whole or as part of a longer one."""
    both = len(one.rare & other.rare)
    least, most = sorted((len(one.rare), len(other.rare)))
    alike = both == least or (both >= _ALIKE * least and 2 * both >= most)
    apart = one.place != other.place and one.said.line != other.said.line
    return apart and both >= _LEAST and alike


def _of_another(
    unit: UnitDraft, one: _Told, marks: Sequence[set[str]], spoken: Sequence[frozenset[str]]
) -> Fault | None:
    """Half of the sentence's words, and half of the other criterion's, are shared; none its own."""
    for place, theirs in enumerate(marks):
        mine = marks[one.place]
        for_other = one.rare & (theirs - mine)
        half = 2 * len(for_other) >= max(len(one.rare), len(theirs - mine))
        close = len(for_other) >= _FOREIGN and half and not one.rare & mine
        whole = len(for_other) >= _WHOLE and for_other == theirs - mine
        close = close or (whole and one.part == "guidance" and not spoken[one.place] & mine)
        if place != one.place and close:
            codes = (unit.entries[one.place].code, unit.entries[place].code)
            shown = ", ".join(sorted(_whole(for_other, one.said.text)))
            says = f"unit {unit.code}: {codes[0]} speaks of {shown}, which {codes[1]} asks for"
            lines = (one.said.line, unit.entries[place].asks[0].line)
            return Fault(kind="misplaced-guidance", says=says, lines=lines)
    return None


def _own_words(entries: Sequence[Entry], known: Verbs) -> list[set[str]]:
    """Per criterion, the stems of its statement that tell it from the rest; verbs tell nothing."""
    stop = known.words.stop
    verbs = stems(" ".join(v.name for v in known_verbs().values()), stop)
    shared = shared_stems([entry.statement for entry in entries], stop)
    asked = [_without_verb(entry.statement, known) for entry in entries]
    return [stems(text, stop) - verbs - shared for text in asked]


def _without_verb(statement: str, verbs: Verbs) -> str:
    hit = verbs.opens(statement)
    return statement[hit.end :] if hit else statement


def _stray(unit: UnitDraft, one: _Told, other: _Told, marks: Sequence[set[str]]) -> Fault | None:
    both = one.rare & other.rare
    for_one = both & (marks[one.place] - marks[other.place])
    for_other = both & (marks[other.place] - marks[one.place])
    if not for_one and not for_other:
        return None
    # The later of two is the copy where the words do not say which is out of place.
    first = len(for_other) > len(for_one)
    stray, home, why = (one, other, for_other) if first else (other, one, for_one)
    statement = unit.entries[home.place].statement
    if not why or (stray.defines and not _shares_phrase(stray.said.text, statement, why)):
        return None
    codes = (unit.entries[stray.place].code, unit.entries[home.place].code)
    says = (
        f"unit {unit.code}: {codes[0]} has guidance that {codes[1]} has too, and speaks of "
        f"{', '.join(sorted(_whole(why, home.said.text)))}, as only {codes[1]} does"
    )
    return Fault(kind="misplaced-guidance", says=says, lines=(stray.said.line, home.said.line))


def _shares_phrase(text: str, statement: str, marks: Collection[str]) -> bool:
    """Whether three words running stand in both, one of them marked.

    A definition of one verb stands under many criteria, and may hold a word of one by chance.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    asked = " ".join(_WORD.findall(statement.lower()))
    runs = (words[i : i + 3] for i in range(len(words) - 2))
    return any(
        " ".join(run) in asked and any(stems(word, ()) & set(marks) for word in run) for run in runs
    )


def _whole(marks: Collection[str], text: str) -> set[str]:
    """The words of a text whose stems these are."""
    return {word.strip(",.;:()").lower() for word in text.split() if stems(word, ()) & set(marks)}
