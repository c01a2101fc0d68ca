"""What does not fit in a log: overlaps, dates that cannot be, claims, rows that lack."""

from __future__ import annotations

import pytest

from premark.detect.log_checks import log_problems
from premark.types.evidence import Finding
from tests.detect.submissions import NO_RULES, Draft, Rows

HEAD = ["Date", "Client", "Length", "Topic and link to goal"]


def problems(draft: Draft) -> list[Finding]:
    return list(log_problems(draft.seen(), NO_RULES))


def rules(draft: Draft) -> list[str]:
    return [f.rule for f in problems(draft)]


SOUND: Rows = [
    HEAD,
    ["3 May 2024", "A", "10:00-11:00", "Aims"],
    ["3 May 2024", "B", "11:00-12:00", "Her goal: the rota"],
    ["17 May 2024", "A", "90 mins", "Options"],
    ["Total", "", "3.5 hours", ""],
]


def test_a_sound_log_has_no_problem() -> None:
    said = "I have completed 3.5 hours of coaching. I planned 20 hours of coaching."
    assert problems(Draft().rows(SOUND).prose(said)) == []


@pytest.mark.parametrize(
    "times", [("10:00-11:30", "11:00-12:00"), ("2pm to 3pm", "14:30 - 15:00"), ("9-10am", "9-10am")]
)
def test_two_meetings_at_one_time_overlap(times: tuple[str, str]) -> None:
    rows = [HEAD, ["3 May 2024", "A", times[0], "Goal"], ["3 May 2024", "B", times[1], "Goal"]]
    (found,) = problems(Draft().rows(rows))
    assert found.rule == "overlap" and "2024-05-03" in found.because


def test_start_and_finish_columns_overlap_too() -> None:
    rows = [
        ["Date", "Client", "Start", "Finish", "Goal worked on"],
        ["3 May 2024", "A", "10:00", "11:15", "One"],
        ["3 May 2024", "B", "11:00", "12:00", "Two"],
    ]
    assert rules(Draft().rows(rows)) == ["overlap"]


def test_a_cancelled_meeting_overlaps_nothing() -> None:
    rows = [
        HEAD,
        ["3 May 2024", "A", "10:00-11:00", "Cancelled by client"],
        ["3 May 2024", "B", "10:30-11:30", "Goal"],
    ]
    assert "overlap" not in rules(Draft().rows(rows))


@pytest.mark.parametrize(
    ("date", "rule"),
    [
        ("31 June 2024", "impossible date"),
        ("30/02/2024", "impossible date"),
        ("29 February 2023", "impossible date"),
        ("32/05/2024", "impossible date"),
        ("14/15/2024", "impossible date"),
        ("Monday 3 May 2024", "weekday"),
        ("3 May 2042", "odd year"),
    ],
)
def test_a_date_that_cannot_be_is_told(date: str, rule: str) -> None:
    rest = [[f"{day} May 2024", "A", "1 hour", "Goal"] for day in (10, 17, 24)]
    (found,) = problems(Draft().rows([HEAD, [date, "A", "1 hour", "Goal"], *rest]))
    assert found.rule == rule and found.quote


def test_a_leap_day_and_a_right_weekday_are_sound() -> None:
    rows = [HEAD, ["29 February 2024", "A", "1 hour", "Goal"],
            ["Friday 3 May 2024", "A", "1 hour", "Goal"]]  # fmt: skip
    assert problems(Draft().rows(rows)) == []


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("I have completed 20 hours of coaching.", 1),
        ("In all I delivered twelve hours of coaching with two clients.", 1),
        ("I have completed 3.5 hours of coaching.", 0),
        ("The first two clients had two hours of coaching between them.", 0),
        ("I planned twenty hours of coaching.", 0),
        ("Under 24 hours' notice counts as a coaching session held.", 0),
    ],
)
def test_a_claim_that_the_log_does_not_bear_out_is_told(said: str, wanted: int) -> None:
    found = [f for f in problems(Draft().rows(SOUND).prose(said)) if f.rule == "claim"]
    assert len(found) == wanted
    assert all("3.5" in f.because for f in found)


def test_a_claim_is_quoted_with_its_sentence() -> None:
    said = "It was a hard year. I have completed 20.5 hours of coaching, as Dr. Lee saw. It paid."
    (found,) = [f for f in problems(Draft().rows(SOUND).prose(said)) if f.rule == "claim"]
    assert found.quote.startswith("I have completed 20.5 hours of coaching")


def test_a_claim_without_any_log_is_told() -> None:
    (found,) = problems(Draft().prose("I have completed 20 hours of coaching."))
    assert found.rule == "claim" and "no log" in found.because


def test_rows_without_a_date_or_a_length_are_told() -> None:
    rows = [HEAD, ["", "A", "1 hour", "Goal"], ["3 May 2024", "A", "", "Goal"],
            ["10 May 2024", "A", "1 hour", "Goal"], ["17 May 2024", "A", "1 hour", "Goal"],
            ["24 May 2024", "A", "1 hour", "Goal"]]  # fmt: skip
    assert rules(Draft().rows(rows)) == ["no date", "no length"]


def test_a_row_that_does_not_say_what_it_was_about_is_told() -> None:
    rows = [HEAD, ["3 May 2024", "A", "1 hour", ""], *SOUND[1:4]]
    assert rules(Draft().rows(rows)) == ["no aim"]


def test_a_problem_says_what_its_log_is_of_and_a_claim_what_is_logged() -> None:
    said = "I have completed 20 hours of coaching."
    (claim,) = problems(Draft().rows(SOUND).prose(said))
    assert (claim.fact("of"), claim.fact("logged")) == ("practice", "3.5")
    head = ["Date", "Supervisor", "Length", "Discussed in supervision"]
    rows = [head, ["31 June 2024", "S", "1 hour", "A"], ["9 May 2024", "S", "1 hour", "B"]]
    draft = Draft().heading("Supervision log").rows(rows)
    assert [f.fact("of") for f in problems(draft)] == ["supervision"]


def test_a_log_without_aims_or_goals_is_told_once() -> None:
    rows = [["Date", "Client", "Length"], ["3 May 2024", "A", "1 hour"], ["9 May 2024", "A", "1 h"]]
    assert rules(Draft().rows(rows)) == ["no aim", "no link to goals"]


def test_a_log_without_a_link_to_goals_is_told_once() -> None:
    rows = [["Date", "Client", "Length", "Topic"], ["3 May 2024", "A", "1 hour", "The rota"],
            ["9 May 2024", "A", "1 h", "The team"]]  # fmt: skip
    assert rules(Draft().rows(rows)) == ["no link to goals"]


def test_every_problem_quotes_its_place() -> None:
    rows = [["Date", "Client", "Length"], ["31 June 2024", "A", "10:00-11:00"],
            ["9 May 2024", "A", "1 h"]]  # fmt: skip
    draft = Draft().rows(rows).prose("I have completed 20 hours of coaching.")
    texts = {p.id: p.text for p in draft.passages}
    kept = problems(draft)
    assert len(kept) >= 4
    for found in kept:
        assert found.quote == texts[found.passage][found.at.start : found.at.end]
