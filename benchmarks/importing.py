"""How long the import of a long unit specification takes, and whether it comes out whole.

A handbook of 130 pages is drawn from a seed, a unit to a page: criteria beside guidance in ruled
tables, prose above and below, a running head and page numbers. `python -m benchmarks.importing`
prints the seconds, and how many of the units and criteria were found.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from premark.importing.importer import import_document
from premark.importing.report import write_import

PAGES = 130
SEED = 20251
CRITERIA = 6
VERBS = "Explain Describe Analyse Evaluate Justify Compare Review Identify".split()
THINGS = "boats looms kilns hives clocks lathes ovens maps tents wells".split()
ASKED = "design history upkeep storage cost purpose safety handling repair sale".split()
WORDS = (
    "care work time record safe plan part tool rule place season check order note share light "
    "water stone paper metal cloth river field road bridge garden winter summer morning guest"
).split()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = handbook(Path(folder) / "handbook.pdf")
        started = time.perf_counter()
        found = import_document(path)
        read = time.perf_counter() - started
        written = write_import(found, Path(folder) / "drafts")
        whole = time.perf_counter() - started
    criteria = sum(len(unit.entries) for unit in found.units)
    beside = sum(bool(entry.guidance) for unit in found.units for entry in unit.entries)
    print(f"pages {PAGES}; lines {len(found.lines)}; left out {len(found.left_out)}")
    print(f"units {len(found.units)} of {PAGES}; criteria {criteria} of {PAGES * CRITERIA}")
    print(f"criteria with their guidance {beside} of {PAGES * CRITERIA}")
    kinds = Counter(fault.kind for fault in found.faults)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "none"
    print(f"faults: {told}; files written {len(written)}")
    print(f"seconds to read {read:.1f}; with every draft written and checked {whole:.1f}")


def handbook(path: Path) -> Path:
    """A PDF of `PAGES` pages, one unit on each."""
    from reportlab.lib import colors
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    draw = random.Random(SEED)
    style = getSampleStyleSheet()["BodyText"]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    story: list[Any] = []
    for number in range(PAGES):
        story.append(Paragraph(f"Unit {300 + number}: Looking after {_thing(draw)}", style))
        story.append(Paragraph("Level: 4", style))
        story.append(Paragraph(_prose(draw, 70), style))
        rows = [["Assessment criteria", "Guidance"], *_rows(draw)]
        cells = [[Paragraph(text, style) for text in row] for row in rows]
        story.append(Table(cells, colWidths=[210, 250], style=grid))
        story.append(Paragraph("Assessment requirements", style))
        story.append(Paragraph(_prose(draw, 60), style))
        story.append(PageBreak())

    def furniture(canvas: Any, document: Any) -> None:
        canvas.drawString(72, 800, "4.12 Handbook of practical units")
        canvas.drawString(300, 30, str(document.page))

    SimpleDocTemplate(str(path)).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return path


def _rows(draw: random.Random) -> list[list[str]]:
    rows: list[list[str]] = []
    for number in range(CRITERIA):
        verb = draw.choice(VERBS)
        code = f"{1 + number // 3}.{1 + number % 3}"
        asks = f"{code} {verb} the {draw.choice(ASKED)} and {draw.choice(ASKED)} of {_thing(draw)}"
        told = f"{verb} means to look well. Use at least two cases. {_prose(draw, 18)}"
        rows.append([asks, told])
    return rows


def _thing(draw: random.Random) -> str:
    return draw.choice(THINGS)


def _prose(draw: random.Random, words: int) -> str:
    return " ".join(draw.choice(WORDS) for _ in range(words)).capitalize() + "."


if __name__ == "__main__":
    main()
