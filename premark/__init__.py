"""premark reads an assignment against its assessment criteria, before a person marks it.

    import premark
    review = premark.map("essay.docx", unit="8589-700")
    review.to_frame()      # pandas, one row a criterion
    review.to_json()
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from premark.errors import (
    LockedFile,
    ModelMissing,
    NoText,
    OutputError,
    PackError,
    PremarkError,
    ReadError,
    UnknownUnit,
    UnsupportedFormat,
)

if TYPE_CHECKING:
    from premark.result import MappedReview
    from premark.types.criteria import Pack

__all__ = [
    "LockedFile",
    "ModelMissing",
    "NoText",
    "OutputError",
    "PackError",
    "PremarkError",
    "ReadError",
    "UnknownUnit",
    "UnsupportedFormat",
    "map",
    "units",
]


def map(files: str | Path | Iterable[str | Path], *, unit: str) -> MappedReview:
    """Review one submission, a file or several, against a unit such as "8589-700".

    Raises ReadError, UnknownUnit, PackError or ModelMissing, each with a hint.
    """
    from premark.packs.load import find_pack
    from premark.pipeline import map_files
    from premark.result import MappedReview

    paths = [files] if isinstance(files, (str, Path)) else list(files)
    return MappedReview.of(map_files([Path(path) for path in paths], unit), find_pack(unit))


def units() -> tuple[Pack, ...]:
    """Every unit that is shipped, in order."""
    from premark.packs.load import all_packs

    return all_packs()
