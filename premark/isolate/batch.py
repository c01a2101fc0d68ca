"""An archive of submissions: its entries listed, unpacked and their digests taken, in a child."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any

from pydantic import TypeAdapter

from premark.errors import Crashed, ReadError
from premark.isolate.death import CRASHED, told_error
from premark.isolate.jobs import Answer
from premark.isolate.pool import Work
from premark.read import shown
from premark.read.archive_members import shown as part
from premark.types.cohort import Given
from premark.types.document import Value
from premark.types.limits import Limits


class Listed(Value):
    """One entry. `status`, `message` and `hint` say why it cannot be unpacked; "" where it can.

    `name` is safe to print and cut to a line; `stored` is the whole of it, as nobody made it safe.
    """

    index: int
    name: str
    size: int
    stored: str = ""
    status: str = ""
    message: str = ""
    hint: str = ""


class Digest(Value):
    """The SHA-256 of an entry's unpacked bytes, or the error for which it has none."""

    index: int
    sha256: str = ""
    kind: str = ""
    message: str = ""
    hint: str = ""


LISTED = TypeAdapter(tuple[Listed, ...])
DIGESTS: TypeAdapter[tuple[Digest, ...]] = TypeAdapter(tuple[Digest, ...])
SHARE = 0.25  # of the time that a job may take; then it answers with what it has


def entries_job(parts: Sequence[bytes], options: dict[str, Any], limits: Limits) -> Answer:
    """What an archive holds, in its order, and whether its end is missing."""
    from premark.read.batch import entries

    listing = entries(Path(options["archive"]), limits=limits)
    found = []
    for entry in listing.entries:
        told = {"index": entry.index, "name": entry.name, "size": entry.size}
        told["stored"] = entry.stored.encode("utf-8", "replace").decode()  # no half surrogates
        if entry.error is not None:
            error = entry.error
            told |= {"status": error.status, "message": error.message, "hint": error.hint}
        found.append(Listed.model_validate(told))
    return {"cut_short": listing.cut_short}, LISTED.dump_json(tuple(found))


def digests_job(parts: Sequence[bytes], options: dict[str, Any], limits: Limits) -> Answer:
    """The digests of the entries asked for, or of as many of them as a job has the time for."""
    from premark.read.batch import entry_bytes

    path, begun, found = Path(options["archive"]), process_time(), []
    for index in options["indices"]:
        try:
            data = entry_bytes(path, int(index), limits=limits)
            told = {"sha256": hashlib.sha256(data).hexdigest()}
        except ReadError as error:
            told = {"kind": type(error).__name__, "message": error.message, "hint": error.hint}
        found.append(Digest.model_validate({"index": index, **told}))
        if process_time() - begun > SHARE * limits.processor_seconds:
            break
    return {}, DIGESTS.dump_json(tuple(found))


def given_bytes(parts: Sequence[bytes], options: dict[str, Any], limits: Limits) -> bytes:
    """What a job is to read: the bytes that came with it, or an entry of an archive on disk."""
    if "archive" not in options:
        return parts[0]
    from premark.read.batch import entry_bytes

    return entry_bytes(Path(options["archive"]), int(options["index"]), limits=limits)


def listing_work(path: Path) -> Work:
    """The job that lists an archive, which the child opens where it stands."""
    return Work("entries", shown(path.name), (), lambda: iter(()), _options(path, path.name))


def digests_work(path: Path, indices: Sequence[int]) -> Work:
    """The job that takes the digests of some entries, or of the first of them."""
    told = {**_options(path, path.name), "indices": list(indices)}
    return Work("digests", shown(path.name), (), lambda: iter(()), told)


def digests_in(
    told: tuple[Digest, ...], asked: Sequence[int], archive: Path
) -> dict[int, str | ReadError]:
    """The answer to `digests_work`. Raises Crashed for one that does not answer it."""
    if not told or not {one.index for one in told} <= set(asked):
        raise Crashed(f"{shown(archive.name)}: the reader's answer was not sound", hint=CRASHED)
    return {one.index: one.sha256 or _error(one) for one in told}


def _error(told: Digest) -> ReadError:
    error = told_error(told.model_dump())
    return error if isinstance(error, ReadError) else Crashed(error.message, hint=error.hint)


def under(given: Given, message: str) -> str:
    """What was said of an entry, with the name that its learner gave it and not the stored one.

    The stored one holds its learner's name, and messages go where that may not.
    """
    if given.entry is None:
        own = shown(Path(given.path).name)
        return shown(given.name) + message.removeprefix(own) if message.startswith(own) else message
    stored = part(given.stored.replace("\\", "/"))
    for said in (repr(stored), stored) if stored else ():
        message = message.replace(said, shown(given.name))
    return message


def asked_work(given: Given, **options: Any) -> Work:
    """The job that reads an entry of an archive under the name that its learner gave it."""
    told = {**_options(Path(given.path), given.name), "index": given.entry, **options}
    return Work("read", shown(given.name), (), lambda: iter(()), told)


def entry_work(job: str, path: Path, entry: Listed, **options: Any) -> Work:
    """A job on one entry, which the child unpacks. `options` are the job's own."""
    told = {**_options(path, entry.name), "index": entry.index, **options}
    return Work(job, entry.name, (), lambda: iter(()), told)


def _options(path: Path, name: str) -> dict[str, Any]:
    return {"name": name, "archive": str(path.absolute())}
