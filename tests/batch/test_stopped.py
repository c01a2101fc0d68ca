"""A run that is killed, its parent or its workers, and run again: each submission exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest
from cohort_stand_in import logged, submissions

from premark.batch.journal import read_journal

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NUMBER = 40
posix = pytest.mark.skipif(os.name != "posix", reason="kills by signals")


def start(out: Path, number: int = NUMBER, what: str = "slow") -> subprocess.Popen[str]:
    paths = os.pathsep.join([str(ROOT), str(HERE)])
    return subprocess.Popen(
        [sys.executable, str(HERE / "run_stand_in.py"), str(out), str(number), what],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def until(out: Path, number: int) -> None:
    """Wait until so many submissions have been begun."""
    ends = time.monotonic() + 60
    while len(logged(out)) < number:
        assert time.monotonic() < ends, "the run does not go on"
        time.sleep(0.02)


def workers_of(parent: int) -> list[psutil.Process]:
    children = psutil.Process(parent).children()
    return [one for one in children if "spawn_main" in " ".join(one.cmdline())]


def done_in(out: Path) -> set[str]:
    with read_journal(out) as journal:
        return {record.submission for record in journal.records()}


@posix
def test_after_kills_of_the_parent_each_is_reviewed_and_what_was_done_is_not_done_again(
    tmp_path: Path,
) -> None:
    out, kept = tmp_path / "out", set[str]()
    for kills, stop in enumerate((8, 18, 28), 1):
        run = start(out)
        until(out, stop)
        workers = workers_of(run.pid)
        run.send_signal(signal.SIGKILL)
        run.communicate(timeout=10)
        _, alive = psutil.wait_procs(workers, timeout=5)
        assert workers and not alive, "the workers end with their parent"
        before = Counter(logged(out))
        again = done_in(out)
        assert kept <= again, "nothing that was done is lost"
        assert sum(before.values()) - len(again) <= 2 * kills, "no more than the two in hand"
        kept = again
    told, _ = start(out).communicate(timeout=60)
    assert told.split()[:2] == [str(NUMBER), "0"]
    assert done_in(out) == {one.id for one in submissions(NUMBER)}
    times = Counter(logged(out))
    assert all(times[one] >= 1 for one in done_in(out))
    assert sum(times.values()) <= NUMBER + 3 * 2, "at most the two in hand at each kill"


@posix
def test_what_is_done_before_a_kill_is_never_begun_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = start(out)
    until(out, 12)
    run.kill()
    run.communicate(timeout=10)
    done, begun = done_in(out), logged(out)
    assert len(done) >= 8
    start(out).communicate(timeout=60)
    assert not done & set(logged(out)[len(begun):])


@posix
def test_a_killed_worker_costs_its_submission_one_more_attempt_and_nothing_else(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    run = start(out)
    for stop in (6, 16, 26):
        until(out, stop)
        workers_of(run.pid)[0].kill()
    told, _ = run.communicate(timeout=60)
    assert run.returncode == 0 and told.split() == [str(NUMBER), "0", str(NUMBER)]
    assert sum(Counter(logged(out)).values()) <= NUMBER + 3


@posix
def test_parent_and_workers_killed_at_once(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = start(out)
    until(out, 10)
    for process in (*workers_of(run.pid), psutil.Process(run.pid)):
        process.kill()
    run.communicate(timeout=10)
    told, _ = start(out).communicate(timeout=60)
    assert told.split()[:2] == [str(NUMBER), "0"]
    assert done_in(out) == {one.id for one in submissions(NUMBER)}


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_end_it_leaves_no_worker_and_a_whole_journal(
    tmp_path: Path, number: signal.Signals
) -> None:
    out = tmp_path / "out"
    run = start(out)
    until(out, 6)
    workers = workers_of(run.pid)
    run.send_signal(number)
    run.communicate(timeout=10)
    _, alive = psutil.wait_procs(workers, timeout=5)
    assert run.returncode != 0 and not alive
    assert len(done_in(out)) >= 3
    told, _ = start(out).communicate(timeout=60)
    assert told.split()[:2] == [str(NUMBER), "0"]


@posix
def test_a_second_run_while_one_is_at_work_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = start(out, 2_000)
    until(out, 2)
    _, said = start(out).communicate(timeout=60)
    assert "another run is at work in this folder" in said
    assert run.poll() is None, "the first goes on"
    run.kill()
    run.communicate(timeout=10)
