"""The command `cohort` from end to end, and what it says before it begins."""

from __future__ import annotations

import csv
import os
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from premark.batch.command import FAILED
from premark.batch.progress import Pace, line
from premark.batch.run import Ran
from premark.batch.sizing import cores, workers_here
from premark.cli import app
from premark.errors import OutputError, PremarkError, ReadError, UnknownUnit

UNIT = "8580-503"
TEXT = "# 1.1 Coaching\n\nI coach because people find their own way when they are asked.\n"


def asked(*given: object) -> tuple[int, str, BaseException | None]:
    ran = CliRunner().invoke(app, ["cohort", *map(str, given)])
    return ran.exit_code, ran.output, ran.exception


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("Ada Brook", "Ben Carr"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "essay.txt").write_text(f"{TEXT} {name}", encoding="utf-8")
    return tmp_path / "in"


def test_an_unknown_unit_is_told_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    _, _, error = asked(folder, "--unit", "9999-999", "--out", tmp_path / "out")
    assert isinstance(error, UnknownUnit) and not (tmp_path / "out").exists()


def test_a_folder_among_the_submissions_is_no_place_for_the_cohort(folder: Path) -> None:
    _, _, error = asked(folder, "--unit", UNIT, "--out", folder / "out")
    assert isinstance(error, OutputError) and "lies in the folder" in error.message


def test_a_wrong_decisions_table_is_told_before_the_reviews(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "decisions.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    out = tmp_path / "out"
    _, _, error = asked(folder, "--unit", UNIT, "--out", out, "--decisions", table)
    assert isinstance(error, ReadError) and "decisions.csv" in error.message
    assert not (out / "reports").exists()


@pytest.mark.parametrize("which", ["own", "none"])
def test_an_earlier_cohort_has_to_be_one(folder: Path, tmp_path: Path, which: str) -> None:
    out = tmp_path / "out"
    earlier = out if which == "own" else tmp_path
    _, _, error = asked(folder, "--unit", UNIT, "--out", out, "--earlier", earlier)
    assert isinstance(error, OutputError) and error.hint


def test_a_format_that_is_none_is_told(folder: Path, tmp_path: Path) -> None:
    code, said, _ = asked(folder, "--unit", UNIT, "--out", tmp_path / "out", "--format", "odt")
    assert code == 2 and "choose from html, json, docx, csv" in " ".join(said.split())


def test_what_goes_back_to_nobody_that_is_known_is_told(folder: Path, tmp_path: Path) -> None:
    code, said, _ = asked(folder, "--unit", UNIT, "--out", tmp_path / "out", "--back", "tutor")
    assert code == 2 and "choose from learner, assessor, none" in " ".join(said.split())


def test_a_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    _, _, error = asked(tmp_path / "none.zip", "--unit", UNIT, "--out", tmp_path / "out")
    assert isinstance(error, PremarkError) and error.hint


@pytest.mark.slow
def test_a_moodle_archive_with_one_bad_file_from_end_to_end(tmp_path: Path) -> None:
    archive, out = tmp_path / "moodle.zip", tmp_path / "out"
    with zipfile.ZipFile(archive, "w") as into:
        for number, name in enumerate(("Ada Brook", "Ben Carr", "Cy Dunn"), 1001):
            data = b"PK\x03\x04 torn" if name == "Cy Dunn" else f"{TEXT} {name}".encode()
            kind = "docx" if name == "Cy Dunn" else "txt"
            into.writestr(f"{name}_{number}_assignsubmission_file/{name}.{kind}", data)
    given = (archive, "--unit", UNIT, "--out", out, "--workers", 1)
    code, said, _ = asked(*given)
    assert code == FAILED, said
    assert "2 reviewed now, 0 before, 1 failed" in said and "1 corrupt" in said
    reports = sorted(path.name for path in (out / "reports").iterdir())
    assert reports == [
        f"moodle-{number}{kind}.html" for number in (1001, 1002)
        for kind in (".check.premark", ".premark")
    ]  # fmt: skip
    if os.name == "posix":
        assert (out / "names.csv").stat().st_mode & 0o077 == 0, "a list of names is nobody else's"
    names, failures = rows(out / "names.csv"), rows(out / "failures.csv")
    assert [row["learner"] for row in names] == ["Ada Brook", "Ben Carr", "Cy Dunn"]
    assert [(row["submission"], row["status"]) for row in failures] == [("moodle-1003", "corrupt")]
    for path in out.rglob("*"):
        named = path.name == "names.csv" or path.parent.name == "reports"
        if path.is_file() and not named and path.suffix in (".csv", ".html"):
            assert not any(name in path.read_text("utf-8") for name in ("Brook", "Carr", "Dunn"))
    for wanted in ("cohort.html", "cohort.csv", "cohort.xlsx", "moodle-feedback.zip"):
        assert (out / wanted).stat().st_size
    before = {path: path.read_bytes() for path in out.rglob("*.html")}
    code, said, _ = asked(*given)
    assert code == FAILED and "0 reviewed now, 2 before, 1 failed" in said
    assert before == {path: path.read_bytes() for path in out.rglob("*.html")}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_workers_fit_the_computer() -> None:
    assert 1 <= workers_here() <= cores()


def test_the_line_of_progress_says_done_failed_rate_and_time_left() -> None:
    ran, pace = Ran(1_000), Pace()
    assert line(ran, pace) == "0 of 1,000, the models are loading"
    ran.began -= 10
    pace.add(ran)
    ran.began, ran.done, ran.failed = ran.began - 60, 98, 2
    pace.add(ran)
    assert line(ran, pace) == "100 of 1,000, 2 failed, 100 a minute, about 9 minutes left"
