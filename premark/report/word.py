"""A view in; the report as a Word document out, the same bytes for the same view."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from premark.plain import one_line
from premark.report.looked import few
from premark.report.rows import CriterionRow, NamedRow, Quote, ReportView, RequirementRow
from premark.report.still import EPOCH, still
from premark.report.word_back import add_back
from premark.report.word_say import CELL, SOFT, Paper, odd, soft
from premark.report.word_table import LOOK, add_table
from premark.report.words import counted

PROPERTY = 200  # characters of a property of the file; Word takes 255
SHOWN = 4  # quotes shown for one requirement; the rest are counted
_MAP = (4.1, 2.1, 2.5, 2.1, 4.1, 2.1)  # centimetres; they fill the page between its margins
_CHECKLIST = (2.2, 5.8, 9.0)


def render_word(view: ReportView) -> bytes:
    """A .docx with the map, the notices and each criterion with checklist and quotes."""
    paper = docx.Document()
    _without_other_tables(paper)
    _properties(paper, view)
    _page(paper, view)
    _front(paper, view)
    _map(paper, view)
    for row in view.criteria:
        _criterion(paper, row, learner=view.learner)
    add_back(paper, view)
    out = io.BytesIO()
    paper.save(out)
    return still(out.getvalue())


def _without_other_tables(paper: Paper) -> None:
    """Drop the looks of tables that nothing here has: each paragraph goes through them all."""
    for style in list(paper.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", LOOK):
            style.delete()


def _properties(paper: Paper, view: ReportView) -> None:
    core = paper.core_properties
    core.title = one_line(f"{view.title}: {view.unit}", PROPERTY)
    core.author = "premark"
    core.comments = ""
    core.language = "en-GB"
    core.created = core.modified = datetime(*EPOCH)
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
    soft(foot, f"premark: {view.title.lower()}, {view.unit}, {names}. Page")
    _field(foot, "PAGE")
    soft(foot, " of")
    _field(foot, "NUMPAGES")


def _field(paragraph: Paper, name: str) -> None:
    """A number that Word reckons itself, after a blank."""
    paragraph.add_run(" ")
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        run.font.color.rgb, run.font.size = SOFT, Pt(9)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = name
        run._r.append(part)


def _front(paper: Paper, view: ReportView) -> None:
    paper.add_heading(one_line(view.title), 0)
    paper.add_paragraph(one_line(", ".join(file.name for file in view.files)))
    paper.add_paragraph(one_line(f"{view.unit} {view.unit_title}. {view.words}."))
    for line in view.fixed:
        soft(paper.add_paragraph(), line)
    if view.next_step:
        paper.add_heading("Your next step", 1)
        paper.add_paragraph(one_line(view.next_step))
    if view.notices:
        paper.add_heading("Notices", 1)
    for notice in view.notices:
        paragraph = paper.add_paragraph(style="List Bullet")
        paragraph.add_run(one_line(notice.message)).bold = True
        places = f" ({notice.places})" if notice.places else ""
        soft(paragraph, f" {notice.next_step}{places}")


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
    paper.add_heading(one_line(f"{row.code} {row.verb.name}: {row.strength}"), 1)
    paper.add_paragraph(one_line(row.asks))
    if row.official:
        soft(paper.add_paragraph(), one_line(row.official))
    paragraph = paper.add_paragraph(one_line(row.because))
    if row.passages:
        soft(paragraph, f" {counted(row.passages, 'passage')}: {few(row.sections)}.")
    else:
        soft(paragraph, f" {row.looked}")
    if row.sure_said:
        soft(paper.add_paragraph(), one_line(row.sure_said))
    for line in (row.next_step, *row.cannot_tell):
        if line:
            paper.add_paragraph(one_line(line), style="List Bullet")
    _records(paper, row)
    _checklist(paper, "Required", row.required)
    paper.add_heading("The verb", 2)
    paragraph = paper.add_paragraph()
    paragraph.add_run(f"{row.verb.state.symbol} {row.verb.state.word}. ").bold = True
    paragraph.add_run(one_line(" ".join((row.verb.because, *row.verb.missing))))
    if row.passages and row.verb.missing:
        soft(paragraph, f" {row.looked}: {few(row.sections)}.")
    _quotes(paper, row.verb.quotes)
    _topics(paper, row)
    _checklist(paper, "Helpful, not required", row.helpful)
    _named(paper, "Sources cited", row.sources, row.sources_said)
    _named(paper, "Models named", row.models)
    _also(paper, row)
    if row.prompts:
        paper.add_heading("Ask yourself" if learner else "Questions to ask", 2)
    for prompt in row.prompts:
        paper.add_paragraph(one_line(prompt), style="List Bullet")


def _records(paper: Paper, row: CriterionRow) -> None:
    if not row.log_said:
        return
    paper.add_heading("In the session records", 2)
    paper.add_paragraph(one_line(row.log_said))
    odd(paper, row.log_problems)


def _checklist(paper: Paper, title: str, rows: Sequence[RequirementRow]) -> None:
    if not rows:
        return
    paper.add_heading(title, 2)
    cells = [
        (
            f"{row.state.symbol} {row.state.word}",
            [line for line in (row.asked, row.says) if line],
            [
                line
                for line in (_looked(row), row.because, row.joined_said, *_quoted(row.quotes))
                if line
            ],
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
        paragraph = paper.add_paragraph(one_line(each.quote.place), style="List Bullet")
        soft(paragraph, f" {each.home}")


def _topics(paper: Paper, row: CriterionRow) -> None:
    if not row.topics:
        return
    paper.add_heading("Topics", 2)
    for topic in row.topics:
        paragraph = paper.add_paragraph(style="List Bullet")
        paragraph.add_run("covered: " if topic.covered else "not found: ").bold = True
        paragraph.add_run(one_line(topic.about))
        soft(paragraph, f" {topic.places}")


def _named(paper: Paper, title: str, rows: Sequence[NamedRow], said: str = "") -> None:
    if not rows:
        return
    paper.add_heading(title, 2)
    if said:
        paper.add_paragraph(one_line(said))
    for row in rows:
        places = ", ".join(dict.fromkeys(quote.place for quote in row.quotes))
        note = f" ({row.note})" if row.note else ""
        paragraph = paper.add_paragraph(one_line(f"{row.name}{note}"), style="List Bullet")
        soft(paragraph, f" {places}")


def _quotes(paper: Paper, quotes: Sequence[Quote]) -> None:
    for quote in quotes[:SHOWN]:
        paragraph = paper.add_paragraph(one_line(f"“{quote.text}”"), style="Quote")
        soft(paragraph, " " + " · ".join(s for s in (quote.place, quote.label, quote.why) if s))
    if len(quotes) > SHOWN:
        soft(paper.add_paragraph(), f"and {len(quotes) - SHOWN} more")
