"""Sections in; passages of 60 to 150 words out, never across a heading; a table row is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from premark.types.document import Block, Cell, Document, Locator, Passage, Piece, Section

LEAST, MOST = 60, 150  # words
SHORT = 40  # a paragraph under this joins its neighbour in the same section
EVIDENCE = ("body", "appendix")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:al|e\.g|i\.e|cf|pp?|no|vol|eds?|Dr|Mrs?|Ms|Prof|vs)|\b[A-Z])\.$"
)

Span = tuple[Block, int, int]
Source = tuple[Document, dict[int | None, tuple[str, ...]]]  # with each table's header cells


def cut_passages(document: Document, sections: Sequence[Section]) -> list[Passage]:
    """Every learner's word of the answering sections in exactly one passage, in order."""
    passages: list[Passage] = []
    headers = {b.table: b.cells for b in reversed(document.blocks) if b.header}
    for section in sections:
        if section.role not in EVIDENCE:
            continue
        blocks = [document.blocks[i] for i in section.blocks]
        for spans in _groups([b for b in blocks if _answers(b)]):
            passages.append(_passage(len(passages), section, spans, (document, headers)))
    return passages


def place(block: Block, start: int, end: int, document: Document) -> Locator:
    """A locator with the label that people read."""
    if block.page is not None:
        label = f"p. {block.page}"
    elif block.kind == "row":
        label = f"table {document.table_number(block)}, row {(block.row or 0) + 1}"
    else:
        label = f"para {block.paragraph if block.paragraph is not None else block.index + 1}"
    return Locator(block=block.index, start=start, end=end, page=block.page, label=label)


def _answers(block: Block) -> bool:
    note = block.part in ("footnote", "endnote")
    return not (note or block.template or block.header) and bool(block.text.strip())


def _groups(blocks: Sequence[Block]) -> Iterator[list[Span]]:
    group: list[Span] = []
    for block in blocks:
        for span in _cut(block):
            if group and not _joins(group, span):
                yield group
                group = []
            group.append(span)
    if group:
        yield group


def _joins(group: list[Span], span: Span) -> bool:
    """Whether a piece goes on from the group: short neighbours, and the items of one list."""
    last, block = group[-1][0], span[0]
    if "row" in (last.kind, block.kind):
        return False
    words = sum(_words(s) for s in group)
    if words + _words(span) > MOST:
        return False
    if block.kind == "list_item":
        leads = last.kind == "list_item" or (words < SHORT or last.text.rstrip().endswith(":"))
        return leads
    if last.kind == "list_item":
        return words < SHORT and _words(span) < SHORT
    return words < SHORT or (_words(span) < SHORT / 2 and words < LEAST)


def _words(span: Span) -> int:
    return len(span[0].text[span[1] : span[2]].split())


def _cut(block: Block) -> Iterator[Span]:
    """A long paragraph cut at sentence ends into parts of about equal length."""
    total = len(block.text.split())
    if block.kind == "row" or total <= MOST:
        yield (block, 0, len(block.text))
        return
    target = total / -(-total // MOST)
    start, words, left = 0, 0, total
    for piece_start, piece_end in _sentences(block.text):
        size = len(block.text[piece_start:piece_end].split())
        if words >= LEAST / 2 and words + size / 2 > target and left >= LEAST / 2:
            yield (block, start, piece_start)
            start, words = piece_start, 0
        words, left = words + size, left - size
    yield (block, start, len(block.text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        if not _ABBREVIATED.search(text[start : gap.start()]):
            yield start, gap.end()
            start = gap.end()
    yield start, len(text)


def _passage(number: int, section: Section, spans: list[Span], source: Source) -> Passage:
    document, headers = source
    pieces, texts, offset = [], [], 0
    for block, start, end in spans:
        text = block.text[start:end].rstrip()
        pieces.append(Piece(offset=offset, at=place(block, start, start + len(text), document)))
        texts.append(text)
        offset += len(text) + 1
    first = spans[0][0]
    kinds = {block.kind for block, _, _ in spans}
    return Passage(
        id=f"p{number + 1:03d}",
        section=section.index,
        kind="row" if first.kind == "row" else "list" if "list_item" in kinds else "prose",
        text="\n".join(texts),
        pieces=tuple(pieces),
        cells=_cells(first, headers.get(first.table, ())) if first.kind == "row" else (),
        table=first.table,
        path=section.path,
        words=sum(len(text.split()) for text in texts),
    )


def _cells(row: Block, headers: tuple[str, ...]) -> tuple[Cell, ...]:
    names = [headers[i] if i < len(headers) else "" for i in range(len(row.cells))]
    return tuple(Cell(name=n, text=t) for n, t in zip(names, row.cells, strict=True))
