"""Reports on disk: whole or not at all, under names that no system trips over."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import docx
import pytest
from make_review import make_pack, make_review, noticed

from premark.errors import OutputError
from premark.report import annotate
from premark.report.record import from_json
from premark.report.write import draw_annotated, safe_stem, write_reports


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
    assert "No sentence takes a view or judges how good or useful it is." in text
    assert "A draft map before marking." in text
    first = paper.tables[0]
    assert [cell.text for cell in first.rows[2].cells][1] == "limited"
    assert "<script>" in text


def test_the_word_report_is_a4_with_set_widths_and_whole_rows(tmp_path: Path) -> None:
    (path,) = written(tmp_path, "docx")
    paper = docx.Document(io.BytesIO(path.read_bytes()))
    section = paper.sections[0]
    inside = section.page_width - section.left_margin - section.right_margin
    assert round(section.page_width.cm, 1) == 21.0
    for table in paper.tables:
        assert not table.autofit
        widths = [column.width for column in table.columns]
        assert abs(sum(widths) - inside) < 2000
        assert [cell.width for cell in table.rows[-1].cells] == widths
        for number, row in enumerate(table.rows):
            marks = [mark.tag.rpartition("}")[2] for mark in row._tr.trPr]
            assert marks == (["cantSplit", "tblHeader"] if not number else ["cantSplit"])
    of_map = [column.width for column in paper.tables[0].columns]
    assert of_map[0] > of_map[1] and of_map[4] > of_map[3]


def test_the_word_report_names_where_it_was_looked_for(tmp_path: Path) -> None:
    (path,) = written(tmp_path, "docx")
    paper = docx.Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    looked = "0 counted, 1 asked; looked in 2 passages of this criterion: 1.2 Other ways to learn"
    assert any(cell.startswith(looked) for cell in cells)
    assert "“workshop” para 4" in "\n".join(cells)
    text = "\n".join(p.text for p in paper.paragraphs)
    assert "All 2 sections were read for it (5 passages)." in text


def test_every_place_of_a_notice_is_in_the_word_report(tmp_path: Path) -> None:
    review = noticed(make_review())
    (path,) = write_reports(review, make_pack(), formats=["docx"], out=tmp_path, stem="essay")
    paper = docx.Document(io.BytesIO(path.read_bytes()))
    assert any("(para 1–2)" in p.text for p in paper.paragraphs)


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
        ("con .txt", "_con .txt"),
        ("COM\u00b9", "_COM\u00b9"),
        ("lpt0", "_lpt0"),
        ("CONIN$", "_CONIN$"),
        ("aux\u200b", "_aux"),
        ("console", "console"),
        ("essay\u202excod", "essayxcod"),
        ("..\\..\\x", "x"),
        ("/etc/shadow", "etc-shadow"),
        ("~root", "~root"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("a" * 300, "a" * 80),
        ("a" * 79 + " b", "a" * 79),
        ("\ud800", "report"),
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


def test_reports_that_cannot_all_be_written_leave_the_old_ones(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in written(tmp_path, "html")}
    (tmp_path / "essay.premark.docx").mkdir()
    with pytest.raises(OutputError, match=r"essay\.premark\.docx"):
        written(tmp_path, "html", "json", "docx", learner=False)
    assert {path: path.read_bytes() for path in tmp_path.glob("*.html")} == before
    assert len(list(tmp_path.iterdir())) == 2


def test_a_file_that_was_handed_in_is_never_written_over(tmp_path: Path) -> None:
    """A second file of a submission can have the very name of a report of the first."""
    data = b"the learner's own file"
    (tmp_path / "essay.premark.docx").write_bytes(data)
    review = make_review()
    read = review.document.files[0]
    own = read.model_copy(update={"sha256": hashlib.sha256(data).hexdigest()})
    document = review.document.model_copy(update={"files": (read, own)})
    with pytest.raises(OutputError, match="not written over"):
        write_reports(
            review.model_copy(update={"document": document}), make_pack(),
            formats=["html", "docx"], out=tmp_path, stem="essay",
        )  # fmt: skip
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [data]


def test_copies_of_files_of_one_name_have_names_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a drive that knows no capitals these four would be two."""
    monkeypatch.setattr(annotate, "annotate_file", lambda path, review, pack: b"x")
    files = [tmp_path / str(i) / name for i, name in enumerate(("Log.docx", "log.docx", "a?b.docx",
             "a*b.docx", "c.docx"))]  # fmt: skip
    for path in files:
        path.parent.mkdir()
        path.write_bytes(b"x")
    names = [name for name, _ in draw_annotated(files, make_review(), make_pack())]
    assert len({name.casefold() for name in names}) == 5
    assert names[-1] == "c.annotated.premark.docx"
