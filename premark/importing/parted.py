"""A unit's segments in; the same with lost numbers told by the gaps that they leave, out."""

from __future__ import annotations

from premark.importing.beside import is_command
from premark.importing.drafts import Doubt
from premark.importing.numbering import pair
from premark.importing.numbers import missing_codes
from premark.importing.segments import Segment, Walk

Numbered = list[tuple[int, Segment]]


def with_lost_numbers(walk: Walk, segments: Numbered) -> Numbered:
    """Where a number is skipped, a command among the guidance before the gap is its criterion."""
    criteria = [(i, s) for i, s in segments if s.role == "criteria" and s.said]
    for (i, before), (_, after) in zip(criteria, criteria[1:], strict=False):
        lost = _skipped(before, after)
        beside = next((s for _, s in segments if s.role == "guidance" and i in s.parents), None)
        if not lost or beside is None or beside.codes:
            continue
        found = [n for n, t in enumerate(beside.said) if n and is_command(walk, t.text)]
        if len(found) == lost:
            for place in reversed(found):
                _promote(walk, segments, beside, place)
    return segments


def _skipped(before: Segment, after: Segment) -> int:
    if not (before.codes and after.codes):
        return 0
    (a, b), (c, d) = pair(before.codes[0]), pair(after.codes[0])
    return max(0, d - b - 1) if a == c else max(0, d - 1) if c == a + 1 else 0


def _promote(walk: Walk, segments: Numbered, beside: Segment, place: int) -> None:
    """Make a criterion of one line of guidance, and guidance of its own of what follows."""
    text, rest = beside.said[place], beside.said[place + 1 :]
    beside.said = beside.said[:place]
    says = "it stood among the guidance of the one before; taken for a criterion by the gap"
    new = Segment(unit=beside.unit, role="criteria", said=[text])
    new.doubts.append(Doubt(says=says, lines=(text.line,)))
    walk.segments.append(new)
    at = next(n for n, (_, s) in enumerate(segments) if s is beside) + 1
    number = len(walk.segments) - 1
    segments.insert(at, (number, new))
    if rest:
        own = Segment(unit=beside.unit, role="guidance", said=rest, parents=(number,))
        walk.segments.append(own)
        segments.insert(at + 1, (len(walk.segments) - 1, own))


def with_lost_labels(walk: Walk, segments: Numbered, places: dict[int, str]) -> Numbered:
    """In a list under the criteria's numbers, one that lost its number is told by its verb."""
    codes = sorted(places.values(), key=pair)
    verbs = {places[i]: _verbs(walk, s) for i, s in segments if i in places}
    for role in ("guidance", "depth"):
        listed = [s for _, s in segments if s.role == role and s.codes]
        have = {code for s in listed for code in s.codes}
        for code in codes if have else []:
            holder = next((s for s in listed if _before(code, codes) in s.codes), None)
            if code not in have and holder is not None:
                _relabel(walk, segments, holder, code, verbs.get(code, set()))
                listed = [s for _, s in segments if s.role == role and s.codes]
    return segments


def with_skipped_labels(segments: Numbered, places: dict[int, str]) -> None:
    """What stands under a number that the criteria skip is the next one's, if that has none."""
    codes = sorted(places.values(), key=pair)
    for role in ("guidance", "depth"):
        listed = [s for _, s in segments if s.role == role]
        have = {code for s in listed for code in s.codes} | {
            places[i] for s in listed for i in s.parents if i in places
        }
        for code in [c for c in missing_codes(codes) if c in have]:
            after = next((c for c in codes if pair(c) > pair(code)), "")
            same = after and pair(after)[0] == pair(code)[0]
            if same and after not in have:
                _pass_on(listed, code, after)


def _pass_on(listed: list[Segment], code: str, after: str) -> None:
    for segment in [s for s in listed if code in s.codes]:
        says = f"this {segment.role} stands under {code}, which is skipped; taken as {after}'s"
        lines = (segment.said[0].line,) if segment.said else ()
        segment.codes = tuple(after if c == code else c for c in segment.codes)
        segment.doubts.append(Doubt(says=says, lines=lines))


def _before(code: str, codes: list[str]) -> str:
    place = codes.index(code)
    return codes[place - 1] if place else ""


def _verbs(walk: Walk, segment: Segment) -> set[str]:
    return {hit.verb for hit in walk.verbs.of(" ".join(t.text for t in segment.said))}


def _relabel(walk: Walk, segments: Numbered, holder: Segment, code: str, verbs: set[str]) -> None:
    for place, text in enumerate(holder.said):
        hit = walk.verbs.opens(text.text) if place else None
        if hit and hit.verb in verbs:
            says = f"this {holder.role} bears no number; taken as {code}'s by its verb"
            rest = holder.said[place:]
            new = Segment(unit=holder.unit, role=holder.role, said=rest, codes=(code,))
            new.doubts.append(Doubt(says=says, lines=(text.line,)))
            holder.said = holder.said[:place]
            walk.segments.append(new)
            at = next(n for n, (_, s) in enumerate(segments) if s is holder) + 1
            segments.insert(at, (len(walk.segments) - 1, new))
            return
