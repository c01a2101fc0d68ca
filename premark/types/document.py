"""What was read: blocks with their places, the sections they fall into, and passages."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value that refuses unknown fields; sequences in it are tuples."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


Part = Literal["body", "text_box", "footnote", "endnote", "header", "footer"]
BlockKind = Literal["heading", "paragraph", "list_item", "row"]
FileFormat = Literal["docx", "pdf", "text", "markdown", "html"]
SectionRole = Literal[
    "body", "cover", "contents", "declaration", "references", "appendix", "template"
]


class Look(Value):
    """How a block looks, as far as its file tells. `size` is in points; None is unknown."""

    bold: bool = False
    italic: bool = False
    caps: bool = False
    size: float | None = None
    grey: bool = False
    style: str = ""


ConcealedBy = Literal[
    "vanish", "colour", "tiny", "behind", "off_page", "invisible", "clipped",
    "zero_width", "homoglyph", "direction",
]  # fmt: skip


class Concealed(Value):
    """Text that a reader of the page does not see, or does not see as it is stored.

    `text` is what was left out of the block (or put right in it), cut at 200 characters.
    """

    kind: ConcealedBy
    text: str


class Block(Value):
    """A paragraph, heading, list item or table row, in reading order.

    `text` is what every offset counts: NFC, ligatures mended, soft hyphens and control
    characters gone, runs of blanks made one. `original` is the same before that.
    `kind` is "heading" only where the file itself says so (a heading style, Markdown #);
    headings that only look like one are found by `structure`. `number` is a printed number
    or bullet that stands outside `text` ("2.1", "a)", "•"). `anchor` is the reader's own
    way back into the file ("p57": the 58th w:p of document.xml). In a row, `cells` are the
    cell texts, `text` is their join by " | ", `table` numbers the tables of the submission,
    `row` counts from 0 and `header` marks rows that name the columns.`template` marks the
    centre's own guidance and words addressed to software: no evidence of the learner's.
    `concealed` is what a reader does not see of this block, or of what stands between it and the
    block before: it is no part of `text`.
    """

    index: int
    kind: BlockKind
    text: str
    original: str
    file: int = 0
    part: Part = "body"
    level: int | None = None
    number: str = ""
    page: int | None = None
    paragraph: int | None = None
    anchor: str = ""
    table: int | None = None
    row: int | None = None
    header: bool = False
    cells: tuple[str, ...] = ()
    look: Look = Look()
    template: bool = False
    concealed: tuple[Concealed, ...] = ()


class Warning_(Value):
    """Something odd in a file that did not stop the reading. `code` is stable, for tests."""

    code: str
    message: str
    file: int = 0


class SourceFile(Value):
    """One file of a submission. `pages` is None where the format has none (DOCX).

    `first_table` is the number that its first table has among the submission's tables.
    """

    name: str
    sha256: str
    format: FileFormat
    pages: int | None = None
    first_table: int = 0


class Document(Value):
    """A submission: one or several files, read into one run of blocks."""

    files: tuple[SourceFile, ...]
    blocks: tuple[Block, ...]
    warnings: tuple[Warning_, ...] = ()

    def table_number(self, block: Block) -> int:
        """The number, from 1, of a row's table within its own file."""
        first = self.files[block.file].first_table if block.file < len(self.files) else 0
        return (block.table or 0) - first + 1


class Locator(Value):
    """A place: characters `start` to `end` of `Document.blocks[block].text`.

    `label` is for people: "p. 4", "para 12", "table 2, row 3".
    """

    block: int
    start: int
    end: int
    page: int | None = None
    label: str = ""


class Section(Value):
    """A run of blocks under one heading.

    `heading` is the heading's block index (None before the first). `criteria` are the codes
    that the heading names, by code or by wording; `named_by` says which. `path` is the
    titles of the sections above it and its own, outermost first. `blocks` are block indices
    without the heading.
    """

    index: int
    heading: int | None
    title: str = ""
    level: int = 1
    role: SectionRole = "body"
    criteria: tuple[str, ...] = ()
    named_by: Literal["code", "wording", "question", ""] = ""
    path: tuple[str, ...] = ()
    blocks: tuple[int, ...] = ()


class Piece(Value):
    """Where part of a passage's text stands: passage offset `offset` is `at.start`."""

    offset: int
    at: Locator


class Cell(Value):
    """A table cell with the name its column's header gives it ("" when there is none)."""

    name: str
    text: str


class Passage(Value):
    """Sixty to 150 words or so of one section; a table row is a passage of its own.

    `id` is "p012": stable for one reading of one submission. `text` is the text of its
    blocks (or of whole sentences of one), joined by a line feed; a piece says where each
    stands. In a row, `cells` pair each cell with its header.
    """

    id: str
    section: int
    kind: Literal["prose", "list", "row"]
    text: str
    pieces: tuple[Piece, ...]
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    path: tuple[str, ...] = ()
    words: int = 0

    @property
    def reading(self) -> str:
        """The text as a reader takes it: a row with each cell named by its header."""
        if self.kind != "row":
            return self.text
        return "; ".join(f"{c.name}: {c.text}" if c.name else c.text for c in self.cells)

    def locate(self, start: int, end: int) -> Locator:
        """Place of characters `start` to `end` of the passage; cut at its first block's end."""
        piece = max(
            (p for p in self.pieces if p.offset <= start),
            key=lambda p: p.offset,
            default=self.pieces[0],
        )
        first = piece.at.start + max(0, start - piece.offset)
        last = min(piece.at.end, piece.at.start + end - piece.offset)
        first = min(first, piece.at.end)
        return piece.at.model_copy(update={"start": first, "end": max(first, last)})
