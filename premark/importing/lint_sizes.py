"""Lines and units in; hours and credits that a table of units and a unit do not give alike, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from premark.importing.drafts import Fault, SourceLine, UnitDraft
from premark.importing.words import ImportWords, any_of

_FIGURE = re.compile(r"(\d{1,4})(?:\s+[A-Za-z]+)?\.?")
_LABELLED = re.compile(
    r"(?P<label>[A-Za-z][A-Za-z ]{1,40}?)\s*(?:\([^()]*\))?\s*:?\s+(?P<n>\d{1,4})\b"
)
_FIRST_LINES = 20

Size = tuple[str, str, int]  # of what, the figure, the line


def size_faults(
    lines: Sequence[SourceLine], units: Sequence[UnitDraft], words: ImportWords
) -> Iterator[Fault]:
    """One fault for each size of a unit that the source states twice and not alike."""
    listed = list(_listed(lines, words))
    for number, unit in enumerate(units):
        end = units[number + 1].first if number + 1 < len(units) else len(lines)
        own = lines[unit.first : min(end, unit.first + _FIRST_LINES)]
        before = [size for code, size in listed if _bare(code) == _bare(unit.code)]
        told = [*before, *(size for line in own for size in _sizes(line, words))]
        for name in dict.fromkeys(what for what, _, _ in told):
            same = [(figure, line) for what, figure, line in told if what == name]
            figures = list(dict.fromkeys(figure for figure, _ in same))
            if len(figures) > 1:
                says = f"unit {unit.code}: {name} {' against '.join(figures)}"
                places = tuple(sorted({line for _, line in same}))
                yield Fault(kind="totals", says=says, lines=places)


def _bare(code: str) -> str:
    return re.sub(r"\s", "", code).lower()


def _sizes(line: SourceLine, words: ImportWords) -> Iterator[Size]:
    """The sizes on a line that holds nothing else: "GLH: 36", "Level 2  Credit value 3"."""
    cells = [cell for cell in line.cells if cell]
    if len(cells) > 1 and (line.row or len(cells) == 2):
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            if _name(label, words) and (figure := _FIGURE.fullmatch(value)):
                yield _name(label, words), figure.group(1), line.index
        return
    found = list(_LABELLED.finditer(line.text))
    rest = _LABELLED.sub("", line.text).strip(" .,;|")
    if found and rest in ("", "hours", "credits"):
        for match in found:
            if name := _name(match.group("label"), words):
                yield name, match.group("n"), line.index


def _name(label: str, words: ImportWords) -> str:
    label = re.sub(r"\s*\([^()]*\)\s*", " ", label).strip(" :")
    found = (name for name, labels in words.sizes.items() if any_of(labels).fullmatch(label))
    return next(found, "")


def _listed(lines: Sequence[SourceLine], words: ImportWords) -> Iterator[tuple[str, Size]]:
    """Each row of a table of units: the code that it opens with, and its sizes by column."""
    names: tuple[str, ...] = ()
    for line in lines:
        if len(line.cells) < 2:
            continue
        heads = tuple(_name(cell, words) for cell in line.cells)
        if any(heads) and len([cell for cell in line.cells if cell]) > 2:
            names = heads
        elif len(line.cells) == len(names):
            for name, cell in zip(names, line.cells, strict=True):
                figure = _FIGURE.fullmatch(cell)
                if name and figure:
                    yield line.cells[0], (name, figure.group(1), line.index)
