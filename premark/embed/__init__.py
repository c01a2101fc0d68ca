"""Texts in, unit vectors out: the pinned sentence encoder, compiled for the processor or as it is.

The one place that loads OpenVINO, tokenizers, torch and sentence-transformers.
"""

from __future__ import annotations

from premark.embed.choose import load_encoder
from premark.embed.protocol import Embedder, Vectors
from premark.embed.stand_in import WordHashes
from premark.embed.weights import Pinned, find_weights, pinned_encoders

__all__ = [
    "Embedder",
    "Pinned",
    "Vectors",
    "WordHashes",
    "find_weights",
    "load_encoder",
    "pinned_encoders",
]
