"""Submissions from Moodle and their reports in; the ZIP that its "Upload multiple feedback files
in a ZIP" takes, out.

Moodle reads whose a file is from the folder that it stands in: the name is cut at its first four
underscores, the second part is the participant's number, the third and fourth name the kind of
submission. So each report goes into the folder that the learner's own files came in. The name
before the number means nothing to Moodle, and is written anew where an odd one would mislead it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from premark.lms.returned import Entry, Pair, Returned, write_archive
from premark.plain import one_line
from premark.types.cohort import Submission

_NUMBER = re.compile(r"[0-9]{1,18}")
_KINDS = re.compile(r"assignsubmission_(?:file|onlinetext)_?", re.ASCII)
_KIND = "assignsubmission_file"
_NAMELESS = "Participant"  # as Moodle has it where marking is blind
_CUT = re.compile(r"[\\/:&<>\"|`'\x00-\x1f]|\.\.")  # what Moodle takes out of a path
_ODD = re.compile(r"[\\/:]|\.\.")
_NOT_MOODLE = "it did not come from Moodle, or its participant's number is not known."
_TEAM = (
    "it is a team's: Moodle would take the team's number for a participant's, and might give the "
    "report to somebody else. Add it to each member's own page instead."
)
_TWICE = "another submission of this cohort has the same participant's number."
_NO_REPORT = "it has no report."


def feedback_zip(pairs: Iterable[Pair], path: Path) -> Returned:
    """Write the archive, the same bytes for the same reports, whose bytes are never all in memory.

    Raises OutputError, with nothing changed, where a report or the archive's place fails.
    """
    entries: list[Entry] = []
    left: list[tuple[str, str]] = []
    taken: set[str] = set()
    for submission, reports in sorted(pairs, key=lambda pair: pair[0].id):
        reason = _reason(submission, reports, taken)
        if reason:
            left.append((submission.id, reason))
            continue
        taken.add(_number(submission))
        entries += _entries(submission, reports)
    if entries:
        write_archive(entries, path)
    return Returned(files=len(entries), left=tuple(left))


def _reason(submission: Submission, reports: Sequence[Path], taken: set[str]) -> str:
    """Why nothing can go back for a submission; "" where it can."""
    if submission.platform == "moodle" and submission.team:
        return _TEAM
    if submission.platform != "moodle" or not _NUMBER.fullmatch(submission.number):
        return _NOT_MOODLE
    if not reports:
        return _NO_REPORT
    return _TWICE if _number(submission) in taken else ""


def _number(submission: Submission) -> str:
    """Moodle compares them as numbers."""
    return str(int(submission.number))


def _entries(submission: Submission, reports: Sequence[Path]) -> Iterator[Entry]:
    folder = folder_of(submission)
    used: set[str] = set()
    for report in reports:
        name = _unique(_file_name(report), used)
        used.add(name.casefold())
        yield Entry(f"{folder}/{name}", report)


def folder_of(submission: Submission) -> str:
    """The folder as Moodle named it, or where that would not be understood, one that is."""
    prefix = submission.prefix
    name, _, rest = prefix.partition("_")
    number, _, kind = rest.partition("_")
    odd = _ODD.search(prefix) or prefix != one_line(prefix)
    if number == submission.number and _KINDS.fullmatch(kind) and not odd:
        return prefix
    learner = _CUT.sub(" ", one_line(submission.learner)).replace("_", " ").lstrip(".~ ").rstrip()
    return f"{learner or _NAMELESS}_{submission.number}_{_KIND}"


def _file_name(report: Path) -> str:
    """Its own name, without what Moodle takes out or what makes it pass a file over."""
    return _CUT.sub(" ", one_line(report.name)).lstrip(".~ ") or "feedback" + report.suffix


def _unique(name: str, used: set[str]) -> str:
    stem, dot, ending = name.partition(".")
    found, count = name, 2
    while found.casefold() in used:
        found, count = f"{stem} ({count}){dot}{ending}", count + 1
    return found
