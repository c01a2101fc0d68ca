"""A place in a YAML file in; what is doubled, unknown, no phrase or not filled in there, out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from premark.errors import BadYaml, DuplicateId, UnknownName
from premark.packs.raw import entries, scalars, texts
from premark.packs.yaml_source import FILL_IN, Key, Source, field_name
from premark.patterns import PhraseError, to_regex

SHOWN = 60


def unfilled(source: Source) -> Iterator[BadYaml]:
    """Every scalar that a skeleton left to be filled in."""
    for key, text in scalars(source.data):
        if text.startswith(FILL_IN):
            said = f"is still to be filled in; expected{text.removeprefix(FILL_IN) or ' a value'}"
            yield BadYaml(source.path, source.line(key), field_name(source, key), said)


def doubled(source: Source, keys: Key | Sequence[Key], name: str) -> Iterator[DuplicateId]:
    """Entries of a list, or of lists taken together, whose `name` stands before them already."""
    lists = [keys] if isinstance(keys, tuple) else keys
    seen: dict[str, int] = {}
    for key, entry in (found for one in lists for found in entries(source, *one)):
        own, line = entry.get(name), source.line((*key, name))
        if not isinstance(own, str) or own.startswith(FILL_IN):
            continue
        if own in seen:
            said = f"{own!r} is here twice, first in line {seen[own]}; expected another {name}"
            yield DuplicateId(source.path, line, field_name(source, (*key, name)), said)
        seen.setdefault(own, line)


def unknown(source: Source, key: Key, names: Collection[str]) -> Iterator[UnknownName]:
    """Each name at a key, or in the list there, that is none of `names`."""
    for at, name in texts(source, *key):
        if name and name not in names and not name.startswith(FILL_IN):
            said = f"{name!r} is not defined{_expected(name, names)}"
            yield UnknownName(source.path, source.line(at), field_name(source, key), said)


def misphrased(source: Source, key: Key) -> Iterator[BadYaml]:
    """Each phrase at a key, or in the list there, that is not in the phrase language."""
    for at, phrase in texts(source, *key):
        try:  # translating finds every mistake; compiling takes ten times as long
            to_regex(phrase)
        except PhraseError as error:
            yield BadYaml(source.path, source.line(at), field_name(source, key), str(error))


def _expected(name: str, names: Collection[str]) -> str:
    known = sorted(n for n in names if n)
    near = get_close_matches(name, known, n=1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    listed = ", ".join(known[:SHOWN]) or "nothing: none is defined in this file"
    return f"{meant}; expected one of: {listed}"
