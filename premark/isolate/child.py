"""Run as `python -m premark.isolate.child`: jobs from a pipe in; their answers out, one by one."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from typing import Any, BinaryIO

from premark.isolate import confine
from premark.isolate.frames import NotAFrame, receive, send


def main() -> None:
    """Serve until the pipe ends; whatever goes wrong here is the parent's to tell."""
    asked, told = confine.private_pipes()
    confine.end_with(os.getppid())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    from premark.isolate.jobs import warm

    warm()
    clear = _peak_clearer()
    try:
        start, _ = receive(asked, 0)
        confine.confine(int(start["memory_bytes"]))
        send(told, {"ready": True})
        while True:
            _serve(asked, told, int(start["most_bytes"]), clear)
    except (EOFError, NotAFrame, BrokenPipeError):
        os._exit(0)


def _serve(asked: BinaryIO, told: BinaryIO, most: int, clear: int) -> None:
    header, body = receive(asked, most)
    from premark.isolate.jobs import perform
    from premark.read.progress import listen

    allowed, page = float(header["seconds"]), float(header["page_seconds"])
    confine.bound_processor(allowed)
    _forget_peak(clear)

    def pages(count: int) -> None:
        confine.bound_processor(allowed + page * count)
        send(told, {"id": header["id"], "progress": count})

    listen(pages)
    before = time.process_time()
    answer, result = perform(header, body)
    used = {"seconds": round(time.process_time() - before, 3), "peak_mb": _peak()}
    send(told, {"id": header["id"], "used": used, **answer}, [result], len(result))


def _peak_clearer() -> int:
    """Where Linux lets a process count its peak anew, opened while files may be; else -1."""
    try:
        return os.open("/proc/self/clear_refs", os.O_WRONLY)
    except OSError:
        return -1


def _forget_peak(clear: int) -> None:
    if clear >= 0:
        with suppress(OSError):
            os.write(clear, b"5")


def _peak() -> float:
    """Most megabytes resident since the job began; 0 where the system does not say."""
    told: dict[str, Any] = {}
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            told = dict(line.split(":", 1) for line in status if ":" in line)
    except OSError:
        return 0.0
    return round(int(told.get("VmHWM", "0 kB").split()[0]) * 1024 / 1e6, 1)


if __name__ == "__main__":
    main()
