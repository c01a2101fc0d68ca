"""Parsed sentences in; copies of them with slips of spelling, and copies said at length, out.

How a thing is written may not move its depth: the moves head is trained on each sentence as it
stands and on these copies, which make the same moves. Seeded: the copies are always the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

SEED = 20261122
SLIPS = 0.25  # share of the words of four letters or more that slip
LEAST = 4
_WORD = re.compile(rf"[a-z]{{{LEAST},}}")
_NEXT = {"a": "e", "e": "i", "i": "e", "o": "u", "u": "o", "y": "i"}


def misspelt(spans: Sequence[Any]) -> list[str]:
    """Each sentence with a slip in a quarter of its longer words, and at least in one."""
    return [_slip_text(span.text, random.Random(f"{SEED} {span.text}")) for span in spans]


def lengthened(spans: Sequence[Any], said: Mapping[str, Sequence[str]]) -> list[str]:
    """Each sentence with words before it, in it or after it that change nothing.

    `said` are the words by place: before, after_pronoun, after_noun, at_end.
    """
    return [_wrap(span, said, random.Random(f"{SEED} long {span.text}")) for span in spans]


def _slip_text(text: str, draw: random.Random) -> str:
    plain = re.sub(r"(?<=\w)['’](?=\w)", lambda _: draw.choice(("", "'")), text)
    words = list(_WORD.finditer(plain))
    chosen = [w for w in words if draw.random() < SLIPS] or words[:1]
    for word in reversed(chosen):
        plain = plain[: word.start()] + _slip(word.group(), draw) + plain[word.end() :]
    return plain


def _slip(word: str, draw: random.Random) -> str:
    """One letter dropped, doubled, swapped with the next, or a vowel taken for another."""
    at = draw.randrange(1, len(word) - 1)
    kind = draw.choice(("drop", "double", "swap", "vowel"))
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    vowels = [i for i, letter in enumerate(word) if letter in _NEXT]
    at = draw.choice(vowels) if vowels else at
    return word[:at] + _NEXT.get(word[at], word[at]) + word[at + 1 :]


def _wrap(span: Any, said: Mapping[str, Sequence[str]], draw: random.Random) -> str:
    start, text = span.start_char, str(span.text)
    subject = _subject(span)
    if subject is not None and draw.random() < 0.6:
        pronoun = len(subject) == 1 and subject[0].pos_ == "PRON"
        words = draw.choice(said["after_pronoun" if pronoun else "after_noun"])
        cut = subject[-1].idx + len(subject[-1].text) - start
        text = text[:cut] + words + text[cut:]
    elif text.endswith(".") and draw.random() < 0.4:
        text = text[:-1] + draw.choice(said["at_end"]) + "."
    if draw.random() < 0.6 or text == span.text:
        text = f"{draw.choice(said['before'])} {_lowered(span, text)}"
    return text


def _subject(span: Any) -> list[Any] | None:
    """The words of the subject of the first verb, where they stand together before it."""
    for token in span:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.i > token.i:
            words = list(token.subtree)
            whole = words[-1].i - words[0].i + 1 == len(words)
            return words if whole and words[-1].i < token.head.i else None
    return None


def _lowered(span: Any, text: str) -> str:
    keep = span[0].text in ("I", "I'm") or span[0].pos_ == "PROPN" or not text[:2].istitle()
    return text if keep else text[0].lower() + text[1:]
