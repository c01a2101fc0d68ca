"""Which encoder runs: the compiled one wherever it can, else sentence-transformers."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Literal, cast, get_args

from premark.embed.compiled import CannotCompile, load_compiled
from premark.embed.protocol import Embedder
from premark.embed.reference import load_reference
from premark.errors import ModelMissing
from premark.packs.where import cache_folder
from premark.pins import find_pinned, pins

Backend = Literal["auto", "openvino", "sentence-transformers"]
BACKEND = "PREMARK_ENCODER"  # environment variable


@lru_cache(maxsize=2)
def load_encoder(backend: Backend | None = None) -> Embedder:
    """The pinned encoder, run by `backend` (else by what PREMARK_ENCODER names; "auto" by default).

    Raises ModelMissing when it is absent or not the pinned weights, when OpenVINO was asked for by
    name and cannot run it, and for a backend of another name.
    """
    asked = backend or os.environ.get(BACKEND) or "auto"
    if asked not in get_args(Backend):
        known = ", ".join(get_args(Backend))
        raise ModelMissing(f"no encoder runs on {asked!r}", hint=f"{BACKEND} may be: {known}.")
    weights, pinned = find_pinned("the sentence encoder", pins("encoder"))
    if cast(Backend, asked) != "sentence-transformers":
        try:
            return load_compiled(weights.parent, pinned, cache_folder())
        except CannotCompile as error:
            if asked == "openvino":
                hint = f"Set {BACKEND}=sentence-transformers, or install openvino again."
                said = f"OpenVINO cannot run the encoder ({error})"
                raise ModelMissing(said, hint=hint) from error
    return load_reference(weights.parent, pinned)
