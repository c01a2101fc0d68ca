"""The tidy table: what a row says, in which files, the same bytes each time."""

from __future__ import annotations

import csv
import io
import weakref
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from premark.cohort.shared.found import find_shared
from premark.cohort.tables.parts import part_files, read_rows, write_parts
from premark.cohort.tables.rows import NAMES, about_of, rows_of
from premark.cohort.tables.sheets import to_csv, to_workbook
from premark.cohort.tables.tidy import read_tables, write_tables
from premark.errors import DamagedFile, MissingFile
from premark.types.cohort import Record
from tests.cohort.make_records import (
    make_cohort,
    make_criterion_row,
    make_element,
    make_record,
    make_submission,
)

LIVE = "=HYPERLINK(A1)"


def rows(record: Any, aside: Any = (), about: Any = None) -> list[dict[str, Any]]:
    known = about or about_of([])
    return [
        dict(zip((*NAMES, *known.columns), row, strict=True))
        for row in rows_of(record, known, aside)
    ]


def bread() -> Any:
    elements = [make_element("sources", "short"), make_element("hours", kind="hours")]
    return make_record(criteria=[make_criterion_row("1.1", "partial", elements)])


def test_a_criterion_has_a_row_of_its_own_and_one_for_each_element() -> None:
    own, short, met = rows(bread())
    assert (own["requirement"], own["strength"], own["state"]) == ("", "partial", "")
    assert (short["requirement"], short["state"], short["strength"]) == ("sources", "short", "")
    assert (short["counted"], short["at_least"], short["required"]) == (1.0, 2.0, True)
    assert met["kind"] == "hours"


def test_counting_strengths_counts_criteria() -> None:
    told = [row["strength"] for row in rows(bread()) if row["strength"]]
    assert told == ["partial"]


def test_what_is_set_aside_is_marked_for_that_submission_alone() -> None:
    aside = {("s-0001", "1.1", "sources")}
    assert [row["set_aside"] for row in rows(bread(), aside)] == [False, True, False]
    other = bread().model_copy(update={"submission": "s-0002"})
    assert not any(row["set_aside"] for row in rows(other, aside))


def test_the_learners_table_gives_columns_after_ours() -> None:
    about = about_of([make_submission(1, assessor="A", words="9"), make_submission(2, centre="C")])
    assert about.columns == ("assessor", "table_words", "centre")
    assert about.of("s-0001") == ("A", "9", "")
    assert about.of("s-0002") == ("", "", "C")
    assert rows(bread(), about=about)[0]["assessor"] == "A"


def test_a_learners_own_name_in_their_table_stays_out() -> None:
    submission = make_submission(
        1, learner="Aoife Rennick", contact="aoife.rennick@example.org", assessor="Aoife Noon"
    )
    assert about_of([submission]).of("s-0001") == ("[email]", "Aoife Noon")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("cohort")
    submissions, records = make_cohort(30)
    write_tables(iter(records), submissions, out)
    return out


