"""A reviewed cohort in; what goes back to the platform that it came from, as archives, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from premark.batch.one import REPORTS
from premark.types.cohort import CriterionRow, Submission
from premark.types.criteria import Criterion

if TYPE_CHECKING:
    from premark.batch.whole import Cohort
    from premark.lms.worksheet import Comment

MOODLE, CANVAS, WORKSHEET = "moodle-feedback.zip", "canvas-feedback.zip", "worksheet.csv"
FOR_PEOPLE = (".html", ".docx")  # formats that somebody opens; the others are for programs
_CHECK = ".check.premark."
Say = Callable[[str], None]
Place = tuple[str, str, str]


def give_back(cohort: Cohort, aside: frozenset[Place], say: Say) -> Iterator[Path]:
    """Write the archive of reports, and Moodle's grading worksheet where one was given."""
    if cohort.asked.back == "none":
        return
    path = _archive(cohort, say)
    if path is not None:
        yield path
    if cohort.asked.worksheet is not None:
        yield from _worksheet(cohort, cohort.asked.worksheet, aside, say)


def _archive(cohort: Cohort, say: Say) -> Path | None:
    from premark.lms.canvas_back import comments_zip
    from premark.lms.moodle_back import feedback_zip

    platform = cohort.taken.platform
    if not platform:
        return None
    write, name = (feedback_zip, MOODLE) if platform == "moodle" else (comments_zip, CANVAS)
    path = cohort.asked.out / name
    returned = write(_pairs(cohort), path)
    reasons: dict[str, list[str]] = {}
    for submission, reason in returned.left:
        reasons.setdefault(reason, []).append(submission)
    for reason, left in reasons.items():
        which = ", ".join(left[:5]) + (f" and {len(left) - 5} more" if len(left) > 5 else "")
        say(f"{name} goes without {which}: {reason}")
    return path if returned.files else None


def _pairs(cohort: Cohort) -> Iterator[tuple[Submission, list[Path]]]:
    """Each reviewed submission with the reports that its learner, or its assessor, is to open."""
    learner = cohort.asked.back == "learner"
    reports = cohort.journal.done()
    for submission in cohort.submissions:
        if submission.id in reports:
            names = [name for name in reports[submission.id] if name.endswith(FOR_PEOPLE)]
            chosen = [name for name in names if (_CHECK in name) == learner]
            yield submission, [cohort.asked.out / REPORTS / name for name in chosen]


def _worksheet(
    cohort: Cohort, worksheet: Path, aside: frozenset[Place], say: Say
) -> Iterator[Path]:
    from premark.lms.worksheet import addressed, fill_worksheet

    numbers: dict[str, Comment] = {}
    teams: dict[str, str] = {}
    of = {one.id: one for one in cohort.submissions}
    for id_, html in _comments(cohort, aside):
        one = of[id_]
        if one.team:
            teams[one.learner] = html
        elif one.number:
            numbers[one.number] = addressed(one, html)
    path = cohort.asked.out / WORKSHEET
    filled = fill_worksheet(worksheet, numbers, path, teams=teams)
    say(f"{WORKSHEET}: {filled.filled} rows filled")
    told = {
        "rows have feedback already and were left alone": filled.kept,
        "rows have the number of a submission and another name (a worksheet of another assignment, "
        "or of teams) and were left alone": filled.others,
        "submissions have no row in it": filled.without_row,
    }
    for what, found in told.items():
        if found:
            say(f"{WORKSHEET}: {len(found)} {what}")
    if filled.filled:
        yield path


def _comments(cohort: Cohort, aside: frozenset[Place]) -> Iterator[tuple[str, str]]:
    """Each submission's comment: for its learner what is left to look at, without a strength."""
    from premark.lms.worksheet import comment_html

    learner = cohort.asked.back == "learner"
    asked = {
        (unit, criterion.id): criterion
        for unit, pack in cohort.packs.items()
        for criterion in pack.criteria
    }
    for record in cohort.journal.records():
        out = {place[1:] for place in aside if place[0] == record.submission}
        rows = []
        for row in record.criteria:
            criterion = asked.get((record.unit, row.criterion))
            says = _says(criterion, learner=learner)
            rows.append((row.criterion, "" if learner else row.strength, _short(row, says, out)))
        shown = [row for row in rows if row[2]] if learner else rows
        yield record.submission, comment_html(shown, learner=learner)


def _says(criterion: Criterion | None, *, learner: bool) -> dict[str, str]:
    """What is said where a required element is short, by the element's id."""
    must = criterion.must if criterion else ()
    return {each.id: (each.ask if learner and each.ask else each.if_short) for each in must}


def _short(
    row: CriterionRow, says: dict[str, str], aside: set[tuple[str, str]]
) -> list[str]:
    """What is asked for and short, in the pack's words, but for what was set aside."""
    short = (
        each.requirement
        for each in row.elements
        if each.required and each.state in ("short", "not_found")
    )
    told = [each for each in short if each in says and (row.criterion, each) not in aside]
    return [says[each].rstrip(".") for each in told]
