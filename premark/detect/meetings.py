"""What a log's row, entry or sentence came to: one meeting, and the finding that stands for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from premark.detect.dates import Day
from premark.types.document import Passage
from premark.types.evidence import Finding

Of = Literal["practice", "supervision", "planned"]
SUM_ROW, SUM_LINE = "summary row", "summary line"  # rules of what sums up several meetings


@dataclass(frozen=True)
class Meeting:
    """Characters `start` to `end` of a passage say that a meeting was held, or is planned.

    `why_not` is "" for one that counts: cancelled, total, no duration, in another log. `clock`
    is when it began and ended, in minutes of the day, where the log says so.
    """

    passage: Passage
    start: int
    end: int
    of: Of
    hours: float | None
    rule: str
    client: str = ""
    day: Day | None = None
    name: str = ""
    why_not: str = ""
    clock: tuple[int, int] | None = None

    @property
    def counts(self) -> bool:
        return not self.why_not

    @property
    def key(self) -> str:
        when = self.day.written if self.day else self.name
        return " ".join(part for part in (self.client, when) if part) or self.of


def as_finding(meeting: Meeting) -> Finding:
    """The finding of kind session; its facts say whether it is counted and why not."""
    at = meeting.passage.locate(meeting.start, meeting.end)
    facts = (
        ("of", meeting.of),
        ("counted", "yes" if meeting.counts else "no"),
        ("client", meeting.client),
        ("date", meeting.day.written if meeting.day else ""),
        ("why-not", meeting.why_not),
    )
    return Finding(
        detector="sessions",
        rule=meeting.rule,
        kind="session",
        key=meeting.key,
        at=at,
        quote=meeting.passage.text[meeting.start : meeting.start + at.end - at.start],
        because=_because(meeting),
        passage=meeting.passage.id,
        value=meeting.hours,
        facts=facts,
    )


def _because(meeting: Meeting) -> str:
    length = "no length" if meeting.hours is None else f"{meeting.hours:g} hours"
    if meeting.counts:
        return f"this {meeting.rule} says {length}, {meeting.of}"
    return f"this {meeting.rule} says {length}, {meeting.of}; not counted: {meeting.why_not}"


def settled(meetings: list[Meeting]) -> list[Meeting]:
    """The same meetings, those told twice (same day and person, or prose over a table) once."""
    kept: list[Meeting] = []
    by_day: dict[tuple[int, int] | None, list[Meeting]] = {}
    for meeting in meetings:
        others = by_day.setdefault(_date(meeting), [])
        twin = meeting.counts and any(_same(meeting, other) for other in others)
        kept.append(_again(meeting) if twin else meeting)
        if meeting.counts and not twin and meeting.day is not None:
            others.append(meeting)
    return kept


def beside_logs(meetings: list[Meeting]) -> list[Meeting]:
    """The same meetings; a sum counts only for a person whom no log or earlier sum is of."""
    logged = [m for m in meetings if m.counts and m.rule not in (SUM_ROW, SUM_LINE)]
    told: dict[tuple[Of, str], object] = {(m.of, m.client): "log" for m in logged}
    kept = []
    for meeting in meetings:
        if meeting.counts and meeting.rule in (SUM_ROW, SUM_LINE):
            rows = meeting.rule == SUM_ROW
            place = meeting.passage.table if rows else meeting.passage.section
            other = any(
                of == meeting.of and at != (meeting.rule, place) and _may_be(client, meeting.client)
                for (of, client), at in told.items()
            )
            told.setdefault((meeting.of, meeting.client), (meeting.rule, place))
            kept.append(_again(meeting) if other else meeting)
        else:
            kept.append(meeting)
    return kept


def _may_be(one: str, other: str) -> bool:
    """Whether two meetings may be with one person: nobody named is anybody."""
    return one == other or not one or not other


def _date(meeting: Meeting) -> tuple[int, int] | None:
    return (meeting.day.day, meeting.day.month) if meeting.day else None


def _again(meeting: Meeting) -> Meeting:
    return Meeting(**{**vars(meeting), "why_not": "already in a log"})


def _same(one: Meeting, other: Meeting) -> bool:
    if one.of != other.of or one.day is None or other.day is None:
        return False
    days = (one.day.day, one.day.month) == (other.day.day, other.day.month)
    years = {one.day.year, other.day.year} - {None}
    people = one.client == other.client and bool(one.client)
    prose = one.rule != "row" and one.client in ("", other.client)
    apart = one.passage.id != other.passage.id
    return days and len(years) < 2 and apart and (people or prose)
