"""A unit's texts are encoded once on a machine, and a cache that is torn or absent does no harm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from premark.embed import Vectors, WordHashes
from premark.match.kept_vectors import FEW, MOST, SETS, encode_once

TEXTS = [f"Sentence number {n} of a unit." for n in range(FEW)]


@dataclass
class Counting:
    """An encoder that tells how often it was asked."""

    name: str = "letters, some backend"
    weights: str = "letters"
    asked: list[int] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.append(len(texts))
        return np.array([[len(t), sum(map(ord, t))] for t in texts], dtype=np.float32)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PREMARK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_same_texts_are_encoded_once() -> None:
    encoder = Counting()
    first, second = encode_once(TEXTS, encoder), encode_once(TEXTS, encoder)
    assert first.tobytes() == second.tobytes() and first.dtype == second.dtype
    assert encoder.asked == [FEW]


def test_a_changed_text_or_another_backend_has_all_encoded_anew() -> None:
    encoder = Counting()
    encode_once(TEXTS, encoder)
    encode_once([*TEXTS[1:], "Another."], encoder)
    encode_once(TEXTS, Counting(name="letters, another", asked=encoder.asked))
    assert encoder.asked == [FEW] * 3


@pytest.mark.parametrize("harm", [b"", b"not an archive", b"PK\x03\x04 torn", None])
def test_a_torn_or_changed_file_is_made_again(harm: bytes | None, cache: Path) -> None:
    encoder = Counting()
    wanted = encode_once(TEXTS, encoder)
    (kept,) = cache.glob(SETS)
    if harm is None:
        np.savez(kept, vectors=wanted * 2, proof="0")
    else:
        kept.write_bytes(harm)
    assert np.array_equal(encode_once(TEXTS, encoder), wanted)
    assert encoder.asked == [FEW, FEW]


def test_a_cache_that_cannot_be_written_costs_only_time(cache: Path) -> None:
    cache.write_text("a file in the way")
    assert encode_once(TEXTS, Counting()).shape == (FEW, 2)


def test_a_stand_in_and_a_few_texts_are_not_kept(cache: Path) -> None:
    encode_once(TEXTS, WordHashes())
    encode_once(TEXTS[1:], Counting())
    assert not cache.exists()


def test_only_so_many_sets_are_kept(cache: Path) -> None:
    for n in range(MOST + 3):
        encode_once([*TEXTS, f"Last {n}."], Counting())
    assert len(list(cache.glob(SETS))) == MOST
