"""A criteria file and its check in; nothing where it holds, or has held before as it stands, out.

What was checked once need not be checked at every start: that took two thirds of reading the files.
Kept are digests of what held, in the user's cache: of the file to the letter, of what the check was
given besides, and of the code that checks. Only of files in `criteria`: they are read every time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from premark.errors import PackError
from premark.packs.where import cache_folder, criteria_root
from premark.packs.yaml_source import Source

KEPT = "proofs-1.txt"
MOST = 500  # proofs; the shipped files need a tenth
_CODE = Path(__file__).parents[1]
_CHECKS = ("packs/*.py", "types/criteria.py", "patterns.py", "phrase_*.py")


def check(what: str, source: Source, mistakes: Iterable[PackError], *given: str) -> None:
    """Raises the first of the mistakes. They are not looked for where the same was found to hold.

    `what` names the check; `given` is all that it looks at besides the file.
    """
    lasting = source.path.is_relative_to(criteria_root())
    proof = _digest(what, source.digest, _checks(), *given) if lasting else ""
    if proof in _held(cache_folder()):
        return
    for mistake in mistakes:
        raise mistake
    if lasting:
        _keep(proof, cache_folder())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _checks() -> str:
    """A digest of the code that checks."""
    files = sorted(path for shape in _CHECKS for path in _CODE.glob(shape))
    return _digest(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in files))


@cache
def _held(folder: Path) -> dict[str, None]:
    """What is known to hold, in the order in which it was found."""
    try:
        lines = (folder / KEPT).read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return {}
    return dict.fromkeys(lines[-MOST:])


def _keep(proof: str, folder: Path) -> None:
    """Written beside and renamed, so that another process reads the whole; or not at all."""
    held = _held(folder)
    held[proof] = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(prefix=".proofs-", dir=folder)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write("\n".join(list(held)[-MOST:]) + "\n")
        Path(made).replace(folder / KEPT)
    except OSError:
        return
