"""A child may do what it likes: the parent says why, lives, and reads the next file as before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import psutil
import pytest

from premark.errors import (
    Crashed,
    DamagedFile,
    MissingFile,
    NoText,
    OutOfMemory,
    PremarkError,
    ReadError,
    TimedOut,
    TooLarge,
)
from premark.isolate import bytes_work, read, read_with_names
from premark.isolate.pool import Answer, Failure, Pool, Used
from premark.read import read as read_here
from premark.types.limits import Limits

SECRET = "The learner wrote this sentence"
TIGHT = Limits(memory_mb=150, processor_seconds=0.5, wall_seconds=60, answer_mb=5)
ROOT = Path(__file__).parents[2]
STOPPED = {
    "allocate": OutOfMemory,
    "allocate_at_once": OutOfMemory,
    "loop": TimedOut,
    "abort": Crashed,
    "crash": Crashed,
    "leave": Crashed,
    "leave_with_7": Crashed,
    "garbage": Crashed,
    "say_too_much": Crashed,
    "raise_text": Crashed,
    "recurse": DamagedFile,
    "refuse": NoText,
    "connect": Crashed,
    "run_program": Crashed,
    "write_file": Crashed,
}


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(TIGHT, module="tests.isolate.rogue")
    yield made
    made.close()


@pytest.fixture(scope="module")
def essay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small Word file with a table and an author."""
    paper = docx.Document()
    paper.add_heading("Baking bread", 1)
    paper.add_paragraph("Flour gives the dough its body, and water wakes the gluten in it.")
    paper.add_table(rows=2, cols=2).cell(0, 0).text = "Loaf"
    paper.core_properties.author = "Ada Quill"
    path = tmp_path_factory.mktemp("essay") / "essay.docx"
    paper.save(str(path))
    return path


def do(pool: Pool, what: str) -> Answer | Failure:
    return pool.attempt(bytes_work("rogue", "essay.docx", [b"bytes"], do=what))


def failed(pool: Pool, what: str) -> PremarkError:
    outcome = do(pool, what)
    assert isinstance(outcome, Failure)
    return outcome.error


@pytest.mark.parametrize("what", STOPPED)
def test_each_end_of_a_child_has_its_own_error_and_the_next_file_is_read_as_before(
    what: str, pool: Pool, essay: Path
) -> None:
    before = read([essay], pool_=pool).model_dump_json()
    error = failed(pool, what)
    assert type(error) is STOPPED[what]
    assert error.message.startswith("essay.docx: ") and error.hint
    assert SECRET not in error.message + error.hint
    assert read([essay], pool_=pool).model_dump_json() == before


def test_what_a_child_prints_reaches_nobody(pool: Pool, capfd: pytest.CaptureFixture[str]) -> None:
    assert isinstance(do(pool, "print_and_go_on"), Answer)
    assert capfd.readouterr() == ("", "")


def test_a_child_that_computes_too_long_is_stopped_within_a_second_of_its_bound(pool: Pool) -> None:
    outcome = do(pool, "loop")
    assert isinstance(outcome, Failure)
    assert TIGHT.processor_seconds < outcome.used.seconds < TIGHT.processor_seconds + 1
    assert "0.5" in outcome.error.message and "seconds of processor time" in outcome.error.message


def test_a_child_that_takes_too_much_memory_is_stopped_near_its_bound(pool: Pool) -> None:
    outcome = do(pool, "allocate")
    assert isinstance(outcome, Failure)
    assert TIGHT.memory_mb < outcome.used.peak_mb < TIGHT.memory_mb + 260
    assert "at most 150 MB" in outcome.error.message


def test_a_child_that_waits_for_ever_is_stopped_by_the_clock() -> None:
    short = Pool(TIGHT.model_copy(update={"wall_seconds": 1.5}), module="tests.isolate.rogue")
    try:
        error = failed(short, "wait")
    finally:
        short.close()
    assert isinstance(error, TimedOut) and "by the clock" in error.message


def test_nothing_is_written_where_a_child_tried_to(pool: Pool) -> None:
    failed(pool, "write_file")
    assert not (ROOT / "written-by-a-child.txt").exists()


