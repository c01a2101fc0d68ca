"""Units in; figures that do not agree, within a criterion or over a unit, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from premark.importing.counts import Count, counts_in, sentences
from premark.importing.drafts import Entry, Fault, FaultKind, LeftOut, Said, UnitDraft
from premark.importing.paragraphs import joined
from premark.importing.slugs import stem
from premark.importing.words import ImportWords, any_of
from premark.types.document import Value


class Claim(Value):
    """A figure with where it stands: `where` is a criterion's code and part, or the unit."""

    count: Count
    whose: str
    code: str
    part: str
    line: int
    shown: str


def count_faults(
    units: Sequence[UnitDraft], left: Sequence[LeftOut], words: ImportWords
) -> Iterator[Fault]:
    """Totals of a unit that differ, and a criterion's figure that its guidance gainsays."""
    for number, unit in enumerate(units):
        end = units[number + 1].first if number + 1 < len(units) else None
        claims = _claims(unit, _own(left, unit, end), words)
        yield from _totals(unit, claims)
        for entry in unit.entries:
            yield from _within(unit, entry, [c for c in claims if c.code == entry.code])


def _own(left: Sequence[LeftOut], unit: UnitDraft, end: int | None) -> list[Said]:
    """What was left out of the unit's own pages: it may still gainsay the criteria."""
    return [
        Said(line=item.line, text=item.text)
        for item in left
        if unit.first <= item.line and (end is None or item.line < end) and "label" not in item.why
    ]


def _claims(unit: UnitDraft, extra: Sequence[Said], words: ImportWords) -> list[Claim]:
    found: list[Claim] = []
    for text in [*unit.heads, *(t for o in unit.outcomes for t in o.said), *extra]:
        found += _claims_of(text, "", "unit", words)
    for entry in unit.entries:
        whole = Said(line=entry.asks[0].line, text=entry.statement)
        found += _claims_of(whole, entry.code, "criterion", words)
        for part, texts in (("guidance", joined(entry.guidance)), ("depth", joined(entry.depth))):
            for text in texts:
                found += _claims_of(text, entry.code, part, words)
    return found


def _claims_of(text: Said, code: str, part: str, words: ImportWords) -> Iterator[Claim]:
    for sentence in sentences(text.text):
        if any_of(words.optional).search(sentence):
            continue
        for count in counts_in(sentence, words):
            shown = sentence[count.start : count.end].strip()
            yield Claim(
                count=_no_total(count, sentence, words),
                whose=_whose(count, sentence, words),
                code=code,
                part=part,
                line=text.line,
                shown=shown,
            )


def _no_total(count: Count, sentence: str, words: ImportWords) -> Count:
    near = sentence[max(0, count.start - 20) : count.end + 40]
    part = any_of(words.not_totals).search(near)
    return count.model_copy(update={"total": False}) if part else count


def _whose(count: Count, sentence: str, words: ImportWords) -> str:
    """What the figure is of: for hours whose they are, for the rest the thing's name."""
    if count.kind != "hours":
        return count.kind if count.total else stem(count.noun)
    for hours in words.hours:
        if not hours.words or any_of(hours.words).search(sentence):
            return f"hours of {hours.joins or hours.of}"
    return "hours"


def _totals(unit: UnitDraft, claims: Sequence[Claim]) -> Iterator[Fault]:
    whole = [claim for claim in claims if claim.count.total]
    for whose in dict.fromkeys(claim.whose for claim in whole):
        same = [claim for claim in whole if claim.whose == whose]
        if _disagree(same):
            kind: FaultKind = "totals" if whose.startswith("hours") else "counts"
            yield _fault(kind, unit, same)


def _disagree(claims: Sequence[Claim]) -> bool:
    least = {c.count.least for c in claims if c.count.least is not None}
    bounded = [c.count for c in claims if c.count.most != c.count.least]
    most = {count.most for count in bounded if count.most is not None}
    return len(least) > 1 or len(most) > 1


def _within(unit: UnitDraft, entry: Entry, claims: Sequence[Claim]) -> Iterator[Fault]:
    """A thing of which the criterion asks so many, and its guidance or depth so many others."""
    for asked in [c for c in claims if c.part == "criterion" and not c.count.total]:
        others = [
            c
            for c in claims
            if c.part != "criterion" and c.whose == asked.whose and _disagree([asked, c])
        ]
        if others:
            yield _fault("counts", unit, [asked, *others])


def _fault(kind: FaultKind, unit: UnitDraft, claims: Sequence[Claim]) -> Fault:
    by_figure: dict[str, list[Claim]] = {}
    for claim in claims:
        loose = claim.count.kind == "hours" and claim.count.least is not None
        figure = f"{claim.count.least}-{'' if loose else claim.count.most}"
        by_figure.setdefault(figure, []).append(claim)
    told = " against ".join(
        f"{same[0].shown!r} ({', '.join(dict.fromkeys(_where(c) for c in same))})"
        for same in by_figure.values()
    )
    lines = tuple(sorted({claim.line for claim in claims}))
    return Fault(kind=kind, says=f"unit {unit.code}: {told}", lines=lines)


def _where(claim: Claim) -> str:
    return f"{claim.part} {claim.code}".strip() if claim.code else "the unit's own text"
