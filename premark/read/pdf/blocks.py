"""Paragraphs and tables in reading order in; numbered blocks with their look out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from premark.read.cleaning import clean
from premark.read.pdf.joins import Words, join_lines
from premark.read.pdf.lines import Line
from premark.read.pdf.paragraphs import (
    Setting,
    follows,
    group_lines,
    is_bullet,
    mark_of,
)
from premark.read.pdf.tables import Row, Table, header_rows
from premark.types.document import Block, Look, Part

Item = Line | Table
SYMBOL_BULLET = "\u2022"


def make_blocks(items: Sequence[Item], setting: Setting, words: Words) -> list[Block]:
    """Blocks of the body, numbered from 0; tables are numbered from 0 too."""
    blocks: list[Block] = []
    tables = 0
    for is_table, group in groupby(items, key=lambda item: isinstance(item, Table)):
        if is_table:
            for item in group:
                if isinstance(item, Table):
                    blocks.extend(_row_blocks(item, tables))
                    tables += 1
        else:
            lines = [item for item in group if isinstance(item, Line)]
            blocks.extend(_text_blocks(group_lines(lines, setting), setting, words))
    return numbered([block for block in blocks if block.text])


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, indexed from 0 in this order."""
    return [block.model_copy(update={"index": i}) for i, block in enumerate(blocks)]


def part_blocks(lines: Sequence[Line], part: Part, words: Words) -> list[Block]:
    """One block a line, for running headers and footers."""
    return [_block([line], join_lines([line], words), part=part) for line in lines]


def note_blocks(lines: Sequence[Line], words: Words) -> list[Block]:
    """Footnotes: one block for each line that a mark opens, and what follows it."""
    notes: list[list[Line]] = []
    for line in lines:
        if notes and notes[-1][0].page == line.page and not re.match(r"[\d*†‡§\[]", line.text):
            notes[-1].append(line)
        else:
            notes.append([line])
    return [_block(note, join_lines(note, words), part="footnote") for note in notes]


def _text_blocks(paragraphs: list[list[Line]], setting: Setting, words: Words) -> list[Block]:
    marks = [_list_mark(lines, setting) for lines in paragraphs]
    blocks: list[Block] = []
    for index, lines in enumerate(paragraphs):
        text = join_lines(lines, words)
        mark = marks[index]
        if mark and (is_bullet(mark) or _in_a_run(marks, index)):
            rest = text[text.index(mark) + len(mark) :].lstrip()
            shown = SYMBOL_BULLET if "\uf000" <= mark <= "\uf0ff" else mark
            blocks.append(_block(lines, rest, number=shown))
        else:
            blocks.append(_block(lines, text))
    return blocks


def _list_mark(lines: list[Line], setting: Setting) -> str:
    """The mark of a list item; a bold or larger line is a heading as typed."""
    first = lines[0]
    mark = mark_of(first)
    in_contents = first.closes and re.search(r"[.…]\s*\d*$|\d$", first.text)
    if not mark or in_contents or first.ink.angle:
        return ""
    if is_bullet(mark):
        return mark
    is_title = first.ink.bold or first.ink.size > 1.08 * setting.size
    return "" if is_title else mark


def _in_a_run(marks: list[str], index: int) -> bool:
    before = marks[index - 1] if index else ""
    after = marks[index + 1] if index + 1 < len(marks) else ""
    return follows(before, marks[index]) or follows(marks[index], after)


def _block(lines: Sequence[Line], text: str, *, number: str = "", part: Part = "body") -> Block:
    cleaned = clean(text)
    return Block(
        index=0,
        kind="list_item" if number else "paragraph",
        text=cleaned,
        original=text,
        part=part,
        number=number,
        page=lines[0].page,
        anchor=_anchor(lines),
        look=_look(lines, cleaned),
    )


def _anchor(lines: Sequence[Line]) -> str:
    """Page and box of the lines on their first page: "p3:72,100,523,164", in points."""
    first = [line for line in lines if line.page == lines[0].page]
    box = (
        min(line.x0 for line in first),
        min(line.top for line in first),
        max(line.x1 for line in first),
        max(line.bottom for line in first),
    )
    return f"p{lines[0].page}:" + ",".join(f"{value:.0f}" for value in box)


def _look(lines: Sequence[Line], text: str) -> Look:
    total = sum(len(line.text) for line in lines) or 1
    largest = max(lines, key=lambda line: len(line.text))
    letters = [c for c in text if c.isalpha()]

    def mostly(name: str) -> bool:
        return 2 * sum(len(x.text) for x in lines if getattr(x.ink, name)) > total

    return Look(
        bold=mostly("bold"),
        italic=mostly("italic"),
        caps=len(letters) > 1 and text.upper() == text,
        size=largest.ink.size,
        grey=mostly("grey"),
    )


def _row_blocks(table: Table, number: int) -> list[Block]:
    headers = header_rows(table.rows)
    blocks: list[Block] = []
    for index, row in enumerate(table.rows):
        blocks.append(_row_block(row, number, index, header=index < headers))
    return blocks


def _row_block(row: Row, table: int, index: int, *, header: bool) -> Block:
    lines = [line for cell in row.cells for line in cell]
    cells = tuple(clean(text) for text in row.texts)
    return Block(
        index=0,
        kind="row",
        text=" | ".join(cells),
        original=" | ".join(row.texts),
        page=row.page,
        anchor=_anchor(lines),
        table=table,
        row=index,
        header=header,
        cells=cells,
        look=_look(lines, " ".join(cells)),
    )
