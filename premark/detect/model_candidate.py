"""What a name found in a text is judged by, and the judgement: a candidate for a named model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from premark.detect.model_cues import Reading
from premark.detect.model_lexicon import Cues, Writing

# Firm stands by itself; likely needs the same model named firmly elsewhere in the submission.
Strength = Literal["firm", "likely"]


@dataclass(frozen=True)
class Candidate:
    """A name at `start` to `end` of a text, how sure it is and why."""

    model: str
    start: int
    end: int
    writing: Writing
    strength: Strength
    because: str


@dataclass(frozen=True)
class Name:
    reading: Reading
    start: int
    end: int
    writing: Writing
    cues: Cues
    acronyms: frozenset[str]
    heading: str
    type: str

    @property
    def text(self) -> str:
        return self.reading.text[self.start : self.end]

    def firm(self, because: str, *, end: int = 0) -> Candidate:
        return self._candidate("firm", because, end or self.end)

    def likely(self) -> Candidate:
        return self._candidate("likely", "", self.end)

    def _candidate(self, strength: Strength, because: str, end: int) -> Candidate:
        return Candidate(self.writing.model, self.start, end, self.writing, strength, because)
