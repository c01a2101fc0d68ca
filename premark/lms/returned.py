"""What goes back to a platform: named files in; one archive of them, always the same, out."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from premark.errors import OutputError
from premark.plain import one_line
from premark.types.cohort import Submission
from premark.types.document import Value
from premark.written import growing

Pair = tuple[Submission, Sequence[Path]]  # a submission and the reports of it
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a time of day would make two archives of the same files differ
_PIECE = 1 << 16
_LARGE = 1 << 31  # bytes from which on a size needs the longer form
_READABLE = 0o100644 << 16


class Returned(Value):
    """What became of the reports: `files` went into the archive; `left` are the submissions that
    nothing goes back for, by their ids, each with the reason. No archive is written for no files.
    """

    files: int
    left: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Entry:
    """A file of the archive: its name there, and where its bytes stand."""

    name: str
    source: Path


def write_archive(entries: Sequence[Entry], path: Path) -> None:
    """The entries in the order of their names. Raises OutputError with nothing changed."""
    with growing(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in sorted(entries, key=lambda entry: entry.name):
            _add(archive, entry)


def _add(archive: zipfile.ZipFile, entry: Entry) -> None:
    about = zipfile.ZipInfo(entry.name, _EARLIEST)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.create_system = 3  # the same on Windows
    about.external_attr = _READABLE
    with _source(entry.source) as source:
        large = os.fstat(source.fileno()).st_size >= _LARGE
        with archive.open(about, "w", force_zip64=large) as into:
            shutil.copyfileobj(source, into, _PIECE)


def _source(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        said = f"{one_line(str(path))}: could not be read ({reason}); nothing was sent back"
        raise OutputError(said, hint="Run the same command again: it is drawn anew.") from error
