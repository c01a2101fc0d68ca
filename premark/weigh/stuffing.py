"""What only sounds like an answer in, with what came of each criterion; notices with places, out.

Each says what stands there, not why: a copy may be a slip and a list of sources a habit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from premark.patterns import PatternSet
from premark.types.document import Locator, Passage
from premark.types.evidence import CriterionReview, CrossCheck, Finding, Notice

NO_EVIDENCE = frozenset({"copy", "cue-word", "citation-alone"})  # kinds that are left out
NAMED = 2  # sentences that name the verb, in the passages of a criterion that does not show it
# Entries that nothing cites, and their share of the list. 21 honest assignments have one or two.
UNUSED = 5
UNUSED_SHARE = 0.5
SHOWN = 5  # sources


def left_out(found: Iterable[Finding]) -> list[Locator]:
    """Places of what is no evidence: second and later copies, cue words, citations alone."""
    return [f.at for f in found if f.kind in NO_EVIDENCE]


def without(findings: Iterable[Finding], places: Iterable[Locator]) -> list[Finding]:
    """The findings that do not begin in any of the places: what stands there is no evidence."""
    by_block: dict[int, list[Locator]] = {}
    for at in places:
        by_block.setdefault(at.block, []).append(at)
    return [f for f in findings if not _inside(f.at, by_block.get(f.at.block, ()))]


def _inside(place: Locator, spans: Sequence[Locator]) -> bool:
    return any(span.start <= place.start < span.end for span in spans)


def stuffing_notices(
    found: Sequence[Finding],
    far: Sequence[Passage],
    criteria: Sequence[CriterionReview],
    checked: CrossCheck,
    *,
    field: PatternSet | None = None,
) -> tuple[Notice, ...]:
    """A notice for each kind that there is, the gravest first. `far` is what is off the topic,
    `field` has the words that it does not name.
    """
    given = (
        _off_topic(far, found, field),
        _repeated([f for f in found if f.kind == "copy"]),
        _cue_words([f for f in found if f.kind == "cue-word"]),
        _announced([f for f in found if f.kind == "verb-named"], criteria),
        _bare([f for f in found if f.kind == "citation-alone"]),
        _unused(checked),
    )
    return tuple(notice for notice in given if notice is not None)


def _off_topic(
    far: Sequence[Passage], found: Sequence[Finding], field: PatternSet | None
) -> Notice | None:
    empty = {f.passage for f in found}
    told = [p for p in far if p.id not in empty]
    if not told:
        return None
    words = sum(p.words for p in told)
    return Notice(
        code="off-topic",
        message=f"{len(told)} passage(s), {words:,} words, seem to be about another matter than "
        f"the unit asks for: {_unnamed(field)}.",
        next_step="Read them for what they lend to a criterion; how well they are written is "
        "not counted.",
        places=_joined(piece.at for p in told for piece in p.pieces),
    )


def _unnamed(field: PatternSet | None) -> str:
    """What was looked for: "they name neither baking nor brewing"."""
    *first, last = [key.replace("-", " ") for key in field.keys] if field else [""]
    if not last:
        return "they lie far from all that it says"
    if not first:
        return f"they never name {last}"
    if len(first) == 1:
        return f"they name neither {first[0]} nor {last}"
    return f"they name none of {', '.join(first)} and {last}"


def _repeated(copies: Sequence[Finding]) -> Notice | None:
    first = list(dict.fromkeys(f.key for f in copies if f.key))
    said = f"stand here a second time or more; first at {', '.join(first[:SHOWN])}. "
    return _sentences(
        "repeated-text",
        copies,
        said + "They count once as evidence.",
        "Look what the repeated text adds for the criterion where it stands again.",
    )


def _cue_words(found: Sequence[Finding]) -> Notice | None:
    return _sentences(
        "cue-words",
        found,
        "hold next to nothing beside words that sound like depth (however, therefore, critically): "
        "left out of the evidence.",
        "Look for what is argued, about whom or what, and on what grounds.",
    )


def _bare(found: Sequence[Finding]) -> Notice | None:
    return _sentences(
        "citations-bare",
        found,
        "give sources and say nothing of them: left out of the evidence.",
        "Look for what each source is used for.",
    )


def _sentences(code: str, found: Sequence[Finding], said: str, step: str) -> Notice | None:
    if not found:
        return None
    message = f"{len(found)} sentence(s) {said}"
    return Notice(code=code, message=message, next_step=step, places=_joined(f.at for f in found))


def _announced(found: Sequence[Finding], criteria: Sequence[CriterionReview]) -> Notice | None:
    """Where a criterion's passages name a deep verb again and again, and the verb is not shown."""
    told: dict[str, list[Finding]] = {}
    for criterion in criteria:
        own = {m.passage for m in criterion.matches if m.primary}
        named = [f for f in found if f.passage in own]
        if criterion.verb.state == "not_met" and len(named) >= NAMED:
            told[criterion.criterion] = named
    if not told:
        return None
    said = ", ".join(f"{code} ({len(named)} sentences)" for code, named in told.items())
    places = sorted(
        {(f.at.block, f.at.start): f.at for own in told.values() for f in own}.items()
    )
    return Notice(
        code="announced-only",
        message=f"The text says that it analyses or evaluates, and the verb is not shown: {said}.",
        next_step="Look whether what is announced is done anywhere in these passages.",
        places=_joined(at for _, at in places),
    )


def _unused(checked: CrossCheck) -> Notice | None:
    unused = checked.listed_not_cited
    if len(unused) < UNUSED or len(unused) < UNUSED_SHARE * checked.references:
        return None
    return Notice(
        code="sources-unused",
        message=f"{len(unused)} of {checked.references} sources in the reference list are cited "
        "nowhere in the text. A list alone counts for no criterion.",
        next_step="Check which of them the answer rests on, and where.",
        places=tuple(f.at for f in unused[:SHOWN]),
    )


def _joined(places: Iterable[Locator]) -> tuple[Locator, ...]:
    """The places, those that follow one another in a block made one."""
    return tuple(_runs(places))


def _runs(places: Iterable[Locator]) -> Iterator[Locator]:
    last: Locator | None = None
    for at in places:
        if last and at.block == last.block and last.start <= at.start <= last.end + 2:
            last = last.model_copy(update={"end": max(at.end, last.end)})
            continue
        if last:
            yield last
        last = at
    if last:
        yield last
