"""Sentence vectors and all units in; how well the text fits each unit, out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from premark.embed import Embedder, Vectors
from premark.match.profiles import Profiles, build_profiles
from premark.types.criteria import Pack

EACH = 4  # of another unit's texts one in four is enough for a mean, and saves half a second


def unit_fits(vectors: Vectors, packs: Sequence[Pack], embedder: Embedder) -> dict[str, float]:
    """Mean cosine of the sentences with each unit's nearest text, above what is usual for it.

    What is usual is how near the other units' own texts come: a unit with many or general texts is
    near to everything. Empty without sentences, or without a second unit to compare with.
    """
    if not len(vectors) or len(packs) < 2:
        return {}
    profiles = [build_profiles(pack, embedder) for pack in packs]
    usual = _usual(profiles, (embedder.name, *(p.digest for p in packs)))
    return {
        p.pack.code: _nearest(vectors, p) - least for p, least in zip(profiles, usual, strict=True)
    }


_USUAL: dict[tuple[str, ...], list[float]] = {}


def _usual(profiles: Sequence[Profiles], key: tuple[str, ...]) -> list[float]:
    if key not in _USUAL:
        _USUAL[key] = [
            float(np.mean([_nearest(o.vectors[::EACH], one) for o in profiles if o is not one]))
            for one in profiles
        ]
    return _USUAL[key]


def _nearest(vectors: Vectors, profiles: Profiles) -> float:
    return float((vectors @ profiles.vectors.T).max(axis=1).mean())
