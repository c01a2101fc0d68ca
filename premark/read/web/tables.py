"""The rows and cells of a web page's table as they come in; its blocks, as of a Word table, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from premark.errors import TooLong
from premark.read.cleaning import clean
from premark.read.word.table import LONG_PROSE, Cell, Row, is_layout, with_headers
from premark.types.document import Block, Look
from premark.types.limits import Limits

_SPAN = re.compile(r"\s*([0-9]{1,6})")


@dataclass
class _Held:
    """A cell: what it spans, whether it names its column or row, and its blocks."""

    across: int
    down: int
    names: bool
    shaded: bool
    blocks: Sequence[Block] = ()


@dataclass
class Table:
    """A table that is open. `number` is its own, by when it began."""

    number: int
    name: str
    limits: Limits
    rows: list[list[_Held]] = field(default_factory=list)

    def add_row(self) -> None:
        """Raises TooLong for more rows than are read."""
        most = self.limits.table_rows
        if len(self.rows) >= most:
            raise TooLong(
                f"{self.name}: is too long: it holds a table of over {most:,} rows; "
                f"at most {most:,} are read",
                hint="Hand in the part of the table that is the assignment's own.",
            )
        self.rows.append([])

    def add_cell(self, tag: str, attributes: Mapping[str, str], *, shaded: bool) -> None:
        if not self.rows:
            self.add_row()
        across = min(_span(attributes.get("colspan")), self.limits.span)
        down = min(_span(attributes.get("rowspan")), self.limits.table_rows)
        self.rows[-1].append(_Held(across, down, tag == "th", shaded))

    def hold(self, blocks: Sequence[Block]) -> None:
        """What the cell that was begun last holds."""
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].blocks = blocks


def _span(said: str | None) -> int:
    found = _SPAN.match(said or "")
    return max(1, int(found[1])) if found else 1


def table_blocks(table: Table) -> list[Block]:
    """A block for each row; the cells' own blocks where the table only places prose."""
    held = [row for row in table.rows if row]
    if is_layout([_row(row, [_cell(cell) for cell in row]) for row in held]):
        return [block for row in held for cell in row for block in cell.blocks]
    grid = [_row(row, cells) for row, cells in _grid(held, table.limits)]
    rest = iter(zip(grid, held, strict=True))
    found: list[Block] = []
    for number, row in enumerate(with_headers(grid, styled=False)):
        cells = next(cells for before, cells in rest if before.texts == row.texts)
        found += _blocks(row, cells, table.number, number)
    return found


def _row(held: Sequence[_Held], cells: Sequence[Cell]) -> Row:
    return Row(tuple(cells), header=bool(held) and all(cell.names for cell in held))


def _grid(
    rows: Sequence[Sequence[_Held]], limits: Limits
) -> Iterator[tuple[Sequence[_Held], list[Cell]]]:
    """The cells of each row by column: merged ones are empty after the first."""
    taken: dict[int, int] = {}  # columns that a cell of a row above goes down into, for how many
    for held in rows:
        cells: list[Cell] = []
        below: dict[int, int] = {}
        for one in held:
            while taken.get(len(cells), 0):
                cells.append(Cell())
            first = len(cells)
            room = max(1, limits.table_columns - first)
            cells += [_cell(one)] + [Cell()] * (min(one.across, room) - 1)
            below |= {at: one.down - 1 for at in range(first, len(cells)) if one.down > 1}
        while taken.get(len(cells), 0):
            cells.append(Cell())
        taken = {at: left - 1 for at, left in taken.items() if left > 1} | below
        yield held, cells


def _cell(held: _Held) -> Cell:
    own = [block for block in held.blocks if block.kind != "row"]
    said = [_said(block) for block in own]
    prose = any(b.kind == "heading" or len(b.text.split()) > LONG_PROSE for b in own)
    return Cell(
        text=clean("\n".join(said)),
        original="\n".join(said),
        bold=bool(own) and all(block.look.bold for block in own),
        shaded=held.shaded,
        prose=prose,
    )


def _said(block: Block) -> str:
    """A printed number is lost to a row otherwise, and may be a criterion's code."""
    counted = block.number if any(map(str.isalnum, block.number)) else ""
    return f"{counted} {block.original}" if counted else block.original


def _blocks(row: Row, held: Sequence[_Held], table: int, number: int) -> Iterator[Block]:
    """The row, and after it the rows of tables in its cells."""
    blocks = [block for cell in held for block in cell.blocks]
    own = [block for block in blocks if block.kind != "row"]
    if row.filled:
        yield Block(
            index=0,
            kind="row",
            text=" | ".join(row.texts),
            original=" | ".join(cell.original for cell in row.cells),
            table=table,
            row=number,
            header=row.header,
            cells=row.texts,
            look=Look(bold=all(cell.bold for cell in row.filled)),
            concealed=tuple(chain.from_iterable(block.concealed for block in own)),
        )
    yield from (block for block in blocks if block.kind == "row")
