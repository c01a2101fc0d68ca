"""A review and its pack in; the rows that every format draws, fully worded, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from premark.errors import PremarkError
from premark.plain import one_line
from premark.report.criterion import criterion_row
from premark.report.looked import all_read, left_out
from premark.report.places import place, place_of
from premark.report.quotes import QUOTE
from premark.report.rows import (
    CheckRow,
    CriterionRow,
    FileRow,
    NoticeRow,
    Quote,
    ReportView,
)
from premark.report.sessions import log_problems, sessions_row, sessions_said
from premark.report.words import counted, numbered, sentence, words
from premark.types.criteria import Pack
from premark.types.document import Warning_
from premark.types.evidence import Finding, MadeWith, Notice, Review
from premark.weigh.session_record import SessionRecord, session_record


def view(review: Review, pack: Pack) -> ReportView:
    """The assessor's report in words.

    Raises PremarkError when the pack does not have a criterion that the review speaks of.
    """
    _fits(review, pack)
    said, read = words(), all_read(review)
    record = session_record(review.findings, pack)
    return ReportView(
        title="Draft criterion map",
        unit=one_line(pack.code),
        unit_title=one_line(pack.title),
        qualification=one_line(pack.qualification.title or review.qualification),
        words=numbered(review.words, "word"),
        fixed=(said.fixed["draft"], said.fixed["signal"]),
        files=tuple(
            FileRow(one_line(f.name), f.format.upper(), f.sha256) for f in review.document.files
        ),
        totals=_totals(review),
        criteria=tuple(
            _logged(criterion_row(each, criterion, review, read), record, review)
            for each in review.criteria
            for criterion in (pack.criterion(each.criterion),)
        ),
        notices=tuple(_notice(notice, review) for notice in review.notices),
        checks=_checks(review),
        checked=_checked(review),
        warnings=tuple(dict.fromkeys(_warning(w, review) for w in _warnings(review))),
        made_with=_made_with(review.made_with, review),
        legend=tuple((s.word, s.says) for s in said.strengths.values()),
        read=read,
        left_out=left_out(review),
        sessions=sessions_row(record, pack, review.document) if record else None,
    )


def _logged(row: CriterionRow, record: SessionRecord | None, review: Review) -> CriterionRow:
    """The row with what the logs come to, where a log evidences its criterion."""
    if record is None or not record.is_asked(row.code):
        return row
    odd = log_problems(record, row.code, review.document)
    return replace(row, log_said=sessions_said(record), log_problems=odd)


def _fits(review: Review, pack: Pack) -> None:
    known = {criterion.id for criterion in pack.criteria}
    odd = [c.criterion for c in review.criteria if c.criterion not in known]
    if odd:
        raise PremarkError(
            f"the review speaks of {one_line(odd[0], 20)}, which unit {pack.code} does not have",
            hint=f"Draw the report with the pack of unit {one_line(review.unit, 20)}.",
        )


def _totals(review: Review) -> tuple[tuple[str, int, int | None], ...]:
    """Each strength with its count and its bars, strongest first."""
    said = words().strengths
    order = ("strong", "partial", "limited", "none", "cannot tell")
    return tuple(
        (said[key].word, sum(c.strength == key for c in review.criteria), said[key].bars)
        for key in order
    )


def _notice(notice: Notice, review: Review) -> NoticeRow:
    blocks = review.document.blocks
    quotes = []
    for at in notice.places:
        text = blocks[at.block].text[at.start : at.end] if at.block < len(blocks) else ""
        quotes.append(Quote(one_line(text, QUOTE), place(at, review.document), at))
    message, step = sentence(one_line(notice.message)), sentence(one_line(notice.next_step))
    places = place_of(notice.places, review.document)
    return NoticeRow(notice.code, message, step, tuple(quotes), places)


def _checks(review: Review) -> tuple[CheckRow, ...]:
    """Each kind of problem, what is one slip first; entries with their place in the list."""
    check, listed = review.cross_check, _entries(review)
    kinds: dict[str, tuple[Finding, ...]] = {
        "cited": check.cited_not_listed,
        "listed": check.listed_not_cited,
    }
    for finding in check.near_misses:
        kinds[finding.rule] = (*kinds.get(finding.rule, ()), finding)
    return tuple(
        CheckRow(
            title,
            tuple(_checked_quote(f, listed, review) for f in kinds[kind]),
            slip=kind not in ("cited", "listed"),
        )
        for kind, title in words().checks.items()
        if kinds.get(kind)
    )


def _entries(review: Review) -> dict[str, Finding]:
    found = (f for f in review.findings if f.kind == "reference")
    return {f"{f.at.block}:{f.at.start}": f for f in found}


def _checked_quote(finding: Finding, listed: Mapping[str, Finding], review: Review) -> Quote:
    text, at = one_line(finding.quote, QUOTE), finding.at
    where = place(at, review.document)
    entry = listed.get(finding.fact("listed_at"))
    where += f", listed {place(entry.at, review.document)}" if entry else ""
    return Quote(text, where, at, "", one_line(finding.because))


def _checked(review: Review) -> str:
    check = review.cross_check
    cited = counted(check.citations, "citation")
    listed = counted(check.references, "entry", "entries")
    said = f"{cited} in the text, {listed} in the reference list."
    odd = check.cited_not_listed or check.listed_not_cited or check.near_misses
    return said if odd or not check.citations else f"{said} Each joins the other."


def _warnings(review: Review) -> tuple[Warning_, ...]:
    return (*review.document.warnings, *review.warnings)


def _warning(warning: Warning_, review: Review) -> str:
    files = review.document.files
    message = sentence(one_line(warning.message))
    if len(files) < 2 or warning.file >= len(files):
        return message
    return f"{one_line(files[warning.file].name)}: {message}"


def _made_with(made: MadeWith, review: Review) -> tuple[tuple[str, str], ...]:
    packages = ", ".join(f"{name} {version}" for name, version in made.packages)
    rows = (
        ("premark", made.premark),
        ("criteria", f"{review.pack_version} ({_digest(made.pack)})"),
        ("patterns", _digest(made.patterns)),
        ("models", _digest(made.models)),
        ("encoder", made.encoder),
        ("parser", made.parser),
        ("packages", packages),
        ("record schema", review.schema_version),
    )
    return tuple((name, one_line(value)) for name, value in rows if value)


def _digest(text: str) -> str:
    return text[:12] if re.fullmatch(r"[0-9a-f]{32,}", text) else text
