"""The plain data of a pack in; every name in it that is nowhere defined, at its line, out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from premark.errors import BadYaml, PackError, UnknownName
from premark.packs.changes import changelog_mistakes
from premark.packs.entries import PARTS, doubled_ids, hollow, misphrased, unfilled, unknown
from premark.packs.raw import entries, fields, number, texts, yes
from premark.packs.yaml_source import FILL_IN, Key, Source, field_name
from premark.types.criteria import ArtefactKind

HOURS = ("practice", "supervision", "planned")
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
# What has to be there and to say something, by the place of the entry that it is a field of.
UNIT = ("pack", "version", "unit", "title", "outcomes", "criteria")
CRITERION = ("id", "outcome", "asks", "verb", "topics")
ELEMENT = ("id", "source", "if_short")
KEPT = ("choice", "contrast")  # pattern files beside the field's own, for a pack that keeps to one


@dataclass(frozen=True)
class Known:
    """What a pack may name: verbs, kinds of pattern files, types of named models."""

    verbs: Collection[str]
    patterns: Collection[str]
    types: Collection[str]


def pack_mistakes(source: Source, known: Known) -> Iterator[PackError]:
    """UnknownName, DuplicateId or BadYaml for each thing wrong in a pack beside its shape."""
    yield from unfilled(source)
    yield from doubled_ids(source)
    yield from _of_unit(source)
    yield from changelog_mistakes(source)
    yield from field_mistakes(source, known)
    outcomes = [entry.get("id") for _, entry in entries(source, "outcomes")]
    for at, _ in entries(source, "criteria"):
        yield from hollow(source, at, CRITERION)
        yield from unknown(source, (*at, "outcome"), [str(o) for o in outcomes if o])
        yield from unknown(source, (*at, "verb"), known.verbs)
        yield from _topics(source, at)
        topics = [str(topic.get("id")) for _, topic in entries(source, *at, "topics")]
        for part in PARTS:
            for key, _ in entries(source, *at, part):
                yield from hollow(source, key, ELEMENT)
                yield from _needs(source, (*key, "needs"), topics, known)


def _of_unit(source: Source) -> Iterator[PackError]:
    """What is wrong in the unit as a whole, its outcomes and its lists."""
    yield from hollow(source, (), UNIT)
    yield from hollow(source, ("qualification",), ("body", "number"))
    for key, _ in entries(source, "outcomes"):
        yield from hollow(source, key, ("id", "title"))
    for name in fields(source, ("lists",)):
        for entry, _ in entries(source, "lists", name):
            yield from hollow(source, entry, ("name",))
            yield from misphrased(source, (*entry, "also"))


def field_mistakes(source: Source, known: Known) -> Iterator[PackError]:
    """UnknownName for a field that no pattern file has, or BadYaml for one that cannot be kept to.

    A pack that asks to keep to one discipline has a field with the files that tell a choice and
    a contrast.
    """
    about = fields(source)
    field = str(about.get("field") or "")
    yield from unknown(source, ("field",), known.patterns)
    if not yes(about.get("keep_to_one")) or field.startswith(FILL_IN):
        return
    files = ", ".join(f"patterns/<field>{end}.yaml" for end in ("", *(f"-{k}" for k in KEPT)))
    lacking = [kind for kind in (f"{field}-{end}" for end in KEPT) if kind not in known.patterns]
    if not field:
        said = f"needs `field`, the words of the disciplines; expected {files}"
    elif lacking and field in known.patterns:
        said = f"needs pattern files that are not here: {', '.join(lacking)}; expected {files}"
    else:
        return
    yield BadYaml(source.path, source.line(("keep_to_one",)), "keep_to_one", said)


def _topics(source: Source, at: Key) -> Iterator[PackError]:
    yield from misphrased(source, (*at, "headed"))
    for key, _ in entries(source, *at, "topics"):
        yield from hollow(source, key, ("id", "about"))
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
        if value is None and isinstance(needs.get(name), str):
            yield name, f"should be a number; found {needs[name]!r}"
        elif value is not None and value <= 0:
            yield name, f"should be more than 0; found {needs[name]!r}"
    if least is not None and most is not None and most < least:
        yield "at_most", f"is less than `at_least`, {needs['at_least']}, so nothing meets it"
    if needs.get("kind") == "topic" and topics and (least or 0) > len(topics):
        yield "at_least", f"asks for {needs['at_least']} of {len(topics)} topics; expected fewer"


