"""One thing said of a criteria file, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from premark.errors import PackError
from premark.packs.yaml_source import Key, Source, field_name


@dataclass(frozen=True)
class Told:
    """A mistake, or a warning that something is lawful and likely not meant."""

    path: Path
    line: int
    field: str
    says: str
    mistake: bool = False

    @property
    def text(self) -> str:
        """`file:line: field: what`, with "warning" before what is only doubtful."""
        says = self.says if self.mistake else f"warning: {self.says}"
        return f"{self.path}:{self.line}: {self.field}: {says}"


def mistake(error: PackError) -> Told:
    return Told(error.path, error.line, error.field, error.problem, mistake=True)


def doubt(source: Source, key: Key, says: str) -> Told:
    return Told(source.path, source.line(key), field_name(source, key), says)
