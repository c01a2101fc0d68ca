"""Labelled assignments (YAML) in; a DOCX and a PDF of each out, laid out as a learner would."""

from __future__ import annotations

import argparse
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal
from xml.sax.saxutils import escape

import yaml
from docx import Document as new_docx
from docx.document import Document as Docx
from docx.shared import Cm
from pydantic import BaseModel, ConfigDict, Field, ValidationError

HERE = Path(__file__).parent
SOURCE = HERE / "assignments"

Layout = Literal["styled", "bold", "plain", "numbered"]
Quantity = Literal["coaching_hours", "supervision_hours", "clients", "plan_months"]
Strength = Literal["none", "limited", "partial", "strong"]


class Strict(BaseModel):
    """Frozen, and unknown keys are refused, so that a misspelt key is not a silent gap."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Heading(Strict):
    type: Literal["heading"]
    level: int = Field(ge=1, le=3)
    text: str


class Para(Strict):
    type: Literal["para", "appendix"]
    criterion: tuple[str, ...]
    moves: tuple[str, ...] = ()
    text: str = Field(min_length=1)


class ListBlock(Strict):
    type: Literal["list"]
    criterion: tuple[str, ...]
    items: tuple[str, ...] = Field(min_length=1)


class Table(Strict):
    type: Literal["table"]
    criterion: tuple[str, ...]
    role: Literal["session_log", "supervision_log", "plan", "feedback", "other"]
    rows: tuple[tuple[str, ...], ...] = Field(min_length=2)


class References(Strict):
    type: Literal["references"]
    heading: str
    items: tuple[str, ...]


AnyBlock = Heading | Para | ListBlock | Table | References
BlockOf = Annotated[AnyBlock, Field(discriminator="type")]


class CriterionGold(Strict):
    strength: Strength
    verb_met: bool
    unmet: tuple[str, ...]
    why: str = Field(min_length=1)


class Gold(Strict):
    criteria: dict[str, CriterionGold]
    models: dict[str, int]
    decoys: tuple[str, ...]
    citations_in_text: int
    references_listed: int
    cited_not_listed: tuple[str, ...]
    listed_not_cited: tuple[str, ...]
    quantities: dict[Quantity, float]


class Assignment(Strict):
    """One labelled assignment: the text in reading order, and what is true of it."""

    id: str
    unit: str
    title: str
    learner: str
    layout: Layout
    heading_kind: Literal["official", "own", "mixed", "none"]
    person_names_left: tuple[str, ...]
    blocks: tuple[BlockOf, ...]
    gold: Gold


def load(path: Path) -> Assignment:
    """Read one YAML file; a ValidationError or YAMLError when it is not as it should be."""
    return Assignment.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def as_line(heading: Heading, layout: Layout) -> str:
    """The heading as it is typed: plain layouts shout their top level."""
    return heading.text.upper() if layout == "plain" and heading.level == 1 else heading.text


def add_docx_heading(docx: Docx, heading: Heading, layout: Layout) -> None:
    if layout == "styled":
        docx.add_heading(heading.text, level=heading.level)
        return
    docx.add_paragraph().add_run(as_line(heading, layout)).bold = layout == "bold" or None


def add_docx_table(docx: Docx, rows: tuple[tuple[str, ...], ...]) -> None:
    table = docx.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = number == 0 or None
    docx.add_paragraph()


def add_docx_references(docx: Docx, block: References, layout: Layout) -> None:
    add_docx_heading(docx, Heading(type="heading", level=1, text=block.heading), layout)
    for item in block.items:
        look = docx.add_paragraph(item).paragraph_format
        look.left_indent, look.first_line_indent = Cm(1), Cm(-1)


def add_docx_cover(docx: Docx, assignment: Assignment) -> None:
    if assignment.layout == "styled":
        docx.add_heading(assignment.title, level=0)
    else:
        docx.add_paragraph().add_run(assignment.title).bold = assignment.layout == "bold" or None
    if assignment.learner:
        docx.add_paragraph(f"Learner: {assignment.learner}")
    docx.add_page_break()


def add_docx_block(docx: Docx, block: BlockOf, assignment: Assignment) -> None:
    layout = assignment.layout
    if isinstance(block, Heading):
        if assignment.heading_kind != "none":
            add_docx_heading(docx, block, layout)
    elif isinstance(block, Para):
        docx.add_paragraph(block.text)
    elif isinstance(block, ListBlock):
        style = "List Number" if layout == "numbered" else "List Bullet"
        for item in block.items:
            docx.add_paragraph(item, style=style)
    elif isinstance(block, Table):
        add_docx_table(docx, block.rows)
    else:
        add_docx_references(docx, block, layout)


def write_docx(assignment: Assignment, path: Path) -> None:
    """Write the assignment as a Word file with real headings, lists and tables where it has any."""
    docx = new_docx()
    docx.core_properties.title = assignment.title
    docx.core_properties.author = assignment.learner
    add_docx_cover(docx, assignment)
    for block in assignment.blocks:
        add_docx_block(docx, block, assignment)
    docx.save(str(path))


def pdf_styles() -> Any:
    """reportlab's sample styles, and ours for body text, table cells and references."""
    from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet

    styles = getSampleStyleSheet()
    ours: dict[str, dict[str, Any]] = {
        "Body": {"fontSize": 11, "leading": 15, "spaceAfter": 8},
        "Strong": {"fontName": "Helvetica-Bold", "fontSize": 11, "leading": 15, "spaceAfter": 4},
        "Cell": {"fontSize": 8.5, "leading": 10.5},
        "Head": {"fontName": "Helvetica-Bold", "fontSize": 8.5, "leading": 10.5},
        "Reference": {"leftIndent": 28, "firstLineIndent": -28, "leading": 14, "spaceAfter": 3},
    }
    for name, options in ours.items():
        styles.add(ParagraphStyle(name, parent=styles["Normal"], **options))
    return styles


