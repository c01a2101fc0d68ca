"""The path of a journal in; a sound SQLite connection that no other run shares out, or why not."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from premark.errors import DamagedFile, OutputError
from premark.plain import one_line

NAME = "journal.sqlite"
OURS = 0x50_4D_4A_31  # SQLite's own field for whose file it is: "PMJ1"
VERSION = 1
_OWN = 0o600
_PATIENCE = 2.0  # seconds in which a run that has just been stopped lets go
_ANEW = (
    "Move it away and run the same command again: every submission is then reviewed anew. "
    "A copy of the folder made earlier does as well."
)
_HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_NO_WAY = (
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_NOMEM,
)  # fmt: skip
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE pack (digest TEXT PRIMARY KEY, unit TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE submission (
    id TEXT PRIMARY KEY,
    unit TEXT NOT NULL,
    place INTEGER NOT NULL,
    here INTEGER NOT NULL,
    key TEXT NOT NULL,
    pack TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    wall REAL NOT NULL DEFAULT 0,
    mb REAL NOT NULL DEFAULT 0,
    words INTEGER NOT NULL DEFAULT 0,
    files TEXT NOT NULL DEFAULT '[]',
    left_out TEXT NOT NULL DEFAULT '[]',
    status TEXT NOT NULL DEFAULT '',
    says TEXT NOT NULL DEFAULT '',
    next_step TEXT NOT NULL DEFAULT '',
    limits TEXT NOT NULL DEFAULT '',
    begun TEXT NOT NULL DEFAULT '',
    finished TEXT NOT NULL DEFAULT ''
);
CREATE INDEX turn ON submission (state, here, place);
CREATE TABLE record (id TEXT PRIMARY KEY, body BLOB NOT NULL);
"""


def connect(path: Path) -> sqlite3.Connection:
    """The journal, made where there is none, held by this process until it is closed.

    Raises OutputError where another run holds it or it cannot be written, DamagedFile where it is
    none, is damaged or was written by a newer premark.
    """
    with told(path):
        _make_own(path)
        database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        with told(path):
            _hold(database)
            _look_at(database, path)
    except BaseException:
        database.close()
        raise
    return database


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A journal that a run left behind, which is not changed. Raises as `connect` does."""
    if not path.is_file():
        hint = "Name the folder that an earlier `premark cohort` was given with --out."
        raise OutputError(f"{one_line(str(path))}: there is no journal there", hint=hint)
    with told(path):
        uri = f"{path.absolute().as_uri()}?mode=ro"
        database = sqlite3.connect(uri, uri=True, timeout=_PATIENCE)
    try:
        with told(path):
            _harden(database)
            _look_at(database, path)
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite finds wrong, as errors of ours with the way out."""
    name = one_line(str(path))
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of it says where
        if code in _HELD:
            hint = "Wait until it ends, or give this one another folder with --out."
            said = f"{name}: another run is at work in this folder"
            raise OutputError(said, hint=hint) from error
        if code in _NO_WAY:
            hint = "What is done is kept: see to it, then run the same command again."
            said = f"{name}: the journal cannot be written ({error})"
            raise OutputError(said, hint=hint) from error
        raise DamagedFile(f"{name}: the journal is damaged ({error})", hint=_ANEW) from error
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        hint = "Choose with --out a folder that you may write to."
        raise OutputError(f"{name}: the journal cannot be kept ({reason})", hint=hint) from error


def _make_own(path: Path) -> None:
    """An empty file that only its owner may read, before SQLite writes a byte into it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, _OWN)
    try:
        if sys.platform != "win32":
            with suppress(OSError):  # drives without modes
                os.fchmod(descriptor, _OWN)
    finally:
        os.close(descriptor)


def _hold(database: sqlite3.Connection) -> None:
    """Keep other runs out for as long as this one lives: the system lets go when it is killed.

    FULL, since a submission that was told as done stays done through a power cut; what it takes
    is a thousandth of a review.
    """
    _harden(database)
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("PRAGMA secure_delete = ON")  # what is deleted held a learner's words
    database.execute("BEGIN EXCLUSIVE")
    database.execute("COMMIT")


def _harden(database: sqlite3.Connection) -> None:
    """A journal can come from anywhere: nothing that stands in it may run."""
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")


def _look_at(database: sqlite3.Connection, path: Path) -> None:
    name = one_line(str(path))
    tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    whose = database.execute("PRAGMA application_id").fetchone()[0]
    if not tables and not whose:
        _make(database)
        return
    if whose != OURS:
        hint = "Choose another folder with --out, or move the file away."
        raise DamagedFile(f"{name}: is a database, but no journal of premark", hint=hint)
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version != VERSION:
        said = f"{name}: the journal is of form {version}; this premark knows form {VERSION}"
        raise DamagedFile(said, hint="Use the premark that wrote it, or another folder.")
    found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DamagedFile(f"{name}: the journal is damaged", hint=_ANEW)


def _make(database: sqlite3.Connection) -> None:
    """All of the schema or nothing: a half-made journal would be taken for another's database."""
    marks = f"PRAGMA application_id = {OURS}; PRAGMA user_version = {VERSION};"
    database.executescript(f"BEGIN; {_SCHEMA} {marks} COMMIT;")
