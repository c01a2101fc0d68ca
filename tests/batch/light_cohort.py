"""`python light_cohort.py OUT NUMBER SCHEDULER`: a run over submissions that a stand-in reviews."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import light_review as light

from premark.batch.cluster import on_cluster
from premark.batch.journal import open_journal
from premark.batch.run import reviewed, run
from premark.batch.worker import Job


def main(out: Path, number: int, scheduler: str) -> None:
    submissions = light.cohort(number)
    by_id = {one.id: one for one in submissions}
    job = Job(light.settings(out), review=light.slow_review, load=light.load)
    with open_journal(out) as journal:
        journal.plan(submissions, job.settings)
        waiting = [by_id[one] for one in journal.todo()]
        reviews = partial(reviewed, job=job, workers=2)
        if scheduler:
            at = {"waiting": waiting, "scheduler": scheduler, "workers": 2}
            reviews = partial(on_cluster, job=job, **at)
        run(journal, by_id, reviews, said=_told)


def _told(ran: object) -> None:
    print(ran.done + ran.failed, flush=True)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
