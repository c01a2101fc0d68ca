"""A review and its pack in; the rows that every format draws, fully worded, out."""

from __future__ import annotations

import re

from premark.errors import PremarkError
from premark.report.criterion import criterion_row
from premark.report.looked import all_read, left_out
from premark.report.places import place, place_of
from premark.report.plain import one_line
from premark.report.rows import CheckRow, FileRow, NoticeRow, Quote, ReportView
from premark.report.words import counted, sentence, words
from premark.types.criteria import Pack
from premark.types.document import Warning_
from premark.types.evidence import Finding, MadeWith, Notice, Review

QUOTE = 320  # characters of a quote that is shown on its own


def view(review: Review, pack: Pack) -> ReportView:
    """The assessor's report in words.

    Raises PremarkError when the pack does not have a criterion that the review speaks of.
    """
    _fits(review, pack)
    said, read = words(), all_read(review)
    return ReportView(
        title="Draft criterion map",
        unit=one_line(pack.code),
        unit_title=one_line(pack.title),
        qualification=one_line(pack.qualification.title or review.qualification),
        words=f"{review.words:,} words",
        fixed=(said.fixed["draft"], said.fixed["signal"]),
        files=tuple(
            FileRow(one_line(f.name), f.format.upper(), f.sha256) for f in review.document.files
        ),
        totals=_totals(review),
        criteria=tuple(
            criterion_row(each, pack.criterion(each.criterion), review, read)
            for each in review.criteria
        ),
        notices=tuple(_notice(notice, review) for notice in review.notices),
        checks=_checks(review),
        checked=_checked(review),
        warnings=tuple(dict.fromkeys(_warning(w, review) for w in _warnings(review))),
        made_with=_made_with(review.made_with, review),
        legend=tuple((s.word, s.says) for s in said.strengths.values()),
        read=read,
        left_out=left_out(review),
    )


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
    check = review.cross_check
    kinds = (
        ("Cited, but not in the reference list", check.cited_not_listed),
        ("In the reference list, but not cited", check.listed_not_cited),
        ("Nearly, but not quite, the same", check.near_misses),
    )
    return tuple(
        CheckRow(title, tuple(_checked_quote(f, review) for f in found))
        for title, found in kinds
        if found
    )


def _checked_quote(finding: Finding, review: Review) -> Quote:
    text, at = one_line(finding.quote, QUOTE), finding.at
    return Quote(text, place(at, review.document), at, "", one_line(finding.because))


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
