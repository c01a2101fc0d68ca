"""Lines and units in; open brackets, wrong codes and verbs that are not defined, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import zip_longest

from premark.importing.drafts import Entry, Fault, SourceLine, UnitDraft
from premark.importing.facts import Facts, foreign_references
from premark.importing.paragraphs import joined
from premark.importing.verbs import Verbs
from premark.importing.words import ImportWords

_PAIRS = {")": "(", "]": "[", "}": "{"}
_ITEM = re.compile(r"^\W*\(?\w{1,4}\)")
_CRITERIA = re.compile(
    r"\b(?:ACs?|criteri(?:on|a))\b\.?\s*((?:\d{1,2}\.\d{1,2}(?:\s*(?:,|and|&)\s*)?)+)",
    re.IGNORECASE,
)
_CODE = r"(?-i:[A-Z]{1,5})?[ /-]?\d{1,4}(?:[./-]\d{1,4})*"
_LEAST_DEFINED = 3
_SHARE = 0.25


def bracket_faults(lines: Sequence[SourceLine]) -> Iterator[Fault]:
    """Brackets that no later line closes, and closing ones that none opens."""
    open_: list[tuple[str, int]] = []
    for line, later in zip_longest(lines, lines[1:]):
        for sign in _ITEM.sub("", line.text):
            if sign in "([{":
                open_.append((sign, line.index))
            elif sign in _PAIRS and open_ and open_[-1][0] == _PAIRS[sign]:
                open_.pop()
            elif sign in _PAIRS:
                says = f"a bracket {sign!r} is closed that was not opened"
                yield Fault(kind="open-bracket", says=says, lines=(line.index,))
        if open_ and (later is None or not _wraps(line, later)):
            for sign, at in open_:
                says = f"a bracket {sign!r} is opened and never closed"
                yield Fault(kind="open-bracket", says=says, lines=(at,))
            open_ = []


def _wraps(line: SourceLine, later: SourceLine) -> bool:
    """Whether a printed line runs on into the next: no mark, no end, and a small letter."""
    if later.mark or later.row or later.heading:
        return False
    return not line.text.endswith((".", ":", ";")) and not later.text[:1].isupper()


def code_faults(
    lines: Sequence[SourceLine], units: Sequence[UnitDraft], facts: Facts
) -> Iterator[Fault]:
    """References to a qualification that this is not, a unit or a criterion that is not here."""
    codes = {unit.code for unit in units}
    for line in lines:
        for shown, number, unit in foreign_references(line.text):
            if facts.number and number != facts.number:
                near = get_close_matches(unit, sorted(codes), n=1, cutoff=0.5)
                meant = f"; perhaps {facts.number}-{near[0]} is meant" if near else ""
                says = f"{shown} is of another qualification than {facts.number}{meant}"
                yield Fault(kind="wrong-code", says=says, lines=(line.index,))
            elif len(codes) > 1 and number == facts.number and unit not in codes:
                says = f"{shown}: the document has no unit {unit}"
                yield Fault(kind="wrong-code", says=says, lines=(line.index,))
    yield from _criteria_faults(lines, units)


def _criteria_faults(lines: Sequence[SourceLine], units: Sequence[UnitDraft]) -> Iterator[Fault]:
    known = {entry.code for unit in units for entry in unit.entries}
    for line in lines:
        for match in _CRITERIA.finditer(line.text):
            lost = [c for c in re.findall(r"\d{1,2}\.\d{1,2}", match.group(1)) if c not in known]
            elsewhere = re.match(r"\s*(?:of|in|from)\b", line.text[match.end() :] or " of")
            if lost and match.start() > 0 and not elsewhere:
                says = f"it refers to criterion {', '.join(lost)}, which no unit has"
                yield Fault(kind="wrong-code", says=says, lines=(line.index,))


def unit_faults(
    lines: Sequence[SourceLine], units: Sequence[UnitDraft], words: ImportWords
) -> Iterator[Fault]:
    """In a document of several units, a reference to one that has their form and is not there."""
    known = {re.sub(r"\s", "", unit.code): unit.code for unit in units}
    forms = {_form(code) for code in known}
    names = "|".join(re.escape(word) for word in words.unit_words)
    named = re.compile(rf"\b(?:{names})s?\s+({_CODE})(?![\w/])", re.IGNORECASE)
    for line, later in zip_longest(lines, lines[1:]):
        text = f"{line.text} {later.text}" if later and _wraps(line, later) else line.text
        for match in named.finditer(text) if len(units) > 1 and not line.set_apart else ():
            code = re.sub(r"\s", "", match.group(1))
            if match.start() < len(line.text) and _form(code) in forms and code not in known:
                near = get_close_matches(code, sorted(known), n=1, cutoff=0.5)
                meant = f"; perhaps {known[near[0]]} is meant" if near else ""
                says = f"{match.group(1)}: the document has no such unit{meant}"
                yield Fault(kind="wrong-code", says=says, lines=(line.index,))


def _form(code: str) -> str:
    return re.sub(r"\d", "9", code.upper())


def verb_faults(units: Sequence[UnitDraft], verbs: Verbs) -> Iterator[Fault]:
    """In a document whose guidance defines its verbs, those that it does not define.

    Verbs that are met by a document (agree, collect) are asked for no definition.
    """
    defined = {(u.code, e.code): _defined(e, verbs) for u in units for e in u.entries}
    defining = sum(bool(found) for found in defined.values())
    if defining < _LEAST_DEFINED or defining < _SHARE * len(defined):
        return
    for unit in units:
        for entry in unit.entries:
            for verb in entry.verbs:
                lacks = verb not in defined[unit.code, entry.code] and not _is_doing(verb, verbs)
                if lacks:
                    yield _undefined(unit, entry, verb, units, defined)


def stray_definitions(units: Sequence[UnitDraft], verbs: Verbs) -> Iterator[Fault]:
    """Guidance that defines a verb which its criterion does not command, and another one does."""
    for unit in units:
        defined = [_defined(entry, verbs) for entry in unit.entries]
        for entry, here in zip(unit.entries, defined, strict=True):
            for verb in sorted(here - set(entry.verbs)) if not here & set(entry.verbs) else ():
                lacking = [
                    other
                    for other, there in zip(unit.entries, defined, strict=True)
                    if verb in other.verbs and verb not in there
                ]
                if lacking:
                    yield _stray_definition(unit, entry, lacking[0], verb)


def _stray_definition(unit: UnitDraft, entry: Entry, home: Entry, verb: str) -> Fault:
    name = verb.replace("-", " ")
    says = (
        f"unit {unit.code}: the guidance of {entry.code} defines {name}, which {home.code} "
        f"commands and {entry.code} does not"
    )
    lines = (entry.guidance[0].line, home.asks[0].line)
    return Fault(kind="misplaced-guidance", says=says, lines=lines)


def _defined(entry: Entry, verbs: Verbs) -> set[str]:
    found: set[str] = set()
    for text in joined(entry.guidance):
        for start in [0, *(m.end() for m in re.finditer(r"[.;:!?]\s+", text.text))]:
            hit = verbs.defined_at(text.text[start:])
            found |= {hit[0].verb} if hit else set()
    return found


def _is_doing(verb: str, verbs: Verbs) -> bool:
    return any(demand.by_artefact for demand in verbs.known[verb].levels.values())


def _undefined(
    unit: UnitDraft,
    entry: Entry,
    verb: str,
    units: Sequence[UnitDraft],
    defined: dict[tuple[str, str], set[str]],
) -> Fault:
    elsewhere = [f"{u} {code}" for (u, code), found in defined.items() if verb in found]
    where = f"; it is defined under {', '.join(elsewhere)}" if elsewhere else " nor anywhere else"
    name = verb.replace("-", " ")
    says = f"unit {unit.code}: {entry.code} commands to {name}, which its guidance does not define"
    lines = (entry.asks[0].line, *(t.line for t in entry.guidance[:1]))
    return Fault(kind="undefined-verb", says=says + where, lines=tuple(dict.fromkeys(lines)))
