"""Reports on disk: whole or not at all, under names that no system trips over."""

from __future__ import annotations

import io
import os
from pathlib import Path

import docx
import pytest
from make_review import make_pack, make_review

from premark.errors import OutputError
from premark.report.record import from_json
from premark.report.write import safe_stem, write_file, write_reports


def written(out: Path, *formats: str, learner: bool = False) -> list[Path]:
    return write_reports(
        make_review(), make_pack(), formats=formats, out=out, stem="essay", learner=learner
    )


def test_each_format_is_written_where_it_was_asked_for(tmp_path: Path) -> None:
    paths = written(tmp_path / "reports", "html", "json", "docx", "csv", "html")
    names = [path.name for path in paths]
    assert names == [f"essay.premark.{end}" for end in ("html", "json", "docx", "csv")]
    assert sorted(p.name for p in (tmp_path / "reports").iterdir()) == sorted(names)
    assert from_json(paths[1].read_text(encoding="utf-8")) == make_review()
    assert paths[3].read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_word_report_says_what_the_others_say(tmp_path: Path) -> None:
    (path,) = written(tmp_path, "docx")
    paper = docx.Document(io.BytesIO(path.read_bytes()))
    text = "\n".join(p.text for p in paper.paragraphs)
    assert "1.2 Evaluate: limited" in text
    assert "No sentence takes a view or judges worth." in text
    assert "A draft map before marking." in text
    first = paper.tables[0]
    assert [cell.text for cell in first.rows[2].cells][1] == "limited"
    assert "<script>" in text


def test_the_same_review_twice_is_the_same_bytes(tmp_path: Path) -> None:
    every = ("html", "json", "docx", "csv")
    one, two = written(tmp_path / "a", *every), written(tmp_path / "b", *every)
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


def test_the_learners_reading_has_names_of_its_own_and_no_record(tmp_path: Path) -> None:
    (path,) = written(tmp_path, "html", learner=True)
    assert path.name == "essay.check.premark.html"
    with pytest.raises(OutputError, match="json") as caught:
        written(tmp_path, "json", learner=True)
    assert "html" in caught.value.hint


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="'odt' is not a format"):
        written(tmp_path / "new", "html", "odt")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("stem", "safe"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "_CON"),
        ("nul.tar", "_nul.tar"),
        ("a\x00b\nc", "ab c"),
        ("essay. . ", "essay"),
        ("...", "report"),
        ('say "x" <b>', "say -x- -b"),
        ("é" * 200, "é" * 80),
    ],
)
def test_file_names_are_made_safe(stem: str, safe: str) -> None:
    assert safe_stem(stem) == safe


def test_a_folder_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="could not be written") as caught:
        written(tmp_path / "out", "html")
    assert "--out" in caught.value.hint


def test_a_failed_write_leaves_the_old_report_and_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_file(b"old", tmp_path / "essay.premark.html")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_file(b"new", path)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["essay.premark.html"]
