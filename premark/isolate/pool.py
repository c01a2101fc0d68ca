"""Jobs in; answers out of warm children, or an error that says how a child ended."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import psutil

from premark.errors import Crashed, PremarkError
from premark.isolate.death import death, told_error
from premark.isolate.frames import NotAFrame
from premark.isolate.process import MODULE, Child, ask, end, start
from premark.isolate.watch import MB, Watch, watched
from premark.types.limits import LIMITS, Limits

Pages = Callable[[int], None]


@dataclass(frozen=True)
class Work:
    """One job: which, of what, and the bytes that go with it (`sizes` of each file)."""

    job: str
    name: str
    sizes: Sequence[int]
    pieces: Callable[[], Iterator[bytes]]
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Used:
    """Processor seconds and the most memory in MB that a job took in its child."""

    seconds: float = 0.0
    peak_mb: float = 0.0


@dataclass(frozen=True)
class Answer:
    """What a child gave: a header of its own making, bytes, and what they cost."""

    header: dict[str, Any]
    body: bytes
    used: Used


@dataclass(frozen=True)
class Failure:
    """Why a job gave nothing, and what it cost until then."""

    error: PremarkError
    used: Used


class Pool:
    """Children that wait for jobs. Any thread may ask; each child does one job at a time."""

    def __init__(
        self, limits: Limits = LIMITS, *, size: int = 1, module: str = MODULE
    ) -> None:
        self.limits = limits
        self._module = module
        self.deaths = 0
        self._room = threading.BoundedSemaphore(size)
        self._lock = threading.Lock()
        self._idle: list[Child] = []
        self._all: dict[int, Child] = {}
        self._closed = False

    def warm(self) -> None:
        """Start a child now, so that it is ready when the first file comes."""
        with self._room, self._lock:
            if not self._idle:
                self._idle.append(self._start())

    def run(self, work: Work) -> Answer:
        """Do one job. Raises what the child says of the file, or ReaderStopped for its death."""
        outcome = self.attempt(work)
        if isinstance(outcome, Failure):
            raise outcome.error
        return outcome

    def attempt(self, work: Work) -> Answer | Failure:
        """The same, with a failure given and not raised, so that its cost can be counted."""
        with self._room:
            child = self._take()
            watch = self._watch(child, work)
            try:
                with watched(watch):
                    answer = self._asked(child, work, watch)
                if watch.breach:
                    raise EOFError
            except (OSError, EOFError, NotAFrame):
                return self._lost(child, work, watch)
            except BaseException:  # a file that shrank, Ctrl-C: its pipe is out of step
                self._drop(child)
                raise
            self._put(child)
        if "error" in answer.header:
            return Failure(told_error(answer.header["error"]), answer.used)
        return answer

    def close(self) -> None:
        """End every child; a job that is running finds its child gone."""
        with self._lock:
            self._closed = True
            gone, self._idle = list(self._all.values()), []
            self._all.clear()
        for child in gone:
            end(child)

    def _asked(self, child: Child, work: Work, watch: Watch) -> Answer:
        header = self._header(child, work)
        for told, body in ask(child, header, work.pieces(), self.limits):
            if told.get("id") != child.jobs:
                raise NotAFrame
            if "progress" not in told:
                return Answer(told, body, _used(told.get("used"), watch))
            watch.allowed = self._allowed(work, _count(told["progress"]))
        raise EOFError

    def _header(self, child: Child, work: Work) -> dict[str, Any]:
        child.jobs += 1
        return {
            "id": child.jobs,
            "job": work.job,
            "name": work.name,
            "sizes": list(work.sizes),
            "options": work.options,
            "seconds": self._allowed(work),
            "page_seconds": self.limits.page_processor_seconds,
            "limits": self.limits.model_dump(),
        }

    def _allowed(self, work: Work, pages: int = 0) -> float:
        own = work.job == "specification"
        base = self.limits.import_processor_seconds if own else self.limits.processor_seconds
        return base + self.limits.page_processor_seconds * min(pages, self.limits.pages)

    def _watch(self, child: Child, work: Work) -> Watch:
        return Watch(
            child.seen, self.limits.memory_mb, self._allowed(work), self.limits.wall_seconds
        )

    def _take(self) -> Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.process.poll() is None:
                    return child
                self._forget(child)
            return self._start()

    def _start(self) -> Child:
        if self._closed:
            raise Crashed("the reader of files is closed", hint="Start premark again.")
        try:
            child = start(self.limits, self._module)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            hint = "Close other programs, or look whether premark is whole (install it again)."
            raise Crashed(f"the reader of files cannot be started ({reason})", hint=hint) from None
        self._all[child.process.pid] = child
        return child

    def _put(self, child: Child) -> None:
        """Keep a child for the next job, unless it has grown or done its share."""
        tired = child.jobs >= self.limits.child_jobs or _resident(child) > self.limits.child_idle_mb
        if tired:
            self._drop(child)
            return
        with self._lock:
            if not self._closed:
                self._idle.append(child)

    def _lost(self, child: Child, work: Work, watch: Watch) -> Failure:
        unready = not child.ready and not watch.breach
        code = self._drop(child, alive_is_odd=True)
        self.deaths += 1
        if unready:
            hint = "Install premark again; if that changes nothing, read this file by eye."
            said = f"{work.name}: the reader of files did not start"
            return Failure(Crashed(said, hint=hint), Used())
        error = death(work.name, code, watch, self.limits)
        return Failure(error, Used(watch.seconds, watch.peak))

    def _drop(self, child: Child, *, alive_is_odd: bool = False) -> int | None:
        """End a child and start the next; its code, None if it had to be ended by us."""
        code = child.process.poll()
        if code is None and alive_is_odd:
            with suppress(Exception):  # it closed its pipe a moment before it ends
                code = child.process.wait(timeout=0.5)
        with self._lock:
            self._forget(child)
            if not self._closed:
                with suppress(PremarkError):
                    self._idle.append(self._start())
        return code

    def _forget(self, child: Child) -> None:
        self._all.pop(child.process.pid, None)
        end(child)


def _resident(child: Child) -> float:
    try:
        return float(child.seen.memory_info().rss / MB)
    except psutil.Error:
        return float("inf")


def _used(told: Any, watch: Watch) -> Used:
    given = told if isinstance(told, dict) else {}
    peak = given.get("peak_mb")
    seconds = given.get("seconds")
    return Used(
        float(seconds) if isinstance(seconds, (int, float)) else watch.seconds,
        float(peak) if isinstance(peak, (int, float)) and peak else watch.peak,
    )


def _count(told: Any) -> int:
    return told if isinstance(told, int) and told > 0 else 0
