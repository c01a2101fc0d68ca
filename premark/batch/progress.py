"""How a run goes in; a bar on the terminal, or a line every so often where there is none, out."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from premark.batch.run import Ran, Said

EVERY = 30.0  # seconds between lines
WINDOW = 100  # submissions over which the rate is taken: the first wait for the models to load


@contextmanager
def progress(console: Console | None = None) -> Iterator[Said]:
    """What a run is to tell of each step: done, failed, rate, time left."""
    shown = console or Console(stderr=True)
    teller = _bar(shown) if shown.is_terminal else _lines(shown)
    with teller as tell:
        yield tell


@contextmanager
def _bar(console: Console) -> Iterator[Said]:
    columns = (TextColumn("reviewing"), BarColumn(), TextColumn("{task.description}"))
    pace = Pace()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("the models are loading", total=None)

        def tell(ran: Ran) -> None:
            pace.add(ran)
            bar.update(task, total=ran.total, completed=ran.done + ran.failed,
                       description=line(ran, pace))  # fmt: skip

        yield tell


@contextmanager
def _lines(console: Console) -> Iterator[Said]:
    pace, said = Pace(), [time.monotonic()]

    def tell(ran: Ran) -> None:
        pace.add(ran)
        if time.monotonic() - said[0] >= EVERY:
            said[0] = time.monotonic()
            console.print(f"premark: {line(ran, pace)}", markup=False, highlight=False)

    yield tell


class Pace:
    """When the last submissions came back, for the rate at which they do now."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque(maxlen=WINDOW)

    def add(self, ran: Ran) -> None:
        finished = ran.done + ran.failed
        if not self._seen or self._seen[-1][1] != finished:
            self._seen.append((ran.wall, finished))

    def a_minute(self) -> float:
        """Submissions a minute; 0 where too few have come back to tell."""
        if not self._seen:
            return 0.0
        (began, first), (ended, last) = self._seen[0], self._seen[-1]
        return 60 * (last - first) / (ended - began) if ended > began else 0.0


def line(ran: Ran, pace: Pace) -> str:
    """"212 of 2,000, 3 failed, 82 a minute, 22 minutes left"."""
    finished = ran.done + ran.failed
    parts = [f"{finished:,} of {ran.total:,}"]
    if ran.failed:
        parts.append(f"{ran.failed:,} failed")
    rate = pace.a_minute()
    if not finished:
        parts.append("the models are loading")
    elif rate:
        parts += [f"{rate:,.0f} a minute" if rate >= 2 else f"{rate * 60:,.0f} an hour"]
        parts.append(_left((ran.total - finished) / rate))
    return ", ".join(parts)


def _left(minutes: float) -> str:
    if minutes < 1:
        return "less than a minute left"
    if minutes < 90:
        return f"about {minutes:.0f} {'minute' if round(minutes) == 1 else 'minutes'} left"
    return f"about {minutes / 60:.1f} hours left"
