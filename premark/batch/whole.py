"""What is asked of a cohort in; its reviews, tables and pages in its folder, and how it went, out.

The order: what was handed in is listed, what waits is reviewed, and from the journal's records
come the tables, what goes back to the platform, and the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from premark.batch.journal import Journal, Planned, open_journal
from premark.batch.lists import write_failures, write_names
from premark.batch.one import Settings, settings_for
from premark.batch.outputs import check_inputs, write_outputs
from premark.batch.run import Outcomes, Ran, Said, reviewed, run
from premark.batch.sizing import workers_here
from premark.batch.worker import Job
from premark.errors import OutputError, ReadError
from premark.plain import one_line
from premark.types.cohort import Submission
from premark.types.criteria import Pack
from premark.types.document import Value

if TYPE_CHECKING:
    from premark.lms import Intake

Line = Callable[[str], None]
Back = Literal["learner", "assessor", "none"]


class Asked(Value):
    """What `premark cohort` is asked for; `workers` 0 is as many as the computer has room for.

    `back` is whose reading goes back to the platform: by default what a learner may see there.
    """

    source: Path
    out: Path
    unit: str = ""
    learners: Path | None = None
    decisions: Path | None = None
    earlier: Path | None = None
    worksheet: Path | None = None
    overlay: Path | None = None
    settings: Path | None = None
    formats: tuple[str, ...] = ("html",)
    teams: bool = False
    learner: bool = False
    back: Back = "learner"
    workers: int = 0
    retry_failed: bool = False
    forget_gone: bool = False
    seed: int = 1
    scheduler: str = ""


@dataclass(frozen=True)
class Cohort:
    """A cohort whose submissions are all reviewed or failed, and what its outputs are made of."""

    asked: Asked
    taken: Intake
    submissions: tuple[Submission, ...]
    packs: dict[str, Pack]
    journal: Journal


@dataclass(frozen=True)
class Ended:
    """How a run ended. `statuses` count failures by status; `written` are files of the cohort."""

    planned: Planned
    ran: Ran
    done: int
    failed: int
    statuses: dict[str, int] = field(default_factory=dict)
    cut_short: int = 0
    written: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


def make_cohort(
    asked: Asked,
    *,
    job: Callable[[Settings], Job] = Job,
    progress: Callable[[], AbstractContextManager[Said]] = lambda: nullcontext(lambda ran: None),
    say: Line = lambda line: None,
) -> Ended:
    """Review what was handed in and has not been, then write all that is made of the reviews.

    Raises PremarkError for what stands in the way of all; what stands in the way of one submission
    is a failure in the journal.
    """
    _apart(asked)
    check_inputs(asked)
    taken, packs = _taken_in(asked)
    submissions = tuple(_of_pack(one, packs) for one in taken.submissions)
    by_code = {pack.code: pack for pack in packs.values()}
    settings = _settings(asked, taken, by_code)
    with open_journal(asked.out) as journal:
        planned = journal.plan(submissions, settings, retry_failed=asked.retry_failed)
        write_names(submissions, taken.unread, asked.out, like=journal.path)
        for line in _begins(taken, planned, asked):
            say(line)
        if asked.forget_gone:
            _forget(journal, planned)
        with progress() as tell:
            ran = _run(asked, journal, submissions, job(settings), tell)
        say("making the tables and the pages")
        return _outputs(Cohort(asked, taken, submissions, by_code, journal), planned, ran)


def _forget(journal: Journal, planned: Planned) -> None:
    """Raises OutputError where nothing that is kept is there any more: another cohort was named."""
    kept = planned.done + planned.failed + planned.changed + planned.redrawn + planned.again
    if planned.gone and not kept:
        said = "none of the submissions that this folder keeps is there now; nothing was deleted"
        hint = "Look whether it is the right source, or give this one another folder with --out."
        raise OutputError(f"{one_line(str(journal.out))}: {said}", hint=hint)
    journal.forget_gone()


def _apart(asked: Asked) -> None:
    """Reports among the submissions would be taken for submissions by the next run."""
    from premark.report.target import check_folder

    source, out = asked.source.absolute(), asked.out.absolute()
    if source.is_dir() and out.resolve().is_relative_to(source.resolve()):
        said = f"{one_line(str(asked.out))}: lies in the folder of submissions itself"
        raise OutputError(said, hint="Choose a folder beside it with --out.")
    check_folder(asked.out)


def _taken_in(asked: Asked) -> tuple[Intake, dict[str, Pack]]:
    """What was handed in, and the packs of its units by the units as they are named there.

    Raises ReadError for no submission at all, or one without a unit; UnknownUnit.
    """
    from premark.lms import intake
    from premark.packs.load import find_pack

    if asked.unit:
        find_pack(asked.unit, overlay=asked.overlay)  # a slip is told before an archive is listed
    taken = intake(
        asked.source, unit=asked.unit, learners=asked.learners, teams=asked.teams
    )
    name = one_line(asked.source.name)
    if not taken.submissions:
        hint = "Give the folder, the archive or the table that has the learners' files."
        raise ReadError(f"{name}: holds no submission", hint=hint)
    units = dict.fromkeys(one.unit for one in taken.submissions)
    if "" in units:
        hint = "Name it with --unit, or give every row of the table one."
        raise ReadError(f"{name}: the unit of some submissions is not said", hint=hint)
    return taken, {unit: find_pack(unit, overlay=asked.overlay) for unit in units}


def _of_pack(submission: Submission, packs: dict[str, Pack]) -> Submission:
    """The submission with its unit's own code, however the table spells it."""
    return submission.model_copy(update={"unit": packs[submission.unit].code})


