"""One submission in; its review drawn into the cohort's folder and its record, or why not, out."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from premark.batch.kept import packed
from premark.batch.kept import record_of as kept_record
from premark.batch.keys import key_of, made_digest
from premark.errors import ModelMissing, OutputError, PremarkError, ReadError
from premark.packs.statuses import load_statuses
from premark.types.cohort import Failed, Record, Submission, Unread
from premark.types.criteria import Pack
from premark.types.document import Document, Value, Warning_

if TYPE_CHECKING:
    from premark.pipeline import Tools
    from premark.read.held_names import HeldName
    from premark.types.evidence import Review

REPORTS = "reports"
OWN_FAULT = "Please report this line, and read the submission by eye."
LEFT_OUT = "file-left-out"  # the code of a warning: one of several files was not read
_ROOT = Path(__file__).resolve().parents[1]


class Settings(Value):
    """What every submission of a run is reviewed with.

    `out` is the cohort's folder. `packs` are by the unit as submissions name it, and `made` has
    the digest of all that the reviews of that unit are made with.
    """

    out: Path
    packs: dict[str, Pack]
    made: dict[str, str] = {}
    formats: tuple[str, ...] = ("html",)
    learner: bool = False

    def key(self, submission: Submission) -> str:
        return key_of(submission, self.made.get(submission.unit, ""))


class Reviewed(Value):
    """A submission that was reviewed.

    `packed` is its record, compressed. `files` are the reports' names in `reports/`. `left_out`
    are the statuses of files of it that were not read.
    """

    submission: str
    unit: str
    key: str
    packed: bytes
    files: tuple[str, ...]
    words: int
    left_out: tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        return kept_record(self.packed)


Outcome = Reviewed | Failed
Review_ = Callable[[Submission, Settings], Outcome]


def settings_for(
    packs: dict[str, Pack], out: Path, *, formats: Sequence[str] = ("html",), learner: bool = False
) -> Settings:
    """The settings of a run, with the digests that its keys need."""
    made = {unit: made_digest(pack, formats, learner=learner) for unit, pack in packs.items()}
    return Settings(out=out, packs=packs, made=made, formats=tuple(formats), learner=learner)


def review_one(
    submission: Submission, settings: Settings, tools: Tools | None = None
) -> Outcome:
    """Read, review, draw and write one submission's reports as `reports/<id>.premark.<format>`.

    Nothing that is wrong with the submission raises. What no other submission would survive
    either does: OutputError where the folder cannot be written to, ModelMissing.
    """
    try:
        return _reviewed(submission, settings, tools)
    except (OutputError, ModelMissing):
        raise
    except PremarkError as error:
        return _failed(submission, error)
    except MemoryError:
        return failed(submission, "out_of_memory")
    except Exception as error:
        said = f"a fault of premark's own: {type(error).__name__} in {_place(error)}"
        return failed(submission, "crashed", said, OWN_FAULT)


def failed(submission: Submission, status: str, says: str = "", next_step: str = "") -> Failed:
    """A submission that was not reviewed, with the status's own words where none are given."""
    told = load_statuses()[status]
    return Failed(
        submission=submission.id,
        unit=submission.unit,
        status=status,
        says=says or told.says,
        next_step=next_step or told.next_step,
    )


def _failed(submission: Submission, error: PremarkError) -> Failed:
    status = error.status if isinstance(error, ReadError) else "crashed"
    return failed(submission, status, _nameless(error.message, submission), error.hint)


def _nameless(message: str, submission: Submission) -> str:
    """A message without the names of files, which are often the learner's own."""
    from premark.read import shown

    files = [(given.name, f"file {n}") for n, given in enumerate(submission.files, 1)]
    for name, instead in (*files, *((one.name, "a file") for one in submission.unread)):
        for form in {name, shown(name)} - {""}:
            message = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", instead, message)
    return message


def _reviewed(submission: Submission, settings: Settings, tools: Tools | None) -> Outcome:
    from premark.cohort.records.record import record_of
    from premark.pipeline import load_tools, map_read

    if not submission.files:
        return _nothing_given(submission)
    pack, key = settings.packs[submission.unit], settings.key(submission)
    _as_planned(settings, submission.unit)
    document, names, left_out = _read(submission)
    review = map_read(document, names, pack, tools or load_tools())
    files = _write(review, submission, settings)
    record = record_of(
        review, pack, submission=submission.id, key=key, learner=submission.learner, held=names
    )
    return Reviewed(
        submission=submission.id,
        unit=submission.unit,
        key=key,
        packed=packed(record),
        files=files,
        words=review.words,
        left_out=left_out,
    )


def _as_planned(settings: Settings, unit: str) -> None:
    """Whether this process has the criteria and models that the run began with.

    Raises OutputError: what is reviewed with others must not be kept under the key of these.
    """
    made = made_digest(settings.packs[unit], settings.formats, learner=settings.learner)
    if made != settings.made.get(unit, made):
        hint = "Run the same command again: what is done by then is looked at anew."
        raise OutputError("the criteria or models were changed during the run", hint=hint)


def _nothing_given(submission: Submission) -> Failed:
    """Why there is nothing to read: the first of what was handed in and cannot be."""
    if not submission.unread:
        return failed(submission, "missing")
    first = submission.unread[0]
    says = _nameless(first.says, submission)
    return failed(submission, first.status, says, first.next_step)


def _read(submission: Submission) -> tuple[Document, tuple[HeldName, ...], tuple[str, ...]]:
    """What can be read of the files, in order, with a warning for each that cannot be.

    Raises the first file's ReadError where none can.
    """
    from premark.isolate import read_given
    from premark.read import joined

    documents: list[Document] = []
    names: list[HeldName] = []
    unread = list(submission.unread)
    first: ReadError | None = None
    for given in submission.files:
        try:
            document, held = read_given([given])
        except ReadError as error:
            first = first or error
            unread.append(Unread(name=given.name, status=error.status, says=error.message))
        else:
            documents.append(document)
            names += held
    if first is not None and not documents:
        raise first
    whole = joined(documents)
    told = tuple(_left_out(one) for one in unread)
    document = whole.model_copy(update={"warnings": (*told, *whole.warnings)})
    return document, tuple(names), tuple(one.status for one in unread)


def _left_out(one: Unread) -> Warning_:
    said = one.says if one.name in one.says else f"{one.name}: {one.says}"
    return Warning_(code=LEFT_OUT, message=f"This review goes without one of the files. {said}")


def _write(review: Review, submission: Submission, settings: Settings) -> tuple[str, ...]:
    from premark.report.write import draw_reports, write_drawn

    pack = settings.packs[submission.unit]
    drawn = draw_reports(review, pack, formats=settings.formats, stem=submission.id)
    if settings.learner:
        own = [name for name in settings.formats if name != "json"] or ["html"]
        drawn += draw_reports(review, pack, formats=own, stem=submission.id, learner=True)
    spare = [Path(given.path) for given in submission.files if given.entry is None]
    given = [path for path in spare if path.is_file()]
    written = write_drawn(drawn, review, settings.out / REPORTS, given=given)
    return tuple(path.name for path in written)


def _place(error: Exception) -> str:
    """The innermost line of ours, as "match/decide.py, line 40"."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(_ROOT):
            return f"{path.relative_to(_ROOT).as_posix()}, line {frame.lineno}"
    return "a library"
