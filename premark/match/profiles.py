"""A pack in; each criterion as texts to compare with (statement, topics, starting points), out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from premark.embed import Embedder, Vectors
from premark.types.criteria import Criterion, Pack

Part = Literal["asks", "topic", "start"]


@dataclass(frozen=True)
class Element:
    """One text of a criterion's profile. `topic` is the topic's id, or ""."""

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
    lexical: Any
    lexical_rows: Any

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(c.id for c in self.pack.criteria)


_CACHE: dict[tuple[str, str], Profiles] = {}


def build_profiles(pack: Pack, embedder: Embedder) -> Profiles:
    """Profiles of a pack; built once for each pack's text and encoder in a process."""
    key = (pack.digest, embedder.name)
    if not pack.digest or key not in _CACHE:
        _CACHE[key] = _build(pack, embedder)
    return _CACHE[key]


def _build(pack: Pack, embedder: Embedder) -> Profiles:
    elements = tuple(e for i, c in enumerate(pack.criteria) for e in _elements(i, c))
    vectors = embedder.encode([e.text for e in elements])
    texts = [
        " ".join(e.text for e in elements if e.criterion == i) for i in range(len(pack.criteria))
    ]
    lexical, rows = _lexical(texts)
    return Profiles(pack, elements, np.asarray(vectors), lexical, rows)


def _elements(index: int, criterion: Criterion) -> list[Element]:
    return [
        Element(index, "asks", "", criterion.asks),
        *(Element(index, "topic", t.id, t.about) for t in criterion.topics),
        *(Element(index, "start", "", s) for s in criterion.starting_points),
    ]


def _lexical(texts: list[str]) -> tuple[Any, Any]:
    """TF-IDF over the unit's own words: a word that every criterion has tells nothing."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(
        sublinear_tf=True, stop_words="english", token_pattern=r"[A-Za-z][A-Za-z'’-]{2,}"
    )
    return vectorizer, vectorizer.fit_transform(texts)
