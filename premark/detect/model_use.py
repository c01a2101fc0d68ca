"""A model's place and phrases of use in; what is done with it there, and by which words, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from premark.detect.model_cues import BESIDE_AFTER, Reading
from premark.detect.model_lexicon import Pattern
from premark.patterns import PatternSet, search

USES = ("described", "applied", "critiqued")
PATTERNS = "model-use"
_NAME = "MODEL"
_OF_WHAT = re.compile(r" +of +(?!my\b|our\b|the\b|his\b|her\b|an?\b)\w+")
_ARTICLE = re.compile(r"\bthe +$")
# How a sentence goes on about the model of the one before.
_GOES_ON = re.compile(
    r"(?:however|yet|but|still|though)?,? *(?P<it>it(?:'s|s)?|they|their|this|these)\b"
    r"|the (?:model|framework|cycle|theory|approach|tool|stages|steps|weakness\w*|limit\w*)\b"
    r"|(?:one|a|its) (?:weakness|limitation|drawback|strength|criticism)\b"
)
# Columns that make a row a session's, and those that hold what it was run with.
_SESSION = re.compile(
    r"\b(?:date|session|client|coachee|mentee|duration|mins|minutes|hours|length)"
)
_TOOLS = re.compile(
    r"\b(?:models?|tools?|techniques?|approach(?:es)?|frameworks?|methods?|exercises?|used|tried"
    r"|activit\w+|how it was done|what was done|what we did|with what)\b"
)


@dataclass(frozen=True)
class Use:
    """What is done with a model at one place. `uses` of USES in their order, none for a mention.

    `shown` are the words that say so, one for each use; `quote` is the sentence or two read.
    """

    uses: tuple[str, ...]
    shown: tuple[str, ...]
    quote: str

    @property
    def said(self) -> str:
        return "; ".join(self.uses) or "mentioned"


def use_of(
    reading: Reading, place: tuple[int, int], patterns: PatternSet, stages: Pattern | None = None
) -> Use:
    """The use of the model named at characters `place`; `stages` are its parts."""
    first, last = _span(reading, place)
    quote = reading.text[first:last].strip()
    said = _masked(reading, place, first, last)
    shown: dict[str, str] = {}
    for hit in search(patterns, said):
        shown.setdefault(hit.key, hit.phrase)
    if "described" not in shown and (parts := _parts(said, stages)):
        shown["described"] = parts
    name = reading.text[place[0] : place[1]]
    uses = tuple(use for use in USES if use in shown)
    return Use(uses, tuple(shown[use].replace(_NAME, name) for use in uses), quote)


def used_in_log(column: str, columns: Sequence[str]) -> bool:
    """Whether the columns of a row make it a session's, and this one holds what was used in it."""
    named = any(_SESSION.search(name.lower()) for name in columns)
    return named and bool(_TOOLS.search(column.lower()))


def _span(reading: Reading, place: tuple[int, int]) -> tuple[int, int]:
    """The sentence of the name, with the next where that goes on about it."""
    first, last = reading.sentence(place[0])
    after = reading.sentence(place[0], more=1)[1]
    goes_on = _GOES_ON.match(reading.folded, last, after)
    return first, after if goes_on else last


def _masked(reading: Reading, place: tuple[int, int], first: int, last: int) -> str:
    """The words round a name, with MODEL for it, for its noun and for the "it" that follows."""
    start, end = place
    for more_of_it in (BESIDE_AFTER, _OF_WHAT):
        found = more_of_it.match(reading.folded, end, last)
        end = found.end() if found else end
    ahead = _ARTICLE.sub("", reading.text[first:start])
    own_end = reading.sentence(place[0])[1]
    rest, more = reading.text[end:own_end], reading.text[max(own_end, end) : last]
    goes_on = _GOES_ON.match(more.lower())
    if goes_on and goes_on["it"] in ("it", "they", "this", "these"):
        more = more[: goes_on.start("it")] + _NAME + more[goes_on.end("it") :]
    return f"{ahead}{_NAME}{rest}{more}"


def _parts(said: str, stages: Pattern | None) -> str:
    """A model's own parts, told by its name: two in capitals or of two words, or three."""
    found: dict[str, bool] = {}
    for match in stages.finditer(said.lower()) if stages else ():
        plain = said[match.start()].islower() and " " not in match.group()
        found[match.group()] = found.get(match.group(), False) or not plain
    parts = sorted(found, key=lambda part: not found[part])
    enough = len(parts) > 2 or sum(found.values()) > 1
    return " and ".join(parts[:2]) if enough else ""
