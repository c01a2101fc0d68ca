"""A child process in; the same with no way out but its pipe, and bounds that the system keeps.

The parent watches memory and processor time; what is set here holds if the parent is late.
Where a platform has no such bound (Windows has none) the parent's watch stands alone.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from typing import Any, BinaryIO

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

SPARE_MEMORY = 256_000_000  # over the parent's bound, which is of what is resident
SPARE_SECONDS = 3
MOST_DESCRIPTORS = 64
_REFUSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.")
_REFUSED_WHOLE = frozenset(
    "os.system os.startfile os.remove os.rename os.rmdir os.mkdir os.link os.symlink os.truncate "
    "os.chmod os.chown os.kill shutil.rmtree shutil.move webbrowser.open".split()
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes that stood at 0 and 1, where now nothing stands: a library's print goes nowhere."""
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return asked, told


def confine(memory_bytes: int) -> None:
    """Bound memory, files and descriptors, and refuse sockets, programs and writing."""
    if resource is not None:
        most = memory_bytes + SPARE_MEMORY
        for name, bound in (
            ("RLIMIT_CORE", 0),
            ("RLIMIT_FSIZE", 0),
            ("RLIMIT_NOFILE", MOST_DESCRIPTORS),
            ("RLIMIT_DATA", most),
        ):
            _set(name, bound)
    sys.addaudithook(_refuse)


def _set(name: str, bound: int) -> None:
    kind = getattr(resource, name, None)
    if kind is not None:
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (bound, bound))


def bound_processor(seconds: float) -> None:
    """Let the system end this process after so many more seconds of processor time."""
    if resource is not None:
        soft = int(time.process_time() + seconds) + SPARE_SECONDS
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def end_with(parent: int) -> None:
    """End this process when its parent is gone, even in the middle of a job."""

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=look, daemon=True).start()


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED) or event in _REFUSED_WHOLE:
        raise PermissionError(f"the reader of files may not use {event}")
    if event == "open" and _is_for_writing(arguments):
        raise PermissionError("the reader of files may not write")


def _is_for_writing(arguments: tuple[Any, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & _WRITES) and arguments[0] != os.devnull
