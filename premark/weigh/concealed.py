"""A document in; notices of what a reader of its pages does not see, or not as it is stored, out.

They say what stands where, not why: a template hides its guidance, and a web page its breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from premark.read.addressed import Orders, load_orders, orders, quoted_orders
from premark.read.cleaning import clean
from premark.structure.passages import place
from premark.types.document import Block, Concealed, Document, Locator
from premark.types.evidence import Notice

SHOWN = 20  # places of a notice that link to the text
_QUOTE = 80  # characters
_HIDDEN = {
    "vanish": "set as hidden text",
    "colour": "in the colour of the page",
    "tiny": "in letters too small to read",
    "behind": "behind a picture or a shape",
    "off_page": "outside the page",
    "invisible": "drawn invisibly, or in a comment or signs that print nothing",
    "clipped": "cut off by the frame around it",
}
_DISGUISED = {
    "zero_width": "with signs of no width inside them",
    "homoglyph": "in letters of other alphabets, or under marks, that look like others",
    "direction": "in reverse order, turned round by a hidden sign",
}


@dataclass(frozen=True)
class _Told:
    """Where something is concealed or said, its kind, and its words."""

    block: Block
    kind: str
    text: str


def concealed_notices(document: Document) -> tuple[Notice, ...]:
    """Orders to software, hidden text and disguised words: a notice for each that there is."""
    concealed = list(_concealed(document.blocks))
    found = (
        _orders_notice(document, concealed),
        _hidden_notice(document, [told for told in concealed if told.kind in _HIDDEN]),
        _disguised_notice(document, [told for told in concealed if told.kind in _DISGUISED]),
    )
    return tuple(notice for notice in found if notice is not None)


def _concealed(blocks: Iterable[Block]) -> Iterator[_Told]:
    """What each block conceals; the pieces of one paragraph carry the same, and tell it once."""
    last: tuple[object, ...] = ()
    for block in blocks:
        own = (block.file, block.paragraph, block.anchor, block.original, block.concealed)
        if block.concealed and own != last:
            for hidden in block.concealed:
                yield _Told(block, hidden.kind, _safe(hidden))
        last = own


def _safe(hidden: Concealed) -> str:
    """Its words with nothing in them that a page or a terminal would act on."""
    return "".join(c for c in clean(hidden.text) if c.isprintable())


def _hidden_notice(document: Document, found: Sequence[_Told]) -> Notice | None:
    if not found:
        return None
    return Notice(
        code="concealed-text",
        message=f"Text that a reader of the page does not see stands in {_places(found)}: "
        f"{_kinds(found, _HIDDEN)}. It was left out of the evidence.",
        next_step="It may come from a template or from copying and pasting. Read what it says, "
        "and ask about it where it matters.",
        places=_first(_whole(told.block, document) for told in found),
    )


def _disguised_notice(document: Document, found: Sequence[_Told]) -> Notice | None:
    if not found:
        return None
    return Notice(
        code="disguised-letters",
        message=f"Words are stored otherwise than they are printed in {_places(found)}: "
        f"{_kinds(found, _DISGUISED)}. They were read as they look.",
        next_step="It may come from copying and pasting. A search or a check for copied text reads "
        "such words otherwise: type them anew before relying on one.",
        places=_first(_word(told, document) for told in found),
    )


def _orders_notice(document: Document, concealed: Sequence[_Told]) -> Notice | None:
    phrases = load_orders()
    apart = list(_apart(document.blocks, phrases))
    hidden = [told for told in concealed if told.kind in _HIDDEN and orders(told.text, phrases)]
    quoted = [
        _Told(b, "quoted", b.text[told.start : told.end])
        for b in document.blocks
        if not b.template
        for told in quoted_orders(b.text, phrases)
    ]
    found = [*apart, *hidden, *quoted]
    if not found:
        return None
    return Notice(
        code="told-software",
        message=_orders_said(apart, hidden, quoted),
        next_step="Nothing that a text asks for moves a strength. Such lines may come with copied "
        "text: read them, and judge the rest as it stands.",
        places=_first(_whole(told.block, document) for told in found),
    )


def _apart(blocks: Iterable[Block], phrases: Orders) -> Iterator[_Told]:
    going_on = False
    for block in blocks:
        going_on = block.template and bool(orders(block.text, phrases, going_on=going_on))
        if going_on:
            yield _Told(block, "apart", block.text)


def _orders_said(apart: Sequence[_Told], hidden: Sequence[_Told], quoted: Sequence[_Told]) -> str:
    said = [
        f"Words addressed to whoever or whatever marks the text stand in "
        f"{_places([*apart, *hidden, *quoted])}: {_quotes([*apart, *hidden, *quoted])}."
    ]
    if hidden:
        said.append(f"In {_places(hidden)} a reader does not see them.")
    if apart or hidden:
        said.append("They were left out of the evidence.")
    if quoted:
        said.append(f"In {_places(quoted)} an account quotes them, and is read with them.")
    return " ".join(said)


def _kinds(found: Sequence[_Told], names: dict[str, str]) -> str:
    own = {kind: [told for told in found if told.kind == kind] for kind in names}
    said = (f"{names[k]} ({len(v)}, such as {_quotes(v, most=1)})" for k, v in own.items() if v)
    return "; ".join(said)


def _quotes(found: Sequence[_Told], *, most: int = 3) -> str:
    different = list(dict.fromkeys(_cut(told.text) for told in found))
    return ", ".join(f"“{text}”" for text in different[:most])


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTE else text[: _QUOTE - 1].rstrip(" ,") + "…"


def _places(found: Sequence[_Told]) -> str:
    count = len({told.block.index for told in found})
    return "1 place" if count == 1 else f"{count:,} places"


def _whole(block: Block, document: Document) -> Locator:
    return place(block, 0, len(block.text), document)


def _word(told: _Told, document: Document) -> Locator:
    """The first of the words in its block; the whole block where none of them is found."""
    for word in told.text.rstrip("…").split(", "):
        start = told.block.text.find(word) if word else -1
        if start >= 0:
            return place(told.block, start, start + len(word), document)
    return _whole(told.block, document)


def _first(places: Iterable[Locator]) -> tuple[Locator, ...]:
    """Each place once, in reading order, as many as are shown."""
    known = {(at.block, at.start): at for at in places}
    return tuple(at for _, at in sorted(known.items())[:SHOWN])
