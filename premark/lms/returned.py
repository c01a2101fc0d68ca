"""What goes back to a learning platform: named files in; one archive of them, always the same, out.

An archive is written piece by piece beside its place and takes its name when it is whole.
"""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from premark.errors import OutputError
from premark.plain import one_line
from premark.types.cohort import Submission
from premark.types.document import Value

Pair = tuple[Submission, Sequence[Path]]  # a submission and the reports of it
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a time of day would make two archives of the same files differ
_PIECE = 1 << 16
_LARGE = 1 << 31  # bytes from which on a size needs the longer form
_READABLE = 0o100644 << 16
_OWN = 0o600


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
    with whole(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in sorted(entries, key=lambda entry: entry.name):
            _add(archive, entry)


def _add(archive: zipfile.ZipFile, entry: Entry) -> None:
    about = zipfile.ZipInfo(entry.name, _EARLIEST)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.create_system = 3  # the same on Windows
    about.external_attr = _READABLE
    with entry.source.open("rb") as source:
        large = os.fstat(source.fileno()).st_size >= _LARGE
        with archive.open(about, "w", force_zip64=large) as into:
            shutil.copyfileobj(source, into, _PIECE)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write and to seek in, which takes its name at the end: as `premark.written` does
    for what fits into memory. Raises OutputError with the reason and the way out.
    """
    beside = path.parent / f".premark-{os.getpid()}-{token_hex(6)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _owned(beside) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        at = error.filename if isinstance(error.filename, str) else ""
        which = path if not at or Path(at) == beside else Path(at)
        said = f"{one_line(str(which))}: could not be written or read ({reason}); nothing changed"
        hint = "Make room, close the file if it is open, or choose another folder with --out."
        raise OutputError(said, hint=hint) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@contextmanager
def _owned(beside: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner may read until it is whole."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(beside, flags, 0o666), "w+b") as file:
        mode = os.fstat(file.fileno()).st_mode & 0o777
        _allow(file, _OWN)
        yield file
        _allow(file, mode)


def _allow(file: BinaryIO, mode: int) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # drives without modes
            os.fchmod(file.fileno(), mode)
