"""A cohort's records in; the rows of its one table, and what its columns are, out.

A criterion has a row of its own (`requirement` "") with its strength and verb, and one for each
element with its state and counts. What is said of a criterion stands in its own row alone, so
that counting strengths counts criteria.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from premark.cohort.records.unnamed import names_of, plain_letters, without_names
from premark.plain import one_line
from premark.types.cohort import CriterionRow, ElementRow, Record, Submission

ColumnKind = Literal["word", "number", "whole", "yes"]
Cell = str | float | int | bool | None
Row = tuple[Cell, ...]
Place = tuple[str, str, str]  # submission, criterion, requirement ("" for the criterion's own row)

COLUMNS: tuple[tuple[str, ColumnKind], ...] = (
    ("submission", "word"), ("unit", "word"), ("criterion", "word"), ("requirement", "word"),
    ("kind", "word"), ("required", "yes"), ("state", "word"),
    ("strength", "word"), ("verb", "word"), ("verb_state", "word"),
    ("counted", "number"), ("at_least", "number"), ("at_most", "number"),
    ("sources", "whole"), ("words", "whole"), ("passages", "whole"), ("sure", "number"),
    ("set_aside", "yes"),
    ("pack_version", "word"), ("premark", "word"), ("patterns", "word"), ("models", "word"),
    ("encoder", "word"), ("key", "word"),
)  # fmt: skip
NAMES = tuple(name for name, _ in COLUMNS)
TABLES_OWN = "table_"  # before a column of the learners' table that has a name of ours
_LONGEST = 200  # characters of a value of the learners' table


@dataclass(frozen=True)
class About:
    """Columns of the learners' table, as they are called here, and each submission's values."""

    columns: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]

    def of(self, submission: str) -> tuple[str, ...]:
        return self.values.get(submission, ("",) * len(self.columns))


def about_of(submissions: Iterable[Submission]) -> About:
    """What the learners' table says, without the learners' own names, column by column."""
    kept = tuple(submissions)
    named = tuple(dict.fromkeys(key for each in kept for key, _ in each.about))
    values = {s.id: tuple(_value(s.fact(key), s) for key in named) for s in kept}
    return About(tuple(_columns(named)), values)


def _columns(named: Sequence[str]) -> Iterator[str]:
    taken = set(NAMES)
    for key in named:
        name = one_line(key, 60) or "column"
        while name.casefold() in taken:
            name = TABLES_OWN + name
        taken.add(name.casefold())
        yield name


def _value(text: str, submission: Submission) -> str:
    """The value; without the learner's name where the whole of it stands there."""
    own = names_of([submission.learner], [])
    said = set(plain_letters(text.replace("@", " ").replace(".", " ")).split())
    if any(len(p.parts) > 1 and said.issuperset(p.parts) for p in own.people):
        text = without_names(text, own, any_case=True)
    return one_line(text, _LONGEST)


def rows_of(record: Record, about: About, aside: Collection[Place] = ()) -> Iterator[Row]:
    """The rows of one submission, in the order of the pack."""
    made = record.made_with
    versions = (
        record.pack_version, made.premark, made.patterns, made.models, made.encoder, record.key,
    )  # fmt: skip
    last: Row = (*versions, *about.of(record.submission))
    for each in record.criteria:
        place = (record.submission, record.unit, each.criterion)
        yield (*place, *_criterion(each), _is_aside(record, each, "", aside), *last)
        for element in each.elements:
            out = _is_aside(record, each, element.requirement, aside)
            yield (*place, *_element(element), out, *last)


def _is_aside(
    record: Record, row: CriterionRow, requirement: str, aside: Collection[Place]
) -> bool:
    return (record.submission, row.criterion, requirement) in aside


def _criterion(row: CriterionRow) -> Row:
    level: Row = (row.strength, row.verb, row.verb_state)
    size: Row = (row.sources, row.words, row.passages, row.sure)
    return ("", "", None, "", *level, None, None, None, *size)


def _element(row: ElementRow) -> Row:
    counts: Row = (row.counted, row.at_least, row.at_most)
    said: Row = (row.requirement, row.kind, row.required, row.state)
    return (*said, "", "", "", *counts, None, None, None, None)
