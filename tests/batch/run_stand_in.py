"""A process of its own that runs a cohort with stand-ins, for tests that kill it: DIR NUMBER."""

from __future__ import annotations

import sys
from pathlib import Path

import cohort_stand_in as stand_in

import premark.batch.whole as whole
import premark.lms
from premark.batch.worker import Job
from premark.lms import Intake


def main(out: Path, number: int, what: str) -> None:
    taken = Intake(submissions=stand_in.submissions(number, what))
    premark.lms.intake = lambda *given, **named: taken  # type: ignore[assignment]
    whole.write_outputs = lambda cohort, say: []  # type: ignore[assignment]
    ended = whole.make_cohort(
        whole.Asked(source=out.parent / "in", out=out, unit=stand_in.UNIT, workers=2),
        job=lambda settings: Job(settings, stand_in.review, stand_in.load),
    )
    print(ended.done, ended.failed, ended.ran.total)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "slow")
