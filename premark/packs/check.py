"""A loaded pack in; a complaint at its line for every name that is nowhere defined."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from premark.errors import BadYaml, DuplicateId, UnknownName
from premark.packs.yaml_source import Key, Source
from premark.patterns import PhraseError, to_regex
from premark.types.criteria import ArtefactKind, Criterion, Pack, Requirement, Verb

HOURS = ("coaching", "supervision", "planned")


def check_pack(
    pack: Pack, source: Source, verbs: dict[str, Verb], patterns: Collection[str]
) -> None:
    """Raise UnknownName, DuplicateId or BadYaml for the first thing wrong in the pack.

    `patterns` are the kinds of the pattern files that a need may name.
    """
    outcomes = {outcome.id for outcome in pack.outcomes}
    seen: set[str] = set()
    for i, criterion in enumerate(pack.criteria):
        at: Key = ("criteria", i)
        if criterion.id in seen:
            raise DuplicateId(source.path, source.line((*at, "id")), "id", f"{criterion.id} twice")
        seen.add(criterion.id)
        _known(criterion.outcome, outcomes, source, (*at, "outcome"))
        for verb in criterion.verb:
            _known(verb, set(verbs), source, (*at, "verb"))
        _topics(criterion, source, at)
        for name in ("must", "helps"):
            _requirements(getattr(criterion, name), criterion, pack, source, (*at, name))
            _phrases(getattr(criterion, name), patterns, source, (*at, name))


def _topics(criterion: Criterion, source: Source, at: Key) -> None:
    _compiled(criterion.headed, source, (*at, "headed"))
    ids = [topic.id for topic in criterion.topics]
    for j, topic in enumerate(criterion.topics):
        key = (*at, "topics", j)
        if ids.index(topic.id) != j:
            raise DuplicateId(source.path, source.line(key), "id", f"{topic.id!r} is here twice")
        _compiled(topic.words, source, (*key, "words"))


def _compiled(phrases: tuple[str, ...], source: Source, key: Key) -> None:
    try:
        for phrase in phrases:  # translating finds every mistake; compiling takes ten times as long
            to_regex(phrase)
    except PhraseError as error:
        raise BadYaml(source.path, source.line(key), str(key[-1]), str(error)) from error


def _requirements(
    requirements: tuple[Requirement, ...], criterion: Criterion, pack: Pack, source: Source, at: Key
) -> None:
    topics = {topic.id for topic in criterion.topics}
    for j, requirement in enumerate(requirements):
        needs, key = requirement.needs, (*at, j, "needs")
        for topic in (*needs.topics, *needs.each):
            _known(topic, topics, source, key)
        for name in (needs.list, needs.each_item):
            _known(name, {"", *pack.lists}, source, key)
        _complete(requirement, source, key)


def _phrases(
    requirements: tuple[Requirement, ...], patterns: Collection[str], source: Source, at: Key
) -> None:
    for j, requirement in enumerate(requirements):
        if requirement.needs.kind == "phrase":
            _known(requirement.needs.pattern, set(patterns), source, (*at, j, "needs"))


def _complete(requirement: Requirement, source: Source, key: Key) -> None:
    needs = requirement.needs
    if needs.kind == "hours":
        _known(needs.of, set(HOURS), source, key)
    if needs.kind == "artefact":
        _known(needs.of, set(get_args(ArtefactKind)), source, key)
    lacking = {
        "topic": not needs.topics,
        "item": not needs.list,
        "phrase": not needs.pattern,
        "move": not needs.moves,
        "citation": needs.at_least is None and not needs.each and not needs.each_item,
        "hours": needs.at_least is None,
        "months": needs.at_least is None,
    }
    if lacking.get(needs.kind):
        problem = f"a need of kind {needs.kind!r} has nothing to count"
        raise BadYaml(source.path, source.line(key), "needs", problem)


def _known(name: str, names: set[str], source: Source, key: Key) -> None:
    if name not in names:
        near = ", ".join(sorted(n for n in names if n)[:40])
        field = ".".join(str(part) for part in key)
        problem = f"{name!r} is not defined; expected one of: {near}"
        raise UnknownName(source.path, source.line(key), field, problem)
