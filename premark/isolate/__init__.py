"""Files in; what is in them out, read by a child process that is bounded and may die.

Whatever opens what a learner handed in goes through here: `read`, `read_with_names` and, for one
of a cohort, `read_given`; `run` for the other jobs of `premark.isolate.jobs`.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from premark.errors import NoText, ReadError
from premark.isolate.batch import DIGESTS, asked_work, digests_in, digests_work, under
from premark.isolate.pool import Pool, Work
from premark.isolate.reading import READ, FileRead
from premark.isolate.sound import sound
from premark.packs.limits import limits_in_force
from premark.read import joined, opened, shown
from premark.read.held_names import HeldName
from premark.types.cohort import Given
from premark.types.document import Document
from premark.types.limits import Limits

PIECE = 1 << 20
MOST_ASKED = 500  # entries whose digests one job is asked for
_lock = threading.Lock()
_pools: dict[int, Pool] = {}


def pool() -> Pool:
    """This process's own children, started when first asked for and ended with it."""
    with _lock:
        own = _pools.get(os.getpid())
        if own is None:  # a forked process must not share its parent's pipes
            own = _pools[os.getpid()] = Pool(limits_in_force())
            atexit.register(own.close)
        return own


def warm() -> None:
    """Start a child now, to be ready by the time that the first file comes."""
    pool().warm()


def read(paths: Sequence[Path], *, pool_: Pool | None = None) -> Document:
    """Read the files of one submission, in the order given, as one document, each in a child.

    Raises ReadError (or a kind of it) that names the file, the reason and the way out.
    """
    return read_with_names(paths, names=False, pool_=pool_)[0]


def read_with_names(
    paths: Sequence[Path], *, names: bool = True, pool_: Pool | None = None
) -> tuple[Document, tuple[HeldName, ...]]:
    """The same, and the names that the files hold beside their text."""
    if not paths:
        raise NoText("no file was given", hint="Name at least one Word, PDF or text file.")
    asked = pool_ or pool()
    found = [_read(asked, path, names) for path in paths]
    held = [name for one in found for name in one.names]
    return joined([one.document for one in found]), tuple(held)


def _read(asked: Pool, path: Path, names: bool) -> FileRead:
    answer = asked.run(file_work("read", path, asked.limits, names=names))
    return sound(READ, answer.body, shown(path.name))


def read_given(
    files: Sequence[Given], *, names: bool = True, pool_: Pool | None = None
) -> tuple[Document, tuple[HeldName, ...]]:
    """The files of one submission, on the disk or in an archive, in the order given.

    Raises ReadError (or a kind of it) that names the file as its learner did, also where a file
    is no longer the one whose digest was taken.
    """
    if not files:
        raise NoText("no file was given", hint="Ask whether anything was handed in at all.")
    asked = pool_ or pool()
    found = [_read_given(asked, given, names) for given in files]
    held = [name for one in found for name in one.names]
    return joined([one.document for one in found]), tuple(held)


def _read_given(asked: Pool, given: Given, names: bool) -> FileRead:
    try:
        if given.entry is None:
            path = Path(given.path)
            work = file_work("read", path, asked.limits, name=given.name, names=names)
        else:
            work = asked_work(given, names=names)
        answer = asked.run(replace(work, name=shown(given.name)))
    except ReadError as error:
        raise type(error)(under(given, error.message), hint=error.hint) from None
    found = sound(READ, answer.body, shown(given.name))
    if given.sha256 and found.document.files[0].sha256 != given.sha256:
        said = f"{shown(given.name)}: is another file now than when it was listed"
        raise ReadError(said, hint="Leave the files as they are, and run the same again.")
    return found


def digests(
    archive: Path, indices: Sequence[int], *, pool_: Pool | None = None
) -> dict[int, str | ReadError]:
    """SHA-256 of the unpacked bytes of each entry, or the error for which there is none.

    One entry's error is no other's; a child that dies over several is asked for each alone.
    """
    asked, found = pool_ or pool(), dict[int, str | ReadError]()
    left = list(dict.fromkeys(indices))
    while left:
        taken = _digests(asked, archive, left[:MOST_ASKED])
        found |= taken
        left = [index for index in left if index not in taken]
    return {index: found[index] for index in indices}


def _digests(asked: Pool, archive: Path, indices: Sequence[int]) -> dict[int, str | ReadError]:
    """Of at least the first of them."""
    try:
        answer = asked.run(digests_work(archive, indices))
        return digests_in(sound(DIGESTS, answer.body, shown(archive.name)), indices, archive)
    except ReadError as error:
        if len(indices) == 1:
            return {indices[0]: error}
    found = dict[int, str | ReadError]()
    for index in indices:
        found |= _digests(asked, archive, [index])
    return found


def file_work(
    job: str, path: Path, limits: Limits, *, beside: Sequence[bytes] = (), **options: Any
) -> Work:
    """A job on one file, sent to the child a piece at a time, with what goes `beside` it.

    Raises ReadError for a file that cannot be opened or is too large.
    """
    with opened(path, limits=limits) as file:
        size = os.fstat(file.fileno()).st_size

    def pieces() -> Iterator[bytes]:
        left = size
        with opened(path, limits=limits) as file:
            while left:
                piece = file.read(min(PIECE, left))
                if not piece:
                    hint = "Wait until it is saved or copied whole, then try again."
                    raise ReadError(f"{shown(path.name)}: shrank while it was read", hint=hint)
                left -= len(piece)
                yield piece
        yield from beside

    sizes = (size, *map(len, beside))
    return Work(job, shown(path.name), sizes, pieces, {"name": path.name, **options})


def bytes_work(job: str, name: str, parts: Sequence[bytes], **options: Any) -> Work:
    """A job on what is in memory already."""
    options = {"name": name, **options}
    return Work(job, shown(name), [len(part) for part in parts], lambda: iter(parts), options)
