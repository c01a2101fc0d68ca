"""What a learner wrote in; a Word file with its headings, lists and tables out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from docx import Document as new_docx
from docx.shared import Cm

from premark.synthetic.assignment import (
    BlockOf,
    Heading,
    Layout,
    ListBlock,
    Para,
    References,
    Script,
    Table,
    as_line,
)

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP can tell


def write_docx(script: Script, path: Path) -> None:
    """Write it as a Word file with a cover."""
    docx_of(script).save(str(path))


def docx_bytes(script: Script, *, cover: bool = True) -> bytes:
    """The Word file, the same bytes each time: no part of it tells when it was made."""
    saved = io.BytesIO()
    docx_of(script, cover=cover).save(saved)
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, given.read(name))
    return out.getvalue()


def docx_of(script: Script, *, cover: bool = True) -> Any:
    """A python-docx document; without a cover the text begins on the first page, untitled."""
    docx = new_docx()
    docx.core_properties.title = script.title
    docx.core_properties.author = script.learner
    if cover:
        _add_cover(docx, script)
    for block in script.blocks:
        _add_block(docx, block, script)
    return docx


def _add_cover(docx: Any, script: Script) -> None:
    if script.layout == "styled":
        docx.add_heading(script.title, level=0)
    else:
        docx.add_paragraph().add_run(script.title).bold = script.layout == "bold" or None
    if script.learner:
        docx.add_paragraph(f"Learner: {script.learner}")
    docx.add_page_break()


def _add_block(docx: Any, block: BlockOf, script: Script) -> None:
    layout = script.layout
    if isinstance(block, Heading):
        if script.heading_kind != "none":
            _add_heading(docx, block, layout)
    elif isinstance(block, Para):
        docx.add_paragraph(block.text)
    elif isinstance(block, ListBlock):
        style = "List Number" if layout == "numbered" else "List Bullet"
        for item in block.items:
            docx.add_paragraph(item, style=style)
    elif isinstance(block, Table):
        _add_table(docx, block.rows)
    else:
        _add_references(docx, block, layout)


def _add_heading(docx: Any, heading: Heading, layout: Layout) -> None:
    if layout == "styled":
        docx.add_heading(heading.text, level=heading.level)
        return
    docx.add_paragraph().add_run(as_line(heading, layout)).bold = layout == "bold" or None


def _add_table(docx: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    table = docx.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = number == 0 or None
    docx.add_paragraph()


def _add_references(docx: Any, block: References, layout: Layout) -> None:
    _add_heading(docx, Heading(type="heading", level=1, text=block.heading), layout)
    for item in block.items:
        look = docx.add_paragraph(item).paragraph_format
        look.left_indent, look.first_line_indent = Cm(1), Cm(-1)
