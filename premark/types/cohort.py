"""A cohort: what was handed in and by whom, and what each review leaves behind of itself."""

from __future__ import annotations

from typing import Literal

from premark.types.criteria import ArtefactKind, Move, NeedKind
from premark.types.document import Value
from premark.types.evidence import MadeWith, Sign, State, Strength

Platform = Literal["", "moodle", "canvas"]
Outcome = Literal["done", "failed"]


class Given(Value):
    """One file that was handed in: on the disk, or an entry of an archive on the disk.

    `name` is what its learner called it, safe to print and to show. `path` is the file, or the
    archive in which it is entry number `entry`; `stored` is its name there as it is stored, which
    nobody has made safe. `sha256` is of its (unpacked) bytes, "" until they have been counted.
    """

    name: str
    path: str
    entry: int | None = None
    stored: str = ""
    sha256: str = ""


class Unread(Value):
    """A file or an entry that belongs to no review: a status of `criteria/statuses.yaml`, why,
    and the way out."""

    name: str
    status: str
    says: str
    next_step: str = ""


class Submission(Value):
    """What one learner (or team) handed in for one unit.

    `id` is unique in the cohort, the same on every download, and safe as the name of a file.
    `learner` is the name that the platform or the table gives ("" where there is none).
    `number` is the platform's own: Moodle's participant, Canvas's user. `prefix` is what the names
    of its files in the archive begin with, as stored: feedback goes back under it. `about` are
    values of the learners' table (assessor, centre, intake, date...), in the order of its columns.
    """

    id: str
    unit: str
    learner: str = ""
    files: tuple[Given, ...] = ()
    unread: tuple[Unread, ...] = ()
    platform: Platform = ""
    number: str = ""
    prefix: str = ""
    team: bool = False
    blind: bool = False
    late: bool = False
    about: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        """A value of the learners' table; "" where it has none."""
        return next((value for key, value in self.about if key == name), "")


class ElementRow(Value):
    """A required (or helpful) element of one criterion of one submission.

    `quote` is the words of its first evidence, with the names of people taken out.
    """

    requirement: str
    kind: NeedKind
    required: bool
    state: State
    counted: float
    at_least: float | None
    at_most: float | None = None
    because: str = ""
    quote: str = ""


class CriterionRow(Value):
    """One criterion of one submission.

    `words` and `passages` are those that address it first of all; `answer` is their text, with the
    names of people taken out, cut at `record.MOST_ANSWER` words. `moves` are those of the verb
    that were shown, `missing` the groups that were not. `sources` counts distinct works cited,
    `models` are named models. `sure` is the confidence told of the level, None where none is told.
    """

    criterion: str
    strength: Strength
    verb: str
    verb_state: Literal["met", "not_met", "cannot_tell"]
    moves: tuple[Move, ...] = ()
    missing: tuple[tuple[Move, ...], ...] = ()
    passages: int = 0
    words: int = 0
    sources: int = 0
    models: tuple[str, ...] = ()
    sure: float | None = None
    doubt: Sign | None = None
    cannot_tell: tuple[str, ...] = ()
    answer: str = ""
    elements: tuple[ElementRow, ...] = ()


class Held(Value):
    """A document of the learner's that stands in a submission: a log, a contract, a plan."""

    kind: ArtefactKind
    file: str
    place: str


class Print(Value):
    """The fingerprint of one passage: some of the hashes of its runs of words, least first.

    `words` counts its words; `own` is false where its text is the pack's or a template's.
    """

    passage: str
    place: str
    words: int
    hashes: tuple[int, ...]
    own: bool = True


class Record(Value):
    """What a cohort needs of one review: the same for the same files, criteria and models.

    No time stands in it, and no name of a learner. `key` names what it was made from.
    `notices` are the codes of the review's notices and warnings.
    """

    submission: str
    unit: str
    pack_version: str
    key: str
    files: tuple[tuple[str, str], ...]
    words: int
    citations: int
    references: int
    models: tuple[str, ...] = ()
    criteria: tuple[CriterionRow, ...]
    held: tuple[Held, ...] = ()
    prints: tuple[Print, ...] = ()
    notices: tuple[str, ...] = ()
    made_with: MadeWith


class Failed(Value):
    """A submission that could not be reviewed: its status, why, and the way out."""

    submission: str
    unit: str
    status: str
    says: str
    next_step: str = ""
