"""A PDF's bytes in; its printed lines, with the cells of its tables and columns, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from premark.importing.columns import Segment, cut_columns
from premark.importing.drafts import SourceLine
from premark.importing.marks import unmarked
from premark.importing.pdf_pages import PageRow, crossings, order_at, page_rows
from premark.importing.words import load_words
from premark.read.cleaning import clean
from premark.read.pdf.document import read_pages
from premark.read.pdf.furniture import PageLines, set_apart
from premark.read.pdf.lines import cut_runs
from premark.read.pdf.paragraphs import setting_of
from premark.read.pdf.tables import Row, Table, build_table, cell_finder, grids, whole_words

NARROWEST, STEP, HANGING = 90.0, 3.0, 40.0  # points
NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})?[.)]?|[-*•]")
NOTE = "a footnote"
NOTED = re.compile(r"\[?(\d{1,2})\]?[.)]?\s*(?=[^\W\d])")
RAISED = re.compile(r"(?<=[a-z)])(\d{1,2})(?![\w.]\d|\d)")  # a raised figure, run into its word
SMALL = 0.87  # of the body's type: a note's


@dataclass(frozen=True)
class Placed:
    """A line's cells, and where on its page it stands; `row` says that it is a table's."""

    order: tuple[int, int, float]
    cells: tuple[str, ...]
    row: bool = False
    why: str = ""
    heading: bool = False


def pdf_lines(data: bytes, name: str) -> list[SourceLine]:
    """Every printed line and table row, page by page from the top. Raises as `read_pdf`."""
    pages: list[PageLines] = []
    tables: dict[int, list[Table]] = {}
    for page in read_pages(data, name):
        boxes = grids(page)
        runs = cut_runs(page.glyphs, page.number, cell_finder(boxes) if boxes else None)
        known = whole_words([run for _, run in runs])
        free = [run for cell, run in runs if cell < 0]
        tables[page.number] = []
        first = 0
        for grid in boxes:
            inside = {i: [r for c, r in runs if c == first + i] for i in range(len(grid))}
            first += len(grid)
            table = build_table(page.number, grid, inside, known)
            if table:
                tables[page.number].append(table)
            else:
                free.extend(run for lines in inside.values() for run in lines)
        pages.append(PageLines(page.number, page.height, tuple(free)))
    return _laid_out(pages, tables)


def _laid_out(pages: list[PageLines], tables: dict[int, list[Table]]) -> list[SourceLine]:
    size = setting_of([line for page in pages for line in page.lines]).size
    parts = set_apart(pages, size)
    free, columns = page_rows(parts.body, size, load_words())
    # Columns run on from page to page, so that their gutters are sought in the whole file.
    cut = cut_columns([_segments(row) for row in free], least=NARROWEST, step=STEP)
    placed: dict[int, list[Placed]] = {page.number: [] for page in pages}
    for row, cells in zip(free, cut, strict=True):
        why = NOTE if _is_note(row, size) else ""
        alone = row.heading and len(row.runs) == 1
        cells = (row.runs[0].text,) if alone else cells
        placed[row.page].append(Placed(row.order, cells, why=why, heading=row.heading))
    for page in parts.body:
        at = columns[page.number].at
        over = crossings(page, at)
        for table in tables.get(page.number, []):
            placed[page.number] += [
                Placed(order_at(table.x0, _top(r, table), over, at), r.texts, row=True)
                for r in table.rows
            ]
    for why, lines in (("a running header", parts.headers), ("a running footer", parts.footers)):
        for line in lines:
            band = -1 if lines is parts.headers else 99
            placed[line.page].append(Placed((band, 0, line.top), (line.text,), why=why))
    for note in parts.footnotes:
        placed[note.page].append(Placed((99, 0, note.top), (note.text,), why=NOTE))
    return _with_marks(
        [line for page in pages for line in _page_lines(page.number, placed[page.number])]
    )


def _with_marks(lines: list[SourceLine]) -> list[SourceLine]:
    """Footnotes with their marks, and the lines with the marks that they bear behind a word."""
    opened = [NOTED.match(line.text) if line.set_apart == NOTE else None for line in lines]
    marks = {match.group(1) for match in opened if match}
    found: list[SourceLine] = []
    for line, match in zip(lines, opened, strict=True):
        update: dict[str, object] = {}
        if line.set_apart == NOTE:
            update = {"set_apart": "", "note": match.group(1) if match else ""}
            update["text"] = line.text[match.end() :] if match else line.text
        elif marks and not line.set_apart:
            update = _without_marks(line, marks)
        found.append(line.model_copy(update=update))
    return found


def _without_marks(line: SourceLine, marks: set[str]) -> dict[str, object]:
    raised = [m.group(1) for m in RAISED.finditer(line.text) if m.group(1) in marks]

    def bare(text: str) -> str:
        return RAISED.sub(lambda m: "" if m.group(1) in marks else m.group(), text)

    cells = tuple(bare(cell) for cell in line.cells)
    return {"notes": tuple(raised), "text": bare(line.text), "cells": cells} if raised else {}


def _is_note(row: PageRow, size: float) -> bool:
    """A line in small type that a figure opens is a note, wherever on the page it stands."""
    small = all(run.ink.size <= SMALL * size for run in row.runs)
    text = " ".join(run.text for run in row.runs)
    return small and bool(NOTED.match(text))


def _segments(row: PageRow) -> list[Segment]:
    """The runs of a line; a number or bullet belongs to the text after it."""
    found: list[Segment] = []
    for run in row.runs:
        last = found[-1] if found else None
        if last and NUMBER.fullmatch(last.text) and run.x0 - last.end < HANGING:
            found[-1] = Segment(last.start, run.x1, f"{last.text} {run.text}")
        else:
            found.append(Segment(run.x0, run.x1, run.text))
    return found


def _top(row: Row, table: Table) -> float:
    return min((line.top for cell in row.cells for line in cell), default=table.top)


def _page_lines(page: int, placed: list[Placed]) -> Iterator[SourceLine]:
    number = 0
    for one in sorted(placed, key=lambda item: item.order):
        cells = one.cells
        raw = clean(" ".join(cells))
        if not raw:
            continue
        number += 1
        found = unmarked(raw)
        texts = tuple(clean(unmarked(cell).text) for cell in cells) if len(cells) > 1 else ()
        yield SourceLine(
            index=0,
            place=f"p. {page}, line {number}",
            text=clean(found.text) or raw,
            raw=raw,
            cells=texts,
            row=one.row and bool(texts),
            heading=one.heading and not texts,
            mark=found.mark,
            notes=found.notes,
            note=found.note,
            set_apart=one.why,
        )
