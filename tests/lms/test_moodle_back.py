"""Reports go back to Moodle: each to its own participant, nothing lost, nothing to a stranger."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lms_platforms import moodle_takes

from premark.errors import OutputError
from premark.lms.moodle_back import feedback_zip, folder_of
from premark.types.cohort import Submission

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def moodle(number: str, prefix: str, **about: object) -> Submission:
    return Submission.model_validate(
        {"id": f"moodle-{number}", "unit": "u", "platform": "moodle", "number": number,
         "prefix": prefix, **about}
    )  # fmt: skip


def report(folder: Path, name: str, says: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(says or name, encoding="utf-8")
    return path


def test_each_report_goes_back_into_the_folder_that_the_files_came_in(tmp_path: Path) -> None:
    ann = moodle("12", "Ann Lee_12_assignsubmission_file")
    zoe = moodle("7", "Zo\u00eb Ng_7_assignsubmission_onlinetext")
    blind = moodle("9", "Participant_9_assignsubmission_file_", blind=True)
    page, copy = report(tmp_path, "moodle-12.premark.html"), report(tmp_path, "moodle-12.docx")
    pairs = [(zoe, [report(tmp_path, "moodle-7.premark.html")]), (ann, [page, copy]),
             (blind, [report(tmp_path, "moodle-9.premark.html")])]  # fmt: skip
    told = feedback_zip(pairs, tmp_path / "back.zip")
    assert (told.files, told.left) == (4, ())
    names = zipfile.ZipFile(tmp_path / "back.zip").namelist()
    assert names == sorted(names)
    assert f"{ann.prefix}/{page.name}" in names and f"{blind.prefix}/moodle-9.premark.html" in names
    assert moodle_takes(tmp_path / "back.zip", (7, 9, 12)) == {
        (12, page.name): b"moodle-12.premark.html",
        (12, copy.name): b"moodle-12.docx",
        (7, "moodle-7.premark.html"): b"moodle-7.premark.html",
        (9, "moodle-9.premark.html"): b"moodle-9.premark.html",
    }


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(prefix=NAMES, learner=NAMES, file=NAMES, number=st.integers(0, 10**15))
def test_no_name_keeps_a_report_from_its_participant(
    tmp_path: Path, prefix: str, learner: str, file: str, number: int
) -> None:
    name = "".join(c for c in file if c not in "/\0")[:20] or "r"
    source = report(tmp_path, "source.html")
    named = tmp_path / "odd" / f"{name}.html"
    try:
        named.parent.mkdir(exist_ok=True)
        named.write_bytes(source.read_bytes())
    except (OSError, ValueError):
        named = source
    for given_prefix in (prefix, f"{prefix}_{number}_assignsubmission_file"):
        one = moodle(str(number), given_prefix, learner=learner)
        told = feedback_zip([(one, [named])], tmp_path / "back.zip")
        assert told.files == 1
        taken = moodle_takes(tmp_path / "back.zip", (number,))
        assert [who for who, _ in taken] == [number]


@pytest.mark.parametrize(
    "prefix",
    ["../../etc_12_assignsubmission_file", "Ann_Lee_12_assignsubmission_file",
     "Ann_99_assignsubmission_file_12_assignsubmission_file", "a/Ann_12_assignsubmission_file",
     "C:\\Ann_12_assignsubmission_file", "Ann\u202e_12_assignsubmission_file", "", "Ann"],
)  # fmt: skip
def test_an_odd_folder_is_named_anew(prefix: str) -> None:
    one = moodle("12", prefix, learner="../Ann_B \u202eLee")
    assert folder_of(one) == "Ann B Lee_12_assignsubmission_file"


def test_a_teams_number_is_never_taken_for_a_participants(tmp_path: Path) -> None:
    """Moodle's importer looks a folder's number up among participants alone."""
    team = moodle("7", "Group A_7_assignsubmission_file", team=True)
    everybody = moodle("", "Default group_assignsubmission_file", team=True)
    page = report(tmp_path, "a.html")
    told = feedback_zip([(team, [page]), (everybody, [page])], tmp_path / "back.zip")
    assert told.files == 0 and not (tmp_path / "back.zip").exists()
    assert all("team" in why for _, why in told.left) and len(told.left) == 2


def test_what_cannot_go_back_is_told_with_its_reason(tmp_path: Path) -> None:
    ann = moodle("12", "Ann_12_assignsubmission_file")
    again = ann.model_copy(update={"id": "moodle-12-b", "number": "012"})
    canvas = Submission(id="canvas-1", unit="u", platform="canvas", number="12")
    page = report(tmp_path, "a.html")
    told = feedback_zip(
        [(again, [page]), (canvas, [page]), (ann, [page]), (moodle("13", ""), [])],
        tmp_path / "back.zip",
    )
    assert told.files == 1
    assert {id_ for id_, _ in told.left} == {"moodle-12-b", "canvas-1", "moodle-13"}
    assert len({why for _, why in told.left}) == 3


def test_two_reports_of_one_name_and_a_hidden_one_are_all_imported(tmp_path: Path) -> None:
    ann = moodle("12", "Ann_12_assignsubmission_file")
    reports = [report(tmp_path / where, name) for where, name in
               (("a", "r.premark.html"), ("b", "R.premark.html"), ("c", ".r.html"),
                ("d", "~r.html"))]  # fmt: skip
    assert feedback_zip([(ann, reports)], tmp_path / "back.zip").files == 4
    assert len(moodle_takes(tmp_path / "back.zip", (12,))) == 4


def test_the_same_reports_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    pairs = [(moodle(str(n), f"L_{n}_assignsubmission_file"), [report(tmp_path, f"{n}.html")])
             for n in range(20)]  # fmt: skip
    digests = set()
    for order in (pairs, pairs[::-1]):
        feedback_zip(order, tmp_path / "back.zip")
        digests.add(hashlib.sha256((tmp_path / "back.zip").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_report_that_is_gone_leaves_the_old_archive_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "back.zip").write_bytes(b"old")
    ann = moodle("12", "Ann_12_assignsubmission_file")
    pairs = [(ann, [report(tmp_path, "a.html"), tmp_path / "gone.html"])]
    with pytest.raises(OutputError, match="gone.html"):
        feedback_zip(pairs, tmp_path / "back.zip")
    assert (tmp_path / "back.zip").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "back.zip"]


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left_there(tmp_path: Path) -> None:
    (tmp_path / "back.zip").mkdir()
    ann = moodle("12", "Ann_12_assignsubmission_file")
    with pytest.raises(OutputError, match=r"back\.zip.*nothing was changed") as raised:
        feedback_zip([(ann, [report(tmp_path, "a.html")])], tmp_path / "back.zip")
    assert raised.value.hint
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "back.zip"]


def test_an_archive_is_made_with_the_folders_that_it_is_in(tmp_path: Path) -> None:
    ann = moodle("12", "Ann_12_assignsubmission_file")
    path = tmp_path / "new" / "er" / "back.zip"
    assert feedback_zip([(ann, [report(tmp_path, "a.html")])], path).files == 1
    assert path.is_file()
