"""Texts and passages in; how like they are by their words alone, out: TF-IDF cosine and BM25.

BM25 is written here on scikit-learn's counts: it is ten lines, and a library for it would be one
more thing to pin for a rival that only the evaluation runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
SATURATION, LENGTH = 1.2, 0.75  # k1 and b, as they are commonly set
_WORD = r"[A-Za-z][A-Za-z'’-]{2,}"


def tfidf_scores(passages: Sequence[str], texts: Sequence[str]) -> Scores:
    """Cosine of each passage with each text, shape (passages, texts)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    weights = TfidfVectorizer(sublinear_tf=True, stop_words="english", token_pattern=_WORD)
    weights.fit([*texts, *passages])
    return _dense(weights.transform(passages) @ weights.transform(texts).T)


def bm25_scores(passages: Sequence[str], texts: Sequence[str]) -> Scores:
    """BM25 of each text for each passage as the query, a word of it on the average.

    By the average, since one cut-off is to serve long passages and short ones.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    words = CountVectorizer(stop_words="english", token_pattern=_WORD)
    held = _dense(words.fit_transform(texts))
    asked = _dense(words.transform(passages))
    lengths = held.sum(axis=1, keepdims=True)
    having = (held > 0).sum(axis=0)
    rarity = np.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
    stretch = 1 - LENGTH + LENGTH * lengths / lengths.mean()
    told = held * (SATURATION + 1) / (held + SATURATION * stretch)
    total = np.maximum(asked.sum(axis=1, keepdims=True), 1)
    return np.asarray(asked @ (rarity * told).T / total)


def _dense(matrix: Any) -> Scores:
    return np.asarray(matrix.toarray(), dtype=np.float64)
