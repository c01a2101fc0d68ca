"""Records and packs in; the bytes that a journal keeps of them out, and back."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from premark.errors import DamagedFile
from premark.plain import one_line
from premark.types.cohort import Record
from premark.types.criteria import Pack
from premark.types.document import Value

MOST_BYTES = 64_000_000  # unpacked: hundreds of times what the longest submission's record takes
_LEVEL = 6  # a higher one makes records smaller by less than a hundredth
_V = TypeVar("_V", bound=Value)


def packed(value: Value) -> bytes:
    """A record or a pack as it is kept."""
    return zlib.compress(value.model_dump_json().encode(), _LEVEL)


def record_of(kept: bytes, path: Path | None = None) -> Record:
    """The record that was kept. Raises DamagedFile, which names `path`."""
    return _unpacked(Record, kept, path)


def pack_of(kept: bytes, path: Path | None = None) -> Pack:
    """The pack that was kept. Raises DamagedFile."""
    return _unpacked(Pack, kept, path)


def _unpacked(kind: type[_V], kept: bytes, path: Path | None) -> _V:
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(kept, MOST_BYTES)
        if not unpacker.eof:
            raise ValueError
        return kind.model_validate_json(text)
    except (zlib.error, ValueError, TypeError, ValidationError):
        name = one_line(str(path)) if path else "a record"
        hint = "Move the journal away and run the same command again."
        raise DamagedFile(f"{name}: holds what is no {kind.__name__.lower()}", hint=hint) from None
