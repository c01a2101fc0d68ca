"""`criteria/importing.yaml` in; the words that an import goes by, out."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import get_args

from premark.errors import BadYaml, UnknownName
from premark.packs.load import load_verbs
from premark.packs.where import criteria_root
from premark.packs.yaml_source import Key, Source, build, read_yaml
from premark.patterns import PhraseError, to_regex
from premark.types.criteria import ArtefactKind, NeedKind, Verb
from premark.types.document import Value


class Counted(Value):
    """A thing that is counted. `times` turns its figure into the kind's own measure."""

    kind: NeedKind
    words: tuple[str, ...]
    times: float = 1
    pattern: str = ""
    per: str = ""


class HoursOf(Value):
    """Whose hours a sentence speaks of; `joins` names those that they must agree with."""

    of: str
    words: tuple[str, ...] = ()
    joins: str = ""


class ImportWords(Value):
    """The words of `criteria/importing.yaml`; its comments say what each is for."""

    bodies: tuple[str, ...]
    unit_words: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]
    sizes: dict[str, tuple[str, ...]]
    heads: dict[str, tuple[str, ...]]
    appendices: tuple[str, ...]
    opens_back: tuple[str, ...]
    number_columns: tuple[str, ...]
    sufficiency: dict[str, tuple[str, ...]]
    outcome_stems: tuple[str, ...]
    prefaces: tuple[str, ...]
    defines: tuple[str, ...]
    stands_for: dict[str, str]
    only_first: tuple[str, ...]
    carriers: tuple[str, ...]
    bounds: dict[str, tuple[str, ...]]
    numbers: dict[str, int]
    names_not_counts: tuple[str, ...]
    counted: tuple[Counted, ...]
    hours: tuple[HoursOf, ...]
    not_totals: tuple[str, ...]
    ranges: dict[str, int]
    models: tuple[str, ...]
    optional: tuple[str, ...]
    artefacts: dict[ArtefactKind, tuple[str, ...]]
    examples: tuple[str, ...]
    and_so_on: tuple[str, ...]
    imprint: tuple[str, ...]
    stop: tuple[str, ...]


@lru_cache(maxsize=1)
def known_verbs() -> dict[str, Verb]:
    """The verbs of `verbs.yaml`, read once."""
    return load_verbs()


@lru_cache(maxsize=2)
def load_words(path: Path | None = None) -> ImportWords:
    """The words, checked. Raises BadYaml or UnknownName at the line of what is wrong."""
    source = read_yaml(path or criteria_root() / "importing.yaml")
    words = build(ImportWords, source, source.data)
    _check_phrases(source.data, source, ())
    verbs = known_verbs()
    for name, near in words.stands_for.items():
        if near not in verbs:
            key: Key = ("stands_for", name)
            problem = f"{near!r} is not a verb of verbs.yaml"
            raise UnknownName(source.path, source.line(key), f"stands_for.{name}", problem)
    missing = set(get_args(ArtefactKind)) - set(words.artefacts)
    if missing:
        problem = f"has no words for {', '.join(sorted(missing))}"
        raise BadYaml(source.path, source.line(("artefacts",)), "artefacts", problem)
    return words


def _check_phrases(data: object, source: Source, key: Key) -> None:
    if isinstance(data, dict):
        for name, value in data.items():
            _check_phrases(value, source, (*key, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            _check_phrases(value, source, (*key, number))
    elif isinstance(data, str):
        try:
            to_regex(data)
        except PhraseError as error:
            raise BadYaml(source.path, source.line(key), str(key[-1]), str(error)) from error


@lru_cache(maxsize=512)
def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for any of the phrases, the longest first.

    Not `compile_phrases`: lines are matched from a place on, and there are few phrases.
    """
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(to_regex(phrase) for phrase in ordered) or r"(?!)", re.IGNORECASE)
