"""Sentences in, the views that the moves classifier learns from out, as scikit-learn makes them.

At run time `detect.move_head` weighs the same views without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from premark.detect.move_head import BEFORE_WEIGHT, EMBEDDING_WEIGHT, skeleton, verbal_lemmas
from premark.embed import Vectors

if TYPE_CHECKING:
    from spacy.tokens import Span


def join_views(
    spans: Sequence[Span], vectors: tuple[Vectors, Vectors], skeletons: Any, lemmas: Any
) -> Any:
    """The views side by side, a sparse matrix of shape (sentences, features).

    `vectors` are the sentences' own and those of the sentences before them.
    """
    built = [skeleton(span) for span in spans], [verbal_lemmas(span) for span in spans]
    return join_texts(built, vectors, skeletons, lemmas)


def join_texts(
    built: tuple[Sequence[str], Sequence[str]],
    vectors: tuple[Vectors, Vectors],
    skeletons: Any,
    lemmas: Any,
) -> Any:
    """As `join_views`, of skeletons and verbal lemmas that were made before."""
    own, before = (np.asarray(v, dtype=np.float64) for v in vectors)
    return hstack(
        [
            csr_matrix(own * EMBEDDING_WEIGHT),
            skeletons.transform(built[0]),
            lemmas.transform(built[1]),
            csr_matrix(before * BEFORE_WEIGHT),
        ]
    ).tocsr()


def new_vectorizer(most: int) -> Any:
    """TF-IDF over 1 to `most` tokens of a view."""
    return TfidfVectorizer(
        ngram_range=(1, most),
        min_df=3,
        sublinear_tf=True,
        token_pattern=r"\S+",
        lowercase=False,
    )
