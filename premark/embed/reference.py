"""The pinned weights in, sentence-transformers' encoder out: what the compiled one must match."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from premark.embed.protocol import Vectors
from premark.pins import Pinned

# Set before anything loads OpenMP: its threads spin while they wait, and on a machine with other
# work that made one essay's embedding 15 times slower (41 s against 2.4 s, measured).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

BATCH = 8  # the fastest of 8, 32 and 64 for sentences of about 25 words


@dataclass(frozen=True)
class SentenceEncoder:
    """A sentence-transformers model, on the processor, in fp32."""

    weights: str
    model: Any

    @property
    def name(self) -> str:
        return f"{self.weights}, sentence-transformers"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384); an empty list gives shape (0, 384)."""
        if not texts:
            return np.zeros((0, self.model.get_embedding_dimension()), dtype=np.float32)
        vectors = self.model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


def load_reference(folder: Path, pinned: Pinned, **options: Any) -> SentenceEncoder:
    """The encoder as sentence-transformers runs it, from `folder` alone. Imports torch: seconds."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True, **options)
    return SentenceEncoder(pinned.label, model)
