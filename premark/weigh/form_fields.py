"""Blocks of a form in; its labelled fields with what was filled in, and its tick boxes, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from premark.packs.load import load_patterns
from premark.patterns import Hit, search
from premark.structure.passages import place
from premark.types.document import Block, Document, Locator

LABELS = ("signature", "name", "date")
ANSWER = 8  # words; a longer line below a label is no answer to it
_FOLLOWS = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:[:=]|[_.…-]{2,}|[–—]|$)")
_FILL = "_.…-–—:=|/\\ \t☐□❏❑◻⬜"
_DUMMY = re.compile(r"[dmy/.\s-]+|\([^)]*\)|\[\s*\]", re.IGNORECASE)
_EMPTY_BOX = re.compile(r"[☐□❏❑◻⬜]|\[\s*\]|\(\s+\)")
_TICK = re.compile(r"[☑☒✓✔✅⊠■]|\[\s*[xX✓✔]\s*\]|\(\s*[xX✓✔]\s*\)")


@dataclass(frozen=True)
class Line:
    """A paragraph, or a cell with its label; `fields_from` is where its first field begins."""

    text: str
    at: Locator
    template: bool = False
    fields_from: int = 0


@dataclass(frozen=True)
class Field:
    """A labelled field of a form and what stands in it, "" when it is blank."""

    key: str
    value: str
    at: Locator


def lines_of(blocks: Sequence[Block], document: Document) -> list[Line]:
    """Paragraphs as they stand; in a table each label with the cell beside or below it."""
    lines: list[Line] = []
    above: Block | None = None
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        if block.kind != "row":
            lines.append(_line(block.text, block, document))
        elif above is not None:
            lines += _below(above, block, document)
            above = None
        elif following is not None and _heads(block, following):
            above = block
        else:
            lines += [_line(text, block, document) for text in _beside(block.cells)]
    return lines


def _line(text: str, block: Block, document: Document) -> Line:
    labels = _labels(text)
    first = labels[0].start if labels else len(text)
    at = place(block, 0, len(block.text), document)
    return Line(text, at, block.template, first)


def _heads(block: Block, following: Block) -> bool:
    labels = [bool(_labels(cell)) for cell in block.cells if cell.strip()]
    same = following.kind == "row" and following.table == block.table
    return same and len(labels) >= 2 and all(labels) and not _opens(following.cells)


def _opens(cells: Sequence[str]) -> bool:
    return bool(cells) and opens_field(cells[0])


def _below(above: Block, block: Block, document: Document) -> list[Line]:
    pairs = zip(above.cells, (*block.cells, *[""] * len(above.cells)), strict=False)
    return [_line(f"{label.rstrip(' :')}: {value}", block, document) for label, value in pairs]


def _beside(cells: Sequence[str]) -> Iterator[str]:
    texts = list(cells)
    while texts:
        text = texts.pop(0)
        labels = _labels(text)
        alone = labels and not text[labels[-1].end :].strip(_FILL)
        if alone and texts and not _labels(texts[0]):
            yield f"{text.rstrip(' :')}: {texts.pop(0)}"
        elif text.strip():
            yield text


def _known(text: str) -> list[Hit]:
    return search(load_patterns()["declaration-field"], text)


def opens_field(text: str) -> bool:
    """Whether a line begins with a field's label."""
    labels = _labels(text)
    return bool(labels) and not text[: labels[0].start].strip(_FILL)


def _labels(text: str) -> list[Hit]:
    """Where the learner's own fields are labelled; the longest label at a place."""
    hits = [hit for hit in _known(text) if hit.key in LABELS and _is_label(text, hit)]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _is_label(text: str, hit: Hit) -> bool:
    if _FOLLOWS.match(text, hit.end):
        return True
    opens = not text[: hit.start].strip(_FILL)
    return opens and hit.key == "signature" and len(text.split()) <= ANSWER


def fields_in(lines: Sequence[Line]) -> Iterator[Field]:
    """Every field that the learner fills in, in order, with its value."""
    for i, line in enumerate(lines):
        labels = _labels(line.text)
        for n, hit in enumerate(labels):
            last = n + 1 == len(labels)
            end = len(line.text) if last else labels[n + 1].start
            told = line.text[hit.end : end]
            if _is_others(line.text[: hit.start], told):
                continue
            value = "" if line.template else _value(told)
            if not value and last:
                value = _answer(lines[i + 1 : i + 2])
            yield Field(hit.key, value, line.at)


def _is_others(before: str, told: str) -> bool:
    """Whether somebody else's name stands before the label ("Assessor signature") or, alone,
    behind it ("Signature (assessor)")."""
    close, behind = " ".join(before.split()[-2:]), told.strip(_FILL + "()")
    alone = (hit.end - hit.start == len(behind) for hit in _known(behind) if hit.key == "other")
    return any(hit.key == "other" for hit in _known(close)) or any(alone)


def _value(told: str) -> str:
    value = told.strip(_FILL)
    return "" if _DUMMY.fullmatch(value) else value


def _answer(below: Sequence[Line]) -> str:
    """What a label that stands alone is answered with on the line below."""
    for line in below:
        told = any(hit.key in ("other", "instruction") for hit in _known(line.text))
        boxed = _EMPTY_BOX.search(line.text)
        if not line.template and not _labels(line.text) and not told and not boxed:
            return _value(line.text) if len(line.text.split()) <= ANSWER else ""
    return ""


def boxes_in(lines: Sequence[Line]) -> tuple[bool, Locator | None]:
    """Whether any box is ticked, and where the first empty one stands."""
    ticked = any(_TICK.search(line.text) for line in lines)
    return ticked, next((line.at for line in lines if _EMPTY_BOX.search(line.text)), None)
