"""premark reads an assignment against its assessment criteria, before a person marks it.

    import premark
    review = premark.map("essay.docx", unit="0100-1")
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


def map(
    files: str | Path | Iterable[str | Path], *, unit: str, overlay: str | Path | None = None
) -> MappedReview:
    """Review one submission, a file or several, against a unit such as "0100-1".

    `unit` may be the path of a YAML file; `overlay` is a folder of official wording
    (docs/overlay.md). Raises ReadError, UnknownUnit, PackError or ModelMissing, each with a hint.
    """
    from premark.packs.load import find_pack
    from premark.pipeline import map_files
    from premark.result import MappedReview

    paths = [files] if isinstance(files, (str, Path)) else list(files)
    pack = find_pack(unit, overlay=Path(overlay) if overlay is not None else None)
    return MappedReview.of(map_files([Path(path) for path in paths], pack), pack)


def units() -> tuple[Pack, ...]:
    """Every unit that is shipped, in order."""
    from premark.packs.load import all_packs

    return all_packs()
