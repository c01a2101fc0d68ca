"""Bytes and the files they are for in; each file whole on the disk, or all as they were before.

Every file that premark writes goes through here. A set is written beside its targets first and
takes their names at the very end, so a full disk, a crash or a power cut leaves the old files.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from premark.errors import OutputError
from premark.locked import held_folders
from premark.plain import one_line

_ELSEWHERE = "Choose another folder with {option}, or close the file if it is open."
_HINTS = {
    errno.ENOSPC: "The disk is full: make room on it, or choose another with {option}.",
    errno.EDQUOT: "Your share of the disk is used up: make room, or choose another with {option}.",
    errno.EFBIG: "No file may be as large there: choose another folder with {option}.",
    errno.EROFS: "Nothing can be written there: choose another folder with {option}.",
    errno.EACCES: "You may not write it: choose another folder with {option}, or see if the file "
    "is open or set to read-only.",
    errno.ENOENT: "The folder has gone: see that its drive is there, or choose another with "
    "{option}.",
    errno.EISDIR: "A folder has that name: move it away, or choose another with {option}.",
    errno.ENAMETOOLONG: "The name is too long for the drive: choose a folder nearer to its top "
    "with {option}.",
}
_OURS = re.compile(r"\.premark-\d+-[0-9a-f]{12}\Z")
_STALE = 86_400.0  # seconds: whatever it belonged to is long over
OWN = 0o600


@dataclass
class _Staged:
    """A file that stands whole beside its target; `kept` is the target as it was."""

    target: Path
    beside: Path
    kept: Path | None = None


def write_file(
    data: bytes, path: Path, *, spare: Sequence[Path] = (), option: str = "--out"
) -> Path:
    """`write_files` for one file."""
    return write_files([(path, data)], spare=spare, option=option)[0]


def write_text(
    text: str, path: Path, *, spare: Sequence[Path] = (), option: str = "--out"
) -> Path:
    """`write_file` for text, as UTF-8 with the line ends that it has."""
    return write_file(encoded(text), path, spare=spare, option=option)


def encoded(text: str) -> bytes:
    """UTF-8; half of a pair of surrogates, which is no letter, is a question mark."""
    return text.encode("utf-8", "replace")


def write_files(
    files: Sequence[tuple[Path, bytes]], *, spare: Sequence[Path] = (), option: str = "--out"
) -> list[Path]:
    """Write a set of files, and the folders they are in: all of it or nothing. Paths in order.

    `spare` are the files that these are made from: they are never written over, and whom they are
    closed to, a new file is closed to as well. `option` is what names the place on the command
    line. Raises OutputError with file, reason and way out.
    """
    staged: list[_Staged] = []
    made: list[Path] = []
    at = Path()
    try:
        for at, data in files:
            _refuse(at, spare)
            made += _make_folder(at.parent)
            staged.append(_Staged(at, _beside(at)))
            _write(data, staged[-1], _readers(spare))
        _commit(staged)
    except OSError as error:
        _forget(staged, made)
        raise _told(error, at, option) from error
    except BaseException:
        _forget(staged, made)
        raise
    return [path for path, _ in files]


@contextmanager
def growing(path: Path, *, option: str = "--out") -> Iterator[BinaryIO]:
    """A file to write and seek in, for what does not fit into memory; named when it is whole.

    Raises OutputError with file, reason and way out.
    """
    staged = _Staged(path, _beside(path))
    try:
        _refuse(path, ())
        _make_folder(path.parent)
        with _opened(staged, 0o777) as file:
            yield file
        _commit([staged])
    except OSError as error:
        raise _told(error, path, option) from error
    finally:
        _forget([staged], ())


def _refuse(path: Path, spare: Sequence[Path]) -> None:
    """Leave alone what was handed in, and what someone has set to read-only."""
    for other in spare:
        if _is_file(path) and other.exists() and path.samefile(other):
            said = f"{one_line(str(path))}: is a file that was given, and is not written over"
            raise OutputError(said, hint="Choose another folder or another name for the output.")
    if _is_file(path) and not path.stat().st_mode & stat.S_IWUSR:
        raise PermissionError(errno.EACCES, "it is read-only")


def _is_file(path: Path) -> bool:
    """Whether a file is there itself; a link to one is replaced, and what it leads to is not."""
    with suppress(OSError):
        return stat.S_ISREG(path.lstat().st_mode)
    return False


def _make_folder(folder: Path) -> list[Path]:
    """The folders that were not there, the innermost first."""
    missing = list(takewhile(lambda up: not up.exists(), (folder, *folder.parents)))
    folder.mkdir(parents=True, exist_ok=True)
    if not missing:
        _sweep(folder)
    return missing


def _beside(path: Path) -> Path:
    return path.parent / f".premark-{os.getpid()}-{token_hex(6)}"


def _readers(spare: Sequence[Path]) -> int:
    """The bits of a mode that a file made from these may have: all, or no more than theirs."""
    bits = 0o777
    for path in spare:
        with suppress(OSError):
            mode = path.stat().st_mode
            for who in (stat.S_IRWXG, stat.S_IRWXO):
                bits &= ~0 if mode & who & 0o444 else ~who
    return bits


def _write(data: bytes, staged: _Staged, readers: int) -> None:
    with _opened(staged, readers) as file:
        file.write(data)


@contextmanager
def _opened(staged: _Staged, readers: int) -> Iterator[BinaryIO]:
    """A new file that is flushed to the disk; until it is whole, only its owner may read it."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(staged.beside, flags, 0o666)
    with os.fdopen(descriptor, "w+b") as file:
        mode = _mode(staged.target, descriptor, readers)
        _allow(descriptor, OWN)
        yield file
        file.flush()
        _allow(descriptor, mode)
        os.fsync(descriptor)


