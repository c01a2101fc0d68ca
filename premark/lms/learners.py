"""A learners' table and drafts in; the drafts with what the table says of each, and notes, out.

A row is joined by a submission's id or the platform's number, else by the learner's name where it
is the name of one learner only. What is in doubt is not joined but told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from premark.lms.drafts import Draft, Person
from premark.lms.facts import about_of, agreed, joined, learner_of, left_columns
from premark.lms.names import (
    hidden_id,
    loose_keys,
    loose_words,
    name_key,
    natural,
)
from premark.lms.notes import at_lines, some
from premark.lms.table import Row, Table, fault
from premark.lms.units import unit_of

NO_SUBMISSION = "no submission is joined to this row."
IN_DOUBT = (
    "more than one learner has this name, so the row is joined to none; give the platform's number."
)
OTHER_NAME = "the number is that of a learner with another name, so the row is not joined by it."
DISAGREE = "the rows of one submission disagree; only what all of them say is kept."
OTHER_UNIT = "the row is of another unit than the one asked for; what it says is kept."
Key = tuple[str, ...]


@dataclass(frozen=True)
class _Index:
    """Learners by each thing that a row can name them by: number, name, name without accents."""

    numbers: dict[str, dict[Key, Person]]
    names: dict[str, dict[Key, Person]]
    loose: dict[str, dict[Key, Person]]


def with_learners(
    drafts: Sequence[Draft], table: Table, unit: str
) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    """The drafts with their rows' values and units, and notes on what was not joined.

    `unit` is the one asked for; where none was, a learner with rows of several units has a
    submission for each. Raises ReadError for a table that names no learners.
    """
    if not any(table.of(role) for role in ("learner", "last", "number", "team")):
        found, expected = "there is no such column", "a column learner or number."
        raise fault(table.name, 1, "learner", found, expected)
    index, told = _index(drafts, unit), defaultdict[str, list[int]](list)
    rows = defaultdict[Key, list[Row]](list)
    for row in table.rows:
        person = _found(row, table, index, told)
        if person is not None:
            rows[person.key].append(row)
    done: list[Draft] = []
    for draft in _with_teams(drafts, rows, table):
        done += _with(draft, rows[draft.person.key], _Asked(table, unit), told)
    return tuple(done), _notes(table, told)


def _index(drafts: Sequence[Draft], unit: str) -> _Index:
    index = _Index(defaultdict(dict), defaultdict(dict), defaultdict(dict))
    for draft in drafts:
        person = draft.person
        for number in _numbers(draft, unit):
            index.numbers[number][person.key] = person
        if name_key(person.learner):
            index.names[name_key(person.learner)][person.key] = person
        if bare := "".join(loose_words(person.learner)):
            index.loose[bare][person.key] = person
    return index


def _numbers(draft: Draft, unit: str) -> list[str]:
    """What a row may have as the number: the platform's own, or a submission's id."""
    person = draft.person
    if not person.number:
        return [hidden_id(person.key[-1], draft.unit or unit)]
    own = person.number.casefold()
    return [own, f"{person.platform}-{own}"] if person.platform else [own]


def _found(row: Row, table: Table, index: _Index, told: dict[str, list[int]]) -> Person | None:
    """The one learner whom a row is about; what is in doubt is told."""
    learner = learner_of(row, table)
    named = _named(learner, index)
    by_number = _by_number(row, table, index)
    if by_number and not any(_may_be(learner, person, named) for person in by_number.values()):
        told[OTHER_NAME].append(row.line)
        by_number = {}
    team = index.names.get(name_key(row.first(table.of("team"))) or " ", {})
    found = by_number or named or team
    if len(found) == 1:
        return next(iter(found.values()))
    if OTHER_NAME not in told or row.line not in told[OTHER_NAME]:
        told[IN_DOUBT if found else NO_SUBMISSION].append(row.line)
    return None


def _by_number(row: Row, table: Table, index: _Index) -> dict[Key, Person]:
    for column in table.of("number"):
        value = " ".join(row.cells.get(column, "").casefold().split())
        # A worksheet has "Participant 12" in its own language, a spreadsheet may make it "12.0".
        bare = re.sub(r"\A\D+ (?=[0-9]+\Z)|(?<=[0-9])\.0\Z", "", value)
        found = index.numbers.get(value) or index.numbers.get(bare) if value else None
        if found:
            return found
    return {}


def _named(learner: str, index: _Index) -> dict[Key, Person]:
    exact = index.names.get(name_key(learner) or " ", {})
    if exact:
        return exact
    loose: dict[Key, Person] = {}
    for key in sorted(loose_keys(learner)):
        loose |= index.loose.get(key, {})
    return loose


def _may_be(learner: str, person: Person, named: dict[Key, Person]) -> bool:
    """Whether a row's name does not speak against the learner of its number."""
    if not learner or not person.learner or person.team:
        return True
    if named:
        return person.key in named
    whole = "".join(loose_words(person.learner))
    return any(word in whole for word in loose_words(learner) if len(word) > 1)


