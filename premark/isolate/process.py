"""One child process: started with next to nothing of this one's surroundings, asked, ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import psutil

from premark.isolate.frames import receive, send
from premark.types.limits import Limits

MB = 1_000_000
PYTHON = ("-P", "-s", "-X", "utf8", "-m")
MODULE = "premark.isolate.child"
# What Python and its libraries need to be found and to start; nothing of the user's.
_KEPT = (
    "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "PYTHONHOME", "TZ",
    "TESSDATA_PREFIX",
)  # fmt: skip
# Plugins would be looked for in all that is installed; threads of numpy take memory for nothing.
_QUICK = {"PYDANTIC_DISABLE_PLUGINS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
ROOT = str(Path(__file__).resolve().parents[2])


@dataclass
class Child:
    """A running child. `ready` once it has said so; `jobs` counts what it has done."""

    process: subprocess.Popen[bytes]
    seen: psutil.Process
    ready: bool = False
    jobs: int = 0

    @property
    def asked(self) -> BinaryIO:
        assert self.process.stdin is not None
        return self.process.stdin  # type: ignore[return-value]

    @property
    def told(self) -> BinaryIO:
        assert self.process.stdout is not None
        return self.process.stdout  # type: ignore[return-value]


def start(limits: Limits, module: str = MODULE) -> Child:
    """Start a child and go on at once: it gets ready beside us. Raises OSError."""
    process = subprocess.Popen(
        [sys.executable, *PYTHON, module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_surroundings(),
        cwd=ROOT,
    )
    child = Child(process, psutil.Process(process.pid))
    bounds = {"memory_bytes": int(limits.memory_mb * MB), "most_bytes": most_bytes(limits)}
    with suppress(OSError):  # a child that died at once is told of where it is first used
        send(child.asked, bounds)
    return child


def most_bytes(limits: Limits) -> int:
    """The longest body of a request: a file, and a review that goes with it."""
    return int((limits.file_mb + 2 * limits.answer_mb) * MB)


def _surroundings() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    paths = [ROOT, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": "0", **_QUICK}


def ask(
    child: Child, header: dict[str, Any], pieces: Iterator[bytes], limits: Limits
) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Send a job and give each message that comes back. Raises OSError, EOFError, NotAFrame."""
    copied = limits.file_mb if header["job"] == "annotate" else 0  # its answer is the file itself
    most = int((limits.answer_mb + copied) * MB)
    if not child.ready:
        receive(child.told, 0)
        child.ready = True
    send(child.asked, header, pieces, sum(header["sizes"]))
    while True:
        yield receive(child.told, most)


def end(child: Child) -> int | None:
    """Kill a child, wait for it and close its pipes; the code that it left with."""
    if child.process.poll() is None:
        child.process.kill()
    code = child.process.wait()
    for pipe in (child.process.stdin, child.process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not yet sent cannot be
                pipe.close()
    return code
