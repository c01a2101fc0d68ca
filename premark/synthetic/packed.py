"""Made submissions in; their files on the disk, as a platform hands them out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from premark.plain import one_line
from premark.synthetic.cohort import Made, Wanted
from premark.synthetic.learners import Learner
from premark.synthetic.truth import Row, as_csv
from premark.synthetic.word import LONG_AGO
from premark.written import growing, write_file, write_text

COURSE, MODULE = "COURSE", 4711  # a Moodle course's short name and a module's number
LATE = 7  # every so many learners of Canvas were late
_MOODLE_REMOVES = re.compile(r"[\x00-\x1f\x7f&<>\"`|':\\/]")


class Store(Protocol):
    """Where files go, under the name of a folder or an archive's entry."""

    def __call__(self, name: str, data: bytes) -> None: ...


def source_name(wanted: Wanted) -> str:
    """What `premark cohort` is given of the output folder: an archive, a folder or a table."""
    if wanted.lms in ("moodle", "moodle-blind"):
        return f"{COURSE}-{wanted.unit}-{MODULE}.zip"
    return {"canvas": "submissions.zip", "mapping": "submissions/mapping.csv"}.get(
        wanted.lms, "submissions"
    )


@contextmanager
def storing(wanted: Wanted, out: Path) -> Iterator[Store]:
    """Stores files below `out/submissions`, or in the platform's archive, which is whole at last.

    Nothing of an archive is kept in memory but its list of names.
    """
    target = out / source_name(wanted)
    if target.suffix != ".zip":
        folder = out / "submissions"

        def to_disk(name: str, data: bytes) -> None:
            path = folder / name
            if not path.resolve().is_relative_to(folder.resolve()):
                raise ValueError(f"{one_line(name)} leads out of the folder")
            write_file(data, path)

        yield to_disk
        return
    with growing(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:

        def to_archive(name: str, data: bytes) -> None:
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)

        yield to_archive


def stored_names(made: Made, wanted: Wanted, number: int) -> list[tuple[str, bytes]]:
    """The names of a submission's files where they are stored, by the rules of the platform."""
    learner = made.learner
    if wanted.lms == "canvas":
        late = "_LATE" if number % LATE == LATE - 1 else ""
        start = f"{_sortable(learner)}{late}_{learner.number}"
        return [
            (f"{start}_{learner.number * 10 + i}_{name}", data)
            for i, (name, data) in enumerate(made.files)
        ]
    if wanted.lms in ("moodle", "moodle-blind"):
        folder = f"{moodle_name(learner, wanted)}_{learner.number}_assignsubmission_file"
    else:
        folder = learner.folder
    return [(f"{folder}/{name}", data) for name, data in made.files]


def moodle_name(learner: Learner, wanted: Wanted) -> str:
    """What Moodle begins the name of a folder with: no underscore, and no sign it cannot store."""
    if wanted.lms == "moodle-blind":
        return "Participant"
    name = _MOODLE_REMOVES.sub("", learner.name.replace("_", " "))
    return re.sub(r"\.\.+", "", name)


def _sortable(learner: Learner) -> str:
    """Canvas's "Family, given" in small letters without signs; no number may stand between
    underscores, as Canvas takes the first such for the user's."""
    return re.sub(r"[\W_]", "", f"{learner.family}, {learner.given}".lower())


def write_beside(wanted: Wanted, out: Path, learners: list[tuple[Learner, list[str]]]) -> None:
    """What the platform gives beside the files: Moodle's worksheet; a table for the e-portfolio."""
    if wanted.lms in ("moodle", "moodle-blind"):
        name = f"Grades-{COURSE}-{wanted.unit}-{MODULE}.csv"
        write_text("\ufeff" + as_csv([_worksheet(one, wanted) for one, _ in learners]), out / name)
    if wanted.lms == "mapping":
        rows = [
            {
                "learner": one.name,
                "number": str(one.number),
                "unit": one.unit,
                "file": name,
            }
            for one, names in learners
            for name in names
        ]
        write_text(as_csv(rows), out / source_name(wanted))


def _worksheet(learner: Learner, wanted: Wanted) -> Row:
    """A row of Moodle's grading worksheet, in the order of its columns."""
    who = {} if wanted.lms == "moodle-blind" else {"Full name": learner.name}
    return {
        "Identifier": f"Participant {learner.number}",
        **who,
        "Status": "Submitted for grading - Not graded",
        "Grade": "",
        "Maximum grade": "100.00",
        "Grade can be changed": "Yes",
        "Last modified (submission)": f"{learner.date}, 4:12 PM",
        "Last modified (grade)": "-",
        "Feedback comments": "",
    }
