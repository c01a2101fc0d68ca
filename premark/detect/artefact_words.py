"""The words that tell logs, plans and contracts: YAML in, one compiled table of look-ups out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from premark.errors import BadYaml
from premark.packs.where import criteria_root
from premark.packs.yaml_source import Source, read_yaml
from premark.patterns import CompiledPhrases, PhraseError, compile_phrases

FILE = "patterns/artefacts.yaml"
GROUPS = (
    "columns",
    "headings",
    "cells",
    "text",
    "contract",
    "contract_voice",
    "profile",
    "records",
)


@dataclass(frozen=True)
class Wording:
    """One entry: what it looks for, what cancels that, and the lines that prove it."""

    name: str
    wanted: CompiledPhrases
    unless: CompiledPhrases
    find: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the text says it, cancelled places left out."""
        cancelled: list[tuple[int, int]] | None = None
        for found in self.wanted.finditer(text):
            start, end = found.span()
            if cancelled is None:
                cancelled = [m.span() for m in self.unless.finditer(text)]
            if not any(a < end and start < b for a, b in cancelled):
                yield start, end

    def hits(self, text: str) -> bool:
        return next(self.places(text), None) is not None

    def opens(self, text: str) -> bool:
        return any(not text[:start].strip(" \"'“‘([*-–") for start, _ in self.places(text))


@dataclass(frozen=True)
class Words:
    """Entries by group and name, in the order of the file."""

    groups: dict[str, dict[str, Wording]]

    def group(self, name: str) -> dict[str, Wording]:
        return self.groups[name]

    def column(self, name: str) -> Wording:
        return self.groups["columns"][name]

    def heading(self, name: str) -> Wording:
        return self.groups["headings"][name]

    def cell(self, name: str) -> Wording:
        return self.groups["cells"][name]

    def text(self, name: str) -> Wording:
        return self.groups["text"][name]

    def found(self, group: str, text: str) -> tuple[str, ...]:
        """Names of the group's entries that the text says."""
        return tuple(name for name, entry in self.groups[group].items() if entry.hits(text))


@cache
def load_words(path: Path) -> Words:
    """The table in the YAML file at `path`; BadYaml at the line of what is missing or misshapen."""
    source = read_yaml(path)
    data = source.data
    if not isinstance(data, dict):
        raise BadYaml(path, 1, "file", "should be a mapping of groups of words")
    groups = {}
    for group in GROUPS:
        if not isinstance(data.get(group), dict):
            raise BadYaml(path, source.line((group,)), group, "should be a mapping of entries")
        groups[group] = {name: _wording(source, group, name) for name in data[group]}
    return Words(groups)


@cache
def words() -> Words:
    """The table that premark ships, read once."""
    return load_words(criteria_root() / FILE)


def broken_examples(table: Words) -> Iterator[str]:
    """What the entries' own examples complain of, a sentence each; nothing when all hold."""
    for group, entries in table.groups.items():
        for name, entry in entries.items():
            for line in entry.find:
                if not entry.hits(line):
                    yield f"{group}.{name} should find {line!r}"
            for line in entry.ignore:
                if entry.hits(line):
                    yield f"{group}.{name} should ignore {line!r}"
            if not entry.find or not entry.ignore:
                yield f"{group}.{name} needs an example to find and one to ignore"


def _wording(source: Source, group: str, name: str) -> Wording:
    entry: Any = source.data[group][name]
    if not isinstance(entry, dict) or "phrases" not in entry:
        line = source.line((group, name))
        raise BadYaml(source.path, line, f"{group}.{name}", "needs a list of phrases")
    lists = {
        part: _strings(source, (group, name, part), entry.get(part) or [])
        for part in ("phrases", "unless", "find", "ignore")
    }
    try:
        wanted, unless = compile_phrases(lists["phrases"]), compile_phrases(lists["unless"])
    except PhraseError as error:
        line = source.line((group, name))
        raise BadYaml(source.path, line, f"{group}.{name}", str(error)) from error
    return Wording(name, wanted, unless, lists["find"], lists["ignore"])


def _strings(source: Source, key: tuple[str, ...], value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadYaml(source.path, source.line(key), ".".join(key), "should be a list of phrases")
    return tuple(value)
