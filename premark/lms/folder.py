"""A folder on the disk in; its files out. And whose a file is where only folders say so."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from premark.errors import ReadError
from premark.lms.drafts import Owned, Person, Piece
from premark.lms.names import file_name, natural, person_name
from premark.lms.unread import left_behind, of_error, of_status
from premark.packs.limits import limits_in_force
from premark.read import opened
from premark.types.cohort import Unread

OUTSIDE = "is a link to a place outside the folder, which is not followed."
NO_FILE = "is a folder that holds no file."
CLOSED = "is a folder that cannot be opened."
JOURNAL = "journal.sqlite"


def folder_pieces(
    root: Path, *, skip: frozenset[Path] = frozenset(), most: int | None = None
) -> tuple[Piece, ...]:
    """Every file below a folder in the order of their names, and every folder that holds none (the
    last of its parts is "").

    Links to folders are not followed; those to files only within the folder. The folder of a cohort
    is passed over. `skip` are resolved
    paths that are nobody's work. With `most` no more files than that are looked for.
    """
    whole = root.resolve()
    found = islice(_walked(root, whole, skip), most)
    return tuple(sorted(found, key=lambda piece: [natural(part) for part in piece.parts]))


def _walked(root: Path, whole: Path, skip: frozenset[Path]) -> Iterator[Piece]:
    closed: list[OSError] = []
    for at, folders, names in os.walk(root, onerror=closed.append):
        here = Path(at)
        if JOURNAL in names and here != root:  # what a cohort has made beside the submissions
            folders.clear()
            continue
        linked = [name for name in folders if (here / name).is_symlink()]
        paths = [here / name for name in (*names, *linked)]
        kept = [path for path in paths if _is_work(path, root, skip)]
        for path in kept:
            yield piece_of(path, path.relative_to(root).parts, whole)
        if not kept and not folders and here != root:
            yield _told(here, (*here.relative_to(root).parts, ""), _empty(here))
    for error in closed:
        path = Path(error.filename)
        if path != root:
            parts = (*path.relative_to(root).parts, "")
            yield _told(path, parts, of_status(file_name(path.name), "unreadable", CLOSED))


def _is_work(path: Path, root: Path, skip: frozenset[Path]) -> bool:
    return not left_behind(path.relative_to(root).parts) and not (skip and path.resolve() in skip)


def _empty(path: Path) -> Unread:
    return of_status(file_name(path.name), "empty", NO_FILE)


def piece_of(path: Path, parts: tuple[str, ...], whole: Path) -> Piece:
    """A file of a folder; refused where it is a link out of it (`whole`), or no ordinary file."""
    return _told(path, parts, _odd(path, whole))


def _told(path: Path, parts: tuple[str, ...], unread: Unread | None) -> Piece:
    stored = "/".join(parts)
    return Piece(_whole(stored), tuple(map(_whole, parts)), str(path.absolute()), None, unread)


def _whole(text: str) -> str:
    """A name without the halves of characters that a disk's own coding may leave."""
    return text.encode("utf-8", "replace").decode()


def _odd(path: Path, whole: Path) -> Unread | None:
    name = file_name(path.name)
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(whole):
            return of_status(name, "unsafe", OUTSIDE)
        if not stat.S_ISREG(path.stat().st_mode):
            return of_status(name, "unreadable", "is no ordinary file.")
    except (OSError, RuntimeError):  # RuntimeError: links that lead to each other
        return of_status(name, "missing", "is a link to nothing.")
    return None


def file_digest(path: Path, name: str) -> str | Unread:
    """The SHA-256 of a file, a piece at a time; or why it is not read."""
    try:
        with opened(path, limits=limits_in_force()) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except ReadError as error:
        message = error.message.split(": ", 1)[-1]
        return of_error(name, error, f"{name}: {message}")
    except OSError as error:
        return of_status(name, "unreadable", f"stopped in the middle ({error.strerror}).")


def owned(parts: Sequence[str]) -> Owned:
    """Each file is a submission; each folder is one learner's several files."""
    if len(parts) == 1:
        learner = person_name(Path(parts[0]).stem)
        return Owned(Person(("file", parts[0]), learner, prefix=parts[0]), (parts[0],))
    person = Person(("folder", parts[0]), person_name(parts[0]), prefix=parts[0])
    return Owned(person, tuple(parts[1:]))
