"""Names that files hold beside the answers in; notices of those that are not the learner's out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from premark.detect.anonymity import people
from premark.detect.base import Rules, Seen
from premark.detect.citation_words import fold
from premark.detect.person_words import PersonWords, person_words
from premark.parse import ParsedPassage
from premark.read.held_names import HeldName
from premark.types.document import Block, Document, Locator, Passage, Piece
from premark.types.evidence import Notice

_SAID = {
    "author": "as its author",
    "last saved by": "as who saved it last",
    "manager": "as the manager in its properties",
    "company": "as the organisation in its properties",
    "comment": "as who wrote {times} comment(s)",
    "tracked change": "as who made {times} tracked change(s)",
}


def file_notice(held: Sequence[HeldName], *, learner: str = "") -> tuple[Notice, ...]:
    """One notice with every place, or none. Programs, labels and the learner are no leak.

    Where the text never says who the learner is, a file's author is taken for the learner.
    """
    table = person_words()
    own = {w for w in fold(learner).split() if len(w) > 1} or _authors(held, table)
    told = [one for one in held if not _is_nobody(one, own, table)]
    if not told:
        return ()
    said = "; ".join(f"{one.file} names {one.name[:80]} {_said(one)}" for one in told)
    return (
        Notice(
            code="name-in-file",
            message=f"Outside the text, {said}.",
            next_step="Inspect the document (File, Info, Inspect Document in Word) and remove it.",
        ),
    )


def edge_notice(
    document: Document,
    rules: Rules,
    parse: Callable[[Sequence[Passage]], Sequence[ParsedPassage]],
    *,
    learner: str,
) -> tuple[Notice, ...]:
    """People, addresses and numbers in running headers and footers, which are no answers.

    Nothing where the learner is not known: the name up there is most often the learner's own.
    """
    edges = [_passage(b) for b in document.blocks if b.part in ("header", "footer") and b.text]
    if not edges or not learner:
        return ()
    seen = Seen(tuple(parse(edges)), np.zeros((0, 1), dtype=np.float32))
    found = list(people(seen, rules, learner=learner))
    if not found:
        return ()
    names = ", ".join(dict.fromkeys(f.key for f in found))
    return (
        Notice(
            code="name-at-edge",
            message=f"Someone may be identified in a running header or footer: {names[:200]}.",
            next_step="Replace with a label such as a letter or a number before it goes further.",
            places=tuple(f.at for f in found),
        ),
    )


def _passage(block: Block) -> Passage:
    at = Locator(block=block.index, start=0, end=len(block.text), page=block.page)
    pieces = (Piece(offset=0, at=at),)
    return Passage(
        id=f"edge{block.index}", section=0, kind="prose", text=block.text, pieces=pieces
    )


def _said(one: HeldName) -> str:
    return _SAID[one.where].format(times=one.times)


def _authors(held: Sequence[HeldName], table: PersonWords) -> set[str]:
    first = [one for one in held if one.where == "author" and not _is_program(one.name, table)]
    return {word for one in first[:1] for word in fold(one.name).split() if len(word) > 1}


def _is_nobody(one: HeldName, own: set[str], table: PersonWords) -> bool:
    words = {word for word in fold(one.name).split() if len(word) > 1}
    shared = min(2, len(words), len(own) or 2)  # a learner known by one name is known by that one
    return not words or len(words & own) >= shared or _is_program(one.name, table)


def _is_program(name: str, table: PersonWords) -> bool:
    """Whether it is a program's or a computer's default, or a label that hides a person."""
    folded = fold(name)
    return folded in table.words.programs or set(folded.split()) <= table.words.neutral
