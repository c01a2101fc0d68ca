"""A command in; its processes watched, killed on demand, and what each took and held at most, out.

Memory is resident, in MB (10^6 bytes). On Linux a process's peak is the kernel's own (VmHWM), so it
is exact; elsewhere it is the most that was seen. Processor seconds are those last seen: what a
process worked in the last PAUSE before it was killed is missing.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

PAUSE = 0.5
MB = 1e6
GRACE = 15.0  # seconds in which all that a killed run had started is to be gone


@dataclass
class Seen:
    """A process: what it is, and the most that was seen of it."""

    role: str
    parent: int
    peak_mb: float = 0.0
    seconds: float = 0.0


@dataclass
class Segment:
    """One start of the command. `grown` are (seconds, reports, MB of the parent) as it went on."""

    began: float
    wall: float = 0.0
    first: float = 0.0  # seconds to the first report of its own
    from_: int = 0
    to: int = 0
    killed: str = ""  # "parent", "all", or "" where it ended by itself
    left: int = 0
    code: int | None = None
    after: float = 0.0  # wall seconds from its last report to its end
    seconds: float = 0.0
    parent_mb: float = 0.0
    worker_mb: float = 0.0
    reader_mb: float = 0.0
    together_mb: float = 0.0
    workers: int = 0
    grown: list[tuple[float, int, float]] = field(default_factory=list)
    said: str = ""


class Watch:
    """A running command and all that it has started."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        with log.open("ab") as said:
            self.process = subprocess.Popen(
                command, stdout=said, stderr=said, start_new_session=True
            )
        self.root = psutil.Process(self.process.pid)
        self.seen: dict[int, Seen] = {}
        self.handles: dict[int, psutil.Process] = {}
        self.together = 0.0

    def look(self) -> float:
        """Note what every process has worked and held; the MB that the parent holds now."""
        at, own = dict[int, float](), 0.0
        with suppress(psutil.Error):
            for process in [self.root, *self.root.children(recursive=True)]:
                with suppress(psutil.Error):
                    at[process.pid] = self._noted(process)
            own = at.get(self.root.pid, 0.0)
        self.together = max(self.together, sum(at.values()))
        return own

    def _noted(self, process: psutil.Process) -> float:
        if process.pid not in self.seen:
            self.handles[process.pid] = process
            parent = process.ppid()
            self.seen[process.pid] = Seen(self._role(process, parent), parent)
        one = self.seen[process.pid]
        times, held = process.cpu_times(), process.memory_info().rss / MB
        one.seconds = max(one.seconds, times.user + times.system)
        one.peak_mb = max(one.peak_mb, held, highest(process.pid))
        return float(held)

    def _role(self, process: psutil.Process, parent: int) -> str:
        if process.pid == self.root.pid:
            return "parent"
        told = " ".join(process.cmdline())
        if "premark.isolate.child" in told:
            above = self.seen.get(parent)
            return "reader" if above is not None and above.role == "worker" else "own reader"
        return "worker" if "spawn_main" in told else "other"

    def kill(self, all_: bool) -> None:
        """Kill -9 the parent, or it and all that it has started, at once."""
        self.look()
        pids = [self.root.pid, *(pid for pid in self.seen if pid != self.root.pid)]
        for pid in pids if all_ else pids[:1]:
            with suppress(ProcessLookupError, psutil.Error):
                if self.handles[pid].is_running():
                    os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def left(self) -> int:
        """How many of its processes are there after GRACE."""
        others = [one for pid, one in self.handles.items() if pid != self.root.pid]
        return sum(not _dead(one) for one in psutil.wait_procs(others, timeout=GRACE)[1])

    def peak(self, role: str) -> float:
        return max((one.peak_mb for one in self.seen.values() if one.role == role), default=0.0)

    def sum_up(self, segment: Segment) -> None:
        segment.seconds = round(sum(one.seconds for one in self.seen.values()), 1)
        segment.parent_mb = round(self.peak("parent"), 1)
        segment.worker_mb, segment.reader_mb = round(self.peak("worker"), 1), self.peak("reader")
        segment.together_mb = round(self.together, 1)
        segment.workers = sum(one.role == "worker" for one in self.seen.values())


def _dead(process: psutil.Process) -> bool:
    """Whether nothing is left of it but an entry that nobody has fetched."""
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return True


def highest(pid: int) -> float:
    """The kernel's own peak of a process, in MB; 0 where it tells none."""
    with suppress(OSError, ValueError, IndexError):
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        line = next((one for one in status.splitlines() if one.startswith("VmHWM")), "")
        return int(line.split()[1]) * 1024 / MB
    return 0.0


def reports(out: Path) -> int:
    """How many submissions have a report."""
    with suppress(FileNotFoundError), os.scandir(out / "reports") as entries:
        names = [entry.name for entry in entries]
        return sum(one.endswith(".premark.html") and ".check." not in one for one in names)
    return 0


def watched(
    command: Sequence[str],
    out: Path,
    *,
    stop_at: int = 0,
    kill_all: bool = False,
    said: Callable[[str], None] = lambda line: None,
) -> Segment:
    """Run the command to its end, or kill it once `out` has `stop_at` reports (0: never)."""
    out.parent.mkdir(parents=True, exist_ok=True)
    watch = Watch(command, out.parent / f"{out.name}.log")
    mark = out.parent / f"{out.name}.running.json"
    mark.write_text(json.dumps([watch.root.pid, watch.root.create_time()]), encoding="ascii")
    segment = Segment(began=time.time(), from_=reports(out))
    begun = last = told = time.monotonic()
    count = segment.from_
    while watch.process.poll() is None:
        own, now = watch.look(), reports(out)
        if now != count:
            count, last = now, time.monotonic()
            segment.first = segment.first or last - begun
            segment.grown.append((round(last - begun, 2), count, round(own, 1)))
        if time.monotonic() - told > 30:
            told = time.monotonic()
            said(f"{count} reports, {told - begun:.0f} s, parent {own:.0f} MB")
        if stop_at and count >= stop_at:
            watch.kill(kill_all)
            segment.killed, segment.left = "all" if kill_all else "parent", watch.left()
            break
        time.sleep(PAUSE)
    ended = time.monotonic()
    segment.wall, segment.to = round(ended - begun, 2), count
    segment.after = 0.0 if segment.killed else round(ended - last, 2)
    segment.code = watch.process.returncode
    watch.sum_up(segment)
    mark.unlink(missing_ok=True)
    return segment


def end_stray(out: Path) -> bool:
    """End the run that a benchmark which was itself stopped has left at work in a folder."""
    mark = out.parent / f"{out.name}.running.json"
    told: list[Any] = []
    with suppress(OSError, ValueError):
        told = json.loads(mark.read_text(encoding="ascii"))
    mark.unlink(missing_ok=True)
    with suppress(psutil.Error, ValueError):
        pid, born = told
        stray = psutil.Process(pid)
        if abs(stray.create_time() - born) < 1:
            others = stray.children(recursive=True)
            stray.kill()
            psutil.wait_procs([stray, *others], timeout=GRACE)
            return True
    return False
