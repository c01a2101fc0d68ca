"""A unit in; its labelled assignments, cut into the pieces that answer each criterion, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from premark.errors import OutputError, UnknownUnit
from premark.packs.where import data_root
from premark.synthetic.assignment import (
    Assignment,
    Heading,
    Labelled,
    Para,
    References,
    Strength,
    Strict,
    load,
)

_CODE = re.compile(r"^\s*(?:AC\s*)?\d+(?:\.\d+)*[.:)]?\s+|\s*\((?:AC\s*)?\d+\.\d+\)\s*$")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b|n\.d\.")


class Piece(Strict):
    """A block with the headings right above it, and the criteria that it is evidence for.

    `home` is the first of those: whoever takes that criterion from this source takes the piece.
    """

    home: str
    criteria: tuple[str, ...]
    headings: tuple[Heading, ...]
    block: Labelled
    appendix: bool = False


class Source(Strict):
    """A labelled assignment as material: its pieces by criterion, what frames them, its works."""

    id: str
    unit: str
    title: str
    learner: str
    order: tuple[str, ...]
    titles: dict[str, str]
    gold: dict[str, Strength]
    front: tuple[Labelled, ...]
    back: tuple[Labelled, ...]
    pieces: tuple[Piece, ...]
    references: References

    def bearing(self, criterion: str) -> frozenset[int]:
        """Which pieces, by number, are evidence for a criterion."""
        return frozenset(n for n, piece in enumerate(self.pieces) if criterion in piece.criteria)


def corpora_root() -> Path:
    """The folder `corpora`: in the wheel, else beside the package in a checkout."""
    return data_root("corpora")


@cache
def sources_of(unit: str) -> tuple[Source, ...]:
    """The unit's assignments that may be built on; the frozen ones are never opened.

    Raises UnknownUnit where there is none for it.
    """
    found = tuple(cut(each) for each in _assignments() if each.unit == unit)
    if not found:
        there = ", ".join(sorted({each.unit for each in _assignments()}))
        raise UnknownUnit(
            f"{unit}: no labelled assignments to compose from", hint=f"There are some of {there}."
        )
    return found


@cache
def _assignments() -> tuple[Assignment, ...]:
    root = corpora_root()
    split = root / "split.yaml"
    known = yaml.safe_load(split.read_text(encoding="utf-8")) if split.is_file() else {}
    frozen = set(known.get("frozen", ()))
    paths = [p for p in sorted((root / "assignments").glob("*.yaml")) if p.stem not in frozen]
    if not paths:
        hint = "Install premark again: the folder `corpora` comes with it."
        raise OutputError("the labelled assignments are not here", hint=hint)
    return tuple(load(path) for path in paths)


def cut(assignment: Assignment) -> Source:
    """The pieces of an assignment in reading order.

    What is labelled with no criterion frames the rest: in front of the first piece, or behind.
    """
    framed, pieces, titles = _sorted_out(assignment)
    front = tuple(block for block, before in framed if before)
    return Source(
        id=assignment.id,
        unit=assignment.unit,
        title=assignment.title,
        learner=assignment.learner,
        order=tuple(dict.fromkeys(piece.home for piece in pieces)),
        titles=titles,
        gold={code: gold.strength for code, gold in assignment.gold.criteria.items()},
        front=front,
        back=tuple(block for block, before in framed if not before),
        pieces=tuple(pieces),
        references=next(b for b in assignment.blocks if isinstance(b, References)),
    )


def _sorted_out(
    assignment: Assignment,
) -> tuple[list[tuple[Labelled, bool]], list[Piece], dict[str, str]]:
    """What frames the text (and whether it comes first), the pieces, and each criterion's title."""
    framed: list[tuple[Labelled, bool]] = []
    pieces: list[Piece] = []
    titles: dict[str, str] = {}
    for headings, block, appendix in _headed(assignment):
        if not block.criterion:
            framed.append((block, not pieces))
            continue
        home = block.criterion[0]
        goes_on = bool(pieces) and pieces[-1].home == home and not appendix
        if headings and not goes_on and not appendix:
            titles.setdefault(home, uncoded(headings[-1].text))
        pieces.append(
            Piece(
                home=home,
                criteria=block.criterion,
                headings=headings if goes_on else (),
                block=block,
                appendix=appendix,
            )
        )
    return framed, pieces, titles


def _headed(assignment: Assignment) -> Iterator[tuple[tuple[Heading, ...], Labelled, bool]]:
    """Each block of text with the headings right above it, and whether it is of an appendix."""
    above: list[Heading] = []
    appendix = False
    for block in assignment.blocks:
        if isinstance(block, Heading):
            above.append(block)
            appendix = block.text.lower().startswith("appendix")
            continue
        if isinstance(block, Labelled):
            own = isinstance(block, Para) and block.type == "appendix"
            yield tuple(above), block, appendix or own
        above = []


def uncoded(title: str) -> str:
    """A heading without the number or the criterion's code that was typed with it."""
    return _CODE.sub("", title).strip() or title


def cited(item: str, texts: str) -> bool:
    """Whether an entry of a list of references is cited in a text, by its first name and year."""
    year = _YEAR.search(item)
    name = re.split(r",| \(|\.", item, maxsplit=1)[0].strip()
    if year is None or not name:
        return False
    near = rf"{re.escape(name)}\b(?:al\.|[^.]){{0,90}}?{re.escape(year[0])}"
    return bool(re.search(near, texts, re.I))
