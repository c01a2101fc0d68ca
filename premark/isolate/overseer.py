"""A folder in; each file's outcome out, by a process of its own that may die and is then counted.

Run as `python -m premark.isolate.overseer [LIMITS]`, it is what `premark map` is otherwise: the
parent of the children that read. It takes a path a line and gives a line of JSON for each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from premark.isolate.folder import Outcome, Ran, files_in, outcome
from premark.isolate.process import PYTHON, ROOT
from premark.packs.statuses import load_statuses

MODULE = "premark.isolate.overseer"


def look_over(
    folder: Path, ran: Ran, *, limits: Path | None = None, module: str = MODULE
) -> Iterator[Outcome]:
    """Each file of a folder, read in a process that is started again where it dies.

    `ran` is filled on the way. Raises OutputError for no folder.
    """
    process: subprocess.Popen[str] | None = None
    try:
        for path in files_in(folder):
            name = path.relative_to(folder).as_posix()
            process = process or _started(limits, module)
            told = _asked(process, path, name)
            if told is None:
                _end(process)
                process = None
                ran.parent_deaths += 1
                yield _died(name)
                continue
            ran.child_deaths += told["child_deaths"]
            ran.growth_mb = max(ran.growth_mb, told["growth_mb"])
            yield Outcome.model_validate(told["outcome"])
    finally:
        if process is not None:
            _end(process)


def _started(limits: Path | None, module: str) -> subprocess.Popen[str]:
    paths = [ROOT, *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, *PYTHON, module, *([str(limits)] if limits else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        text=True,
        encoding="utf-8",
    )


def _asked(process: subprocess.Popen[str], path: Path, name: str) -> dict[str, Any] | None:
    """The answer for one path; None where the process died over it."""
    assert process.stdin is not None and process.stdout is not None
    try:
        print(json.dumps([str(path.absolute()), name]), file=process.stdin, flush=True)
        told: dict[str, Any] = json.loads(process.stdout.readline())
    except (OSError, ValueError):
        return None
    return told


def _end(process: subprocess.Popen[str]) -> None:
    """Let it end its children; they end by themselves if it is gone."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _died(name: str) -> Outcome:
    status = load_statuses()["crashed"]
    said = f"{name}: premark itself ended over it, which is a fault of ours: please report it."
    return Outcome(file=name, status=status.code, says=said, next_step=status.next_step)


def serve(asked: IO[str], told: IO[str], limits: Path | None) -> None:
    """Read one path after another, until there are no more."""
    import psutil

    from premark.isolate.pool import Pool
    from premark.packs.limits import limits_in_force

    pool = Pool(limits_in_force(limits))
    own = psutil.Process()
    before = own.memory_info().rss
    for line in asked:
        path, name = json.loads(line)
        deaths = pool.deaths
        found = outcome(Path(path), name, pool)
        answer = {
            "outcome": found.model_dump(),
            "child_deaths": pool.deaths - deaths,
            "growth_mb": (own.memory_info().rss - before) / 1e6,
        }
        print(json.dumps(answer), file=told, flush=True)
    pool.close()


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
