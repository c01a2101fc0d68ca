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
    before, began = _seconds(own), time.perf_counter()
    outcome = review(submission, settings)
    wall = time.perf_counter() - began
    spent = max(0.0, _seconds(own) - before)
    return outcome, Cost(seconds=round(spent, 3), wall=round(wall, 3), mb=round(held_mb(own), 1))


def held_mb(process: psutil.Process) -> float:
    """Resident MB of a process and its children. Raises psutil.Error where it is gone."""
    held = float(process.memory_info().rss)
    for child in process.children(recursive=True):
        try:
            held += child.memory_info().rss
        except psutil.Error:  # it has just ended
            continue
    return held / MB


def _seconds(own: psutil.Process) -> float:
    """Processor seconds of this process, of its children that run and of those that ended."""
    times = os.times()
    spent = times.user + times.system + times.children_user + times.children_system
    for child in own.children():
        try:
            each = child.cpu_times()
        except psutil.Error:
            continue
        spent += each.user + each.system
    return float(spent)
