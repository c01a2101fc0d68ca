"""Files on disk: whole or not there, a set of them together or not at all, whatever goes wrong."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from premark import written
from premark.errors import OutputError
from premark.written import write_file, write_files, write_text

ROOT = Path(__file__).parents[1]
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes, signals or namespaces")


def held(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files too."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the reports of an earlier run."""
    for name in ("a.html", "a.json"):
        (tmp_path / name).write_bytes(b"old " + name.encode())
    return tmp_path


OLD = {"a.html": b"old a.html", "a.json": b"old a.json"}


def new(folder: Path) -> list[tuple[Path, bytes]]:
    return [(folder / name, b"new " * 100) for name in ("a.html", "a.json", "a.docx")]


def test_a_set_is_written_with_the_folder_that_it_is_in(tmp_path: Path) -> None:
    paths = write_files(new(tmp_path / "x" / "y"))
    assert [path.name for path in paths] == ["a.html", "a.json", "a.docx"]
    assert held(tmp_path / "x" / "y") == {path.name: b"new " * 100 for path in paths}


def test_text_has_the_line_ends_that_it_was_given(tmp_path: Path) -> None:
    assert write_text("a\nb\r\n", tmp_path / "a").read_bytes() == b"a\nb\r\n"


def failing(number: int, after: int = 0) -> Callable[..., Any]:
    """A call that raises once, after so many turns at which it does what it should."""
    left = [after]

    def call(*given: Any, **options: Any) -> Any:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(number, os.strerror(number))
        return call.real(*given, **options)  # type: ignore[attr-defined]

    return call


STEPS = [
    (name, after)
    for name in ("open", "write", "fchmod", "fsync", "replace", "link")
    for after in range(4)
]


@POSIX
@pytest.mark.parametrize(("step", "after"), STEPS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_an_error_at_any_step_leaves_all_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, after: int, number: int
) -> None:
    call = failing(number, after)
    if step == "write":
        monkeypatch.setattr(written, "_write", call)
        call.real = written._write  # type: ignore[attr-defined]
    else:
        call.real = getattr(os, step)  # type: ignore[attr-defined]
        monkeypatch.setattr(os, step, call)
    try:
        write_files(new(folder))
    except OutputError as error:
        monkeypatch.undo()
        assert held(folder) == OLD
        assert str(folder) in error.message and error.hint
    else:  # the step is not taken as often, or may fail: a mode, a flush of the folder, a link
        monkeypatch.undo()
        assert held(folder) == {path.name: data for path, data in new(folder)}


def test_a_full_disk_is_said_with_the_file_and_a_way_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"a\.html: could not be written \(no space left") as told:
        write_files(new(folder))
    assert "make room" in told.value.hint and "--out" in told.value.hint
    assert held(folder) == OLD


def test_folders_made_for_what_could_not_be_written_go_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "_write", failing(errno.ENOSPC))
    with pytest.raises(OutputError):
        write_files(new(tmp_path / "x" / "y"))
    assert not (tmp_path / "x").exists()


def test_what_cannot_be_put_back_is_kept_under_the_name_that_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = os.replace, [1]

    def broken(*given: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.EIO, "Input/output error")
        real(*given)

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OutputError, match=r"a\.html: could not be put back") as told:
        write_files(new(folder))
    monkeypatch.undo()
    kept = told.value.message.rpartition(" ")[2]
    assert held(folder)[kept] == b"old a.html"
    assert held(folder)["a.json"] == b"old a.json"


def test_an_interruption_leaves_all_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = os.replace, [2]

    def stopped(*given: Any) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        real(*given)

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_files(new(folder))
    monkeypatch.undo()
    assert held(folder) == OLD


@pytest.mark.parametrize("count", [1, 2, 3])
def test_an_interruption_right_behind_a_rename_loses_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    real = os.replace

    def late(*given: Any) -> None:
        real(*given)
        monkeypatch.setattr(os, "replace", real)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", late)
    with pytest.raises(KeyboardInterrupt):
        write_files(new(folder)[:count])
    monkeypatch.undo()
    assert held(folder) == (OLD if count > 1 else {**OLD, "a.html": b"new " * 100})


