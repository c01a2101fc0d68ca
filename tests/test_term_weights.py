"""Our run-time TF-IDF gives scikit-learn's figures, which it stands in for."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from premark.term_weights import Terms, TermWeights, learn

WORDS = st.sampled_from(["flour", "Water", "the", "salt", "oven,", "salt;", "é", "don't"])
TEXTS = st.lists(st.lists(WORDS, max_size=9).map(" ".join), min_size=2, max_size=6)


@pytest.mark.parametrize(("most", "lower"), [(1, False), (1, True), (3, False)])
@given(texts=TEXTS)
def test_the_weights_are_those_of_scikit_learn(most: int, lower: bool, texts: list[str]) -> None:
    texts = [*texts, "flour and water"]
    theirs = TfidfVectorizer(
        ngram_range=(1, most), sublinear_tf=True, token_pattern=r"\S+", lowercase=lower,
        stop_words=["the"],
    )  # fmt: skip
    wanted = theirs.fit_transform(texts).toarray()
    ours = learn(texts, Terms(re.compile(r"\S+"), most, lower, frozenset({"the"})))
    assert list(ours.columns) == list(theirs.get_feature_names_out())
    assert np.allclose(ours.table(texts), wanted, atol=1e-12)


def test_a_product_is_that_of_the_tables() -> None:
    ours = learn(["flour water", "water salt salt"], Terms(re.compile(r"\S+")))
    texts = ["salt and water", "nothing known", ""]
    against = ours.table(["water", "flour flour salt"])
    assert np.allclose(ours.dot(texts, against), ours.table(texts) @ against.T)
    assert not ours.dot(texts, against)[1:].any()
    assert ours.dot([], against).shape == (0, 2)


def test_terms_that_are_given_keep_their_columns() -> None:
    given_ = TermWeights(Terms(re.compile(r"\S+")), {"b": 1, "a": 0}, np.array([1.0, 3.0]))
    columns, weights = given_.rows(["b a b c"])[0]
    assert columns.tolist() == [0, 1]
    often = 3 * (1 + np.log(2))
    assert np.allclose(weights, np.array([1.0, often]) / np.hypot(1.0, often))