def _with_teams(
    drafts: Sequence[Draft], rows: Mapping[Key, Sequence[Row]], table: Table
) -> list[Draft]:
    """What the table knows of teams: Moodle's archives are of teams, or of people, altogether."""
    teams = {draft.person.key for draft in drafts if _is_team(draft.person, rows, table)}
    told = []
    for draft in drafts:
        person = draft.person
        is_team = person.key in teams or (bool(teams) and person.platform == "moodle")
        told.append(replace(draft, person=replace(person, team=person.team or is_team)))
    return told


def _is_team(person: Person, rows: Mapping[Key, Sequence[Row]], table: Table) -> bool:
    """Whether rows are a submission's by the name of their team, which is no name of a learner."""
    own = name_key(person.learner)
    return bool(own) and any(
        name_key(row.first(table.of("team"))) == own
        and name_key(learner_of(row, table)) not in ("", own)
        for row in rows.get(person.key, ())
    )


@dataclass(frozen=True)
class _Asked:
    table: Table
    unit: str


def _with(
    draft: Draft, rows: Sequence[Row], asked: _Asked, told: dict[str, list[int]]
) -> list[Draft]:
    """A draft with its rows; or, where no unit was asked for, one for each unit of them."""
    own = draft.unit or asked.unit
    units = {unit_of(row, asked.table) for row in rows} - {""}
    wanted = [own] if own else sorted(units, key=natural)
    done = []
    for name in wanted or [""]:
        mine = [row for row in rows if unit_of(row, asked.table) in ("", name)]
        if rows and not mine:
            mine = list(rows)
            told[OTHER_UNIT] += [row.line for row in mine]
        done.append(_told(replace(draft, unit=name), mine, asked.table, told))
    return done


def _told(
    draft: Draft, rows: Sequence[Row], table: Table, told: dict[str, list[int]]
) -> Draft:
    about, disagree = agreed([about_of(row, table) for row in rows])
    if disagree and not draft.person.team:
        told[DISAGREE] += [row.line for row in rows]
    person = draft.person
    learner = next((name for row in rows if (name := learner_of(row, table))), "")
    if person.platform != "moodle" and learner and not (person.blind or person.team):
        person = replace(person, learner=learner)  # Canvas gives names without blanks and signs
    about = joined(draft.about, about)
    return replace(draft, person=person, about=about, has_row=bool(rows))


def _notes(table: Table, told: dict[str, list[int]]) -> tuple[str, ...]:
    order = (NO_SUBMISSION, IN_DOUBT, OTHER_NAME, DISAGREE, OTHER_UNIT)
    notes = [at_lines(table.name, told[what], what) for what in order if told[what]]
    if left := left_columns(table):
        notes.append(f"{table.name}: not kept, as no report looks for it: {some(left)}.")
    return tuple(notes)
