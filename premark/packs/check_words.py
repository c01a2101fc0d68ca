"""The plain data of verbs, named models or a pattern file in; each mistake at its line, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pydantic import BaseModel

from premark.errors import BadYaml, ExampleFailed, PackError
from premark.packs.entries import doubled, misphrased, unfilled, unknown
from premark.packs.raw import at, entries, fields, number, yes
from premark.packs.yaml_source import Key, Source, field_name, shape_mistakes
from premark.patterns import Examples, PatternSet, broken_examples
from premark.types.criteria import MOVES, NamedModel, Verb

RUNGS = (1, 6)
NEEDED = ("kind", "finds", "why", "limits", "keys", "examples")
EXAMPLES = ("find", "ignore", "not_yet")
PHRASES = "should be a list of phrases"


def verb_mistakes(source: Source) -> Iterator[PackError]:
    """Each thing wrong in a file of command verbs."""
    yield from _no_list(source, "verbs")
    yield from unfilled(source)
    for name in ("moves", "verbs"):
        yield from doubled(source, (name,), "id")
    for key, _ in entries(source, "moves"):
        yield from unknown(source, (*key, "id"), MOVES)
    yield from _shapes(Verb, source, "verbs")
    for key, _ in entries(source, "verbs"):
        yield from misphrased(source, (*key, "forms"))
        yield from _demands(source, key)
    ids = [str(entry.get("id")) for _, entry in entries(source, "verbs")]
    for key, _ in entries(source, "lower"):
        yield from unknown(source, (*key, "verb"), ids)
        yield from unknown(source, (*key, "under"), ids)


def _demands(source: Source, key: Key) -> Iterator[PackError]:
    rung = number(at(source, (*key, "ladder")))
    if rung is not None and not RUNGS[0] <= rung <= RUNGS[1]:
        yield _bad(source, (*key, "ladder"), f"should be from 1 to 6; found {rung:g}")
    if fields(source, key).get("levels") == {}:
        yield _bad(source, (*key, "levels"), "is empty; expected what it demands at a level")
    for level, demand in fields(source, (*key, "levels")).items():
        here = (*key, "levels", level)
        if not level.isdigit():
            yield _bad(source, here, f"should be the number of a level; found {level!r}")
        told = isinstance(demand, dict)
        if told and not any(demand.get("groups") or ()) and not yes(demand.get("by_artefact")):
            said = 'asks for nothing; expected `groups` of moves, or `by_artefact: "true"`'
            yield _bad(source, here, said)


def model_mistakes(source: Source) -> Iterator[PackError]:
    """Each thing wrong in a file of named models."""
    yield from _no_list(source, "models")
    yield from unfilled(source)
    yield from doubled(source, ("models",), "name")
    yield from _shapes(NamedModel, source, "models")


def pattern_mistakes(source: Source) -> Iterator[PackError]:
    """Each thing wrong in a pattern file; its examples are not run here."""
    data = fields(source)
    for name in NEEDED:
        if name not in data:
            yield BadYaml(source.path, 1, name, "is missing")
    for name in data:
        if name not in (*NEEDED, "unless"):
            known = ", ".join((*NEEDED, "unless"))
            yield _bad(source, (name,), f"is not a field known here; expected one of: {known}")
    if "keys" in data and not isinstance(data["keys"], dict):
        yield _bad(source, ("keys",), "should be lists by key")
    for key in (("unless",), *(("keys", name) for name in fields(source, ("keys",)))):
        yield from _phrases(source, key)
    yield from _examples(source)


def _phrases(source: Source, key: tuple[str, ...]) -> Iterator[PackError]:
    if at(source, key) is None and key == ("unless",):
        return
    yield from _no_texts(source, key)
    yield from misphrased(source, key)


def _examples(source: Source) -> Iterator[PackError]:
    given = at(source, ("examples",))
    if given is None:
        return
    if not isinstance(given, dict):
        yield _bad(source, ("examples",), f"should be lists: {', '.join(EXAMPLES)}")
        return
    for name in given:
        if name not in EXAMPLES:
            said = f"is not a field known here; expected one of: {', '.join(EXAMPLES)}"
            yield _bad(source, ("examples", name), said)
        elif given[name]:
            yield from _no_texts(source, ("examples", name))


def failed_examples(source: Source, patterns: PatternSet) -> Iterator[ExampleFailed]:
    """Each example of a pattern file that does not hold, at its own line."""
    for name in EXAMPLES:
        for i, line in enumerate(getattr(patterns.examples, name)):
            alone = replace(patterns, examples=replace(Examples(), **{name: (line,)}))
            for problem in broken_examples(alone):
                yield failed(source, ("examples", name, i), problem)


def failed(source: Source, key: Key, problem: str) -> ExampleFailed:
    name = field_name(source, key[:-1] if isinstance(key[-1], int) else key)
    return ExampleFailed(source.path, source.line(key), name, problem)


def _shapes(kind: type[BaseModel], source: Source, name: str) -> Iterator[PackError]:
    data = at(source, (name,))
    for i, entry in enumerate(data if isinstance(data, list) else []):
        yield from shape_mistakes(kind, source, entry, (name, i))


def _no_list(source: Source, name: str) -> Iterator[BadYaml]:
    if not isinstance(at(source, (name,)), list):
        yield BadYaml(source.path, source.line((name,)), name, "should be a list")


def _no_texts(source: Source, key: Key) -> Iterator[BadYaml]:
    given = at(source, key)
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        yield _bad(source, key, PHRASES)


def _bad(source: Source, key: Key, problem: str) -> BadYaml:
    return BadYaml(source.path, source.line(key), field_name(source, key), problem)
