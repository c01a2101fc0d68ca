"""A text in; names of models that no entry of the lexicon covers out ("the BRIDGE model")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from premark.detect.model_cues import Reading
from premark.detect.model_lexicon import fold
from premark.detect.model_words import listed, pattern

_NOUN = re.compile(
    r"[ -](?:[Mm]odel|[Ff]ramework|[Cc]ycle)\b(?! of care| answer| employer| student)"
)
# "KEYSTONE, a model that I drew up"; "a framework called Stepping Stones".
_SAID = re.compile(
    r"\b(?P<caps>[A-Z]{3,}),? (?:a|an|my|our|the) (?:own |\w+ ){0,2}(?:model|framework|cycle)\b"
    r"|\b(?:model|framework|cycle) (?:(?:that |which )?(?:I|we|is|was|has been|had been) )?"
    r"(?:call|called|named|known as) [\"'“‘]?(?:the )?(?P<called>[A-Z]\w+(?: [A-Z]\w+){0,2})"
)
_NAME = re.compile(
    r"(?<![\w’'])(?P<name>(?:[A-Z][\w&]*(?:-[A-Z]\w*)*)"
    r"(?:(?: and | & | )[A-Z][\w&]*(?:-\w+)*){0,3})"
    r"(?P<own>['’]s?)?(?P<kind>(?: [a-z]+(?:-[a-z]+)?){0,2})$"
)


def unknown_models(reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of each "<Name> model", "<Name>'s ... cycle" or "framework"."""
    for noun in _NOUN.finditer(reading.text):
        first = reading.sentence(noun.start())[0]
        start = max(first, noun.start() - 80)
        found = _NAME.search(reading.text[start : noun.start()])
        if found and (name := _name(found, first == start + found.start())):
            yield start + found.end("name") - len(name), noun.end(), name
    for said in _SAID.finditer(reading.text):
        name = said["caps"] or said["called"]
        at = said.start("caps") if said["caps"] else said.start("called")
        if fold(name) not in listed("no-maker") and name not in listed("short-form"):
            yield at, at + len(name), name


def _name(found: re.Match[str], begins: bool) -> str:
    """The name without the everyday words before it; "" when it names no model."""
    words = found["name"].split()
    while words and fold(words[0]) in listed("no-maker"):
        words = words[1:]
        begins = False
    kind = found["kind"]
    acronym = bool(words) and words[0].isupper() and len(words[0]) > 2
    kept = found["own"] or not kind or (acronym and pattern(" <kind>").fullmatch(kind))
    if not words or not kept or pattern(r"\b<no-model-kind>\b").search(kind):
        return ""
    if fold(words[-1]) in listed("no-maker") or any(len(word) == 1 for word in words):
        return ""
    if len(words) == 1 and begins and not found["own"] and not acronym:
        return ""
    return found["name"][-len(" ".join(words)) :]
