"""A planned journal in; what waits reviewed, each outcome kept as it comes, out."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from premark.batch.cost import Cost
from premark.batch.crew import BOUNDS, Bounds, Crew, How, Lost
from premark.batch.journal import Journal
from premark.batch.one import Outcome, Reviewed, failed
from premark.batch.worker import Job
from premark.types.cohort import Submission

EVERY = 0.5  # seconds between looks at the workers' memory and time
TRIES = 2  # of one submission in one run, where a worker dies with it
_SAID = {
    "memory": ("out_of_memory", "Its review took more memory than is allowed and was stopped."),
    "time": ("timed_out", "Its review took longer than is allowed and was stopped."),
    "died": ("crashed", "The process that reviewed it died, and died again with it."),
}
_READ_BY_EYE = "Run the same command again when the computer has less to do, or read it by eye."
Outcomes = Iterator[tuple[Outcome, Cost]]
Said = Callable[["Ran"], None]


@dataclass
class Ran:
    """How a run goes: `total` submissions that waited, and what came of them so far.

    `seconds` are the processor's, of all workers; `peak_mb` is the most of one with its reader.
    """

    total: int
    began: float = field(default_factory=time.monotonic)
    done: int = 0
    failed: int = 0
    words: int = 0
    seconds: float = 0.0
    peak_mb: float = 0.0

    @property
    def wall(self) -> float:
        return time.monotonic() - self.began


def run(
    journal: Journal,
    submissions: Mapping[str, Submission],
    reviews: Callable[[Iterable[Submission]], Outcomes],
    *,
    said: Said = lambda ran: None,
) -> Ran:
    """Review what waits in the journal. `submissions` are by id; `said` hears of every outcome.

    `reviews` takes submissions as it has room for them and gives each one's outcome, in any order:
    `reviewed` below, or a cluster's. What it raises ends the run, with all that is done kept.
    """
    waiting = journal.todo()
    ran = Ran(len(waiting))
    if not waiting:
        return ran
    with closing(reviews(_begun(journal, submissions, waiting))) as outcomes:  # type: ignore[type-var]
        for outcome, cost in outcomes:
            journal.finish(outcome, cost)
            _count(ran, outcome, cost)
            said(ran)
    return ran


def _begun(
    journal: Journal, submissions: Mapping[str, Submission], waiting: Iterable[str]
) -> Iterator[Submission]:
    for one in waiting:
        journal.begin(one)
        yield submissions[one]


def _count(ran: Ran, outcome: Outcome, cost: Cost) -> None:
    ran.seconds += cost.seconds
    ran.peak_mb = max(ran.peak_mb, cost.mb)
    if isinstance(outcome, Reviewed):
        ran.done += 1
        ran.words += outcome.words
    else:
        ran.failed += 1


def reviewed(
    submissions: Iterable[Submission], job: Job, *, workers: int, bounds: Bounds = BOUNDS
) -> Outcomes:
    """Review by worker processes of this computer; each submission's outcome comes once.

    Raises OutputError where reports cannot be written, ModelMissing, and Crashed where no worker
    can be started.
    """
    todo: Iterator[Submission] | None = iter(submissions)
    again: deque[Submission] = deque()
    lost: Counter[str] = Counter()
    with Crew(job, workers, bounds) as crew:
        while todo is not None or again or crew.busy:
            crew.make_ready(workers if todo is not None else len(again) + crew.busy)
            while crew.free and (again or todo is not None):
                one = again.popleft() if again else next(todo or iter(()), None)
                if one is None:
                    todo = None
                    break
                crew.give(one)
            for event in crew.events(EVERY):
                if not isinstance(event, Lost):
                    yield event.outcome, event.cost
                elif _once_more(event, lost):
                    again.append(event.submission)
                else:
                    yield given_up(event.submission, event.how), event.cost


def _once_more(event: Lost, lost: Counter[str]) -> bool:
    """Whether to try a submission again: where its worker died by itself, for the first time."""
    lost[event.submission.id] += 1
    return event.how == "died" and lost[event.submission.id] < TRIES


def given_up(submission: Submission, how: How) -> Outcome:
    """What is kept of a submission whose worker was stopped for it, or died with it each time."""
    status, says = _SAID[how]
    return failed(submission, status, says, _READ_BY_EYE)
