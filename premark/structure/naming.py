"""A file's blocks and its headings in; which criteria each heading or line names, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from premark.patterns import PatternSet
from premark.structure.codes import named_codes
from premark.structure.wording import named_in_words, share_of, vocabulary
from premark.types.criteria import Pack
from premark.types.document import Block

ANSWER = 15  # words; a longer line on the first page is already prose
TYPED = re.compile(
    r"^[\s\W]*(?:(?:chapter|section|part)\s+)?(?:\d+(?:\.\d+)*|[A-Z])?[.):\s-]+", re.IGNORECASE
)
_MARKED = re.compile(r"\W*(?:\d|[A-Za-z]{1,4}\.?[A-Za-z]?\.?\s*\d|asses|crit)", re.IGNORECASE)
NamedBy = Literal["code", "wording", "question", ""]


@dataclass(frozen=True)
class Reading:
    """What the splitting needs beside the document: codes, role words, reference shape.

    `cover` are the lines of a cover sheet ("Learner: ..."), which head nothing.
    """

    pack: Pack
    headings: PatternSet
    is_reference: Callable[[str], bool]
    cover: PatternSet | None = None


class Names:
    """Which criteria a block's text names, decided over the whole document."""

    def __init__(
        self, reading: Reading, blocks: Sequence[Block], levels: dict[int, int]
    ) -> None:
        self.reading = reading
        self.codes = tuple(c.id for c in reading.pack.criteria)
        self.levels = levels
        self.words = vocabulary(reading.pack)
        titles = [_line(b) for b in blocks if b.index in levels]
        self.numbered = _sections_are_numbered(titles)
        self.lists = _runs_of_lines(blocks, levels)
        self.inline_codes = self._inline_codes(blocks)
        headings = [b for b in blocks if b.index in levels]
        self.title = _title_of_all(blocks, levels)
        self.coded = {codes[0] for b in headings if len(codes := self._by_code(b) or ()) == 1}

    def criteria(self, block: Block) -> tuple[tuple[str, ...], NamedBy]:
        codes = self._by_code(block)
        if codes is not None:
            return codes, "code" if codes else ""
        code = named_in_words(TYPED.sub("", block.text), self.words)
        if not code or code in self.coded or block.index == self.title:
            return (), ""
        return (code,), "question" if block.text.endswith("?") else "wording"

    def _by_code(self, block: Block) -> tuple[str, ...] | None:
        """Codes that the line begins with or marks; empty for a bare number that is none."""
        named = named_codes(_line(block), self.codes)
        if named and named.codes and self._trusted(named.codes[0], named.bare, named.rest, block):
            return named.codes
        return () if named and named.bare else None

    def _trusted(self, code: str, bare: bool, rest: str, block: Block) -> bool:
        """A bare number is a criterion's unless the document numbers its own sections or steps."""
        if not bare:
            return True
        support = share_of(rest, code, self.words) if rest else 0.0
        if self.numbered or block.index in self.lists:
            return support >= 0.3
        return True

    def inline(self, block: Block) -> bool:
        return block.index in self.inline_codes

    def _inline_codes(self, blocks: Sequence[Block]) -> set[int]:
        """Paragraphs that begin with a code and go on in prose: "AC 1.1 Delegation is...".

        Bare numbers count where they rise through the document, those of headings among them.
        """
        marked: list[int] = []
        bare: list[tuple[int, str]] = []
        for block in blocks:
            if block.kind == "row" or block.part != "body":
                continue
            named = named_codes(_line(block), self.codes)
            if named is None or not named.codes:
                continue
            if block.index in self.levels:
                bare.append((-1, named.codes[0]))
                continue
            if len(named.rest.split()) < 5 or not _MARKED.match(block.text):
                continue
            if not named.bare:
                marked.append(block.index)
            elif named.rest[:1].isupper():
                bare.append((block.index, named.codes[0]))
        ordered = [code for _, code in bare]
        rising = ordered == sorted(ordered, key=self.codes.index)
        if self.numbered or len(set(ordered)) < 2 or not rising:
            bare = []
        return {*marked, *(index for index, _ in bare if index >= 0)}


def _title_of_all(blocks: Sequence[Block], levels: dict[int, int]) -> int | None:
    """The heading that titles the whole: the file's first, with a heading or little under it."""
    first = next((i for i, b in enumerate(blocks) if b.index in levels), None)
    if first is None or len(levels) < 2:
        return None
    for block in blocks[first + 1 :]:
        if block.index in levels:
            return blocks[first].index
        if answers_already(block):
            return None
    return None


def _line(block: Block) -> str:
    outside = block.number if re.match(r"[\dA-Za-z]", block.number) else ""
    return f"{outside} {block.text}".strip()


def _sections_are_numbered(titles: Sequence[str]) -> bool:
    """Whether top-level headings are numbered 1, 2, 3... so that "2.1" means a subsection."""
    numbers = []
    for title in titles:
        typed = re.match(r"\W*(\d{1,2})[.)]?\s+(?!\d)(\S+)", title)
        if typed and not re.match(r"(?i)learning|outcome|lo\b", typed.group(2)):
            numbers.append(int(typed.group(1)))
    rising = sum(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return len(numbers) >= 3 and rising >= len(numbers) / 2


def _runs_of_lines(blocks: Sequence[Block], levels: dict[int, int]) -> set[int]:
    """Lines that follow one another with no prose between: steps or contents, not headings."""
    run: list[int] = []
    found: set[int] = set()
    for block in blocks:
        line = block.index in levels or len(block.text.split()) <= 12
        if line and re.match(r"\W*\d", _line(block)) and block.kind != "row":
            run.append(block.index)
            continue
        if len(run) >= 3:
            found.update(run)
        run = []
    return found | set(run if len(run) >= 3 else [])


def answers_already(block: Block) -> bool:
    """Prose, or a table of more than a label and its value, is no cover sheet."""
    filled = sum(bool(cell.strip()) for cell in block.cells)
    return len(block.text.split()) >= ANSWER or filled > 2
