"""The child's side of a job: its name, options and files in; an answer and bytes out.

Only what `JOBS` names is ever run. A job of a layer above is named by where it stands, and
imported by the child when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from premark.errors import PremarkError
from premark.types.limits import Limits

Answer = tuple[dict[str, Any], bytes]
Job = Callable[[Sequence[bytes], dict[str, Any], Limits], Answer]
JOBS = {
    "read": "premark.isolate.reading:read_job",
    "entries": "premark.isolate.batch:entries_job",
    "digests": "premark.isolate.batch:digests_job",
    "survey": "premark.isolate.survey:survey_job",
    "specification": "premark.importing.source:lines_job",
    "annotate": "premark.report.commented:notes_job",
}


def warm() -> None:
    """Import the reader of Word before the first file comes; that of PDF waits for a PDF."""
    import premark.isolate.reading
    import premark.read.word.document  # noqa: F401


def perform(header: dict[str, Any], body: bytes) -> Answer:
    """Run one job. Whatever it raises becomes an answer, without a word of the file in it."""
    name = str(header.get("name", "the file"))
    try:
        job = _job(str(header["job"]))
        limits = Limits.model_validate(header["limits"])
        return job(_parts(body, header["sizes"]), header["options"], limits)
    except PremarkError as error:
        return _told(type(error).__name__, error.message, error.hint)
    except MemoryError:
        return _told("OutOfMemory", f"{name}: reading it took more memory than is allowed")
    except RecursionError:
        return _told("DamagedFile", f"{name}: its contents are nested too deeply to be read")
    except Exception as error:
        return _told("Crashed", f"{name}: the reader met what it cannot read ({_kind(error)})")


def _job(name: str) -> Job:
    module, _, function = JOBS[name].partition(":")
    found: Job = getattr(import_module(module), function)
    return found


def _parts(body: bytes, sizes: Sequence[int]) -> list[bytes]:
    parts, at = [], 0
    for size in sizes:
        parts.append(body[at : at + size])
        at += size
    return parts


def _told(kind: str, message: str, hint: str = "") -> Answer:
    return {"error": {"kind": kind, "message": message, "hint": hint}}, b""


def _kind(error: Exception) -> str:
    return type(error).__name__
