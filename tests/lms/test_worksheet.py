"""Comments into Moodle's grading worksheet: each to its row, and not a byte of the rest changed."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lms_platforms import Learner, moodle_reads

from premark.errors import MissingFile, NoText, OutputError, ReadError
from premark.lms.worksheet import Filled, addressed, comment_html, fill_worksheet
from premark.plain import inert
from premark.types.cohort import Submission

HEADER = ["Identifier", "Full name", "Email address", "Status", "Group", "Grade", "Maximum grade",
          "Grade can be changed", "Last modified (submission)", "Online text",
          "Last modified (grade)", "Feedback comments", "Tone"]  # fmt: skip
DATE = "Sunday, 22 November 2026, 5:17 PM"
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


def row(number: int, *, grade: str = "", feedback: str = "", group: str = "", typed: str = "",
        name: str = "Ann Lee") -> list[str]:  # fmt: skip
    return [f"Participant {number}", name, "a@example.org", "Submitted for grading", group, grade,
            "100.00", "Yes", DATE, typed, "-", feedback, "2"]  # fmt: skip


def sheet(path: Path, rows: list[list[str]], *, header: list[str] = HEADER, comma: str = ",",
          ends: str = "\n", coding: str = "utf-8",
          quoting: int = csv.QUOTE_MINIMAL) -> Path:  # fmt: skip
    text = io.StringIO()
    csv.writer(text, delimiter=comma, lineterminator=ends, quoting=quoting).writerows(  # type: ignore[arg-type]
        [header, *rows]
    )
    path.write_bytes(text.getvalue().encode(coding))
    return path


def filled(path: Path, comments: dict[str, str], **options: object) -> tuple[Path, Filled]:
    out = path.with_name("out.csv")
    return out, fill_worksheet(path, comments, out, **options)  # type: ignore[arg-type]


def test_moodle_takes_the_comments_and_leaves_every_grade(tmp_path: Path) -> None:
    rows = [row(12, grade="55.00"), row(7), row(9, feedback="<p>Well done.</p>"), row(8)]
    path = sheet(tmp_path / "w.csv", rows)
    comment = comment_html([("1.1", "partial", ("a date", "its source"))])
    out, told = filled(path, {"12": comment, "7": comment, "9": comment, "99": comment})
    assert told.filled == 2 and told.kept == ("9",)
    assert told.without_row == ("99",) and told.without_comment == ("8",)
    before = {12: Learner("55.00"), 7: Learner(changed=5), 9: Learner("", "<p>Well done.</p>"),
              8: Learner()}  # fmt: skip
    after = moodle_reads(out.read_bytes(), before)
    assert after[12] == Learner("55.00", comment)
    assert after[7] == before[7]  # marked meanwhile: Moodle passes the row over
    assert after[9] == before[9] and after[8] == before[8]


def test_feedback_is_written_over_only_where_that_is_asked_for(tmp_path: Path) -> None:
    blank = "<p>&nbsp;</p>\n<br />"
    rows = [row(9, feedback="<p>Well done.</p>"), row(8, feedback=blank)]
    path = sheet(tmp_path / "w.csv", rows)
    out, told = filled(path, {"9": "<p>New</p>", "8": "<p>New</p>"})
    assert told.filled == 1 and told.kept == ("9",)
    _, told = filled(path, {"9": "<p>New</p>", "8": "<p>New</p>"}, overwrite=True)
    assert told.filled == 2 and not told.kept
    again, told = filled(out.rename(tmp_path / "again.csv"), {"8": "<p>New</p>"})
    assert told.filled == 1 and again.read_bytes().count(b"New") == 2


@pytest.mark.parametrize("comma", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_every_other_byte_stays(
    tmp_path: Path, comma: str, ends: str, coding: str, quoting: int
) -> None:
    rows = [row(12, grade="55", name='Zo\u00eb "Zed" Ng, BA;', typed="one\ntwo\r\n, three"),
            row(7, typed=" =1+1 ")]  # fmt: skip
    path = sheet(tmp_path / "w.csv", rows, comma=comma, ends=ends, coding=coding, quoting=quoting)
    out, told = filled(path, {"12": "<p>Here</p>", "7": "<p>Here</p>"})
    assert told.filled == 2
    was = path.read_bytes()
    wide = 2 if coding == "utf-16" else 1
    new = '"<p>Here</p>"'.encode("utf-16-le" if coding == "utf-16" else "ascii")
    blank = ('""' if quoting == csv.QUOTE_ALL else "").encode("utf-16-le" if wide == 2 else "ascii")
    parts = out.read_bytes().split(new)
    assert len(parts) == 3 and blank.join(parts) == was


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(TEXT, min_size=1, max_size=4), typed=TEXT, comment=TEXT,
       ends=st.sampled_from(["\n", "\r\n"]))  # fmt: skip
def test_whatever_stands_in_the_other_cells_the_comments_reach_their_rows(
    tmp_path: Path, names: list[str], typed: str, comment: str, ends: str
) -> None:
    rows = [row(n, name=name, typed=typed) for n, name in enumerate(names)]
    path = sheet(tmp_path / "w.csv", rows, ends=ends, quoting=csv.QUOTE_ALL)
    said = comment_html([("1.1", "limited", (comment,))])
    out, told = filled(path, {"0": said})
    assert told.filled == 1
    read = list(csv.reader(io.StringIO(out.read_bytes().decode(), newline="")))
    was = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
    assert [r[:11] + r[12:] for r in read] == [r[:11] + r[12:] for r in was]
    cell = read[1][11]
    assert cell.isascii() and inert(cell) == cell and "\\" not in cell and "\n" not in cell


def test_a_comment_is_text_and_nothing_that_runs(tmp_path: Path) -> None:
    said = comment_html(
        [("1.1", "limited", ("<script>alert(1)</script>", '=cmd|"x"!A1', "a; -b\\"))],
        about="=1+1 for Zo\u00eb",
    )
    assert "<script" not in said
    path = sheet(tmp_path / "w.csv", [row(12)])
    out, _ = filled(path, {"12": said})
    (cell,) = [r[11] for r in csv.reader(io.StringIO(out.read_text())) if r[0] == "Participant 12"]
    assert inert(cell) == cell and cell.isascii() and "\\" not in cell
    assert "=1+1 for Zo\u00eb" in html.unescape(cell) and "a; -b\\" in html.unescape(cell)


def test_a_learners_comment_says_nothing_of_strength() -> None:
    rows = [("1.1", "limited", ("Name the source.", "give {code}")), ("1.2", "strong", ())]
    theirs, ours = comment_html(rows, learner=True), comment_html(rows)
    assert "1.1: still to look at: Name the source; give {code}." in theirs
    assert not any(word in theirs for word in ("limited", "strong", "evidence", "1.2"))
    assert "1.1: evidence limited. Still to look at: Name" in ours
    assert "1.2: evidence strong." in ours
    assert "<li>" not in comment_html(rows[1:], learner=True)
    assert comment_html([], learner=True).count("<p>") == 2
    asked = comment_html([("2.1", "", ("What did you see?", "Where?", "Say why."))], learner=True)
    assert "still to look at: What did you see? Where? Say why.</li>" in asked


def test_text_that_is_no_html_does_not_begin_a_formula(tmp_path: Path) -> None:
    out, _ = filled(sheet(tmp_path / "w.csv", [row(12)]), {"12": "=1+1"})
    assert '"<p>=1+1</p>"' in out.read_text()


GERMAN = ["Kennung", "Vollst\u00e4ndiger Name", "Status", "Bewertung", "Bestwertung",
          "Bewertung kann ge\u00e4ndert werden", "Zuletzt ge\u00e4ndert (Abgabe)",
          "Zuletzt ge\u00e4ndert (Bewertung)", "Feedback als Kommentar"]  # fmt: skip
UNKNOWN = ["\u0130d", "Ad", "Durum", "Not", "En y\u00fcksek", "Olur",
           "Son de\u011fi\u015fiklik (teslim)", "Son de\u011fi\u015fiklik (not)",
           "Geri bildirim", "Sonu\u00e7"]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "word"), [(GERMAN, "Teilnehmer/in "), (UNKNOWN, "Kat\u0131l\u0131mc\u0131 ")]
)
def test_a_worksheet_in_another_language_is_known_by_place_and_contents(
    tmp_path: Path, header: list[str], word: str
) -> None:
    rest = ["Ann 3", "", "5", "100", "Ja", DATE, "-", "", ""]
    cells = [[f"{word}{n}", *rest][: len(header)] for n in (12, 7)]
    path = sheet(tmp_path / "w.csv", cells, header=header)
    out, told = filled(path, {"7": "<p>Here</p>"})
    assert told.filled == 1
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert rows[2][8] == "<p>Here</p>" and rows[1][8] == ""


def test_a_quote_behind_a_backslash_is_read_as_moodle_writes_it(tmp_path: Path) -> None:
    path = sheet(tmp_path / "w.csv", [row(7)])
    odd = '"He said \\"go, now\\", and left"'
    text = path.read_text().replace(f"{DATE}\",,-", f"{DATE}\",{odd},-")
    assert odd in text
    path.write_text(text)
    out, told = filled(path, {"7": "<p>Here</p>"})
    assert told.filled == 1 and out.read_text().replace('"<p>Here</p>"', "") == text


def test_a_cell_that_ends_with_a_backslash_is_read_as_a_spreadsheet_writes_it(
    tmp_path: Path,
) -> None:
    path = sheet(tmp_path / "w.csv", [row(7, typed="C:\\"), row(8)], quoting=csv.QUOTE_ALL)
    out, told = filled(path, {"7": "<p>Here</p>", "8": "<p>There</p>"})
    assert told.filled == 2
    rows = list(csv.reader(io.StringIO(out.read_text())))
    assert [r[11] for r in rows[1:]] == ["<p>Here</p>", "<p>There</p>"]


def test_a_teams_comment_goes_to_each_member_by_the_teams_name(tmp_path: Path) -> None:
    rows = [row(12, group="Red  Team"), row(7, group="Blue"), row(9, group="red team")]
    out, told = filled(
        sheet(tmp_path / "w.csv", rows), {}, teams={"Red team": "<p>Here</p>", "Gone": "<p>x</p>"}
    )
    assert told.filled == 2 and told.without_row == ("Gone",)
    assert out.read_text().count("Here") == 2


def test_a_comment_never_reaches_a_row_of_another_name(tmp_path: Path) -> None:
    """A team's number may be that of a participant who is somebody else."""
    rows = [row(12, name="Ann O'Neil-Lee"), row(7, name="Zo\u00eb Ng"), row(9, name="Bo Li")]
    path = sheet(tmp_path / "w.csv", rows)
    found = [
        Submission(id=f"m-{n}", unit="u", number=n, prefix=f"{name}_{n}_assignsubmission_file")
        for n, name in (("12", "Ann ONeil-Lee"), ("7", "Red Squad"), ("9", "Participant"))
    ]
    found[2] = found[2].model_copy(update={"blind": True})
    comments = {one.number: addressed(one, "<p>Here</p>") for one in found}
    out = tmp_path / "out.csv"
    told = fill_worksheet(path, comments, out)
    assert told.filled == 2 and told.others == ("7",) and not told.without_row
    after = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [line[11] for line in after[1:]] == ["<p>Here</p>", "", "<p>Here</p>"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Name,Mark\nAnn,5\n", r"w\.csv:1: identifier: no column .* found: Name, Mark"),
        ("Identifier,Grade\nParticipant 1,\n", r"w\.csv:1: feedback comments: no column"),
        ("Identifier,Feedback comments\nParticipant 1\n", r"w\.csv:2: row: 1 cells.* has 2"),
        ('Identifier,Feedback comments\nParticipant 1,"open\n', r"w\.csv:2: cell 2: a quote"),
        ("Identifier,Feedback comments\nAnn,\n", r"w\.csv:2: Identifier: 'Ann' was found, .*num"),
    ],
)
def test_a_file_that_is_no_worksheet_is_told_with_line_and_column(
    tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "w.csv"
    path.write_text(text)
    with pytest.raises(ReadError, match=says) as raised:
        filled(path, {"1": "<p>x</p>"})
    assert "worksheet" in raised.value.hint or "Download it again" in raised.value.hint
    assert not (tmp_path / "out.csv").exists()


def test_empty_and_missing_worksheets_say_so(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        filled(tmp_path / "w.csv", {})
    (tmp_path / "w.csv").write_bytes(b"\xef\xbb\xbf \r\n")
    with pytest.raises(NoText):
        filled(tmp_path / "w.csv", {})


def test_the_worksheet_itself_is_never_written_over(tmp_path: Path) -> None:
    path = sheet(tmp_path / "w.csv", [row(12)])
    was = path.read_bytes()
    with pytest.raises(OutputError):
        fill_worksheet(path, {"12": "<p>x</p>"}, path)
    assert path.read_bytes() == was


def test_nothing_is_written_where_nothing_is_filled(tmp_path: Path) -> None:
    out, told = filled(sheet(tmp_path / "w.csv", [row(12)]), {"99": "<p>x</p>"})
    assert told.filled == 0 and told.without_row == ("99",) and not out.exists()
