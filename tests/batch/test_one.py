"""One submission by the real engine: its reports, its record, and every way in which it fails."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace

import pytest

import premark.pipeline
from premark.batch.cost import measured
from premark.batch.one import LEFT_OUT, REPORTS, Reviewed, Settings, review_one, settings_for
from premark.errors import OutputError
from premark.packs.load import find_pack
from premark.pipeline import map_files
from premark.report.write import write_reports
from premark.types.cohort import Failed, Given, Submission, Unread

UNIT = "8580-500"
ANSWER = """# 1.1 Coaching

I think that coaching helps people to find their own way, because they are asked and not told.
Whitmore (2017) says that it raises awareness and responsibility, which I saw with my own team.

# 1.2 Benefits

The organisation gains since people stay: in my team sickness fell from nine days to four.
"""


def settings(out: Path, **changed: object) -> Settings:
    return settings_for({UNIT: find_pack(UNIT)}, out, **changed)  # type: ignore[arg-type]


def given(path: Path) -> Given:
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
    return Given(name=path.name, path=str(path), sha256=digest)


def submission(*paths: Path, **more: object) -> Submission:
    files = tuple(given(path) for path in paths)
    return Submission(id="s-1", unit=UNIT, learner="Jane Quill", files=files, **more)  # type: ignore[arg-type]


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    path = tmp_path / "Jane Quill essay.md"
    path.write_text(ANSWER, encoding="utf-8")
    return path


@pytest.mark.slow
def test_a_report_is_the_one_that_map_draws_and_the_record_goes_with_it(
    essay: Path, tmp_path: Path
) -> None:
    wanted = settings(tmp_path / "cohort", formats=("html", "json"), learner=True)
    found = review_one(submission(essay), wanted)
    assert isinstance(found, Reviewed)
    names = ["s-1.premark.html", "s-1.premark.json", "s-1.check.premark.html"]
    assert list(found.files) == names
    review = map_files([essay], UNIT)
    alone = write_reports(review, wanted.packs[UNIT], formats=("html", "json"),
                          out=tmp_path / "alone", stem="s-1")  # fmt: skip
    for path in alone:
        assert path.read_bytes() == (tmp_path / "cohort" / REPORTS / path.name).read_bytes()
    assert found.record.key == wanted.key(submission(essay)) == found.key
    assert found.words == review.words == found.record.words
    assert "Quill" not in found.record.model_dump_json()


@pytest.mark.slow
def test_one_bad_file_of_several_is_told_in_the_report_and_the_others_are_read(
    essay: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "appendix.docx"
    broken.write_bytes(b"PK\x03\x04 torn")
    photo = Unread(name="photo.jpg", status="unsupported", says="photo.jpg: is a picture.")
    found = review_one(submission(essay, broken, unread=(photo,)), settings(tmp_path))
    assert isinstance(found, Reviewed)
    assert sorted(found.left_out) == ["corrupt", "unsupported"]
    page = (tmp_path / REPORTS / "s-1.premark.html").read_text(encoding="utf-8")
    assert "appendix.docx" in page and "photo.jpg" in page and "goes without" in page
    assert LEFT_OUT in found.record.notices


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [("Jane.docx", b"PK\x03\x04 torn", "corrupt"), ("Jane.txt", b"", "empty"),
     ("Jane.pdf", b"%PDF-1.4 torn", "corrupt"), ("Jane.txt", None, "missing")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_fails_by_its_status_and_without_its_name(
    tmp_path: Path, name: str, data: bytes | None, status: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    found = review_one(submission(path), settings(tmp_path))
    assert isinstance(found, Failed)
    assert found.status == status and found.next_step
    assert "Jane" not in found.says and "file 1" in found.says
    assert not (tmp_path / REPORTS).exists()


def test_a_file_that_was_changed_since_it_was_listed_is_not_kept_under_its_old_key(
    essay: Path, tmp_path: Path
) -> None:
    listed = submission(essay)
    essay.write_text(ANSWER + "\nMore.\n", encoding="utf-8")
    found = review_one(listed, settings(tmp_path))
    assert isinstance(found, Failed) and found.status == "unreadable"


def test_a_submission_without_a_file_says_why(tmp_path: Path) -> None:
    nothing = Submission(id="s-1", unit=UNIT)
    photo = Unread(name="Jane.jpg", status="unsupported", says="Jane.jpg: is a picture.")
    first = review_one(nothing, settings(tmp_path))
    second = review_one(nothing.model_copy(update={"unread": (photo,)}), settings(tmp_path))
    assert isinstance(first, Failed) and first.status == "missing"
    assert isinstance(second, Failed) and second.status == "unsupported"
    assert second.says == "a file: is a picture."


def test_a_fault_of_our_own_is_told_by_kind_and_place_and_never_by_its_words(
    essay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise KeyError("words of the learner")

    monkeypatch.setattr(premark.pipeline, "map_document", breaks)
    monkeypatch.setattr(premark.pipeline, "load_tools", SimpleNamespace)
    found = review_one(submission(essay), settings(tmp_path))
    assert isinstance(found, Failed) and found.status == "crashed"
    assert "KeyError in pipeline.py, line" in found.says and "words" not in found.says


def test_no_memory_left_is_a_failure_of_that_name(
    essay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def grows(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(premark.pipeline, "map_read", grows)
    monkeypatch.setattr(premark.pipeline, "load_tools", SimpleNamespace)
    found = review_one(submission(essay), settings(tmp_path))
    assert isinstance(found, Failed) and found.status == "out_of_memory"


def test_criteria_that_were_changed_during_the_run_end_it(essay: Path, tmp_path: Path) -> None:
    wanted = settings(tmp_path)
    other = wanted.model_copy(update={"made": {UNIT: "0" * 64}})
    with pytest.raises(OutputError, match="changed during the run"):
        review_one(submission(essay), other)


def test_the_cost_of_a_review_is_counted(tmp_path: Path) -> None:
    def busy(_: Submission, __: Settings) -> Failed:
        sum(i * i for i in range(2_000_000))
        return Failed(submission="s-1", unit=UNIT, status="empty", says="")

    outcome, cost = measured(busy, submission(), settings(tmp_path))
    assert isinstance(outcome, Failed)
    assert 0 < cost.seconds < 10 and cost.wall > 0 and cost.mb > 10
