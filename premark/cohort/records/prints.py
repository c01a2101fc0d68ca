"""A passage's words in; fingerprints by which the same words are known again, out.

Of the hashes of its runs of five words those are kept that fall under a fixed share of all hashes,
so two passages that share a run both keep its hash, or neither does: the share of hashes that they
have in common tells, without their texts, about how many of their words they share.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from premark.detect.citation_words import fold

RUN = 5  # words
KEPT = 8  # one hash of so many is kept
LEAST = 3  # hashes that a short passage keeps, if it has as many runs
UNDER = (1 << 32) // KEPT
_SEED = b"premark-print-1"
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")


def words_of(text: str) -> tuple[str, ...]:
    """The words as they are compared: small letters, no accents, no marks."""
    return tuple(w for found in _WORD.findall(text) for w in fold(found).split())


def run_hashes(words: tuple[str, ...]) -> list[int]:
    """A 32-bit hash of each run of `RUN` words, in order; none of a shorter text."""
    return [int.from_bytes(_digest(run), "big") for run in runs_of(words)]


def fingerprint(words: tuple[str, ...]) -> tuple[int, ...]:
    """The hashes that are kept, least first, each once."""
    every = sorted(set(run_hashes(words)))
    under = sum(value < UNDER for value in every)
    return tuple(every[: max(under, LEAST)])


def _digest(run: str) -> bytes:
    return blake2b(run.encode("utf-8", "replace"), digest_size=4, person=_SEED).digest()


def runs_of(words: tuple[str, ...]) -> list[str]:
    """Each run of `RUN` words as one string, in order."""
    return [" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)]
