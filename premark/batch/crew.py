"""Worker processes: submissions in; what came of them, or how a worker was lost with one, out."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Literal

import psutil

from premark.batch.cost import MB, Cost, held_mb
from premark.batch.worker import ONE_THREAD, Done, Fault, Hello, Job, Ready, work
from premark.errors import Crashed
from premark.types.cohort import Submission

LOOK = 0.5  # seconds between looks at a worker's memory and time
STILLBORN = 3  # workers in a row that died before they were ready: the next would as well
How = Literal["died", "memory", "time"]


@dataclass(frozen=True)
class Bounds:
    """How far a worker may go. MB are resident, of the worker alone: its reader has its own.

    Between submissions one over `tired_mb` is replaced; one over `most_mb`, or longer at one
    submission than `seconds` of processor time or `wall` seconds, is killed.
    """

    tired_mb: float = 1_200
    most_mb: float = 3_000
    seconds: float = 600
    wall: float = 1_800


BOUNDS = Bounds()


@dataclass(frozen=True)
class Lost:
    """A worker that went with a submission in hand."""

    submission: Submission
    how: How
    cost: Cost


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    seen: psutil.Process
    ready: bool = False
    submission: Submission | None = None
    since: float = 0.0
    before: float = 0.0
    cost: Cost = field(default_factory=Cost)


class Crew:
    """At most `size` workers, started as they are needed and ended with the block."""

    def __init__(self, job: Job, size: int, bounds: Bounds = BOUNDS) -> None:
        self._job = job
        self._size = size
        self._bounds = bounds
        self._workers: list[_Worker] = []
        self._stillborn = 0
        self._looked = 0.0
        self.replaced = 0

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for worker in self._workers if kind is None else ():
            with suppress(OSError):
                worker.pipe.send(None)
        for worker in self._workers:
            worker.process.join(timeout=5 if kind is None else 0)
            _kill(worker)
        self._workers.clear()

    @property
    def busy(self) -> int:
        """How many submissions are in hand."""
        return sum(worker.submission is not None for worker in self._workers)

    def make_ready(self, wanted: int) -> None:
        """Start workers, for `wanted` submissions that wait and are in hand."""
        while len(self._workers) < min(self._size, wanted):
            self._workers.append(_start())

    @property
    def free(self) -> bool:
        """Whether a worker waits for a submission."""
        return any(worker.ready and worker.submission is None for worker in self._workers)

    def give(self, submission: Submission) -> None:
        """Hand a submission to a worker that is free."""
        worker = next(w for w in self._workers if w.ready and w.submission is None)
        worker.submission, worker.since = submission, time.monotonic()
        worker.before = 0.0
        worker.before = _processor(worker)
        with suppress(OSError):  # it has just died: `events` tells of it
            worker.pipe.send(submission)

    def events(self, timeout: float) -> Iterator[Done | Lost]:
        """Wait for what comes of submissions, at most `timeout` seconds; look over the workers.

        Raises what a worker says that no submission would survive, and Crashed where workers
        cannot be started.
        """
        waited: list[Connection | int] = []
        for worker in self._workers:
            waited += [worker.pipe, worker.process.sentinel]
        told = wait(waited, timeout)
        for worker in list(self._workers):
            if worker.pipe in told or worker.process.sentinel in told:
                yield from self._heard(worker)
        if time.monotonic() - self._looked >= LOOK:
            self._looked = time.monotonic()
            for worker in list(self._workers):
                if how := self._over(worker):
                    yield from self._lost(worker, how)

    def _heard(self, worker: _Worker) -> Iterator[Done | Lost]:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._lost(worker, "died")
            return
        if isinstance(said, Fault):
            raise _fault(said)
        if isinstance(said, Hello):
            with suppress(OSError):  # it has just died: its pipe says so next
                worker.pipe.send(self._job)
            return
        if isinstance(said, Ready):
            worker.ready, self._stillborn = True, 0
            return
        worker.submission = None
        if _own_mb(worker) > self._bounds.tired_mb:
            self._replace(worker)
        yield said

    def _lost(self, worker: _Worker, how: How) -> Iterator[Lost]:
        submission = worker.submission
        if submission is not None:
            cost = _spent(worker)
            self._replace(worker)
            yield Lost(submission, how, cost)
            return
        self._replace(worker)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= STILLBORN:
                said = "the processes that review submissions end before they are ready"
                hint = "Try one file with `premark map`. A program of your own has to be a file " \
                    'that begins its work below `if __name__ == "__main__":`.'  # fmt: skip
                raise Crashed(said, hint=hint)

    def _replace(self, worker: _Worker) -> None:
        """End a worker; another is started when one is wanted."""
        self._workers.remove(worker)
        self.replaced += 1
        _kill(worker)

    def _over(self, worker: _Worker) -> How | None:
        """Which bound a worker at work is over."""
        if worker.submission is None:
            return None
        if _own_mb(worker) > self._bounds.most_mb:
            return "memory"
        over = _processor(worker) > self._bounds.seconds or _wall(worker) > self._bounds.wall
        return "time" if over else None


@contextmanager
def _one_thread() -> Iterator[None]:
    """The surroundings that workers are started with: their libraries look once, on import."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _start() -> _Worker:
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=work, args=(theirs,), daemon=True, name="premark-worker")
    with _one_thread():
        process.start()
    theirs.close()
    assert process.pid is not None
    return _Worker(process, ours, psutil.Process(process.pid))


def _kill(worker: _Worker) -> None:
    if worker.process.is_alive():
        children = _children(worker.seen)
        worker.process.kill()
        worker.process.join()
        for child in children:
            with suppress(psutil.Error):
                child.kill()
    worker.pipe.close()


def _children(process: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.Error):
        return list(process.children(recursive=True))
    return []


def _own_mb(worker: _Worker) -> float:
    try:
        return float(worker.seen.memory_info().rss / MB)
    except psutil.Error:  # gone: its pipe says so
        return 0.0


def _spent(worker: _Worker) -> Cost:
    try:
        held = held_mb(worker.seen)
    except psutil.Error:
        held = 0.0
    return Cost(seconds=_processor(worker), wall=_wall(worker), mb=round(held, 1))


def _wall(worker: _Worker) -> float:
    return round(time.monotonic() - worker.since, 3)


def _processor(worker: _Worker) -> float:
    """Processor seconds that a worker took for the submission in hand, without its reader's."""
    try:
        times = worker.seen.cpu_times()
    except psutil.Error:  # gone
        return 0.0
    return round(float(times.user + times.system) - worker.before, 3)


def _fault(said: Fault) -> Exception:
    """The error as it was raised in the worker; its class may ask for more than a message."""
    error = said.kind.__new__(said.kind, said.message)
    error.message, error.hint, error.exit_code = said.message, said.hint, said.exit_code
    return error