def test_all_three_files_hold_the_same_rows(written: Path) -> None:
    frame = read_tables(written)
    with (written / "cohort.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    sheet = openpyxl.load_workbook(written / "cohort.xlsx", read_only=True)["rows"]
    shown = [row[0] for row in sheet.iter_rows(values_only=True)][1:]
    assert len(frame) == len(listed) == len(shown) == 30 * 3 * 2
    assert list(frame["submission"]) == [row["submission"] for row in listed] == shown
    assert {row["set_aside"] for row in listed} == {"no"}
    assert listed[1]["counted"] in ("0", "1", "2")


def test_strengths_come_back_in_order(written: Path) -> None:
    frame = read_tables(written / "dataset")
    assert list(frame["strength"].cat.categories) == ["none", "limited", "partial", "strong"]
    assert frame["strength"].cat.ordered
    assert frame["strength"].notna().sum() == 90
    assert frame["required"].dtype == "boolean"
    assert frame["centre"].dtype == "category"


def test_cannot_tell_is_no_step_between_none_and_strong(tmp_path: Path) -> None:
    record = make_record(strengths={"10.1": "cannot tell", "2.1": "limited"})
    write_tables([record], [], tmp_path, formats=())
    frame = read_tables(tmp_path)
    own = frame[frame["requirement"] == ""]
    assert list(own["cannot_tell"]) == [True, False]
    assert list(own["strength"].isna()) == [True, False]
    assert list(frame["criterion"].cat.categories) == ["2.1", "10.1"]


def test_the_same_cohort_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    submissions, records = make_cohort(30)
    write_tables(records, submissions, tmp_path)
    for path in sorted(p for p in written.rglob("*") if p.is_file()):
        assert path.read_bytes() == (tmp_path / path.relative_to(written)).read_bytes(), path.name


def test_a_shorter_run_leaves_no_part_of_a_longer_one(tmp_path: Path) -> None:
    about = about_of([])
    many = [row for n in range(40) for row in rows_of(make_record(f"s-{n}"), about)]
    write_parts(many, tmp_path, most=100)
    assert len(part_files(tmp_path)) == 3
    (tmp_path / "notes.txt").write_text("mine")
    write_parts(many[:90], tmp_path, most=100)
    assert [path.name for path in part_files(tmp_path)] == ["part-00000.parquet"]
    assert (tmp_path / "notes.txt").exists()
    assert sum(map(len, read_rows(part_files(tmp_path)))) == 90


def test_a_cohort_without_a_record_has_a_table_without_a_row(tmp_path: Path) -> None:
    made = write_tables([], [], tmp_path)
    assert made.rows == 0
    assert list(read_tables(tmp_path)["submission"]) == []


def test_nothing_runs_when_a_table_is_opened(tmp_path: Path) -> None:
    submission = make_submission(1, **{LIVE: "@SUM(1)", "intake": "a\x00\u202eb;=1+1"})
    write_tables([make_record()], [submission], tmp_path)
    text = (tmp_path / "cohort.csv").read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'" + LIVE in cells and "'@SUM(1)" in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)
    book = openpyxl.load_workbook(tmp_path / "cohort.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    names = zipfile.ZipFile(tmp_path / "cohort.xlsx").namelist()
    assert not any("external" in name or "vba" in name.lower() for name in names)


def test_a_workbook_shows_strengths_by_submission_and_keeps_its_header_in_sight(
    written: Path,
) -> None:
    book = openpyxl.load_workbook(written / "cohort.xlsx")
    assert book.sheetnames == ["rows", "strengths 9999-100"]
    assert book["rows"].freeze_panes == "A2"
    sheet = book["strengths 9999-100"]
    assert [cell.value for cell in sheet[1]] == ["submission", "1.1", "1.2", "2.1"]
    assert sheet.max_row == 31


def test_a_full_sheet_says_so() -> None:
    held = [list(rows_of(make_record(f"s-{n}"), about_of([]))) for n in range(4)]
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(held, most=10)))
    column = [row[0] for row in book["rows"].iter_rows(values_only=True)]
    assert len(column) == 10
    assert column[-1] == "This sheet is full: 24 rows are in the CSV and the dataset."
    assert book["strengths 9999-100"].max_row == 5


def test_long_digests_are_short_where_people_read() -> None:
    record = make_record(key="0123456789abcdef" * 4)
    text = to_csv([list(rows_of(record, about_of([])))]).decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["key"] == "0123456789ab"


def test_a_folder_without_a_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="no dataset of a cohort"):
        read_tables(tmp_path)


def test_a_broken_dataset_is_told(tmp_path: Path) -> None:
    (tmp_path / "part-00000.parquet").write_bytes(b"PAR1 not at all")
    with pytest.raises(DamagedFile, match="cannot be read"):
        read_tables(tmp_path)


def test_records_are_let_go_as_they_are_written(tmp_path: Path) -> None:
    held: list[weakref.ref[Record]] = []
    most = 0

    def records() -> Iterator[Record]:
        nonlocal most
        for number in range(200):
            record = make_record(f"s-{number:04d}")
            held.append(weakref.ref(record))
            most = max(most, sum(each() is not None for each in held))
            yield record

    write_tables(records(), [], tmp_path)
    find_shared(records())
    assert most < 10
