"""A pack in; lines for a terminal that say what it asks, out."""

from __future__ import annotations

from collections.abc import Iterator

from premark.types.criteria import Criterion, Needs, Pack, Requirement


def lines(pack: Pack) -> Iterator[str]:
    """The whole unit, criterion by criterion."""
    yield f"{pack.code}  {pack.title}"
    yield f"{pack.qualification.body} level {pack.qualification.level}, version {pack.version}"
    if pack.guide:
        yield f"after: {pack.guide}"
    for criterion in pack.criteria:
        yield ""
        yield from _criterion(criterion)


def _criterion(criterion: Criterion) -> Iterator[str]:
    verb = " and ".join(v.replace("-", " ") for v in criterion.verb)
    yield f"{criterion.id}  ({verb})  {criterion.asks}"
    for topic in criterion.topics:
        yield f"     topic     {topic.id}: {topic.about}"
    for requirement in criterion.must:
        yield f"     required  {_said(requirement)}"
    for requirement in criterion.helps:
        yield f"     helps     {_said(requirement)}"
    for note in criterion.notes:
        yield f"     note      {note}"


def _said(requirement: Requirement) -> str:
    return f"{requirement.id}: {asked(requirement.needs)}  [{requirement.source}]"


def asked(needs: Needs) -> str:
    """A need in a few words: "at least 3 of learning-methods", "20 hours of coaching"."""
    least = f"at least {needs.at_least:g} " if needs.at_least is not None else ""
    most = f", at most {needs.at_most:g}" if needs.at_most is not None else ""
    what = needs.list or needs.of or needs.pattern or ", ".join(needs.topics or needs.moves)
    each = f" for each of {needs.each_item or ', '.join(needs.each)}" if _each(needs) else ""
    return f"{least}{needs.kind}{f' ({what})' if what else ''}{each}{most}"


def _each(needs: Needs) -> bool:
    return bool(needs.each or needs.each_item)
