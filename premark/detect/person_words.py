"""The words that tell a person's name: two YAML files in, one compiled table of look-ups out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from premark.detect.citation_words import fold
from premark.errors import BadYaml
from premark.packs.where import criteria_root
from premark.packs.yaml_source import Source, build, read_yaml
from premark.patterns import CompiledPhrases, PhraseError, compile_phrases, to_regex
from premark.types.document import Value

NAMES, WORDS = "names.yaml", "patterns/anonymity.yaml"
CUES = (
    "author_before author_after met_before person_before speaks_after person_after invented_before"
    " invented_after invented_throughout own_said own_labels people_columns not_phone"
    " organisations employers employers_not_before"
).split()
WHOLE = (  # sought by themselves, at the edge of no name
    "invented_throughout",
    "people_columns",
    "organisations",
    "employers",
    "employers_not_before",
)
_LINK = r"[\s,:;(\"“‘'–-]*"


def _flat(value: Any) -> list[str]:
    if isinstance(value, list):
        return [word for part in value for word in _flat(part)]
    return [str(value)]


def _folded(value: Any) -> frozenset[str]:
    return frozenset(fold(word) for word in _flat(value))


Cue = re.Pattern[str] | CompiledPhrases
Folded = Annotated[frozenset[str], BeforeValidator(_folded)]
Phrases = Annotated[tuple[str, ...], BeforeValidator(lambda value: tuple(_flat(value)))]


class GivenNames(Value):
    """Given names, folded; `doubtful` ones are also words, months or places, `surnames` that."""

    purpose: str = ""
    given: Folded
    doubtful: Folded
    surnames: Folded


class Examples(Value):
    """Lines with what is to be found in [[marks]], and lines in which nothing is."""

    find: tuple[str, ...]
    ignore: tuple[str, ...]


class AnonymityWords(Value):
    """Words and phrases by role, as the comments of the YAML file explain them."""

    purpose: str = ""
    titles: Folded
    neutral: Folded
    not_names: Folded
    not_people: Folded
    surnames_too: Folded
    place_leads: Folded
    before_place: Folded
    organisations: Phrases
    programs: Folded = frozenset()
    employers: Phrases = ()
    employers_not_before: Phrases = ()
    writers: Folded
    author_before: Phrases
    author_after: Phrases
    met_before: Phrases
    person_before: Phrases
    speaks_after: Phrases
    person_after: Phrases
    invented_before: Phrases
    invented_after: Phrases
    invented_throughout: Phrases
    own_said: Phrases
    own_labels: Phrases
    people_columns: Phrases
    not_phone: Phrases
    examples: Examples


@dataclass(frozen=True)
class PersonWords:
    """Both files: `words` and `given` to look up, `cues` to match at the edge of a name."""

    given: GivenNames
    words: AnonymityWords
    cues: dict[str, Cue]

    @cached_property
    def everyday(self) -> frozenset[str]:
        """Words that are no part of a person's name: labels, bodies, what opens a sentence."""
        return self.words.not_names | self.words.not_people | self.words.neutral

    def ends(self, cue: str, before: str) -> bool:
        """Whether the words before a name end in one of the cue's phrases."""
        return self.cues[cue].search(before) is not None

    def opens(self, cue: str, after: str) -> bool:
        """Whether the words after a name begin with one of the cue's phrases."""
        return self.cues[cue].match(after) is not None


@cache
def load_person_words(folder: Path) -> PersonWords:
    """The table of a folder of criteria; BadYaml at the line of what is missing or misshapen."""
    names, source = read_yaml(folder / NAMES), read_yaml(folder / WORDS)
    given = build(GivenNames, names, names.data)
    words = build(AnonymityWords, source, source.data)
    return PersonWords(given, words, _cues(source, words))


def person_words() -> PersonWords:
    """The table that premark ships, read once."""
    return load_person_words(criteria_root())


def _cues(source: Source, words: AnonymityWords) -> dict[str, Cue]:
    cues = {}
    for name in CUES:
        try:
            cues[name] = _edge(name, getattr(words, name))
        except PhraseError as error:
            raise BadYaml(source.path, source.line((name,)), name, str(error)) from error
    return cues


def _edge(name: str, phrases: tuple[str, ...]) -> Cue:
    if name in WHOLE:
        return compile_phrases(phrases)
    said = "|".join(to_regex(phrase) for phrase in phrases)
    if name.endswith("_after"):
        possessive = r"(?:s\s+(?:\w+\s+)?)?" if name == "author_after" else ""
        return re.compile(rf"{_LINK}{possessive}(?:{said})", re.IGNORECASE)
    if name == "own_labels":
        return re.compile(rf"(?:{said})\s*[:|]\s*$", re.IGNORECASE)
    if name == "not_phone":
        return re.compile(rf"(?:{said})[\s:.#]*(?:no\.?|number)?[\s:.#]*$", re.IGNORECASE)
    return re.compile(rf"(?:{said}){_LINK}$", re.IGNORECASE)
