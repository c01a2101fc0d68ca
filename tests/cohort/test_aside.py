"""A finding set aside for one submission stays so there, over later runs, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from premark.cli import app
from premark.cohort.aside import (
    FILE,
    SetAside,
    add_aside,
    places,
    read_aside,
    undo_aside,
    unmatched,
)
from premark.cohort.tables.tidy import read_tables, write_tables
from premark.errors import ReadError
from tests.cohort.make_records import make_cohort

PLACE = ("s-0001", "1.1", "sources")
SAID = SetAside(submission="s-0001", criterion="1.1", requirement="sources", by="Ines Karr")


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / FILE
    path.write_bytes(text.encode(encoding))
    return path


def test_without_a_file_nothing_is_set_aside(tmp_path: Path) -> None:
    assert read_aside(tmp_path / FILE) == ()


def test_columns_are_found_by_name_whatever_their_order_and_case(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Note;BY; Requirement ;Criterion;Submission;extra;date\n"
        "Seen in café;Ines;sources;1.1;s-0001;x;14/03/2026\n",
        "cp1252",
    )
    (row,) = read_aside(path)
    assert (row.place, row.by, row.date) == (PLACE, "Ines", "2026-03-14")
    assert row.note == "Seen in café"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("submission,criterion,by\n", r"set-aside.csv:1: heading row: .* also requirement"),
        ("submission,criterion,requirement,by\ns,1.1,,Ines\n", r":2: requirement: is empty"),
        ("submission,criterion,requirement,by,date\ns,1.1,r,I,soon\n", r":2: date: found 'soon'"),
        ('submission,criterion,requirement,by\ns,1.1,"r,I\n', r":2: row: is not CSV"),
    ],
)
def test_a_mistake_is_told_at_its_line_and_column(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read_aside(written(tmp_path, text))


def test_a_row_is_added_to_those_that_are_there_and_taken_back(tmp_path: Path) -> None:
    other = SAID.model_copy(update={"submission": "s-0002", "note": "=1+1 is no note"})
    known = {SAID.place, other.place}
    add_aside(tmp_path, SAID, known)
    add_aside(tmp_path, other, known)
    assert places(read_aside(tmp_path / FILE)) == known
    assert "'=1+1" in (tmp_path / FILE).read_text(encoding="utf-8-sig")
    undo_aside(tmp_path, SAID.place)
    assert [row.submission for row in read_aside(tmp_path / FILE)] == ["s-0002"]


def test_setting_aside_twice_and_taking_back_nothing_are_told(tmp_path: Path) -> None:
    add_aside(tmp_path, SAID, [PLACE])
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(ReadError, match="set aside already, by Ines Karr"):
        add_aside(tmp_path, SAID, [PLACE])
    with pytest.raises(ReadError, match="nothing is set aside there"):
        undo_aside(tmp_path, ("s-0002", "1.1", "sources"))
    assert (tmp_path / FILE).read_bytes() == before


def test_a_place_that_the_cohort_does_not_have_is_refused_with_the_nearest(tmp_path: Path) -> None:
    wrong = SAID.model_copy(update={"requirement": "source"})
    with pytest.raises(ReadError, match="--requirement: found 'source'") as told:
        add_aside(tmp_path, wrong, [PLACE])
    assert "sources" in told.value.hint
    assert not (tmp_path / FILE).exists()


def test_a_row_that_names_nothing_is_told_by_its_line_alone() -> None:
    _, records = make_cohort(2)
    by_id = {record.submission: record for record in records}
    rows = [
        SAID.model_copy(update={"line": 2}),
        SAID.model_copy(update={"submission": "Aoife Rennick", "line": 3}),
        SAID.model_copy(update={"criterion": "9.9", "line": 4}),
        SAID.model_copy(update={"requirement": "hours", "line": 5}),
    ]
    said = unmatched(rows, by_id.get)
    assert [each.split(";")[0] for each in said] == [
        "set-aside.csv:3: submission: no submission of this cohort has that id",
        "set-aside.csv:4: criterion: unit 9999-100 has none of that number",
        "set-aside.csv:5: requirement: criterion 1.1 has no element of that name",
    ]
    assert "Aoife" not in " ".join(said)


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    submissions, records = make_cohort(3)
    write_tables(records, submissions, tmp_path, formats=())
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    ended = CliRunner().invoke(app, ["set-aside", *words])
    return ended.exit_code, ended.output + str(ended.exception or "")


WHERE = ("--submission", "s-0001", "--criterion", "1.1", "--requirement", "sources")


def test_the_command_sets_aside_there_and_nowhere_else(cohort: Path) -> None:
    code, said = run(str(cohort), *WHERE, "--by", "Ines Karr", "--note", "in the log")
    assert code == 0 and FILE in said
    (row,) = read_aside(cohort / FILE)
    assert (row.place, row.by, row.note) == (PLACE, "Ines Karr", "in the log")
    submissions, records = make_cohort(3)
    before = read_tables(cohort)
    write_tables(records, submissions, cohort, aside=places(read_aside(cohort / FILE)), formats=())
    after = read_tables(cohort)
    marked = after[after["set_aside"]]
    assert [tuple(row) for row in marked[list(marked)[:4]].itertuples(index=False)] == [
        ("s-0001", "9999-100", "1.1", "sources")
    ]
    assert before.drop(columns="set_aside").equals(after.drop(columns="set_aside"))


def test_the_command_takes_it_back(cohort: Path) -> None:
    run(str(cohort), *WHERE, "--by", "Ines Karr")
    code, _ = run(str(cohort), *WHERE, "--undo")
    assert code == 0
    assert read_aside(cohort / FILE) == ()


def test_the_command_asks_who_and_needs_a_cohort(cohort: Path, tmp_path: Path) -> None:
    assert "--by NAME" in run(str(cohort), *WHERE)[1]
    code, said = run(str(tmp_path / "nowhere"), *WHERE, "--by", "Ines")
    assert code != 0
    assert "no dataset of a cohort" in said
