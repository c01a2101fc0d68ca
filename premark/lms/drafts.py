"""What stands between a source and a submission: its files, and whose each of them is."""

from __future__ import annotations

from dataclasses import dataclass

from premark.types.cohort import Platform, Unread

About = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Piece:
    """One file of a source. `parts` are the folders and the file of its `stored` name.

    `unread` is why it is not read, where that is known before it is opened.
    """

    stored: str
    parts: tuple[str, ...]
    path: str
    entry: int | None = None
    unread: Unread | None = None


@dataclass(frozen=True)
class Person:
    """A learner or a team, as a source names them; `key` tells them apart from all others."""

    key: tuple[str, ...]
    learner: str = ""
    number: str = ""
    prefix: str = ""
    platform: Platform = ""
    team: bool = False
    blind: bool = False
    late: bool = False


@dataclass(frozen=True)
class Owned:
    """Whose a file is. `rest` is its name below the prefix, as its learner had it.

    `typed` is text that was typed into the platform; `link` is a link in a file's place.
    """

    person: Person
    rest: tuple[str, ...]
    typed: bool = False
    link: bool = False


@dataclass(frozen=True)
class Held:
    """A file and whose it is."""

    owned: Owned
    piece: Piece


@dataclass(frozen=True)
class Draft:
    """A submission before its files are told apart and counted; `has_row` in the learners' table.
    """

    person: Person
    unit: str = ""
    held: tuple[Held, ...] = ()
    unread: tuple[Unread, ...] = ()
    about: About = ()
    has_row: bool = False
