"""Passages of a section in; its lines, their sentences, and the document they make up, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from premark.detect.base import Seen
from premark.detect.log_prose import Line, lines
from premark.types.criteria import ArtefactKind
from premark.types.document import Passage

_STOP = re.compile(r"(?<=[.!?;])(?<!\b[A-Z]\.)[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z\d])")
_CITED = re.compile(r"\([^()]*\b(?:19|20)\d\d[a-z]?(?:,\s*pp?\.[^()]*)?\)")


@dataclass(frozen=True)
class Piece:
    """An artefact: its passages, and the characters `place` of the first that stand for it.

    `form` is the kind of its table; "" where it is none. `entries` of a diary, 0 of others.
    """

    kind: ArtefactKind
    passages: tuple[Passage, ...]
    place: tuple[int, int]
    rule: str
    because: str
    form: str = ""
    entries: int = 0


def sections_of(seen: Seen) -> Iterator[list[Line]]:
    """The lines of each section, tables left out, in reading order."""
    for _, group in groupby(lines(seen), key=lambda line: line.passage.section):
        yield list(group)


def sentences_of(text: str) -> list[str]:
    """Sentences, and the parts between semicolons, of a line that may be a list's item."""
    return [part.strip() for part in _STOP.split(text) if part.strip()]


def is_cited(text: str) -> bool:
    """Whether it gives a source in brackets, as an essay does and a document does not."""
    return _CITED.search(text) is not None


def of_lines(kind: ArtefactKind, run: Sequence[Line], rule: str, because: str) -> Piece:
    """The piece that lines make up, quoted by the first of them."""
    kept = {line.passage.id: line.passage for line in run}
    first = run[0]
    return Piece(kind, tuple(kept.values()), (first.start, first.end), rule, because)


def titles_of(line: Line) -> str:
    """The headings that a line stands under, the two nearest."""
    return " / ".join(line.passage.path[-2:])
