"""A view in; the report as a Word document out, the same bytes for the same view."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from premark.report.looked import few
from premark.report.plain import one_line
from premark.report.rows import CriterionRow, NamedRow, Quote, ReportView, RequirementRow
from premark.report.word_table import add_table
from premark.report.words import counted

SHOWN = 4  # quotes shown for one requirement; the rest are counted
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MAP = (4.1, 2.1, 2.5, 2.1, 4.1, 2.1)  # centimetres; they fill the page between its margins
_CHECKLIST = (2.2, 5.8, 9.0)
CELL = 200  # characters of a quote in a cell
_SOFT = RGBColor(0x54, 0x5E, 0x6B)
Paper = Any  # python-docx has no types


def render_word(view: ReportView) -> bytes:
    """A .docx with the map, the notices and each criterion with checklist and quotes."""
    paper = docx.Document()
    _properties(paper, view)
    _page(paper, view)
    _front(paper, view)
    _map(paper, view)
    for row in view.criteria:
        _criterion(paper, row, learner=view.learner)
    _read(paper, view)
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
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _page(paper: Paper, view: ReportView) -> None:
    """A4, and at the foot what this is and which page of how many."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    foot = section.footer.paragraphs[0]
    names = ", ".join(file.name for file in view.files)
    _soft(foot, f"premark: {view.title.lower()}, {view.unit}, {names}. Page")
    _field(foot, "PAGE")
    _soft(foot, " of")
    _field(foot, "NUMPAGES")


def _field(paragraph: Paper, name: str) -> None:
    """A number that Word reckons itself, after a blank."""
    paragraph.add_run(" ")
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        run.font.color.rgb, run.font.size = _SOFT, Pt(9)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = name
        run._r.append(part)


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
        places = f" ({notice.places})" if notice.places else ""
        _soft(paragraph, f" {notice.next_step}{places}")


def _map(paper: Paper, view: ReportView) -> None:
    paper.add_heading("What was found" if view.learner else "Criterion map", 1)
    if view.totals:
        said = [f"{word} {count}" for word, count, _ in view.totals]
        paper.add_paragraph(", ".join(said))
    reading = "Reading" if view.learner else "Strength"
    missing = "Missing so far" if view.learner else "Missing or short"
    rows = [
        (
            (row.code, row.asks),
            row.strength,
            (row.verb.name, f"{row.verb.state.symbol} {row.verb.state.word}"),
            row.required_met,
            row.missing or ("nothing",),
            row.places or "nowhere",
        )
        for row in view.criteria
    ]
    names = ("Criterion", reading, "Verb", "Required", missing, "Places")
    add_table(paper, names, rows, _MAP)


def _criterion(paper: Paper, row: CriterionRow, *, learner: bool) -> None:
    paper.add_heading(_text(f"{row.code} {row.verb.name}: {row.strength}"), 1)
    paper.add_paragraph(_text(row.asks))
    paragraph = paper.add_paragraph(_text(row.because))
    if row.passages:
        _soft(paragraph, f" {counted(row.passages, 'passage')}: {few(row.sections)}.")
    else:
        _soft(paragraph, f" {row.looked}")
    for line in (row.next_step, *row.cannot_tell):
        if line:
            paper.add_paragraph(_text(line), style="List Bullet")
    _checklist(paper, "Required", row.required)
    paper.add_heading("The verb", 2)
    paragraph = paper.add_paragraph()
    paragraph.add_run(f"{row.verb.state.symbol} {row.verb.state.word}. ").bold = True
    paragraph.add_run(_text(" ".join((row.verb.because, *row.verb.missing))))
    if row.passages and row.verb.missing:
        _soft(paragraph, f" {row.looked}: {few(row.sections)}.")
    _quotes(paper, row.verb.quotes)
    _topics(paper, row)
    _checklist(paper, "Helpful, not required", row.helpful)
    _named(paper, "Sources cited", row.sources, row.sources_said)
    _named(paper, "Models named", row.models)
    _also(paper, row)
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
            [line for line in (row.asked, row.says) if line],
            [line for line in (_looked(row), row.because, *_quoted(row.quotes)) if line],
        )
        for row in rows
    ]
    add_table(paper, ("State", "Asked", "Found, and where"), cells, _CHECKLIST)


def _quoted(quotes: Sequence[Quote]) -> list[str]:
    """Each quote with its place, beside the element that it stands for."""
    said = [
        f"“{one_line(q.text, CELL)}” {q.place}{f' · {q.label}' if q.label else ''}"
        for q in quotes[:SHOWN]
    ]
    return said + ([f"and {len(quotes) - SHOWN} more"] if len(quotes) > SHOWN else [])


def _looked(row: RequirementRow) -> str:
    """What was counted; where something is missing, the sections that were looked in."""
    said = f"{row.counted}; {row.looked}"
    if row.state.key == "met" or row.whole or not row.sections:
        return f"{said}."
    return f"{said}: {few(row.sections)}."


def _also(paper: Paper, row: CriterionRow) -> None:
    if not row.also:
        return
    title = "Other passages that also serve it" if row.passages else "The nearest passages"
    paper.add_heading(title, 2)
    for each in row.also:
        paragraph = paper.add_paragraph(_text(each.quote.place), style="List Bullet")
        _soft(paragraph, f" {each.home}")


def _topics(paper: Paper, row: CriterionRow) -> None:
    if not row.topics:
        return
    paper.add_heading("Topics", 2)
    for topic in row.topics:
        paragraph = paper.add_paragraph(style="List Bullet")
        paragraph.add_run("covered: " if topic.covered else "not found: ").bold = True
        paragraph.add_run(_text(topic.about))
        _soft(paragraph, f" {topic.places}")


def _named(paper: Paper, title: str, rows: Sequence[NamedRow], said: str = "") -> None:
    if not rows:
        return
    paper.add_heading(title, 2)
    if said:
        paper.add_paragraph(_text(said))
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


def _read(paper: Paper, view: ReportView) -> None:
    paper.add_heading("Where evidence was looked for", 1)
    rows = [(each.title, each.places, f"{each.passages}") for each in view.read]
    add_table(paper, ("Section", "Places", "Passages"), rows, (9.0, 6.0, 2.0))
    if view.left_out:
        _soft(paper.add_paragraph(), view.left_out)


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
    add_table(paper, ("What", "Which"), [*files, *view.made_with], (4.0, 13.0))


def _soft(paragraph: Paper, text: str) -> None:
    run = paragraph.add_run(_text(text) if text.strip() else "")
    if text.startswith(" "):
        run.text = " " + run.text
    run.font.color.rgb, run.font.size = _SOFT, Pt(9)


def _text(text: str) -> str:
    """Word's XML refuses control characters outright."""
    return one_line(text)
