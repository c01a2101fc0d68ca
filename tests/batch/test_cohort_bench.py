"""The cohort benchmark's proofs and arithmetic, on folders and figures whose answer is known."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import light_review as light
import psutil
import pytest

from benchmarks import cohort_figures as figures
from benchmarks import cohort_plan as planning
from benchmarks.cohort import State, run_figures
from benchmarks.cohort_watch import end_stray, reports, watched
from premark.batch.cost import Cost
from premark.batch.journal import open_journal

NUMBER = 30


@pytest.fixture
def done(tmp_path: Path) -> Path:
    """A cohort of which each was reviewed once: the i-th took i seconds, of 10 words."""
    settings, submissions = light.settings(tmp_path), light.cohort(NUMBER)
    with open_journal(tmp_path) as journal:
        journal.plan(submissions, settings)
        for number, one in enumerate(submissions, 1):
            journal.begin(one.id)
            journal.finish(light.reviewed(one, settings), Cost(seconds=number, wall=number, mb=9))
            (tmp_path / "reports" / f"{one.id}.check.premark.html").write_text("x")
    (tmp_path / "dataset").mkdir()
    return tmp_path


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    path = tmp_path / "truth.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["submission", "criterion", "gold", "planted"])
        for one in light.cohort(NUMBER):
            writer.writerows([[one.id, "1.1", "none", "yes"], [one.id, "1.2", "strong", ""]])
    return path


def test_what_is_there_once_is_proved_to_be(done: Path, truth: Path) -> None:
    proof = figures.proof(done, truth, workers=2, kills=0)
    assert proof["exactly once"]
    assert (proof["records"], proof["reports"], proof["readings"]) == (NUMBER, NUMBER, NUMBER)
    assert (proof["attempts"], proof["reviews made again"]) == ({"1": NUMBER}, 0)


@pytest.mark.parametrize("lost", ["s-004.premark.html", "s-004.check.premark.html"])
def test_a_report_that_is_lost_is_no_proof(done: Path, truth: Path, lost: str) -> None:
    (done / "reports" / lost).unlink()
    assert not figures.proof(done, truth, workers=2, kills=0)["exactly once"]


def test_a_submission_that_the_truth_has_beyond_the_journal_is_no_proof(
    done: Path, truth: Path
) -> None:
    with truth.open("a") as file:
        file.write("s-999,1.1,none,\n")
    assert not figures.proof(done, truth, workers=2, kills=0)["exactly once"]


def test_costs_are_of_the_first_so_many_and_by_words(
    done: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "WINDOW", 10)
    monkeypatch.setattr(figures, "SIZES", (10, 20, 500))
    costs = figures.costs(done)
    assert {size: cost["seconds each"] for size, cost in costs["first"].items()} == {
        "10": 5.5, "20": 10.5, "30": 15.5,
    }  # fmt: skip
    assert costs["first"]["10"]["seconds of 1,000 words"] == 550
    assert costs["last to first hundred"] == pytest.approx(25.5 / 5.5, abs=0.001)


def test_one_alone_is_set_beside_the_same_files_of_the_run(done: Path) -> None:
    alone = [{"id": "s-001", "seconds": 1, "wall": 3}, {"id": "s-003", "seconds": 2, "wall": 3}]
    found = figures.against_single(done, alone)
    assert found["files"] == 2
    assert found["processor"]["throughput of a worker against alone"] == 0.5  # 3 s, and 2 + 4
    assert found["wall"]["throughput of a worker against alone"] == 1.0


def test_reports_of_learners_are_not_counted_as_submissions(done: Path) -> None:
    assert reports(done) == NUMBER
    assert reports(done / "nowhere") == 0


def segment(**other: Any) -> dict[str, Any]:
    one = {
        "wall": 30, "seconds": 40, "first": 10, "after": 0, "workers": 2, "asked_workers": 2,
        "grown": [(10, 0, 100), (30, 20, 110)], "killed": "", "left": 0, "parent_mb": 110,
        "worker_mb": 500, "reader_mb": 70, "together_mb": 1200, "outputs_seconds": 5,
    }  # fmt: skip
    return {**one, **other}


def test_the_rate_while_working_leaves_out_what_starts_take() -> None:
    segments = [segment(killed="all"), segment(grown=[(10, 20, 100), (30, 40, 120)])]
    single = [{"words": 1000, "wall": 2.0}]
    run = run_figures(segments, 40, 40_000, single)
    assert run["submissions a second while working"] == 1.0
    assert run["submissions a second"] == round(40 / 60, 3)
    assert run["throughput of a worker while working against one alone"] == 1.0
    assert run["kills of all"] == 1 and run["kills of the parent alone"] == 0


def test_a_plan_is_cores_and_hours_of_what_was_measured() -> None:
    result = {
        "submissions": 100,
        "run": {"processor seconds in all": 180.0, "processor seconds of tables and pages": 5.0,
                "peak MB": {"worker": 500, "reader": 100, "parent": 400}},
        "costs": {"words": 350_000},
        "sizes": {"KB a submission together": 200.0, "KB a submission": {"reports": 150.0}},
        "given KB a submission": 40.0,
    }  # fmt: skip
    lines = planning.plan(result, 200_000)
    assert "| work | 100 hours of one core |" in lines  # 200,000 x 1.8 s
    assert any("40.0 GB: reports 30.0 GB" in line for line in lines)
    assert "| 1 | 4 | 3 GB | 25.0 hours | 6.2 hours | 192,000 |" in lines


def test_a_step_that_is_done_is_not_done_again(tmp_path: Path) -> None:
    asked = []
    for _ in range(2):
        state = State(tmp_path)
        assert state.step("one", lambda: asked.append(1) or [1, "a"]) == [1, "a"]
    assert asked == [1]


WRITES = """
import subprocess, sys, time, pathlib
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
out = pathlib.Path(sys.argv[1]) / "reports"
out.mkdir(parents=True, exist_ok=True)
(out.parent / "child").write_text(str(child.pid))
for number in range(200):
    (out / f"s-{number}.premark.html").write_text("x")
    time.sleep(0.05)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize("all_", [True, False])
def test_what_is_watched_is_killed_at_its_mark_and_what_is_left_is_counted(
    tmp_path: Path, all_: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.cohort_watch.GRACE", 0.5)
    command = [sys.executable, "-c", WRITES, str(tmp_path / "out")]
    one = watched(command, tmp_path / "out", stop_at=5, kill_all=all_)
    assert one.killed == ("all" if all_ else "parent")
    assert one.left == (0 if all_ else 1)  # a child that does not look after its parent
    assert 5 <= one.to < 100 and one.parent_mb > 1
    with suppress(psutil.Error):
        psutil.Process(int((tmp_path / "out" / "child").read_text())).kill()


def test_a_run_that_a_stopped_benchmark_left_behind_is_ended(tmp_path: Path) -> None:
    stray = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    mark = tmp_path / "out.running.json"
    mark.write_text(json.dumps([stray.pid, psutil.Process(stray.pid).create_time()]))
    assert end_stray(tmp_path / "out")
    assert not psutil.pid_exists(stray.pid)
    assert not end_stray(tmp_path / "out")
