"""How a command ends: told in a line, with an exit code, and without a word of the submission."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
import unicodedata
import warnings
from pathlib import Path

import pytest
import typer

from premark.cli import run
from premark.ending import TRACEBACK, run_command
from premark.errors import ReadError

ROOT = Path(__file__).parents[1]
MARKER = "Zymurgy-Quasar-Learner-Words"


def ended(call: object, capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code, and what stands on both streams, of an app of one command."""
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(call)  # type: ignore[type-var]
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as left:
        patch.setattr(sys, "argv", ["premark", *arguments])
        run_command(app)
    told = capfd.readouterr()
    return int(left.value.code or 0), told.out + told.err


def test_a_command_that_is_done_ends_with_nought(capfd: pytest.CaptureFixture[str]) -> None:
    def done() -> None:
        print("done")

    assert ended(done, capfd) == (0, "done\n")


def test_an_exit_code_of_a_command_is_kept(capfd: pytest.CaptureFixture[str]) -> None:
    def four() -> None:
        raise typer.Exit(4)

    assert ended(four, capfd) == (4, "")


@pytest.mark.parametrize("kind", [ValueError, KeyError, RuntimeError, AssertionError, OSError,
                                  RecursionError, UnicodeError])  # fmt: skip
def test_a_fault_of_our_own_is_told_without_its_message(
    capfd: pytest.CaptureFixture[str], kind: type[Exception]
) -> None:
    def broken() -> None:
        try:
            raise ValueError(MARKER)
        except ValueError as error:
            raise kind(MARKER) from error

    code, said = ended(broken, capfd)
    assert code == 1 and MARKER not in said and "Traceback" not in said
    assert f"a fault of premark's own: {kind.__name__}" in said


def test_a_traceback_is_to_be_had_by_who_asks(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ValueError("why")

    monkeypatch.setenv(TRACEBACK, "1")
    code, said = ended(broken, capfd)
    assert code == 1 and "Traceback" in said and "why" in said


def test_too_little_memory_is_told_as_that(capfd: pytest.CaptureFixture[str]) -> None:
    def big() -> None:
        raise MemoryError(MARKER)

    code, said = ended(big, capfd)
    assert code == 1 and "not enough memory" in said and MARKER not in said


def test_what_a_library_warns_of_and_logs_is_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    def talks() -> None:
        warnings.warn(MARKER, stacklevel=1)
        warnings.warn(MARKER, DeprecationWarning, stacklevel=1)
        logging.getLogger("pdfminer.psparser").error(MARKER)
        logging.warning(MARKER)

    assert ended(talks, capfd) == (0, "")


NAMES = ["a\x1b[31mb\x1b[0m", "a\x1b]0;t\x07b", "a\u202eb", "a\x9b2Jb", "a\rb", "a\nb"]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_do_nothing_to_a_terminal(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an error of ours, as an error in the arguments, and as an option that is not one."""
    (tmp_path / name).mkdir()
    path = str(tmp_path / name)
    for arguments in (
        ["map", path, "--unit", "8580-500"], ["map", f"{path}.docx", "--unit", "8580-500"],
        ["show", "sections", path], ["show", "review", path], [name], [f"--{name}"],
        ["map", path, "--unit", name], ["map", path, "--format", name, "--unit", "8580-500"],
        ["show", "unit", name], ["show", "verb", name], ["evaluate", path, "--prefer", name],
        ["export-unit", name, "--out", path, "--format", name], ["check-criteria", path],
        ["export-unit", "8580-500", "--out", path, "--format", "case"],
        ["import-framework", path, "--out", path], ["import-unit", path, "--out", path],
        ["make-overlay", path, "--out", path], ["diff-units", path, name], ["train", name],
        ["make-template", "--unit", "8580-500", "--out", path], ["check-files", path],
        ["new-unit", "--out", path, "--unit", name, "--level", "5"],
        ["check-template", path, "--unit", "8580-500"],
    ):  # fmt: skip
        monkeypatch.setattr(sys, "argv", ["premark", *arguments])
        with pytest.raises(SystemExit):
            run()
        told = capfd.readouterr()
        odd = [c for c in told.out + told.err if unicodedata.category(c) in ("Cc", "Cf")]
        assert set(odd) <= {"\n"}, arguments
        assert "Traceback" not in told.err and "own: " not in told.err, arguments


def test_an_error_that_is_ours_keeps_its_way_out(capfd: pytest.CaptureFixture[str]) -> None:
    def unread() -> None:
        raise ReadError("a.docx: cannot be read", hint="Save it again.")

    assert ended(unread, capfd) == (3, "premark: a.docx: cannot be read\n  Save it again.\n")


STOPPED = """
import sys, time
from pathlib import Path
import typer
from premark.ending import run_command
from premark import written
app = typer.Typer()
@app.command()
def go(folder: Path):
    real = written._write
    def slow(*given):
        real(*given)
        print("half", flush=True)
        time.sleep(60)
    written._write = slow
    written.write_files([(folder / "a.html", b"new"), (folder / "b.html", b"new")])
sys.argv = ["premark", sys.argv[1]]
run_command(app)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without a word")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (1, 129)]
)
def test_a_run_that_is_asked_to_end_leaves_no_scraps(
    tmp_path: Path, number: int, code: int
) -> None:
    (tmp_path / "a.html").write_bytes(b"old")
    run = subprocess.Popen(
        [sys.executable, "-c", STOPPED, str(tmp_path)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert run.stdout is not None and run.stdout.readline() == "half\n"
    time.sleep(0.1)
    run.send_signal(number)
    _, said = run.communicate(timeout=30)
    assert run.returncode == code and "Traceback" not in said
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.html": b"old"}
