"""Segments of text in; units with their outcomes and criteria, each with its parts, out."""

from __future__ import annotations

from collections.abc import Iterable

from premark.importing.drafts import (
    Doubt,
    Entry,
    LeftOut,
    OutcomeDraft,
    Rung,
    Said,
    UnitDraft,
)
from premark.importing.footnotes import send_notes_home, with_footnotes
from premark.importing.numbering import pair
from premark.importing.numbers import Given, Printed, infer_codes
from premark.importing.parted import with_lost_labels, with_lost_numbers, with_skipped_labels
from premark.importing.segments import Segment, Walk

Places = dict[int, str]  # a criterion segment's number in the walk, and the code it was given


def assemble(walk: Walk) -> tuple[list[UnitDraft], list[LeftOut]]:
    """Every unit that has criteria; the lines of those that have none are left out."""
    units: list[UnitDraft] = []
    left: list[LeftOut] = []
    send_notes_home(walk)
    for number in range(walk.unit + 1):
        segments = [(i, s) for i, s in enumerate(walk.segments) if s.unit == number]
        if any(s.role == "criteria" and s.said for _, s in segments):
            units.append(_unit(walk, segments, left))
        else:
            left += _unused(segments, "names a unit, and no criteria follow")
    before = [(i, s) for i, s in enumerate(walk.segments) if s.unit < 0]
    return units, left + _unused(before, "stands before the first unit")


def _unused(segments: Iterable[tuple[int, Segment]], why: str) -> list[LeftOut]:
    texts = [t for _, s in segments for t in s.said if t.text]
    return [LeftOut(line=t.line, text=t.text, why=why) for t in texts]


def _unit(walk: Walk, segments: list[tuple[int, Segment]], left: list[LeftOut]) -> UnitDraft:
    segments = with_lost_numbers(walk, segments)
    criteria = [(i, s) for i, s in segments if s.role == "criteria" and s.said]
    given = infer_codes([_printed(s) for _, s in criteria])
    places = {i: g.code for (i, _), g in zip(criteria, given, strict=True)}
    segments = with_lost_labels(walk, segments, places)
    with_skipped_labels(segments, places)
    entries = tuple(
        _entry(walk, s, g, _parts(segments, i, g.code))
        for (i, s), g in zip(criteria, given, strict=True)
    )
    entries = with_footnotes(walk, segments, entries, tuple(places), left)
    left += _homeless(segments, {g.code for g in given})
    heads = [s for _, s in segments if s.role == "unit"]
    fields = [s for _, s in segments if s.role == "field"]
    left += _particulars(fields)
    titles = [t for s in heads for t in s.said] or _field(fields, "title")
    spread = [t.line for _, s in segments for t in s.said]
    return UnitDraft(
        code=_code(heads, fields),
        title=" ".join(t.text for t in titles),
        level="".join(t.text for t in _field(fields, "level")[:1]),
        first=min([int(heads[0].outcome or 0)] if heads and heads[0].outcome else spread),
        last=max(spread),
        heads=tuple(titles) + tuple(_field(fields, "level")[:1]) + tuple(_field(fields, "aim")),
        outcomes=_outcomes(segments, entries),
        entries=entries,
        doubts=(*(d for s in heads for d in s.doubts), *_apart(criteria, segments)),
    )


def _apart(criteria: list[tuple[int, Segment]], segments: list[tuple[int, Segment]]) -> list[Doubt]:
    """Outcomes listed apart from criteria that bear no numbers: nothing says whose is whose."""
    outcomes = [s for _, s in segments if s.role == "outcome"]
    if len(outcomes) < 2 or any(s.codes or s.outcome for _, s in criteria):
        return []
    says = f"{len(outcomes)} outcomes are listed apart; nothing says which criteria are whose"
    return [Doubt(says=says, lines=tuple(s.said[0].line for s in outcomes if s.said))]


def _printed(segment: Segment) -> Printed:
    return Printed(segment.codes[0] if segment.codes else "", segment.garbled, segment.outcome)


def _field(fields: list[Segment], name: str) -> list[Said]:
    return [t for s in fields if s.name == name for t in s.said]


def _code(heads: list[Segment], fields: list[Segment]) -> str:
    """The unit's own number; an assignment's place in a list is no unit number."""
    numbers = [t.text for t in _field(fields, "number")]
    printed = [s.codes[0] for s in heads if s.codes and s.name != "assignment"]
    return (printed or numbers or [""])[0]


