"""A file and its unit in; seconds of a new process, and of each stage of a warm one, out.

Run as `python -m benchmarks.mapping [FILE UNIT]`; without arguments it maps the bundled sample.
`benchmarks.bench` runs it among the rest.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy, as a report under load needs it

import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.clock import PYTHON, Took, added, middle, ran, timed

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "corpora" / "sample" / "8580-503-journal.docx"
RUNS = 5
SAID = {"reading": "read", "loading the language models": "structure"}  # tools are given: cutting
STAGES = {"parsing": "parse", "embedding": "embed", "matching": "match", "detecting": "detect",
          "weighing": "weigh"}  # fmt: skip


@dataclass(eq=False)  # profiles are kept by encoder: it must be one to them
class ClockedEncoder:
    """An encoder that keeps the texts it was given and what they took."""

    real: Any
    took: list[Took] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.real.name)

    @property
    def weights(self) -> str:
        return str(self.real.weights)

    def encode(self, texts: Sequence[str]) -> Any:
        took, vectors = timed(lambda: self.real.encode(texts))
        self.took.append(took)
        self.texts += texts
        return vectors


@dataclass
class Laps:
    """The time between one name and the next."""

    begun: list[tuple[str, Took]] = field(default_factory=list)

    def begin(self, name: str) -> None:
        import time

        self.begun.append((name, Took(time.perf_counter(), time.process_time())))

    def laps(self) -> dict[str, Took]:
        """Seconds by name, the last one being only the end of the one before it."""
        pairs = zip(self.begun, self.begun[1:], strict=False)
        return {
            name: Took(after.wall - before.wall, after.cpu - before.cpu)
            for (name, before), (_, after) in pairs
        }


@dataclass(frozen=True)
class Warm:
    """Medians of several runs in one process; `encoder` is every embedding of one run."""

    words: int
    stages: dict[str, Took]
    encoder: Took
    texts: tuple[str, ...]
    peak_mb: float

    @property
    def review(self) -> Took:
        """File to review, before any report is drawn."""
        return added([took for name, took in self.stages.items() if not name.startswith("report")])

    @property
    def html(self) -> Took:
        """File to the report that `premark map` draws when no format is named."""
        return added([self.review, self.stages["report view"], self.stages["report html"]])


def cold(arguments: Sequence[str], runs: int = RUNS) -> Took:
    """What `premark ARGUMENTS` takes from nothing to its end, the median of new processes."""
    command = [PYTHON, "-m", "premark", *arguments]
    return middle([ran(command).took for _ in range(runs)])


def cold_map(file: Path, unit: str, runs: int = RUNS) -> Took:
    """The same for one file, to its written report."""
    with tempfile.TemporaryDirectory() as out:
        return cold(["map", str(file), "--unit", unit, "-q", "--out", out], runs)


def warm(file: Path, unit: str, runs: int = RUNS) -> Warm:
    """Stage by stage, after one run that warms what a process keeps.

    What is kept of a text is forgotten between the runs, as it is with a text of another learner.
    """
    from benchmarks.detecting import KEPT_OF_TEXTS
    from premark.pipeline import load_tools

    tools = load_tools()
    found, encoding, words = [], [], 0
    for number in range(runs + 1):
        encoder = ClockedEncoder(tools.encoder)
        for kept in KEPT_OF_TEXTS:
            kept.cache_clear()
        words, laps = _once(file, unit, replace(tools, encoder=encoder))
        if number:
            found.append(laps)
            encoding.append(added(encoder.took))
    stages = {name: middle([laps[name] for laps in found]) for name in found[0]}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Warm(words, stages, middle(encoding), tuple(encoder.texts), peak)


def _once(file: Path, unit: str, tools: Any) -> tuple[int, dict[str, Took]]:
    from premark.packs.load import find_pack
    from premark.pipeline import map_files
    from premark.report.view import view
    from premark.report.write import FORMATS

    laps, pack, names = Laps(), find_pack(unit), {**SAID, **STAGES}
    review = map_files([file], pack, tools=tools, said=lambda said: laps.begin(names[said]))
    laps.begin("report view")
    report = view(review, pack)
    draws: dict[str, Callable[[], bytes]] = {
        name: lambda draw=draw: draw(report, review) for name, draw in FORMATS.items()
    }
    for name, draw in draws.items():
        laps.begin(f"report {name}")
        draw()
    laps.begin("end")
    return review.words, laps.laps()


def stage_lines(measured: Warm) -> list[str]:
    """A table of the stages: milliseconds, and their share of file to HTML report."""
    whole = measured.html.cpu
    return [
        f"  {name:14} {took.wall * 1000:8.0f} ms {took.cpu * 1000:8.0f} ms of processor"
        f" {took.cpu / whole:5.0%}"
        for name, took in [*measured.stages.items(), ("all embedding", measured.encoder)]
    ]


def main(arguments: list[str]) -> None:
    file, unit = (Path(arguments[0]), arguments[1]) if arguments else (SAMPLE, "8580-503")
    begun, helped = cold_map(file, unit), cold(["--help"])
    measured = warm(file, unit)
    print(f"{file.name}: {measured.words} words; wall and processor seconds")
    rows = {"cold, to a written report": begun, "premark --help": helped, "warm": measured.html}
    for name, took in rows.items():
        print(f"{name:26} {took.wall:6.2f} s {took.cpu:6.2f} s")
    print(f"peak memory                {measured.peak_mb:6.0f} MB")
    print("\n".join(stage_lines(measured)))


if __name__ == "__main__":
    main(sys.argv[1:])