def test_a_child_knows_nothing_of_the_users_surroundings(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CENTRE_PASSWORD", "secret")
    fresh = Pool(TIGHT, module="tests.isolate.rogue")
    try:
        outcome = do(fresh, "who")
    finally:
        fresh.close()
    assert isinstance(outcome, Answer)
    assert "CENTRE_PASSWORD" not in outcome.header["environment"]
    assert "HOME" not in outcome.header["environment"]


def test_the_parent_neither_grows_nor_leaks_over_many_deaths(pool: Pool) -> None:
    own = psutil.Process()
    failed(pool, "abort")
    do(pool, "who")
    descriptors, memory, threads = own.num_fds(), own.memory_info().rss, threading.active_count()
    for what in ("abort", "say_too_much", "garbage", "leave") * 2:
        failed(pool, what)
    do(pool, "who")
    assert own.memory_info().rss - memory < 50e6
    assert own.num_fds() == descriptors and threading.active_count() == threads
    assert all(child.status() != psutil.STATUS_ZOMBIE for child in own.children())


def test_a_child_is_replaced_when_it_has_done_its_share() -> None:
    three = Pool(TIGHT.model_copy(update={"child_jobs": 3}), module="tests.isolate.rogue")
    try:
        answers = [do(three, "who") for _ in range(7)]
    finally:
        three.close()
    pids = [answer.header["pid"] for answer in answers if isinstance(answer, Answer)]
    assert [len(set(pids[i : i + 3])) for i in (0, 3)] == [1, 1]
    assert len(set(pids)) == 3 and three.deaths == 0


def test_a_child_that_stays_large_is_replaced() -> None:
    small = Pool(TIGHT.model_copy(update={"child_idle_mb": 1}), module="tests.isolate.rogue")
    try:
        answers = [do(small, "who") for _ in range(2)]
    finally:
        small.close()
    assert len({a.header["pid"] for a in answers if isinstance(a, Answer)}) == 2


def test_a_pool_that_is_closed_leaves_no_child_and_says_so(essay: Path) -> None:
    shut = Pool(TIGHT)
    shut.warm()
    children = {child.pid for child in psutil.Process().children()}
    shut.close()
    assert {child.pid for child in psutil.Process().children()} < children
    with pytest.raises(Crashed, match="closed"):
        read([essay], pool_=shut)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("what", ["loop", "wait"])
def test_children_die_with_their_parent(what: str) -> None:
    script = (
        "from premark.isolate.pool import Pool\n"
        "from premark.isolate import bytes_work\n"
        "from premark.types.limits import Limits\n"
        "pool = Pool(Limits(processor_seconds=90), module='tests.isolate.rogue')\n"
        "pool.warm()\n"
        "print(*pool._all, flush=True)\n"
        f"pool.run(bytes_work('rogue', 'essay.docx', [b'x'], do={what!r}))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    time.sleep(1)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    gone, alive = psutil.wait_procs([child], timeout=30)
    for each in alive:
        each.kill()
    assert gone and not alive


def test_what_a_child_reads_is_what_would_be_read_here(pool: Pool, essay: Path) -> None:
    document, held = read_with_names([essay, essay], pool_=pool)
    assert document == read_here([essay, essay])
    assert document.model_dump_json() == read_here([essay, essay]).model_dump_json()
    assert [(one.file, one.where, one.name) for one in held] == [
        ("essay.docx", "author", "Ada Quill")
    ] * 2


def test_a_file_is_refused_before_any_child_sees_it(tmp_path: Path, pool: Pool) -> None:
    with pytest.raises(MissingFile):
        read([tmp_path / "nowhere.docx"], pool_=pool)
    with pytest.raises(ReadError, match="is a folder"):
        read([tmp_path], pool_=pool)
    (tmp_path / "long.txt").write_bytes(b"x" * 2_000_000)
    tiny = Pool(Limits(file_mb=1))
    with pytest.raises(TooLarge, match=r"2\.0 MB; at most 1 MB"):
        read([tmp_path / "long.txt"], pool_=tiny)
    assert not tiny._all


@pytest.mark.skipif(sys.platform == "win32", reason="has no FIFO")
def test_a_pipe_that_is_no_file_is_refused_and_not_waited_for(tmp_path: Path, pool: Pool) -> None:
    os.mkfifo(tmp_path / "essay.docx")
    with pytest.raises(ReadError, match="not an ordinary file"):
        read([tmp_path / "essay.docx"], pool_=pool)


def test_an_answer_that_is_no_document_is_a_failure_without_its_text(
    essay: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = f'{{"files": "{SECRET}"}}'.encode()
    answer = Answer({}, body, Used())
    monkeypatch.setattr(Pool, "run", lambda self, work: answer)
    with pytest.raises(Crashed) as caught:
        read([essay])
    assert SECRET not in str(caught.value) and caught.value.__suppress_context__


def test_where_the_system_keeps_no_bounds_the_watch_alone_holds(essay: Path) -> None:
    bare = Pool(TIGHT, module="tests.isolate.without_resource")
    try:
        assert read([essay], pool_=bare) == read_here([essay])
        assert type(failed(bare, "loop")) is TimedOut
        assert type(failed(bare, "allocate")) is OutOfMemory
        assert type(failed(bare, "connect")) is Crashed
    finally:
        bare.close()


def test_many_threads_may_ask_one_pool(pool: Pool, essay: Path) -> None:
    with ThreadPoolExecutor(max_workers=4) as threads:
        found = list(threads.map(lambda _: read([essay], pool_=pool), range(8)))
    assert all(one == found[0] for one in found)
