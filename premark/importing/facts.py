"""A document's lines and units in; the body, the qualification and each unit's number out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from premark.importing.drafts import Doubt, Said, SourceLine, UnitDraft
from premark.importing.numbering import coded
from premark.importing.words import ImportWords
from premark.types.document import Value

_FIRST = 12
_REFERENCE = re.compile(r"(?<![\d/])(\d{4})\s?[-/]\s?(\d{3})(?![\d/])")
_BRACKETED = re.compile(r"\((?!19|20)(\d{4})\)")
_OFQUAL = re.compile(r"(?<!\d)(\d{3}/\d{4}/[\dX])(?!\d)")
_LEVEL = re.compile(r"\blevel\s+(\d{1,2})\b", re.IGNORECASE)
_BARE_UNIT = re.compile(r"(?<![\d./-])\b(\d{3})\b(?![\d/%-]|\.\d)")


class Facts(Value):
    """What a document says of itself.

    `known` are the unit numbers that it gives, `references` how often it bears the number.
    """

    title: Said
    body: str = ""
    number: str = ""
    level: str = ""
    known: tuple[str, ...] = ()
    references: int = 0


def facts_of(lines: Sequence[SourceLine], words: ImportWords) -> Facts:
    """The title is the first line; the number is the one that most references bear."""
    text = [line for line in lines if not line.set_apart] or list(lines)
    named = [line for line in text if not coded(line.text) and len(line.text) > 3] or text
    references = Counter(m.group(1) for line in lines for m in _REFERENCE.finditer(line.raw))
    for line in text[:_FIRST]:
        references.update({m.group(1): 3 for m in _BRACKETED.finditer(line.raw)})
    number = references.most_common(1)[0][0] if references else ""
    ofqual = next((m.group(1) for line in text for m in _OFQUAL.finditer(line.raw)), "")
    levels = Counter(m.group(1) for line in text[:_FIRST] for m in _LEVEL.finditer(line.raw))
    every = [m for line in lines for m in _REFERENCE.finditer(line.raw)]
    units = {m.group(2) for m in every if m.group(1) == number}
    return Facts(
        title=Said(line=named[0].index, text=named[0].text) if named else Said(line=0, text=""),
        body=_body(lines, words),
        number=number or ofqual,
        references=references[number] if number else len(ofqual),
        level=levels.most_common(1)[0][0] if levels else "",
        known=tuple(sorted(units)),
    )


def _body(lines: Sequence[SourceLine], words: ImportWords) -> str:
    seen: Counter[str] = Counter()
    for line in lines:
        for name in words.bodies:
            seen[name] += len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", line.raw))
    name, times = seen.most_common(1)[0] if seen else ("", 0)
    return name if times else ""


def with_codes(
    units: Sequence[UnitDraft], facts: Facts, lines: Sequence[SourceLine], given: Sequence[str]
) -> list[UnitDraft]:
    """Each unit with its number: as given by the user, as printed, or told by the references."""
    lacking = [unit for unit in units if not unit.code]
    told = _told(facts, lines, len(units)) if len(lacking) == len(units) else []
    found: list[UnitDraft] = []
    for place, unit in enumerate(units):
        parts = _REFERENCE.fullmatch(unit.code)
        unit = unit.model_copy(update={"code": parts.group(2)}) if parts else unit
        if place < len(given):
            found.append(unit.model_copy(update={"code": given[place]}))
        elif unit.code:
            found.append(unit)
        else:
            code = told[place] if told else str(place + 1)
            says = f"no heading gives this unit's number; {code} is taken from "
            says += "the references to it elsewhere" if told else "its place in the document"
            doubts = (*unit.doubts, Doubt(says=says, lines=(unit.first,)))
            found.append(unit.model_copy(update={"code": code, "doubts": doubts}))
    return found


def _told(facts: Facts, lines: Sequence[SourceLine], wanted: int) -> list[str]:
    """Unit numbers of the known one's hundred that the text mentions, where they are as many."""
    if not facts.known:
        return []
    hundreds = {code[0] for code in facts.known}
    mentioned = {
        m.group(1)
        for line in lines
        if not line.set_apart and not re.search(r"©|\bcharity\b|\+\d", line.raw, re.IGNORECASE)
        for m in _BARE_UNIT.finditer(line.raw)
        if m.group(1)[0] in hundreds
    } | set(facts.known)
    return sorted(mentioned) if len(mentioned) == wanted else []


def foreign_references(text: str) -> list[tuple[str, str, str]]:
    """References to a unit in a text: as printed, the qualification's and the unit's number."""
    return [(m.group(0), m.group(1), m.group(2)) for m in _REFERENCE.finditer(text)]
