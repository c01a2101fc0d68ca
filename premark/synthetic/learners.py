"""A seed and a number in; that many made-up learners out, with centre, intake, assessor, date."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Literal

from premark.errors import OutputError
from premark.synthetic.words import people
from premark.types.document import Value

Lms = Literal["moodle", "moodle-blind", "canvas", "folder", "mapping"]

INTAKES = ((2025, 1), (2025, 5), (2025, 9))
NEW = 0.85  # of one centre's submissions in the last intake that the new assessor has
HOSTILE = 0.25
_NO_FOLDER = re.compile(r"[^\w .,'()-]+")


class Learner(Value):
    """A made-up learner. `number` is the platform's own; `submission` is premark's id for it,
    and `folder` what the folder of their files is called where no platform names it.
    """

    submission: str
    folder: str
    given: str
    family: str
    number: int
    unit: str
    centre: str
    intake: str
    assessor: str
    date: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


def learners(number: int, draw: Random, *, unit: str, lms: Lms, hostile: bool) -> list[Learner]:
    """`number` learners, no two of one name. Raises OutputError for more than there are names."""
    names = _names(number, draw, hostile=hostile)
    numbers = draw.sample(range(1000, 1000 + 10 * number), number)
    return [
        _learner(name, platform_number, draw, unit=unit, lms=lms)
        for name, platform_number in zip(names, numbers, strict=True)
    ]


def _learner(name: tuple[str, str], number: int, draw: Random, *, unit: str, lms: Lms) -> Learner:
    known = people()
    folder = folder_name(*name, number)
    centre = draw.randrange(len(known.centres))
    year, month = draw.choice(INTAKES)
    new = (year, month) == INTAKES[-1] and centre == 0 and draw.random() < NEW
    assessors = known.assessors[centre :: len(known.centres)]
    return Learner(
        submission=submission_id(lms, number, folder, unit),
        folder=folder,
        given=name[0],
        family=name[1],
        number=number,
        unit=unit,
        centre=known.centres[centre],
        intake=f"{year}-{month:02d}",
        assessor=known.new_assessor if new else draw.choice(assessors),
        date=str(date(year, month, 1) + timedelta(days=draw.randrange(60, 110))),
    )


def _names(number: int, draw: Random, *, hostile: bool) -> list[tuple[str, str]]:
    known = people()
    most = len(known.given) * len(known.family)
    if not 1 <= number <= most:
        hint = f"Ask for a number from 1 to {most:,}."
        raise OutputError(f"{number:,}: not that many learners can be made up", hint=hint)
    found = [
        (known.given[at % len(known.given)], known.family[at // len(known.given)])
        for at in draw.sample(range(most), number)
    ]
    bad = known.hostile[: max(1, int(number * HOSTILE))] if hostile else ()
    for place, name in zip(sorted(draw.sample(range(number), len(bad))), bad, strict=True):
        found[place] = (name, "")
    return found


def submission_id(lms: Lms, number: int, folder: str, unit: str) -> str:
    """As taking in names it: by the platform's number, else by a digest of what it goes by."""
    if lms in ("moodle", "moodle-blind"):
        return f"moodle-{number}"
    if lms == "canvas":
        return f"canvas-{number}"
    known_by = folder if lms == "folder" else str(number)
    return f"s-{sha256(chr(0).join((known_by, unit)).encode()).hexdigest()[:10]}"


def folder_name(given: str, family: str, number: int) -> str:
    """A learner's name as a folder that any system takes; the number where nothing is left."""
    name = unicodedata.normalize("NFC", f"{given} {family}")
    plain = _NO_FOLDER.sub("", name)[:80].strip(" .-'")
    if not plain or re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", plain):
        return f"Learner {number}"
    return plain if family else f"{plain} {number}"  # two of the hostile may have been made alike