def _settings(asked: Asked, taken: Intake, packs: dict[str, Pack]) -> Settings:
    """What is drawn: what was asked for, and what can go back to the platform."""
    learner = asked.learner or (asked.back == "learner" and bool(taken.platform))
    names = [given.name for submission in taken.submissions for given in submission.files]
    word = any(name.lower().endswith(".docx") for name in names)
    formats = asked.formats
    if taken.platform == "canvas" and asked.back != "none" and word:
        # Canvas shows what goes back under the upload's own name, so it has to be of that kind.
        formats = tuple(dict.fromkeys((*formats, "docx")))
    return settings_for(packs, asked.out, formats=formats, learner=learner)


def _begins(taken: Intake, planned: Planned, asked: Asked) -> Iterable[str]:
    total = planned.waiting + planned.done + planned.failed
    yield f"{total:,} submissions: {planned.done:,} reviewed already, {planned.waiting:,} to review"
    told = {
        "their files, unit, criteria or models have changed": planned.changed,
        "a report of theirs is not there any more": planned.redrawn,
        "they failed and are tried again": planned.again,
    }
    for why, number in told.items():
        if number:
            yield f"  {number:,} of them since {why}"
    if planned.failed:
        yield f"  {planned.failed:,} failed before and would again; --retry-failed tries them"
    if planned.gone:
        what = "deleted" if asked.forget_gone else "in no table; --forget-gone deletes them"
        yield f"  {planned.gone:,} of earlier runs are not there now: {what}"
    yield from (f"  {note}" for note in taken.notes)
    if taken.cut_short:
        yield "  the archive ends too early: fetch it again, and run the same command again"


def _run(
    asked: Asked, journal: Journal, submissions: Sequence[Submission], job: Job, said: Said
) -> Ran:
    by_id = {submission.id: submission for submission in submissions}
    waiting = [by_id[one] for one in journal.todo()]

    def here(todo: Iterable[Submission]) -> Outcomes:
        workers = min(asked.workers or workers_here(), max(1, len(waiting)))
        return reviewed(todo, job, workers=workers)

    def far(todo: Iterable[Submission]) -> Outcomes:
        from premark.batch.cluster import on_cluster

        return on_cluster(
            todo, job, waiting=waiting, scheduler=asked.scheduler, workers=asked.workers
        )

    return run(journal, by_id, far if asked.scheduler else here, said=said)


def _outputs(cohort: Cohort, planned: Planned, ran: Ran) -> Ended:
    journal, counts = cohort.journal, cohort.journal.counts()
    statuses: dict[str, int] = {}
    for one in journal.failures():
        statuses[one.status] = statuses.get(one.status, 0) + 1
    written = [write_failures(journal.failures(), cohort.asked.out)]
    notes: list[str] = []
    if counts["done"]:
        written += write_outputs(cohort, notes.append)
    return Ended(
        planned=planned,
        ran=ran,
        done=counts["done"],
        failed=counts["failed"],
        statuses=statuses,
        cut_short=len(journal.cut_short()),
        written=tuple(written),
        notes=tuple(notes),
    )
