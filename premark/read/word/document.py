"""The bytes of a Word file in; its blocks in reading order, with warnings, out.

A walk over the XML reads what python-docx leaves out: tables in place and nested, text boxes,
content controls, notes, tracked insertions. Headers and footers come last, each text once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from premark.errors import NoText, ScanOnly, TooLong
from premark.read.bounds import refuse_long
from premark.read.word.concealed import row_concealed, table_concealed, told
from premark.read.word.floats import box_concealed
from premark.read.word.ground import Scene
from premark.read.word.numbering import read_numbering
from premark.read.word.package import take_package
from premark.read.word.paragraph import (
    Draft,
    Paragraph,
    Place,
    Source,
    look_of,
    note_id,
    paragraph_drafts,
    read_paragraph,
)
from premark.read.word.parts import WordParts, bodies, open_parts
from premark.read.word.styles import read_styles
from premark.read.word.table import Cell, Row, is_layout, rows_of
from premark.read.word.text import ALTERNATE, BOX, SKIPPED, chosen, is_placeholder
from premark.read.word.xml import Element, W
from premark.types.document import Block, Concealed, Warning_
from premark.types.limits import LIMITS, Limits

_NOTE_TAGS = {W + "footnote": ("footnote", "fn"), W + "endnote": ("endnote", "en")}


def read_word(
    data: bytes, name: str, *, limits: Limits = LIMITS
) -> tuple[list[Block], list[Warning_]]:
    """Blocks of a .docx, .docm or .dotx, indexed from 0, and what was odd in it.

    Raises one of ReadError's kinds; each names `name`, the reason and a way out.
    """
    # The parsed file is gone before the blocks are made: both at once take half as much again.
    drafts, warnings = _read(data, name, limits)
    return [_block(draft, index) for index, draft in enumerate(drafts)], warnings


def _read(data: bytes, name: str, limits: Limits) -> tuple[list[Draft], list[Warning_]]:
    parts = open_parts(take_package(data, name, limits=limits), name)
    _refuse_long(parts.document, name, limits)
    source = _source(parts)
    body = list(chain.from_iterable(_blocks(part, source, Place()) for part in bodies(parts)))
    if not any(draft.text for draft in body):
        raise _no_text(source, name, edges=any(draft.text for draft in _edges(parts, source)))
    drafts = _with_concealed(chain(body, _edges(parts, source)))
    return drafts, [*parts.warnings, *_warnings(source)]


def _refuse_long(document: Element, name: str, limits: Limits) -> None:
    refuse_long(
        name,
        characters=sum(len(t.text or "") for t in document.iter(W + "t")),
        paragraphs=sum(1 for _ in document.iter(W + "p")),
        limits=limits,
    )
    rows = max((len(table) for table in document.iter(W + "tbl")), default=0)
    if rows > limits.table_rows:
        raise TooLong(
            f"{name}: is too long: it holds a table of {rows:,} rows; "
            f"at most {limits.table_rows:,} are read",
            hint="Hand in the part of the table that is the assignment's own.",
        )


def _block(draft: Draft, index: int) -> Block:
    return Block(index=index, paragraph=index + 1, **vars(draft))


def _source(parts: WordParts) -> Source:
    sheet = read_styles(parts.styles)
    anchors = {p: f"p{n}" for n, p in enumerate(parts.document.iter(W + "p"))}
    scene = Scene(parts.document, tuple(parts.edges.values()), sheet, parts.opaque)
    source = Source(sheet, scene, read_numbering(parts.numbering, sheet), anchors)
    for note in chain.from_iterable(parts.notes):
        key = note_id(note) if note.tag in _NOTE_TAGS else ""
        if key:
            kind, short = _NOTE_TAGS[note.tag]
            source.notes[kind, key] = note
            anchors.update((p, f"{short}{key}p{n}") for n, p in enumerate(note.iter(W + "p")))
    return source


def _blocks(container: Element, source: Source, place: Place) -> Iterator[Draft]:
    """Drafts of everything in a body, text box, note, header or content control, in order."""
    for child in container:
        tag = child.tag
        if tag == W + "p":
            paragraph = read_paragraph(child, source, place)
            yield from paragraph_drafts(paragraph)
            yield from _hung_on(paragraph, source)
        elif tag == W + "tbl":
            yield from _table(child, source, place)
        elif tag in (W + "altChunk", W + "subDoc"):
            source.tally["unread"] += 1
        elif isinstance(tag, str) and tag not in SKIPPED:
            inner, where = _inside(child, place)
            if inner is not None:
                yield from _blocks(inner, source, where)


def _inside(child: Element, place: Place) -> tuple[Element | None, Place]:
    if child.tag == ALTERNATE:
        return chosen(child), place
    if child.tag == W + "sdt" and is_placeholder(child):
        return child, replace(place, placeholder=True)
    return child, place


def _hung_on(paragraph: Paragraph, source: Source) -> Iterator[Draft]:
    """Text boxes, tables inside runs, and notes, after the paragraph that holds them."""
    place = paragraph.place
    for element in paragraph.content.floats:
        if element.tag == BOX:
            hides = place.concealed or box_concealed(element, source.scene)
            part = "text_box" if place.part == "body" else place.part
            yield from _blocks(element, source, replace(place, part=part, concealed=hides))
        else:
            yield from _blocks([element], source, place)
    for key in paragraph.content.notes:
        if key in source.notes and key not in source.told:
            source.told.add(key)
            where = Place(part="footnote" if key[0] == "footnote" else "endnote")
            yield from _blocks(source.notes[key], source, where)


def _table(table: Element, source: Source, place: Place) -> Iterator[Draft]:
    hides = place.concealed or table_concealed(table, source.scene)
    place = replace(place, concealed=hides) if hides else place
    rows = rows_of(table, source.sheet, lambda cell: _items(cell, source, place))
    if is_layout(rows):
        for item in _all_items(rows):
            yield from _item(item, source, place)
        return
    index = source.tally["tables"]
    source.tally["tables"] += 1
    for at, row in enumerate(rows):
        yield from _row(row, index, at, place)
        for item in _all_items([row]):
            if isinstance(item, Paragraph):
                yield from _hung_on(item, source)
            else:
                yield from _table(item, source, place)


def _all_items(rows: list[Row]) -> Iterator[Paragraph | Element]:
    return (item for row in rows for cell in row.cells for item in cell.items)


def _item(item: Paragraph | Element, source: Source, place: Place) -> Iterator[Draft]:
    if isinstance(item, Paragraph):
        yield from paragraph_drafts(item)
        yield from _hung_on(item, source)
    else:
        yield from _table(item, source, place)


def _items(container: Element, source: Source, place: Place) -> list[Paragraph | Element]:
    """A cell's paragraphs, read, and its nested tables, left as they are, in order."""
    hides = row_concealed(container, source.scene) if container.tag == W + "tc" else None
    place = replace(place, concealed=hides) if hides else place
    items: list[Paragraph | Element] = []
    for child in container:
        if child.tag == W + "p":
            items.append(read_paragraph(child, source, place))
        elif child.tag == W + "tbl":
            items.append(child)
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            inner, where = _inside(child, place)
            if inner is not None:
                items.extend(_items(inner, source, where))
    return items


