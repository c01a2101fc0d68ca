"""A heading and a pack in; how far the heading says a criterion in its own words, out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Wording:
    """The best criterion for a heading: its code, share of its words, lead over the next."""

    code: str
    share: float
    lead: float
    words: int


def stems(text: str) -> list[str]:
    """Content words of a text, cut to a crude stem, in order."""
    return [_stem(w) for w in _WORD.findall(text.lower()) if w not in _STOP]


@dataclass(frozen=True)
class Vocabulary:
    """A unit's words: each criterion's own (not shared by half of the others), and all of them."""

    own: dict[str, frozenset[str]]
    known: frozenset[str]
    telling: frozenset[str]


def vocabulary(pack: Pack) -> Vocabulary:
    """The words by which the criteria of a unit can be told apart."""
    words = {c.id: frozenset(stems(_said(c))) for c in pack.criteria}
    counts = Counter(stem for stem_set in words.values() for stem in stem_set)
    common = {stem for stem, n in counts.items() if n > max(2, len(words) / 2)}
    own = {code: stem_set - common for code, stem_set in words.items()}
    every: frozenset[str] = frozenset().union(*own.values())
    return Vocabulary(own, frozenset(counts), every)


def best_wording(heading: str, words: Vocabulary) -> Wording:
    """The criterion whose own words the heading uses most."""
    shares = sorted(
        ((share_of(heading, code, words), code) for code in words.own),
        key=lambda pair: (-pair[0], pair[1]),
    )
    (first, code), second = shares[0], shares[1][0] if len(shares) > 1 else 0.0
    return Wording(code, first, first - second, len(_telling(heading, words)))


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
    return " ".join([verbs, criterion.asks, *(topic.about for topic in criterion.topics)])


def _stem(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s").rstrip("'")
    for ending in (*_ENDINGS, *_SHORT_ENDINGS):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word
