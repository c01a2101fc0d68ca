"""A folder goes in: each file gets one status, and the figures of all are those of the files."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import docx
import psutil
import pytest
from typer.testing import CliRunner

from premark.cli import app
from premark.errors import BadYaml, OutputError
from premark.isolate.folder import Outcome, Ran, files_in, outcome, summary
from premark.isolate.overseer import look_over
from premark.isolate.pool import Answer, Pool, Used

PROSE = "Flour gives the dough its body, and water wakes the gluten in it."
SHARED = Path(__file__).parents[3] / "shared" / "files"


def word(text: str = PROSE) -> bytes:
    out = io.BytesIO()
    paper = docx.Document()
    paper.add_paragraph(text)
    paper.save(out)
    return out.getvalue()


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name.replace("_", "."), data)
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of every kind that is easily made, in a folder and one below it."""
    made = tmp_path_factory.mktemp("handed-in")
    (made / "below").mkdir()
    files = {
        "essay.docx": word(),
        "below/notes.txt": PROSE.encode(),
        "renamed.pdf": word(),
        "empty.docx": b"",
        "nothing.docx": word(""),
        "cut.docx": word()[:900],
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "picture.docx": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "batch.zip": archive(a_docx=word(), b_docx=word()[:900], c_txt=PROSE.encode()),
        "whole.zip": archive(a_docx=word()),
        "bad.zip": archive(b_docx=word()[:900]),
        "unnamed": archive(a_docx=word()),
    }
    for name, data in files.items():
        (made / name).write_bytes(data)
    return made


@pytest.fixture(scope="module")
def outcomes(folder: Path) -> dict[str, Outcome]:
    return {one.file: one for one in look_over(folder, Ran())}


def test_every_file_has_one_status_in_the_order_of_the_paths(outcomes: dict[str, Outcome]) -> None:
    told = {name: one.status for name, one in outcomes.items()}
    assert list(told) == sorted(told)
    unknown = ("old.doc", "picture.docx")  # which of two is for the reader of Word to say
    assert {name: code for name, code in told.items() if name not in unknown} == {
        "bad.zip": "corrupt",
        "batch.zip": "partial",
        "below/notes.txt": "ok",
        "cut.docx": "corrupt",
        "empty.docx": "empty",
        "essay.docx": "ok",
        "nothing.docx": "empty",
        "renamed.pdf": "misnamed",
        "unnamed": "ok",
        "whole.zip": "ok",
    }
    assert told["old.doc"] in ("legacy", "corrupt") and told["picture.docx"] in (
        "unsupported",
        "corrupt",
    )


def test_what_is_not_read_has_a_reason_and_a_next_step(outcomes: dict[str, Outcome]) -> None:
    for one in outcomes.values():
        for each in (one, *one.entries):
            assert each.says and each.next_step and PROSE not in each.says + each.next_step


def test_only_the_bad_entry_of_an_archive_fails(outcomes: dict[str, Outcome]) -> None:
    entries = outcomes["batch.zip"].entries
    assert [(e.file, e.status) for e in entries] == [
        ("a.docx", "ok"),
        ("b.docx", "corrupt"),
        ("c.txt", "ok"),
    ]
    assert "2 of 3" in outcomes["batch.zip"].says
    assert len(outcomes["unnamed"].entries) == 1


def test_characters_are_counted_twice_apart(outcomes: dict[str, Outcome]) -> None:
    letters = len(PROSE.replace(" ", ""))
    essay = outcomes["essay.docx"]
    assert (essay.characters, essay.own, essay.lost, essay.kept) == (letters, letters, 0, 1.0)
    assert outcomes["below/notes.txt"].characters == letters
    assert outcomes["below/notes.txt"].own is None and outcomes["below/notes.txt"].kept is None


def test_the_figures_of_a_folder_are_those_of_its_files() -> None:
    files = [
        Outcome(file=f"{n}.docx", status="ok", says="", next_step="", seconds=n / 10, peak_mb=n)
        for n in range(1, 21)
    ]
    lossy = {"own": 1000, "lost": 11, "status": "partial"}
    files.append(files[0].model_copy(update={"file": "lossy.docx", **lossy}))
    files.append(files[0].model_copy(update={"file": "near.docx", "own": 1000, "lost": 10}))
    files.append(files[0].model_copy(update={"file": "bad.docx", "status": "crashed"}))
    told = summary(files, Ran(child_deaths=3, parent_deaths=1, growth_mb=2.04))
    assert told.statuses == {"partial": 1, "ok": 21, "crashed": 1}
    assert (told.files, told.read, told.counted, told.kept_enough) == (23, 22, 2, 1)
    assert told.text_lost == (("lossy.docx", 0.011),)
    assert told.slowest == ("20.docx", 2.0) and told.heaviest == ("20.docx", 20)
    assert told.p95 == 1.9  # the 22nd of 23
    assert (told.child_deaths, told.parent_deaths, told.parent_growth_mb) == (3, 1, 2.0)


