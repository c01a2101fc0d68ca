"""The codes of a unit's criteria as printed, some lost or garbled, in; codes for all out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from premark.importing.numbering import pair


@dataclass(frozen=True)
class Printed:
    """A number as printed ("" where it is lost), and the outcome that it stands under."""

    code: str
    garbled: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Given:
    """The code taken, and why it is not the one that is printed ("" where it is)."""

    code: str
    why: str = ""


def infer_codes(printed: Sequence[Printed]) -> list[Given]:
    """A code for every criterion, in order. Lost ones are counted from their neighbours."""
    anchors = _anchors(printed)
    given: list[Given | None] = [None] * len(printed)
    for i in sorted(anchors | _readable(printed, anchors)):
        given[i] = Given(printed[i].code)
    for first, last in _gaps(given):
        before = given[first - 1].code if first and given[first - 1] else ""  # type: ignore[union-attr]
        after = given[last + 1].code if last + 1 < len(given) and given[last + 1] else ""  # type: ignore[union-attr]
        run = printed[first : last + 1]
        for i, code in enumerate(_fill(run, before, after)):
            given[first + i] = Given(code, _why(run[i], code, before, after))
    for i, p in enumerate(printed):
        if p.garbled and i not in anchors:
            given[i] = _mended(printed, given, i)
    return _distinct([g for g in given if g is not None])


def _distinct(given: Sequence[Given]) -> list[Given]:
    """No two criteria have one code: of two, the inferred takes the next that is free."""
    taken = {g.code for g in given if not g.why}
    found: list[Given] = []
    for g in given:
        outcome, number = pair(g.code)
        code = g.code
        while g.why and code in taken:
            number += 1
            code = f"{outcome}.{number}"
        taken.add(code)
        found.append(Given(code, g.why.replace(f"{g.code} is inferred", f"{code} is inferred")))
    return found


def _readable(printed: Sequence[Printed], anchors: set[int]) -> set[int]:
    """Garbled numbers whose reading fits between the numbers that are sound."""
    found: set[int] = set()
    for i, p in enumerate(printed):
        sound = anchors | found
        below = [pair(printed[j].code) for j in sound if j < i]
        above = [pair(printed[j].code) for j in sound if j > i]
        if p.garbled and max(below, default=(0, 0)) < pair(p.code) < min(above, default=(99, 99)):
            found.add(i)
    return found


def _mended(printed: Sequence[Printed], given: Sequence[Given | None], i: int) -> Given:
    """A garbled number with why it is read as it is."""
    own = given[i]
    code = own.code if own else printed[i].code
    beside = [given[j] for j in (i - 1, i + 1) if 0 <= j < len(given)]
    before = beside[0].code if i and beside[0] else ""
    after = beside[-1].code if i + 1 < len(given) and beside[-1] else ""
    return Given(code, _why(printed[i], code, before, after))


def _anchors(printed: Sequence[Printed]) -> set[int]:
    """Printed numbers that rise; one that stands twice is trusted where it stands first."""
    kept: list[int] = []
    for i, p in enumerate(printed):
        if not p.code or p.garbled:
            continue
        while kept and pair(printed[kept[-1]].code) >= pair(p.code) and _worse(printed, kept, i):
            kept.pop()
        if not kept or pair(printed[kept[-1]].code) < pair(p.code):
            kept.append(i)
    return set(kept)


def _worse(printed: Sequence[Printed], kept: list[int], new: int) -> bool:
    """Whether the last number kept is the odd one: the one before it goes on to the new one."""
    if len(kept) < 2 or printed[kept[-1]].code == printed[new].code:
        return False
    before, here = pair(printed[kept[-2]].code), pair(printed[new].code)
    skipped = pair(printed[kept[-1]].code)
    ahead = (pair(printed[j].code) for j in range(new + 1, len(printed)) if printed[j].code)
    return before < here < skipped and next(ahead, here) <= skipped and skipped[0] > here[0]


def _gaps(given: Sequence[Given | None]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for i, g in enumerate(given):
        if g is None:
            if found and found[-1][1] == i - 1:
                found[-1] = (found[-1][0], i)
            else:
                found.append((i, i))
    return found


def _fill(run: Sequence[Printed], before: str, after: str) -> list[str]:
    """Codes for a run of lost numbers between two that are known."""
    if any(p.outcome for p in run):
        return _by_outcome(run, before)
    outcome, last = pair(before) if before else (1, 0)
    if not after:
        return [f"{outcome}.{last + 1 + i}" for i in range(len(run))]
    later, number = pair(after)
    if later == outcome:
        return [f"{outcome}.{last + 1 + i}" for i in range(len(run))]
    # The ones just before the known number begin its outcome; the rest end the one before.
    starts = min(number - 1, len(run))
    stays = len(run) - starts
    return [f"{outcome}.{last + 1 + i}" for i in range(stays)] + [
        f"{later}.{number - starts + i}" for i in range(starts)
    ]


def _by_outcome(run: Sequence[Printed], before: str) -> list[str]:
    outcome, last = pair(before) if before else (0, 0)
    codes: list[str] = []
    for p in run:
        here = int(p.outcome) if p.outcome.isdigit() else outcome or 1
        last = last + 1 if here == outcome else 1
        outcome = here
        codes.append(f"{outcome}.{last}")
    return codes


def _why(printed: Printed, code: str, before: str, after: str) -> str:
    told = " and ".join([f"after {before}"] * bool(before) + [f"before {after}"] * bool(after))
    place = f" from its place {told}" if told else " from the order"
    if printed.garbled:
        return f"the number is printed as {printed.garbled!r}; read as {code}{place}"
    if printed.code:
        return f"the number {printed.code} stands a second time; taken as {code}{place}"
    return f"the source gives no number here; {code} is inferred{place}"


def missing_codes(codes: Sequence[str]) -> list[str]:
    """Numbers that the run of codes leaves out: 1.3 of 1.1, 1.2, 1.4, and 2.1 of 1.1, 2.2."""
    have = {pair(code) for code in codes}
    lost: list[str] = []
    for outcome in range(1, max((a for a, _ in have), default=0) + 1):
        last = max((b for a, b in have if a == outcome), default=0)
        if not last:
            lost.append(f"{outcome}.1")
        lost += [f"{outcome}.{b}" for b in range(1, last) if (outcome, b) not in have]
    return lost
