"""What goes back to a platform: whose reports, in which of their forms, with what was set aside."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import cohort_stand_in as stand_in
import pytest
from cohort_stand_in import UNIT, submissions

from premark.batch.back import CANVAS, MOODLE, WORKSHEET, give_back
from premark.batch.journal import Journal, open_journal
from premark.batch.one import REPORTS, failed, settings_for
from premark.batch.whole import Asked, Back, Cohort, _settings
from premark.lms import Intake
from premark.packs.load import find_pack
from premark.types.cohort import CriterionRow, ElementRow, Given, Platform, Submission

NOBODY: frozenset[tuple[str, str, str]] = frozenset()


def handed_in(platform: Platform) -> tuple[Submission, ...]:
    def one(i: int, plain: Submission) -> Submission:
        prefix = f"Learner {i}_{i}_assignsubmission_file" if platform == "moodle" else f"l{i}_{i}_"
        stored = f"{prefix}/essay.docx" if platform == "moodle" else f"{prefix}77{i}_essay.docx"
        file = Given(name="essay.docx", path="all.zip", entry=i, stored=stored, sha256=f"{i:064x}")
        changed = {"platform": platform, "number": str(i), "prefix": prefix, "files": (file,)}
        return plain.model_copy(update=changed)

    return tuple(one(i, plain) for i, plain in enumerate(submissions(3), 1))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def journal(out: Path) -> Iterator[Journal]:
    with open_journal(out) as opened:
        yield opened


def cohort(journal: Journal, platform: Platform, **asked: object) -> Cohort:
    """Three submissions, of which the last has failed, with HTML, DOCX and JSON of the others."""
    handed = handed_in(platform)
    packs = {UNIT: find_pack(UNIT)}
    settings = settings_for(packs, journal.out)
    journal.plan(handed, settings)
    (journal.out / REPORTS).mkdir()
    endings = [f"{kind}.{name}" for kind in (".premark", ".check.premark")
               for name in ("html", "docx", "json")]  # fmt: skip
    for each in handed[:2]:
        names = [f"{each.id}{ending}" for ending in endings]
        for name in names:
            (journal.out / REPORTS / name).write_text(name)
        journal.finish(stand_in.reviewed(each, settings, names))
    journal.finish(failed(handed[2], "corrupt"))
    taken = Intake(submissions=handed, platform=platform)
    wanted = Asked(source=journal.out, out=journal.out, **asked)  # type: ignore[arg-type]
    return Cohort(wanted, taken, handed, packs, journal)


def names_in(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize(
    ("back", "kind"), [("assessor", ".premark"), ("learner", ".check.premark")]
)
def test_moodle_gets_the_reports_that_are_opened_and_none_of_a_failure(
    journal: Journal, back: str, kind: str
) -> None:
    said: list[str] = []
    made = cohort(journal, "moodle", back=back)
    paths = list(give_back(made, NOBODY, said.append))
    assert paths == [journal.out / MOODLE]
    assert names_in(paths[0]) == {
        f"Learner {i}_{i}_assignsubmission_file/s-{i - 1:04}{kind}.{ending}"
        for i in (1, 2) for ending in ("html", "docx")
    }  # fmt: skip


def test_canvas_gets_each_report_under_the_name_of_the_upload(journal: Journal) -> None:
    paths = list(give_back(cohort(journal, "canvas"), NOBODY, print))
    assert paths == [journal.out / CANVAS]
    assert names_in(paths[0]) == {"l1_1_771_essay.docx", "l2_2_772_essay.docx"}


@pytest.mark.parametrize(("platform", "back"), [("", "learner"), ("moodle", "none")])
def test_nothing_goes_back_where_there_is_no_platform_or_it_is_not_wanted(
    journal: Journal, platform: Platform, back: str
) -> None:
    assert list(give_back(cohort(journal, platform, back=back), NOBODY, print)) == []


def test_what_goes_back_by_default_is_the_learners_reading() -> None:
    assert Asked(source=Path("a"), out=Path("b")).back == "learner"


@pytest.mark.parametrize("back", ["learner", "assessor"])
def test_the_worksheet_says_what_is_short_but_not_what_was_set_aside(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, back: str
) -> None:
    criterion = find_pack(UNIT).criteria[0]
    first, *more = criterion.must
    rows = [
        ElementRow(requirement=each.id, kind="topic", required=True, state="short", counted=0,
                   at_least=1) for each in (first, *more)
    ]  # fmt: skip
    row = CriterionRow(criterion=criterion.id, strength="limited", verb="explain",
                       verb_state="met", elements=tuple(rows))  # fmt: skip
    monkeypatch.setattr(stand_in, "CRITERIA", (row,))
    sheet = journal.out / "Grades.csv"
    sheet.write_text(
        "Identifier,Full name,Grade,Feedback comments\n"
        "Participant 1,Learner 1,,\nParticipant 2,Learner 2,,\nParticipant 3,Learner 3,,\n"
    )
    made = cohort(journal, "moodle", worksheet=sheet, back=back)
    said: list[str] = []
    paths = list(give_back(made, frozenset({("s-0000", criterion.id, first.id)}), said.append))
    lines = (journal.out / WORKSHEET).read_text().splitlines()
    assert journal.out / WORKSHEET in paths and "2 rows filled" in said[-1]
    sentence = (first.ask if back == "learner" else "") or first.if_short
    words = sentence.rstrip(".").split("'")[0].split("\u2019")[0]
    assert words not in lines[1] and words in lines[2]
    assert ("limited" in lines[2]) == (back == "assessor")
    assert lines[3].endswith(",,"), "nothing is said of what was not reviewed"


@pytest.mark.parametrize(
    ("platform", "back", "formats"),
    [("canvas", "learner", ("html", "docx")), ("canvas", "none", ("html",)),
     ("moodle", "learner", ("html",))],
)  # fmt: skip
def test_what_can_go_back_is_drawn_whatever_else_is_asked_for(
    out: Path, platform: Platform, back: Back, formats: tuple[str, ...]
) -> None:
    taken = Intake(submissions=handed_in(platform), platform=platform)
    asked = Asked(source=out, out=out, back=back)
    found = _settings(asked, taken, {UNIT: find_pack(UNIT)})
    assert (found.formats, found.learner) == (formats, back == "learner")
