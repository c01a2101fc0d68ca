"""A folder for reports in; nothing out, or why nothing can be written there, before any work."""

from __future__ import annotations

import tempfile
from pathlib import Path

from premark.errors import OutputError
from premark.plain import one_line


def check_folder(folder: Path) -> None:
    """Raises OutputError when reports could not be written into `folder`.

    A folder that is not there yet is well, where it can be made; it is not made here.
    """
    nearest = next(up for up in (folder, *folder.absolute().parents) if _there(up))
    if not nearest.is_dir():
        raise OutputError(
            f"{one_line(str(nearest))}: is a file, so no reports can be put into it",
            hint="Give --out the name of a folder; it is made if it is not there.",
        )
    try:
        # Asking the system for its leave is not enough: shared and read-only drives say yes.
        with tempfile.TemporaryFile(prefix=".premark-", dir=nearest):
            pass
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(
            f"{one_line(str(folder))}: no reports can be written there ({reason})",
            hint="Choose with --out a folder that you may write to.",
        ) from error


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder above that may not be looked into
        return False
