"""Passages and a unit's lists in; named entries, and entries the learner numbers, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from premark.detect.base import Rules, Seen
from premark.detect.enumerated import compile_nouns, enumerated, item
from premark.patterns import compile_phrases
from premark.phrase_heads import words_of
from premark.types.criteria import ListEntry
from premark.types.document import Passage
from premark.types.evidence import Finding

_ORDINALS = "first second third fourth fifth sixth seventh eighth".split()


def items(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: entries of the unit's lists (an alternative, a factor), by name or by number.

    Why: "at least three alternatives" is counted by what they are; where the learner's own are
    not in the list, "the third factor", or a run that is counted off, still tells how many.
    Known limits: an entry named only to set it aside counts too.
    """
    for name, entries in rules.pack.lists.items():
        numbered = _numbering(name)
        for parsed in seen.parsed:
            yield from _named(parsed.passage, name, entries)
            if not words_of(parsed.passage.text).words.isdisjoint(_ORDINALS):
                yield from _numbered(parsed.passage, name, numbered)
    yield from enumerated(seen, rules)


def _named(passage: Passage, name: str, entries: tuple[ListEntry, ...]) -> Iterator[Finding]:
    for entry in entries:
        pattern = compile_phrases((entry.name, *entry.also))
        for found in pattern.finditer(passage.text):
            because = f"it names {entry.name!r} of the unit's list {name!r}"
            yield item(passage, found.span(), ("list", entry.name, because), name)


def _numbering(name: str) -> re.Pattern[str]:
    """An ordinal close before a list's noun: "the second of my needs", "a third factor"."""
    ordinals, nouns = "|".join(_ORDINALS), compile_nouns(name).pattern
    return re.compile(rf"\b({ordinals})\s+(?:\w+\s+){{0,3}}?{nouns}", re.IGNORECASE)


def _numbered(passage: Passage, name: str, numbering: re.Pattern[str]) -> Iterator[Finding]:
    for found in numbering.finditer(passage.text):
        word = found.group(1).lower()
        because = f"the learner numbers it as the {word} of the {name.replace('-', ' ')}"
        said = ("ordinal", f"number {_ORDINALS.index(word) + 1}", because)
        yield item(passage, found.span(), said, name)