def _particulars(fields: list[Segment]) -> list[LeftOut]:
    why = "a particular of the unit; a pack has no place for it"
    spare = [s for s in fields if s.name in ("particular", "number")]
    heads = [t for s in spare for t in s.said] + _field(fields, "level")[1:]
    return [LeftOut(line=t.line, text=t.text, why=why) for t in heads if t.text]


def _parts(segments: list[tuple[int, Segment]], number: int, code: str) -> list[Segment]:
    """The parts that stand beside a criterion, or under its code in another list."""
    return [
        s
        for _, s in segments
        if s.role not in ("criteria", "outcome", "unit", "field", "footnote")
        and (number in s.parents or code in s.codes)
    ]


def _entry(walk: Walk, segment: Segment, given: Given, parts: list[Segment]) -> Entry:
    asks = tuple(segment.said)
    hits = walk.verbs.of(" ".join(t.text for t in asks))
    doubts = list(segment.doubts)
    if given.why and not segment.name:
        places = dict.fromkeys([*(t.line for t in segment.printed), asks[0].line])
        doubts.insert(0, Doubt(says=given.why, lines=tuple(places)))
    if not hits:
        doubts.append(
            Doubt(says="no verb that premark knows opens it; choose one", lines=(asks[0].line,))
        )
    for hit in [h for h in hits if not h.known]:
        word = " ".join(t.text for t in asks)[hit.start : hit.end]
        says = f"{word!r} is not in verbs.yaml; {hit.verb!r} stands for it"
        doubts.append(Doubt(says=says, lines=(asks[0].line,)))
    doubts += [d for part in parts for d in part.doubts]
    return Entry(
        code=given.code,
        also=segment.also,
        printed=tuple(segment.printed),
        verbs=tuple(dict.fromkeys(h.verb for h in hits)),
        asks=asks,
        depth=_text(parts, "depth"),
        guidance=_text(parts, "guidance"),
        sufficiency=_rungs(walk, parts),
        inferred=bool(given.why) and not segment.name,
        doubts=tuple(doubts),
    )


def _text(parts: list[Segment], role: str) -> tuple[Said, ...]:
    return tuple(t for s in parts if s.role == role for t in s.said if t.text)


def _rungs(walk: Walk, parts: list[Segment]) -> tuple[Rung, ...]:
    found = [
        Rung(name=name, said=_text(parts, f"sufficiency:{name}"))
        for name in walk.words.sufficiency
        if _text(parts, f"sufficiency:{name}")
    ]
    plain = _text(parts, "sufficiency")
    return tuple(found) + ((Rung(name="sufficiency", said=plain),) if plain else ())


def _outcomes(
    segments: list[tuple[int, Segment]], entries: tuple[Entry, ...]
) -> tuple[OutcomeDraft, ...]:
    wanted = {str(pair(entry.code)[0]) for entry in entries}
    wanted |= {s.outcome for _, s in segments if s.role == "outcome" and s.outcome.isdigit()}
    found: list[OutcomeDraft] = []
    for number in sorted(wanted, key=int):
        own = [s for _, s in segments if s.outcome == number and s.role != "criteria"]
        told = tuple(t for s in own if s.role == "outcome" for t in s.said)
        doubt = Doubt(says=f"the source gives no words for outcome {number}")
        found.append(
            OutcomeDraft(
                id=number,
                said=told,
                depth=_text(own, "depth"),
                guidance=_text(own, "guidance"),
                bare=any(s.name == "bare" for s in own if s.role == "outcome"),
                doubts=() if told else (doubt,),
            )
        )
    return tuple(found)


def _homeless(segments: list[tuple[int, Segment]], codes: set[str]) -> list[LeftOut]:
    """Parts whose codes no criterion has, or that stand under none."""
    lost: list[LeftOut] = []
    for _, s in segments:
        part = s.role.split(":")[0] in ("depth", "guidance", "sufficiency")
        if not part or s.parents or s.outcome or set(s.codes) & codes:
            continue
        why = f"{s.role.split(':')[0]} of {', '.join(s.codes)}, which no criterion has"
        if not s.codes:
            why = f"{s.role.split(':')[0]} that names no criterion"
        lost += [LeftOut(line=t.line, text=t.text, why=why) for t in s.said if t.text]
    return lost
