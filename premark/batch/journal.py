"""What is known of each submission of a cohort, kept on the disk: waiting, done or failed.

The only one who writes it is the parent of a run, one transaction a submission: whenever it is
stopped, what was told as done is done, and the rest waits.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from premark.batch.cost import Cost
from premark.batch.journal_file import NAME, connect, connect_to_read, told
from premark.batch.kept import pack_of, packed, record_of
from premark.batch.keys import limits_digest
from premark.batch.one import REPORTS, Outcome, Reviewed, Settings
from premark.packs.limits import limits_in_force
from premark.types.cohort import Failed, Record, Submission
from premark.types.criteria import Pack
from premark.types.document import Value

# What stood in the way may be gone the next time: the machine's load, or the file's own place.
MAY_CHANGE = frozenset({"crashed", "timed_out", "out_of_memory", "missing", "unreadable"})
_FORMATS = ("html", "json", "docx", "csv")
_ENDINGS = tuple(f"{kind}.{name}" for kind in (".premark", ".check.premark") for name in _FORMATS)


class Planned(Value):
    """How a run begins. `gone` are submissions of earlier runs that are not in the source now.

    `changed` were done under another key, `redrawn` lacked a report, `again` had failed.
    """

    waiting: int = 0
    done: int = 0
    failed: int = 0
    gone: int = 0
    changed: int = 0
    redrawn: int = 0
    again: int = 0


class Journal:
    """An open journal. `out` is the cohort's folder."""

    def __init__(self, database: sqlite3.Connection, out: Path) -> None:
        self._database = database
        self.out = out
        self.path = out / NAME

    def plan(
        self, submissions: Iterable[Submission], settings: Settings, *, retry_failed: bool = False
    ) -> Planned:
        """Take in what there is to review, and say what of it is done. One transaction."""
        tally: Counter[str] = Counter()
        limits = limits_digest(limits_in_force())
        with self._writing() as write:
            write("UPDATE submission SET here = 0")
            for pack in settings.packs.values():
                row = (pack.digest, pack.code, packed(pack))
                write("INSERT OR REPLACE INTO pack VALUES (?, ?, ?)", row)
            for place, submission in enumerate(submissions):
                key, pack = settings.key(submission), settings.packs[submission.unit]
                why = self._why(submission.id, key, limits, retry_failed)
                tally[why] += 1
                self._take_in(submission, place, (key, pack.digest), why)
            write("DELETE FROM pack WHERE digest NOT IN (SELECT pack FROM submission)")
            if self.counts().total() != tally.total():
                raise ValueError("two submissions have the same id")
        return self._planned(tally)

    def todo(self) -> list[str]:
        """The submissions that wait, in order; those that were begun before come last.

        What was in hand when a run was killed may be what killed it.
        """
        sql = "SELECT id FROM submission WHERE state = 'waiting' AND here ORDER BY {}"
        return [row[0] for row in self._rows(sql.format("attempts > 0, place"))]

    def begin(self, submission: str) -> None:
        """Note that a submission is in hand."""
        with self._writing() as write:
            sql = "UPDATE submission SET attempts = attempts + 1, begun = ? WHERE id = ?"
            write(sql, (_now(), submission))

    def finish(self, outcome: Outcome, cost: Cost | None = None) -> bool:
        """Keep what came of a submission; false where it was done or is not waited for any more.

        Reports that it has no longer are deleted.
        """
        row = self._row(outcome.submission)
        if row is None or row["state"] != "waiting":
            return False
        if isinstance(outcome, Reviewed) and outcome.key != row["key"]:
            return False
        self._sweep(outcome.submission, outcome.files if isinstance(outcome, Reviewed) else ())
        with self._writing() as write:
            self._settle(write, outcome, cost or Cost())
        return True

    def records(self) -> Iterator[Record]:
        """The records of what is done and still there, one at a time, ordered by submission."""
        sql = "SELECT record.body FROM submission JOIN record USING (id) " \
            "WHERE state = 'done' AND here ORDER BY submission.id"  # fmt: skip
        for row in self._rows(sql):
            yield record_of(row[0], self.path)

    def record(self, submission: str) -> Record | None:
        """The record of one submission; None where it is not done or not there."""
        sql = "SELECT record.body FROM submission JOIN record USING (id) " \
            "WHERE state = 'done' AND here AND submission.id = ?"  # fmt: skip
        for row in self._rows(sql, (submission,)):
            return record_of(row[0], self.path)
        return None

    def failures(self) -> Iterator[Failed]:
        """What could not be reviewed, ordered by submission."""
        sql = "SELECT id AS submission, unit, status, says, next_step FROM submission " \
            "WHERE state = 'failed' AND here ORDER BY id"  # fmt: skip
        for row in self._rows(sql):
            yield Failed.model_validate(dict(row))

    def done(self) -> dict[str, tuple[str, ...]]:
        """The names of the reports of each submission that is done and still there, by its id."""
        sql = "SELECT id, files FROM submission WHERE state = 'done' AND here ORDER BY id"
        return {row[0]: tuple(json.loads(row[1])) for row in self._rows(sql)}

    def cut_short(self) -> list[str]:
        """Submissions that were reviewed without one of their files."""
        sql = "SELECT id FROM submission WHERE state = 'done' AND here AND left_out != '[]'"
        return [row[0] for row in self._rows(f"{sql} ORDER BY id")]

    def gone(self) -> list[str]:
        """Submissions of earlier runs that the source does not have now."""
        return [row[0] for row in self._rows("SELECT id FROM submission WHERE NOT here")]

    def forget_gone(self) -> int:
        """Delete what is kept of submissions that the source does not have now, reports and all."""
        gone = self.gone()
        for submission in gone:
            self._sweep(submission, ())
        with self._writing() as write:
            for submission in gone:
                write("DELETE FROM record WHERE id = ?", (submission,))
                write("DELETE FROM submission WHERE id = ?", (submission,))
        return len(gone)

    def counts(self) -> Counter[str]:
        """How many of the submissions that are here wait, are done and failed."""
        sql = "SELECT state, count(*) FROM submission WHERE here GROUP BY state"
        return Counter({row[0]: row[1] for row in self._rows(sql)})

    def packs(self) -> dict[str, Pack]:
        """The pack of each unit of the submissions that are done, by its code."""
        used = "SELECT pack FROM submission WHERE state = 'done' AND here"
        sql = f"SELECT body FROM pack WHERE digest IN ({used})"
        found = [pack_of(row[0], self.path) for row in self._rows(sql)]
        return {pack.code: pack for pack in sorted(found, key=lambda pack: pack.code)}

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._database.close()

    def settle(self) -> None:
        """Make it the one file that it is between runs, which can be read and copied as it is."""
        with suppress(sqlite3.Error, OSError):
            self._database.execute("PRAGMA journal_mode = DELETE")
            # Of somebody who read it after a run was killed; no run makes one.
            self.path.with_name(f"{NAME}-shm").unlink(missing_ok=True)

    def _why(self, submission: str, key: str, limits: str, retry_failed: bool) -> str:
        """What is to become of a submission: "kept", or why it is to be reviewed."""
        row = self._row(submission)
        if row is None or row["state"] == "waiting":
            return "waiting"
        if row["key"] != key:
            return "changed"
        if row["state"] == "failed":
            may_change = row["status"] in MAY_CHANGE or row["limits"] != limits
            return "again" if may_change or retry_failed else "kept"
        if retry_failed and row["left_out"] != "[]":
            return "again"
        reports = [self.out / REPORTS / name for name in json.loads(row["files"])]
        return "kept" if all(_there(path) for path in reports) else "redrawn"

    def _take_in(
        self, submission: Submission, place: int, made: tuple[str, str], why: str
    ) -> None:
        sql = "INSERT INTO submission (id, unit, place, here, key, pack, state) " \
            "VALUES (?, ?, ?, 1, ?, ?, 'waiting') ON CONFLICT (id) DO UPDATE SET " \
            "unit = excluded.unit, place = excluded.place, here = 1"  # fmt: skip
        if why != "kept":
            sql += ", key = excluded.key, pack = excluded.pack, state = 'waiting', " \
                "attempts = CASE WHEN key = excluded.key AND state = 'waiting' " \
                "THEN attempts ELSE 0 END"  # fmt: skip
        self._database.execute(sql, (submission.id, submission.unit, place, *made))

    def _planned(self, tally: Counter[str]) -> Planned:
        now = self.counts()
        told_ = {name: tally[name] for name in ("changed", "redrawn", "again")}
        states = {name: now[name] for name in ("waiting", "done", "failed")}
        return Planned(**told_, **states, gone=len(self.gone()))

    def _settle(self, write: Callable[..., Any], outcome: Outcome, cost: Cost) -> None:
        sets: dict[str, object] = {**cost.model_dump(), "finished": _now()}
        write("DELETE FROM record WHERE id = ?", (outcome.submission,))
        if isinstance(outcome, Reviewed):
            write("INSERT INTO record VALUES (?, ?)", (outcome.submission, outcome.packed))
            sets |= {"state": "done", "status": "", "says": "", "next_step": "", "limits": ""}
            sets |= {"files": json.dumps(outcome.files), "words": outcome.words}
            sets |= {"left_out": json.dumps(outcome.left_out)}
        else:
            sets |= {"state": "failed", "status": outcome.status, "says": outcome.says}
            sets |= {"next_step": outcome.next_step, "files": "[]", "left_out": "[]", "words": 0}
            sets |= {"limits": limits_digest(limits_in_force())}
        names = ", ".join(f"{name} = ?" for name in sets)
        values = (*sets.values(), outcome.submission)
        write(f"UPDATE submission SET {names} WHERE id = ?", values)

    def _sweep(self, submission: str, now: Collection[str]) -> None:
        """Delete a submission's reports but for those that it has now.

        Before it is kept that they are gone: killed in between, they are looked for again.
        """
        for ending in _ENDINGS:
            name = f"{submission}{ending}"
            if name not in now and Path(name).name == name:
                with suppress(OSError):
                    (self.out / REPORTS / name).unlink(missing_ok=True)

    def _row(self, submission: str) -> sqlite3.Row | None:
        sql = "SELECT * FROM submission WHERE id = ?"
        return next(iter(self._rows(sql, (submission,))), None)

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[sqlite3.Row]:
        with told(self.path):
            cursor = self._database.cursor()
            cursor.row_factory = sqlite3.Row
            yield from cursor.execute(sql, values)

    @contextmanager
    def _writing(self) -> Iterator[Callable[..., Any]]:
        with told(self.path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database.execute
                self._database.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._database.execute("ROLLBACK")
                raise


@contextmanager
def open_journal(out: Path) -> Iterator[Journal]:
    """The journal of the cohort's folder, made where there is none; held until the block ends.

    Raises OutputError where another run holds it, DamagedFile where it cannot be relied on.
    """
    journal = Journal(connect(out / NAME), out)
    try:
        yield journal
    finally:
        journal.settle()
        journal.close()


@contextmanager
def read_journal(out: Path) -> Iterator[Journal]:
    """The journal of an earlier run, to be read. Raises OutputError where there is none."""
    journal = Journal(connect_to_read(out / NAME), out)
    try:
        yield journal
    finally:
        journal.close()


def _there(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size > 0
    except OSError:
        return False


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
