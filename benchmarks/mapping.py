"""Times one assignment, warm and cold: `python benchmarks/mapping.py [FILE UNIT]`.

Prints seconds and, for comparing machines, each stage's share of the warm run. Medians of five.
Without arguments it maps the bundled sample.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "corpora" / "sample" / "8580-503-journal.docx"
RUNS = 5


def cold(file: Path, unit: str) -> float:
    """Seconds from nothing to a written report, in a process of its own."""
    out = ROOT / "reports" / "bench"
    command = [sys.executable, "-m", "premark", "map", str(file), "--unit", unit, "-q"]
    start = time.perf_counter()
    subprocess.run([*command, "--out", str(out)], check=True, capture_output=True)
    return time.perf_counter() - start


def help_time() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "premark", "--help"], check=True, capture_output=True)
    return time.perf_counter() - start


def warm(file: Path, unit: str) -> tuple[float, dict[str, float], int]:
    """Median seconds of a run, the median of each stage, and the words mapped."""
    from premark.pipeline import load_tools, map_files

    tools = load_tools()
    map_files([file], unit, tools=tools)
    totals, stages, words = [], [], 0
    for _ in range(RUNS):
        marks: list[tuple[str, float]] = []
        start = time.perf_counter()
        review = map_files(
            [file], unit, tools=tools, said=lambda s, m=marks: m.append((s, time.perf_counter()))
        )
        end = time.perf_counter()
        totals.append(end - start)
        ends = [t for _, t in marks[1:]] + [end]
        stages.append({name: e - t for (name, t), e in zip(marks, ends, strict=True)})
        words = review.words
    medians = {name: statistics.median(s[name] for s in stages) for name in stages[0]}
    return statistics.median(totals), medians, words


def main() -> None:
    file, unit = (Path(sys.argv[1]), sys.argv[2]) if len(sys.argv) > 2 else (SAMPLE, "8580-503")
    cold_seconds = statistics.median(cold(file, unit) for _ in range(3))
    helped = statistics.median(help_time() for _ in range(RUNS))
    total, stages, words = warm(file, unit)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{file.name}: {words} words")
    print(f"cold, to a written report  {cold_seconds:6.2f} s")
    print(f"premark --help             {helped:6.2f} s")
    ratio = cold_seconds / total
    print(f"warm                       {total:6.2f} s; cold is {ratio:.1f} times that")
    print(f"peak memory                {peak:6.0f} MB")
    for name, seconds in stages.items():
        print(f"  {name:30} {seconds:6.3f} s  {seconds / total:5.0%} of warm")
    print(json.dumps({"cold": cold_seconds, "warm": total, "peak_mb": peak, "words": words}))


if __name__ == "__main__":
    main()
