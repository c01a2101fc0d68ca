"""An archive of submissions: its entries listed, and one of them unpacked, each in a child."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from premark.isolate.jobs import Answer
from premark.isolate.pool import Work
from premark.read import shown
from premark.types.document import Value
from premark.types.limits import Limits


class Listed(Value):
    """One entry. `status`, `message` and `hint` say why it cannot be unpacked; "" where it can."""

    index: int
    name: str
    size: int
    status: str = ""
    message: str = ""
    hint: str = ""


LISTED = TypeAdapter(tuple[Listed, ...])


def entries_job(parts: Sequence[bytes], options: dict[str, Any], limits: Limits) -> Answer:
    """What an archive holds, in its order, and whether its end is missing."""
    from premark.read.batch import entries

    listing = entries(Path(options["archive"]), limits=limits)
    found = []
    for entry in listing.entries:
        told = {"index": entry.index, "name": entry.name, "size": entry.size}
        if entry.error is not None:
            error = entry.error
            told |= {"status": error.status, "message": error.message, "hint": error.hint}
        found.append(Listed.model_validate(told))
    return {"cut_short": listing.cut_short}, LISTED.dump_json(tuple(found))


def given_bytes(parts: Sequence[bytes], options: dict[str, Any], limits: Limits) -> bytes:
    """What a job is to read: the bytes that came with it, or an entry of an archive on disk."""
    if "archive" not in options:
        return parts[0]
    from premark.read.batch import entry_bytes

    return entry_bytes(Path(options["archive"]), int(options["index"]), limits=limits)


def listing_work(path: Path) -> Work:
    """The job that lists an archive, which the child opens where it stands."""
    return Work("entries", shown(path.name), (), lambda: iter(()), _options(path, path.name))


def entry_work(job: str, path: Path, entry: Listed, **options: Any) -> Work:
    """A job on one entry, which the child unpacks. `options` are the job's own."""
    told = {**_options(path, entry.name), "index": entry.index, **options}
    return Work(job, entry.name, (), lambda: iter(()), told)


def _options(path: Path, name: str) -> dict[str, Any]:
    return {"name": name, "archive": str(path.absolute())}
