"""A run on Dask: two workers of processes, mostly with a light stand-in for the review."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

distributed = pytest.importorskip(
    "distributed", reason='a run on Dask needs it: pip install "premark[cluster]"'
)

import light_review as light  # noqa: E402

from premark.batch import cluster, cluster_worker  # noqa: E402
from premark.batch.cluster import ClusterError, on_cluster  # noqa: E402
from premark.batch.cluster_checks import faults, sizes  # noqa: E402
from premark.batch.cluster_worker import Parcel, Saw, versions  # noqa: E402
from premark.batch.journal import read_journal  # noqa: E402
from premark.batch.one import Outcome  # noqa: E402
from premark.batch.run import reviewed  # noqa: E402
from premark.batch.whole import Asked, make_cohort  # noqa: E402
from premark.batch.worker import Job  # noqa: E402
from premark.types.cohort import Failed, Given, Submission  # noqa: E402


def still(root: Path, patterns: object) -> str:
    """In the place of a digest: whoever edits a file while the tests run changes no result."""
    return "still"


class Still(distributed.WorkerPlugin):  # type: ignore[misc]
    """The same at the workers, which outlive a test."""

    def setup(self, worker: object) -> None:
        cluster_worker._tree = still
        versions.cache_clear()


@pytest.fixture(scope="module")
def two_workers() -> Iterator[str]:
    """The address of a cluster of two processes, whose parent starts each anew when it dies."""
    import dask

    with (
        dask.config.set(cluster._QUIET),
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as made,
    ):
        with distributed.Client(made, set_as_default=False) as client:
            client.register_plugin(Still())
        yield made.scheduler_address


@pytest.fixture
def scheduler(two_workers: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(cluster_worker, "_tree", still)
    return two_workers


@pytest.fixture(autouse=True)
def looked_at_anew() -> Iterator[None]:
    versions.cache_clear()
    yield
    versions.cache_clear()


def job(out: Path) -> Job:
    return Job(light.settings(out), review=light.review, load=light.load)


def run(submissions: list[Submission], to_do: Job, scheduler: str) -> list[Outcome]:
    found = on_cluster(iter(submissions), to_do, waiting=submissions, scheduler=scheduler)
    with closing(found):  # type: ignore[type-var]
        return [outcome for outcome, _ in found]


def test_what_comes_is_what_comes_of_one_computer_each_once(scheduler: str, tmp_path: Path) -> None:
    submissions = light.cohort(41, {3: "fail", 17: "raise", 40: "fail"})
    there = run(submissions, job(tmp_path / "there"), scheduler)
    here = [one for one, _ in reviewed(submissions, job(tmp_path / "here"), workers=2)]
    assert light.ids(there) == [one.id for one in submissions]
    assert sorted(map(repr, there)) == sorted(map(repr, here))
    names = [
        sorted(path.name for path in (tmp_path / side / "reports").iterdir())
        for side in ("here", "there")
    ]
    assert names[0] == names[1] and len(names[0]) == 38


def test_a_worker_killed_in_a_batch_has_its_batch_done_by_another(
    scheduler: str, tmp_path: Path
) -> None:
    submissions = light.cohort(40, {9: "die-once"})
    found = run(submissions, job(tmp_path), scheduler)
    assert light.ids(found) == [one.id for one in submissions]
    assert not [one for one in found if isinstance(one, Failed)]
    assert light.attempts(tmp_path)["s-009"] == 2


def test_a_submission_that_kills_every_worker_is_the_only_one_that_fails(
    scheduler: str, tmp_path: Path
) -> None:
    submissions = light.cohort(24, {5: "die"})
    found = run(submissions, job(tmp_path), scheduler)
    assert light.ids(found) == [one.id for one in submissions]
    (lost,) = [one for one in found if isinstance(one, Failed)]
    assert (lost.submission, lost.status) == ("s-005", "crashed")
    assert "died" in lost.says and lost.next_step


def test_submissions_are_taken_as_there_is_room_for_them(scheduler: str, tmp_path: Path) -> None:
    submissions, taken = light.cohort(200), list[str]()

    def given() -> Iterator[Submission]:
        for one in submissions:
            taken.append(one.id)
            yield one

    found = on_cluster(given(), job(tmp_path), waiting=submissions, scheduler=scheduler)
    with closing(found):  # type: ignore[type-var]
        next(found)
        assert len(taken) <= 4 * cluster.BATCH


def test_nothing_of_a_submission_is_in_the_logs_or_the_names_of_tasks(
    scheduler: str, tmp_path: Path
) -> None:
    submissions = light.cohort(8, {2: "raise", 4: "die-once"})
    run(submissions, job(tmp_path), scheduler)
    with distributed.Client(scheduler, set_as_default=False) as client:
        logs = repr(client.get_worker_logs()) + repr(client.get_scheduler_logs())
        stories = repr(client.run_on_scheduler(_all_that_was_heard))
    assert "premark-" in stories
    for told in (logs, stories):
        assert light.SECRET not in told and "s-002" not in told
    assert repr(Parcel("t", tuple(submissions), "v")) == "<8 submissions>"


def _all_that_was_heard(dask_scheduler: object) -> list[object]:
    return [dask_scheduler.transition_log, dask_scheduler._broker._topics]  # type: ignore[attr-defined]


def test_the_folder_keeps_no_trace_of_the_looking(scheduler: str, tmp_path: Path) -> None:
    run(light.cohort(4), job(tmp_path), scheduler)
    assert not list(tmp_path.rglob(".premark-shared*"))


def test_a_folder_that_cannot_be_written_is_an_error_that_names_it(
    scheduler: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(cluster.OutputError, match="file.*cannot be written"):
        run(light.cohort(1), job(tmp_path / "file"), scheduler)


def test_a_worker_with_another_encoder_is_refused_by_its_address(tmp_path: Path) -> None:
    """One of the two workers is started with other surroundings than this process has."""
    other = {"PREMARK_ENCODER": "sentence-transformers"}
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None,
        silence_logs=logging.CRITICAL,
    ) as made:  # fmt: skip
        command = [sys.executable, "-m", "distributed.cli.dask_worker", made.scheduler_address]
        command += ["--nthreads", "1", "--no-dashboard", "--no-nanny"]
        late = subprocess.Popen(
            command, env={**os.environ, **other, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            with distributed.Client(made, set_as_default=False) as client:
                client.wait_for_workers(2, timeout=60)
            with pytest.raises(ClusterError, match=r"worker tcp://.*PREMARK_ENCODER") as refused:
                run(light.cohort(2), job(tmp_path), made.scheduler_address)
        finally:
            late.kill()
            late.wait()
    assert "Set PREMARK_ENCODER alike" in refused.value.hint
    assert not light.attempts(tmp_path)


def test_a_scheduler_that_is_lost_on_the_way_ends_the_run_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ANSWER", 3)
    submissions = light.cohort(100, dict.fromkeys(range(100), "sleep"))
    made = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )  # fmt: skip
    found = on_cluster(
        iter(submissions), job(tmp_path), waiting=submissions, scheduler=made.scheduler_address
    )
    with closing(found):  # type: ignore[type-var]
        next(found)
        made.close()
        with pytest.raises(ClusterError, match="scheduler was lost|no worker is left") as lost:
            list(found)
    assert "what is done stays done" in lost.value.hint
    assert not list(tmp_path.glob(".premark-shared*"))


def sound(**other: object) -> Saw:
    return replace(Saw(versions(), 1, "encoder", True, True), **other)


@pytest.mark.parametrize(
    ("saw", "says", "next_step"),
    [
        (sound(threads=2), "runs 2 threads", "--nthreads 1"),
        (sound(versions={**versions(), "spacy": "3.0"}), "spacy 3.0 (here ", "constraints.txt"),
        (sound(versions={**versions(), "models": "ab" * 32}), "models abababab", "Install"),
        (sound(same_folder=False), "cannot see /out", "--scheduler local"),
        (sound(writes=False), "cannot write to /out", "--scheduler local"),
        (sound(unseen=3), "cannot see the files in /in", "--scheduler local"),
        (sound(encoder="another"), "its encoder is 'another'", "processors of one kind"),
        (sound(refused=cluster.OutputError("full", hint="Go.")), "cannot start: full", "Go."),
    ],
)
def test_a_worker_that_is_not_as_this_computer_is_named(
    saw: Saw, says: str, next_step: str
) -> None:
    given = tuple(Given(name=f"{i}.docx", path=f"/in/learner {i}/{i}.docx") for i in (1, 2))
    submissions = [Submission(id="s-1", unit="u", files=given)]
    (fault,) = faults({"tcp://b:1": sound(), "tcp://c:2": saw}, Path("/out"), submissions)
    assert fault.says.startswith("worker tcp://c:2 ") and says in fault.says
    assert "learner" not in fault.says and next_step in fault.next_step


def test_workers_alike_are_not_refused() -> None:
    assert not list(faults({"tcp://b:1": sound(), "tcp://c:2": sound()}, Path("/out"), []))


def test_files_to_look_at_are_spread_over_the_cohort(tmp_path: Path) -> None:
    paths = [tmp_path / f"{i:03}.docx" for i in range(200)]
    for path in paths[:-1]:
        path.write_bytes(b"123")
    submissions = [
        Submission(id=f"s-{i}", unit="u", files=(Given(name="x", path=str(path)),))
        for i, path in enumerate(paths)
    ]
    found = sizes(submissions)
    assert len(found) == 50 and {size for _, size in found} == {3}
    assert found[0][0] == str(paths[0]) and found[-1][0] == str(paths[196])


@pytest.mark.parametrize("address", ["tcp://", "localhost:8786", "http://a:1", "LOCAL", "tcp://a"])
def test_what_is_no_address_is_refused_with_what_is_one(address: str, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="is no address") as refused:
        run(light.cohort(1), job(tmp_path), address)
    assert "tcp://host:port" in refused.value.hint


def test_a_scheduler_that_does_not_answer_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ANSWER", 0.5)
    with pytest.raises(ClusterError, match="tcp://127.0.0.1:9: does not answer") as refused:
        run(light.cohort(1), job(tmp_path), "tcp://127.0.0.1:9")
    assert "dask scheduler" in refused.value.hint


def test_without_dask_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match="needs Dask") as refused:
        run(light.cohort(1), job(tmp_path), "local")
    assert 'pip install "premark[cluster]"' in refused.value.hint


def test_a_cluster_of_this_computer_s_own_ends_with_the_run(tmp_path: Path) -> None:
    before, submissions = set(psutil.Process().children(recursive=True)), light.cohort(12)
    found = on_cluster(
        iter(submissions), job(tmp_path), waiting=submissions, scheduler="local", workers=2
    )
    with closing(found):  # type: ignore[type-var]
        outcomes = [outcome for outcome, _ in found]
    assert Counter(light.ids(outcomes)) == Counter(one.id for one in submissions)
    left = set(psutil.Process().children(recursive=True)) - before
    assert not [one for one in left if "spawn_main" in " ".join(one.cmdline())]


SHORT = """# 1.1 The role of a coach

