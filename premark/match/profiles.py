"""A pack in; each criterion as texts to compare with (statement, topics, starting points), out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Literal

import numpy as np

from premark.embed import Embedder, Vectors
from premark.match.kept_vectors import encode_once
from premark.packs.where import models_root
from premark.term_weights import Floats, Terms, TermWeights, learn
from premark.types.criteria import Criterion, Pack

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]{2,}")
Part = Literal["asks", "topic", "start", "example", "guidance"]
STATED: tuple[Part, ...] = ("asks", "topic", "start")  # what the unit says; not made-up examples


@dataclass(frozen=True)
class Element:
    """One text of a criterion's profile. `topic` is the topic's id (of an example too), or ""."""

    criterion: int
    part: Part
    topic: str
    text: str


@dataclass(frozen=True)
class Profiles:
    """A unit ready to be matched. `vectors` has one unit row for each element."""

    pack: Pack
    elements: tuple[Element, ...]
    vectors: Vectors
    lexical: TermWeights
    lexical_rows: Floats

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(c.id for c in self.pack.criteria)

    def columns(self, criterion: int, *parts: Part, topic: str | None = None) -> list[int]:
        """Columns of a criterion's texts of these parts, of one topic or of all."""
        return [
            j
            for j, e in enumerate(self.elements)
            if e.criterion == criterion and e.part in parts and topic in (None, e.topic)
        ]


_CACHE: dict[tuple[str, str], Profiles] = {}


def build_profiles(pack: Pack, embedder: Embedder) -> Profiles:
    """Profiles of a pack; built once for each pack's text and encoder in a process."""
    key = (pack.digest, embedder.name)
    if not pack.digest or key not in _CACHE:
        _CACHE[key] = _build(pack, embedder)
    return _CACHE[key]


def _build(pack: Pack, embedder: Embedder) -> Profiles:
    elements = profile_elements(pack)
    vectors = _encode([e.text for e in elements], embedder)
    texts = [
        " ".join(e.text for e in _in_our_words(i, c) if e.part != "example")
        for i, c in enumerate(pack.criteria)
    ]
    lexical, rows = _lexical(texts)
    return Profiles(pack, elements, np.asarray(vectors), lexical, rows)


def profile_elements(pack: Pack) -> tuple[Element, ...]:
    """Every text of a pack that passages are compared with."""
    return tuple(e for i, c in enumerate(pack.criteria) for e in _elements(i, c))


def _encode(texts: list[str], embedder: Embedder) -> Vectors:
    """Vectors of a pack's texts: those in `models/profiles.npz` or the cache are not made again."""
    known = known_vectors(embedder.weights)
    keys = [text_key(text) for text in texts]
    new = [text for text, key in zip(texts, keys, strict=True) if key not in known]
    made = dict(zip(map(text_key, new), encode_once(new, embedder), strict=True))
    return np.vstack([known[key] if key in known else made[key] for key in keys])


def text_key(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=2)
def known_vectors(encoder: str) -> dict[str, Vectors]:
    """Vectors of the shipped packs' texts by key; empty for another encoder, or without the file.

    Only a saving of time: a text that is not there is encoded when it is met.
    """
    try:
        with np.load(models_root() / "profiles.npz", allow_pickle=False) as arrays:
            if str(arrays["encoder"]) != encoder:
                return {}
            vectors = arrays["vectors"].astype(np.float32)
            return dict(zip(map(str, arrays["keys"]), vectors, strict=True))
    except (OSError, ValueError, KeyError):
        return {}


def _elements(index: int, criterion: Criterion) -> list[Element]:
    """Our words, then those that a centre's overlay lays beside them.

    Official guidance only tells copies of itself. Scored like our starting points, or counted
    among the words, it lost more passages than it won, on 4 of 21 labelled assignments.
    """
    official = [Element(index, "asks", "", criterion.official)] if criterion.official else []
    guidance = [Element(index, "guidance", "", s) for s in criterion.guidance]
    return [*_in_our_words(index, criterion), *official, *guidance]


def _in_our_words(index: int, criterion: Criterion) -> list[Element]:
    return [
        Element(index, "asks", "", criterion.asks),
        *(Element(index, "topic", t.id, t.about) for t in criterion.topics),
        *(Element(index, "start", "", s) for s in criterion.starting_points),
        *(Element(index, "example", t.id, s) for t in criterion.topics for s in t.examples),
    ]


def _lexical(texts: list[str]) -> tuple[TermWeights, Floats]:
    """TF-IDF over the unit's own words: a word that every criterion has tells nothing."""
    from spacy.lang.en.stop_words import STOP_WORDS

    weights = learn(texts, Terms(_WORD, lower=True, without=frozenset(STOP_WORDS)))
    return weights, weights.table(texts)
