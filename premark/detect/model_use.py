"""A model's place and phrases of use in; what is done with it there, and by which words, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from premark.detect.model_cues import Reading, noun_after
from premark.detect.model_grammar import uses_by_grammar
from premark.detect.model_lexicon import Pattern
from premark.detect.model_words import pattern
from premark.parse import Sentence
from premark.patterns import PatternSet, search

USES = ("described", "applied", "critiqued")
PATTERNS = "model-use"
_NAME = "MODEL"
_OF_WHAT = re.compile(r" +of +(?!my\b|our\b|the\b|his\b|her\b|an?\b)\w+")
_ARTICLE = re.compile(r"\bthe +$")
# How a sentence goes on about the model of the one before.
_GOES_ON = (
    r"(?:however|yet|but|still|though)?,? *(?P<it>it(?:'s|s)?|they|their|this|these)\b"
    r"|the <goes-on>|(?:one|a|its) <verdict>\b"
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
    reading: Reading,
    place: tuple[int, int],
    patterns: PatternSet,
    stages: Pattern | None = None,
    *,
    sentences: Sequence[Sentence] = (),
) -> Use:
    """The use of the model named at characters `place`; `stages` are its parts.

    Phrases are read first; of `sentences`, if the text is parsed, grammar adds what they miss.
    """
    first, last = _span(reading, place)
    quote = reading.text[first:last].strip()
    said = _masked(reading, place, first, last)
    shown: dict[str, str] = {}
    for hit in search(patterns, said):
        if not _is_part(hit.key, hit.phrase, stages):
            shown.setdefault(hit.key, hit.phrase)
    parts = _parts(said, stages)
    by_grammar = _by_grammar(place, sentences)
    for use, words in by_grammar.items():
        if (use != "described" or not (shown or parts)) and not _is_part(use, words, stages):
            shown.setdefault(use, words)
    if len(parts) > 3 or (parts and "applied" not in shown):
        shown.setdefault("described", " and ".join(parts[:2]))
    name = reading.text[place[0] : place[1]]
    uses = tuple(use for use in USES if use in shown)
    return Use(uses, tuple(shown[use].replace(_NAME, name) for use in uses), quote)


def _is_part(use: str, words: str, stages: Pattern | None) -> bool:
    """ "The weakness was" judges a model, unless weaknesses are one of its parts."""
    ends = words.lower().split()
    judging = (ends[0], ends[-1]) if ends else ()
    return use == "critiqued" and any(stages.fullmatch(word) for word in judging if stages)


def _by_grammar(place: tuple[int, int], sentences: Sequence[Sentence]) -> dict[str, str]:
    own = next((s for s in sentences if s.start <= place[0] < s.end), None)
    return uses_by_grammar(own, *place) if own else {}


def used_in_log(column: str, columns: Sequence[str]) -> bool:
    """Whether the columns of a row make it a session's, and this one holds what was used in it."""
    named = any(pattern(r"\b<session-column>\b").search(name.lower()) for name in columns)
    return named and bool(pattern(r"\b<tool-column>\b").search(column.lower()))


def _span(reading: Reading, place: tuple[int, int]) -> tuple[int, int]:
    """The sentence of the name, with the next where that goes on about it."""
    first, last = reading.sentence(place[0])
    after = reading.sentence(place[0], more=1)[1]
    goes_on = pattern(_GOES_ON).match(reading.folded, last, after)
    return first, after if goes_on else last


def _masked(reading: Reading, place: tuple[int, int], first: int, last: int) -> str:
    """The words round a name, with MODEL for it, for its noun and for the "it" that follows."""
    start, end = place
    noun = noun_after(reading, end)
    end = noun.end() if noun and noun.end() <= last else end
    of_what = _OF_WHAT.match(reading.folded, end, last)
    end = of_what.end() if of_what else end
    ahead = _ARTICLE.sub("", reading.text[first:start])
    own_end = reading.sentence(place[0])[1]
    rest, more = reading.text[end:own_end], reading.text[max(own_end, end) : last]
    goes_on = pattern(_GOES_ON).match(more.lower())
    if goes_on and goes_on["it"] in ("it", "they", "this", "these"):
        more = more[: goes_on.start("it")] + _NAME + more[goes_on.end("it") :]
    return f"{ahead}{_NAME}{rest}{more}"


def _parts(said: str, stages: Pattern | None) -> list[str]:
    """A model's own parts, told by its name: two in capitals or of two words, or three."""
    found: dict[str, bool] = {}
    for match in stages.finditer(said.lower()) if stages else ():
        plain = said[match.start()].islower() and " " not in match.group()
        found[match.group()] = found.get(match.group(), False) or not plain
    parts = sorted(found, key=lambda part: not found[part])
    return parts if len(parts) > 2 or sum(found.values()) > 1 else []
