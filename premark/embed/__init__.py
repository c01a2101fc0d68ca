"""Texts in, unit vectors out: the pinned sentence encoder, compiled for the processor or as it is.

The one place that loads OpenVINO, tokenizers, torch and sentence-transformers.
"""

from __future__ import annotations

from premark.embed.choose import load_encoder
from premark.embed.protocol import Embedder, Vectors
from premark.embed.stand_in import WordHashes

__all__ = [
    "Embedder",
    "Vectors",
    "WordHashes",
    "load_encoder",
]
