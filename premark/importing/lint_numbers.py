"""Units in; numbers of criteria, outcomes and footnotes that are missing, garbled or twice, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from premark.importing.drafts import Entry, Fault, FaultKind, UnitDraft
from premark.importing.numbers import missing_codes

_USUAL = 0.75


def number_faults(units: Sequence[UnitDraft]) -> Iterator[Fault]:
    """Faults of numbering, unit by unit."""
    for unit in units:
        lost = [entry for entry in unit.entries if entry.inferred]
        if len(lost) == len(unit.entries) > 1 and not any(entry.printed for entry in lost):
            says = f"unit {unit.code}: no criterion bears a number; all are counted from the order"
            lines = tuple(entry.asks[0].line for entry in lost)
            yield Fault(kind="missing-number", says=says, lines=lines)
        else:
            yield from (_inferred(unit, entry) for entry in lost)
        yield from _skipped(unit)
        yield from _outcomes(unit)
        yield from _footnotes(unit)
        yield from _unpaired(unit)


def _inferred(unit: UnitDraft, entry: Entry) -> Fault:
    kind: FaultKind = "missing-number"
    if entry.printed:
        twice = any("stands a second time" in doubt.says for doubt in entry.doubts)
        kind = "repeated-number" if twice else "garbled-number"
    says = f"unit {unit.code}: {entry.doubts[0].says} ({_opening(entry)})"
    return Fault(kind=kind, says=says, lines=entry.doubts[0].lines)


def _opening(entry: Entry) -> str:
    return " ".join(entry.statement.split()[:6]) + "..."


def _skipped(unit: UnitDraft) -> Iterator[Fault]:
    """A number between two others for which no text was found."""
    codes = [entry.code for entry in unit.entries]
    for code in missing_codes(codes):
        after = next((e for e in unit.entries if missing_codes([e.code]) and e.code > code), None)
        near = after or unit.entries[-1]
        says = f"unit {unit.code}: {code} is skipped: no criterion was found for it"
        yield Fault(kind="missing-number", says=says, lines=(near.asks[0].line,))


def _outcomes(unit: UnitDraft) -> Iterator[Fault]:
    told = [outcome for outcome in unit.outcomes if outcome.said]
    bare = [outcome for outcome in told if outcome.bare]
    for outcome in bare if len(bare) < len(told) else []:
        says = f"unit {unit.code}: the text of outcome {outcome.id} bears no number, as others do"
        yield Fault(kind="missing-number", says=says, lines=(outcome.said[0].line,))


def _footnotes(unit: UnitDraft) -> Iterator[Fault]:
    for entry in unit.entries:
        for doubt in entry.doubts:
            if "footnote mark" in doubt.says:
                says = f"unit {unit.code}: {doubt.says.partition(';')[0]}"
                yield Fault(kind="footnote", says=says, lines=doubt.lines)


def _unpaired(unit: UnitDraft) -> Iterator[Fault]:
    """A criterion without guidance or depth where nearly all others have it."""
    for part in ("guidance", "depth"):
        lacking = [entry for entry in unit.entries if not getattr(entry, part)]
        if lacking and len(lacking) <= (1 - _USUAL) * len(unit.entries):
            for entry in lacking:
                says = f"unit {unit.code}: {entry.code} has no {part}, as the others have"
                yield Fault(kind="unpaired", says=says, lines=(entry.asks[0].line,))
