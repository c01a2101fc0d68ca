"""A command or a call in; wall and processor seconds, medians, and a process's peak memory, out."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PYTHON = sys.executable


@dataclass(frozen=True)
class Took:
    """Seconds by the clock on the wall, and seconds that processors worked, all threads added."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Ran:
    """A process that ended well: what it took, printed, and held at most, in MB."""

    took: Took
    printed: str
    peak_mb: float

    @property
    def told(self) -> Any:
        """The JSON of its last line."""
        return json.loads(self.printed.strip().splitlines()[-1])


class Started:
    """A process of its own; `end` waits for it."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        self.begun = time.perf_counter()
        self.command = command
        self.child = subprocess.Popen(
            command,
            env={**os.environ, **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def end(self) -> Ran:
        """Raises RuntimeError with what was printed when the process did not end with 0."""
        assert self.child.stdout
        printed = self.child.stdout.read().decode(errors="replace")
        _, status, used = os.wait4(self.child.pid, 0)
        self.child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - self.begun
        if self.child.returncode:
            named = " ".join(self.command)
            raise RuntimeError(f"{named}: ended with {self.child.returncode}\n{printed[-2000:]}")
        return Ran(Took(wall, used.ru_utime + used.ru_stime), printed, used.ru_maxrss / 1024)


def ran(command: Sequence[str], env: Mapping[str, str] | None = None) -> Ran:
    """The command, run to its end in a process of its own."""
    return Started(command, env).end()


def timed(call: Callable[[], Any]) -> tuple[Took, Any]:
    """What a call took in this process, and what it gave."""
    wall, cpu = time.perf_counter(), time.process_time()
    given = call()
    return Took(time.perf_counter() - wall, time.process_time() - cpu), given


def middle(runs: Sequence[Took]) -> Took:
    """The median of each kind of seconds by itself."""
    walls, cpus = [one.wall for one in runs], [one.cpu for one in runs]
    return Took(statistics.median(walls), statistics.median(cpus))


def added(parts: Sequence[Took]) -> Took:
    return Took(sum(one.wall for one in parts), sum(one.cpu for one in parts))
