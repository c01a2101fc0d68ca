"""The whole benchmark: `python -m benchmarks.bench [--batch N] [--peers VENV] [--json FILE]`.

Cold, warm stage by stage, a batch by two processes, and others on the same files in the same run;
a table and JSON come out. One thread for each process unless OMP_NUM_THREADS says otherwise. Under
load the seconds on the wall say little: trust processor seconds, and ratios of one run.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy

import argparse
import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks import batch, budget, mapping, rivals
from benchmarks.clock import Took, timed
from corpora.build import load, write_docx, write_pdf

FILE = "a08"  # 3,500 words, with tables and references
PDFS = ("a02", "a03", "a06", "a12")


@dataclass(frozen=True)
class Asked:
    """A figure of the requirement: at most (or at least) so much."""

    what: str
    bound: float
    unit: str
    measured: float
    least: bool = False

    @property
    def reached(self) -> bool:
        return self.measured >= self.bound if self.least else self.measured <= self.bound

    @property
    def line(self) -> str:
        side = "at least" if self.least else "at most"
        said = "reached" if self.reached else "NOT reached"
        of = f"{side} {self.bound:g} {self.unit}"
        return f"{self.what:48} {of:26} {self.measured:8.2f} {self.unit:12} {said}"


def cold(file: Path, unit: str) -> dict[str, Took]:
    """What a new process takes, to the end of each command."""
    return {
        "premark --help": mapping.cold(["--help"]),
        "premark units": mapping.cold(["units"]),
        "premark map": mapping.cold_map(file, unit),
    }


def limit(measured: mapping.Warm) -> dict[str, Any]:
    """The encoder's operations in one warm run, and the speed they ran at beside the machine's."""
    work = budget.encoder_work(measured.texts)
    speeds = {
        "numpy float32": budget.float32_speed(),
        "openvino f32": budget.openvino_speed("f32"),
        "openvino bf16": budget.openvino_speed("bf16"),
    }
    ran_at = budget.ratio(work.operations, measured.encoder.cpu)
    return {
        **asdict(work),
        "ran_at": ran_at,
        "speeds": speeds,
        "of_limit": {name: budget.ratio(ran_at, s) for name, s in speeds.items() if s},
        "filled": budget.ratio(work.filled_operations, work.operations),
    }


def others(file: Path, texts: tuple[str, ...], peers: Path | None) -> dict[str, Any]:
    """What others take for a part of it, on the same text."""
    with tempfile.TemporaryDirectory() as name:
        folder, pdfs = Path(name), []
        for number in PDFS:
            pdfs.append(folder / f"{number}.pdf")
            write_pdf(load(batch.CORPORA / f"{number}.yaml"), pdfs[-1])
        plain = folder / f"{file.stem}.txt"
        plain.write_text(as_text(file), encoding="utf-8")
        found, missing = rivals.peers(plain, peers)
        return {
            "reading": {
                name: {**asdict(took), "words": words}
                for name, (took, words) in rivals.readings(pdfs).items()
            },
            "encoders": rivals.encoders(texts, folder),
            "peers": [asdict(peer) for peer in found],
            "missing": missing,
        }


def as_text(file: Path) -> str:
    from premark.read import read

    return "\n\n".join(block.text for block in read([file]).blocks)


def asked(began: dict[str, Took], warm: mapping.Warm, many: batch.Batch) -> list[Asked]:
    """What the requirement asks, beside what this run measured."""
    share = budget.ratio(warm.encoder.cpu, warm.html.cpu)
    return [
        Asked("premark --help, cold", 0.6, "s", began["premark --help"].wall),
        Asked("premark units, cold", 0.6, "s", began["premark units"].wall),
        Asked("premark map of 3,500 words, cold", 4.0, "s", began["premark map"].wall),
        Asked("the same, seconds of the processor", 4.0, "s", began["premark map"].cpu),
        Asked("warm, file to HTML", 1.2, "s", warm.html.wall),
        Asked("the same, seconds of the processor", 1.2, "s", warm.html.cpu),
        Asked("embeddings' share of warm", 0.5, "of it", share),
        Asked("batch, two processes, with start", 1.5, "a second", many.a_second, least=True),
        Asked("the same, once loaded", 1.5, "a second", many.a_second_working, least=True),
        Asked("the same, by two cores with nothing else to do", 1.5, "a second",
              many.a_processor_second_working * batch.PROCESSES, least=True),
        Asked("peak memory of a process", 700.0, "MB", max(many.peaks_mb)),
    ]  # fmt: skip


def told(results: dict[str, Any], warm: mapping.Warm, rows: list[Asked]) -> list[str]:
    """The table that is printed."""
    before, after = results["load"]
    lines = [
        f"load average {before:.1f} at the start, {after:.1f} at the end; "
        f"{os.cpu_count()} cores; OMP_NUM_THREADS={os.environ['OMP_NUM_THREADS']}"
    ]
    lines += ["", "Cold: wall, processor"]
    lines += [f"  {n:16} {t['wall']:6.2f} s {t['cpu']:6.2f} s" for n, t in results["cold"].items()]
    lines += ["", f"Warm, {warm.words} words: wall, processor, share of file to HTML"]
    lines += [*mapping.stage_lines(warm), "", *limit_lines(results["limit"])]
    lines += ["", *batch_lines(results["batch"]), "", *other_lines(results)]
    return [*lines, "", "Asked", *(f"  {row.line}" for row in rows)]


def limit_lines(found: dict[str, Any]) -> list[str]:
    lines = [
        f"Embedding: {found['texts']} texts, {found['tokens']} tokens, "
        f"{found['operations'] / 1e9:.0f} GFLOP ({found['filled']:.2f} times that with filling), "
        f"at {found['ran_at'] / 1e9:.0f} GFLOP a processor second"
    ]
    for name, share in found["of_limit"].items():
        speed = found["speeds"][name] / 1e9
        lines.append(f"  {share:5.2f} of the limit by {name}: {speed:.0f} GFLOP a second")
    return lines


def batch_lines(found: dict[str, Any]) -> list[str]:
    peaks = ", ".join(f"{peak:.0f}" for peak in found["peaks_mb"])
    return [
        f"Batch of {found['submissions']}, two processes, {found['words']} words, HTML and JSON",
        f"  {found['a_second']:.2f} a second with start, {found['a_second_working']:.2f} once "
        f"loaded; {found['a_processor_second']:.2f} a processor second with start, "
        f"{found['a_processor_second_working']:.2f} once loaded; peaks {peaks} MB",
    ]


def other_lines(results: dict[str, Any]) -> list[str]:
    found, own = results["others"], results["cold"]["premark map"]["cpu"]
    ours, theirs = found["reading"]["premark"], found["reading"]["pdfplumber"]
    lines = [
        f"Others, in processor seconds: {len(PDFS)} PDFs by pdfplumber alone {theirs['cpu']:.2f} s "
        f"({theirs['words']} words), by premark {ours['cpu']:.2f} s ({ours['words']} words): "
        f"{budget.ratio(theirs['cpu'], ours['cpu']):.1f} times as long"
    ]
    lines += encoder_lines(found["encoders"])
    for peer in found["peers"]:
        cpu = peer["took"]["cpu"]
        share = budget.ratio(cpu, own)
        lines.append(f"  {peer['name']}: {cpu:.2f} s, {share:.2f} of a cold premark map")
        lines.append(f"    gives {peer['gives']}")
    return [*lines, *(f"  {line}" for line in found["missing"])]


def encoder_lines(found: dict[str, Any]) -> list[str]:
    fast, plain = (found[name] for name in rivals.ENCODERS)
    lines = []
    for step in ("load", "first", "second"):
        ours, theirs = fast[f"{step}_cpu"], plain[f"{step}_cpu"]
        times = budget.ratio(theirs, ours)
        lines.append(
            f"  encoder, {step:6} compiled {ours:5.2f} s, sentence-transformers {theirs:5.2f} s: "
            f"{times:.1f} times as long"
        )
    peaks = f"peak {fast['peak_mb']:.0f} MB against {plain['peak_mb']:.0f} MB"
    return [*lines, f"  {peaks}; least cosine of two vectors {found['least_cosine']:.5f}"]


def run(number: int, peers: Path | None, file: Path, unit: str) -> tuple[dict[str, Any], list[str]]:
    """Everything, once."""
    before = os.getloadavg()[0]
    began = cold(file, unit)
    warm = mapping.warm(file, unit)
    limits = limit(warm)
    beside = others(file, warm.texts, peers)
    many = batch.measure(number)
    rows = asked(began, warm, many)
    results = {
        "load": [before, os.getloadavg()[0]],
        "cold": {name: asdict(took) for name, took in began.items()},
        "warm": {name: asdict(took) for name, took in warm.stages.items()},
        "warm_html": asdict(warm.html),
        "encoder": asdict(warm.encoder),
        "warm_peak_mb": warm.peak_mb,
        "limit": limits,
        "others": beside,
        "batch": asdict(many),
        "asked": [{**asdict(row), "reached": row.reached} for row in rows],
    }
    return results, told(results, warm, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure premark's speed on this machine.")
    parser.add_argument("--batch", type=int, default=100, help="submissions by two processes")
    parser.add_argument("--peers", type=Path, help="a virtual environment that holds the peers")
    parser.add_argument("--json", type=Path, help="also write the JSON here")
    given = parser.parse_args()
    assignment = load(batch.CORPORA / f"{FILE}.yaml")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{FILE}.docx"
        write_docx(assignment, file)
        took, (results, lines) = timed(lambda: run(given.batch, given.peers, file, assignment.unit))
    print("\n".join([*lines, "", f"the whole benchmark took {took.wall:.0f} s"]))
    said = json.dumps(results)
    print(said)
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        given.json.write_text(said + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
