"""A folder of public labelled sets in; their rows, once each file is the known one, out.

The sets are named in `public_sets.toml` with checksum, source and licence; none is part of premark.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from premark.errors import ReadError
from premark.packs.where import PACKAGE
from premark.pins import digest_of

TABLE = Path(__file__).with_name("public_sets.toml")
BESIDE = PACKAGE.parents[1] / "shared" / "data"  # beside a checkout, where it was put there


@dataclass(frozen=True)
class PublicSet:
    """What is known of a set; `text` to `part` are the keys of a line, "" where it has none."""

    file: str
    sha256: str
    holds: str
    source: str
    licence: str
    may_train: bool
    text: str = ""
    label: str = ""
    document: str = ""
    part: str = ""
    moves: Mapping[str, list[str]] = field(default_factory=dict)  # ours, by a label of theirs


@dataclass(frozen=True)
class PublicRow:
    """A row: its text, its labels, the document it must stay with in a split, and its part.

    `part` is the authors' own ("train", "dev"...), "" where they gave none; `line` is the whole.
    """

    text: str
    labels: tuple[str, ...]
    document: str
    part: str = ""
    line: Mapping[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=1)
def public_sets() -> dict[str, PublicSet]:
    """The sets by name, in the order of the table."""
    told = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {name: PublicSet(**facts) for name, facts in told.items()}


def public_folder() -> Path | None:
    """The folder that is read where the user names none; None where it is not there."""
    return BESIDE if BESIDE.is_dir() else None


def read_public(name: str, folder: Path) -> list[PublicRow]:
    """The rows of a set that the table names. Raises ReadError as `read_set` does."""
    known = public_sets()
    if name not in known:
        raise ReadError(f"{name}: no such public set", hint=f"Known are: {', '.join(known)}.")
    return read_set(known[name], folder)


def read_set(wanted: PublicSet, folder: Path) -> list[PublicRow]:
    """The rows of a set, in the order of its file.

    Raises ReadError for a file that is absent, another than the known one, or not JSON lines.
    """
    path = folder / wanted.file
    if not path.is_file():
        hint = f"It is of {wanted.source} ({wanted.licence}); put it there or name its folder."
        raise ReadError(f"{path}: there is no such file", hint=hint)
    if digest_of(path) != wanted.sha256:
        said = f"{path}: another file than the known one (SHA-256 {wanted.sha256[:12]}...)"
        raise ReadError(said, hint=f"Fetch it again from {wanted.source}, or mend its entry.")
    lines = path.read_text(encoding="utf-8").split("\n")
    return [_row(wanted, path, n, line) for n, line in enumerate(lines, 1) if line.strip()]


def _row(wanted: PublicSet, path: Path, number: int, line: str) -> PublicRow:
    try:
        told = json.loads(line)
        return PublicRow(
            str(told[wanted.text]) if wanted.text else "",
            _labels(told[wanted.label]) if wanted.label else (),
            str(told[wanted.document]) if wanted.document else f"row {number}",
            str(told[wanted.part]) if wanted.part else "",
            told,
        )
    except (ValueError, KeyError, TypeError) as error:
        said = f"{path}: line {number} is not a row of this set ({type(error).__name__})"
        raise ReadError(said, hint="Its entry names the keys of a line; see the table.") from error


def _labels(told: Any) -> tuple[str, ...]:
    return tuple(map(str, told)) if isinstance(told, list) else (str(told),)
