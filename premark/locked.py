"""Folders in; the same held for one run alone, for as long as a block takes, out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PATIENCE = 5.0  # seconds to wait for another run's renames, which take milliseconds


@contextmanager
def held_folders(folders: dict[Path, None]) -> Iterator[None]:
    """Hold the folders, so that two runs do not mix their sets; then flush their names to disk."""
    held = [fd for folder in sorted(folders) if (fd := _hold(folder)) >= 0]
    try:
        yield
        for descriptor in held:
            with suppress(OSError):  # not every drive can
                os.fsync(descriptor)
    finally:
        for descriptor in held:
            os.close(descriptor)


def _hold(folder: Path) -> int:
    """The folder opened and locked; -1 where the system has no such thing, as Windows."""
    if sys.platform == "win32":
        return -1
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return -1
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            time.sleep(0.01)
        except OSError:  # a drive without locks
            break
    return descriptor
