"""The words that tell a named model and its use: YAML in, patterns and look-ups out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pydantic import Field

from premark.errors import BadYaml
from premark.packs.load import load_patterns
from premark.packs.where import criteria_root
from premark.packs.yaml_source import build, read_yaml
from premark.patterns import PhraseError, compile_phrases, to_regex
from premark.types.document import Value

ROUND_NAMES = "model-words"
OF_USE = "model-use-words"
NAMES = "model-names"
NAME = "NAME"


class Part(Value):
    """Words that play one part, what that is, and the lines that prove it."""

    says: str
    words: tuple[str, ...] = Field(min_length=1)
    find: tuple[str, ...] = Field(min_length=1)
    ignore: tuple[str, ...] = Field(min_length=1)
    not_yet: tuple[str, ...] = ()


class ModelWords(Value):
    """One file's parts by name."""

    purpose: str
    parts: Mapping[str, Part]


@cache
def load_words(path: Path) -> ModelWords:
    """The parts in the YAML file at `path`; BadYaml where one is misshapen or a phrase is none."""
    source = read_yaml(path)
    table = build(ModelWords, source, source.data)
    for name, part in table.parts.items():
        try:
            _compiled(part.words)
        except PhraseError as error:
            key = ("parts", name, "words")
            raise BadYaml(path, source.line(key), name, str(error)) from error
    return table


def broken_examples(table: ModelWords) -> Iterator[str]:
    """What the parts' own lines complain of, a sentence each; nothing when all hold."""
    for name, part in table.parts.items():
        wanted = _compiled(part.words)
        yield from (f"{name} should find {s!r}" for s in part.find if not wanted.search(s))
        yield from (f"{name} should ignore {s!r}" for s in part.ignore if wanted.search(s))
        closed = (s for s in part.not_yet if wanted.search(s))
        yield from (f"{name}: this gap is closed, move it to find: {s!r}" for s in closed)


def phrases(key: str, kind: str = ROUND_NAMES) -> tuple[str, ...]:
    """The words of one part, as the file gives them. Raises KeyError for a part it has not."""
    return _shipped(kind).parts[key].words


@cache
def either(key: str) -> str:
    """The source of a pattern for any of these words, in small letters, for folded text."""
    ordered = sorted(phrases(key), key=lambda phrase: (-len(phrase), phrase))
    return to_regex(f"({'|'.join(phrase.lower() for phrase in ordered)})")


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A pattern in which `<part>` stands for any word of that part."""
    return re.compile(re.sub(r"(?<!P)<([a-z-]+)>", lambda m: either(m[1]), source))


@cache
def listed(key: str) -> frozenset[str]:
    return frozenset(phrases(key))


def any_word(word: str, kind: str, key: str) -> bool:
    """Whether `word`, whole, is one of the words of a part."""
    return bool(_compiled(phrases(key, kind)).fullmatch(word))


def is_told(key: str, ahead: str, behind: str) -> bool:
    """Whether the sentence round a name holds a phrase of model-names.yaml that takes it in."""
    names = load_patterns()[NAMES]
    said, at = f"{ahead}{NAME}{behind}", len(ahead)
    found = [m.span() for m in compile_phrases(names.keys[key]).finditer(said)]
    found = [(start, end) for start, end in found if start <= at < end]
    if not found:
        return False
    cancelled = [m.span() for m in compile_phrases(names.unless).finditer(said)]
    return any(not any(a <= start and end <= b for a, b in cancelled) for start, end in found)


@cache
def _shipped(kind: str) -> ModelWords:
    return load_words(criteria_root() / "patterns" / f"{kind}.yaml")


@cache
def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(to_regex(word) for word in words), re.IGNORECASE)
