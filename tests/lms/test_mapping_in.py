"""A mapping CSV and a table of learners, taken in: what stays, what joins, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed_in import CANVAS, MOODLE, TEXT, archive, folder

from premark.errors import ReadError
from premark.isolate.pool import Pool
from premark.lms import Intake, intake
from premark.types.cohort import Submission

PORTFOLIO = {
    "jo/501 assignment.txt": TEXT + "501",
    "jo/503 assignment.txt": TEXT + "503",
    "jo/appendix log.txt": TEXT + "log",
    "al/essay.txt": TEXT + "al",
}
ROWS = """Learner,Unit,File,Assessor,Centre
Jo Day,501,jo/501 assignment.txt,Kim,North
Jo Day,501,jo/appendix log.txt,Kim,North
Jo Day,503,jo/503 assignment.txt,Pat,North
Jo Day,503,jo/appendix log.txt,Pat,North
Al Fox,501,al/essay.txt,Kim,South
"""


def mapping(root: Path, rows: str, given: dict[str, str] = PORTFOLIO) -> Path:
    folder(root, given)
    root.mkdir(exist_ok=True)
    path = root / "mapping.csv"
    path.write_text(rows, encoding="utf-8")
    return path


def told(found: Intake) -> dict[tuple[str, str], Submission]:
    return {(one.learner, one.unit): one for one in found.submissions}


def names(one: Submission) -> list[str]:
    return [given.name for given in one.files]


def test_an_appendix_of_two_units_stands_in_a_submission_of_each(tmp_path: Path) -> None:
    found = intake(mapping(tmp_path, ROWS))
    own = told(found)
    assert len(found.submissions) == 3 and not found.unread and not found.notes
    assert names(own["Jo Day", "8580-501"]) == ["501 assignment.txt", "appendix log.txt"]
    assert names(own["Jo Day", "8580-503"]) == ["503 assignment.txt", "appendix log.txt"]
    first, second = own["Jo Day", "8580-501"].files[1], own["Jo Day", "8580-503"].files[1]
    assert first.sha256 == second.sha256 and len({one.id for one in found.submissions}) == 3


def test_what_reports_look_for_is_kept_as_facts(tmp_path: Path) -> None:
    own = told(intake(mapping(tmp_path, ROWS)))
    assert own["Jo Day", "8580-501"].about == (("assessor", "Kim"), ("centre", "North"))
    assert own["Jo Day", "8580-503"].fact("assessor") == "Pat"
    assert own["Al Fox", "8580-501"].fact("centre") == "South"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_mapping_is_read_as_spreadsheets_save_it(
    tmp_path: Path, coding: str, separator: str
) -> None:
    folder(tmp_path, PORTFOLIO)
    rows = ["  FULL   NAME ,UNIT code,File Path,Center", "Zoë Ng,Unit 501,al\\essay.txt,Süd"]
    path = tmp_path / "m.csv"
    path.write_bytes("\r\n".join(rows).replace(",", separator).encode(coding))
    found = intake(path)
    one = told(found)["Zoë Ng", "8580-501"]
    assert names(one) == ["essay.txt"] and one.fact("centre") == "Süd"


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "/etc/passwd", "C:\\secret.txt", "\\\\host\\a.txt", "jo/../../secret.txt"],
)
def test_a_path_never_leaves_the_mappings_folder(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("not yours")
    root = tmp_path / "in"
    found = intake(mapping(root, f"learner,unit,file\nJo,501,{path}\n"))
    (one,) = found.submissions
    assert one.files == () and [why.status for why in one.unread] == ["unsafe"]
    assert any("mapping.csv: line 2:" in note for note in found.notes)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("not yours")
    path = mapping(tmp_path / "in", "learner,unit,file\nJo,501,out.txt\n", {})
    (path.parent / "out.txt").symlink_to(tmp_path / "secret.txt")
    (one,) = intake(path).submissions
    assert one.files == () and one.unread[0].status == "unsafe"


@pytest.mark.parametrize("path", ["nothing.txt", "a" * 5_000, "a\0b.txt", "jo/nothing", "."])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, path: str) -> None:
    rows = f"learner,unit,file\nJo,501,{path}\nAl,501,al/essay.txt\n"
    source = mapping(tmp_path, rows)
    if "\0" in path:
        with pytest.raises(ReadError):
            intake(source)
        return
    own = told(intake(source))
    assert own["Jo", "8580-501"].files == () and own["Jo", "8580-501"].unread[0].status == "missing"
    assert names(own["Al", "8580-501"]) == ["essay.txt"]


def test_rows_without_a_file_or_with_it_twice_are_told_by_their_lines(tmp_path: Path) -> None:
    twice = "Al,501,al/essay.txt\nAl,501,al/essay.txt\n"
    rows = f"learner,unit,file\nJo,501,\n{twice}Cy,501,al/essay.txt\n"
    found = intake(mapping(tmp_path, rows))
    own = told(found)
    assert own["Jo", "8580-501"].unread[0].status == "missing"
    assert len(own["Al", "8580-501"].files) == 1
    assert "mapping.csv: line 2: no file is named." in found.notes
    assert any("line 4: the file is named for this learner already" in n for n in found.notes)
    assert any("lines 3, 5: the same file is named for another" in n for n in found.notes)


def test_files_that_no_row_names_are_told(tmp_path: Path) -> None:
    found = intake(mapping(tmp_path, "learner,unit,file\nAl,501,al/essay.txt\n"))
    assert len(found.unread) == 3 and any("3 files lie" in note for note in found.notes)


def test_a_folder_in_the_files_place_gives_all_that_is_in_it(tmp_path: Path) -> None:
    (one,) = intake(mapping(tmp_path, "learner,unit,file\nJo,501,jo\n")).submissions
    assert names(one) == ["501 assignment.txt", "503 assignment.txt", "appendix log.txt"]
    assert one.files[0].stored == "jo/501 assignment.txt"


def test_homonyms_are_told_apart_by_a_number(tmp_path: Path) -> None:
    rows = (
        "learner,number,unit,file\nJo Day,1,501,jo/501 assignment.txt\n"
        "Jo Day,2,501,al/essay.txt\nJo Day,1,501,jo/appendix log.txt\n"
    )
    found = intake(mapping(tmp_path, rows))
    assert sorted((one.number, len(one.files)) for one in found.submissions) == [("1", 2), ("2", 1)]
    assert len({one.id for one in found.submissions}) == 2


def test_a_row_without_the_number_is_the_learners_whose_name_has_one(tmp_path: Path) -> None:
    rows = (
        "learner,number,unit,file\nJo Day,1,501,jo/501 assignment.txt\n"
        "Jo  day,,501,al/essay.txt\n"
    )
    (one,) = intake(mapping(tmp_path, rows)).submissions
    assert len(one.files) == 2 and one.number == "1"


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("learner,unit\nJo,501\n", r"mapping\.csv:1: file: there is no such column"),
        ("unit,file\n501,a.txt\n", r"mapping\.csv:1: learner: there is no such column"),
        ("learner,file,file\nJo,a,b\n", r"mapping\.csv:1: 'file': this heading stands twice"),
        ("learner,file\nSmith, Jo,a.txt\n", r"mapping\.csv:2: column 3: the row has more cells"),
        ("learner,file\n,al/essay.txt\n", r"mapping\.csv:2: learner: the cell is empty"),
        ('learner,file\nJo,"al/essay.txt\n', r"mapping\.csv:2: row: is not CSV"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_told_by_line_and_column(
    tmp_path: Path, rows: str, place: str
) -> None:
    with pytest.raises(ReadError, match=place) as error:
        intake(mapping(tmp_path, rows), unit="501")
    assert error.value.hint.startswith("Expected: ")


def test_the_number_of_a_line_counts_lines_within_cells(tmp_path: Path) -> None:
    rows = 'learner,file,place\nJo,al/essay.txt,"two\nlines"\nAl,nothing.txt,x\n'
    found = intake(mapping(tmp_path, rows), unit="501")
    assert any(note.startswith("mapping.csv: line 4:") for note in found.notes)


def test_a_mapping_that_lies_in_the_folder_is_followed(tmp_path: Path) -> None:
    mapping(tmp_path, ROWS)
    found = intake(tmp_path)
    assert len(found.submissions) == 3 and "mapping.csv: it says whose" in found.notes[0]


def test_an_excel_workbook_is_told_to_be_no_csv(tmp_path: Path) -> None:
    path = archive(tmp_path / "learners.csv", {"xl/workbook.xml": "x"})
    with pytest.raises(ReadError, match="is no CSV file") as error:
        intake(folder(tmp_path / "in", {"Jo/a.txt": TEXT}), unit="501", learners=path)
    assert "CSV UTF-8" in error.value.hint


def table(root: Path, rows: str) -> Path:
    path = root / "learners.csv"
    path.write_text(rows, encoding="utf-8")
    return path


def of_moodle(root: Path, rows: str, unit: str = "501") -> Intake:
    source = archive(root / "a.zip", MOODLE)
    return intake(source, unit=unit, learners=table(root, rows))


def test_rows_are_joined_by_number_or_by_name(tmp_path: Path) -> None:
    rows = (
        "Identifier,Full name,Assessor,Cohort,Date\nParticipant 12,,Kim,May,2026-05-01\n"
        ",Ann O'Neil,Pat,June,2026-06-01\nmoodle-31,Bo Li,Kim,June,\n"
    )
    found = of_moodle(tmp_path, rows)
    facts = {one.id: one.about for one in found.submissions}
    assert facts["moodle-12"] == (("assessor", "Kim"), ("intake", "May"), ("date", "2026-05-01"))
    assert facts["moodle-7"][0] == ("assessor", "Pat")
    assert facts["moodle-31"] == (("assessor", "Kim"), ("intake", "June"))
    assert not found.notes


def test_canvas_names_join_whichever_name_stands_first(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.zip", CANVAS)
    rows = "First name,Last name,Assessor\nJane,Smith,Kim\nZoe,Ng,Pat\n"
    found = intake(source, unit="501", learners=table(tmp_path, rows))
    own = {one.id: one for one in found.submissions}
    assert own["canvas-88"].fact("assessor") == "Kim" and own["canvas-88"].learner == "Jane Smith"
    assert own["canvas-91"].fact("assessor") == "Pat" and own["canvas-91"].learner == "Zoe Ng"


def test_what_joins_nothing_is_told_both_ways_without_a_name(tmp_path: Path) -> None:
    found = of_moodle(tmp_path, "name,assessor\nZoe Ng,Kim\nNobody Here,Pat\n")
    assert found.submissions[1].fact("assessor") == "Kim"  # accents are not held against it
    assert "learners.csv: line 3: no submission is joined to this row." in found.notes
    assert "learners.csv: 2 submissions have no row: moodle-7, moodle-31." in found.notes
    assert not any("Nobody" in note or "Zoe" in note for note in found.notes)


def test_a_name_of_two_learners_joins_neither(tmp_path: Path) -> None:
    given = {f"Jo Day_{n}_assignsubmission_file/a.txt": f"{TEXT}{n}" for n in (1, 2)}
    source = archive(tmp_path / "a.zip", given)
    learners = table(tmp_path, "name,number,assessor\nJo Day,,Kim\nJo Day,2,Pat\n")
    found = intake(source, unit="501", learners=learners)
    assert [one.fact("assessor") for one in found.submissions] == ["", "Pat"]
    assert any("line 2: more than one learner has this name" in note for note in found.notes)


def test_a_number_of_somebody_else_joins_nobody(tmp_path: Path) -> None:
    found = of_moodle(tmp_path, "ID number,name,assessor\n12,Bo Li,Kim\n7,Quite Another,Pat\n")
    own = {one.id: one for one in found.submissions}
    assert own["moodle-12"].about == () and own["moodle-7"].about == ()
    assert own["moodle-31"].fact("assessor") == "Kim"
    assert any("a learner with another name" in note for note in found.notes)


def test_rows_that_disagree_give_only_what_all_say(tmp_path: Path) -> None:
    found = of_moodle(tmp_path, "number,assessor,centre\n12,Kim,North\n12,Pat,North\n")
    assert found.submissions[1].about == (("centre", "North"),)
    assert any("lines 2, 3: the rows of one submission disagree" in note for note in found.notes)


def test_what_is_personal_is_left_where_it_is(tmp_path: Path) -> None:
    found = of_moodle(tmp_path, "number,email address,assessor\n12,zoe@example.org,Kim\n")
    assert found.submissions[1].about == (("assessor", "Kim"),)
    assert "learners.csv: not kept, as no report looks for it: email address." in found.notes


def test_the_unit_asked_for_chooses_among_a_learners_rows(tmp_path: Path) -> None:
    rows = "number,unit,assessor\n12,Unit 501,Kim\n12,503,Pat\n7,503,Pat\n"
    found = of_moodle(tmp_path, rows)
    own = {one.id: one for one in found.submissions}
    assert own["moodle-12"].fact("assessor") == "Kim"
    assert own["moodle-7"].unit == "8580-501" and any("of another unit" in n for n in found.notes)


def test_without_a_unit_asked_for_a_learner_of_two_has_two_submissions(tmp_path: Path) -> None:
    rows = "number,unit,assessor\n12,501,Kim\n12,503,Pat\n7,503,Pat\n31,503,Pat\n"
    found = of_moodle(tmp_path, rows, unit="")
    own = {one.id: one for one in found.submissions}
    assert set(own) == {"moodle-7", "moodle-12-8580-501", "moodle-12-8580-503", "moodle-31"}
    assert own["moodle-12-8580-503"].fact("assessor") == "Pat"
    assert own["moodle-7"].unit == "8580-503"
    assert own["moodle-12-8580-501"].files == own["moodle-12-8580-503"].files


def test_members_of_a_team_join_the_teams_submission(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.zip", {"Red team_41_assignsubmission_file/a.txt": TEXT})
    learners = table(tmp_path, "name,group,centre,assessor\nJo,Red Team,N,Kim\nAl,Red team,N,Pat\n")
    (one,) = intake(source, unit="501", learners=learners).submissions
    assert one.fact("centre") == "N" and one.fact("assessor") == "" and one.learner == "Red team"
    assert one.team


def test_where_one_is_a_team_by_the_table_all_are(tmp_path: Path) -> None:
    given = {f"{name}_{n}_assignsubmission_file/a.txt": f"{TEXT}{n}"
             for n, name in enumerate(("Foxes", "Hawks"))}  # fmt: skip
    learners = table(tmp_path, "name,team,assessor\nJo Day,Foxes,Kim\n")
    found = intake(archive(tmp_path / "a.zip", given), unit="501", learners=learners)
    assert all(one.team for one in found.submissions)


def test_a_group_that_is_no_team_makes_no_team(tmp_path: Path) -> None:
    found = of_moodle(tmp_path, "number,name,group\n12,Zoë Ng,May\n7,Ann ONeil,May\n")
    assert not any(one.team for one in found.submissions)
    assert found.submissions[1].fact("group") == "May"


def test_addresses_and_the_learners_own_name_are_kept_in_no_column(tmp_path: Path) -> None:
    rows = "number,name,shown as,contact,centre\n12,Zoë Ng,Ng Zoe,zoe@example.org,North\n"
    assert of_moodle(tmp_path, rows).submissions[1].about == (("centre", "North"),)


def test_a_blind_submission_gets_no_name_from_the_table(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.zip", {"Participant_12_assignsubmission_file/a.txt": TEXT})
    learners = table(tmp_path, "number,name,assessor\n12,Zoë Ng,Kim\n")
    (one,) = intake(source, unit="501", learners=learners).submissions
    assert one.learner == "" and one.fact("assessor") == "Kim"


def test_a_table_without_learners_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"learners\.csv:1: learner: there is no such column"):
        of_moodle(tmp_path, "assessor,centre\nKim,North\n")


def test_the_table_may_lie_in_the_folder_and_is_no_submission(tmp_path: Path) -> None:
    root = folder(tmp_path / "in", {"Jo Day/a.txt": TEXT})
    found = intake(root, unit="501", learners=table(root, "name,assessor\nJo Day,Kim\n"))
    (one,) = found.submissions
    assert one.fact("assessor") == "Kim"


def test_a_pool_of_ones_own_is_used(tmp_path: Path) -> None:
    own = Pool()
    try:
        found = intake(archive(tmp_path / "a.zip", MOODLE), unit="501", pool_=own)
    finally:
        own.close()
    assert len(found.submissions) == 3


@pytest.mark.parametrize("spelt", ["501", "Unit 501", "8580-501", "ILM 8580-501", "8580/501"])
def test_every_spelling_of_a_unit_is_one_unit(tmp_path: Path, spelt: str) -> None:
    found = intake(mapping(tmp_path, f"learner,unit,file\nJo,{spelt},jo\nAl,,al/essay.txt\n"),
                   unit=spelt)  # fmt: skip
    plain = intake(tmp_path / "mapping.csv", unit="501")
    assert {one.unit for one in found.submissions} == {"8580-501"}
    assert [one.id for one in found.submissions] == [one.id for one in plain.submissions]


def test_a_unit_without_criteria_here_is_kept_as_it_is_spelt(tmp_path: Path) -> None:
    found = intake(mapping(tmp_path, "learner,unit,file\nJo,Unit 9Z,jo\n"))
    assert found.submissions[0].unit == "9Z"


def test_a_table_from_outside_names_no_file_of_criteria(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"mapping\.csv:2: unit: the cell names a file"):
        intake(mapping(tmp_path, "learner,unit,file\nJo,/etc/x.YAML,jo\n"))


def test_moodles_worksheet_serves_as_the_table_and_leaves_what_is_written_in_it(
    tmp_path: Path,
) -> None:
    rows = (
        "Identifier,Full name,Status,Group,Marker,Grade,Maximum grade,"
        "Last modified (submission),Online text,Last modified (grade),Feedback comments\n"
        'Participant 12,Zoë Ng,Submitted,May,Kim,,100,"Monday, 4 May 2026, 9:00 AM",x,-,Well done\n'
    )
    found = of_moodle(tmp_path, rows)
    assert dict(found.submissions[1].about) == {
        "group": "May", "assessor": "Kim", "date": "Monday, 4 May 2026, 9:00 AM",
    }  # fmt: skip
