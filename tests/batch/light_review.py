"""A stand-in for a review, for the tests of runs: quick, without models, with faults on order.

What a submission is to do stands in its `about` as "does": "" to be reviewed, "raise", "die",
"die-once", "sleep". Each attempt leaves a line in `attempts.txt` of the cohort's folder.
"""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from premark.batch.kept import packed
from premark.batch.one import REPORTS, Outcome, Reviewed, Settings, failed
from premark.packs.load import find_pack
from premark.types.cohort import Record, Submission
from premark.types.evidence import MadeWith

UNIT = "8580-500"
SECRET = "Ermintrude keeps seventeen llamas"  # words that a submission could have
ATTEMPTS = "attempts.txt"
SLEEP = 0.05


def load() -> None:
    """There is nothing to load."""


def settings(out: Path) -> Settings:
    return Settings(out=out, packs={UNIT: find_pack(UNIT)}, made={UNIT: "0" * 64})


def cohort(number: int, does: dict[int, str] | None = None) -> list[Submission]:
    """Submissions s-000, s-001..., some of which are to do something."""
    orders = does or {}
    return [
        Submission(id=f"s-{i:03}", unit=UNIT, learner=SECRET, about=(("does", orders.get(i, "")),))
        for i in range(number)
    ]


def review(submission: Submission, settings: Settings) -> Outcome:
    """A record of next to nothing and a report of one line, or what the submission asks for."""
    does = submission.fact("does")
    before = attempts(settings.out)[submission.id]
    _note(settings.out, submission.id)
    if does == "raise":
        raise ValueError(SECRET)
    if does == "fail":
        return failed(submission, "empty")
    if does == "die" or (does == "die-once" and not before):
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(SLEEP if does == "sleep" else 0)
    return reviewed(submission, settings)


def slow_review(submission: Submission, settings: Settings) -> Outcome:
    """The same, in a time in which a run can be stopped."""
    time.sleep(SLEEP)
    return review(submission, settings)


def reviewed(submission: Submission, settings: Settings) -> Reviewed:
    name = f"{submission.id}.premark.html"
    (settings.out / REPORTS).mkdir(parents=True, exist_ok=True)
    beside = settings.out / REPORTS / f".{submission.id}-{os.getpid()}"
    beside.write_text(submission.id, encoding="ascii")
    beside.replace(settings.out / REPORTS / name)
    key = settings.key(submission)
    made = MadeWith(
        premark="0", packages=(), encoder="", parser="", pack="0", patterns="0", models=""
    )
    record = Record(
        submission=submission.id, unit=submission.unit, pack_version="1", key=key, files=(),
        words=10, citations=0, references=0, criteria=(), made_with=made,
    )  # fmt: skip
    return Reviewed(
        submission=submission.id, unit=submission.unit, key=key, packed=packed(record),
        files=(name,), words=10,
    )  # fmt: skip


def attempts(out: Path) -> Counter[str]:
    """How often each submission was begun, by whatever process."""
    path = out / ATTEMPTS
    return Counter(path.read_text().split() if path.exists() else ())


def _note(out: Path, submission: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(out / ATTEMPTS, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        os.write(descriptor, f"{submission}\n".encode())
    finally:
        os.close(descriptor)


def ids(outcomes: Sequence[Outcome]) -> list[str]:
    return sorted(one.submission for one in outcomes)
