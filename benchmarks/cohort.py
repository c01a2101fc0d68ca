"""A whole cohort: `python -m benchmarks.cohort N --kill-every K --folder DIR`.

Makes N synthetic submissions, runs `premark cohort` on them with a kill -9 every K reports until it
ends, and says whether each was reviewed exactly once, what it took and what it found, beside one
warm process on some of the same files before and after. Started again, it goes on where it was.
`--plan DIR/result.json` prints the table of docs/scale.md.

Every other kill is of the parent alone, whose workers are then to end by themselves; the rest are
of all processes at once, as when the power fails.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil

from benchmarks import cohort_figures as figures
from benchmarks.clock import PYTHON
from benchmarks.cohort_plan import YEAR, plan
from benchmarks.cohort_told import told
from benchmarks.cohort_watch import Segment, end_stray, reports, watched

FAILED = 3  # the exit code where a submission could not be reviewed: the proof says which
STUCK = 4  # starts in a row that came no further
Row = dict[str, Any]


class State:
    """What is done, kept after each step, so that a benchmark that was stopped goes on."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "state.json"
        self.kept: Row = json.loads(self.path.read_text()) if self.path.exists() else {}
        self.began = time.monotonic()

    def step(self, name: str, make: Callable[[], Any]) -> Any:
        """What a step gave, now or before."""
        if name not in self.kept:
            self.say(name)
            self.keep(name, make())
        return self.kept[name]

    def keep(self, name: str, value: Any) -> None:
        self.kept[name] = value
        beside = self.path.with_suffix(".part")
        beside.write_text(json.dumps(self.kept), encoding="utf-8")
        beside.replace(self.path)

    def say(self, line: str) -> None:
        print(f"[{time.monotonic() - self.began:7.0f} s] {line}", flush=True)


def made(number: int, folder: Path, given: argparse.Namespace, seed: int) -> Row:
    """A cohort as a Moodle archive, with its truth. An unfinished one is made anew."""
    subprocess.run(["rm", "-rf", str(folder)], check=True)
    command = [PYTHON, "-m", "premark", "make-cohort", str(number), "--seed", str(seed)]
    command += ["--unit", given.unit, "--lms", "moodle", "--out", str(folder)]
    command += ["--weak", given.weak] if given.weak else []
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (source,) = folder.glob("*.zip")
    size = source.stat().st_size
    return {"source": str(source), "seconds": round(time.monotonic() - began, 1), "bytes": size}


def command(source: str, out: Path, given: argparse.Namespace, *more: str) -> list[str]:
    asked = ["--unit", given.unit, "--out", str(out), "--back", "learner"]
    asked += ["--workers", str(given.workers)]
    return [PYTHON, "-m", "premark", "cohort", source, *asked, *more]


