"""Reports go back to Canvas under the name of the learner's upload, and only where they open."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lms_platforms import canvas_takes

from premark.lms.canvas_back import comments_zip
from premark.types.cohort import Given, Submission


def canvas(number: str, *stored: str) -> Submission:
    files = tuple(
        Given(name=name.rpartition("_")[2], path="batch.zip", entry=at, stored=name)
        for at, name in enumerate(stored)
    )
    return Submission(
        id=f"canvas-{number}", unit="u", platform="canvas", number=number, files=files
    )


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "r.premark.html", tmp_path / "r.premark.docx"]
    for path in paths:
        path.write_text(path.suffix)
    return paths


def test_a_report_goes_back_under_the_name_of_the_upload_of_its_kind(
    tmp_path: Path, reports: list[Path]
) -> None:
    one = canvas("88", "leeann_LATE_88_501_my essay_final.docx", "leeann_88_502_log.pdf")
    two = canvas("90", "ngzo_90_601_page.HTM")
    told = comments_zip([(two, reports), (one, reports)], tmp_path / "back.zip")
    assert (told.files, told.left) == (2, ())
    names = zipfile.ZipFile(tmp_path / "back.zip").namelist()
    assert names == [one.files[0].stored, two.files[0].stored]
    known = {("88", "501"): "my essay_final.docx", ("88", "502"): "log.pdf", ("90", "601"): "p.HTM"}
    assert canvas_takes(tmp_path / "back.zip", known) == {
        ("88", "501"): ("my essay_final.docx", b".docx"),
        ("90", "601"): ("p.HTM", b".html"),
    }


def test_a_learner_without_a_name_is_found_again(tmp_path: Path, reports: list[Path]) -> None:
    one, late = canvas("aB3x9", "anon_aB3x9_77_a.docx"), canvas("Q1", "LATE_anon_Q1_78_b.docx")
    assert comments_zip([(one, reports), (late, reports)], tmp_path / "back.zip").files == 2
    known = {("aB3x9", "77"): "a.docx", ("Q1", "78"): "b.docx"}
    assert set(canvas_takes(tmp_path / "back.zip", known)) == set(known)


def test_a_report_of_another_kind_is_told_and_not_sent_to_be_misnamed(
    tmp_path: Path, reports: list[Path]
) -> None:
    told = comments_zip([(canvas("88", "l_88_5_a.pdf"), reports)], tmp_path / "back.zip")
    assert told.files == 0 and not (tmp_path / "back.zip").exists()
    ((id_, why),) = told.left
    assert id_ == "canvas-88" and ".pdf" in why and ".docx, .html" in why


@pytest.mark.parametrize(
    "stored",
    ["leeann_88_text.html", "leeann_88_link.html", "leeann_89_5_a.html", "7_88_5_a.html",
     "._leeann_88_5_a.html", "a.html", "88_x_5.html"],
)  # fmt: skip
def test_what_canvas_would_not_know_or_take_for_anothers_is_left(
    stored: str, tmp_path: Path, reports: list[Path]
) -> None:
    told = comments_zip([(canvas("88", stored), reports)], tmp_path / "back.zip")
    assert told.files == 0 and "upload" in told.left[0][1]


def test_names_lead_nowhere_and_bytes_are_the_same_in_any_order(
    tmp_path: Path, reports: list[Path]
) -> None:
    pairs = [(canvas("88", "../../etc/l_88_5_a.docx"), reports),
             (canvas("89", "x\\l_89_6_\u202eb.docx"), reports)]  # fmt: skip
    digests = set()
    for order in (pairs, pairs[::-1]):
        comments_zip(order, tmp_path / "back.zip")
        digests.add(hashlib.sha256((tmp_path / "back.zip").read_bytes()).hexdigest())
    assert len(digests) == 1
    names = zipfile.ZipFile(tmp_path / "back.zip").namelist()
    assert names == ["l_88_5_a.docx", "l_89_6_b.docx"]


def test_one_upload_takes_one_report(tmp_path: Path, reports: list[Path]) -> None:
    one = canvas("88", "l_88_5_a.docx")
    other = one.model_copy(update={"id": "canvas-88-b", "unit": "v"})
    page = Submission(id="moodle-1", unit="u", platform="moodle", number="88", files=one.files)
    told = comments_zip(
        [(one, [reports[1], reports[1]]), (other, reports), (page, reports),
         (canvas("91", "l_91_5_a.docx"), [])],
        tmp_path / "back.zip",
    )  # fmt: skip
    assert told.files == 1 and len(told.left) == 3 and len({why for _, why in told.left}) == 3


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.from_regex(r"[\w\u00e9]{0,12}", fullmatch=True),
    late=st.sampled_from(("", "_LATE")),
    upload=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\\"), max_size=20),
)
def test_whatever_an_upload_is_called_its_report_reaches_its_learner_or_is_told(
    tmp_path: Path, name: str, late: str, upload: str
) -> None:
    report = tmp_path / "r.premark.docx"
    report.write_text("Mine.")
    told = comments_zip(
        [(canvas("88", f"{name}{late}_88_501_{upload}.docx"), [report])], tmp_path / "back.zip"
    )
    assert told.files + len(told.left) == 1
    if told.files:
        known = {("88", "501"): "essay.docx", ("501", "88"): "a", ("12", "88"): "b"}
        back = canvas_takes(tmp_path / "back.zip", known)
        assert back == {("88", "501"): ("essay.docx", b"Mine.")}
    elif not upload.startswith("link"):
        assert any(part.isdecimal() or part == "anon" for part in name.split("_"))
