"""Locators and a document in; the places that people read ("p. 4–6", "para 12") out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from premark.plain import one_line
from premark.types.document import Block, Document, Locator


def place(at: Locator, document: Document) -> str:
    """One place: the locator's own label, with the file's name where there are several."""
    label = at.label or place_of([at], document)
    if len(document.files) < 2 or not 0 <= at.block < len(document.blocks):
        return one_line(label)
    return f"{one_line(label)}, {_file(document.blocks[at.block], document)}"


def place_of(places: Iterable[Locator], document: Document) -> str:
    """Several places in reading order, neighbours joined: "p. 4–6", "para 3, 7–9"."""
    known = sorted({p.block for p in places if 0 <= p.block < len(document.blocks)})
    blocks = [document.blocks[i] for i in known]
    said = []
    for file, group in groupby(blocks, key=lambda b: b.file):
        run = _run(list(group), document)
        several = len(document.files) > 1
        said.append(f"{run} of {_named(file, document)}" if several else run)
    return "; ".join(said)


def _run(blocks: Sequence[Block], document: Document) -> str:
    pages = [b.page for b in blocks if b.page is not None]
    said = [f"p. {_ranges(pages)}"] if pages else []
    loose = [b for b in blocks if b.page is None]
    paragraphs = [_paragraph(b) for b in loose if b.kind != "row"]
    if paragraphs:
        said.append(f"para {_ranges(paragraphs)}")
    rows = [b for b in loose if b.kind == "row"]
    for number, group in groupby(rows, key=document.table_number):
        numbers = [(b.row or 0) + 1 for b in group]
        name = "row" if len(set(numbers)) == 1 else "rows"
        said.append(f"table {number}, {name} {_ranges(numbers)}")
    return "; ".join(said)


def _paragraph(block: Block) -> int:
    return block.paragraph if block.paragraph is not None else block.index + 1


def _ranges(numbers: Iterable[int]) -> str:
    """ "3, 7–9"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def _file(block: Block, document: Document) -> str:
    return _named(block.file, document)


def _named(file: int, document: Document) -> str:
    return one_line(document.files[file].name) if file < len(document.files) else "a file"
