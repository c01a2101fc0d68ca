"""What reading in a child costs: ordinary files read here and there, turn about, in one run.

    python -m benchmarks.isolation FOLDER [ROUNDS]

Prints files a second of processor time (this process and its child together) and by the clock,
each way, and the ratio. The first round warms both and is not counted.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from premark.errors import ReadError
from premark.isolate import read
from premark.isolate.pool import Pool
from premark.packs.limits import limits_in_force
from premark.read import read as read_here
from premark.types.document import Document

Reader = Callable[[Path], Document]
ASKED = 0.15
ENDINGS = (".docx", ".pdf")


def readable(folder: Path) -> list[Path]:
    """The Word and PDF files of a folder that are read."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in ENDINGS and path.is_file():
            try:
                read_here([path])
            except ReadError:
                continue
            found.append(path)
    return found


def processor() -> float:
    """Processor seconds of this process and of its children so far."""
    own = psutil.Process()
    every = [own, *own.children()]
    return float(sum(t.user + t.system for t in (each.cpu_times() for each in every)))


def timed(files: list[Path], reader: Reader) -> tuple[float, float]:
    """Processor seconds and seconds by the clock for all files."""
    spent, began = processor(), time.perf_counter()
    for path in files:
        reader(path)
    return processor() - spent, time.perf_counter() - began


def main(folder: Path, rounds: int) -> None:
    """Run and print."""
    files = readable(folder)
    if not files:
        sys.exit(f"{folder.name}: no Word or PDF file in it can be read")
    pool = Pool(limits_in_force())
    ways: dict[str, Reader] = {
        "in this process": lambda path: read_here([path]),
        "in a child": lambda path: read([path], pool_=pool),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for name, reader in ways.items():
            got = timed(files, reader)
            if turn:
                taken[name].append(got)
    pool.close()
    medians = {
        name: [statistics.median(each) for each in zip(*runs, strict=True)]
        for name, runs in taken.items()
    }
    for name, (spent, wall) in medians.items():
        rate = f"{len(files) / spent:7.1f} files a second of processor, {len(files) / wall:7.1f}"
        print(f"{name:16} {rate} by the clock")
    here, there = medians["in this process"], medians["in a child"]
    for word, before, after in zip(("processor", "clock"), here, there, strict=True):
        cost = 1 - before / after
        print(f"isolation costs {cost:6.1%} of throughput by the {word} (asked: under {ASKED:.0%})")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5)
