"""What a page is built of: tables of cells, plots beside them, and sections that hold both."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from premark.cohort.picture import Figure, Quartiles
from premark.cohort.plots import Plot
from premark.cohort.words import cohort_words
from premark.plain import one_line
from premark.report.words import amount

SHADES = 8  # of a cell by its share
MOST_ROWS = 100  # of a list that grows with the cohort
REPORT = "reports/{}.premark.html"


@dataclass(frozen=True)
class Cell:
    """`kind` is a class of the style sheet, `note` a second line, `href` within the folder."""

    text: str
    kind: str = ""
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Grid:
    """A table. The first cell of a row is its header; `says` stands under it."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    look: str = ""
    says: str = ""
    folded: str = ""


@dataclass(frozen=True)
class Beside:
    """A plot and the table with all of its numbers."""

    grid: Grid
    plot: Plot | None = None


@dataclass(frozen=True)
class Quoted:
    """Words of one submission; `lead` goes before them, `because` after."""

    submission: str
    text: str
    because: str
    href: str = ""
    lead: str = ""


@dataclass(frozen=True)
class QuotedPart:
    id: str
    title: str
    asks: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True)
class Section:
    """`empty` is said in place of all else; `lines` are a list, `links` are (href, name)."""

    id: str
    title: str
    empty: str = ""
    says: tuple[str, ...] = ()
    parts: tuple[Beside, ...] = ()
    quoted: tuple[QuotedPart, ...] = ()
    lines: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = field(default=())


def section(
    base: str,
    name: str,
    parts: Sequence[Beside] = (),
    *,
    says: Sequence[str] = (),
    lines: Sequence[str] = (),
    quoted: Sequence[QuotedPart] = (),
    links: Sequence[tuple[str, str]] = (),
) -> Section:
    """A section of `words.yaml`; without tables, words and lines it says why it is empty."""
    words = cohort_words().sections[name]
    shown = tuple(part for part in parts if part.grid.rows)
    id_ = f"{base}-{name}" if base else name
    if not shown and not lines:
        return Section(id_, words.title, empty=words.empty)
    said = (words.says, *says) if words.says else tuple(says)
    return Section(id_, words.title, "", said, shown, tuple(quoted), tuple(lines), tuple(links))


def heads(*names: str, **values: object) -> tuple[str, ...]:
    """Column heads by their keys."""
    columns = cohort_words().columns
    return tuple(columns[name].format(**values) for name in names)


def caption(name: str, **values: object) -> str:
    return cohort_words().captions[name].format(**values)


def number(text: str | int, note: str = "") -> Cell:
    said = f"{text:,}" if isinstance(text, int) else text
    return Cell(said, "number", note)


def share_cells(figure: Figure) -> tuple[Cell, Cell]:
    """A share and its interval."""
    return number(share(figure.value)), number(between(figure, share))


def level_cells(figure: Figure) -> tuple[Cell, Cell]:
    """A mean level (or another number of two decimals) and its interval."""
    return number(level(figure.value)), number(between(figure, level))


def share(value: float | None) -> str:
    return _unknown() if value is None else f"{value:.0%}"


def level(value: float | None) -> str:
    return _unknown() if value is None else f"{value:.2f}"


def signed(value: float | None) -> str:
    return _unknown() if value is None else f"{value:+.2f}".replace("-", "−")


def between(figure: Figure, said: Callable[[float | None], str]) -> str:
    """The ends of an interval, said as its figure is."""
    if figure.low is None or figure.high is None:
        return _unknown()
    return f"{said(figure.low)} to {said(figure.high)}"


def chance(value: float | None) -> str:
    if value is None:
        return "–"
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def quartile_cells(found: Quartiles) -> tuple[Cell, ...]:
    every = (found.least, found.lower, found.middle, found.upper, found.most)
    return tuple(number(amount(round(value, 1)) if found.n else "–") for value in every)


def _unknown() -> str:
    return "–"


def shade(part: float) -> str:
    """The class of a cell by its share of its row."""
    return f"number heat heat-{min(SHADES, round(part * SHADES))}"


def slug(text: str) -> str:
    """What a file or an anchor may be called."""
    return re.sub(r"[^0-9A-Za-z]+", "-", text).strip("-") or "x"


def answers_name(unit: str, criterion: str, page: int = 1) -> str:
    """The file of a criterion's answers, within the folder `answers`."""
    more = f"-{page}" if page > 1 else ""
    return f"{slug(unit)}-{one_line(re.sub(r'[^0-9A-Za-z.]+', '-', criterion))}{more}.html"


def to_report(submission: str, reports: bool, criterion: str = "") -> str:
    """Where the report of a submission is, at a criterion; "" where there is none to lead to."""
    if not reports or not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z._-]*", submission):
        return ""
    at = f"#c-{re.sub('[^0-9A-Za-z]+', '-', criterion)}" if criterion else ""
    return REPORT.format(submission) + at


def cut_short(
    rows: Sequence[tuple[Cell, ...]], file: str = ""
) -> tuple[tuple[tuple[Cell, ...], ...], str]:
    """The first rows, and where the others are."""
    left = len(rows) - MOST_ROWS
    if left <= 0:
        return tuple(rows), ""
    fixed = cohort_words().fixed
    said = fixed["more_rows"] if file else fixed["more_rows_nowhere"]
    return tuple(rows[:MOST_ROWS]), said.format(n=f"{left:,}", file=file)
