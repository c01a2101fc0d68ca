"""How a cohort's run ended in; the lines that the terminal shows of it out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from premark.batch.lists import FAILURES
from premark.batch.whole import Ended
from premark.packs.statuses import load_statuses


def summary(ended: Ended, out: Path) -> Iterator[str]:
    """What was reviewed now and before, what failed and why, and what was written.

    Lines that go with the one before begin with two blanks.
    """
    yield from _reviewed(ended)
    yield from _failed(ended, out)
    yield from (f"  {note}" for note in ended.notes)
    yield from (f"wrote {path}" for path in ended.written)


def _reviewed(ended: Ended) -> Iterator[str]:
    ran = ended.ran
    yield f"{ran.done:,} reviewed now, {ended.done - ran.done:,} before, {ended.failed:,} failed"
    if ran.done:
        each = ran.seconds / (ran.done + ran.failed)
        yield f"  {each:.1f} processor seconds each; the largest process had {ran.peak_mb:,.0f} MB"
    if ended.cut_short:
        one = ended.cut_short == 1
        yield f"  {ended.cut_short:,} of them {'is' if one else 'are'} without a file that could " \
            "not be read: their reports say which"  # fmt: skip


def _failed(ended: Ended, out: Path) -> Iterator[str]:
    """Each status with its number; a failed submission has no review, so nothing is said of it."""
    if not ended.failed:
        return
    yield f"{ended.failed:,} could not be reviewed; {out / FAILURES} says which and what to do"
    known = load_statuses()
    for status in sorted(ended.statuses, key=lambda code: (-ended.statuses[code], code)):
        says = known[status].says if status in known else ""
        yield f"  {ended.statuses[status]:5,} {status}: {says}"
