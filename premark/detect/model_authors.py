"""An author's surname found in a text in; out comes whether it stands for the model, and why."""

from __future__ import annotations

import re

from premark.detect.model_candidate import Candidate, Name
from premark.detect.model_cues import (
    PARTS,
    in_citation,
    is_maker,
    is_person,
    measures,
    only_cites,
    owned_noun,
    put_to_use,
)
from premark.detect.model_lexicon import fold
from premark.detect.model_words import listed

_POSSESSIVE = re.compile(r"'s? +(?:\(\d{4}\) +)?")


def surname(name: Name) -> Candidate | None:
    """An author's name: the model only where it is used, not where it cites or is a person."""
    reading, start, end = name.reading, name.start, name.end
    if not name.text[:1].isupper():
        return None
    if is_person(reading, start, end, name.cues.forenames):
        by_it = measures(reading, start) and _measured(name)
        return name.firm(by_it) if by_it else None
    possessive = name.writing.misspelt and name.text.endswith("s")
    reports = name.type in listed("report-type")
    noun = owned_noun(reading, end, possessive=possessive, reports=reports)
    if noun:
        said = reading.text[end:noun].split()[-1]
        return name.firm(f"its author's name with {said!r}", end=noun)
    if not in_citation(reading, start, end):
        use = put_to_use(reading, start, end) or _own_stage(name) or _told_in_parts(name)
        use = use or _made(name) or _measured(name) or _joint(name) or alone_under(name)
        if use:
            return name.firm(use)
    return None if only_cites(reading, start, end) else name.likely()


def _own_stage(name: Name) -> str:
    """ "Kolb's concrete experience": the author's name owns one of the stages."""
    stages = name.cues.stages
    owned = _POSSESSIVE.match(name.reading.folded, name.end)
    found = stages.match(name.reading.folded, owned.end()) if stages and owned else None
    return f"its author's name with the stage {found.group()!r}" if found else ""


def _told_in_parts(name: Name) -> str:
    """ "Kram (1983) describes four phases, initiation among them": an author with the parts."""
    stages, folded = name.cues.stages, name.reading.folded
    last = name.reading.sentence(name.start)[1]
    counted = PARTS.search(folded, name.end, last)
    found = sorted({m.group() for m in stages.finditer(folded, name.end, last)} if stages else ())
    distinct = [part for part in found if " " in part]
    if distinct and not counted:
        return f"its author's name with its part {distinct[0]!r}"
    if not counted or not found:
        return ""
    return f"its author's name with {counted.group()!r} and {found[0]!r}"


def _made(name: Name) -> str:
    """ "Gibbs (1988) offers a tidy model": an author told as the maker of a model."""
    told = is_maker(name.reading, name.start, name.end)
    return "its author is told as the maker of a model" if told else ""


def _measured(name: Name) -> str:
    """ "On Belbin I am a plant": an author's name as a measure, and a part of its model."""
    stages, reading = name.cues.stages, name.reading
    if stages is None or only_cites(reading, name.start, name.end):
        return ""
    first, last = reading.sentence(name.start)
    parts = sorted({m.group() for m in stages.finditer(reading.folded, first, last)})
    owned = reading.folded.startswith("'", name.end) or measures(reading, name.start)
    if len(parts) > 1 or (parts and owned):
        return f"its author's name as a measure, with its part {parts[0]!r}"
    return ""


def _joint(name: Name) -> str:
    """ "Honey and Mumford" is known for its model; two people elsewhere are seldom so called."""
    joint = re.search(r" (?:and|&) ", name.text)
    if not joint or only_cites(name.reading, name.start, name.end):
        return ""
    return "two authors who are known together for it"


def alone_under(name: Name) -> str:
    """A cell or line that is nothing but the name, under a heading that speaks of models."""
    first, last = name.reading.sentence(name.start)
    around = name.reading.folded[first : name.start] + name.reading.folded[name.end : last]
    dated = re.sub(r"\(?(?:19|20)\d\d\)?", "", around)
    if re.search(r"\w", dated):
        return ""
    says = re.search(r"\b(?:model|tool|technique|framework|theory|cycle)s?\b", fold(name.heading))
    return f"alone under {says.group()!r}" if says else ""
