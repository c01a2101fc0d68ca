"""The user's cache in; what of premark's is kept there, listed or deleted, out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from premark.errors import OutputError
from premark.plain import one_line

# What premark puts into its cache, by the beginnings of names; nothing of a submission.
KINDS = {
    "encoder-": "the sentence encoder, compiled for this computer",
    ".encoder-": "an encoder whose making was cut short",
    "proofs-": "digests of criteria files that were found sound",
    ".proofs-": "such a list, cut short",
    "unit-vectors-": "the wording of a unit, as the encoder has it",
    ".vectors-": "such wording, cut short",
}


def stored(
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete it; the next run makes it anew.")
    ] = False,
) -> None:
    """List what premark keeps on this computer beside the reports: its cache. No submission."""
    from premark.packs.where import cache_folder

    folder = cache_folder()
    found = list(kept(folder))
    print(one_line(str(folder)))
    for path, what in found:
        print(f"  {one_line(path.name)}  {size_of(path) / 1e6:.1f} MB  {what}")
    if not found:
        print("  nothing is kept")
    elif delete:
        remove([path for path, _ in found])
        print("deleted")


def kept(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each file or folder of ours in the cache, and what it is. Others' are left out."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        what = next((says for name, says in KINDS.items() if path.name.startswith(name)), "")
        if what:
            yield path, what


def size_of(path: Path) -> int:
    """Bytes of a file, or of all that is in a folder."""
    inside = path.rglob("*") if path.is_dir() else [path]
    return sum(each.stat().st_size for each in inside if each.is_file())


def remove(paths: list[Path]) -> None:
    """Raises OutputError for the first that cannot be deleted."""
    for path in paths:
        try:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            said = f"{one_line(str(path))}: could not be deleted ({reason})"
            raise OutputError(said, hint="End other runs of premark, then try again.") from error
