"""Parsed passages in; the same, each sentence knowing where the words at its head that say nothing
end, out: those that only join, stress or frame what follows ("However", "I realised that").

Anybody can put them before any sentence. In 24 honest assignments 2% of the sentences open so, and
what such a sentence is about, and what it does, is heard as well without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from premark.parse import ParsedPassage
from premark.patterns import CompiledPhrases, PatternSet, compile_phrases

OPENER = "opener"  # the pattern file
LEFT = 3  # words that must be left, so that something is there to be heard
_BETWEEN = re.compile(r"[\s,;:–—-]*")
_WORD = re.compile(r"\w[\w'’-]*")


def without_openers(
    parsed: Iterable[ParsedPassage], openers: PatternSet | None
) -> tuple[ParsedPassage, ...]:
    """The passages with `opens` set on their sentences, one opener or several in a row."""
    if openers is None:
        return tuple(parsed)
    phrases = compile_phrases(tuple(p for own in openers.keys.values() for p in own))
    return tuple(_marked(each, phrases) for each in parsed)


def _marked(parsed: ParsedPassage, phrases: CompiledPhrases) -> ParsedPassage:
    ends = [end_of_openers(sentence.text, phrases) for sentence in parsed.sentences]
    if not any(ends):
        return parsed
    sentences = zip(parsed.sentences, ends, strict=True)
    return replace(parsed, sentences=tuple(replace(s, opens=end) for s, end in sentences))


def end_of_openers(text: str, phrases: CompiledPhrases) -> int:
    """Characters of the openers at the head of `text`; 0 when too little is left after them."""
    end = 0
    while found := phrases.match(text, end):
        after = _BETWEEN.match(text, found.end())
        end = after.end() if after else found.end()
    return end if len(_WORD.findall(text[end:])) >= LEFT else 0
