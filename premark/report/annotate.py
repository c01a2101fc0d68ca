"""The learner's own DOCX and its review in; a copy with real Word comments at the evidence out."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.run import Run

from premark.errors import OutputError
from premark.report.locate import letters, runs_of, squash, whole_runs
from premark.report.plain import one_line
from premark.report.rows import CriterionRow, Quote, ReportView, criterion_quotes
from premark.report.view import view
from premark.report.word import still
from premark.report.words import sentence
from premark.types.criteria import Pack
from premark.types.document import Block, Document, Locator
from premark.types.evidence import Review

EACH = 4  # comments for one criterion, the one that says its strength included
AUTHOR, INITIALS = "premark", "pm"
_ANCHOR = re.compile(r"p(\d+)\Z")


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
    file = _file(data, review.document)
    name = one_line(review.document.files[file].name)
    paper = _open(data, name)
    paragraphs = list(paper.element.body.iter(qn("w:p")))
    blocks = review.document.blocks
    for comment in comments(view(review, pack), review.document, file):
        runs = _runs(blocks[comment.at.block], comment.at, paragraphs)
        if runs:
            _add(paper, runs, comment.text)
    out = io.BytesIO()
    paper.save(out)
    return still(out.getvalue())


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
    return block.file == file and bool(block.text) and bool(_ANCHOR.match(block.anchor))


def _file(data: bytes, document: Document) -> int:
    digest = hashlib.sha256(data).hexdigest()
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


def _open(data: bytes, name: str) -> Any:
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # python-docx lets many libraries' exceptions through
        raise OutputError(
            f"{name}: cannot be opened for comments ({type(error).__name__})",
            hint="Save it in Word as a plain .docx and map it again, or use the HTML report.",
        ) from None


def _runs(block: Block, at: Locator, paragraphs: list[Any]) -> list[Any]:
    """Runs of the words; of the whole paragraph where the words cannot be told apart in it."""
    number = int(_ANCHOR.match(block.anchor).group(1))  # type: ignore[union-attr]
    if number >= len(paragraphs):
        return []
    home = paragraphs[number]
    if block.kind == "row":
        return _in_row(block, at, home)
    return runs_of(home, block.text, at.start, at.end) or whole_runs(home)


def _in_row(block: Block, at: Locator, home: Any) -> list[Any]:
    """The words in whichever cell paragraph of the row holds them."""
    row = next((up for up in home.iterancestors(qn("w:tr"))), None)
    words = block.text[at.start : at.end]
    for paragraph in () if row is None else row.iter(qn("w:p")):
        said = "".join(letter for letter, _, _ in letters(paragraph))
        if squash(words) and squash(words) in said:
            return runs_of(paragraph, words, 0, len(words))
    return whole_runs(home)


def _add(paper: Any, runs: list[Any], text: str) -> None:
    held = [Run(run, paper) for run in (runs[0], runs[-1])]
    text = "\n".join(one_line(line) for line in text.split("\n"))
    comment = paper.add_comment(held, text=text, author=AUTHOR, initials=INITIALS)
    # The moment of writing would make every copy differ.
    comment._comment_elm.attrib.pop(qn("w:date"), None)
