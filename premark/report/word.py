"""A view in; the report as a Word document out, the same bytes for the same view."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.shared import Pt, RGBColor

from premark.report.plain import one_line
from premark.report.rows import CriterionRow, NamedRow, Quote, ReportView, RequirementRow

SHOWN = 4  # quotes shown for one requirement; the rest are counted
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SOFT = RGBColor(0x54, 0x5E, 0x6B)
Paper = Any  # python-docx has no types


def render_word(view: ReportView) -> bytes:
    """A .docx with the map, the notices and each criterion with checklist and quotes."""
    paper = docx.Document()
    _properties(paper, view)
    _front(paper, view)
    _map(paper, view)
    for row in view.criteria:
        _criterion(paper, row, learner=view.learner)
    _references(paper, view)
    _made_with(paper, view)
    out = io.BytesIO()
    paper.save(out)
    return still(out.getvalue())


def still(data: bytes) -> bytes:
    """The same package with every member dated alike, so that equal content is equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return out.getvalue()


def _properties(paper: Paper, view: ReportView) -> None:
    core = paper.core_properties
    core.title = f"{view.title}: {view.unit}"
    core.author = "premark"
    core.comments = ""
    core.language = "en-GB"
    core.created = core.modified = datetime(*_EPOCH)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10.5)


def _front(paper: Paper, view: ReportView) -> None:
    paper.add_heading(_text(view.title), 0)
    paper.add_paragraph(_text(", ".join(file.name for file in view.files)))
    paper.add_paragraph(_text(f"{view.unit} {view.unit_title}. {view.words}."))
    for line in view.fixed:
        _soft(paper.add_paragraph(), line)
    if view.next_step:
        paper.add_heading("Your next step", 1)
        paper.add_paragraph(_text(view.next_step))
    if view.notices:
        paper.add_heading("Notices", 1)
    for notice in view.notices:
        paragraph = paper.add_paragraph(style="List Bullet")
        paragraph.add_run(_text(notice.message)).bold = True
        places = ", ".join(dict.fromkeys(quote.place for quote in notice.quotes[:8]))
        _soft(paragraph, f" {notice.next_step} {places}")


def _map(paper: Paper, view: ReportView) -> None:
    paper.add_heading("What was found" if view.learner else "Criterion map", 1)
    if view.totals:
        said = [f"{word} {count}" for word, count, _ in view.totals]
        paper.add_paragraph(", ".join(said))
    reading = "Reading" if view.learner else "Strength"
    rows = [
        (
            f"{row.code} {row.asks}",
            row.strength,
            f"{row.verb.name}: {row.verb.state.word}",
            row.required_met,
            " ".join(row.missing) or "nothing",
            row.places or "nowhere",
        )
        for row in view.criteria
    ]
    names = ("Criterion", reading, "Verb", "Required", "Missing or short", "Places")
    _table(paper, names, rows)


def _table(paper: Paper, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = paper.add_table(rows=1, cols=len(names), style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.text = name
    _repeat(table.rows[0])
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _text(text)
    for row_ in table.rows:
        for cell in row_.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)


def _repeat(row: Paper) -> None:
    """Mark a row as a heading: repeated on each page, and told to screen readers."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _criterion(paper: Paper, row: CriterionRow, *, learner: bool) -> None:
    paper.add_heading(_text(f"{row.code} {row.verb.name}: {row.strength}"), 1)
    paper.add_paragraph(_text(row.asks))
    paragraph = paper.add_paragraph(_text(row.because))
    if row.places:
        _soft(paragraph, f" {row.passages} passage(s): {row.places}.")
    for line in (row.next_step, *row.cannot_tell):
        if line:
            paper.add_paragraph(_text(line), style="List Bullet")
    _checklist(paper, "Required", row.required)
    paper.add_heading("The verb", 2)
    paragraph = paper.add_paragraph()
    paragraph.add_run(f"{row.verb.state.symbol} {row.verb.state.word}. ").bold = True
    paragraph.add_run(_text(" ".join((row.verb.because, *row.verb.missing))))
    _quotes(paper, row.verb.quotes)
    _topics(paper, row)
    _checklist(paper, "Helpful, not required", row.helpful)
    _named(paper, "Sources cited", row.sources)
    _named(paper, "Models named", row.models)
    if row.prompts:
        paper.add_heading("Ask yourself" if learner else "Questions to ask", 2)
    for prompt in row.prompts:
        paper.add_paragraph(_text(prompt), style="List Bullet")


def _checklist(paper: Paper, title: str, rows: Sequence[RequirementRow]) -> None:
    if not rows:
        return
    paper.add_heading(title, 2)
    cells = [
        (
            f"{row.state.symbol} {row.state.word}",
            f"{row.asked} {row.says}".strip(),
            f"{row.counted}; {row.looked}",
            row.because,
        )
        for row in rows
    ]
    _table(paper, ("State", "Asked", "Counted", "Why"), cells)
    for row in rows:
        _quotes(paper, row.quotes)


def _topics(paper: Paper, row: CriterionRow) -> None:
    if not row.topics:
        return
    paper.add_heading("Topics", 2)
    for topic in row.topics:
        paragraph = paper.add_paragraph(style="List Bullet")
        paragraph.add_run("covered: " if topic.covered else "not found: ").bold = True
        paragraph.add_run(_text(topic.about))
        _soft(paragraph, f" {topic.places}")


def _named(paper: Paper, title: str, rows: Sequence[NamedRow]) -> None:
    if not rows:
        return
    paper.add_heading(title, 2)
    for row in rows:
        places = ", ".join(dict.fromkeys(quote.place for quote in row.quotes))
        note = f" ({row.note})" if row.note else ""
        paragraph = paper.add_paragraph(_text(f"{row.name}{note}"), style="List Bullet")
        _soft(paragraph, f" {places}")


def _quotes(paper: Paper, quotes: Sequence[Quote]) -> None:
    for quote in quotes[:SHOWN]:
        paragraph = paper.add_paragraph(_text(f"“{quote.text}”"), style="Quote")
        _soft(paragraph, " " + " · ".join(s for s in (quote.place, quote.label, quote.why) if s))
    if len(quotes) > SHOWN:
        _soft(paper.add_paragraph(), f"and {len(quotes) - SHOWN} more")


def _references(paper: Paper, view: ReportView) -> None:
    paper.add_heading("Citations and the reference list", 1)
    paper.add_paragraph(_text(view.checked))
    for check in view.checks:
        paper.add_heading(f"{check.title} ({len(check.quotes)})", 2)
        for quote in check.quotes:
            paragraph = paper.add_paragraph(_text(quote.text), style="List Bullet")
            _soft(paragraph, f" {quote.place} · {quote.why}")
    if view.warnings:
        paper.add_heading("What could not be read", 1)
    for line in view.warnings:
        paper.add_paragraph(_text(line), style="List Bullet")


def _made_with(paper: Paper, view: ReportView) -> None:
    paper.add_heading("What this was made with", 1)
    files = [(file.name, f"{file.format}, SHA-256 {file.sha256}") for file in view.files]
    _table(paper, ("What", "Which"), [*files, *view.made_with])


def _soft(paragraph: Paper, text: str) -> None:
    run = paragraph.add_run(_text(text) if text.strip() else "")
    if text.startswith(" "):
        run.text = " " + run.text
    run.font.color.rgb, run.font.size = _SOFT, Pt(9)


def _text(text: str) -> str:
    """Word's XML refuses control characters outright."""
    return one_line(text)