def ended_well(segment: Segment, out: Path) -> None:
    """Raises RuntimeError where a run that nobody killed came to no end (3: some had failed)."""
    if not segment.killed and segment.code not in (0, FAILED):
        log = (out.parent / f"{out.name}.log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"premark cohort ended with {segment.code}\n{log[-1500:]}")


def killed_run(source: str, out: Path, given: argparse.Namespace, state: State) -> list[Row]:
    """The run, killed every so many reports; each start of it."""
    segments: list[Row] = state.kept.setdefault("segments", [])
    if end_stray(out):
        state.say("the benchmark itself had been stopped: what it had started is ended")
        state.keep("stopped", state.kept.get("stopped", 0) + 1)
    while not segments or segments[-1]["killed"]:
        stop = reports(out) + given.kill_every if given.kill_every else 0
        stop = stop if stop < given.number else 0
        one = watched(
            command(source, out, given), out, stop_at=stop, kill_all=bool(len(segments) % 2),
            said=state.say,
        )  # fmt: skip
        ended_well(one, out)
        segments.append(asdict(one))
        state.keep("segments", segments)
        state.say(f"{one.to} reports, {f'killed ({one.killed})' if one.killed else 'ended'}, "
                  f"{one.left} processes left")  # fmt: skip
        if len(segments) > STUCK and segments[-STUCK]["from_"] == one.to:
            raise RuntimeError("the run comes no further")
    return segments


def whole_run(source: str, out: Path, given: argparse.Namespace, state: State, *more: str) -> Row:
    """A run from an empty folder to its end, without a kill."""
    end_stray(out)
    subprocess.run(["rm", "-rf", str(out)], check=True)
    segment = watched(command(source, out, given, *more), out, said=state.say)
    ended_well(segment, out)
    return asdict(segment)


def run_again(source: str, out: Path, given: argparse.Namespace, state: State) -> Row:
    """The same command when all is done: nothing is to be reviewed, tables and pages are drawn."""
    before = figures.finished(out)
    segment = watched(command(source, out, given), out, said=state.say)
    ended_well(segment, out)
    after = figures.finished(out)
    return {**asdict(segment), "reviewed": sum(after[one] != before.get(one) for one in after)}


def alone(source: str, out: Path, given: argparse.Namespace) -> list[Row]:
    """One warm process on some of the same files, from the cohort's first to its last."""
    asked = [PYTHON, "-m", "benchmarks.cohort_alone", source, str(out), given.unit]
    ran = subprocess.run(asked, check=True, capture_output=True, text=True)
    rows: list[Row] = json.loads(ran.stdout.strip().splitlines()[-1])
    return rows


def run_figures(segments: Sequence[Row], number: int, words: int, single: Sequence[Row]) -> Row:
    """What the starts took together, and how fast they were, per worker and against one alone."""
    wall, seconds = sum(one["wall"] for one in segments), sum(one["seconds"] for one in segments)
    spans = [(one["grown"][0], one["grown"][-1]) for one in segments if one["grown"]]
    working = number / _a_second(spans)  # what all would take at the rate between reports
    workers = max(one["workers"] for one in segments)
    workers = min(workers, segments[0]["asked_workers"])
    rate = sum(one["words"] for one in single) / sum(one["wall"] for one in single)
    grown = [point[1:] for one in segments for point in one["grown"]]
    peaks = {name: max(one[f"{name}_mb"] for one in segments)
             for name in ("parent", "worker", "reader", "together")}  # fmt: skip
    return {
        "starts": len(segments),
        "kills of the parent alone": sum(one["killed"] == "parent" for one in segments),
        "kills of all": sum(one["killed"] == "all" for one in segments),
        "processes left after kills": sum(one["left"] for one in segments),
        "workers": workers,
        "wall seconds": round(wall, 1),
        "of them until each start's first report": round(sum(o["first"] for o in segments), 1),
        "of them for tables and pages": segments[-1]["after"],
        "submissions a second": round(number / wall, 3),
        "submissions a second while working": round(number / working, 3),
        "submissions a second and worker, all included": round(number / wall / workers, 3),
        "words a second and worker, all included": round(words / wall / workers, 1),
        "words a second and worker while working": round(words / working / workers, 1),
        "words a second of one alone": round(rate, 1),
        "throughput of a worker while working against one alone": round(
            words / working / workers / rate, 3
        ),
        "throughput of a worker, kills and starts included, against one alone": round(
            words / wall / workers / rate, 3
        ),
        "processor seconds in all": round(seconds, 1),
        "processor seconds of tables and pages": segments[-1]["outputs_seconds"],
        "peak MB": peaks,
        "MB of the parent as it went on": grown[:: max(1, len(grown) // 20)],
        "peak MB of the parent by start": [one["parent_mb"] for one in segments],
        "peak MB of a worker by start": [one["worker_mb"] for one in segments],
    }


def _a_second(spans: Sequence[tuple[Any, Any]]) -> float:
    """Reports a second from the first to the last of each start."""
    seconds = sum(last[0] - first[0] for first, last in spans)
    return float(sum(last[1] - first[1] for first, last in spans) / seconds)


def measure(given: argparse.Namespace) -> Row:
    """All steps, each kept; the result of them."""
    folder: Path = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    state = State(folder)
    asked = {"number": given.number, "unit": given.unit, "kill_every": given.kill_every,
             "small": given.small, "weak": given.weak, "seed": given.seed}  # fmt: skip
    if state.step("asked", lambda: asked) != asked:
        raise SystemExit(f"{folder}: holds another benchmark: {state.kept['asked']}")
    state.say(f"load average {os.getloadavg()[0]:.1f}, {psutil.cpu_count(logical=False)} cores")
    load = state.step("load before", lambda: list(os.getloadavg()))
    cohort = state.step("made", lambda: made(given.number, folder / "cohort", given, given.seed))
    source, out = cohort["source"], folder / "out"
    truth = folder / "cohort" / "truth.csv"
    before = state.step("before", lambda: alone(source, folder / "alone", given))
    result: Row = {"submissions": given.number, "unit": given.unit, "load": [load]}
    if given.small:
        result["small"] = small_figures(given, folder, state)
    segments = killed_run(source, out, given, state)
    after = state.step("after", lambda: alone(source, folder / "alone", given))
    again = state.step("again", lambda: run_again(source, out, given, state))
    result["load"].append(state.step("load after", lambda: list(os.getloadavg())))
    for one in segments:
        one["asked_workers"] = given.workers or workers_of_its_own()
        one["outputs_seconds"] = again["seconds"]
    result["costs"] = costs = figures.costs(out)
    result["run"] = run_figures(segments, given.number, costs["words"], [*before, *after])
    kills = sum(bool(one["killed"]) for one in segments) + state.kept.get("stopped", 0)
    result["proof"] = figures.proof(out, truth, result["run"]["workers"], kills)
    result["alone before"] = figures.against_single(out, before)
    result["alone after"] = figures.against_single(out, after)
    result["run again"] = {name: again[name] for name in ("wall", "seconds", "reviewed")}
    result["made"] = {name: cohort[name] for name in ("seconds", "bytes")}
    result["given KB a submission"] = round(cohort["bytes"] / given.number / 1000, 1)
    result["sizes"] = figures.sizes(out, given.number)
    try:
        result["ranks"] = figures.ranks(out, Path(source), given.unit, truth)
    except Exception as error:  # the rest took half an hour, and is told
        result["ranks"] = {"fault": f"{type(error).__name__}: {error}"}
    result["segments"] = segments
    return result


def small_figures(given: argparse.Namespace, folder: Path, state: State) -> Row:
    """A small cohort to its end without a kill, and the same once more on a local Dask cluster."""
    cohort = state.step("made small", lambda: made(
        given.small, folder / "small", given, given.seed + 1))  # fmt: skip
    source, out, dask = cohort["source"], folder / "small-out", folder / "small-dask"
    run = state.step("small", lambda: whole_run(source, out, given, state))
    found: Row = {
        "submissions": given.small,
        "processor seconds each, all included": round(run["seconds"] / given.small, 3),
        "costs": figures.costs(out),
        "peak MB": {name: run[f"{name}_mb"] for name in ("parent", "worker", "reader")},
    }
    if not given.no_dask:
        far = state.step("small by Dask", lambda: whole_run(
            source, dask, given, state, "--scheduler", "local"))  # fmt: skip
        found["by Dask"] = {
            "processor seconds each, all included": round(far["seconds"] / given.small, 3),
            "wall": [run["wall"], far["wall"]],
            **figures.same_records(out, dask),
        }
    return found


def workers_of_its_own() -> int:
    from premark.batch.sizing import workers_here

    return workers_here()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("number", type=int, nargs="?", default=2000)
    parser.add_argument("--kill-every", type=int, default=300, help="reports; 0: never")
    parser.add_argument("--folder", type=Path, help="where all of it is kept; needed to measure")
    parser.add_argument("--unit", default="8580-503")
    parser.add_argument("--weak", default="", help="criteria to plant weak (commas)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--small", type=int, default=100, help="a cohort beside it; 0: none")
    parser.add_argument("--no-dask", action="store_true")
    parser.add_argument("--plan", type=Path, help="print the plan of a year from a result")
    parser.add_argument("--submissions", type=int, default=YEAR, help="of the year, for --plan")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    if given.plan:
        lines = plan(json.loads(given.plan.read_text()), given.submissions)
        with suppress(BrokenPipeError):
            print("\n".join(lines), flush=True)
        return 0
    if given.folder is None:
        print("--folder says where to keep it all", file=sys.stderr)
        return 2
    result = measure(given)
    (given.folder / "result.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    lines = "\n".join([*told(result), "", *plan(result)])
    (given.folder / "result.txt").write_text(lines + "\n", encoding="utf-8")
    with suppress(BrokenPipeError):
        print(lines)
    return 0 if result["proof"]["exactly once"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
