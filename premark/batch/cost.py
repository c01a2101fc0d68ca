"""A review to be made in; its outcome and what it cost this process and its readers out."""

from __future__ import annotations

import os
import time

import psutil

from premark.batch.one import Outcome, Review_, Settings
from premark.types.cohort import Submission
from premark.types.document import Value

MB = 1e6


class Cost(Value):
    """Processor and wall seconds of one review, and the MB that it left its worker with.

    Both count the worker and the child that reads files for it.
    """

    seconds: float = 0.0
    wall: float = 0.0
    mb: float = 0.0


def measured(
    review: Review_, submission: Submission, settings: Settings
) -> tuple[Outcome, Cost]:
    """Make a review and say what it cost. Raises what it raises."""
    own = psutil.Process()
    before, began = _seconds(own)[0], time.perf_counter()
    outcome = review(submission, settings)
    wall = time.perf_counter() - began
    after, held = _seconds(own)
    spent = max(0.0, after - before)
    return outcome, Cost(seconds=round(spent, 3), wall=round(wall, 3), mb=round(held, 1))


def held_mb(process: psutil.Process) -> float:
    """Resident MB of a process and its children. Raises psutil.Error where it has gone."""
    return sum(_of(each)[1] for each in (process, *process.children(recursive=True)))


def _seconds(own: psutil.Process) -> tuple[float, float]:
    """Processor seconds of this process and its children, those that ended too; resident MB."""
    ended = os.times()
    found = [_of(each) for each in (own, *own.children())]
    seconds = ended.children_user + ended.children_system + sum(each[0] for each in found)
    return seconds, sum(each[1] for each in found)


def _of(process: psutil.Process) -> tuple[float, float]:
    try:
        times, held = process.cpu_times(), process.memory_info().rss
    except psutil.Error:  # it has just ended
        return 0.0, 0.0
    return float(times.user + times.system), float(held) / MB
