"""A place in a YAML file in; what is doubled, unknown, no phrase or not filled in there, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from premark.errors import BadYaml, DuplicateId, UnknownName
from premark.packs.raw import entries, fields, scalars, texts
from premark.packs.yaml_source import FILL_IN, Key, Source, field_name
from premark.patterns import PhraseError, to_regex

SHOWN = 60
PARTS = ("must", "helps")  # of a criterion, which share one set of ids
HOLLOW = re.compile(r"(?:^|[(|])\s*(?:[|)*]|$)")  # where a phrase may ask for nothing


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


def doubled_ids(source: Source) -> Iterator[DuplicateId]:
    """Every entry of a pack that has the id of another beside it."""
    for name in ("outcomes", "criteria"):
        yield from doubled(source, (name,), "id")
    for name in fields(source, ("lists",)):
        yield from doubled(source, ("lists", name), "name")
    for at, _ in entries(source, "criteria"):
        yield from doubled(source, (*at, "topics"), "id")
        yield from doubled(source, [(*at, part) for part in PARTS], "id")


def unknown(source: Source, key: Key, names: Collection[str]) -> Iterator[UnknownName]:
    """Each name at a key, or in the list there, that is none of `names`."""
    for at, name in texts(source, *key):
        if name and name not in names and not name.startswith(FILL_IN):
            said = f"{name!r} is not defined{_expected(name, names)}"
            yield UnknownName(source.path, source.line(at), field_name(source, key), said)


def hollow(source: Source, key: Key, names: Sequence[str]) -> Iterator[BadYaml]:
    """Each field of an entry that is there and says nothing."""
    given = fields(source, key)
    for name in names:
        here = (*key, name)
        if given.get(name) == [] or str(given.get(name, name)).strip() == "":
            said = "is empty; expected something"
            yield BadYaml(source.path, source.line(here), field_name(source, here), said)


def misphrased(source: Source, key: Key) -> Iterator[BadYaml]:
    """Each phrase at a key, or in the list there, that is not in the phrase language."""
    for at, phrase in texts(source, *key):
        if said := _misphrased(phrase):
            yield BadYaml(source.path, source.line(at), field_name(source, key), said)


def _misphrased(phrase: str) -> str:
    try:  # translating finds nearly every mistake; compiling takes ten times as long
        translated = to_regex(phrase)
    except PhraseError as error:
        return str(error)
    if HOLLOW.search(phrase) and any(re.fullmatch(translated, any_) for any_ in ("", " ", "a")):
        return f"finds any word at all, or none: {phrase!r}; expected words of its own"
    return ""


def _expected(name: str, names: Collection[str]) -> str:
    known = sorted(n for n in names if n)
    near = get_close_matches(name, known, n=1)
    meant = f" (did you mean {near[0]}?)" if near else ""
    if not known:
        return "; nothing of that kind is, so define it first"
    return f"{meant}; expected one of: {', '.join(known[:SHOWN])}"
