"""A platform's own archive taken in, and reports given back: each reaches its own learner alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lms_platforms import canvas_takes, moodle_takes

from premark.isolate import read_given
from premark.lms import intake
from premark.lms.canvas_back import comments_zip
from premark.lms.moodle_back import feedback_zip
from premark.types.cohort import Submission

TYPED = (
    "<!DOCTYPE html><html><head><meta charset='UTF-8'></head>"
    "<body><h2>1.1</h2><p>{}</p></body></html>"
)
Pairs = list[tuple[Submission, list[Path]]]
MOODLE = {
    "Ann Lee_12_assignsubmission_file/essay.txt": "12",
    "Ann Lee_12_assignsubmission_onlinetext/onlinetext.html": TYPED.format("12"),
    "Ann Lee_13_assignsubmission_file/deep/er/my_essay_final_2.txt": "13",
    "Zo\u00eb \u738b_7_assignsubmission_file/12_assignsubmission_file/essay.txt": "7",
    "12 12_14_assignsubmission_file/assignsubmission_file_12.txt": "14",
    "Mx. .. Dots_15_assignsubmission_file/...txt": "15",
    "= cmd_16_assignsubmission_file/=1+1.txt": "16",
    "\u202egnp.Bo_17_assignsubmission_file/essay.txt": "17",
    "Bo_18_assignsubmission_onlinetext/onlinetext.html": TYPED.format("18"),
    "../../Eve_19_assignsubmission_file/essay.txt": "19",
}
CANVAS = {
    "leeann_88_501_essay.txt": "88",
    "leeann_LATE_89_502_12_34_essay.txt": "89",
    "ngzo\u00eb_90_503_\u202etxt.docx.txt": "90",
    "b_91_text.html": TYPED.format("91"),
    "LATE_anon_aB3_505_essay.txt": "",
}


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, said in files.items():
            archive.writestr(name, f"I am number {said}." if "html" not in name else said)
    return path


def reports(folder: Path, submissions: tuple[Submission, ...]) -> Pairs:
    """A report of each ending, which says what its submission was found to say."""
    pairs: Pairs = []
    for one in submissions:
        document, _ = read_given(one.files) if one.files else (None, ())
        said = " ".join(block.text for block in document.blocks) if document else ""
        paths = [folder / f"{one.id}.premark{ending}" for ending in (".html", ".txt")]
        for path in paths:
            path.write_text(said, encoding="utf-8")
        pairs.append((one, paths if one.files else []))
    return pairs


def test_reports_of_moodles_archive_reach_their_own_participants(tmp_path: Path) -> None:
    taken = intake(zipped(tmp_path / "moodle.zip", MOODLE))
    pairs = reports(tmp_path, taken.submissions)
    told = feedback_zip(pairs, tmp_path / "back.zip")
    back = moodle_takes(tmp_path / "back.zip", range(100))
    assert taken.platform == "moodle"
    assert sorted({number for number, _ in back}) == [7, 12, 13, 14, 15, 16, 17, 18]
    assert {id_ for id_, _ in told.left} <= {"moodle-19"}
    for (number, _), data in back.items():
        said = data.decode()
        assert f"{number}" in said
        assert not any(f"number {other}." in said for other in range(30) if other != number)
    assert b"12" in back[12, "moodle-12.premark.html"]
    typed = next(block for one, _ in pairs if one.number == "18"
                 for block in read_given(one.files)[0].blocks)  # fmt: skip
    assert (typed.kind, typed.text) == ("heading", "1.1")


def test_reports_of_canvas_archive_reach_their_own_learners(tmp_path: Path) -> None:
    taken = intake(zipped(tmp_path / "canvas.zip", CANVAS))
    assert taken.platform == "canvas"
    told = comments_zip(reports(tmp_path, taken.submissions), tmp_path / "back.zip")
    known = {("88", "501"): "essay.txt", ("89", "502"): "e.txt", ("90", "503"): "z.txt",
             ("aB3", "505"): "a.txt"}  # fmt: skip
    back = canvas_takes(tmp_path / "back.zip", known)
    assert set(back) == set(known) and told.files == 4
    for (number, _), (_, data) in back.items():
        assert f"number {number if number != 'aB3' else ''}." in data.decode()
    assert [id_ for id_, _ in told.left] == ["canvas-91"]
