"""A run killed with all it has started, again and again: each review once, nothing lost or left.

The kill is -9 and comes at any moment: while workers start, between a review and its commit,
inside a commit. A stand-in reviews, so that hundreds of submissions take seconds.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import light_review as light
import psutil
import pytest

from premark.batch.journal import open_journal, read_journal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")

SCRIPT = Path(__file__).with_name("light_cohort.py")
ROOT = Path(__file__).parents[2]
NUMBER, EVERY = 200, 40
SPARED = 10.0  # seconds in which everything that a killed run had started is gone


class Run:
    """A run of its own, in a process of its own."""

    def __init__(self, out: Path, number: int, scheduler: str = "") -> None:
        paths = os.pathsep.join([str(ROOT), str(SCRIPT.parent)])
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT), str(out), str(number), scheduler],
            env={**os.environ, "PYTHONPATH": paths},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.started: set[psutil.Process] = set()

    def finished(self) -> Iterator[int]:
        """How many submissions it is done with, whenever it says so."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.look()
            yield int(line)

    def look(self) -> None:
        with suppress(psutil.Error):
            self.started |= set(psutil.Process(self.process.pid).children(recursive=True))

    def kill(self) -> None:
        self.look()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def left(self) -> list[str]:
        """What is there of all that it started, once it has had the time to end."""
        there = psutil.wait_procs(list(self.started), timeout=SPARED)[1]
        return [name for one in there if (name := _alive(one))]


def _alive(process: psutil.Process) -> str:
    """What a process is called; "" where it has ended, though nobody has asked after it."""
    with suppress(psutil.Error):
        return str(process.name()) if process.status() != psutil.STATUS_ZOMBIE else ""
    return ""


@contextmanager
def running(out: Path, number: int, scheduler: str = "") -> Iterator[Run]:
    run = Run(out, number, scheduler)
    try:
        yield run
    finally:
        if run.process.poll() is None:
            run.kill()


def killed_at(out: Path, number: int, moment: random.Random, scheduler: str = "") -> bool:
    """A run killed after about EVERY submissions, at any moment; false where it came to its end."""
    with running(out, number, scheduler) as run:
        stop = moment.randrange(EVERY // 2, EVERY + EVERY // 2)
        for count in run.finished():
            if count >= stop:
                time.sleep(moment.uniform(0, light.SLEEP))
                break
        ended = run.process.poll() is not None or count < stop
        if not ended:
            run.kill()
        assert run.left() == []
    return not ended


def sound(out: Path) -> None:
    database = sqlite3.connect(out / "journal.sqlite")
    with database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_a_run_killed_again_and_again_reviews_each_submission_once(tmp_path: Path) -> None:
    moment, kills, done = random.Random(7), 0, set[str]()
    while killed_at(tmp_path, NUMBER, moment):
        kills += 1
        assert kills < 3 * NUMBER // EVERY, "it does not come forward"
        sound(tmp_path)
        with read_journal(tmp_path) as journal:
            now = set(journal.done())
        assert done < now, "what was done is not done any more, or nothing was"
        done = now
    assert kills >= 3
    everything_once(tmp_path, NUMBER, in_hand=2 * kills)


def everything_once(out: Path, number: int, *, in_hand: int) -> None:
    """Each in the journal and the folder once; no more was done again than was in hand."""
    wanted = [one.id for one in light.cohort(number)]
    sound(out)
    with read_journal(out) as journal:
        records = [record.submission for record in journal.records()]
        assert dict(journal.counts()) == {"done": number}
    assert records == wanted
    reports = sorted(path.name for path in (out / "reports").glob("s-*"))
    assert reports == [f"{name}.premark.html" for name in wanted]
    attempts = light.attempts(out)
    assert set(attempts) == set(wanted)
    assert sum(attempts.values()) - number <= in_hand


def test_a_run_killed_before_its_first_review_goes_on(tmp_path: Path) -> None:
    for wait in (0.0, 0.3, 0.6, 0.9):
        with running(tmp_path, 12) as run:
            time.sleep(wait)
            run.kill()
            assert run.left() == []
    with running(tmp_path, 12) as run:
        assert list(run.finished())[-1] <= 12
        assert run.process.wait(timeout=60) == 0
    everything_once(tmp_path, 12, in_hand=8)


def test_a_run_that_is_done_does_nothing_when_it_is_started_again(tmp_path: Path) -> None:
    for _ in range(2):
        with running(tmp_path, 6) as run:
            list(run.finished())
            assert run.process.wait(timeout=60) == 0
    assert set(light.attempts(tmp_path).values()) == {1}


def test_a_second_run_in_the_folder_is_refused_while_the_first_is_at_work(tmp_path: Path) -> None:
    with open_journal(tmp_path), running(tmp_path, 6) as second:
        assert list(second.finished()) == []
        assert second.process.wait(timeout=60) != 0
    assert not light.attempts(tmp_path)
    with running(tmp_path, 6) as first:
        list(first.finished())
        assert first.process.wait(timeout=60) == 0
    everything_once(tmp_path, 6, in_hand=0)


def test_a_worker_killed_at_any_moment_costs_one_more_attempt_at_most(tmp_path: Path) -> None:
    moment, kills = random.Random(3), 0
    with running(tmp_path, 80) as run:
        for count in run.finished():
            if count % 20 == 0:
                workers = [one for one in run.started if one.is_running() and _works(one)]
                if workers:
                    moment.choice(sorted(workers, key=lambda one: one.pid)).kill()
                    kills += 1
        assert run.process.wait(timeout=60) == 0
    assert kills >= 3
    everything_once(tmp_path, 80, in_hand=kills)


def _works(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return any("spawn_main" in part for part in process.cmdline())
    return False


def test_a_run_on_dask_killed_with_its_client_goes_on_where_it_was(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason='it needs Dask: pip install "premark[cluster]"')
    moment = random.Random(5)
    assert killed_at(tmp_path, 100, moment, "local")
    sound(tmp_path)
    with running(tmp_path, 100, "local") as run:
        assert list(run.finished())[-1] < 100
        assert run.process.wait(timeout=60) == 0
        assert run.left() == []
    everything_once(tmp_path, 100, in_hand=2 * 4)