{name} agrees a contract with each client, listens, and asks open questions. I compared this with
mentoring (Clutterbuck, 2014): a mentor advises from experience, whereas a coach does not advise.

# 1.2 Ground rules

In session {number} we agreed confidentiality and its limits, because trust is needed for honest
talk. I evaluated the agreement afterwards: it was too vague about notes, so I changed it.
"""


@pytest.mark.slow
def test_real_reviews_on_dask_are_those_of_one_computer_to_the_byte(tmp_path: Path) -> None:
    given = tmp_path / "given"
    for number, name in enumerate(["Ada", "Ben", "Cy", "Dee"], 1):
        (given / f"{name} Learner").mkdir(parents=True)
        text = SHORT.format(name=name, number=number)
        (given / f"{name} Learner" / "essay.md").write_text(text, encoding="utf-8")
    found = []
    for side, scheduler in (("here", ""), ("there", "local")):
        asked = Asked(
            source=given, out=tmp_path / side, unit=light.UNIT, formats=("html", "json"),
            workers=2, scheduler=scheduler,
        )  # fmt: skip
        ended = make_cohort(asked)
        assert (ended.done, ended.failed) == (4, 0)
        found.append(files_of(tmp_path / side))
    assert found[0] == found[1]
    assert {"cohort.csv", "sampling-plan.csv", "reports"} <= {name[0] for name in found[0]}


def files_of(out: Path) -> dict[tuple[str, ...], object]:
    """All that a run leaves, by its path: bytes; of the journal its records and failures."""
    left: dict[tuple[str, ...], object] = {
        path.relative_to(out).parts: path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.startswith("journal.sqlite")
    }
    with read_journal(out) as journal:
        left["journal.sqlite",] = (list(journal.records()), list(journal.failures()))
    return left
