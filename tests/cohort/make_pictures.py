"""Pictures of made-up cohorts: as they come, and with text of one's own in every field."""

from __future__ import annotations

from typing import Any

from premark.cohort.figures.decisions import Decision
from premark.cohort.figures.draw import Brought, draw_picture
from premark.cohort.figures.picture import ElsewhereRow, Picture, SharedRow
from tests.cohort import planted

UNIT = planted.UNIT
PACKS = {UNIT: planted.make_pack()}
KEPT = {"kind", "by", "rule", "moves"}  # words that the types know, and no text


def bare_picture(size: int) -> Picture:
    """A cohort of which nothing is known but its submissions."""
    records = planted.drawn_records(size, 1)
    submissions = [planted.submission(int(each.submission[2:])) for each in records]
    return draw_picture(records, submissions, PACKS)


def full_picture(size: int, *, units: int = 1) -> Picture:
    """A cohort with all that can be brought beside it, in one unit or several alike."""
    records = planted.drawn_records(size, 1)
    numbers = [int(each.submission[2:]) for each in records]
    submissions = [
        planted.submission(n, assessor=f"Assessor {n % 3}", centre=f"Centre {n % 2}")
        for n in numbers
    ]
    decisions = [
        Decision(submission=planted.name(n), criterion="1.1", assessor=f"Assessor {n % 3}",
                 judgement="partial", level=2, line=n)
        for n in numbers
    ]  # fmt: skip
    brought = Brought(
        decisions=decisions, failed=[planted.failed(9001)], earlier=planted.drawn_records(size, 2),
        earlier_packs=PACKS,
    )  # fmt: skip
    picture = draw_picture(records, submissions, PACKS, brought=brought)
    return _with_facts(picture, units)


def _with_facts(picture: Picture, units: int) -> Picture:
    pair = SharedRow(first="s-0001", second="s-0002", passages=2, words=90, says="90 in common.")
    other = ElsewhereRow(submission="s-0001", criterion="1.1", requirement="sources",
                         other="s-0002", says="Only there.")  # fmt: skip
    unit = picture.units[0].model_copy(update={"shared": (pair,), "elsewhere": (other,)})
    names = [unit.unit, *(f"{unit.unit}-{at}" for at in range(2, units + 1))]
    every = tuple(unit.model_copy(update={"unit": name}) for name in names)
    said = {"notes": ("A note.",), "same_files": ("One.",), "in_common": ("Many words.",)}
    return picture.model_copy(update={"units": every, **said})


def unreviewed_picture() -> Picture:
    """A cohort of which nothing could be reviewed."""
    failed = [planted.failed(n) for n in (1, 2)]
    submissions = [planted.submission(n) for n in (1, 2)]
    return draw_picture([], submissions, PACKS, brought=Brought(failed=failed))


def with_text(picture: Picture, text: str) -> Picture:
    """`text` in every field that holds text."""
    return Picture.model_validate(_with(picture.model_dump(), text))


def _with(held: Any, text: str) -> Any:
    if isinstance(held, dict):
        return {key: value if key in KEPT else _with(value, text) for key, value in held.items()}
    if isinstance(held, list | tuple):
        return tuple(_with(value, text) for value in held)
    return text if isinstance(held, str) else held
