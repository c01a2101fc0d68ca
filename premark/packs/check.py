"""The plain data of a pack in; every name in it that is nowhere defined, at its line, out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from premark.errors import BadYaml, PackError, UnknownName
from premark.packs.changes import changelog_mistakes
from premark.packs.entries import doubled, misphrased, unfilled, unknown
from premark.packs.raw import entries, fields, number, texts
from premark.packs.yaml_source import Key, Source, field_name
from premark.types.criteria import ArtefactKind

HOURS = ("coaching", "supervision", "planned")
LACKING = {
    "topic": ("topics",),
    "item": ("list",),
    "phrase": ("pattern",),
    "move": ("moves",),
    "citation": ("at_least", "each", "each_item"),
    "hours": ("at_least",),
    "months": ("at_least",),
    "artefact": ("of",),
}
PARTS = ("must", "helps")


@dataclass(frozen=True)
class Known:
    """What a pack may name: verbs, kinds of pattern files, types of named models."""

    verbs: Collection[str]
    patterns: Collection[str]
    types: Collection[str]


def pack_mistakes(source: Source, known: Known) -> Iterator[PackError]:
    """UnknownName, DuplicateId or BadYaml for each thing wrong in a pack beside its shape."""
    yield from unfilled(source)
    yield from changelog_mistakes(source)
    yield from doubled(source, ("outcomes",), "id")
    yield from doubled(source, ("criteria",), "id")
    for name in fields(source, ("lists",)):
        key: Key = ("lists", name)
        yield from doubled(source, key, "name")
        for entry, _ in entries(source, *key):
            yield from misphrased(source, (*entry, "also"))
    outcomes = [entry.get("id") for _, entry in entries(source, "outcomes")]
    for at, _ in entries(source, "criteria"):
        yield from unknown(source, (*at, "outcome"), [str(o) for o in outcomes if o])
        yield from unknown(source, (*at, "verb"), known.verbs)
        yield from _topics(source, at)
        yield from doubled(source, [(*at, part) for part in PARTS], "id")
        topics = [str(topic.get("id")) for _, topic in entries(source, *at, "topics")]
        for part in PARTS:
            for key, _ in entries(source, *at, part):
                yield from _needs(source, (*key, "needs"), topics, known)


def _topics(source: Source, at: Key) -> Iterator[PackError]:
    yield from misphrased(source, (*at, "headed"))
    yield from doubled(source, (*at, "topics"), "id")
    for key, _ in entries(source, *at, "topics"):
        yield from misphrased(source, (*key, "words"))


def _needs(
    source: Source, key: Key, topics: Iterable[str], known: Known
) -> Iterator[PackError]:
    needs = fields(source, key)
    kind = needs.get("kind")
    for name in ("topics", "each"):
        yield from unknown(source, (*key, name), list(topics))
    for name in ("list", "each_item"):
        yield from unknown(source, (*key, name), list(fields(source, ("lists",))))
    yield from unknown(source, (*key, "types"), known.types)
    if kind == "phrase":
        yield from unknown(source, (*key, "pattern"), known.patterns)
    if kind == "hours":
        yield from _of(source, key, HOURS)
    elif needs.get("of"):
        yield from _of(source, key, get_args(ArtefactKind))
    yield from _counts(source, key, needs)


def _of(source: Source, key: Key, names: Collection[str]) -> Iterator[PackError]:
    if fields(source, key).get("of"):
        yield from unknown(source, (*key, "of"), names)
    else:
        said = f"is missing; expected one of: {', '.join(names)}"
        yield UnknownName(source.path, source.line(key), field_name(source, (*key, "of")), said)


def _counts(source: Source, key: Key, needs: dict[str, Any]) -> Iterator[PackError]:
    wanted = LACKING.get(str(needs.get("kind")), ())
    if wanted and not any(needs.get(name) for name in wanted):
        said = f"a need of kind {needs['kind']!r} has nothing to count; expected"
        problem = f"{said} {' or '.join(f'`{name}`' for name in wanted)}"
        yield BadYaml(source.path, source.line(key), field_name(source, key), problem)
    yield from (
        BadYaml(source.path, source.line((*key, name)), field_name(source, (*key, name)), said)
        for name, said in _misfigured(needs, [text for _, text in texts(source, *key, "topics")])
    )


def _misfigured(needs: dict[str, Any], topics: list[str]) -> Iterator[tuple[str, str]]:
    least, most = number(needs.get("at_least")), number(needs.get("at_most"))
    for name, value in (("at_least", least), ("at_most", most)):
        if value is not None and value <= 0:
            yield name, f"should be more than 0; found {needs[name]!r}"
    if least is not None and most is not None and most < least:
        yield "at_most", f"is less than `at_least`, {needs['at_least']}, so nothing meets it"
    if needs.get("kind") == "topic" and topics and (least or 0) > len(topics):
        yield "at_least", f"asks for {needs['at_least']} of {len(topics)} topics; expected fewer"


