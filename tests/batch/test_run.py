"""Workers that do well, die, grow, stick or fail: each submission comes to one end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import cohort_stand_in as stand_in
import psutil
import pytest
from cohort_stand_in import UNIT, logged, submissions

from premark.batch.crew import Bounds
from premark.batch.journal import Journal, open_journal
from premark.batch.one import Settings, settings_for
from premark.batch.run import Ran, reviewed, run
from premark.batch.worker import ONE_THREAD, Job
from premark.errors import Crashed, ModelMissing, OutputError
from premark.packs.load import find_pack
from premark.types.cohort import Submission

ROOT = Path(__file__).parents[2]


def settings(out: Path) -> Settings:
    return settings_for({UNIT: find_pack(UNIT)}, out)


def ran(
    cohort: tuple[Submission, ...], out: Path, *, bounds: Bounds | None = None, workers: int = 2
) -> tuple[Ran, dict[str, str]]:
    """How it went, and the status of each that failed."""
    job = Job(settings(out), stand_in.review, stand_in.load)
    with open_journal(out) as journal:
        journal.plan(cohort, job.settings)
        found = _run(journal, cohort, job, bounds or Bounds(), workers)
        return found, {one.submission: one.status for one in journal.failures()}


def _run(
    journal: Journal, cohort: tuple[Submission, ...], job: Job, bounds: Bounds, workers: int
) -> Ran:
    by_id = {one.id: one for one in cohort}
    return run(journal, by_id, lambda todo: reviewed(todo, job, workers=workers, bounds=bounds))


def one(what: str, number: int = 99) -> Submission:
    made = submissions(1, what)[0]
    return made.model_copy(update={"id": f"x-{number:04}"})


def test_each_submission_is_reviewed_once_and_shared_out(tmp_path: Path) -> None:
    found, failures = ran(submissions(30, "slow"), tmp_path)
    assert (found.done, found.failed, failures) == (30, 0, {})
    assert Counter(logged(tmp_path)) == Counter(s.id for s in submissions(30))
    workers = {line.split()[1] for line in (tmp_path / stand_in.LOG).read_text().splitlines()}
    assert len(workers) == 2 and str(os.getpid()) not in workers


def test_a_second_run_reviews_nothing(tmp_path: Path) -> None:
    ran(submissions(5), tmp_path)
    found, _ = ran(submissions(5), tmp_path)
    assert found.total == 0 and len(logged(tmp_path)) == 5


@pytest.mark.parametrize(
    ("what", "status", "tried"),
    [("dies", "crashed", 2), ("raises", "crashed", 1), ("unread", "encrypted", 1)],
)
def test_one_bad_submission_fails_alone(
    tmp_path: Path, what: str, status: str, tried: int
) -> None:
    found, failures = ran((*submissions(3), one(what)), tmp_path)
    assert (found.done, failures) == (3, {"x-0099": status})
    assert logged(tmp_path).count("x-0099") == tried


def test_the_parent_holds_no_more_after_a_thousand_than_after_a_hundred(tmp_path: Path) -> None:
    cohort, own, held = submissions(1_000), psutil.Process(), list[float]()
    job = Job(settings(tmp_path), stand_in.review, stand_in.load)
    with open_journal(tmp_path) as journal:
        journal.plan(cohort, job.settings)

        def said(ran: Ran) -> None:
            if ran.done in (100, 1_000):
                held.append(own.memory_info().rss / 1e6)

        run(journal, {s.id: s for s in cohort}, lambda todo: reviewed(todo, job, workers=2),
            said=said)  # fmt: skip
    assert held[1] - held[0] < 8, held


def test_what_a_worker_raises_is_told_without_its_words(tmp_path: Path) -> None:
    ran((one("raises"),), tmp_path)
    with open_journal(tmp_path) as journal:
        said = next(journal.failures()).says
    assert "KeyError" in said and "words of the learner" not in said


def test_a_submission_whose_worker_died_is_tried_once_more(tmp_path: Path) -> None:
    found, failures = ran((one("dies-once"), *submissions(3)), tmp_path)
    assert (found.done, failures) == (4, {})


def test_one_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    bounds = Bounds(wall=1.0)
    found, failures = ran((one("stuck"), *submissions(3)), tmp_path, bounds=bounds)
    assert (found.done, failures) == (3, {"x-0099": "timed_out"})


def test_one_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    bounds = Bounds(most_mb=300)
    found, failures = ran((one("grows"), *submissions(3)), tmp_path, bounds=bounds)
    assert (found.done, failures) == (3, {"x-0099": "out_of_memory"})


def test_a_worker_that_has_grown_is_replaced_between_submissions(tmp_path: Path) -> None:
    found, _ = ran(submissions(4), tmp_path, bounds=Bounds(tired_mb=1), workers=1)
    lines = (tmp_path / stand_in.LOG).read_text().splitlines()
    assert found.done == 4 and len({line.split()[1] for line in lines}) == 4


def test_a_full_disk_ends_the_run_and_fails_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no space left"):
        ran((one("full"), *submissions(3)), tmp_path)
    with open_journal(tmp_path) as journal:
        assert journal.counts()["failed"] == 0
        assert "x-0099" in journal.todo()


def test_a_missing_model_ends_the_run(tmp_path: Path) -> None:
    job = Job(settings(tmp_path), stand_in.review, stand_in.no_model)
    with pytest.raises(ModelMissing) as error:
        list(reviewed(submissions(2), job, workers=1))
    assert error.value.exit_code == 5 and error.value.hint == "Install it."


def test_workers_that_die_at_birth_end_the_run(tmp_path: Path) -> None:
    job = Job(settings(tmp_path), stand_in.review, stand_in.dies_at_birth)
    with pytest.raises(Crashed, match="end before they are ready"):
        list(reviewed(submissions(2), job, workers=1))


def test_a_program_that_workers_cannot_start_from_is_told_so() -> None:
    ran = subprocess.run(
        [sys.executable, "-"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        input="from pathlib import Path\n"
        "from premark.batch.one import Settings\n"
        "from premark.batch.run import reviewed\n"
        "from premark.batch.worker import Job\n"
        "from premark.packs.load import all_packs\n"
        "from premark.types.cohort import Submission\n"
        "packs = {pack.code: pack for pack in all_packs()}\n"
        "job = Job(Settings(out=Path('.'), packs=packs))\n"
        "list(reviewed([Submission(id='s', unit='8580-500')], job, workers=1))\n",
    )  # fmt: skip
    assert "Crashed: the processes that review submissions end" in ran.stderr


def test_no_worker_is_left_when_a_run_ends_early(tmp_path: Path) -> None:
    before = set(psutil.Process().children(recursive=True))
    job = Job(settings(tmp_path), stand_in.review, stand_in.load)
    outcomes = reviewed(submissions(20, "slow"), job, workers=2)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    left = set(psutil.Process().children(recursive=True)) - before
    assert all("resource_tracker" in " ".join(each.cmdline()) for each in left)


def test_workers_have_one_thread_each_and_the_parent_keeps_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    job = Job(settings(tmp_path), stand_in.with_threads, stand_in.load)
    list(reviewed(submissions(1), job, workers=1))
    told = (tmp_path / "threads").read_text()
    assert told == ONE_THREAD["OMP_NUM_THREADS"] and os.environ["OMP_NUM_THREADS"] == "7"
