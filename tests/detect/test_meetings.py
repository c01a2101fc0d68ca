"""Meetings told twice count once, and a submission's meetings are worked out once."""

from __future__ import annotations

from itertools import product
from time import perf_counter

from builders import make_passage

from premark.detect.dates import Day
from premark.detect.meetings import Meeting, settled
from premark.detect.session_prose import told_meetings
from tests.detect.submissions import Draft


def met(number: int, client: str, day: int | None, rule: str = "row", why_not: str = "") -> Meeting:
    when = Day(0, 5, day, 3, 2024) if day else None
    passage = make_passage("3 March 2024, an hour.", number)
    return Meeting(passage, 0, 5, "practice", 1.0, rule, client, when, why_not=why_not)


def counted(*meetings: Meeting) -> list[bool]:
    return [m.counts for m in settled(list(meetings))]


def test_a_meeting_told_again_elsewhere_counts_once() -> None:
    assert counted(met(1, "A", 3), met(2, "A", 3)) == [True, False]
    assert counted(met(1, "A", 3), met(2, "", 3, "sentence")) == [True, False]


def test_meetings_of_other_days_people_or_the_same_row_all_count() -> None:
    assert counted(met(1, "A", 3), met(2, "A", 4), met(3, "B", 3), met(3, "B", 3)) == [True] * 4


def test_a_cancelled_meeting_hides_no_other() -> None:
    assert counted(met(1, "A", 3, why_not="cancelled"), met(2, "A", 3)) == [False, True]


def test_meetings_without_a_date_are_never_the_same() -> None:
    assert counted(met(1, "A", None), met(2, "A", None)) == [True, True]


def test_a_long_log_is_settled_without_comparing_every_pair() -> None:
    days, people = range(1, 29), [f"client {n}" for n in range(120)]
    many = [met(i, who, day) for i, (day, who) in enumerate(product(days, people))]
    began = perf_counter()
    assert all(m.counts for m in settled(many))
    assert perf_counter() - began < 5


def test_told_meetings_are_worked_out_once_for_a_submission() -> None:
    seen = Draft().prose("3 March 2024. Client A. 1 hour. We set goals and left it there.").seen()
    assert told_meetings(seen) is told_meetings(seen)
    assert [m.hours for m in told_meetings(seen)] == [1.0]