def test_where_premark_itself_dies_that_is_counted_and_the_next_file_is_read(
    tmp_path: Path,
) -> None:
    for name in ("a.txt", "b-fatal.txt", "c.txt"):
        (tmp_path / name).write_text(PROSE, encoding="utf-8")
    ran = Ran()
    found = list(look_over(tmp_path, ran, module="tests.isolate.dying_overseer"))
    assert [(one.file, one.status) for one in found] == [
        ("a.txt", "ok"),
        ("b-fatal.txt", "crashed"),
        ("c.txt", "ok"),
    ]
    assert ran.parent_deaths == 1
    assert not [child for child in psutil.Process().children() if "overseer" in str(child)]


def test_the_command_prints_a_line_a_file_and_ends_with_3_where_one_was_not_read(
    folder: Path,
) -> None:
    ran = CliRunner().invoke(app, ["check-files", str(folder)])
    assert ran.exit_code == 3
    assert "12 files, 6 read" in ran.output and "deaths: 0 of premark" in ran.output
    assert PROSE not in ran.output and "Traceback" not in ran.output


def test_the_command_ends_with_0_where_all_were_read_and_json_is_whole(tmp_path: Path) -> None:
    (tmp_path / "essay.docx").write_bytes(word())
    ran = CliRunner().invoke(app, ["check-files", str(tmp_path), "--json"])
    told = json.loads(ran.output)
    assert ran.exit_code == 0
    assert told["files"] == told["read"] == 1 and told["each"][0]["status"] == "ok"


def test_a_name_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "\x1b[2Jgone\u202etxt.exe").write_text(PROSE, encoding="utf-8")
    ran = CliRunner().invoke(app, ["check-files", str(tmp_path)])
    assert "gone" in ran.output
    assert "\x1b" not in ran.output and "\u202e" not in ran.output


def test_limits_of_ones_own_are_kept_and_a_wrong_one_is_told_first(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "essay.txt").write_text(PROSE * 9, encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text("limits:\n  characters: 100\n", encoding="utf-8")
    ran = CliRunner().invoke(app, ["check-files", str(tmp_path / "files"), "--limits", str(own)])
    assert "too_long" in ran.output and "at most 100" in ran.output
    own.write_text("limits:\n  characters: few\n", encoding="utf-8")
    ran = CliRunner().invoke(app, ["check-files", str(tmp_path / "files"), "--limits", str(own)])
    assert isinstance(ran.exception, BadYaml)


def test_what_is_no_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no folder"):
        files_in(tmp_path / "nowhere")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here")
def test_the_hostile_files_each_get_a_status_and_nobody_dies() -> None:
    ran = Ran()
    found = list(look_over(SHARED / "hostile", ran))
    assert len(found) == 53
    assert ran.parent_deaths == 0 and ran.growth_mb < 50
    assert max(one.seconds for one in found) < 20


@pytest.mark.parametrize("body", [b"", b"nonsense", b"{}", b'{"status": "fine"}'])
def test_an_answer_that_is_not_sound_is_a_file_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    (tmp_path / "essay.txt").write_text(PROSE, encoding="utf-8")
    monkeypatch.setattr(Pool, "attempt", lambda self, work: Answer({}, body, Used()))
    one = outcome(tmp_path / "essay.txt", "essay.txt", Pool())
    assert one.status == "crashed" and "not sound" in one.says


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_odd_names_and_things_that_are_no_files_each_get_a_status(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a-pipe.docx")
    (tmp_path / "b-loop").symlink_to(tmp_path)
    (tmp_path / "c-gone.docx").symlink_to(tmp_path / "nowhere")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/d-caf\xe9.txt")).write_text(PROSE)
    ran = Ran()
    found = list(look_over(tmp_path, ran))
    assert [one.status for one in found] == ["unreadable", "missing", "ok"]
    assert ran.parent_deaths == 0
