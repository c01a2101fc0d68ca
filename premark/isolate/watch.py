"""A child at work in; what it uses, and its end as soon as that is more than is allowed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import psutil

EVERY = 0.05  # seconds: a breach is seen well within one
MB = 1e6
Breach = Literal["", "memory", "processor", "wall"]


@dataclass
class Watch:
    """One job as it runs: its bounds, what was seen of it, and which bound it broke if any.

    Sizes in MB, times in seconds. The one value here that changes: a thread writes it.
    """

    process: psutil.Process
    memory: float
    allowed: float
    most_wall: float
    breach: Breach = ""
    peak: float = 0.0
    seconds: float = 0.0
    wall: float = 0.0
    _done: threading.Event = field(default_factory=threading.Event)

    def look(self, before: float, started: float) -> None:
        """Take one sample; the first bound that is broken ends the child."""
        self.peak = max(self.peak, self.process.memory_info().rss / MB)
        self.seconds = processor_seconds(self.process) - before
        self.wall = time.monotonic() - started
        if self.peak > self.memory:
            self.breach = "memory"
        elif self.seconds > self.allowed:
            self.breach = "processor"
        elif self.wall > self.most_wall:
            self.breach = "wall"
        if self.breach:
            self.process.kill()

    def run(self, before: float, started: float) -> None:
        """Look again and again until the job is done, a bound is broken or the child is gone."""
        try:
            while not self.breach and not self._done.wait(EVERY):
                self.look(before, started)
        except psutil.Error:  # gone: whoever waits for its answer says so
            return

    def stop(self) -> None:
        self._done.set()


def processor_seconds(process: psutil.Process) -> float:
    """Processor time of a process so far, its own and the system's for it."""
    times = process.cpu_times()
    return float(times.user + times.system)


@contextmanager
def watched(watch: Watch) -> Iterator[Watch]:
    """Keep an eye on the child for as long as the block runs."""
    try:
        before = processor_seconds(watch.process)
    except psutil.Error:
        before = 0.0
    thread = threading.Thread(target=watch.run, args=(before, time.monotonic()), daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.stop()
        thread.join()
