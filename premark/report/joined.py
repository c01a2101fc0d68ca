"""A requirement of a source each in; every item beside its source, in rows and a sentence, out."""

from __future__ import annotations

from collections.abc import Sequence

from premark.plain import one_line
from premark.report.asked import named, topic_words
from premark.report.cited import source_words
from premark.report.places import place
from premark.report.quotes import QUOTE, quoted
from premark.report.rows import JoinedRow, Quote
from premark.report.words import words
from premark.types.criteria import Criterion, Needs, Requirement
from premark.types.document import Document
from premark.types.evidence import CriterionReview, Review
from premark.weigh.item_sources import ItemSource, item_sources


def joined_rows(
    wanted: Requirement | None, found: CriterionReview, criterion: Criterion, review: Review
) -> tuple[JoinedRow, ...]:
    """What the requirement asks a source each for, each with the one near it."""
    if wanted is None:
        return ()
    joined = item_sources(wanted.needs, found, review.findings)
    return tuple(_row(each, wanted.needs, criterion, review.document) for each in joined)


def joined_said(rows: Sequence[JoinedRow], wanted: Requirement | None) -> str:
    """ "2 of the learning methods found: workshop (Smith 2019), podcast (no source near)." """
    if wanted is None or not any(row.quote for row in rows):
        return ""
    listed = wanted.needs.each_item
    joint = ", " if listed else "; "
    beside = (row.source.label if row.source else row.lacks for row in rows)
    said = joint.join(f"{r.name} ({source})" for r, source in zip(rows, beside, strict=True))
    what = f"{len(rows)} of the {named(listed)}" if listed else words().fixed["topics_joined"]
    return f"{what} found: {said}." if listed else f"{what}: {said}."


def _row(each: ItemSource, needs: Needs, criterion: Criterion, document: Document) -> JoinedRow:
    item = bool(needs.each_item)
    name = each.name if item else topic_words(criterion, each.name).split(", such as")[0]
    quote = None
    if each.at is not None:
        quote = Quote(one_line(each.quote, QUOTE), place(each.at, document), each.at)
    source = None
    if each.source is not None:
        source = quoted(each.source, document, source_words(each.source))
    lacks = words().fixed["no_source_near" if quote else "not_covered"]
    return JoinedRow(one_line(name), quote, source, lacks)
