"""A mapping CSV (learner, unit, file) in; whose each file is, out. No file is opened here.

Paths are relative to the CSV and never leave its folder. Rows that cannot be followed are told.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from premark.lms.drafts import Draft, Held, Owned, Person, Piece
from premark.lms.facts import about_of, agreed, learner_of
from premark.lms.folder import folder_pieces, piece_of
from premark.lms.names import file_name, leads_out, name_key, person_name
from premark.lms.notes import at_lines, counted
from premark.lms.table import Row, Table, fault
from premark.lms.units import unit_of
from premark.lms.unread import NOBODYS as UNPLACED
from premark.lms.unread import of_status
from premark.types.cohort import Unread

OUTSIDE = "is named as a place outside the mapping's folder, where nothing is read."
MISSING = "is named by the mapping, and there is no such file."
NO_FILE = "No file is named for this learner in the mapping."
NOBODYS = "lies in the mapping's folder, and no row names it."
NAME_IT = "Add a row for it, or leave it where it is."
MOST_NOBODYS, MOST_SEEN = 200, 20_000
_EMPTY = "no file is named."
_ABSENT = "there is no such file."
_AWAY = "the file is named as a place outside the mapping's folder; it is not read."
_TWICE = "the file is named for this learner already; it is read once."
_SHARED = "the same file is named for another learner as well; it is read for both."


@dataclass
class _Rows:
    """What is gathered from row to row of one learner's unit."""

    person: Person
    unit: str
    rows: list[Row] = field(default_factory=list)
    held: dict[str, Held] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Place:
    """Where a mapping's files are, and what of it is nobody's work."""

    root: Path
    skip: frozenset[Path]


@dataclass(frozen=True)
class Mapped:
    """Drafts, one for each learner and unit, files that no row names, and what is to be told."""

    drafts: tuple[Draft, ...]
    unread: tuple[Unread, ...]
    notes: tuple[str, ...]


def is_mapping(table: Table) -> bool:
    """Whether a table has the columns of a mapping."""
    return bool(table.of("file") and (_named(table) or table.of("number")))


def mapped(table: Table, path: Path, unit: str, *, skip: frozenset[Path] = frozenset()) -> Mapped:
    """Whose each file is. Raises ReadError at the place where the table is no mapping."""
    _refuse_unlike(table)
    root, told = path.parent, defaultdict[str, list[int]](list)
    numbers = _numbers(table)
    found: dict[tuple[str, ...], _Rows] = {}
    for row in table.rows:
        person = _person(row, table, numbers)
        own = unit_of(row, table) or unit
        rows = found.setdefault((*person.key, own), _Rows(person, own))
        rows.rows.append(row)
        _follow(row, table, rows, _Place(root, skip | {path.resolve()}), told)
    left = _nobodys(root, list(found.values()), skip | {path.resolve()})
    notes = _notes(table, list(found.values()), told, left)
    drafts = tuple(_draft(table, rows) for rows in found.values())
    return Mapped(drafts, tuple(left[:MOST_NOBODYS]), notes)


def _refuse_unlike(table: Table) -> None:
    expected = "the columns learner (or number), unit and file."
    for role, has in (("learner", _named(table) or table.of("number")), ("file", table.of("file"))):
        if not has:
            raise fault(table.name, 1, role, "there is no such column", expected)


def _named(table: Table) -> tuple[str, ...]:
    return table.of("learner") or table.of("last")


def _numbers(table: Table) -> dict[str, set[str]]:
    """The numbers that stand beside each learner's name anywhere in the table."""
    found = defaultdict[str, set[str]](set)
    for row in table.rows:
        number = row.first(table.of("number"))
        if number:
            found[name_key(learner_of(row, table))].add(number)
    return found


def _person(row: Row, table: Table, numbers: dict[str, set[str]]) -> Person:
    """Whom a row is for: by the number; without one by the name, or by the name's only number."""
    learner = learner_of(row, table)
    number = row.first(table.of("number"))
    if not learner and not number:
        raise fault(table.name, row.line, "learner", "the cell is empty", "a name or a number.")
    known = numbers.get(name_key(learner), set()) if name_key(learner) else set[str]()
    number = number or (min(known) if len(known) == 1 else "")
    if number:
        return Person(("number", number), learner, person_name(number))
    return Person(("name", " ".join(learner.casefold().split())), learner)


