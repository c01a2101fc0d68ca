"""Documents, packs and findings made by hand, small enough to know every answer in advance."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from premark.packs.load import load_patterns
from premark.structure.naming import Reading
from premark.structure.passages import cut_passages
from premark.structure.sections import split_sections
from premark.types.criteria import Criterion, ListEntry, Outcome, Pack, Qualification, Topic
from premark.types.document import (
    Block,
    Document,
    Locator,
    Look,
    Passage,
    Piece,
    Section,
    SourceFile,
)
from premark.types.evidence import Finding

_FILE = SourceFile(name="draft.txt", sha256="0" * 64, format="text")
PROSE = (
    "Flour gives the dough its body, and water wakes the gluten in it, so the loaf holds together "
    "while it rises and keeps its shape when it is baked in a hot oven for an hour."
)


def make_document(lines: Sequence[str]) -> Document:
    """A document of lines: "# " and "## " head, "- " lists, "1) " numbers, "| a | b" is a row.

    "**so**" is a bold line; anything else is a paragraph. The first row of a table heads it.
    """
    blocks: list[Block] = []
    for line in lines:
        blocks.append(_block(line, blocks))
    return Document(files=(_FILE,), blocks=tuple(blocks))


def _block(line: str, before: Sequence[Block]) -> Block:
    made: dict[str, Any] = {"index": len(before), "original": line, "paragraph": len(before) + 1}
    if head := re.match(r"(#+) (.*)", line):
        made |= {"kind": "heading", "level": len(head[1]), "text": head[2], "original": head[2]}
    elif item := re.match(r"(-|1\)) (.*)", line):
        made |= {"kind": "list_item", "number": item[1], "text": item[2], "original": item[2]}
    elif line.startswith("| "):
        made |= _row(line, before)
    elif bold := re.fullmatch(r"\*\*(.*)\*\*", line):
        made |= {"kind": "paragraph", "text": bold[1], "look": Look(bold=True)}
    else:
        made |= {"kind": "paragraph", "text": " ".join(line.split())}
    return Block(**made)


def _row(line: str, before: Sequence[Block]) -> dict[str, Any]:
    cells = tuple(cell.strip() for cell in line[2:].split("|"))
    last = before[-1] if before and before[-1].kind == "row" else None
    tables = [b.table for b in before if b.table is not None]
    table = last.table if last else max(tables, default=-1) + 1
    number = (last.row or 0) + 1 if last else 0
    text = " | ".join(cells)
    same = {"kind": "row", "text": text, "cells": cells, "table": table, "row": number}
    return {**same, "header": number == 0}


def numbered(number: str, text: str, index: int, *, bold: bool = False) -> Block:
    """A list item that its file numbers outside the text."""
    look = Look(bold=bold)
    return Block(
        index=index, kind="list_item", text=text, original=text, number=number, look=look
    )


def make_criterion(code: str, asks: str, *topics: str, **more: Any) -> Criterion:
    """A criterion whose topics are "id: about" or "id: about: word, word"."""
    made = []
    for said in topics:
        id_, about, *words = said.split(": ")
        named = tuple(word.strip() for word in words[0].split(",")) if words else ()
        made.append(Topic(id=id_, about=about, words=named))
    verb = more.pop("verb", ("explain",))
    outcome = code.split(".")[0]
    return Criterion(id=code, outcome=outcome, asks=asks, verb=verb, topics=tuple(made), **more)


def make_pack(criteria: Sequence[Criterion] = (), **more: Any) -> Pack:
    """A baker's unit: two outcomes, criteria that share few words."""
    made = tuple(criteria) or BAKING
    outcomes = tuple(Outcome(id=i, title=f"Outcome {i}") for i in ("1", "2", "3"))
    more = {"qualification": Qualification(body="GUILD", number="9999", level=5), **more}
    return Pack(
        pack="guild-9999-100",
        version="1",
        unit="100",
        title="Bread",
        outcomes=outcomes,
        criteria=made,
        **more,
    )


BAKING = (
    make_criterion(
        "1.1",
        "Explain what flour, water and yeast each do in a dough",
        "flour: what flour gives a dough: flour, gluten",
        "yeast: why yeast makes dough rise: yeast, leaven",
    ),
    make_criterion(
        "1.2",
        "Compare kneading by hand with kneading by machine",
        "hand: kneading by hand on a table: by hand",
        "machine: kneading in a mixer: mixer, machine",
    ),
    make_criterion(
        "2.1",
        "Plan a week of orders for a village shop",
        "orders: orders taken from customers: order*",
        "week: a week set out by days: Monday, weekday*",
    ),
    make_criterion(
        "2.2",
        "Evaluate two ovens for a small kitchen",
        "heat: how evenly an oven heats: heat, temperature",
        "cost: what an oven costs to run: electricity, gas",
    ),
    make_criterion(
        "2.3",
        "Recommend packaging that keeps crust crisp",
        "paper: paper bags and crust: paper",
        "storage: storage overnight in boxes: storage, boxes",
    ),
)
LISTS = {"grains": (ListEntry(name="rye"), ListEntry(name="spelt", also=("dinkel",)))}


def is_reference(text: str) -> bool:
    """A line that begins as an entry of a reference list does."""
    return bool(re.match(r"[A-Z][\w’-]+, [A-Z]\.(?: [A-Z]\.)?,? \((?:19|20)\d\d\)", text))


def sections_of(document: Document, pack: Pack | None = None) -> list[Section]:
    patterns = load_patterns()
    reading = Reading(
        pack or make_pack(), patterns["section-heading"], is_reference, patterns["cover-line"]
    )
    return split_sections(document, reading)


def passages_of(document: Document, pack: Pack | None = None) -> list[Passage]:
    return cut_passages(document, sections_of(document, pack))


def make_passage(text: str, number: int = 1, **more: Any) -> Passage:
    """A passage of its own block, whose index is its number."""
    at = Locator(block=number, start=0, end=len(text), label=f"para {number}")
    made: dict[str, Any] = {"section": 0, "kind": "prose", "words": len(text.split()), **more}
    return Passage(id=f"p{number:03}", text=text, pieces=(Piece(offset=0, at=at),), **made)


def make_finding(kind: str, key: str, passage: int = 1, start: int = 0, **more: Any) -> Finding:
    """A finding of ten letters in the passage with this number."""
    at = Locator(block=passage, start=start, end=start + 10, label=f"para {passage}")
    made: dict[str, Any] = {"detector": "made", "rule": "made", "quote": "ten letter", **more}
    because = made.pop("because", "it was made for a test")
    id_ = f"p{passage:03}"
    return Finding(kind=kind, key=key, at=at, passage=id_, because=because, **made)


MakeDocument = Callable[[Sequence[str]], Document]
