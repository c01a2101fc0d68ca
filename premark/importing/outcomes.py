"""Lines that number or word a learning outcome in; the outcomes that they open out."""

from __future__ import annotations

import re

from premark.importing.beside import is_command
from premark.importing.drafts import Doubt, Said, SourceLine
from premark.importing.heads import head_of
from premark.importing.numbering import outcome_number, plain_number
from premark.importing.segments import (
    LABELLED,
    Segment,
    Walk,
    add_criterion,
    ensure_unit,
    said,
)
from premark.importing.words import ImportWords, any_of

_LETTER = re.compile(r"\(?([a-h])[.)]")
_MARK = re.compile(r"\(?(\d{1,2})[.)]")


def read_whole_number(walk: Walk, line: SourceLine) -> bool:
    """A criterion, or its part in a later list, that bears a whole number: "3. Explain..."."""
    mark = _MARK.fullmatch(line.mark)
    found = (mark.group(1), line.text) if mark else plain_number(line.text)
    if not found:
        return False
    number, text = found
    if walk.area == "criteria" and is_command(walk, text):
        ensure_unit(walk, line)
        says = f"the source numbers it {number}, which names no outcome"
        criterion = Segment(unit=walk.unit, role="criteria", said=[said(line, text)], name=number)
        criterion.doubts.append(Doubt(says=says, lines=(line.index,)))
        add_criterion(walk, criterion)
        walk.whole = True
        return True
    owner = _owner(walk, number) if walk.area in LABELLED and walk.whole else None
    if owner is not None:
        part = Segment(unit=walk.unit, role=walk.area, said=[said(line, text)], parents=(owner,))
        walk.add(part)
    return owner is not None


def read_letter(walk: Walk, line: SourceLine) -> bool:
    """A criterion, or its part in a later list, that bears a letter under its outcome: "b)"."""
    mark = _LETTER.fullmatch(line.mark)
    if not mark or not walk.outcome.isdigit():
        return False
    letter = mark.group(1)
    code = f"{walk.outcome}.{ord(letter) - ord('a') + 1}"
    own = [s for s in walk.here("criteria") if s.codes and s.outcome == walk.outcome]
    if walk.area in LABELLED and not walk.beside:
        lettered = any(s.codes == (code,) and s.also.endswith(letter) for s in own)
        if lettered:
            walk.labels = (code,)
            walk.add(Segment(walk.unit, walk.area, [said(line, line.text)], codes=(code,)))
        return lettered
    open_ = walk.segments[walk.current].said if walk.current is not None else []
    listed = bool(open_) and walk.segments[walk.current or 0].role == "criteria"
    within = listed and (open_[-1].text.endswith(":") or _is_deeper(walk, line, open_[0].line))
    due = code == f"{walk.outcome}.{len(own) + 1}" and all(s.also for s in own)
    if walk.area != "criteria" or within or not due or not is_command(walk, line.text):
        return False
    criterion = Segment(walk.unit, "criteria", [said(line, line.text)], codes=(code,))
    criterion.also = f"{walk.outcome}{letter}"
    criterion.printed = [Said(line=line.index, text=line.mark)]
    add_criterion(walk, criterion)
    return True


def _is_deeper(walk: Walk, line: SourceLine, first: int) -> bool:
    return line.indent > walk.lines[first].indent


def _owner(walk: Walk, number: str) -> int | None:
    """The criterion of that whole number: of the outcome being read, or the only one."""
    own = [
        i
        for i, s in enumerate(walk.segments)
        if s.unit == walk.unit and s.role == "criteria" and s.name == number
    ]
    here = [i for i in own if walk.segments[i].outcome == walk.outcome]
    return here[-1] if here else own[0] if len(own) == 1 else None


def is_outcome_line(walk: Walk, line: SourceLine) -> bool:
    """An outcome by its words ("LO 2"), or by a number and how outcomes begin."""
    numbered = outcome_number(line.text)
    plain = numbered or plain_number(line.text)
    stem = any_of(walk.words.outcome_stems)
    if plain and (numbered or stem.match(plain[1]) or _heads_content(walk, plain[0])):
        add_outcome(walk, line, plain[0], plain[1])
        return True
    opens = stem.match(line.text) and line.text[:1].isupper()
    if opens and (walk.area == "outcome" or (walk.area == "" and walk.outcome)):
        add_outcome(walk, line, walk.outcome, line.text)
        return True
    return False


def add_outcome(walk: Walk, line: SourceLine, number: str, text: str) -> None:
    ensure_unit(walk, line)
    if walk.area in LABELLED and not walk.beside and _is_label(walk, line, number, text):
        walk.labels = ()
        if not text:
            walk.drop(line, "a heading: it says whose content follows")
        walk.add(Segment(unit=walk.unit, role=walk.area, said=[said(line, text)], outcome=number))
        return
    again = bool(walk.outcome == number and _outcome_texts(walk, number))
    number = _next_outcome(walk) if again or not number else number
    walk.outcome = number
    walk.area, walk.beside = "outcome", walk.beside and walk.area == "criteria"
    walk.labels, walk.fresh = (), True
    if text:
        words = without_preface(text, walk.words)
        outcome = Segment(unit=walk.unit, role="outcome", said=[said(line, words)], outcome=number)
        outcome.name = "bare" if text == line.text else "numbered"
        walk.add(outcome)
    else:
        walk.drop(line, "a heading: it numbers the outcome")
        walk.current = None


def without_preface(text: str, words: ImportWords) -> str:
    """An outcome without "The learner will", which says the same before each."""
    found = any_of(words.prefaces).match(text)
    rest = text[found.end() :].strip(" :…") if found else ""
    return rest or text


def _is_label(walk: Walk, line: SourceLine, number: str, text: str) -> bool:
    """Whether an outcome's number says whose content follows, and does not open the outcome."""
    if text:
        return bool(_outcome_texts(walk, number))
    later = next((x for x in walk.lines[line.index + 1 :] if not x.set_apart), None)
    if later is None:
        return True
    plain = plain_number(later.text)
    stem = any_of(walk.words.outcome_stems).match(plain[1] if plain else later.text)
    return not stem and not head_of(later.text, walk.words)


def _heads_content(walk: Walk, number: str) -> bool:
    """In a list of content without criteria's numbers, a whole number is an outcome's."""
    listed = walk.area in LABELLED and not walk.beside and not walk.labels
    return listed and not walk.whole and bool(_outcome_texts(walk, number))


def _outcome_texts(walk: Walk, number: str) -> list[Segment]:
    return [s for s in walk.here("outcome") if s.outcome == number]


def _next_outcome(walk: Walk) -> str:
    numbers = [int(s.outcome) for s in walk.here("outcome") if s.outcome.isdigit()]
    return str(max(numbers, default=0) + 1)
