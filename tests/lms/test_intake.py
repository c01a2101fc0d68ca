"""What platforms give, taken in: whose each file is, in which order, and what is told."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from handed_in import CANVAS, MOODLE, TEXT, archive, folder

from premark.errors import MissingFile, NoText, ReadError
from premark.isolate import read_given
from premark.isolate.pool import Pool
from premark.lms import Intake, intake
from premark.types.cohort import Submission


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool()
    yield made
    made.close()


def by_id(found: Intake) -> dict[str, Submission]:
    return {one.id: one for one in found.submissions}


def names(one: Submission) -> list[str]:
    return [given.name for given in one.files]


def test_a_moodle_archive_gives_each_participant_by_number(tmp_path: Path, pool: Pool) -> None:
    found = intake(archive(tmp_path / "a.zip", MOODLE), unit="501", pool_=pool)
    assert found.platform == "moodle" and not found.cut_short and not found.unread
    assert [one.id for one in found.submissions] == ["moodle-7", "moodle-12", "moodle-31"]
    zoe = by_id(found)["moodle-12"]
    assert (zoe.learner, zoe.number, zoe.unit) == ("Zoë Ng", "12", "8580-501")
    assert zoe.prefix == "Zoë Ng_12_assignsubmission_file"
    assert names(zoe) == ["essay.txt", "Coaching log.txt"]


def test_every_file_of_an_archive_has_the_digest_of_its_own_bytes(
    tmp_path: Path, pool: Pool
) -> None:
    path = archive(tmp_path / "a.zip", MOODLE)
    found = intake(path, unit="501", pool_=pool)
    given = [one for each in found.submissions for one in each.files]
    assert len(given) == 4
    with zipfile.ZipFile(path) as made:
        listed = made.namelist()
        for one in given:
            assert one.entry is not None and one.path == str(path)
            assert listed[one.entry] == one.stored
            assert one.sha256 == hashlib.sha256(made.read(one.stored)).hexdigest()


def test_typed_text_is_a_file_of_its_learner(tmp_path: Path, pool: Pool) -> None:
    found = intake(archive(tmp_path / "a.zip", MOODLE), unit="501", pool_=pool)
    ann = by_id(found)["moodle-7"]
    assert sorted(names(ann)) == ["my essay.txt", "onlinetext.html"]
    assert ann.prefix == "Ann O Neil_7_assignsubmission_file"


def test_a_learner_with_nothing_to_read_is_listed_with_the_reason(
    tmp_path: Path, pool: Pool
) -> None:
    found = intake(archive(tmp_path / "a.zip", MOODLE), unit="501", pool_=pool)
    bo = by_id(found)["moodle-31"]
    assert bo.files == ()
    (why,) = bo.unread
    assert why.status == "unsupported" and why.says.startswith("photo.jpg is a picture")
    assert why.next_step


@pytest.mark.parametrize(
    ("stored", "prefix", "name"),
    [
        ("Jo Day_5_assignsubmission_file/a.txt", "Jo Day_5_assignsubmission_file", "a.txt"),
        ("Jo Day_5_assignsubmission_file_/a.txt", "Jo Day_5_assignsubmission_file_", "a.txt"),
        ("Jo Day_5_assignsubmission_file_a_b.txt", "Jo Day_5_assignsubmission_file_", "a_b.txt"),
        ("Jo Day_5_assignsubmission_file/x/y/a.txt", "Jo Day_5_assignsubmission_file", "a.txt"),
        (
            "Jo Day_5_assignsubmission_onlinetext_/Onlinetext.html",
            "Jo Day_5_assignsubmission_onlinetext_",
            "Onlinetext.html",
        ),
        ("Jo Day_5_assignsubmission_file\\a.txt", "Jo Day_5_assignsubmission_file", "a.txt"),
    ],
)
def test_each_form_of_moodle_is_known(
    tmp_path: Path, pool: Pool, stored: str, prefix: str, name: str
) -> None:
    found = intake(archive(tmp_path / "a.zip", {stored: TEXT}), unit="501", pool_=pool)
    (one,) = found.submissions
    assert (one.id, one.learner, one.prefix) == ("moodle-5", "Jo Day", prefix)
    assert names(one) == [name]


def test_blind_marking_gives_numbers_and_no_names(tmp_path: Path, pool: Pool) -> None:
    given = {
        "Participant_101_assignsubmission_file/a.txt": TEXT,
        "Participant_102_assignsubmission_file/a.txt": TEXT,
    }
    found = intake(archive(tmp_path / "a.zip", given), pool_=pool, unit="501")
    assert [(one.id, one.learner, one.blind) for one in found.submissions] == [
        ("moodle-101", "", True),
        ("moodle-102", "", True),
    ]


def test_a_name_that_every_learner_has_is_no_name(tmp_path: Path, pool: Pool) -> None:
    given = {f"Osallistuja X_{n}_assignsubmission_file/a.txt": TEXT for n in (1, 2, 3)}
    found = intake(archive(tmp_path / "a.zip", given), pool_=pool, unit="501")
    assert all(one.blind and not one.learner for one in found.submissions)


def test_two_homonyms_are_two_learners(tmp_path: Path, pool: Pool) -> None:
    given = {f"Jane Smith_{n}_assignsubmission_file/a.txt": f"{TEXT}{n}" for n in (1, 2)}
    found = intake(archive(tmp_path / "a.zip", given), pool_=pool, unit="501")
    assert [(one.id, one.learner) for one in found.submissions] == [
        ("moodle-1", "Jane Smith"),
        ("moodle-2", "Jane Smith"),
    ]


def test_teams_are_told_by_the_team_without_a_number(tmp_path: Path, pool: Pool) -> None:
    given = {
        "Red team_41_assignsubmission_file/a.txt": TEXT,
        "Default group_assignsubmission_file/b.txt": TEXT + "b",
    }
    found = intake(archive(tmp_path / "a.zip", given), pool_=pool, unit="501")
    assert all(one.team for one in found.submissions)
    numbered, default = found.submissions
    assert numbered.id == "moodle-41" and default.id.startswith("s-")
    assert default.learner == "Default group" and default.number == ""


def test_a_canvas_archive_gives_each_user_by_number(tmp_path: Path, pool: Pool) -> None:
    found = intake(archive(tmp_path / "a.zip", CANVAS), unit="501", pool_=pool)
    assert found.platform == "canvas"
    own = by_id(found)
    assert list(own) == ["canvas-88", "canvas-91", "canvas-93", "canvas-95"]
    assert names(own["canvas-88"]) == ["essay.txt", "appendix 1.txt"]
    assert own["canvas-91"].late and not own["canvas-88"].late
    assert names(own["canvas-91"]) == ["my_essay_final.txt"]
    assert own["canvas-91"].prefix == "ngzoë_LATE_91_"
    assert names(own["canvas-93"]) == ["text.html"]


def test_a_link_is_told_with_what_to_do(tmp_path: Path, pool: Pool) -> None:
    found = intake(archive(tmp_path / "a.zip", CANVAS), unit="501", pool_=pool)
    linked = by_id(found)["canvas-95"]
    assert linked.files == () and linked.unread[0].says.startswith("link.html is a link")
    assert "by eye" in linked.unread[0].next_step


def test_anonymous_canvas_users_differ_by_capitals(tmp_path: Path, pool: Pool) -> None:
    given = {
        "anon_aB3dE_1_a.txt": TEXT,
        "LATE_anon_ab3de_2_a.txt": TEXT + "b",
        "anon_AB3DE_3_a.txt": TEXT + "c",
    }
    found = intake(archive(tmp_path / "a.zip", given), unit="501", pool_=pool)
    ids = [one.id for one in found.submissions]
    assert len({one.casefold() for one in ids}) == 3
    assert all(one.blind and one.learner == "" for one in found.submissions)
    assert [one.late for one in found.submissions] == [one == "canvas-anon-ab3de" for one in ids]


@pytest.mark.parametrize("given", [MOODLE, CANVAS], ids=["moodle", "canvas"])
@pytest.mark.parametrize("wrapped", ["", "501 essay-99/"], ids=["bare", "in a folder"])
def test_an_unpacked_archive_gives_the_same_as_the_archive(
    tmp_path: Path, pool: Pool, given: dict[str, str], wrapped: str
) -> None:
    packed = intake(archive(tmp_path / "a.zip", given), unit="501", pool_=pool)
    root = folder(tmp_path / "out", {f"{wrapped}{name}": text for name, text in given.items()})
    unpacked = intake(root, unit="501")
    assert unpacked.platform == packed.platform

    def told(found: Intake) -> list[tuple[object, ...]]:
        return [
            (one.id, one.learner, one.prefix, [(f.name, f.sha256) for f in one.files], one.unread)
            for one in found.submissions
        ]

    assert told(unpacked) == told(packed)


def test_a_folder_gives_each_file_or_each_folder_as_one_submission(tmp_path: Path) -> None:
    given = {"Jo Day/log.txt": TEXT, "Jo Day/assignment.txt": TEXT + "b", "Al Fox.txt": TEXT}
    found = intake(folder(tmp_path / "in", given), unit="501")
    jo = next(one for one in found.submissions if one.learner == "Jo Day")
    al = next(one for one in found.submissions if one.learner == "Al Fox")
    assert names(jo) == ["assignment.txt", "log.txt"] and names(al) == ["Al Fox.txt"]
    assert len(found.submissions) == 2 and found.platform == ""


def test_the_folder_of_a_cohort_is_passed_over(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", {"a.txt": TEXT, "out/journal.sqlite": "",
                                      "out/reports/s-1.premark.html": TEXT})  # fmt: skip
    (one,) = intake(source, unit="501").submissions
    assert names(one) == ["a.txt"]


def test_an_id_holds_no_name_and_does_not_change(tmp_path: Path) -> None:
    given = {"Jo Day/a.txt": TEXT, "Al Fox/a.txt": TEXT + "b"}
    first = intake(folder(tmp_path / "one", given), unit="501")
    again = intake(folder(tmp_path / "two", {"Jo Day/b.txt": TEXT}), unit="501")
    (own,) = [one.id for one in first.submissions if one.learner == "Jo Day"]
    assert own == again.submissions[0].id and own.startswith("s-") and len(own) == 12
    assert intake(tmp_path / "two", unit="503").submissions[0].id != own


def test_names_that_differ_by_capitals_only_are_two_learners(tmp_path: Path, pool: Pool) -> None:
    given = {"Jo Day/a.txt": TEXT, "JO DAY/a.txt": TEXT + "b"}
    found = intake(archive(tmp_path / "a.zip", given), unit="501", pool_=pool)
    assert len({one.id for one in found.submissions}) == 2


def test_the_folder_that_all_was_packed_in_is_no_learner(tmp_path: Path, pool: Pool) -> None:
    given = {"Cohort/Jo Day/a.txt": TEXT, "Cohort/Al Fox/b.txt": TEXT + "b"}
    found = intake(archive(tmp_path / "cohort.zip", given), unit="501", pool_=pool)
    assert sorted(one.learner for one in found.submissions) == ["Al Fox", "Jo Day"]


def test_files_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    given = {"Jo/a/log.txt": TEXT + "1", "Jo/b/log.txt": TEXT + "2", "Jo/b/LOG.txt": TEXT + "3"}
    (one,) = intake(folder(tmp_path / "in", given), unit="501").submissions
    assert len({name.casefold() for name in names(one)}) == 3
    assert all("log" in name.casefold() and "/" not in name for name in names(one))


def test_files_that_are_the_same_to_the_byte_are_read_once(tmp_path: Path) -> None:
    given = {"Jo/essay.txt": TEXT, "Jo/z copy.txt": TEXT}
    found = intake(folder(tmp_path / "in", given), unit="501")
    (one,) = found.submissions
    assert names(one) == ["essay.txt"]
    assert one.unread[0].status == "ok" and "same file as essay.txt" in one.unread[0].says
    assert any("handed in twice" in note for note in found.notes)


def test_the_assignment_comes_first_and_appendices_in_their_order(tmp_path: Path) -> None:
    order = [
        "Assignment with appendices.txt",
        "My work on 501.txt",
        "reading.txt",
        "501 Appendix 2 of the assignment.txt",
        "Appendices/by itself.txt",
        "Appendix 10.txt",
    ]
    given = {f"Jo/{name}": f"{TEXT}{name}" for name in sorted(order)}
    (one,) = intake(folder(tmp_path / "in", given), unit="501").submissions
    assert names(one) == [name.rsplit("/", 1)[-1] for name in order]


def test_an_empty_folder_of_a_learner_is_a_submission_with_a_reason(tmp_path: Path) -> None:
    root = folder(tmp_path / "in", {"Jo Day/a.txt": TEXT, "Al B. Fox/.DS_Store": ""})
    (root / "Cy Roe").mkdir()
    (root / "Jo Day" / "appendices").mkdir()
    found = intake(root, unit="501")
    told = {one.learner: one for one in found.submissions}
    assert set(told) == {"Jo Day", "Al B. Fox", "Cy Roe"}
    assert told["Cy Roe"].unread[0].status == "empty" and told["Al B. Fox"].files == ()
    assert told["Jo Day"].unread == ()


def test_an_entry_that_leads_out_is_told_and_never_followed(tmp_path: Path, pool: Pool) -> None:
    given = {
        "Jo Day_5_assignsubmission_file/a.txt": TEXT,
        "Jo Day_5_assignsubmission_file/../../evil.txt": TEXT,
        "../evil.txt": TEXT,
        "/etc/evil.txt": TEXT,
        "C:\\evil.txt": TEXT,
    }
    found = intake(archive(tmp_path / "a.zip", given), unit="501", pool_=pool)
    (one,) = found.submissions
    assert names(one) == ["a.txt"] and [told.status for told in one.unread] == ["unsafe"]
    assert [told.status for told in found.unread] == ["unsafe"] * 3
    assert not any(".." in told.name or "/" in told.name for told in found.unread)


def test_a_file_named_as_another_platforms_prefix_fools_nobody(tmp_path: Path, pool: Pool) -> None:
    given = {**CANVAS, "eve_99_6001_bob_5_assignsubmission_file_x.txt": TEXT + "e"}
    found = intake(archive(tmp_path / "a.zip", given), unit="501", pool_=pool)
    assert found.platform == "canvas" and "canvas-99" in by_id(found)
    moodle = {**MOODLE, "Eve_9_assignsubmission_file_Bob_5_assignsubmission_file_x.txt": TEXT}
    inside = "Eve_9_assignsubmission_file/Bob_5_assignsubmission_file/y.txt"
    found = intake(archive(tmp_path / "b.zip", moodle | {inside: TEXT + "y"}), pool_=pool)
    assert "moodle-5" not in by_id(found) and len(by_id(found)["moodle-9"].files) == 2


def test_one_file_with_numbers_in_its_name_makes_no_canvas(tmp_path: Path) -> None:
    given = {"report_2024_01_final.txt": TEXT, "Jo Day.txt": TEXT + "b", "Al Fox.txt": TEXT + "c"}
    assert intake(folder(tmp_path / "in", given), unit="501").platform == ""


def test_a_file_that_is_nobodys_is_told(tmp_path: Path, pool: Pool) -> None:
    given = {**MOODLE, "readme.txt": TEXT}
    found = intake(archive(tmp_path / "a.zip", given), unit="501", pool_=pool)
    assert [told.name for told in found.unread] == ["readme.txt"] and found.unread[0].next_step
    assert "1 file belongs to no learner; nothing of that is read." in found.notes


def test_an_archive_without_its_end_is_told(tmp_path: Path, pool: Pool) -> None:
    path = archive(tmp_path / "a.zip", MOODLE)
    path.write_bytes(path.read_bytes()[: -300 - 22 * 5])
    found = intake(path, unit="501", pool_=pool)
    assert found.cut_short and "end is missing" in found.notes[0]
    assert {"moodle-12", "moodle-7"} <= set(by_id(found))


def test_an_entry_with_a_wrong_checksum_is_unread_and_the_others_are_there(
    tmp_path: Path, pool: Pool
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, text in MOODLE.items():
            made.writestr(name, text)
    path.write_bytes(path.read_bytes().replace((TEXT + "c").encode(), (TEXT + "X").encode()))
    ann = by_id(intake(path, unit="501", pool_=pool))["moodle-7"]
    assert names(ann) == ["onlinetext.html"]
    assert ann.unread[0].status == "corrupt" and "Neil" not in ann.unread[0].says


def test_a_word_file_is_told_to_be_no_batch(tmp_path: Path, pool: Pool) -> None:
    path = archive(tmp_path / "a.docx", {"[Content_Types].xml": "<x/>", "word/document.xml": "x"})
    with pytest.raises(ReadError, match="not an archive of submissions") as told:
        intake(path, unit="501", pool_=pool)
    assert told.value.hint


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", b"%PDF-1.7 x", ReadError),
        ("a.bin", b"\0\1\2", ReadError),
        ("a.csv", b"", NoText),
        ("a.zip", b"PK\x05\x06" + bytes(18), ReadError),
        ("a.zip", b"PK\x03\x04 and no more", ReadError),
    ],
)
def test_what_is_no_cohort_is_told_in_a_sentence(
    tmp_path: Path, pool: Pool, name: str, data: bytes, kind: type[ReadError]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(kind) as told:
        intake(path, unit="501", pool_=pool)
    assert told.value.message.startswith(name) and told.value.hint


def test_a_source_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        intake(tmp_path / "nowhere", unit="501")


def test_an_empty_folder_is_no_cohort(tmp_path: Path) -> None:
    with pytest.raises(NoText, match="holds no submission"):
        intake(tmp_path, unit="501")


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not yours")
    root = folder(tmp_path / "in", {"Jo/a.txt": TEXT})
    (root / "Jo" / "b.txt").symlink_to(secret)
    (root / "Al").symlink_to(tmp_path)
    (root / "Jo" / "c.txt").symlink_to(root / "Jo" / "nothing")
    found = intake(root, unit="501")
    told = {one.learner: one for one in found.submissions}
    assert names(told["Jo"]) == ["a.txt"]
    assert sorted(one.status for one in told["Jo"].unread) == ["missing", "unsafe"]
    assert told["Al"].files == () and told["Al"].unread[0].status == "unsafe"


def test_without_a_unit_the_notes_say_whose_is_unknown(tmp_path: Path) -> None:
    found = intake(folder(tmp_path / "in", {"Jo/a.txt": TEXT}))
    assert found.submissions[0].unit == "" and any("No unit" in note for note in found.notes)


def test_nothing_is_written_anywhere(
    tmp_path: Path, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path / "a.zip", {**MOODLE, "../evil.txt": TEXT})
    aside = tmp_path / "aside"
    aside.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(aside))
    monkeypatch.chdir(aside)
    before = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in tmp_path.rglob("*")}
    own = Pool()
    try:
        intake(path, unit="501", pool_=own)
    finally:
        own.close()
    after = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in tmp_path.rglob("*")}
    assert after == before


def test_the_same_source_gives_the_same_intake(tmp_path: Path, pool: Pool) -> None:
    path = archive(tmp_path / "a.zip", MOODLE)
    assert intake(path, unit="501", pool_=pool) == intake(path, unit="501", pool_=pool)


@pytest.mark.parametrize("name", ["स्मिथ", "nguyễn", "zoe\u0308", "สมชาย", "o_brien", "", "2pac"])
def test_canvas_leaves_letters_of_any_script_in_a_name(
    tmp_path: Path, pool: Pool, name: str
) -> None:
    path = archive(tmp_path / "a.zip", {f"{name}_LATE_88_5001_essay.txt": TEXT})
    found = intake(path, unit="501", pool_=pool)
    (one,) = found.submissions
    assert (found.platform, one.id, one.late, names(one)) == (
        "canvas", "canvas-88", True, ["essay.txt"],
    )  # fmt: skip


@pytest.mark.parametrize("given", [MOODLE, CANVAS], ids=["moodle", "canvas"])
def test_what_is_given_is_what_the_reader_reads(
    tmp_path: Path, pool: Pool, given: dict[str, str]
) -> None:
    found = intake(archive(tmp_path / "a.zip", given), unit="501", pool_=pool)
    for one in found.submissions:
        for file in one.files:
            document, _ = read_given([file], pool_=pool)
            assert document.files[0].sha256 == file.sha256
            assert document.files[0].name == file.name and document.blocks


def test_teams_are_told_by_what_most_of_them_are_called(tmp_path: Path, pool: Pool) -> None:
    given = {f"{name}_{n}_assignsubmission_file/a.txt": f"{TEXT}{n}"
             for n, name in enumerate(("Group 1", "Group 2", "Ann Group"))}  # fmt: skip
    found = intake(archive(tmp_path / "a.zip", given), unit="501", pool_=pool)
    assert all(one.team for one in found.submissions)
    given = {f"{name}_{n}_assignsubmission_file/a.txt": f"{TEXT}{n}"
             for n, name in enumerate(("Bo Li", "Zoë Ng", "Ann Group"))}  # fmt: skip
    found = intake(archive(tmp_path / "b.zip", given), unit="501", pool_=pool)
    assert not any(one.team for one in found.submissions)


def test_one_folder_called_as_moodles_makes_no_moodle(tmp_path: Path) -> None:
    odd = "Participant_7_assignsubmission_file_ 1234"
    given = {f"{odd}/{n}.txt": f"{TEXT}{n}" for n in range(9)}
    people = {f"{name}/a.txt": TEXT + name for name in ("Jo Day", "Al Fox", "Bo Li")}
    found = intake(folder(tmp_path / "in", given | people), unit="501")
    assert found.platform == "" and len(found.submissions) == 4 and not found.unread


def test_a_number_under_two_names_is_one_learner_and_is_told(tmp_path: Path, pool: Pool) -> None:
    given = {
        "Jo Day_5_assignsubmission_file/a.txt": TEXT,
        "Jo Fox_5_assignsubmission_file/b.txt": TEXT + "b",
        "Al Li_6_assignsubmission_file/b.txt": TEXT + "c",
    }
    found = intake(archive(tmp_path / "a.zip", given), unit="501", pool_=pool)
    assert [len(one.files) for one in found.submissions] == [2, 1]
    assert found.notes == (
        "Files under several names have one number and are taken for one learner's: 5.",
    )


def test_teams_without_a_sign_in_their_names_are_teams_where_the_user_says_so(
    tmp_path: Path, pool: Pool
) -> None:
    source = archive(tmp_path / "a.zip", {"Foxes_41_assignsubmission_file_/a.txt": TEXT})
    (one,) = intake(source, unit="501", teams=True, pool_=pool).submissions
    assert one.team
    (other,) = intake(source, unit="501", pool_=pool).submissions
    assert not other.team
