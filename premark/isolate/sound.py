"""What a child gave back in; the value that it should be out, or the failure that it is not."""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from premark.errors import Crashed
from premark.isolate.death import CRASHED

T = TypeVar("T")


def sound(kind: TypeAdapter[T], body: bytes, name: str) -> T:
    """The answer of a job on the file `name` as its type. Raises Crashed for anything else."""
    try:
        return kind.validate_json(body)
    except ValidationError:  # its text may quote the file's
        said = f"{name}: the reader's answer was not sound"
        raise Crashed(said, hint=CRASHED) from None
