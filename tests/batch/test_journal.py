"""The journal: what waits, what is done, what is done again, and what a broken one says."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import cohort_stand_in as stand_in
import pytest
from cohort_stand_in import OTHER, UNIT, submissions

from premark.batch.journal import Journal, open_journal, read_journal
from premark.batch.one import REPORTS, Settings, failed, settings_for
from premark.errors import DamagedFile, OutputError
from premark.packs.load import find_pack
from premark.types.cohort import Submission

COHORT = submissions(4)


def made(out: Path, **changed: object) -> Settings:
    packs = {code: find_pack(code) for code in (UNIT, OTHER)}
    return settings_for(packs, out, **changed)  # type: ignore[arg-type]


def finish_all(journal: Journal, settings: Settings, of: tuple[Submission, ...] = COHORT) -> None:
    by_id = {one.id: one for one in of}
    for one in journal.todo():
        journal.begin(one)
        assert journal.finish(stand_in.review(by_id[one], settings))


def test_what_is_done_is_not_to_be_done_again(tmp_path: Path) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        assert journal.plan(COHORT, settings).waiting == 4
        finish_all(journal, settings)
    with open_journal(tmp_path) as journal:
        planned = journal.plan(COHORT, settings)
        assert (planned.waiting, planned.done) == (0, 4)
        assert journal.todo() == []
        assert [record.submission for record in journal.records()] == [s.id for s in COHORT]


def test_a_changed_pack_redoes_its_own_unit_and_no_other(tmp_path: Path) -> None:
    both = (*submissions(2), *(s.model_copy(update={"id": f"t-{s.id}"})
                               for s in submissions(2, unit=OTHER)))  # fmt: skip
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(both, settings)
        finish_all(journal, settings, both)
        pack = settings.packs[OTHER].model_copy(update={"digest": "0" * 64})
        newer = settings_for({**settings.packs, OTHER: pack}, tmp_path)
        planned = journal.plan(both, newer)
        assert (planned.changed, planned.done) == (2, 2)
        assert journal.todo() == ["t-s-0000", "t-s-0001"]


@pytest.mark.parametrize("field", ["sha256", "name"])
def test_a_changed_file_redoes_its_submission_alone(tmp_path: Path, field: str) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        finish_all(journal, settings)
        given = COHORT[2].files[0].model_copy(update={field: "f" * 64})
        newer = (*COHORT[:2], COHORT[2].model_copy(update={"files": (given,)}), COHORT[3])
        journal.plan(newer, settings)
        assert journal.todo() == ["s-0002"]


@pytest.mark.parametrize("changed", [{"formats": ("html", "json")}, {"learner": True}])
def test_other_formats_redo_all(tmp_path: Path, changed: dict[str, object]) -> None:
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, made(tmp_path))
        finish_all(journal, made(tmp_path))
        assert journal.plan(COHORT, made(tmp_path, **changed)).changed == 4


def test_a_report_that_was_deleted_is_drawn_again(tmp_path: Path) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        finish_all(journal, settings)
        (tmp_path / REPORTS / "s-0001.premark.html").unlink()
        planned = journal.plan(COHORT, settings)
        assert (planned.redrawn, journal.todo()) == (1, ["s-0001"])


def test_reports_of_formats_that_are_not_asked_for_any_more_go(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        for formats in (("html", "json"), ("docx",)):
            settings = made(tmp_path, formats=formats)
            journal.plan(COHORT[:1], settings)
            finish_all(journal, settings)
    assert [path.name for path in (tmp_path / REPORTS).iterdir()] == ["s-0000.premark.docx"]


def test_a_submission_that_fails_now_keeps_no_report_of_before(tmp_path: Path) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        finish_all(journal, settings)
        (tmp_path / REPORTS / "s-0000.premark.html").unlink()
        journal.plan(COHORT, settings)
        (tmp_path / REPORTS / "s-0000.premark.html").touch()
        journal.finish(failed(COHORT[0], "corrupt"))
        assert [record.submission for record in journal.records()] == ["s-0001", "s-0002", "s-0003"]
        assert not (tmp_path / REPORTS / "s-0000.premark.html").exists()
        assert list(journal.packs()) == [UNIT]


@pytest.mark.parametrize(
    ("status", "again"),
    [("crashed", True), ("timed_out", True), ("out_of_memory", True), ("missing", True),
     ("unreadable", True), ("encrypted", False), ("corrupt", False), ("scan", False)],
)  # fmt: skip
def test_a_failure_is_tried_again_only_where_it_can_end_otherwise(
    tmp_path: Path, status: str, again: bool
) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        for one in COHORT:
            journal.finish(failed(one, status))
        assert journal.plan(COHORT, settings).again == (4 if again else 0)
        assert journal.plan(COHORT, settings, retry_failed=True).waiting == 4


def test_a_failure_is_tried_again_under_other_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, limits = made(tmp_path), tmp_path / "limits.yaml"
    limits.write_text("limits:\n  file_mb: {most: 200}\n")
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        journal.finish(failed(COHORT[0], "too_large"))
        monkeypatch.setenv("PREMARK_LIMITS", str(limits))
        assert journal.plan(COHORT, settings).again == 1


def test_a_submission_that_is_gone_is_told_and_left_out(tmp_path: Path) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        finish_all(journal, settings)
        planned = journal.plan(COHORT[1:], settings)
        assert (planned.gone, planned.done) == (1, 3)
        assert [record.submission for record in journal.records()] == ["s-0001", "s-0002", "s-0003"]
        back = journal.plan(COHORT, settings)
        assert (back.done, back.waiting) == (4, 0), "it was reviewed, and is still"


def test_what_is_forgotten_leaves_neither_report_nor_words(tmp_path: Path) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        finish_all(journal, settings)
        journal.plan(COHORT[1:], settings)
        assert journal.forget_gone() == 1
        assert journal.gone() == [] and journal.record("s-0000") is None
        assert journal.record("s-0001") is not None
    assert b"s-0000" not in (tmp_path / "journal.sqlite").read_bytes()
    assert not list((tmp_path / REPORTS).glob("s-0000*"))


def test_what_was_in_hand_at_the_last_end_comes_last(tmp_path: Path) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        journal.begin("s-0000")
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        assert journal.todo() == ["s-0001", "s-0002", "s-0003", "s-0000"]


def test_an_outcome_that_comes_twice_or_late_is_dropped(tmp_path: Path) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        outcome = stand_in.review(COHORT[0], settings)
        assert journal.finish(outcome)
        assert not journal.finish(outcome)
        assert not journal.finish(failed(COHORT[0], "crashed"))
        late = stand_in.review(COHORT[1], made(tmp_path, formats=("json",)))
        assert not journal.finish(late)
        assert journal.counts() == {"done": 1, "waiting": 3}


def test_two_submissions_of_one_id_are_refused(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal, pytest.raises(ValueError, match="same id"):
        journal.plan((*COHORT, COHORT[0]), made(tmp_path))


def test_a_second_run_on_the_same_folder_is_told_so(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path\n" \
        "from premark.batch.journal import open_journal\n" \
        "try:\n    open_journal(Path(sys.argv[1])).__enter__()\n" \
        "except Exception as error:\n    print(type(error).__name__, error)"  # fmt: skip
    with open_journal(tmp_path):
        ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True,
                             text=True, check=True)  # fmt: skip
    assert "OutputError" in ran.stdout and "another run is at work" in ran.stdout


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("Windows has no modes")
    before = os.umask(0)
    try:
        with open_journal(tmp_path) as journal:
            journal.plan(COHORT, made(tmp_path))
            modes = {path.stat().st_mode & 0o777 for path in tmp_path.glob("journal*")}
    finally:
        os.umask(before)
    assert modes == {0o600}


@pytest.mark.parametrize("at", [0, 30, 30_000])
def test_a_damaged_journal_says_the_way_out(tmp_path: Path, at: int) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(submissions(300), settings)
    path = tmp_path / "journal.sqlite"
    data = bytearray(path.read_bytes())
    data[at : at + 3_000] = b"\x5a" * 3_000
    path.write_bytes(data)
    with pytest.raises(DamagedFile) as error, open_journal(tmp_path):
        pass
    assert "journal.sqlite" in error.value.message and "reviewed anew" in error.value.hint


def test_a_journal_that_is_cut_off_is_damaged(tmp_path: Path) -> None:
    with open_journal(tmp_path) as journal:
        journal.plan(submissions(300), made(tmp_path))
    path = tmp_path / "journal.sqlite"
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(DamagedFile), open_journal(tmp_path):
        pass


def test_anothers_database_is_left_alone(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "journal.sqlite")
    database.execute("CREATE TABLE theirs (a)")
    database.commit()
    database.close()
    with pytest.raises(DamagedFile, match="no journal of premark"), open_journal(tmp_path):
        pass


def test_a_journal_of_another_form_is_told(tmp_path: Path) -> None:
    with open_journal(tmp_path):
        pass
    database = sqlite3.connect(tmp_path / "journal.sqlite")
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(DamagedFile, match="form 99"), open_journal(tmp_path):
        pass


def test_a_record_that_is_none_is_told(tmp_path: Path) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        finish_all(journal, settings)
    database = sqlite3.connect(tmp_path / "journal.sqlite")
    database.execute("UPDATE record SET body = x'00ff' WHERE id = 's-0001'")
    database.commit()
    database.close()
    with read_journal(tmp_path) as journal, pytest.raises(DamagedFile, match="no record"):
        list(journal.records())


def test_an_earlier_journal_is_read_and_not_changed(tmp_path: Path) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        finish_all(journal, settings)
    before = (tmp_path / "journal.sqlite").read_bytes()
    with read_journal(tmp_path) as journal:
        assert len(list(journal.records())) == 4
        assert journal.packs()[UNIT] == settings.packs[UNIT]
    assert (tmp_path / "journal.sqlite").read_bytes() == before


def test_between_runs_the_journal_is_one_file(tmp_path: Path) -> None:
    settings = made(tmp_path)
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
        finish_all(journal, settings)
    with read_journal(tmp_path) as journal:
        assert journal.counts() == {"done": 4}
    with open_journal(tmp_path) as journal:
        journal.plan(COHORT, settings)
    assert [path.name for path in tmp_path.glob("journal*")] == ["journal.sqlite"]


def test_a_folder_without_a_journal_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no journal"), read_journal(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []
