"""A row of a table in; what of it is kept of a submission, and for whom it is, out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from premark.lms.drafts import About
from premark.lms.names import loose_keys, person_name
from premark.lms.table import Row, Table
from premark.lms.words import lms_words
from premark.plain import one_line

MOST_VALUE = 200
_ADDRESS = re.compile(r"\S@\S+\.\S")  # it is somebody's, whatever its column is called
# What a row is joined by, and what it names.
JOINED_BY = ("learner", "first", "last", "number", "unit", "file", "team")


def learner_of(row: Row, table: Table) -> str:
    """The learner whom a row names, in one column or in two; "" for none."""
    whole = row.first(table.of("learner"))
    two = [row.first(table.of(role)) for role in ("first", "last")]
    return person_name(whole or " ".join(filter(None, two)))


def about_of(row: Row, table: Table) -> About:
    """The values that are kept, in the order of their columns, by the names that reports know."""
    found: dict[str, str] = {}
    own = loose_keys(learner_of(row, table))
    for column in kept_columns(table):
        value = one_line(row.cells.get(column, ""), MOST_VALUE)
        if value and not _ADDRESS.search(value) and own.isdisjoint(loose_keys(value)):
            found.setdefault(_fact(column), value)
    return tuple(found.items())


def kept_columns(table: Table) -> tuple[str, ...]:
    """Columns that a report looks for."""
    return tuple(column for column in table.headings if _fact(column))


def left_columns(table: Table) -> tuple[str, ...]:
    """Columns that nothing is done with: they may say who somebody is."""
    used = {column for role in JOINED_BY for column in table.of(role)}
    return tuple(c for c in table.headings if c and c not in used and not _fact(c))


def agreed(rows: Sequence[About]) -> tuple[About, bool]:
    """What several rows of one submission all say, and whether they disagree over anything."""
    order = list(dict.fromkeys(name for row in rows for name, _ in row))
    said = {name: {dict(row).get(name, "") for row in rows} - {""} for name in order}
    same = tuple((name, min(said[name])) for name in order if len(said[name]) == 1)
    return same, any(len(values) > 1 for values in said.values())


def joined(first: About, second: About) -> About:
    """Both, the first's value where they have one of the same name."""
    known = {name for name, _ in first}
    return (*first, *((name, value) for name, value in second if name not in known))


def _fact(column: str) -> str:
    """The name under which a report looks for it; "" where none does."""
    return next((fact for fact, words in lms_words().about.items() if column in words), "")
