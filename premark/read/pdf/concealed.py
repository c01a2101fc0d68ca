"""Blocks and runs of text that no reader sees in; the blocks with what each conceals out."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import groupby

from premark.read.pdf.ink import PageInk, Veil
from premark.types.document import Block, Concealed

MOST_TEXT = 200
MOST_PIECES = 40

Place = tuple[int, float]  # page, and points from its top


def with_concealed(blocks: Sequence[Block], pages: Sequence[PageInk]) -> list[Block]:
    """Each veiled run goes to the block that it stands in or before, else to the body's last."""
    veiled = [(page.number, veil) for page in pages for veil in page.veils]
    body = [i for i, block in enumerate(blocks) if block.part == "body"] or [0]
    ends = {i: _end(blocks[i]) for i in body}
    held: dict[int, list[Veil]] = {}
    for number, veil in veiled:
        after = (i for i in body if ends[i] >= (number, veil.top))
        held.setdefault(next(after, body[-1]), []).append(veil)
    return [
        block.model_copy(update={"concealed": _pieces(held[i])}) if i in held else block
        for i, block in enumerate(blocks)
    ]


def _end(block: Block) -> Place:
    """The foot of the block on its first page, as its anchor says."""
    return (block.page or 0, float(block.anchor.rpartition(",")[2] or 0))


def _pieces(veils: Sequence[Veil]) -> tuple[Concealed, ...]:
    pieces: list[Concealed] = []
    for kind, run in groupby(veils, key=lambda veil: veil.kind):
        text = " ".join(veil.text for veil in run)
        pieces += [Concealed(kind=kind, text=part) for part in textwrap.wrap(text, MOST_TEXT)]
    return tuple(pieces[:MOST_PIECES])
