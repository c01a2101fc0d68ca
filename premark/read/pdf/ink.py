"""What is known of a page once it is read: its characters or lines, its rules and what it hides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from premark.read.pdf.chars import Glyph
from premark.read.pdf.drawn import Rule
from premark.read.pdf.lines import Line
from premark.read.pdf.notes import Notes
from premark.types.document import ConcealedBy

CellBox = tuple[float, float, float, float]


class Veil(NamedTuple):
    """A run of characters that no reader of the page sees, and how far down it stands."""

    kind: ConcealedBy
    text: str
    top: float


@dataclass(frozen=True)
class PageInk:
    """Everything that the later rooms need of one page.

    `unmapped` counts characters whose font does not say which they are, `lost` those that are
    not even guessed; `typed` says that form fields or notes are among the glyphs, `layer` that
    they are what OCR put over a scan; `filled` is the share of the page that pictures fill.
    `pixels` counts theirs. `text` is the glyphs' characters; `characters` counts the hidden too.
    Where the glyphs were cut into `runs`, each with the number of its cell in `grids`, none of
    them are kept: a character takes 50 times the room of its letter.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    images: int
    broken: bool = False
    veils: tuple[Veil, ...] = ()
    unmapped: int = 0
    lost: int = 0
    typed: bool = False
    layer: bool = False
    filled: float = 0.0
    pixels: int = 0
    upright: bool = True
    notes: Notes = Notes()
    text: str = ""
    characters: int = 0
    grids: tuple[tuple[CellBox, ...], ...] = ()
    runs: tuple[tuple[int, Line], ...] = ()

    @property
    def blank(self) -> bool:
        """Whether no word is seen on it."""
        return not self.text.strip()
