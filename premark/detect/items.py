"""Passages and a unit's lists in; named entries, and entries the learner numbers, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from premark.detect.base import Rules, Seen
from premark.patterns import compile_phrases
from premark.types.criteria import ListEntry
from premark.types.document import Passage
from premark.types.evidence import Finding

_ORDINALS = "first second third fourth fifth sixth seventh eighth".split()


def items(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: entries of the unit's lists (an alternative, a factor), by name or by number.

    Why: "at least three alternatives" is counted by what they are; where the learner's own are
    not in the list, "the third factor is" still tells how many there are.
    Known limits: an entry named only to set it aside counts too.
    """
    for name, entries in rules.pack.lists.items():
        nouns = _nouns(name)
        for parsed in seen.parsed:
            yield from _named(parsed.passage, name, entries)
            yield from _numbered(parsed.passage, name, nouns)


def _named(passage: Passage, name: str, entries: tuple[ListEntry, ...]) -> Iterator[Finding]:
    for entry in entries:
        pattern = compile_phrases((entry.name, *entry.also))
        for found in pattern.finditer(passage.text):
            because = f"it names {entry.name!r} of the unit's list {name!r}"
            yield _finding(passage, found, name, "list", (entry.name, because))


def _numbered(passage: Passage, name: str, nouns: str) -> Iterator[Finding]:
    ordinals = "|".join(_ORDINALS)
    counted = re.compile(rf"\b({ordinals})\s+(?:\w+\s+){{0,3}}?(?:{nouns})\b", re.IGNORECASE)
    for found in counted.finditer(passage.text):
        yield _ordinal(passage, found, name, found.group(1).lower())
    if re.search(rf"\b(?:{nouns})\b", passage.text, re.IGNORECASE):
        for found in re.finditer(rf"\bthe ({ordinals}) (?:is|was|one)\b", passage.text, re.I):
            yield _ordinal(passage, found, name, found.group(1).lower())


def _ordinal(passage: Passage, found: re.Match[str], name: str, word: str) -> Finding:
    number = _ORDINALS.index(word) + 1
    because = f"the learner numbers it as the {word} of the {name.replace('-', ' ')}"
    return _finding(passage, found, name, "ordinal", (f"number {number}", because))


def _nouns(name: str) -> str:
    """The last word of a list's name, one or many: "learning-methods" gives "method|methods"."""
    last = re.escape(name.rsplit("-", 1)[-1])
    single = last.removesuffix("ies") + "y" if last.endswith("ies") else last.removesuffix("s")
    return f"{single}|{last}|{single}s"


def _finding(
    passage: Passage, found: re.Match[str], name: str, rule: str, said: tuple[str, str]
) -> Finding:
    at = passage.locate(found.start(), found.end())
    return Finding(
        detector="items",
        rule=rule,
        kind="item",
        key=said[0],
        at=at,
        quote=found.group()[: at.end - at.start],
        because=said[1],
        passage=passage.id,
        facts=(("list", name),),
    )
