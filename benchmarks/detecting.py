"""Labelled assignments in; what each detector costs beyond the parse and the embeddings, printed.

Run as `python -m benchmarks.detecting [YAML or FILE UNIT]...`: each is read, parsed and embedded
once, then reviewed RUNS times on what was kept, and each step's processor time is taken apart. A
first text warms what a process keeps; what is kept of a text is forgotten between the runs. The
table gives medians in ms for 4,000 words. Without arguments: the longest of the corpora.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: a second thread would count twice

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import premark.detect
from corpora.build import load, write_docx
from premark import pipeline
from premark.detect import citation_words, client_names, durations, person_entity, reference_entry
from premark.embed import Embedder, Vectors
from premark.parse import ParsedPassage, Parser
from premark.phrase_heads import words_of
from premark.structure import wording
from premark.types.document import Passage

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT / "corpora" / "assignments"
SHARED = ROOT.parent / "shared" / "assignments"
LONGEST = ("a01", "a05", "a14")
RUNS = 7
KEPT_OF_TEXTS = (  # beside what is kept by submission: each run has one of its own
    words_of,
    wording._stem,
    citation_words.fold,
    citation_words.source_name,
    person_entity._entities,
    client_names._named_in,
    durations._durations,
    reference_entry.looks_like_reference,
)
WORDS = 4000
MOST = 300  # ms for 4,000 words, all detectors together

# Each step of the pipeline by the name it has there. Detectors find; the rest maps and weighs.
DETECTING = {
    "artefact_of": "artefacts",  # asked first by the matching; the detector takes what it found
    "search": "framing, cover",
    "listed_entries": "references",
    "listed_names": "citations",
    "numbers_are_bare": "citations",
    "citations": "citations",
    "with_notes": "citations",
    "with_kinds": "citations",
    "stuffing": "stuffing, repeated",
    "known_authors": "names",
    "people": "names",
    "file_notice": "names in the file",
    "edge_notice": "names in the file",
    "off_topic": "off topic",
    "cross_check": "cross-check",
}
BESIDE = {
    "split_sections": "cutting",
    "cut_passages": "cutting",
    "build_profiles": "matching",
    "match": "matching",
    "blank_headings": "weighing",
    "weigh_criteria": "weighing",
    "without": "weighing",
    "unit_fits": "notices",
    "unit_notice": "notices",
    "overruled_headings": "notices",
    "notices": "notices",
    "stuffing_notices": "notices",
}


@dataclass
class Clock:
    """Processor seconds by step, each without the steps inside it."""

    spent: dict[str, float] = field(default_factory=dict)
    inner: list[float] = field(default_factory=list)

    def timed(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        """The step as it is, clocked; what it would give one by one is made at once."""

        def run(*given: Any, **options: Any) -> Any:
            self.inner.append(0.0)
            start = time.process_time()
            result = step(*given, **options)
            result = list(result) if isinstance(result, Iterator) else result
            whole = time.process_time() - start
            self.spent[name] = self.spent.get(name, 0.0) + whole - self.inner.pop()
            if self.inner:
                self.inner[-1] += whole
            return result

        return run


@contextmanager
def clocked() -> Iterator[Clock]:
    """The pipeline with every step on a clock."""
    clock = Clock()
    steps = {**DETECTING, **BESIDE}
    timed = {name: clock.timed(row, getattr(pipeline, name)) for name, row in steps.items()}
    detectors = tuple(
        replace(d, run=clock.timed(d.name, d.run)) for d in premark.detect.DETECTORS
    )
    with patch.multiple(pipeline, **timed), patch.object(premark.detect, "DETECTORS", detectors):
        yield clock


@dataclass
class KeptParser:
    """A parser that parses the same passages once."""

    real: Parser
    kept: dict[tuple[Passage, ...], list[ParsedPassage]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.real.name

    def parse(self, passages: Sequence[Passage]) -> list[ParsedPassage]:
        key = tuple(passages)
        if key not in self.kept:
            self.kept[key] = self.real.parse(passages)
        return list(self.kept[key])


@dataclass
class KeptEncoder:
    """An encoder that embeds the same texts once."""

    real: Embedder
    kept: dict[tuple[str, ...], Vectors] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.real.name

    @property
    def weights(self) -> str:
        return self.real.weights

    def encode(self, texts: Sequence[str]) -> Vectors:
        key = tuple(texts)
        if key not in self.kept:
            self.kept[key] = self.real.encode(texts)
        return self.kept[key]


def measure(file: Path, unit: str) -> tuple[dict[str, float], int]:
    """Median seconds of each step over RUNS reviews of one file, and its words."""
    tools = pipeline.load_tools()
    tools = replace(tools, parser=KeptParser(tools.parser), encoder=KeptEncoder(tools.encoder))
    document = pipeline.read([file])
    runs: list[dict[str, float]] = []
    with patch.object(pipeline, "read", lambda paths: document):
        words = pipeline.map_files([file], unit, tools=tools).words
        for _ in range(RUNS):
            for kept in KEPT_OF_TEXTS:
                kept.cache_clear()
            with clocked() as clock:
                clock.timed("the rest", pipeline.map_files)([file], unit, tools=tools)
            runs.append(clock.spent)
    names = dict.fromkeys(name for run in runs for name in run)
    return {n: statistics.median(run.get(n, 0.0) for run in runs) for n in names}, words


def given(arguments: list[str], folder: Path) -> Iterator[tuple[Path, str]]:
    """Files with their units; a labelled assignment is written to a Word file in the folder."""
    left = list(arguments or [str(CORPORA / f"{name}.yaml") for name in LONGEST])
    if not arguments:
        left += [str(path) for path in sorted(SHARED.glob("*.yaml"))]
    while left:
        path = Path(left.pop(0))
        if path.suffix != ".yaml":
            yield path, left.pop(0)
            continue
        assignment = load(path)
        file = folder / f"{path.stem}.docx"
        write_docx(assignment, file)
        yield file, assignment.unit


def table(measured: dict[str, tuple[dict[str, float], int]]) -> tuple[list[str], float]:
    """Lines by step and file, and the dearest file's detectors in ms for 4,000 words."""
    every = dict.fromkeys(name for spent, _ in measured.values() for name in spent)
    beside = {*BESIDE.values(), "the rest"}

    def row(name: str, steps: Sequence[str]) -> tuple[str, list[float]]:
        costs = [
            sum(spent.get(s, 0.0) for s in steps) * 1000 * WORDS / max(1, words)
            for spent, words in measured.values()
        ]
        return f"{name:22}" + "".join(f"{cost:9.1f}" for cost in costs), costs

    detecting = [name for name in every if name not in beside]
    ordered = sorted(detecting, key=lambda name: -max(row(name, [name])[1]))
    lines = [f"{'ms for 4,000 words':22}" + "".join(f"{name:>9}" for name in measured)]
    lines += [row(name, [name])[0] for name in ordered]
    total, costs = row("all detectors", detecting)
    lines += [total, *(row(name, [name])[0] for name in every if name in beside)]
    lines.append(row("all but parse, vectors", list(every))[0])
    return lines, max(costs)


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measured = {f.stem: measure(f, unit) for f, unit in given(arguments, Path(folder))}
    lines, most = table(measured)
    print("\n".join(lines))
    print("words" + " " * 17 + "".join(f"{words:9}" for _, words in measured.values()))
    print(f"dearest: {most:.0f} ms for 4,000 words; at most {MOST} asked")


if __name__ == "__main__":
    main(sys.argv[1:])
