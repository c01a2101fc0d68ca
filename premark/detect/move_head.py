"""Sentences with their parse and vectors in; the probability of each move in each, out.

One logistic regression a move, over three views of a sentence: its embedding, its skeleton
(function words kept, content words as their part of speech: how it is put together, whatever it
is about) and the lemmas of its verbs, adjectives, adverbs and connectives; and the embedding of
the sentence before it in its passage, since a doubt or a ground often leans on that. Trained by
`premark train moves`; the file holds plain arrays only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from premark.embed import Vectors
from premark.errors import ModelMissing
from premark.packs.where import models_root
from premark.pins import digest_of, own_pin
from premark.term_weights import Terms, TermWeights
from premark.types.criteria import MOVES

if TYPE_CHECKING:
    from spacy.tokens import Span

EMBEDDING_WEIGHT = 3.0  # puts the unit embedding on a level with the two unit TF-IDF views
BEFORE_WEIGHT = 1.0  # of the sentence before: heard, but less than the sentence itself
_PIECE = re.compile(r"\S+")
_KEPT = frozenset("DET ADP CCONJ SCONJ PRON AUX PART ADV PUNCT INTJ".split())
_LEMMAS = frozenset("VERB ADJ ADV AUX SCONJ CCONJ PRON".split())


@dataclass(frozen=True)
class MoveHead:
    """The trained head. `weights` has shape (12, features), `bias` (12,).

    `leads` (12,) is the mean probability over a passage from which a move is one of its chief
    ones.
    """

    skeletons: TermWeights
    lemmas: TermWeights
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]
    leads: NDArray[np.float64]
    trained_on: str

    def predict(
        self, spans: Sequence[Span], vectors: Vectors, before: Vectors
    ) -> NDArray[np.float64]:
        """Probabilities, shape (len(spans), 12), in the order of `types.criteria.MOVES`.

        `before` holds the vector of the sentence before each, as `vectors_before` gives it.
        """
        if not spans:
            return np.zeros((0, len(MOVES)))
        own, bones, lemmas, preceding = np.split(self.weights, self._ends(vectors), axis=1)
        logits = (
            np.asarray(vectors, dtype=np.float64) @ own.T * EMBEDDING_WEIGHT
            + self.skeletons.dot(map(skeleton, spans), bones)
            + self.lemmas.dot(map(verbal_lemmas, spans), lemmas)
            + np.asarray(before, dtype=np.float64) @ preceding.T * BEFORE_WEIGHT
            + self.bias
        )
        return np.asarray(1.0 / (1.0 + np.exp(-logits)))

    def _ends(self, vectors: Vectors) -> list[int]:
        """Where each view's columns end in `weights`, but the last's."""
        widths = (vectors.shape[1], len(self.skeletons.rarity), len(self.lemmas.rarity))
        return [sum(widths[: n + 1]) for n in range(len(widths))]


def vectors_before(lengths: Iterable[int], vectors: Vectors) -> Vectors:
    """The vector of the sentence before each, zeros for the first of a passage.

    `lengths` are the numbers of sentences of the passages, in the order of `vectors`.
    """
    before = np.zeros_like(vectors)
    before[1:] = vectors[:-1]
    first = 0
    for length in lengths:
        if length:
            before[first] = 0.0
        first += length
    return before


def skeleton(span: Span) -> str:
    """A sentence's build: "the NOUN V_VBD because it was ADJ"."""
    return " ".join(_bone(token) for token in span if not token.is_space)


def _bone(token: Any) -> str:
    if token.pos_ in _KEPT:
        return str(token.lower_)
    if token.pos_ == "VERB":
        return f"V_{token.tag_}"
    return str(token.pos_)


def verbal_lemmas(span: Span) -> str:
    """Lemmas of verbs, adjectives, adverbs, pronouns and connectives, in order."""
    return " ".join(token.lemma_.lower() for token in span if token.pos_ in _LEMMAS)


@lru_cache(maxsize=1)
def load_move_head(path: Path | None = None) -> MoveHead:
    """The shipped head. Raises ModelMissing when its file is absent or not plain arrays."""
    file = path or models_root() / "moves.npz"
    try:
        if path is None and digest_of(file) != own_pin(file.name):
            raise ValueError("another file than the pinned one")
        with np.load(file, allow_pickle=False) as arrays:
            return MoveHead(
                _restored(arrays["skeleton_terms"], arrays["skeleton_idf"], 3),
                _restored(arrays["lemma_terms"], arrays["lemma_idf"], 2),
                arrays["weights"].astype(np.float64),
                arrays["bias"].astype(np.float64),
                arrays["leads"].astype(np.float64),
                str(arrays["trained_on"]),
            )
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing(
            f"the moves classifier is missing or damaged ({file.name})",
            hint="Run: premark train moves, or install premark again.",
        ) from error


def _restored(terms: NDArray[Any], rarity: NDArray[Any], most: int) -> TermWeights:
    columns = {str(term): i for i, term in enumerate(terms)}
    return TermWeights(Terms(_PIECE, most), columns, rarity.astype(np.float64))
