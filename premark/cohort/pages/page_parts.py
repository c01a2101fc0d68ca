"""What a page of a cohort is put together of: parts, tables and their cells, as plain data.

Everything in them is text that the template escapes; only `Plot.svg` is markup, and it is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from premark.cohort.figures.picture import Figure, Quartiles
from premark.cohort.pages.page_words import word
from premark.cohort.pages.plots import Plot

Kind = Literal["text", "num", "quote", "heat"]
NOTHING = "–"
_WIDE = {"heat", "short", "groups", "trend", "agreement"}


@dataclass(frozen=True)
class Cell:
    """A cell: its text, where it leads, softer words behind it, and its shade (0 to 5)."""

    text: str
    kind: Kind = "text"
    href: str = ""
    more: str = ""
    shade: int = 0
    lines: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table; the first cell of each row is its header. `rest` says where all of it is,
    `wide` that it needs the width of the page."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rest: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Quoted:
    """Words of one submission: `lead` says what they are, `because` why they fell short."""

    submission: str
    href: str
    lead: str
    quote: str
    because: str


@dataclass(frozen=True)
class Quotes:
    """Examples of one thing, under its name."""

    name: str
    rows: tuple[Quoted, ...]
    open: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a page: sentences, then pictures each with its table, then quotes and notes."""

    id: str
    title: str
    said: tuple[str, ...] = ()
    shown: tuple[tuple[Plot | None, Grid | None], ...] = ()
    quotes: tuple[Quotes, ...] = ()
    quotes_title: str = ""
    parts: tuple[Part, ...] = field(default=())


@dataclass(frozen=True)
class Linked:
    """What stands beside the page and can be linked, and the submissions that have no report."""

    answers: bool = True
    reports: bool = True
    beside: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


def grid(
    name: str, id_: str, rows: Sequence[Sequence[Cell]], *, rest: str = "", **figures: object
) -> Grid | None:
    """The table `grids.name` of `words.yaml`; None without rows."""
    if not rows:
        return None
    caption = word(f"grids.{name}.caption", **figures)
    columns = tuple(word(f"grids.{name}.columns", **figures).split(" | "))
    return Grid(id_, caption, columns, tuple(tuple(row) for row in rows), rest, name in _WIDE)


def num(text: object, more: str = "") -> Cell:
    return Cell(NOTHING if text is None else str(text), "num", more=more)


def percent(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0%}"


def level(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}".replace("-", "−")


def signed(value: float | None) -> str:
    if value is None:
        return NOTHING
    rounded = round(value, 2)
    return f"{rounded:+.2f}".replace("-", "−") if rounded else "0.00"


def signed_percent(value: float | None) -> str:
    if value is None:
        return NOTHING
    rounded = round(value, 2)
    return f"{rounded:+.0%}".replace("-", "−") if rounded else "0%"


def chance(value: float | None) -> str:
    """A p value as people print it."""
    if value is None:
        return NOTHING
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def between(low: object, high: object) -> str:
    return word("between", low=low, high=high)


def as_percent(figure: Figure) -> tuple[Cell, Cell]:
    """A share and its range."""
    ends = (percent(figure.low), percent(figure.high))
    return num(percent(figure.value)), num(_ends(figure, ends))


def as_level(figure: Figure) -> tuple[Cell, Cell]:
    """A mean level and its range."""
    return num(level(figure.value)), num(_ends(figure, (level(figure.low), level(figure.high))))


def as_signed(figure: Figure) -> tuple[Cell, Cell]:
    """A difference and its range."""
    return num(signed(figure.value)), num(_ends(figure, (signed(figure.low), signed(figure.high))))


def _ends(figure: Figure, ends: tuple[str, str]) -> str:
    if figure.low is None or figure.high is None:
        return NOTHING
    return between(*ends)


def quartiles(of: Quartiles) -> tuple[Cell, ...]:
    """The least, the quartiles and the most, whole where they are whole."""
    if not of.n:
        return tuple(num(NOTHING) for _ in range(5))
    return tuple(num(f"{each:g}") for each in (of.least, of.lower, of.middle, of.upper, of.most))
