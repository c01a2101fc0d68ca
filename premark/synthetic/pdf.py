"""What a learner wrote in; a PDF of it, the same bytes each time, out. Needs reportlab."""

from __future__ import annotations

import io
from functools import cache, partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from premark.synthetic.assignment import (
    BlockOf,
    Heading,
    Layout,
    ListBlock,
    Para,
    Script,
    Table,
    as_line,
)


def write_pdf(script: Script, path: Path) -> None:
    """Write it as a PDF with a cover; ModuleNotFoundError without reportlab (test extra)."""
    _draw(script, str(path), cover=True)


def pdf_bytes(script: Script, *, cover: bool = True) -> bytes:
    """The PDF; without a cover the text begins on the first page, untitled."""
    out = io.BytesIO()
    _draw(script, out, cover=cover)
    return out.getvalue()


def _draw(script: Script, target: Any, *, cover: bool) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    page = SimpleDocTemplate(target, pagesize=A4, title=script.title, invariant=1)
    styles = _styles()
    story = _cover(script, styles) if cover else []
    for block in script.blocks:
        story += _block(block, script, styles, width=page.width)
    surname = script.learner.split()[-1:]
    draw = partial(_draw_page, header=" ".join([script.unit, *surname]))
    page.build(story, onLaterPages=draw)


def _cover(script: Script, styles: Any) -> list[Any]:
    from reportlab.platypus import PageBreak

    look = styles["Title"] if script.layout == "styled" else styles["Body"]
    story = [_text(script.title, look)]
    if script.learner:
        story.append(_text(f"Learner: {script.learner}", styles["Body"]))
    return [*story, PageBreak()]


@cache
def _styles() -> Any:
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


def _text(text: str, style: Any) -> Any:
    """A reportlab paragraph of plain text; its markup characters are made harmless."""
    from reportlab.platypus import Paragraph

    return Paragraph(escape(text), style)


def _heading(heading: Heading, layout: Layout, styles: Any) -> Any:
    name = {"styled": f"Heading{heading.level}", "bold": "Strong"}.get(layout, "Body")
    return _text(as_line(heading, layout), styles[name])


def _table(rows: tuple[tuple[str, ...], ...], styles: Any, width: float) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import Table as PdfTable

    cells = [
        [_text(text, styles["Head" if number == 0 else "Cell"]) for text in row]
        for number, row in enumerate(rows)
    ]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    widths = [width / len(rows[0])] * len(rows[0])
    return PdfTable(cells, colWidths=widths, repeatRows=1, style=grid, spaceAfter=12)


def _list(block: ListBlock, layout: Layout, styles: Any) -> Any:
    from reportlab.platypus import ListFlowable

    items = [_text(item, styles["Body"]) for item in block.items]
    if layout == "numbered":
        return ListFlowable(items, bulletType="1", bulletFormat="%s.")
    return ListFlowable(items, bulletType="bullet", start="•")


def _block(block: BlockOf, script: Script, styles: Any, *, width: float) -> list[Any]:
    """The flowables of one block; none for a heading that is not printed."""
    layout = script.layout
    if isinstance(block, Heading):
        return [_heading(block, layout, styles)] * (script.heading_kind != "none")
    if isinstance(block, Para):
        return [_text(block.text, styles["Body"])]
    if isinstance(block, ListBlock):
        return [_list(block, layout, styles)]
    if isinstance(block, Table):
        return [_table(block.rows, styles, width)]
    title = Heading(type="heading", level=1, text=block.heading)
    items = [_text(item, styles["Reference"]) for item in block.items]
    return [_heading(title, layout, styles), *items]


def _draw_page(canvas: Any, page: Any, *, header: str) -> None:
    """Running header and page number, which a reader of the file has to set aside."""
    canvas.setFont("Helvetica", 8)
    canvas.drawString(page.leftMargin, page.pagesize[1] - 36, header)
    canvas.drawCentredString(page.pagesize[0] / 2, 30, f"Page {canvas.getPageNumber()}")
