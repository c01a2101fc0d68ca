"""This computer in; how many workers a run gets on it, out."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import psutil

from premark.batch.cost import MB

EACH_MB = 1_100  # a worker with its models, 640 MB for 68,000 words, and its reader, at most 512
SPARED_MB = 1_000  # left to the parent and to everything else
_GROUP = Path("/sys/fs/cgroup")


def workers_here() -> int:
    """One worker for each physical core that this process may use, fewer where memory is short.

    Two threads of one core share the units that the models run on, so a second worker there adds
    little and takes the memory of a first. Of the free memory, SPARED_MB are left alone and each
    worker is given EACH_MB. Bounds of a container are kept, on Linux.
    """
    room = int((free_mb() - SPARED_MB) // EACH_MB)
    return max(1, min(cores(), room))


def cores() -> int:
    """Physical cores that this process may use, at least 1."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    physical = psutil.cpu_count(logical=False) or here or 1
    allowed = min(physical, here or 1)
    quota, period = _figures("cpu.max")
    return max(1, min(allowed, int(quota / period))) if period else max(1, allowed)


def free_mb() -> float:
    """MB that this computer, or the container that this is, has left."""
    free = psutil.virtual_memory().available / MB
    most, used = _figures("memory.max")[0], _figures("memory.current")[0]
    return float(min(free, (most - used) / MB) if most else free)


def _figures(name: str) -> tuple[float, float]:
    """The figures of a control group's file; zeros where it has none, or "max"."""
    with suppress(OSError, ValueError):
        parts = (_GROUP / name).read_text(encoding="ascii").split()
        return float(parts[0]), float(parts[1]) if len(parts) > 1 else 0.0
    return 0.0, 0.0
