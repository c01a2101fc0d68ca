"""Stand-ins for the engine that spawned workers can import: quick, or broken in a chosen way.

What a submission is to do stands in its learner's name, as "slow", "dies", "grows"...
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from premark.batch.kept import packed
from premark.batch.one import REPORTS, Outcome, Reviewed, Settings, failed
from premark.errors import ModelMissing, OutputError
from premark.packs.load import find_pack
from premark.types.cohort import CriterionRow, Given, Record, Submission
from premark.types.evidence import MadeWith

UNIT, OTHER = "8580-500", "8580-501"
LOG = "reviewed.log"
_MADE = MadeWith(
    premark="0", packages=(), encoder="none", parser="none", pack="", patterns="", models=""
)
CRITERIA = (
    CriterionRow(criterion="1.1", strength="limited", verb="explain", verb_state="met"),
)


def load() -> None:
    """Nothing to load."""


def no_model() -> None:
    raise ModelMissing("the sentence encoder is not installed", hint="Install it.")


def dies_at_birth() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def submissions(number: int, what: str = "", unit: str = UNIT) -> tuple[Submission, ...]:
    return tuple(
        Submission(
            id=f"s-{i:04}",
            unit=unit,
            learner=f"Learner {i} {what}".strip(),
            files=(Given(name=f"essay {i}.txt", path=f"essay {i}.txt", sha256=f"{i:064x}"),),
        )
        for i in range(number)
    )


def review(submission: Submission, settings: Settings) -> Outcome:
    """Write a line to the log and a report, after what the learner's name asks for."""
    with (settings.out / LOG).open("a", encoding="utf-8") as log:
        log.write(f"{submission.id} {os.getpid()}\n")
    done = _asked(submission, settings)
    if done is not None:
        return done
    names = tuple(f"{submission.id}.premark.{name}" for name in settings.formats)
    (settings.out / REPORTS).mkdir(parents=True, exist_ok=True)
    for name in names:
        (settings.out / REPORTS / name).write_text(submission.id, encoding="utf-8")
    return reviewed(submission, settings, names)


def reviewed(submission: Submission, settings: Settings, names: Iterable[str] = ()) -> Reviewed:
    record = Record(
        submission=submission.id,
        unit=submission.unit,
        pack_version="1",
        key=settings.key(submission),
        files=(),
        words=100,
        citations=0,
        references=0,
        criteria=CRITERIA,
        made_with=_MADE,
    )
    return Reviewed(
        submission=submission.id,
        unit=submission.unit,
        key=record.key,
        packed=packed(record),
        files=tuple(names),
        words=100,
    )


def _asked(submission: Submission, settings: Settings) -> Outcome | None:
    what = submission.learner.rpartition(" ")[2]
    once = settings.out / f"{submission.id}.tried"
    tried = once.exists()
    once.touch()
    if what == "slow":
        time.sleep(0.15)
    elif what == "stuck":
        time.sleep(600)
    elif what == "dies" or (what == "dies-once" and not tried):
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "raises":
        raise KeyError("words of the learner")
    elif what == "unread":
        return failed(submission, "encrypted", "file 1: needs a password")
    elif what == "crashes" and not tried:
        return failed(submission, "crashed")
    elif what == "full":
        raise OutputError("reports: could not be written (no space left)", hint="Make room.")
    elif what == "grows":
        held = bytearray(400_000_000)
        held[::4096] = b"1" * len(held[::4096])
        time.sleep(60)
    return None


def logged(out: Path) -> list[str]:
    """The ids that were reviewed, as often as they were."""
    log = out / LOG
    return [line.split()[0] for line in log.read_text().splitlines()] if log.exists() else []


def packs() -> dict[str, object]:
    return {code: find_pack(code) for code in (UNIT, OTHER)}


def with_threads(submission: Submission, settings: Settings) -> Outcome:
    (settings.out / "threads").write_text(os.environ["OMP_NUM_THREADS"])
    return reviewed(submission, settings)
