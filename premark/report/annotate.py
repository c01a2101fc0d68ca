"""The learner's own DOCX and its review in; a copy with real Word comments at the evidence out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from premark.errors import OutputError
from premark.isolate import file_work, pool
from premark.plain import one_line
from premark.read import opened
from premark.report.commented import ANCHOR, NOTES, Note, with_notes
from premark.report.rows import CriterionRow, Quote, ReportView, criterion_quotes
from premark.report.view import view
from premark.report.words import sentence
from premark.types.criteria import Pack
from premark.types.document import Block, Document, Locator
from premark.types.evidence import Review

EACH = 4  # comments for one criterion, the one that says its strength included


@dataclass(frozen=True)
class Comment:
    """What to say at a place."""

    at: Locator
    text: str


def annotate(data: bytes, review: Review, pack: Pack) -> bytes:
    """A copy of one DOCX of the review with comments; the learner's words stay as they are.

    Raises OutputError when `data` is not a file of this review, or not one Word can hold
    comments in (a PDF, a macro document, a damaged package).
    """
    file = _file(hashlib.sha256(data).hexdigest(), review.document)
    return with_notes(data, *_notes(file, review, pack))


def annotate_file(path: Path, review: Review, pack: Pack) -> bytes:
    """The same for a file on disk, which a child opens. Raises OutputError or ReadError."""
    with opened(path, limits=pool().limits) as stream:
        file = _file(hashlib.file_digest(stream, "sha256").hexdigest(), review.document)
    name, notes = _notes(file, review, pack)
    work = file_work(
        "annotate", path, pool().limits, beside=[NOTES.dump_json(tuple(notes))], shown=name
    )
    return pool().run(work).body


def _notes(file: int, review: Review, pack: Pack) -> tuple[str, list[Note]]:
    """The file's name as it is said, and each comment with the block where it goes."""
    document = review.document
    said = comments(view(review, pack), document, file)
    notes = [Note(block=document.blocks[c.at.block], at=c.at, text=c.text) for c in said]
    return one_line(document.files[file].name), notes


def comments(report: ReportView, document: Document, file: int = 0) -> Iterator[Comment]:
    """What is said where: first what the whole lacks, then each criterion at its evidence."""
    opening = next((b for b in document.blocks if _commentable(b, file)), None)
    if opening is not None:
        at = Locator(block=opening.index, start=0, end=len(opening.text))
        yield Comment(at, _opening(report))
    for notice in report.notices:
        for quote in notice.quotes:
            if _at(quote, document, file):
                yield Comment(quote.at, f"{notice.message} {notice.next_step}".strip())
    for quote in report.sessions.problems if report.sessions else ():
        if _at(quote, document, file):
            yield Comment(quote.at, f"Session records, {quote.label}. {quote.why}")
    for row in report.criteria:
        yield from _of_criterion(row, document, file)


def _opening(report: ReportView) -> str:
    lines = [*report.fixed]
    totals = ", ".join(f"{word} {count}" for word, count, _ in report.totals)
    lines += [f"Evidence: {totals}."] if totals else []
    lines += [f"{row.code}: {row.because}" for row in report.criteria if not row.passages]
    lines += [f"{n.message} {n.next_step}".strip() for n in report.notices if not n.quotes]
    return "\n".join(lines)


def _of_criterion(row: CriterionRow, document: Document, file: int) -> Iterator[Comment]:
    if row.first is not None and _at(row.first, document, file):
        yield Comment(row.first.at, _summary(row))
    told: set[tuple[int, int, int]] = set()
    for quote in criterion_quotes(row):
        place = (quote.at.block, quote.at.start, quote.at.end)
        if place in told or quote.label == "topic" or not _at(quote, document, file):
            continue
        told.add(place)
        if len(told) >= EACH:
            return
        why = f" {sentence(quote.why)}" if quote.why else ""
        label = f" ({quote.label})" if quote.label else ""
        yield Comment(quote.at, f"{row.code} {row.verb.name}: evidence{label}.{why}")


def _summary(row: CriterionRow) -> str:
    lines = [f"{row.code} {row.verb.name}: {row.strength}. {row.because}"]
    lines += row.cannot_tell
    if row.verb.state.key != "verb_met":
        lines += row.verb.missing
    lines += [requirement.says for requirement in row.unmet if requirement.says]
    return "\n".join(dict.fromkeys(lines))


def _at(quote: Quote, document: Document, file: int) -> bool:
    inside = 0 <= quote.at.block < len(document.blocks)
    return inside and _commentable(document.blocks[quote.at.block], file)


def _commentable(block: Block, file: int) -> bool:
    return block.file == file and bool(block.text) and bool(ANCHOR.match(block.anchor))


def _file(digest: str, document: Document) -> int:
    for number, file in enumerate(document.files):
        if file.sha256 == digest:
            if file.format != "docx":
                raise OutputError(
                    f"{one_line(file.name)}: comments can only be put into a Word file",
                    hint="Use the HTML report, which shows the text with its evidence.",
                )
            return number
    raise OutputError(
        "the file to annotate is not one that this review read",
        hint="Map the file again and annotate it in the same run.",
    )
