"""Sections and passages of a review in; the places that were looked in, by title, out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from premark.plain import one_line
from premark.report.places import place_of
from premark.report.rows import SectionRow
from premark.report.words import counted, sentence, words
from premark.types.document import Locator, Section
from premark.types.evidence import RequirementResult, Review

TITLE = 90  # characters of a section's title
FEW = 4  # sections named where there is no room for all


def looked_in(review: Review, passages: Collection[str]) -> tuple[SectionRow, ...]:
    """The sections that hold these passages, in reading order, each with its passages' places."""
    held: dict[int, list[Locator]] = {}
    number: dict[int, int] = {}
    for passage in review.passages:
        if passage.id in passages and passage.pieces:
            held.setdefault(passage.section, []).extend(piece.at for piece in passage.pieces)
            number[passage.section] = number.get(passage.section, 0) + 1
    sections = {section.index: section for section in review.sections}
    return tuple(
        SectionRow(
            title=_title(sections.get(index)),
            places=place_of(held[index], review.document),
            at=_start(sections.get(index), held[index]),
            passages=number[index],
        )
        for index in sorted(held)
    )


def all_read(review: Review) -> tuple[SectionRow, ...]:
    """Every section that was read for evidence."""
    return looked_in(review, {passage.id for passage in review.passages})


def left_out(review: Review) -> str:
    """Which parts of the files are never read as an answer, in a sentence; "" when none."""
    held = {passage.section for passage in review.passages}
    roles = [s.role for s in review.sections if s.index not in held and s.role != "body"]
    names = [words().roles[role].lower() for role in dict.fromkeys(roles) if role in words().roles]
    return f"Not read as an answer: {', '.join(names)}." if names else ""




def said(result: RequirementResult, read: Sequence[SectionRow]) -> str:
    """Where a requirement was looked for, in words."""
    if result.where == "document":
        return f"looked in {counted(result.looked_in, 'passage')} of the whole submission"
    if result.looked_in:
        return f"looked in {counted(result.looked_in, 'passage')} of this criterion"
    return f"{every(read)} for it" if read else every(read)


def every(read: Sequence[SectionRow]) -> str:
    """ "all 12 sections were read"."""
    if not read:
        return "no section holds an answer that could be read"
    if len(read) == 1:
        return "the whole text was read"
    return f"all {len(read)} sections were read"


def none_given(read: Sequence[SectionRow]) -> str:
    """What is said of a criterion that no passage is given to."""
    if not read:
        return sentence(every(read))
    passages = counted(sum(section.passages for section in read), "passage")
    return sentence(f"{every(read)} for it ({passages})")


def few(sections: Sequence[SectionRow], most: int = FEW) -> str:
    """ "1.2 Barriers (para 4–5); Close (para 9); and 4 more"."""
    named = [f"{section.title} ({section.places})" for section in sections[:most]]
    more = len(sections) - most
    return "; ".join([*named, f"and {more} more"] if more > 0 else named)


def _title(section: Section | None) -> str:
    title = one_line(section.title, TITLE) if section else ""
    return title or words().fixed["untitled"]


def _start(section: Section | None, held: Sequence[Locator]) -> Locator:
    if section is not None and section.heading is not None:
        return Locator(block=section.heading, start=0, end=0)
    return min(held, key=lambda at: (at.block, at.start))
