"""A pack in; an answer template as a Word document out, the same bytes for the same pack.

Nothing in it reads as a learner's: the criteria stand in headings, and what is to be filled in is
a content control that Word itself marks as a placeholder.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from premark.plain import one_line
from premark.report.still import still
from premark.report.word import PROPERTY
from premark.types.criteria import Criterion, Pack

PROMPT = "Click or tap here to enter text."  # a phrase of patterns/template-guidance.yaml
LONGEST = 28  # words; a longer line is read as prose, whatever its style
CUT = 20
GREY = RGBColor(0x76, 0x76, 0x76)
_EPOCH = datetime(1980, 1, 1)
Paper = Any  # python-docx has no types


def make_template(pack: Pack) -> bytes:
    """A .docx: a cover, each outcome and criterion as a styled heading, a place to answer each.

    A criterion is headed in the body's own words where an overlay has laid them over ours.
    """
    paper = docx.Document()
    _set_up(paper, pack)
    paper.add_heading(one_line(f"{pack.code} {pack.title}"), 0)
    for name in ("Learner name", "Centre", "Date"):
        _field(paper, name)
    titles = {outcome.id: outcome.title for outcome in pack.outcomes}
    last = ""
    for criterion in pack.criteria:
        if criterion.outcome != last:
            last = criterion.outcome
            title = titles.get(last, "")
            paper.add_heading(one_line(f"Learning outcome {last}: {title}"), 1)
        paper.add_heading(heading(criterion), 2)
        _in_full(paper, criterion)
        _place_to_answer(paper, criterion.id)
    paper.add_heading("References", 1)
    _place_to_answer(paper, "references")
    out = io.BytesIO()
    paper.save(out)
    return still(out.getvalue())


def heading(criterion: Criterion) -> str:
    """ "1.1 Explain ...": the code first, so that whatever is written under it is known for it."""
    asked = _asked(criterion).split()
    cut = asked if len(asked) <= LONGEST else [*asked[:CUT], "…"]
    return f"{criterion.id} {' '.join(cut)}"


def _asked(criterion: Criterion) -> str:
    return one_line(criterion.official or criterion.asks).rstrip(" .;:")


def _in_full(paper: Paper, criterion: Criterion) -> None:
    """What no heading can hold stands below it in curly brackets, which are read as guidance."""
    asked = _asked(criterion)
    if len(asked.split()) > LONGEST:
        run = paper.add_paragraph().add_run("{" + re.sub(r"[{}]", "", asked) + "}")
        run.font.color.rgb = GREY


def _set_up(paper: Paper, pack: Pack) -> None:
    core = paper.core_properties
    core.title = one_line(f"Answer template: {pack.code} version {pack.version}", PROPERTY)
    core.author, core.comments, core.language = "premark", "", "en-GB"
    core.created = core.modified = _EPOCH
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(11)
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.2)


def _field(paper: Paper, name: str) -> None:
    """A line of the cover: its label, and a control within the line."""
    paragraph = paper.add_paragraph()
    paragraph.add_run(f"{name}: ").bold = True
    run = paragraph.add_run(PROMPT)
    run.font.color.rgb = GREY
    paragraph._p.append(_control(name, run._r))


def _place_to_answer(paper: Paper, name: str) -> None:
    """A control that takes paragraphs, lists and tables; what is written in it is body text."""
    paragraph = paper.add_paragraph()
    paragraph.add_run(PROMPT).font.color.rgb = GREY
    before = paragraph._p.getprevious()
    before.addnext(_control(f"Answer {name}", paragraph._p))
    paper.add_paragraph()


def _control(name: str, holds: Any) -> Any:
    """A content control around an element; Word clears its placeholder at the first key."""
    control, about, content = (OxmlElement(f"w:{tag}") for tag in ("sdt", "sdtPr", "sdtContent"))
    alias = OxmlElement("w:alias")
    alias.set(qn("w:val"), name)
    about.append(alias)
    about.append(OxmlElement("w:showingPlcHdr"))
    content.append(holds)
    control.append(about)
    control.append(content)
    return control
