"""Texts in, vectors of hashed words out: an encoder for tests, without weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from premark.embed.protocol import Vectors


@dataclass(frozen=True)
class WordHashes:
    """Hashed word counts, unit length."""

    width: int = 2048

    @property
    def name(self) -> str:
        return f"word-hashes-{self.width}"

    @property
    def weights(self) -> str:
        return self.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of length 1 (0 for a text without words), shape (len(texts), width)."""
        if not texts:
            return np.zeros((0, self.width), dtype=np.float32)
        from sklearn.feature_extraction.text import HashingVectorizer

        hashing = HashingVectorizer(
            n_features=self.width, stop_words="english", alternate_sign=False, norm="l2"
        )
        return np.asarray(hashing.transform(list(texts)).toarray(), dtype=np.float32)
