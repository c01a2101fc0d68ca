"""The vectors that ship are those of the packs that ship."""

from __future__ import annotations

import numpy as np
import pytest
from builders import make_pack

from premark.embed import WordHashes, load_encoder
from premark.errors import ModelMissing
from premark.match.profiles import build_profiles, known_vectors, profile_elements, text_key
from premark.packs.load import all_packs


def encoder_or_skip() -> object:
    try:
        return load_encoder()
    except ModelMissing as missing:
        pytest.skip(str(missing))


def test_every_text_of_a_shipped_pack_has_its_vector() -> None:
    encoder = encoder_or_skip()
    known = known_vectors(encoder.weights)  # type: ignore[attr-defined]
    texts = {e.text for pack in all_packs() for e in profile_elements(pack)}
    assert {text_key(t) for t in texts} == set(known), "run: python models/embed_packs.py"


def test_a_shipped_vector_is_the_encoders_own() -> None:
    encoder = encoder_or_skip()
    known = known_vectors(encoder.weights)  # type: ignore[attr-defined]
    texts = [e.text for e in profile_elements(all_packs()[0])][:5]
    made = encoder.encode(texts)  # type: ignore[attr-defined]
    for text, vector in zip(texts, made, strict=True):
        assert float(np.dot(known[text_key(text)], vector)) == pytest.approx(1.0, abs=1e-3)


def test_another_encoder_makes_its_own_vectors() -> None:
    assert known_vectors("word-hashes-2048") == {}
    assert build_profiles(make_pack(), WordHashes()).vectors.shape[1] == 2048
