"""A PDF's bytes in; its printed lines, with the cells of its tables and columns, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from premark.importing.columns import Segment, cut_columns
from premark.importing.drafts import SourceLine
from premark.importing.marks import unmarked
from premark.read.cleaning import clean
from premark.read.pdf import read_pages
from premark.read.pdf_furniture import PageLines, set_apart
from premark.read.pdf_lines import Line, cut_runs, rows_of
from premark.read.pdf_paragraphs import setting_of
from premark.read.pdf_tables import Row, Table, build_table, cell_finder, grids, whole_words

NARROWEST, STEP, HANGING = 90.0, 3.0, 40.0  # points
NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})?[.)]?|[-*•]")
NOTE = "a footnote"
NOTED = re.compile(r"\[?(\d{1,2})\]?[.)]?\s*(?=[^\W\d])")
RAISED = re.compile(r"(?<=[a-z)])(\d{1,2})(?![\w.]\d|\d)")  # a raised figure, run into its word
Placed = tuple[float, tuple[str, ...], bool, str]  # top, cells, whether a table's row, set apart


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
    # Columns run on from page to page, so that their gutters are sought in the whole file.
    free = [(page.number, row) for page in parts.body for row in rows_of(list(page.lines))]
    columns = cut_columns([_segments(row) for _, row in free], least=NARROWEST, step=STEP)
    placed: dict[int, list[Placed]] = {page.number: [] for page in pages}
    for (number, row), cells in zip(free, columns, strict=True):
        placed[number].append((row[0].top, cells, False, ""))
    for number, found in tables.items():
        rows = [(row, table) for table in found for row in table.rows]
        placed[number] += [(_top(row, table), row.texts, True, "") for row, table in rows]
    for why, lines in (("a running header", parts.headers), ("a running footer", parts.footers)):
        for line in lines:
            placed[line.page].append((line.top, (line.text,), False, why))
    for note in parts.footnotes:
        placed[note.page].append((note.top, (note.text,), False, NOTE))
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


def _segments(row: list[Line]) -> list[Segment]:
    """The runs of a line; a number or bullet belongs to the text after it."""
    found: list[Segment] = []
    for run in row:
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
    for _, cells, row, why in sorted(placed, key=lambda item: item[0]):
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
            row=row and bool(texts),
            mark=found.mark,
            notes=found.notes,
            note=found.note,
            set_apart=why,
        )
