"""A number of submissions in; assignments a second, per core, and each process's peak memory, out.

Run by `benchmarks.bench`. Each submission is one of corpora/assignments, and from the 25th on one
of them again with another of its paragraphs left out; DOCX and PDF take turns.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.clock import PYTHON, Ran, Started, timed

if TYPE_CHECKING:
    from corpora.build import Assignment

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT / "corpora" / "assignments"
PROCESSES = 2


@dataclass(frozen=True)
class Batch:
    """Rates of N submissions; `working` counts from when each process had its models."""

    submissions: int
    words: int
    a_second: float
    a_second_working: float
    a_processor_second: float
    a_processor_second_working: float
    peaks_mb: tuple[float, ...]


def varied(assignment: Assignment, turn: int) -> Assignment:
    """The assignment itself on turn 0; after that without its turn-th paragraph."""
    from corpora.build import Para

    paragraphs = [i for i, block in enumerate(assignment.blocks) if isinstance(block, Para)]
    if not turn or not paragraphs:
        return assignment
    left_out = paragraphs[(turn - 1) % len(paragraphs)]
    kept = tuple(block for i, block in enumerate(assignment.blocks) if i != left_out)
    return assignment.model_copy(update={"blocks": kept})


def submissions(number: int, folder: Path) -> list[tuple[Path, str]]:
    """That many files, written to the folder, with their units."""
    from corpora.build import load, write_docx, write_pdf

    sources = [load(path) for path in sorted(CORPORA.glob("*.yaml"))]
    made = []
    for i in range(number):
        turn, which = divmod(i, len(sources))
        one = varied(sources[which], turn)
        # Every other file of each process is a PDF, as both processes take every other file.
        write, kind = (write_docx, "docx") if (i // PROCESSES + turn) % 2 else (write_pdf, "pdf")
        file = folder / f"{one.id}-{turn}.{kind}"
        write(one, file)
        made.append((file, one.unit))
    return made


def measure(number: int) -> Batch:
    """N submissions by two processes at once, each to its HTML and JSON."""
    with tempfile.TemporaryDirectory() as folder:
        files = submissions(number, Path(folder))
        started = []
        for process in range(PROCESSES):
            own = [str(part) for pair in files[process::PROCESSES] for part in pair]
            started.append(Started([PYTHON, "-m", "benchmarks.batch", folder, *own]))
        return summed(number, [one.end() for one in started])


def summed(number: int, ended: list[Ran]) -> Batch:
    """The rates of processes that ran side by side, begun at once."""
    told = [one.told for one in ended]
    return Batch(
        submissions=number,
        words=sum(one["words"] for one in told),
        a_second=number / max(one.took.wall for one in ended),
        a_second_working=number / max(one["wall"] for one in told),
        a_processor_second=number / sum(one.took.cpu for one in ended),
        a_processor_second_working=number / sum(one["cpu"] for one in told),
        peaks_mb=tuple(one.peak_mb for one in ended),
    )


def work(out: Path, files: list[tuple[Path, str]]) -> dict[str, float]:
    """One process's own files, one after the other; their words and what they took."""
    from premark.packs.load import find_pack
    from premark.pipeline import load_tools, map_files
    from premark.report.write import write_reports

    tools = load_tools()

    def all_of_them() -> int:
        words = 0
        for file, unit in files:
            pack = find_pack(unit)
            review = map_files([file], pack, tools=tools)
            write_reports(review, pack, formats=("html", "json"), out=out, stem=file.stem)
            words += review.words
        return words

    took, words = timed(all_of_them)
    return {"words": words, **asdict(took)}


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    given = sys.argv[2:]
    pairs = zip(given[::2], given[1::2], strict=True)
    print(json.dumps(work(Path(sys.argv[1]), [(Path(file), unit) for file, unit in pairs])))
