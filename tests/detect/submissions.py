"""Small submissions made by hand: what a reader would give for a few tables, lines and headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from premark.detect.base import Seen
from premark.parse import blank_parser
from premark.types.document import Cell, Locator, Passage, Piece

NO_RULES: Any = None  # these detectors read their own words, not the unit's rules
Rows = Sequence[Sequence[str]]


class Draft:
    """Gathers passages in order; every heading opens a section."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.block = 0
        self.section = 0
        self.table = -1
        self.path: tuple[str, ...] = ()

    def heading(self, *path: str) -> Draft:
        self.path, self.section, self.block = path, self.section + 1, self.block + 1
        return self

    def rows(self, rows: Rows, *, headed: bool = True) -> Draft:
        """A table; `headed` is whether the reader told its first row for a header."""
        self.table += 1
        names = rows[0] if headed else [""] * len(rows[0])
        for row in rows[headed:]:
            cells = tuple(Cell(name=n, text=t) for n, t in zip(names, row, strict=True))
            self._add("row", [" | ".join(row)], cells=cells, table=self.table)
        return self

    def prose(self, *lines: str) -> Draft:
        return self._add("prose", lines)

    def items(self, *lines: str) -> Draft:
        return self._add("list", lines)

    def seen(self) -> Seen:
        parsed = tuple(blank_parser().parse(self.passages))
        return Seen(parsed, np.zeros((0, 1), dtype=np.float32))

    def _add(self, kind: Any, lines: Sequence[str], **more: Any) -> Draft:
        pieces, offset = [], 0
        for line in lines:
            at = Locator(block=self.block, start=0, end=len(line), label=f"para {self.block}")
            pieces.append(Piece(offset=offset, at=at))
            self.block, offset = self.block + 1, offset + len(line) + 1
        passage = Passage(
            id=f"p{len(self.passages) + 1:03}",
            section=self.section,
            kind=kind,
            text="\n".join(lines),
            pieces=tuple(pieces),
            path=self.path,
            **more,
        )
        self.passages.append(passage)
        return self
