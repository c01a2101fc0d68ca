"""Parsed passages in; the same, each sentence knowing where the words at its head that say nothing
end, out: those that only join, stress or frame what follows ("However", "I realised that").

Anybody can put them before any sentence. In 24 honest assignments 2% of the sentences open so, and
what such a sentence is about, and what it does, is heard as well without them. Some are listed.
Where they are a habit the rest are known by what they are made of: a clause up to a comma or "that"
whose words name nothing. Of single ones many a learner's view begins so ("I accept that").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from premark.parse import ParsedPassage, Sentence
from premark.patterns import CompiledPhrases, PatternSet, compile_phrases

OPENER, WORDS = "opener", "opener-words"  # the pattern files
LEFT = 3  # words that must be left, so that something is there to be heard
HABIT = 0.4  # share of a passage's sentences that open so, from which their shape does not matter
LONGEST = 28  # words of a clause that is looked at
_BETWEEN = re.compile(r"[\s,;:–—-]*(?:(?<=, )(?:but|yet)\b\s*)?")
_WORD = re.compile(r"\w[\w'’-]*")
_TOKEN = re.compile(r"[\w'’]+|[^\w\s]+")
_PAUSES, _LINKS = (",", "–", "—"), ("that", "whether")
_BUT = re.compile(r"\s+(?:but|yet)\b", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Words:
    """What empty clauses are made of, by key."""

    keys: Mapping[str, CompiledPhrases]
    known: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def of(self, word: str) -> frozenset[str]:
        """The keys of a word; none for one that says something."""
        if word not in self.known:
            own = {key for key, phrases in self.keys.items() if phrases.fullmatch(word)}
            if word.endswith("ly") and self.keys:
                own.add("manner")
            self.known[word] = frozenset() if "things" in own else frozenset(own)
        return self.known[word]


def without_openers(
    parsed: Iterable[ParsedPassage], patterns: Mapping[str, PatternSet]
) -> tuple[ParsedPassage, ...]:
    """The passages with `opens` set on their sentences, one opener or several in a row."""
    openers, words = patterns.get(OPENER), patterns.get(WORDS)
    if openers is None:
        return tuple(parsed)
    phrases = compile_phrases(tuple(p for own in openers.keys.values() for p in own))
    empty = Words({k: compile_phrases(own) for k, own in words.keys.items()} if words else {})
    return tuple(_marked(each, phrases, empty) for each in parsed)


def _marked(parsed: ParsedPassage, phrases: CompiledPhrases, words: Words) -> ParsedPassage:
    every = parsed.sentences
    ends = [end_of_openers(sentence, phrases, words) for sentence in every]
    if sum(end > 0 for end in ends) < max(2, HABIT * len(every)):
        ends = [end_of_openers(sentence, phrases, Words({})) if end else 0
                for sentence, end in zip(every, ends, strict=True)]  # fmt: skip
    if not any(ends):
        return parsed
    opened = (replace(s, opens=end) for s, end in zip(every, ends, strict=True))
    return replace(parsed, sentences=tuple(opened))


def end_of_openers(sentence: Sentence, phrases: CompiledPhrases, words: Words) -> int:
    """Characters of the openers at the head of a sentence; 0 when too little is left after them.

    What stands after one of the list is the learner's own ("Therefore, I infer that").
    """
    text, end, listed = sentence.text, 0, False
    while True:
        after = _listed(text, end, phrases)
        listed = listed or after > 0
        if not listed:
            after = empty_clause(sentence, end, words)
        if not after:
            break
        between = _BETWEEN.match(text, after)
        end = between.end() if between else after
    return end if len(_WORD.findall(text[end:])) >= LEFT else 0


def _listed(text: str, start: int, phrases: CompiledPhrases) -> int:
    found = phrases.match(text, start)
    return found.end() if found else 0


def empty_clause(sentence: Sentence, start: int, words: Words) -> int:
    """Where a clause that begins at `start` and names nothing ends, 0 for none there."""
    said: list[str] = []
    for token in _TOKEN.finditer(sentence.text, start):
        word = token.group()
        if word[0] in _PAUSES:
            return token.end() if _goes_before(said, words, sentence.text[token.end() :]) else 0
        if word.lower() in _LINKS and _tells(said, words) and _joins(sentence, token.start()):
            return token.end()
        named = said and word[0].isupper() and not word.startswith("I")
        if named or not words.of(word) or len(said) == LONGEST:
            return 0
        said.append(word.lower())
    return 0


def _looks(said: Sequence[str], words: Words) -> bool:
    """Whether it says how the writer looks at what follows, and does not say no to it."""
    own = [words.of(word) for word in said]
    denied = "i" in said and any("denies" in keys for keys in own)
    return not denied and any(keys & {"sees", "stance", "manner"} for keys in own)


def _goes_before(said: Sequence[str], words: Words, rest: str) -> bool:
    """Whether what ends at a comma goes before a clause, and is neither its subject nor a list."""
    if not said or not _looks(said, words):
        return False
    leads = "leads" in words.of(said[0]) or said[0].endswith(("ing", "ed", "ly"))
    return leads or (bool(_BUT.match(rest)) and _tells(said, words))


def _tells(said: Sequence[str], words: Words) -> bool:
    """Whether it is a clause: somebody sees, or something is so."""
    own = [words.of(word) for word in said]
    acts = any(keys & {"sees", "does"} and "stance" not in keys for keys in own)
    return len(said) > 1 and acts and _looks(said, words)


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether the "that" at this place joins two clauses, as far as the parser tells."""
    place = sentence.span.start_char + at
    tags = {token.tag_ for token in sentence.span if token.idx == place}
    return not tags or tags <= {"IN", ""}
