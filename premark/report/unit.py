"""A pack in; lines for a terminal that say in words what it asks, out."""

from __future__ import annotations

from collections.abc import Iterator

from premark.plain import one_line
from premark.report.asked import asked, named
from premark.types.criteria import Criterion, Pack, Requirement


def lines(pack: Pack) -> Iterator[str]:
    """The whole unit, criterion by criterion, as the reports word it."""
    body = f"{pack.qualification.body} level {pack.qualification.level}"
    yield f"{one_line(pack.code)}  {one_line(pack.title)}"
    yield one_line(f"{body}, version {pack.version}")
    if pack.guide:
        yield f"after: {one_line(pack.guide)}"
    for criterion in pack.criteria:
        yield ""
        yield from _criterion(criterion)


def _criterion(criterion: Criterion) -> Iterator[str]:
    verb = " and ".join(named(verb) for verb in criterion.verb)
    yield f"{one_line(criterion.id)}  ({one_line(verb)})  {one_line(criterion.asks)}"
    if criterion.official:
        yield f"     official  {one_line(criterion.official)}"
    for line in criterion.guidance:
        yield f"     guidance  {one_line(line)}"
    for topic in criterion.topics:
        yield f"     topic     {one_line(topic.about)}"
    for requirement in criterion.must:
        yield f"     required  {_said(requirement, criterion)}"
    for requirement in criterion.helps:
        yield f"     helps     {_said(requirement, criterion)}"
    for note in criterion.notes:
        yield f"     note      {one_line(note)}"


def _said(requirement: Requirement, criterion: Criterion) -> str:
    return f"{one_line(asked(requirement, criterion))}  [{one_line(requirement.source)}]"