def test_a_drive_without_hard_links_keeps_copies(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    (folder / "a.docx").mkdir()
    with pytest.raises(OutputError, match=r"a\.docx"):
        write_files(new(folder))
    assert held(folder) == OLD


def test_a_folder_of_the_files_name_is_a_clear_error(folder: Path) -> None:
    (folder / "a.docx").mkdir()
    with pytest.raises(OutputError, match=r"a\.docx: could not be written") as told:
        write_files(new(folder))
    assert "move it away" in told.value.hint or os.name == "nt"
    assert held(folder) == OLD


def test_a_file_where_the_folder_should_be_is_a_clear_error(folder: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        write_file(b"new", folder / "a.html" / "b.html")
    assert held(folder) == OLD


def test_a_folder_that_vanishes_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "stick"
    home.mkdir()
    real = os.fsync

    def pulled(descriptor: int) -> None:
        real(descriptor)
        shutil.rmtree(home)

    monkeypatch.setattr(os, "fsync", pulled)
    with pytest.raises(OutputError, match=r"a\.html: could not be written") as told:
        write_file(b"new", home / "a.html")
    assert "drive" in told.value.hint and not home.exists()


def test_a_name_longer_than_the_drive_takes_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        write_file(b"new", tmp_path / ("n" * 400))
    assert held(tmp_path) == {}


def test_an_error_shows_no_escapes_of_a_files_name(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\u202eb").mkdir()
    with pytest.raises(OutputError) as told:
        write_file(b"new", tmp_path / "a\x1b[31m\u202eb")
    assert "\x1b" not in told.value.message and "\u202e" not in told.value.message


@POSIX
def test_what_someone_set_to_read_only_is_not_replaced(folder: Path) -> None:
    (folder / "a.html").chmod(0o444)
    with pytest.raises(OutputError, match="read-only"):
        write_files(new(folder))
    assert held(folder) == OLD


@POSIX
def test_a_file_keeps_the_mode_that_it_had(folder: Path) -> None:
    (folder / "a.html").chmod(0o640)
    write_files(new(folder))
    assert stat.S_IMODE((folder / "a.html").stat().st_mode) == 0o640


@POSIX
def test_a_new_file_is_closed_to_whom_what_it_was_made_from_is_closed(tmp_path: Path) -> None:
    made = {}
    for mode in (0o600, 0o640, 0o644, 0o400, 0o604):
        given = tmp_path / f"{mode:o}.docx"
        given.write_bytes(b"x")
        given.chmod(mode)
        path = write_file(b"new", tmp_path / f"{mode:o}.html", spare=[given])
        made[mode] = stat.S_IMODE(path.stat().st_mode)
    free = made[0o644]
    assert made == {0o600: 0o600, 0o640: free & 0o770, 0o644: free, 0o400: 0o600,
                    0o604: free & 0o707}  # fmt: skip


@POSIX
def test_nobody_else_can_read_a_file_before_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    real = os.fchmod

    def watch(descriptor: int, mode: int) -> None:
        real(descriptor, mode)
        seen.append((os.fstat(descriptor).st_size, stat.S_IMODE(os.fstat(descriptor).st_mode)))

    monkeypatch.setattr(os, "fchmod", watch)
    write_file(b"words of a learner", tmp_path / "a")
    assert seen[0] == (0, 0o600) and seen[1][0] == 18


@POSIX
def test_a_link_is_replaced_and_what_it_leads_to_is_not(tmp_path: Path) -> None:
    (tmp_path / "own").write_bytes(b"the submission")
    (tmp_path / "a.html").symlink_to(tmp_path / "own")
    write_files([(tmp_path / "a.html", b"new"), (tmp_path / "b", b"b")])
    assert (tmp_path / "own").read_bytes() == b"the submission"
    assert not (tmp_path / "a.html").is_symlink()


def test_what_was_handed_in_is_never_written_over(folder: Path) -> None:
    given = folder / "a.docx"
    given.write_bytes(b"the submission")
    with pytest.raises(OutputError, match="not written over"):
        write_files(new(folder), spare=[folder / "other", folder / "." / "a.docx"])
    assert held(folder) == {**OLD, "a.docx": b"the submission"}


def test_what_a_killed_run_left_long_ago_is_removed_and_nothing_else(tmp_path: Path) -> None:
    names = {".premark-1-0123456789ab": 90_000, ".premark-2-0123456789ab": 60, ".premark-x": 90_000,
             ".premark-1-0123456789ab.docx": 90_000}  # fmt: skip
    written._sweep.cache_clear()
    for name, age in names.items():
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    monkeyed = written._changed
    written._changed = lambda found: found.st_mtime
    try:
        write_file(b"new", tmp_path / "a")
    finally:
        written._changed = monkeyed
    assert sorted(held(tmp_path)) == sorted([*list(names)[1:], "a"])


CHILD = """
import os, sys
from pathlib import Path
from premark.written import write_files
folder = Path(sys.argv[1])
files = [(folder / name, sys.argv[2].encode() * int(sys.argv[3])) for name in ("a.html", "a.json")]
{before}
write_files(files)
"""


def child(before: str, *given: object, ahead: Sequence[str] = ()) -> subprocess.Popen[str]:
    code = CHILD.format(before=before)
    command = [*ahead, sys.executable, "-c", code, *map(str, given)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stderr=subprocess.PIPE)


@POSIX
@pytest.mark.parametrize("turn", [1, 2, 3])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_killed_run_leaves_whole_files(folder: Path, step: str, turn: int) -> None:
    before = f"""
real, left = os.{step}, [{turn}]
def killed(*given):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), 9)
    return real(*given)
os.{step} = killed"""
    run = child(before, folder, "new", 100_000)
    run.communicate(timeout=60)
    assert run.returncode in (-signal.SIGKILL, 0)
    for name, old in OLD.items():
        assert (folder / name).read_bytes() in (old, b"new" * 100_000)
    write_file(b"again", folder / "a.html")
    assert (folder / "a.html").read_bytes() == b"again"


@POSIX
def test_two_runs_on_one_folder_never_mix_their_sets(tmp_path: Path) -> None:
    loop = """
for _ in range(60):
    write_files(files)"""
    runs = [child(loop, tmp_path, word, 5_000) for word in ("one", "two")]
    mixed = 0
    for run in runs:
        run.wait(timeout=120)
        assert run.returncode == 0, run.communicate()[1]
    found = held(tmp_path)
    mixed += found["a.html"] != found["a.json"]
    assert not mixed and set(found) == {"a.html", "a.json"}
    assert found["a.html"] in (b"one" * 5_000, b"two" * 5_000)


def namespace(*wanted: str) -> list[str]:
    """`unshare` with what is wanted, where this machine lets it run."""
    command = ["unshare", "-r", *wanted]
    found = shutil.which("unshare")
    if not found or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("this machine gives no namespaces to a test")
    return command


@POSIX
@pytest.mark.parametrize("size", ["64k", "320k"])
def test_a_disk_that_is_really_full_loses_nothing(tmp_path: Path, size: str) -> None:
    script = f"""
set -e
mount -t tmpfs -o size={size} none {tmp_path}
printf old > {tmp_path}/a.html
set +e
"$@"
echo $?
cat {tmp_path}/a.html; echo; ls -A {tmp_path}"""
    ahead = [*namespace("-m"), "sh", "-c", script, "sh"]
    run = subprocess.run(
        [*ahead, sys.executable, "-c", CHILD.format(before=""), str(tmp_path), "new", "100000"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    if "mount" in run.stderr:
        pytest.skip("this machine lets a test mount nothing")
    assert run.stdout.split() == ["1", "old", "a.html"]
    assert "no space left on device" in run.stderr


@POSIX
def test_a_limit_on_the_size_of_files_loses_nothing(folder: Path) -> None:
    run = child("", folder, "new", 100_000, ahead=["sh", "-c", 'ulimit -f 16; "$@"', "sh"])
    _, told = run.communicate(timeout=60)
    assert run.returncode == 1 and "OutputError" in told and "too large" in told
    assert held(folder) == OLD


@POSIX
def test_a_read_only_drive_loses_nothing(folder: Path) -> None:
    script = f'mount --bind {folder} {folder} && mount -o remount,bind,ro {folder} && "$@"'
    run = child("", folder, "new", 10, ahead=[*namespace("-m"), "sh", "-c", script, "sh"])
    _, told = run.communicate(timeout=60)
    if "mount:" in told:
        pytest.skip("this machine lets a test mount nothing")
    assert run.returncode == 1 and "read-only file system" in told
    assert held(folder) == OLD


WRITES = re.compile(
    r"\.write_(?:text|bytes)\(|open\([^)\n]*[\"'][wax]b?\+?[\"']|os\.replace\(|\.rename\(|mkstemp"
    r"|shutil\.(?:copy|move)"
)
# What is kept in the cache can be lost and is made anew; it is written whole there too. A child's
# pipe, a stream within a ZIP and what goes to nowhere are no files; a cluster's mark is soon gone.
ELSEWHERE = {"written.py", "embed/compiled.py", "packs/proofs.py", "match/kept_vectors.py",
             "isolate/confine.py", "train/moves_file.py", "lms/returned.py",
             "cohort/tables/sheets.py", "batch/cluster_worker.py", "batch/cluster.py"}  # fmt: skip


def test_every_file_is_written_by_the_one_module_that_loses_nothing() -> None:
    package = ROOT / "premark"
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if WRITES.search(path.read_text(encoding="utf-8"))
    }
    assert found <= ELSEWHERE