def _mode(target: Path, descriptor: int, readers: int) -> int:
    """That of the file which is replaced; for a new one what the user's umask and `spare` leave."""
    if _is_file(target):
        return target.stat().st_mode & 0o777
    return os.fstat(descriptor).st_mode & 0o777 & readers


def _allow(descriptor: int, mode: int) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # drives without modes
            os.fchmod(descriptor, mode)


def _commit(staged: Sequence[_Staged]) -> None:
    """Give each file its name; where one cannot have it, those before get their old files back."""
    done: list[_Staged] = []
    with held_folders({each.target.parent: None for each in staged}):
        try:
            for each in staged if len(staged) > 1 else ():
                _keep(each)
            for each in staged:
                done.append(each)  # first, as an interruption may come right behind the other
                os.replace(each.beside, each.target)
        except BaseException:
            _restore(done if len(staged) > 1 else ())
            raise
    for each in staged:
        _remove(each.kept)


def _keep(each: _Staged) -> None:
    """Another name for the file that is there, for as long as it may be needed."""
    if not os.path.lexists(each.target) or each.target.is_dir():
        return
    kept = _beside(each.target)
    try:
        os.link(each.target, kept, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a drive without hard links
        shutil.copy2(each.target, kept, follow_symlinks=False)
    each.kept = kept


def _restore(done: Sequence[_Staged]) -> None:
    """Raises OutputError where a file cannot have its name back, with the name that it has."""
    for each in done:
        try:
            if each.kept is None:
                if not each.target.is_dir():
                    each.target.unlink(missing_ok=True)
            else:
                os.replace(each.kept, each.target)
        except OSError as error:
            held = f"what was there is in {each.kept.name}" if each.kept else "it is a new one"
            each.kept = None
            said = f"{one_line(str(each.target))}: could not be put back; {held}"
            raise OutputError(said, hint="Give it its name again before the next run.") from error


@cache
def _sweep(folder: Path) -> None:
    """Remove what a run that was killed long ago left half-written; once in a process."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            # A name that was linked is as old as its file, but has changed when it was linked.
            if _OURS.match(entry.name) and time.time() - _changed(entry.stat()) > _STALE:
                _remove(Path(entry.path))


def _changed(found: os.stat_result) -> float:
    return max(found.st_mtime, found.st_ctime)


def _forget(staged: Sequence[_Staged], made: Sequence[Path]) -> None:
    for each in staged:
        _remove(each.beside)
        _remove(each.kept)
    for folder in made:
        with suppress(OSError):
            folder.rmdir()


def _remove(path: Path | None) -> None:
    if path is not None:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _told(error: OSError, path: Path, option: str) -> OutputError:
    renamed = Path(error.filename2).name if error.filename2 else ""
    if renamed and not _OURS.match(renamed):
        path = Path(error.filename2)
    reason = (error.strerror or type(error).__name__).lower()
    said = f"{one_line(str(path))}: could not be written ({reason}); nothing was changed"
    return OutputError(said, hint=_HINTS.get(error.errno or 0, _ELSEWHERE).format(option=option))
