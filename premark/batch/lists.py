"""A cohort's submissions and what failed in; `names.csv` and `failures.csv` out.

The first is the only table with names of learners and of their files: it says which submission is
whose. The second goes by submission alone, so that it can be handed on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from premark.plain import inert
from premark.types.cohort import Failed, Submission, Unread
from premark.written import encoded, write_file

NAMES, FAILURES = "names.csv", "failures.csv"
_NAMED = ("submission", "unit", "learner", "number", "file", "as_stored", "status", "why")
_FAILED = ("submission", "unit", "status", "why", "next_step")


def write_names(
    submissions: Iterable[Submission], unread: Sequence[Unread], out: Path, *, like: Path
) -> Path:
    """Every file that was handed in: whose it is, what it was called, and why it is not read.

    Whom the file `like` is closed to, the list of names is closed to as well.
    """
    rows = [row for submission in submissions for row in _named(submission)]
    rows += [("", "", "", "", one.name, "", one.status, one.says) for one in unread]
    return _write(_NAMED, rows, out / NAMES, spare=[like])


def write_failures(failures: Iterable[Failed], out: Path) -> Path:
    """Every submission without a review: status, reason, way out. Only its head where none is."""
    rows = ((one.submission, one.unit, one.status, one.says, one.next_step) for one in failures)
    return _write(_FAILED, rows, out / FAILURES)


def _named(submission: Submission) -> Iterator[Sequence[str]]:
    whose = (submission.id, submission.unit, submission.learner, submission.number)
    for given in submission.files:
        yield (*whose, given.name, given.stored, "", "")
    for one in submission.unread:
        yield (*whose, one.name, "", one.status, one.says)
    if not submission.files and not submission.unread:
        yield (*whose, "", "", "missing", "")


def _write(
    head: Sequence[str], rows: Iterable[Sequence[str]], path: Path, *, spare: Sequence[Path] = ()
) -> Path:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return write_file(b"\xef\xbb\xbf" + encoded(out.getvalue()), path, spare=spare)
