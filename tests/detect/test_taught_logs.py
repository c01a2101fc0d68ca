"""Tables of sessions that were taught: logs whose hours are practice, and plans of one session."""

from __future__ import annotations

import pytest

from benchmarks.logs import quantities
from premark.detect.log_tables import tables
from tests.detect.submissions import Draft

PRACTICE = "coaching_hours"  # what the labels call hours of practice


def read(text: str, heading: str = "Teaching log") -> Draft:
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    draft = Draft()
    draft.heading(heading)
    return draft.rows(rows)


LOGS = {
    "lessons with an observer": (
        """Date | Class | Lesson | Learners | Duration | Observed by
        2 October 2025 | L2 Barbering | Consultation | 12 | 2 hours |
        9 October 2025 | L2 Barbering | Clipper grades | 12 | 2 hours | Mentor
        16 October 2025 | L1 Hair | Shampooing | 15 | 1.5 hours |
        Total | | | | 5.5 hours |""",
        5.5,
    ),
    "a group, a topic and bare hours": (
        """Date | Group | Topic | Hours
        06/10/2025 | Level 1 Business | Customers | 2
        13/10/2025 | Level 1 Business | Adverts | 2
        20/10/2025 | Level 1 Business | Cancelled, snow | 2""",
        4.0,
    ),
    "times of the clock": (
        """Date | Time | Cohort | Lesson taught | Observed by
        Tue 7 Oct 2025 | 9.00-11.00 | Day release | Soldering | JT
        Tue 14 Oct 2025 | 13.00-14.30 | Day release | Testing |""",
        3.5,
    ),
    "minutes and an activity": (
        """No | Date | Students | Activity | Length (mins)
        1 | 3 March 2026 | 9 | Training heads | 90
        2 | 10 March 2026 | 8 | Workshop task | 120""",
        3.5,
    ),
    "whole days": (
        """Date | Group | Content | Hours
        5 May 2026 | First aid at work | Day 1 | 6
        6 May 2026 | First aid at work | Day 2 | 6""",
        12.0,
    ),
    "start and finish": (
        """No | Date | Group | Topic | Start | Finish
        1 | 7 Oct 2025 | E2 | Forms | 10.00 | 12.00
        2 | 9 Oct 2025 | E2 | Numbers | 10.00 | 12.30""",
        4.5,
    ),
}


@pytest.mark.parametrize("name", LOGS)
def test_a_log_of_taught_sessions_is_practice_and_its_hours_are_summed(name: str) -> None:
    text, hours = LOGS[name]
    seen = read(text).seen()
    assert [table.kind for table in tables(seen)] == ["session_log"]
    assert quantities(seen)[PRACTICE] == hours
    assert quantities(seen)["clients"] == 0


PLANS = {
    "what each does": """Time | What I do | What they do | Resources | How I check
        9.00-9.15 | Quick quiz | Vote | Phones | Scores
        9.15-9.35 | Show it | Watch | Training head | Ask three
        9.35-10.30 | Go round | Work in pairs | Clippers | Tick list""",
    "minutes and activities": """
        Timing | Teacher activity | Learner activity | Resources | Assessment
        10 min | Mime | Guess the word | Cards | Who names six
        20 min | Play it twice | Put strips in order | Recording | Order right
        30 min | Listen | Role play | Role cards | Tick sheet""",
    "a start for each stage": """Start | Stage | Method | Differentiation
        13:00 | Recap | Questions | Names
        13:10 | New skill | Demonstration | Large print
        13:40 | Practice | Pairs | Extension""",
}


@pytest.mark.parametrize("name", PLANS)
def test_timed_steps_of_one_session_are_a_plan_and_no_log(name: str) -> None:
    seen = read(PLANS[name], "Lesson plan").seen()
    assert [table.kind for table in tables(seen)] == ["session_plan"]
    assert quantities(seen)[PRACTICE] == 0


OTHERS = [
    """Date | Course | Provider | Hours | What I learned
    3 May 2025 | Safeguarding | College | 2 | Whom to tell
    9 May 2025 | Feedback | College | 3 | Say it soon""",
    """Date | Lesson learnt | What I felt | What I would do differently
    3 May 2025 | Wait | Hurried | Count to five
    9 May 2025 | Ask | Calm | Ask again""",
    """Action | Resources | By when | How I will know
    Sit in on a colleague | Cover | May 2026 | My notes
    Take the course | 200 pounds | June 2026 | Certificate
    Read on questions | Library | July 2026 | Ten questions""",
]


@pytest.mark.parametrize("text", OTHERS)
def test_own_learning_and_development_stay_what_they_were(text: str) -> None:
    kinds = {table.kind for table in tables(read(text, "My development").seen())}
    assert not kinds & {"session_log", "session_plan"}
