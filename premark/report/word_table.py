"""Rows of words in; a Word table with set widths out, read easily on paper and by ear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from premark.plain import one_line

HEAD = "E4EAF1"  # the ground of the header row
SIZE = Pt(9)
LOOK = "Table Grid"
Paper = Any  # python-docx has no types
Cell = str | Sequence[str]  # a sequence is a paragraph each


def add_table(
    paper: Paper, names: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float]
) -> Paper:
    """A table with columns of `widths` centimetres; its first row is repeated on each page.

    A row stays whole where it can. Words that begin a first cell are set bold up to a line feed.
    """
    table = paper.add_table(rows=1, cols=len(names), style=LOOK)
    table.autofit = False
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        _say(cell, [name], bold=True)
        _shade(cell)
    _mark(table.rows[0], "w:tblHeader")
    for row in rows:
        new = table.add_row()
        for i, (cell, text) in enumerate(zip(new.cells, row, strict=True)):
            _say(cell, [text] if isinstance(text, str) else text, bold=not i)
    for each in table.rows:
        _mark(each, "w:cantSplit")
        for cell, width in zip(each.cells, widths, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def _say(cell: Paper, lines: Sequence[str], *, bold: bool) -> None:
    for i, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if not i else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(one_line(line))  # Word's XML refuses control characters outright
        run.font.size = SIZE
        run.bold = (bold and not i) or None


def _mark(row: Paper, name: str) -> None:
    """A property of a row: repeated on each page as a heading, or never cut in two."""
    properties = row._tr.get_or_add_trPr()
    mark = OxmlElement(name)
    # cantSplit stands before tblHeader in the schema.
    properties.insert(0, mark) if name == "w:cantSplit" else properties.append(mark)


def _shade(cell: Paper) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