def _row(row: Row, table: int, at: int, place: Place) -> Iterator[Draft]:
    """The row, and after it the prompts that still stand in cells not filled in."""
    paragraphs = (paragraph for cell in row.cells for paragraph in cell.paragraphs)
    concealed = tuple(chain.from_iterable(told(p.content.concealed) for p in paragraphs))
    for prompt in (False, True):
        cells = [
            cell if (cell.prompt or place.placeholder) == prompt else Cell() for cell in row.cells
        ]
        if not any(cell.text for cell in cells):
            continue
        anchors = (paragraph.anchor for cell in row.cells for paragraph in cell.paragraphs)
        texts = tuple(cell.text for cell in cells)
        yield Draft(
            text=" | ".join(texts),
            original=" | ".join(cell.original for cell in cells),
            kind="row",
            part=place.part,
            anchor=next(anchors, ""),
            table=table,
            row=at,
            header=row.header,
            cells=texts,
            look=look_of(list(row.pieces)),
            template=prompt,
            concealed=concealed,
        )
        concealed = ()
    if concealed:
        yield Draft("", "", part=place.part, concealed=concealed)


def _edges(parts: WordParts, source: Source) -> Iterator[Draft]:
    """Headers, then footers, in the order that sections name them; each distinct text once."""
    for place in (Place(part="header"), Place(part="footer")):
        seen: set[str] = set()
        for root in _named_edges(parts, f"{W}{place.part}Reference"):
            for draft in _blocks(root, source, place):
                if not draft.text or draft.text not in seen:
                    seen.add(draft.text)
                    yield draft


def _with_concealed(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts that have text; what stands concealed between them goes to the next, or last."""
    kept: list[Draft] = []
    waiting: tuple[Concealed, ...] = ()
    for draft in drafts:
        if not draft.text:
            waiting += draft.concealed
        elif waiting:
            kept.append(replace(draft, concealed=waiting + draft.concealed))
            waiting = ()
        else:
            kept.append(draft)
    if waiting:
        kept[-1] = replace(kept[-1], concealed=kept[-1].concealed + waiting)
    return kept


def _named_edges(parts: WordParts, tag: str) -> Iterable[Element]:
    named: dict[str, Element] = {}
    for reference in parts.document.iter(tag):
        key = next((value for at, value in reference.items() if at.endswith("}id")), "")
        if key in parts.edges:
            named[key] = parts.edges[key]
    return named.values()


def _warnings(source: Source) -> Iterator[Warning_]:
    tally = source.tally
    if tally["hidden"]:
        text = f"{tally['hidden']} characters of hidden text were left out."
        yield Warning_(code="hidden-text", message=text)
    if tally["images"]:
        text = f"{tally['images']} picture(s) cannot be read; look at them in the file."
        yield Warning_(code="images", message=text)
    if tally["unread"]:
        text = f"{tally['unread']} chart(s), diagram(s) or inserted file(s) cannot be read."
        yield Warning_(code="unread-part", message=text)
    if tally["comments"]:
        text = f"{tally['comments']} comment(s) in the margin are left out."
        yield Warning_(code="comments", message=text)
    if tally["deleted"]:
        text = "The file holds tracked deletions: they are left out, tracked insertions kept."
        yield Warning_(code="tracked-changes", message=text)


def _no_text(source: Source, name: str, *, edges: bool) -> NoText:
    pictures = source.tally["images"]
    if pictures:
        return ScanOnly(
            f"{name}: the file holds {pictures} picture(s) and no text",
            hint="Scanned pages need text recognition (OCR) first; read the pictures by eye.",
        )
    if source.tally["hidden"]:
        return NoText(
            f"{name}: all of its text ({source.tally['hidden']:,} characters) is hidden",
            hint="A reader of the page sees none of it: ask for the file with its text shown.",
        )
    if source.tally["unread"]:
        return NoText(
            f"{name}: the text lies in an inserted file or drawing that cannot be read",
            hint="Open it in Word, select all, paste it into a new document and save as .docx.",
        )
    if edges:
        return NoText(
            f"{name}: the document is empty: only its headers and footers hold text",
            hint="Ask for the file again: its pages are blank.",
        )
    return NoText(
        f"{name}: the document is empty: it holds no text", hint="Ask for the file again."
    )
