"""A submission and what it is reviewed with in; the key under which its review is kept out.

The same key means the same review: a submission that is done under its key is never done again.
The kind of processor is not in it, so a cohort's folder may be moved to another computer.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from functools import lru_cache

from premark.packs.where import models_root
from premark.pins import digest_of, pins
from premark.provenance import made_with
from premark.types.cohort import Submission
from premark.types.criteria import Pack
from premark.types.limits import Limits

FORMAT = "1"  # of the record and of the reports; raised where those of before would not do
_ENCODER = "PREMARK_ENCODER"
_MODELS = ("*.toml", "*.npz")


def made_digest(pack: Pack, formats: Sequence[str], *, learner: bool = False) -> str:
    """SHA-256 of all that a unit's reviews are made with: versions, criteria, models, formats."""
    with_ = made_with(pack, encoder=_encoder(), parser=_labels("parser"))
    parts = [FORMAT, with_.model_dump_json(), _models_digest(), ",".join(formats), str(learner)]
    return _digest(parts)


def key_of(submission: Submission, made: str) -> str:
    """SHA-256 of the names and contents of a submission's files, of its learner and of `made`.

    What was handed in and is not read is in it too, since the report tells of it.
    """
    files = [[given.name, given.sha256] for given in submission.files]
    unread = [[one.name, one.status] for one in submission.unread]
    return _digest([submission.unit, submission.learner, files, unread, made])


def limits_digest(limits: Limits) -> str:
    """What a file could not be read under; under others it is worth another attempt."""
    return _digest([limits.model_dump_json()])


def _encoder() -> str:
    return f"{_labels('encoder')}, {os.environ.get(_ENCODER) or 'auto'}"


def _labels(kind: str) -> str:
    return "; ".join(pinned.label for pinned in pins(kind))


@lru_cache(maxsize=1)
def _models_digest() -> str:
    root = models_root()
    files = sorted(path for pattern in _MODELS for path in root.glob(pattern))
    return _digest([[path.name, digest_of(path)] for path in files])


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()