def _follow(
    row: Row, table: Table, rows: _Rows, place: _Place, told: dict[str, list[int]]
) -> None:
    value = row.first(table.of("file"))
    if not value:
        told[_EMPTY].append(row.line)
        return
    found = _pieces(value, place)
    if isinstance(found, Unread):
        told[_ABSENT if found.status == "missing" else _AWAY].append(row.line)
        rows.unread.append(found)
        return
    for piece in found:
        if piece.path in rows.held:
            told[_TWICE].append(row.line)
        rows.lines.setdefault(piece.path, row.line)
        rows.held.setdefault(piece.path, Held(Owned(rows.person, piece.parts), piece))


def _pieces(value: str, place: _Place) -> Sequence[Piece] | Unread:
    """The file that a cell names, or all files below the folder that it names."""
    parts = [part for part in value.replace("\\", "/").split("/") if part]
    name = file_name(parts[-1] if parts else value)
    whole = place.root.resolve()
    if value[:1] in "/\\" or value[1:2] == ":":
        return of_status(name, "unsafe", OUTSIDE)
    for spelt in _spellings(value):
        try:
            path = (whole / spelt).resolve()
            if not path.is_relative_to(whole):
                return of_status(name, "unsafe", OUTSIDE)
            if path.is_dir() and path != whole:
                return _below(path, whole, place.skip)
            if path.exists() and path != whole:
                return [piece_of(path, path.relative_to(whole).parts, whole)]
        except (OSError, ValueError, RuntimeError):  # too long, a NUL, links in a ring
            continue
    status = "unsafe" if leads_out(value) else "missing"
    return of_status(name, status, OUTSIDE if status == "unsafe" else MISSING)


def _spellings(value: str) -> Iterator[str]:
    """A path as it stands, by the other slash, and with accents in one piece or in two."""
    for slashed in dict.fromkeys((value, value.replace("\\", "/"))):
        forms = (slashed, *(unicodedata.normalize(form, slashed) for form in ("NFC", "NFD")))
        yield from dict.fromkeys(forms)


def _below(path: Path, whole: Path, skip: frozenset[Path]) -> list[Piece]:
    inside = path.relative_to(whole).parts
    return [
        Piece("/".join((*inside, piece.stored)), (*inside, *piece.parts), piece.path, None,
              piece.unread)
        for piece in folder_pieces(path, skip=skip)
    ]  # fmt: skip


def _draft(table: Table, rows: _Rows) -> Draft:
    about, _ = agreed([about_of(row, table) for row in rows.rows])
    unread = rows.unread
    if not rows.held and not unread:
        unread = [Unread(name="", status="missing", says=NO_FILE, next_step="Ask for the work.")]
    return Draft(rows.person, rows.unit, tuple(rows.held.values()), tuple(unread), about)


def _nobodys(root: Path, found: Sequence[_Rows], skip: frozenset[Path]) -> list[Unread]:
    """The files of the mapping's folder that no row names, as far as they are looked for."""
    named = {path for rows in found for path in rows.held}
    pieces = folder_pieces(root.resolve(), skip=skip, most=MOST_SEEN)
    left = [piece.parts for piece in pieces if piece.path not in named and piece.parts[-1]]
    return [
        of_status(file_name(parts[-1]), UNPLACED, NOBODYS, next_step=NAME_IT) for parts in left
    ]


def _notes(
    table: Table,
    found: Sequence[_Rows],
    told: dict[str, list[int]],
    left: Sequence[Unread],
) -> tuple[str, ...]:
    told[_SHARED] += _shared(found)
    order = (_EMPTY, _ABSENT, _AWAY, _TWICE, _SHARED)
    notes = [at_lines(table.name, told[what], what) for what in order if told[what]]
    if left:
        files = counted(len(left), "file lies", "files lie")
        notes.append(f"{files} in the mapping's folder without a row that names it.")
    return tuple(notes)


def _shared(found: Sequence[_Rows]) -> list[int]:
    """The lines that name a file which is another learner's as well."""
    whose = defaultdict[str, set[tuple[str, ...]]](set)
    for rows in found:
        for path in rows.held:
            whose[path].add(rows.person.key)
    several = {path for path, people in whose.items() if len(people) > 1}
    return [line for rows in found for path, line in rows.lines.items() if path in several]
