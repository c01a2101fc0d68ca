"""Texts of a unit in; their vectors out, from the user's cache where the same were encoded before.

The shipped units bring theirs with them (`models/profiles.npz`). A centre's own unit, or its
official wording beside ours, would else be encoded at every start: a second for 300 sentences.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from premark.embed import Embedder, Vectors
from premark.packs.where import cache_folder

FEW = 8  # texts; so many are encoded as soon as read
MOST = 24  # sets of texts; the oldest go
SETS = "unit-vectors-*.npz"


def encode_once(texts: Sequence[str], embedder: Embedder) -> Vectors:
    """The vectors of all these texts together, shape (len(texts), width of the encoder).

    They are kept as one: what a text is encoded with moves the last digits of its vector, and a
    review must not depend on what was encoded before. A stand-in's are not kept.
    """
    if len(texts) < FEW or embedder.name == embedder.weights:
        return embedder.encode(texts)
    key = sha256("\0".join([embedder.name, *texts]).encode()).hexdigest()
    kept = cache_folder() / SETS.replace("*", key[:32])
    found = _read(kept, len(texts))
    if found is None:
        found = embedder.encode(texts)
        _write(found, kept)
    return found


def _read(kept: Path, rows: int) -> Vectors | None:
    """None for a file that is not there, is torn or is not as it was written."""
    try:
        with np.load(kept, allow_pickle=False) as arrays:
            vectors, proof = arrays["vectors"], str(arrays["proof"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    whole = vectors.dtype == np.float32 and vectors.shape[:1] == (rows,)
    return vectors if whole and proof == _proof(vectors) else None


def _proof(vectors: Vectors) -> str:
    return sha256(vectors.tobytes()).hexdigest()


def _write(vectors: Vectors, kept: Path) -> None:
    """Written beside and renamed, so that another process reads the whole; or not at all."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(prefix=".vectors-", dir=kept.parent)
        with os.fdopen(handle, "wb") as stream:
            np.savez(stream, vectors=vectors, proof=_proof(vectors))
        Path(made).replace(kept)
        every = sorted(kept.parent.glob(SETS), key=lambda path: path.stat().st_mtime)
        for old in every[:-MOST]:
            old.unlink(missing_ok=True)
    except OSError:
        return
