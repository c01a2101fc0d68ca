"""Submissions from Canvas and their reports in; the ZIP that Canvas's "Upload submissions" takes,
out: each report under the name of the learner's own upload, so that it becomes a comment there.

Canvas finds learner and upload by two numbers in the name and looks at nothing else of it. It then
shows the file under the name of the **upload**, with that one's ending: a web page returned for an
`essay.docx` would be called `essay.docx`, and would not open. So a report goes back only where it
has the ending of an upload: a Word report for a Word file, a web page for a web page. What was
typed into Canvas itself (`..._text.html`) or handed in as a link has no number of an upload, and
Canvas takes nothing for it; nor do the names of other platforms lead anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from premark.lms.returned import Entry, Pair, Returned, write_archive
from premark.plain import one_line
from premark.types.cohort import Given, Submission

_DIGITS = re.compile(r"[0-9]+")
_ALIKE = {"htm": "html", "markdown": "md"}  # no .docm: Word does not open a .docx under that name
_NOT_CANVAS = "it did not come from Canvas, or its learner's number is not known."
_NO_REPORT = "it has no report."
_NO_UPLOAD = (
    "no file of it has the name of an upload, as of text that was typed into Canvas; return the "
    "report by hand, as a comment."
)
_TAKEN = "another submission of this cohort took the upload's name."
_OTHER_ENDING = (
    "its uploads are {uploads} and its reports {reports}: Canvas would show the report under the "
    "upload's name, and it would not open. Return it by hand, or ask for reports of that kind too "
    "(--format html,docx)."
)


def comments_zip(pairs: Iterable[Pair], path: Path) -> Returned:
    """Write the archive, the same bytes for the same reports, whose bytes are never all in memory.

    Each report takes the first upload of its ending that no other report has taken. Raises
    OutputError, with nothing changed, where a report or the archive's place fails.
    """
    entries: dict[str, Entry] = {}
    left: list[tuple[str, str]] = []
    for submission, reports in sorted(pairs, key=lambda pair: pair[0].id):
        fitting = _fitting(submission, reports)
        found = {entry.name: entry for entry in fitting if entry.name not in entries}
        entries |= found
        if not found:
            left.append((submission.id, _TAKEN if fitting else _reason(submission, reports)))
    if entries:
        write_archive(tuple(entries.values()), path)
    return Returned(files=len(entries), left=tuple(left))


def _fitting(submission: Submission, reports: Sequence[Path]) -> list[Entry]:
    names = _uploads(submission)
    found: list[Entry] = []
    for report in reports:
        name = next((name for name in names if _ending(name) == _ending(report.name)), None)
        if name is not None:
            names.remove(name)
            found.append(Entry(name, report))
    return found


def _uploads(submission: Submission) -> list[str]:
    """The names, as stored, of the files that Canvas would know again."""
    if submission.platform != "canvas" or not submission.number:
        return []
    names = (_stored(given) for given in submission.files)
    return list(dict.fromkeys(name for name in names if _is_upload(name, submission.number)))


def _stored(given: Given) -> str:
    stored = given.stored or given.path
    return one_line(PurePosixPath(stored.replace("\\", "/")).name)  # Canvas reads its numbers alone


def _is_upload(name: str, number: str) -> bool:
    """Whether Canvas reads this learner's number and one of an upload from the name.

    It takes the first two parts that are all digits; of a name without names, what follows "anon".
    """
    parts = name.split("_")
    if name.startswith("._") or parts[-1].startswith("link"):
        return False
    if "anon" in parts[:2]:
        at = parts.index("anon")
        wanted = parts[at + 1 : at + 3]
    else:
        wanted = [part for part in parts if _DIGITS.fullmatch(part)][:2]
    return len(wanted) == 2 and wanted[0] == number and bool(_DIGITS.fullmatch(wanted[1]))


def _ending(name: str) -> str:
    ending = PurePosixPath(name).suffix.lower().removeprefix(".")
    return _ALIKE.get(ending, ending)


def _reason(submission: Submission, reports: Sequence[Path]) -> str:
    if submission.platform != "canvas" or not submission.number:
        return _NOT_CANVAS
    if not reports:
        return _NO_REPORT
    uploads = sorted({_ending(name) for name in _uploads(submission)})
    if not uploads:
        return _NO_UPLOAD
    ours = sorted({_ending(report.name) for report in reports})
    return _OTHER_ENDING.format(uploads=_listed(uploads), reports=_listed(ours))


def _listed(endings: Sequence[str]) -> str:
    return ", ".join(f".{ending}" if ending else "without an ending" for ending in endings)
