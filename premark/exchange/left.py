"""A pack and what a format holds of it in; the list of what is not held out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from premark.exchange.framework import Left
from premark.exchange.words import words
from premark.types.criteria import Criterion, Pack, Topic

Place = tuple[str, str]
_REST = ("must", "helps", "notes", "official", "guidance")


def left_out(pack: Pack, held: Pack, *, extension: bool = False) -> tuple[Left, ...]:
    """Every field of `pack` that `held` has not, with how many of its entries."""
    kept = dict(_entries(held))
    counts: dict[str, int] = {}
    for place, value in _entries(pack):
        if value and kept.get(place) != value:
            counts[place[0]] = counts.get(place[0], 0) + _size(value)
    says = words().fields
    return tuple(
        Left(field=field, says=says[field], count=counts[field], extension=extension)
        for field in says
        if field in counts
    )


def left_lines(left: tuple[Left, ...], name: str) -> Iterator[str]:
    """The list as the command prints it; one line, too, when nothing is left out."""
    for extension in (False, True):
        told = [f"  {entry.says} ({entry.count})" for entry in left if entry.extension == extension]
        if told:
            held = "holds only in extensions, which other systems may drop"
            yield f"{name} {held if extension else 'cannot hold'}:"
            yield from told
    if not left:
        yield f"{name} holds all of the pack."


def _size(value: Any) -> int:
    return len(value) if isinstance(value, tuple) else 1


def _entries(pack: Pack) -> Iterator[tuple[Place, Any]]:
    yield ("pack", ""), pack.pack
    yield ("version", ""), pack.version
    yield ("qualification", ""), pack.qualification
    yield ("unit", ""), pack.unit
    yield ("title", ""), pack.title
    yield ("guide", ""), pack.guide
    yield ("changelog", ""), pack.changelog
    yield ("field", ""), pack.field
    yield ("keep_to_one", ""), pack.keep_to_one
    for outcome in pack.outcomes:
        yield ("outcome titles", outcome.id), outcome.title
    for name, entries in pack.lists.items():
        yield ("lists", name), entries
    for criterion in pack.criteria:
        yield from _of_criterion(criterion)


def _of_criterion(criterion: Criterion) -> Iterator[tuple[Place, Any]]:
    at = criterion.id
    yield ("codes", at), (criterion.asks,)
    for field in ("verb", "headed", "starting_points", "artefacts", *_REST):
        yield (field, at), getattr(criterion, field)
    yield ("both", at), criterion.both
    yield ("topics", at), tuple((topic.id, topic.about) for topic in criterion.topics)
    for topic in criterion.topics:
        yield from _of_topic(topic, f"{at} {topic.id}")


def _of_topic(topic: Topic, at: str) -> Iterator[tuple[Place, Any]]:
    yield ("topic words", at), topic.words
    yield ("topic examples", at), topic.examples
    yield ("named topics", at), topic.named
