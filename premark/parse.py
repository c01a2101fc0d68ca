"""Passages in, passages with their sentences out. The one place that loads spaCy."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol, cast

from premark.pins import find_pinned, pins
from premark.types.document import Passage

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span

# Longer runs of signs keep the tokenizer busy for a minute (20,000 brackets), and say nothing.
MOST_SIGNS = 60
_SIGNS = re.compile(rf"(?:(?!\s)[\W_]){{{MOST_SIGNS + 1},}}")
# Abbreviations after which spaCy's parser sometimes ends a sentence in academic prose.
_RUNS_ON = re.compile(
    r"(?:\bet\.? ?al\.?|\b(?:p|pp|e\.g|i\.e|cf|no|vol|ed|eds|Dr|Mr|Mrs|Ms|Prof|St|vs|approx)\.)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """Characters `start` to `end` of the passage's text; `span` is spaCy's parse of them.

    The first `opens` characters only join, stress or frame what follows (`premark.openers`).
    """

    start: int
    end: int
    text: str
    span: Span
    opens: int = 0

    @property
    def said(self) -> str:
        """The text without its openers."""
        return self.text[self.opens :]

    @property
    def bare(self) -> Sentence:
        """The sentence without its openers."""
        if not self.opens:
            return self
        first = self.span.start_char + self.opens
        tokens = [token.i for token in self.span if token.idx >= first]
        span = self.span.doc[tokens[0] : self.span.end] if tokens else self.span
        return Sentence(self.start + self.opens, self.end, self.said, span)


@dataclass(frozen=True)
class ParsedPassage:
    """A passage and its sentences, in order; a table row is one sentence."""

    passage: Passage
    sentences: tuple[Sentence, ...]


class Parser(Protocol):
    """Anything that parses passages, one result each, in order."""

    @property
    def name(self) -> str: ...

    def parse(self, passages: Sequence[Passage]) -> list[ParsedPassage]: ...


@dataclass(frozen=True)
class SpacyParser:
    """A spaCy pipeline with the parts that detectors read."""

    name: str
    nlp: Language

    def parse(self, passages: Sequence[Passage]) -> list[ParsedPassage]:
        lines = [(i, start, text) for i, p in enumerate(passages) for start, text in _lines(p)]
        found: list[list[Sentence]] = [[] for _ in passages]
        docs = self.nlp.pipe((text for _, _, text in lines), batch_size=64)
        for (i, offset, _), doc in zip(lines, docs, strict=True):
            spans = [doc[:]] if passages[i].kind == "row" else _mended(doc.sents)
            for span in spans:
                start = offset + span.start_char
                said = passages[i].text[start : start + len(span.text)]
                found[i].append(Sentence(start, start + len(said), said, span))
        return [ParsedPassage(p, tuple(s)) for p, s in zip(passages, found, strict=True)]


@lru_cache(maxsize=1)
def load_parser() -> SpacyParser:
    """The pinned English pipeline. Raises ModelMissing when its package is absent."""
    _, pinned = find_pinned("the English parser", pins("parser"))
    nlp = import_spacy().load(pinned.package)
    nlp.disable_pipe("ner")  # asked only where a name is in doubt (detect.person_entity)
    return SpacyParser(f"{nlp.meta['name']} {nlp.meta['version']}", nlp)


@cache
def import_spacy() -> Any:
    """spaCy, imported as if neither torch nor its own command line were there, unless they are.

    Its thinc imports torch wherever it can (2 seconds), its front page the whole command line for
    one function (a third of the rest), and this pipeline has no use for either. A module that is
    None is Python's own way to say that it cannot be imported; so nothing may import torch in
    another thread meanwhile.
    """
    absent = {"torch": None, **_no_command_line()}
    absent = {name: module for name, module in absent.items() if name not in sys.modules}
    sys.modules.update(cast(dict[str, ModuleType], absent))
    try:
        import spacy
    finally:
        for name in absent:
            del sys.modules[name]
    return spacy


def _no_command_line() -> dict[str, ModuleType]:
    """What `from spacy.cli.info import info` is content with."""
    info = ModuleType("spacy.cli.info")
    info.__dict__["info"] = None
    return {"spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": info}


def blank_parser() -> SpacyParser:
    """A rule-only English sentence splitter, for tests that need no weights."""
    nlp = import_spacy().blank("en")
    nlp.add_pipe("sentencizer")
    return SpacyParser("blank en", nlp)


def _lines(passage: Passage) -> list[tuple[int, str]]:
    lines = []
    offset = 0
    for line in passage.text.split("\n"):
        if line.strip():
            lines.append((offset, _SIGNS.sub(_shortened, line)))
        offset += len(line) + 1
    return lines


def _shortened(signs: re.Match[str]) -> str:
    """As long as they were, so that every place stays what it is."""
    return signs[0][:MOST_SIGNS] + " " * (len(signs[0]) - MOST_SIGNS)


def _mended(sentences: Iterable[Span]) -> list[Span]:
    mended: list[Span] = []
    for span in sentences:
        if mended and _belongs(mended[-1], span):
            before = mended.pop()
            span = span.doc[before.start : span.end]
        mended.append(span)
    return mended


def _belongs(before: Span, span: Span) -> bool:
    """Whether a parser's sentence is only the rest of the one before it."""
    text = span.text.strip()
    if _RUNS_ON.search(before.text.strip()):
        return True
    if not re.search(r"[.!?][\"'’”)\]]*$", before.text.strip()):
        return True
    return not text[:1].isupper() and text[:1] not in "\"'“‘" and not text[:1].isdigit()
