"""A heading and a pack in; how far the heading says a criterion in its own words, out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from premark.patterns import compile_phrases
from premark.types.criteria import Criterion, Pack

_WORD = re.compile(r"[a-z][a-z'’-]+")
_STOP = frozenset(
    "a about after all an and any are as at be been but by can do does for from had has have how "
    "if in into is it its me might more most my no not of on or other our out over own s she so "
    "some than that the their them then there these they this those to up us was we were what "
    "when where which while who why will with within would you your".split()
)
_ENDINGS = ("ational", "ations", "ation", "ments", "ment", "ities", "ity", "ings", "ing", "ies")
_SHORT_ENDINGS = ("ers", "ed", "es", "er", "al", "ly", "s", "e", "y")


LEAD = 1.2  # of 57 official wordings 56 lead by more, and none of 42 other headings is named
SAME_WORDS = 4  # different telling words, under which a likeness may be chance
QUOTED = 0.9  # share of a heading's words that are the criterion's own: our statement, copied
SAID = 0.65
CLEAR = 0.25  # lead in that share over the next criterion


def stems(text: str) -> list[str]:
    """Content words of a text, cut to a crude stem, in order."""
    return [_stem(w) for w in _WORD.findall(text.lower()) if w not in _STOP]


@dataclass(frozen=True)
class Vocabulary:
    """A unit's words: each criterion's own (not shared by half of the others), and all of them.

    `headed` has the pack's phrases for headings, by criterion.
    """

    own: dict[str, frozenset[str]]
    known: frozenset[str]
    telling: frozenset[str]
    headed: dict[str, tuple[str, ...]]


def vocabulary(pack: Pack) -> Vocabulary:
    """The words by which the criteria of a unit can be told apart."""
    words = {c.id: frozenset(stems(_said(c))) for c in pack.criteria}
    counts = Counter(stem for stem_set in words.values() for stem in stem_set)
    common = {stem for stem, n in counts.items() if n > max(2, len(words) / 2)}
    own = {code: stem_set - common for code, stem_set in words.items()}
    every: frozenset[str] = frozenset().union(*own.values())
    known = frozenset(counts) | {s for c in pack.criteria for p in c.headed for s in stems(p)}
    return Vocabulary(own, known, every, {c.id: c.headed for c in pack.criteria})


def named_in_words(heading: str, words: Vocabulary) -> str:
    """The criterion that a heading without a code says; "" when none, or two as well."""
    leader = _leader(heading, list(words.own), words)
    enough = len(set(_telling(heading, words))) >= SAME_WORDS
    share = share_of(heading, leader, words) if leader and enough else 0.0
    if share >= QUOTED:
        return leader
    covered = {code: _covered(heading, phrases) for code, phrases in words.headed.items()}
    most = max(covered.values(), default=0)
    if not most:
        return leader if share >= SAID else ""
    if _about_something_else(heading, words):
        return ""
    near = [code for code, letters in covered.items() if letters * LEAD >= most]
    return near[0] if len(near) == 1 else _leader(heading, near, words)


def _about_something_else(heading: str, words: Vocabulary) -> bool:
    """Whether the words that the unit never uses are as many as those that it does."""
    known = [stem in words.known for stem in stems(heading)]
    return known.count(False) >= max(2, known.count(True))


def _covered(heading: str, phrases: tuple[str, ...]) -> int:
    """Letters of the heading that some phrase takes in, gaps and all."""
    spans = [m.span() for p in phrases for m in compile_phrases((p,)).finditer(heading)]
    return sum(
        letter.isalnum() and any(start <= i < end for start, end in spans)
        for i, letter in enumerate(heading)
    )


def _leader(heading: str, codes: list[str], words: Vocabulary) -> str:
    """Of some criteria the one whose own words the heading uses most, if clearly."""
    shares = sorted((-share_of(heading, code, words), code) for code in codes)
    (first, code), second = shares[0], shares[1][0] if len(shares) > 1 else 0.0
    return code if second - first >= CLEAR else ""


def share_of(heading: str, code: str, words: Vocabulary) -> float:
    """Share of a heading's telling words that are this criterion's own, 0 to 1."""
    telling = _telling(heading, words)
    own = words.own.get(code, frozenset())
    return sum(stem in own for stem in telling) / len(telling) if telling else 0.0


def _telling(heading: str, words: Vocabulary) -> list[str]:
    """A heading's content words, less those that every criterion of the unit shares."""
    return [s for s in stems(heading) if s in words.telling or s not in words.known]


def _said(criterion: Criterion) -> str:
    verbs = " ".join(verb.replace("-", " ") for verb in criterion.verb)
    about = (topic.about for topic in criterion.topics)
    return " ".join([verbs, criterion.asks, criterion.official, *about])


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s").rstrip("'")
    for ending in (*_ENDINGS, *_SHORT_ENDINGS):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
