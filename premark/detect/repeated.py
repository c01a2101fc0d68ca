"""Parsed passages in; the sentences that say again what stands before them, out.

Exact copies and copies with a word or two changed; short sentences only beside a longer copy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from premark.parse import ParsedPassage, Sentence
from premark.types.document import Locator, Passage

LONG = 8  # words; shorter sentences come again by chance
# Two sentences in a row, or one of COPY words. No sentence of five or more words comes twice in 21
# honest assignments; a definition quoted again may.
COPY = 20
SAME = 0.85  # shared words of two sentences, over all their words
RARE = 4  # words by which a changed copy is looked for: it keeps most of them
KEPT = 50  # sentences looked at for each; bounds the work on a long file of few words
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Copy:
    """A sentence said before. `row` counts sentences over all passages; `first` is the original."""

    row: int
    passage: str
    at: Locator
    quote: str
    first: Locator


@dataclass(frozen=True)
class _Said:
    row: int
    passage: Passage
    sentence: Sentence
    words: tuple[str, ...]
    own: frozenset[str]
    first: _Said | None = None

    @property
    def at(self) -> Locator:
        return self.passage.locate(self.sentence.start, self.sentence.end)


def repeated(parsed: Sequence[ParsedPassage]) -> tuple[Copy, ...]:
    """Every sentence of prose or of a list that is a second or later copy, in reading order.

    A table's rows may rightly say the same, and what differs in a number or a single letter
    ("Client A") is no copy. A copy counts from two sentences in a row or one of twenty words.
    """
    said = _marked(_sentences(parsed))
    kept = [s for run in _runs(said) if _enough(run) for s in run]
    return tuple(_copy(said, said.first) for said in kept if said.first)


def _copy(said: _Said, first: _Said) -> Copy:
    at = said.at
    quote = said.sentence.text[: at.end - at.start]
    return Copy(said.row, said.passage.id, at, quote, first.at)


def _sentences(parsed: Sequence[ParsedPassage]) -> list[_Said]:
    rows: list[_Said] = []
    row = 0
    for each in parsed:
        for sentence in each.sentences:
            words = tuple(w.lower() for w in _WORD.findall(sentence.text))
            if each.passage.kind != "row" and words:
                rows.append(_Said(row, each.passage, sentence, words, frozenset(words)))
            row += 1
    return rows


def _marked(said: Sequence[_Said]) -> list[_Said]:
    """The same, each copy with the sentence that it copies."""
    often = Counter(word for each in said for word in each.own)
    exact: dict[tuple[str, ...], _Said] = {}
    by_word: dict[str, list[_Said]] = {}
    marked = []
    for each in said:
        first = exact.get(each.words)
        if first is None and len(each.words) >= LONG:
            first = _indexed(each, often, by_word)
        exact.setdefault(each.words, first or each)
        marked.append(replace(each, first=first))
    return marked


def _indexed(
    said: _Said, often: Counter[str], by_word: dict[str, list[_Said]]
) -> _Said | None:
    """The sentence that this one copies nearly; one that copies none is kept for the next."""
    rare = sorted(said.own, key=lambda word: (often[word], word))[:RARE]
    for word in rare:
        for other in by_word.get(word, ()):
            if _alike(said.own, other.own):
                return other
    for word in rare:
        if len(by_word.setdefault(word, [])) < KEPT:
            by_word[word].append(said)
    return None


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    if min(len(a), len(b)) < SAME * max(len(a), len(b)):
        return False
    if len(a & b) < SAME * len(a | b):
        return False
    return not any(len(word) == 1 or word.isdigit() for word in a ^ b)


def _runs(said: Sequence[_Said]) -> list[list[_Said]]:
    """Copies that follow one another within a section."""
    runs: list[list[_Said]] = []
    for each in said:
        last = runs[-1][-1] if runs else None
        if each.first is None:
            continue
        if last and last.row == each.row - 1 and _section(last) == _section(each):
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _section(said: _Said) -> int:
    return said.passage.section


def _enough(run: Sequence[_Said]) -> bool:
    long = [s for s in run if len(s.words) >= LONG]
    return len(long) >= 2 or any(len(s.words) >= COPY for s in long)


__all__ = ["Copy", "repeated"]
