"""Parsed passages in; the lines that names are sought in, and their runs of capitals, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from premark.detect.citation_words import fold
from premark.parse import ParsedPassage, Sentence
from premark.types.document import Passage

PARTICLES = frozenset("de van der den von du da di del della dos la le bin ibn al el ter".split())
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ‐‑-][^\W\d_]+)*\.?")
_POSSESSIVE = re.compile(r"['’ʼ](?:s|S)?\.?$")
WINDOW = 90


@dataclass(frozen=True)
class Line:
    """A sentence, or a cell of a log: its text begins at `start` of the passage's."""

    passage: Passage
    start: int
    text: str
    sentence: Sentence | None = None
    column: str = ""
    is_cell: bool = False

    def before(self, at: int) -> str:
        """Words of the same clause before a place."""
        return re.split(r"[.!?;|]\s", self.text[max(0, at - WINDOW) : at])[-1]

    def after(self, at: int) -> str:
        """Words of the same clause after a place, "'s desk" as "s desk"."""
        rest = re.split(r"[.!?;|](?:\s|$)", self.text[at : at + WINDOW])[0]
        return re.sub(r"^['’ʼ]", "", rest)


@dataclass(frozen=True)
class Word:
    """A word of a run, without its possessive; offsets are the line's."""

    text: str
    start: int
    end: int
    folded: str

    @property
    def is_initial(self) -> bool:
        return len(self.folded) == 1

    @property
    def is_capitals(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


Run = tuple[Word, ...]


def lines(parsed: Sequence[ParsedPassage]) -> Iterator[Line]:
    """Sentences of prose, cells of rows, in reading order."""
    for one in parsed:
        if one.passage.kind == "row" and one.passage.cells:
            yield from _cells(one)
        else:
            for sentence in one.sentences:
                yield Line(one.passage, sentence.start, sentence.text, sentence)


def _cells(parsed: ParsedPassage) -> Iterator[Line]:
    passage = parsed.passage
    sentence = parsed.sentences[0] if len(parsed.sentences) == 1 else None
    at = 0
    for cell in passage.cells:
        place = passage.text.find(cell.text, at)
        if not cell.text.strip() or place < 0:
            continue
        yield Line(passage, place, cell.text, sentence, cell.name, True)
        at = place + len(cell.text)


def runs(text: str, titles: frozenset[str]) -> Iterator[Run]:
    """Capitalised words that stand together, with the particles between them."""
    run: list[Word] = []
    for found in _WORD.finditer(text):
        capital = found.group()[0].isupper()
        if not capital and not (run and found.group() in PARTICLES):
            yield from _closed(run)
            run = []
            continue
        word = _word(found, titles)
        if run and not _follows(text, run[-1], word):
            yield from _closed(run)
            run = []
        if capital or run:
            run.append(word)
    yield from _closed(run)


def _word(found: re.Match[str], titles: frozenset[str]) -> Word:
    text = found.group()
    # A full stop belongs to a title or an initial; after any other word it ends the sentence.
    if text.endswith(".") and len(text) > 2 and fold(text) not in titles:
        text = text[:-1]
    text = _POSSESSIVE.sub("", text)
    return Word(text, found.start(), found.start() + len(text), fold(text))


def _follows(text: str, before: Word, word: Word) -> bool:
    return text[before.end : word.start] in (" ", "\u00a0", "")


def _closed(run: list[Word]) -> Iterator[Run]:
    while run and run[-1].text in PARTICLES:
        run = run[:-1]
    if run:
        yield tuple(run)


def small_words(parsed: Sequence[ParsedPassage]) -> frozenset[str]:
    """Words that the submission also writes in small letters."""
    found: set[str] = set()
    for one in parsed:
        found.update(re.findall(r"(?<![\w'’-])[a-z]{3,}(?![\w'’])", one.passage.text))
    return frozenset(found)
