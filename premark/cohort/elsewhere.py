"""A cohort's records in; what one submission lacks and the same learner's other one holds, out.

Each assignment must stand alone: nothing found elsewhere counts, but an assessor is to know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from premark.cohort.figures.picture import ElsewhereRow
from premark.plain import one_line
from premark.report.asked import named
from premark.report.words import amount, words
from premark.types.cohort import CriterionRow, ElementRow, Held, Record
from premark.types.criteria import Needs, Pack, Requirement

COUNTED = ("hours", "clients", "months")
KINDS = ("artefact", "topic", *COUNTED)  # a document may cover a topic by being there
# The document that such amounts are counted in, where the other unit does not count them.
_IN: dict[tuple[str, str], str] = {
    ("hours", "practice"): "session_log",
    ("hours", "supervision"): "supervision_log",
}
_PLAN = "plan"  # of sessions or of one's own development: what is counted in it tells which


@dataclass(frozen=True)
class _Slim:
    """What is kept of a record while the others are read: its documents and a few elements."""

    submission: str
    unit: str
    held: tuple[Held, ...]
    lacks: tuple[tuple[str, ElementRow], ...]  # with the criterion of each
    unseen: tuple[str, ...]  # criteria whose document is referred to and not in the file
    counts: tuple[tuple[str, ElementRow], ...]


def find_elsewhere(
    records: Iterable[Record], packs: Mapping[str, Pack], learner_of: Callable[[str], str]
) -> tuple[ElsewhereRow, ...]:
    """Facts learner by learner, in the order of the records; `packs` are by `Record.unit`.

    `learner_of` gives by a submission's id what is the same for all that one learner handed in;
    "" is nobody.
    """
    by_learner: dict[str, list[_Slim]] = {}
    for record in records:
        learner = learner_of(record.submission)
        if learner and record.unit in packs:
            by_learner.setdefault(learner, []).append(_slim(record))
    found: list[ElsewhereRow] = []
    for own in by_learner.values():
        for here in own:
            others = [each for each in own if each.unit != here.unit]
            found += _facts(here, others, packs) if others else []
    return tuple(found)


def _slim(record: Record) -> _Slim:
    rows = [(row.criterion, e) for row in record.criteria for e in row.elements]
    wanted = [(code, _bare(e)) for code, e in rows if e.kind in KINDS]
    return _Slim(
        submission=record.submission,
        unit=record.unit,
        held=record.held,
        lacks=tuple((c, e) for c, e in wanted if e.required and e.state != "met"),
        unseen=tuple(row.criterion for row in record.criteria if _refers(row)),
        counts=tuple((c, e) for c, e in wanted if e.kind in COUNTED and e.counted > 0),
    )


def _bare(element: ElementRow) -> ElementRow:
    return element.model_copy(update={"quote": "", "because": ""})


def _refers(row: CriterionRow) -> bool:
    return row.verb_state == "cannot_tell" and row.strength == "cannot tell"


def _facts(
    here: _Slim, others: Sequence[_Slim], packs: Mapping[str, Pack]
) -> Iterator[ElsewhereRow]:
    """One fact at most for each element, and for each criterion whose document is not there."""
    told: set[tuple[str, str]] = set()
    for code, element in here.lacks:
        needs = _needs(packs[here.unit], code, element.requirement)
        row = _fact(here, (code, element), needs, others, packs) if needs else None
        if needs and row:
            told.add((code, _kind_of(needs)))
            yield row
    for code in here.unseen:
        for kind in _artefacts(packs[here.unit], code):
            skip = (code, kind) in told or kind == _PLAN
            row = None if skip else _document(here, (code, ""), kind, others)
            if row:
                yield row
                break


def _fact(
    here: _Slim,
    lack: tuple[str, ElementRow],
    needs: Needs,
    others: Sequence[_Slim],
    packs: Mapping[str, Pack],
) -> ElsewhereRow | None:
    code, element = lack
    counted = _counted(here, lack, needs, others, packs) if element.kind in COUNTED else None
    kind = _kind_of(needs)
    if kind == _PLAN:
        others = _same_plans(packs[here.unit], code, others, packs)
    return counted or (_document(here, (code, element.requirement), kind, others) if kind else None)


def _kind_of(needs: Needs) -> str:
    """The kind of document that would answer."""
    return needs.of if needs.kind in ("artefact", "topic") else _IN.get((needs.kind, needs.of), "")


def _same_plans(
    pack: Pack, code: str, others: Sequence[_Slim], packs: Mapping[str, Pack]
) -> list[_Slim]:
    """Those whose plan has what this criterion counts in one: months, or planned hours."""
    own = [r.needs for c in pack.criteria if c.id == code for r in (*c.must, *c.helps)]
    asked = {(n.kind, n.of) for n in own if n.kind == "months" or n.of == "planned"}
    return [other for other in others if not asked or asked & set(_counts(other, packs))]


def _counts(other: _Slim, packs: Mapping[str, Pack]) -> Iterator[tuple[str, str]]:
    for code, element in other.counts:
        needs = _needs(packs[other.unit], code, element.requirement)
        if needs:
            yield needs.kind, needs.of


def _document(
    here: _Slim, place: tuple[str, str], kind: str, others: Sequence[_Slim]
) -> ElsewhereRow | None:
    """A document of the kind that only another submission holds."""
    if any(held.kind == kind for held in here.held):
        return None
    name = words().artefacts.get(kind, named(kind))
    for other in others:
        for held in other.held:
            if held.kind == kind:
                where = f"{one_line(held.file, 80)} ({held.place}) of {other.submission}"
                said = f"Not found in {here.submission}: {name}. Found in {where}"
                return _row(here, place, other, said)
    return None


def _counted(
    here: _Slim,
    lack: tuple[str, ElementRow],
    needs: Needs,
    others: Sequence[_Slim],
    packs: Mapping[str, Pack],
) -> ElsewhereRow | None:
    """An amount of which another submission counts more."""
    code, element = lack
    best: tuple[float, _Slim] | None = None
    for other in others:
        for their_code, theirs in other.counts:
            same = _needs(packs[other.unit], their_code, theirs.requirement)
            alike = same and (same.kind, same.of) == (needs.kind, needs.of)
            if alike and theirs.counted > (best[0] if best else element.counted):
                best = theirs.counted, other
    if best is None:
        return None
    what = f"{needs.kind} of {named(needs.of)}" if needs.of else str(needs.kind)
    asked = f" of {amount(element.at_least)}" if element.at_least is not None else ""
    counted = f"{amount(element.counted)}{asked} {what}"
    there = f"Found in {best[1].submission}: {amount(best[0])}"
    said = f"Found in {here.submission}: {counted}. {there}"
    return _row(here, (code, element.requirement), best[1], said)


def _row(here: _Slim, place: tuple[str, str], other: _Slim, said: str) -> ElsewhereRow:
    return ElsewhereRow(
        submission=here.submission,
        criterion=place[0],
        requirement=place[1],
        other=other.submission,
        says=f"{here.unit}, {place[0]}: {said}, handed in for {other.unit}.",
    )


def _artefacts(pack: Pack, code: str) -> tuple[str, ...]:
    return next((c.artefacts for c in pack.criteria if c.id == code), ())


def _needs(pack: Pack, code: str, requirement: str) -> Needs | None:
    """What an element counts; None where the pack has it no more."""
    every: list[Requirement] = [
        r for c in pack.criteria if c.id == code for r in (*c.must, *c.helps)
    ]
    return next((r.needs for r in every if r.id == requirement), None)
