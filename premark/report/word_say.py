"""Words for a Word report in; runs and paragraphs without what Word would refuse, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.shared import Pt, RGBColor

from premark.plain import one_line
from premark.report.rows import Quote

SOFT = RGBColor(0x54, 0x5E, 0x6B)
CELL = 200  # characters of a quote in a cell
Paper = Any  # python-docx has no types


def soft(paragraph: Paper, text: str) -> None:
    """Add small grey words; Word's XML refuses control characters outright."""
    run = paragraph.add_run(one_line(text) if text.strip() else "")
    if text.startswith(" "):
        run.text = " " + run.text
    run.font.color.rgb, run.font.size = SOFT, Pt(9)


def odd(paper: Paper, quotes: Sequence[Quote]) -> None:
    """What is odd in a log: its kind, the words, their place and the reason."""
    for quote in quotes:
        paragraph = paper.add_paragraph(style="List Bullet")
        paragraph.add_run(one_line(f"{quote.label}: ")).bold = True
        paragraph.add_run(one_line(f"“{one_line(quote.text, CELL)}”"))
        soft(paragraph, f" {quote.place} · {quote.why}")
