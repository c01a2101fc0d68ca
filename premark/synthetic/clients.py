"""Clients as each source calls them in; the same clients under one learner's own labels out.

A learner who had three clients has three throughout, whatever assignments the pieces are from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from premark.synthetic.assignment import Heading, Labelled, ListBlock, Table, texts_of
from premark.synthetic.sources import Piece, Source
from premark.synthetic.words import wording

Labels = dict[str, str]  # what stands for each sign, such as {"R": "Client 1"}


def labels(draw: Random) -> tuple[str, ...]:
    """How a learner calls clients, drawn: ("Client A", "Client B"...)."""
    said = wording().clients
    noun, signs = draw.choice(said.nouns), draw.choice(said.signs)
    return tuple(f"{noun} {sign}" for sign in signs.split())


def relabelled(pieces: Sequence[Piece], source: Source, own: Sequence[str]) -> list[Piece]:
    """The pieces of a source with its clients, in the order of their signs, called by `own`."""
    known = _known(source, own)
    return [_piece(piece, known) for piece in pieces] if known else list(pieces)


def framed(blocks: Sequence[Labelled], source: Source, own: Sequence[str]) -> list[Labelled]:
    """The same for the blocks in front of the pieces and behind them."""
    known = _known(source, own)
    return [_block(block, known) for block in blocks] if known else list(blocks)


def _known(source: Source, own: Sequence[str]) -> Labels:
    """What stands for the signs by which a source tells clients apart: A and B, or 1, 2 and 3."""
    blocks = [*source.front, *(piece.block for piece in source.pieces), *source.back]
    nouns = "|".join(wording().clients.known)
    label = re.compile(rf"\b(?:{nouns}) ([A-Z]|\d)(?![\w:]*\w)")
    signs = {sign for b in blocks for text in texts_of(b) for sign in label.findall(text)}
    return dict(zip(sorted(signs), own, strict=False))


def _piece(piece: Piece, known: Labels) -> Piece:
    headings = tuple(_renamed_heading(heading, known) for heading in piece.headings)
    return piece.model_copy(update={"block": _block(piece.block, known), "headings": headings})


def _renamed_heading(heading: Heading, known: Labels) -> Heading:
    return heading.model_copy(update={"text": renamed(heading.text, known)})


def _block(block: Labelled, known: Labels) -> Labelled:
    if isinstance(block, Table):
        about = [_is_client(head) for head in block.rows[0]]
        rows = [
            tuple(_cell(cell, known, of) for cell, of in zip(row, about, strict=True))
            for row in block.rows
        ]
        return block.model_copy(update={"rows": tuple(rows)})
    if isinstance(block, ListBlock):
        return block.model_copy(update={"items": tuple(renamed(i, known) for i in block.items)})
    return block.model_copy(update={"text": renamed(block.text, known)})


def _is_client(head: str) -> bool:
    return any(head.startswith(noun) for noun in wording().clients.known)


def _cell(text: str, known: Labels, of_clients: bool) -> str:
    """A sign alone is a client where the column is of clients, or where it is no number."""
    if text in known and (of_clients or text.isalpha()):
        return known[text]
    return renamed(text, known)


def renamed(text: str, known: Labels) -> str:
    """Labels, and signs that stand alone for them, changed in one pass.

    "A" alone is mostly no client, and a number alone never: they are let be but for the forms
    that nothing else has.
    """
    nouns = "|".join(wording().clients.known)
    signs = "".join(known)
    bare = "".join(sign for sign in known if sign.isalpha() and sign != "A")
    forms = [rf"\b(?:{nouns}) ([{signs}])(?!\w)", rf"\b(?:{nouns})s ([{signs}]) and ([{signs}])\b"]
    if bare:
        after = r"(?!\w|-\w|\.[A-Z]|['\u2019](?!s\b))"
        forms.append(rf"(?<![\w.'\u2019-])([{bare}]){after}")
    if "A" in known:
        forms.append(r"(?:(?<=, )|^)(A)(?=[.:])|\b(A)(?= and [B-Z]\b)")

    def one(found: re.Match[str]) -> str:
        return " and ".join(known[sign] for sign in found.groups() if sign)

    return re.sub("|".join(forms), one, text)
