"""The trained head gives at run time what scikit-learn's views would give."""

from __future__ import annotations

import numpy as np
import pytest

from premark.detect.move_head import load_move_head, vectors_before
from premark.embed import load_encoder
from premark.parse import load_parser
from premark.train.move_views import join_views, new_vectorizer

TEXTS = [
    "I chose silence because she had more to say.",
    "However, the model says nothing of power, which is where this conversation began.",
    "We met on Tuesday.",
    "",
]


@pytest.mark.slow
def test_run_time_and_training_see_the_same_features() -> None:
    head = load_move_head()
    spans = [doc[:] for doc in load_parser().nlp.pipe(TEXTS)]
    vectors = load_encoder().encode(TEXTS)
    before = vectors_before([3, 1], vectors)
    bones, lemmas = new_vectorizer(3), new_vectorizer(2)
    for theirs, ours in ((bones, head.skeletons), (lemmas, head.lemmas)):
        theirs.vocabulary = dict(ours.columns)
        theirs.idf_ = ours.rarity
    features = join_views(spans, (vectors, before), bones, lemmas)
    logits = np.asarray(features @ head.weights.T) + head.bias
    wanted = 1.0 / (1.0 + np.exp(-logits))
    assert np.allclose(head.predict(spans, vectors, before), wanted, atol=1e-9)
    assert wanted.std() > 0.05
