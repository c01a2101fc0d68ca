"""A requirement of a pack in; what it asks for, in words, out."""

from __future__ import annotations

from collections.abc import Callable

from premark.report.words import amount, any_of, counted, sentence, words
from premark.types.criteria import Criterion, Requirement


def asked(requirement: Requirement, criterion: Criterion) -> str:
    """A sentence such as "At least 3 learning methods." for the checklist."""
    return sentence(_ASKS[requirement.needs.kind](requirement, criterion))


def topic_words(criterion: Criterion, topic: str) -> str:
    """What a topic is about, or its id where the pack does not know it."""
    return next((t.about for t in criterion.topics if t.id == topic), named(topic))


def named(identifier: str) -> str:
    """An id of the pack as people read it."""
    return identifier.replace("-", " ").replace("_", " ")


def _short(criterion: Criterion, topic: str) -> str:
    return topic_words(criterion, topic).split(", such as")[0]


def _least(requirement: Requirement, one: str, many: str = "") -> str:
    needs = requirement.needs
    least = needs.at_least or 1
    if needs.at_most is None:
        return f"at least {counted(least, one, many)}"
    if needs.at_most == least:
        return counted(least, one, many)
    return f"{amount(least)} to {counted(needs.at_most, one, many)}"


def _topic(requirement: Requirement, criterion: Criterion) -> str:
    needs = requirement.needs
    abouts = [_short(criterion, topic) for topic in needs.topics]
    if len(abouts) == 1:
        return f"topic: {abouts[0]}"
    least = int(needs.at_least or len(abouts))
    how = "each" if least >= len(abouts) else f"at least {least}"
    return f"{how} of these topics: {'; '.join(abouts)}"


def _item(requirement: Requirement, criterion: Criterion) -> str:
    name = named(requirement.needs.list)
    return _least(requirement, f"of the {name}", f"of the {name}")


def _citation(requirement: Requirement, criterion: Criterion) -> str:
    needs = requirement.needs
    if needs.each:
        abouts = [_short(criterion, topic) for topic in needs.each]
        return f"a source near each of these topics: {'; '.join(abouts)}"
    if needs.each_item:
        return f"a source near each of the {named(needs.each_item)} that are named"
    return _least(requirement, "distinct source")


def _model(requirement: Requirement, criterion: Criterion) -> str:
    needs = requirement.needs
    if needs.list:
        return _least(requirement, f"of the {named(needs.list)}", f"of the {named(needs.list)}")
    kinds = any_of([named(kind) for kind in needs.types])
    said = _least(requirement, "named model")
    return f"{said} ({kinds})" if kinds else said


def _phrase(requirement: Requirement, criterion: Criterion) -> str:
    return _least(requirement, f"different {named(requirement.needs.pattern)}")


def _move(requirement: Requirement, criterion: Criterion) -> str:
    does = any_of([words().moves[move].does for move in requirement.needs.moves])
    return f"{_least(requirement, 'sentence')} that {does}"


def _hours(requirement: Requirement, criterion: Criterion) -> str:
    kind = requirement.needs.of
    where = "planned" if kind == "planned" else f"of {named(kind)} in the logs"
    return f"{_least(requirement, 'hour')} {where}"


def _clients(requirement: Requirement, criterion: Criterion) -> str:
    return _least(requirement, "client")


def _months(requirement: Requirement, criterion: Criterion) -> str:
    return f"a plan that covers {_least(requirement, 'month')}"


def _artefact(requirement: Requirement, criterion: Criterion) -> str:
    needs = requirement.needs
    name = words().artefacts.get(needs.of, f"a document of the kind {named(needs.of)}")
    if needs.per:
        return f"{name} in the file, with an entry for each {needs.per}"
    least = needs.at_least or 1
    return f"{name} in the file" if least == 1 else f"{name} in the file, {amount(least)} or more"


_ASKS: dict[str, Callable[[Requirement, Criterion], str]] = {
    "topic": _topic,
    "item": _item,
    "citation": _citation,
    "named-model": _model,
    "phrase": _phrase,
    "move": _move,
    "hours": _hours,
    "clients": _clients,
    "months": _months,
    "artefact": _artefact,
}