def pdf_text(text: str, style: Any) -> Any:
    """A reportlab paragraph of plain text; its markup characters are made harmless."""
    from reportlab.platypus import Paragraph

    return Paragraph(escape(text), style)


def pdf_heading(heading: Heading, layout: Layout, styles: Any) -> Any:
    name = {"styled": f"Heading{heading.level}", "bold": "Strong"}.get(layout, "Body")
    return pdf_text(as_line(heading, layout), styles[name])


def pdf_table(rows: tuple[tuple[str, ...], ...], styles: Any, width: float) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import Table as PdfTable

    cells = [
        [pdf_text(text, styles["Head" if number == 0 else "Cell"]) for text in row]
        for number, row in enumerate(rows)
    ]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    widths = [width / len(rows[0])] * len(rows[0])
    return PdfTable(cells, colWidths=widths, repeatRows=1, style=grid, spaceAfter=12)


def pdf_list(block: ListBlock, layout: Layout, styles: Any) -> Any:
    from reportlab.platypus import ListFlowable

    items = [pdf_text(item, styles["Body"]) for item in block.items]
    if layout == "numbered":
        return ListFlowable(items, bulletType="1", bulletFormat="%s.")
    return ListFlowable(items, bulletType="bullet", start="•")


def pdf_block(block: BlockOf, assignment: Assignment, styles: Any, *, width: float) -> list[Any]:
    """The flowables of one block; none for a heading that is not printed."""
    layout = assignment.layout
    if isinstance(block, Heading):
        return [pdf_heading(block, layout, styles)] * (assignment.heading_kind != "none")
    if isinstance(block, Para):
        return [pdf_text(block.text, styles["Body"])]
    if isinstance(block, ListBlock):
        return [pdf_list(block, layout, styles)]
    if isinstance(block, Table):
        return [pdf_table(block.rows, styles, width)]
    title = Heading(type="heading", level=1, text=block.heading)
    items = [pdf_text(item, styles["Reference"]) for item in block.items]
    return [pdf_heading(title, layout, styles), *items]


def draw_page(canvas: Any, page: Any, *, header: str) -> None:
    """Running header and page number, which a reader of the file has to set aside."""
    canvas.setFont("Helvetica", 8)
    canvas.drawString(page.leftMargin, page.pagesize[1] - 36, header)
    canvas.drawCentredString(page.pagesize[0] / 2, 30, f"Page {canvas.getPageNumber()}")


def write_pdf(assignment: Assignment, path: Path) -> None:
    """Write the assignment as a PDF, the same bytes each time; needs reportlab (test extra)."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    page = SimpleDocTemplate(str(path), pagesize=A4, title=assignment.title, invariant=1)
    styles = pdf_styles()
    cover = styles["Title"] if assignment.layout == "styled" else styles["Body"]
    story = [pdf_text(assignment.title, cover)]
    if assignment.learner:
        story.append(pdf_text(f"Learner: {assignment.learner}", styles["Body"]))
    story.append(PageBreak())
    for block in assignment.blocks:
        story += pdf_block(block, assignment, styles, width=page.width)
    surname = assignment.learner.split()[-1:]
    draw = partial(draw_page, header=" ".join([assignment.unit, *surname]))
    page.build(story, onLaterPages=draw)


def build(source: Path, out: Path) -> list[Path]:
    """Write `<id>.docx` and `<id>.pdf` for each YAML of `source` to `out`, labels beside them."""
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for path in sorted(source.glob("*.yaml")):
        assignment = load(path)
        made += [out / f"{assignment.id}.docx", out / f"{assignment.id}.pdf"]
        write_docx(assignment, made[-2])
        write_pdf(assignment, made[-1])
        if out.resolve() != source.resolve():
            shutil.copyfile(path, out / path.name)
    return made


def main(arguments: list[str] | None = None) -> int:
    """Build all; 0 when done, 1 with a reason when a file is not valid or there is none."""
    parser = argparse.ArgumentParser(description="Build the labelled assignments.")
    parser.add_argument("--source", type=Path, default=SOURCE, help="folder of YAML files")
    parser.add_argument("--out", type=Path, default=HERE / "build", help="where to write")
    given = parser.parse_args(arguments)
    try:
        made = build(given.source, given.out)
    except ModuleNotFoundError as missing:
        print(f"{missing.name} is missing: install the test extra.", file=sys.stderr)
        return 1
    except (ValidationError, yaml.YAMLError) as problem:
        print(f"An assignment is not as corpora/README.md says:\n{problem}", file=sys.stderr)
        return 1
    if not made:
        print(f"No .yaml file in {given.source}.", file=sys.stderr)
        return 1
    print("\n".join(str(path) for path in made))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
