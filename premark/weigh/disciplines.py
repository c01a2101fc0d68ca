"""Mentions of a field's disciplines in; whether one that was not chosen runs through, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from premark.packs.load import load_patterns
from premark.patterns import search
from premark.structure.passages import place
from premark.types.criteria import Pack
from premark.types.document import Document, Locator, Section
from premark.types.evidence import Finding, Notice
from premark.weigh.review import Evidence

MINOR_SHARE = 0.25  # of the words for either discipline; under it the other is a slip
MINOR_COUNT = 8
SHOWN = 5  # places
_SAID_BY_LEARNER = ("body", "cover", "appendix")
_STOP = re.compile(r"[.!?](?=\s|$)|\n")
AROUND = 2_000  # characters; a paragraph without end is not searched whole for every mention
_QUOTED = re.compile(r"[\"“][^\"“”]{1,400}[\"”]")


@dataclass(frozen=True)
class Choice:
    """The discipline that the text says it keeps to, and where it says so."""

    discipline: str
    at: Locator


def mixed_notice(
    document: Document, sections: Sequence[Section], evidence: Evidence, pack: Pack
) -> Notice | None:
    """Where the unit asks to keep to one discipline: whether the other one runs through it."""
    if not pack.keep_to_one or not pack.field:
        return None
    found = _mentions(document, evidence, pack)
    counts = {key: sum(f.key == key for f in found) for key in dict.fromkeys(f.key for f in found)}
    if len(counts) < 2:
        return None
    choice = _choice(document, sections, pack)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    kept = choice.discipline if choice and choice.discipline in counts else ranked[0]
    other = next(key for key in ranked if key != kept)
    if counts[other] < MINOR_COUNT or counts[other] / (counts[kept] + counts[other]) < MINOR_SHARE:
        return None
    places = [f.at for f in found if f.key == other][:SHOWN]
    return _notice((kept, counts[kept]), (other, counts[other]), choice, places)


def _notice(
    kept: tuple[str, int], other: tuple[str, int], choice: Choice | None, places: list[Locator]
) -> Notice:
    named = f"{kept[0]} is named {kept[1]} times and {other[0]} {other[1]} times"
    asks = f"The unit asks to keep to {kept[0]} or {other[0]}"
    where = "outside the criteria that ask for both and the sentences that compare them"
    if choice is None:
        message = f"{asks}: {named} {where}."
        step = "Check which one the learner chose."
        return Notice(code="mixed-disciplines", message=message, next_step=step,
                      places=tuple(places))  # fmt: skip
    message = (
        f"{asks}. The text chooses {kept[0]} ({choice.at.label}), and {other[0]} is mixed in: "
        f"{named} {where}."
    )
    step = f"Look whether what is said of {other[0]} serves the {kept[0]} that was chosen."
    return Notice(code="mixed-disciplines", message=message, next_step=step,
                  places=(choice.at, *places))  # fmt: skip


def _mentions(document: Document, evidence: Evidence, pack: Pack) -> list[Finding]:
    """What is said of either where the two are not what the criterion or sentence is about."""
    both = {c.id for c in pack.criteria if c.both}
    aside = {m.passage for m in evidence.matches if m.primary and m.criterion in both}
    return [
        f
        for f in evidence.findings
        if f.kind == "discipline" and f.passage not in aside and not _is_aside(f, document, pack)
    ]


def _is_aside(finding: Finding, document: Document, pack: Pack) -> bool:
    """Whether the mention is quoted, or stands in a sentence that contrasts the two."""
    at = finding.at
    whole = document.blocks[at.block].text if at.block < len(document.blocks) else ""
    first = max(0, at.start - AROUND)
    text, start = whole[first : at.start + AROUND], at.start - first
    if any(m.start() <= start < m.end() for m in _QUOTED.finditer(text)):
        return True
    sentence = _sentence(text, start)
    patterns = load_patterns()
    contrasts = {hit.key for hit in search(patterns[f"{pack.field}-contrast"], sentence)}
    if "aside" in contrasts:
        return True
    named = {hit.key for hit in search(patterns[pack.field], sentence)}
    return "beside" in contrasts and len(named) > 1


def _sentence(text: str, at: int) -> str:
    stops = [m.end() for m in _STOP.finditer(text)]
    start = max((stop for stop in stops if stop <= at), default=0)
    end = min((stop for stop in stops if stop > at), default=len(text))
    return text[start:end]


def _choice(document: Document, sections: Sequence[Section], pack: Pack) -> Choice | None:
    """The first place where the learner's own words choose one."""
    patterns = load_patterns()[f"{pack.field}-choice"]
    for section in sections:
        for index in section.blocks if section.role in _SAID_BY_LEARNER else ():
            block = document.blocks[index]
            hits = [] if block.template else search(patterns, block.text)
            if hits:
                at = place(block, hits[0].start, hits[0].end, document)
                return Choice(hits[0].key, at)
    return None
