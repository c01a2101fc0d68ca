"""What logs add up to, row by row and entry by entry."""

from __future__ import annotations

import pytest

from premark.detect.plans import months
from premark.detect.sessions import sessions
from premark.types.evidence import Finding
from tests.detect.submissions import NO_RULES, Draft, Rows


def found(draft: Draft) -> list[Finding]:
    return list(sessions(draft.seen(), NO_RULES))


def hours(draft: Draft, of: str = "practice") -> float:
    return round(
        sum(
            f.value or 0
            for f in found(draft)
            if f.kind == "session" and f.fact("of") == of and f.fact("counted") == "yes"
        ),
        2,
    )


def clients(draft: Draft) -> list[str]:
    return sorted({f.key for f in found(draft) if f.kind == "client"})


def why_not(draft: Draft) -> list[str]:
    return [f.fact("why-not") for f in found(draft) if f.fact("counted") == "no"]


LOGS: list[tuple[str, Rows, float]] = [
    (
        "mixed forms",
        [
            ["Date", "Duration", "Topic", "Outcome"],
            ["12/01/2024", "1h 30", "Delegation", "List"],
            ["2 Feb 2024", "90 mins", "The board", "Letter"],
            ["23.02.24", "10:00-11:30", "Stress", "Rest"],
            ["17 April", "60 mins (Teams)", "Vision", "Draft"],
        ],
        5.5,
    ),
    (
        "bare minutes named by the header",
        [["Date", "Time (mins)", "Focus"], ["3 May 2024", "45", "A"], ["10 May 2024", "75", "B"]],
        2.0,
    ),
    (
        "bare hours told by their size",
        [["Date", "Length", "Notes"], ["3/5/24", "1.5", "A"], ["9/5/24", "2", "B"]],
        3.5,
    ),
    (
        "start and finish columns",
        [
            ["Session", "Date", "Start", "Finish", "What we discussed"],
            ["1", "3 May 2024", "10:00", "11:15", "Aims"],
            ["2", "17 May 2024", "2.00pm", "3.30pm", "Team"],
        ],
        2.75,
    ),
    (
        "a running total beside the length",
        [
            ["Date", "Hours", "Cumulative hours", "Key points"],
            ["3 May 2024", "1.5", "1.5", "Aims"],
            ["17 May 2024", "1", "2.5", "Team"],
        ],
        2.5,
    ),
    (
        "date and time in one column",
        [
            ["Date and time", "Client", "Topic", "Actions"],
            ["3 May 2024, 10:00-11:30", "A", "Aims", "x"],
            ["17 May 2024, 14:00-15:00", "A", "Team", "y"],
        ],
        2.5,
    ),
    (
        "totals and sub-totals",
        [
            ["Date", "Client", "Length", "Topic"],
            ["3 May 2024", "A", "1 hour", "Aims"],
            ["17 May 2024", "A", "1 hour", "Team"],
            ["Sub-total", "", "2 hours", ""],
            ["4 May 2024", "B", "90 minutes", "Aims"],
            ["", "", "Total: 3.5 hours", ""],
        ],
        3.5,
    ),
    (
        "cancelled ones, and one that was moved and held",
        [
            ["Date", "Length", "Topic", "Notes"],
            ["3 May 2024", "1 hour", "Aims", "Talked of a meeting that he cancelled"],
            ["10 May 2024", "1 hour", "Cancelled by client, ill", ""],
            ["17 May 2024", "1 hour", "Team", "DNA"],
            ["24 May 2024", "-", "Ending", "Cancelled on the day. Not rebooked"],
            ["31 May 2024", "1 hour", "Rescheduled from 24 May", "Ending"],
        ],
        2.0,
    ),
    (
        "a header repeated on the next page",
        [
            ["Date", "Length", "Topic"],
            ["3 May 2024", "1 hour", "Aims"],
            ["Date", "Length", "Topic"],
            ["10 May 2024", "1 hour", "Team"],
        ],
        2.0,
    ),
    (
        "sub-headings for each person within the table",
        [
            ["Date", "Length", "Topic"],
            ["Client A", "Client A", "Client A"],
            ["3 May 2024", "1 hour", "Aims"],
            ["Client B", "", ""],
            ["3 May 2024", "2 hours", "Team"],
        ],
        3.0,
    ),
]


@pytest.mark.parametrize(("rows", "wanted"), [c[1:] for c in LOGS], ids=[c[0] for c in LOGS])
def test_a_log_adds_up(rows: Rows, wanted: float) -> None:
    assert hours(Draft().rows(rows)) == wanted


@pytest.mark.parametrize(("rows", "wanted"), [c[1:] for c in LOGS], ids=[c[0] for c in LOGS])
def test_a_log_adds_up_where_its_header_was_not_told(rows: Rows, wanted: float) -> None:
    assert hours(Draft().rows(rows, headed=False)) == wanted


def test_rows_that_do_not_count_say_why() -> None:
    by_name = {name: rows for name, rows, _ in LOGS}
    assert why_not(Draft().rows(by_name["totals and sub-totals"])) == ["total", "total"]
    cancelled = by_name["cancelled ones, and one that was moved and held"]
    assert why_not(Draft().rows(cancelled)) == ["cancelled"] * 3


def test_a_log_belongs_to_the_client_its_heading_names() -> None:
    log = [["Date", "Length", "Topic"], ["3 May 2024", "1 hour", "Aims"]]
    draft = Draft().heading("Logs", "5.1 Log for Client A").rows(log)
    draft.heading("Logs", "Log, Coachee 2").rows(log)
    draft.heading("Logs", "Sessions with Priya").rows(log)
    assert clients(draft) == ["client 2", "client a", "client priya"]
    assert hours(draft) == 3.0
    assert found(draft)[0].key == "client a 2024-05-03"


def test_merged_cells_name_a_client_once() -> None:
    rows = [
        ["Client", "Date", "Length", "Topic"],
        ["A", "3 May 2024", "1 hour", "Aims"],
        ["", "9 May 2024", "1 hour", "Team"],
        ["J.S.", "3 May 2024", "1 hour", "Aims"],
        ["All", "", "3 hours", ""],
    ]
    keys = [f.key for f in found(Draft().rows(rows)) if f.fact("counted") == "yes"]
    assert keys == ["client a 2024-05-03", "client a 2024-05-09", "client j.s 2024-05-03"]
    assert clients(Draft().rows(rows)) == ["client a", "client j.s"]


SUPERVISION = [
    ["Date", "With whom", "Length", "Brought", "Outcome"],
    ["25 January", "Supervisor", "1 hr", "Conflict of interest, Client M", "Say it"],
    ["5 March", "Supervisor, by phone", "45 minutes", "Client N wanting advice", "Stop"],
]


def test_supervision_is_told_from_coaching_by_its_columns() -> None:
    draft = Draft().rows(SUPERVISION)
    assert hours(draft, "supervision") == 1.75
    assert hours(draft) == 0


def test_supervision_is_told_from_coaching_by_its_cells_or_its_heading() -> None:
    typed = [
        ["Date", "Type", "Length", "Notes"],
        ["19/01/2024", "Group (five)", "1.5 hours", "Starting"],
        ["16 Feb 2024", "Individual", "60 mins", "Rescuing"],
    ]
    headed = [["Date", "Length", "Notes"], ["19/01/2024", "1.5 hours", "Starting"]]
    assert hours(Draft().rows(typed), "supervision") == 2.5
    assert hours(Draft().heading("3.3 Supervision record").rows(headed), "supervision") == 1.5


def test_a_plan_of_the_programme_is_planned_hours() -> None:
    rows = [
        ["Client", "Planned sessions", "Planned hours", "Where"],
        ["A", "5 x 1.5 hours", "7.5", "Library"],
        ["B", "2 x 1.5 hours, 2 x 1.25 hours, 1 x 1 hour", "6.5", "Centre"],
        ["All", "10 sessions", "14", ""],
    ]
    draft = Draft().rows(rows)
    assert (hours(draft, "planned"), hours(draft)) == (14.0, 0)
    without = [[row[0], row[1], row[3]] for row in rows]
    assert hours(Draft().rows(without), "planned") == 14.0


def test_a_log_of_ones_own_reading_is_no_coaching() -> None:
    rows = [
        ["Date", "What I did", "Time", "What it showed about me", "What I do about it"],
        ["22/09/2023", "Read slips", "20 mins", "Too short", "Add"],
        ["14 Oct 2023", "Read a chapter", "3 hours", "I skip", "Write"],
    ]
    assert hours(Draft().rows(rows)) == 0


def test_a_record_on_a_form_is_one_meeting() -> None:
    form = [["Client:", "A"], ["Date:", "12 May 2024"], ["Duration:", "1 hr 15"]]
    draft = Draft().rows(form, headed=False)
    assert (hours(draft), clients(draft)) == (1.25, ["client a"])


def test_a_log_belongs_to_the_client_that_a_column_is_named_for() -> None:
    rows = [["Client 2", "Date", "Length", "Topic"], ["Session 1", "3 May 2024", "1 hour", "Aims"]]
    assert clients(Draft().rows(rows)) == ["client 2"]


def test_people_may_have_a_label_of_the_learners_own() -> None:
    log = [["Date", "Duration", "Discussion"], ["12/09/2024", "60 mins", "Marks"]]
    head = ["Officer", "Meetings planned", "Length of each"]
    plan = [head, ["1", "4", "1 hour"], ["2", "2", "1h"]]
    draft = Draft().rows(plan).heading("Officer 1").rows(log).heading("Officer 2").rows(log)
    draft.heading("Session 9").rows(log)
    assert clients(draft) == ["client 1", "client 2"]
    assert hours(draft, "planned") == 6.0


def test_a_plan_that_gives_hours_in_all_is_not_multiplied() -> None:
    rows = [
        ["Client", "Sessions", "Length", "Hours", "From", "To"],
        ["1", "5", "1.5 h", "7.5", "September", "February"],
        ["2", "4", "1.5 h", "6", "October", "February"],
    ]
    assert hours(Draft().heading("The programme as planned").rows(rows), "planned") == 13.5
    assert hours(Draft().rows(rows)) == 13.5


def test_days_of_a_course_are_no_coaching() -> None:
    rows = [
        ["Date", "What", "Hours", "Signed"],
        ["4 March 2024", "First day", "6", "Yes"],
        ["5 March 2024", "Second day", "6", "Yes"],
        ["22 August 2024", "E-learning", "1.5", "Yes"],
    ]
    assert hours(Draft().rows(rows)) == 0


def test_a_claim_in_prose_is_never_counted() -> None:
    draft = Draft().prose("I have completed 20 hours of coaching with my clients.")
    claim = [f for f in found(draft) if f.kind == "claim"]
    assert [(f.value, f.fact("of")) for f in claim] == [(20.0, "practice")]
    assert hours(draft) == 0


def test_two_claims_in_one_sentence_are_told_apart() -> None:
    said = "I coached three clients for twenty-two and a half hours, and had six of supervision. "
    both = "I coached them for 22.5 hours altogether, and sat for six hours in supervision."
    claims = [f for f in found(Draft().prose(said + both)) if f.kind == "claim"]
    each = [(22.5, "practice"), (6, "supervision")]
    assert [(f.value, f.fact("of")) for f in claims] == [*each, *each]


def test_planned_hours_in_prose_count_only_where_no_table_gives_them() -> None:
    said = "I planned 20 hours in all, shared out by how much each could manage."
    table = [["Client", "Planned sessions", "Planned hours"], ["A", "8", "12"]]
    assert hours(Draft().prose(said), "planned") == 20.0
    assert hours(Draft().prose(said).rows(table), "planned") == 12.0


def test_dated_entries_with_a_length_are_a_log() -> None:
    draft = Draft().heading("Coaching log").prose(
        "12 January 2024, 1 hour 15 minutes, Client A. We looked at his aims for ten minutes.",
        "26 January 2024. Client A. 90 minutes. He had tried it and felt better.",
        "Session 3: 9 February 2024, 10:00-11:00. Client A was late by 20 minutes.",
    )
    assert hours(draft) == 3.75
    assert {f.fact("client") for f in found(draft) if f.kind == "session"} == {"client a"}


def test_entries_that_a_reader_ran_together_are_told_apart() -> None:
    draft = Draft().heading("Coaching log").prose(
        "12 January 2024, 1 hour, Client A. We looked at his aims. 26 January 2024, 90 mins, "
        "Client B. He had tried it on 20 January. 9 February 2024, 45 mins, Client A. Cancelled."
    )
    assert hours(draft) == 2.5
    assert clients(draft) == ["client a", "client b"]


def test_a_running_note_tells_its_meetings() -> None:
    draft = Draft().heading("Client N, meeting by meeting").prose(
        "I kept a running note. Meeting 1 was on 7 February for 90 minutes. He talked for an hour. "
        "Meeting 2 was on 28 February and ran from 14:00 to 15:30. "
        "Meeting 3, 20 March, an hour and three quarters, after the first panel. "
        "Meeting 6, on 12 June, was cut to an hour by a train."
    )
    assert hours(draft) == 5.75


def test_what_a_diary_says_of_a_logged_meeting_is_not_added() -> None:
    rows = [["Date", "Client", "Length", "Topic"], ["12/01/2024", "A", "1h 30", "Aims"]]
    draft = Draft().rows(rows).prose(
        "12 January, Client A, 90 minutes. I felt nervous and she noticed it."
    )
    assert hours(draft) == 1.5
    assert why_not(draft) == ["already in a log"]


def test_reflective_entries_are_no_meetings() -> None:
    draft = Draft().prose(
        "12 January, Client A. Met at half past one, we moved and I spent 40 minutes nervous.",
        "7 February, Client B. We got to the end with five minutes to spare.",
    )
    assert hours(draft) == 0


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Client A and Coachee 2 both moved.", ["client 2", "client a"]),
        ("Clients A, B and C were seen.", ["client a", "client b", "client c"]),
        ("Clients A to D were seen.", ["client a", "client b", "client c", "client d"]),
        ("My three clients lead charities and appear as One, Two and Three.",
         ["client 1", "client 2", "client 3"]),
        ("Coachee One said so.", ["client 1"]),
        ("I shall call them Sam, Priya and Jo.", ["client jo", "client priya", "client sam"]),
        ("The client I met was tired. A client 1:1 is private.", []),
        ("A coach and a client agree. Client feedback at 360 degrees.", []),
        ("The client a coach meets is a person.", []),
    ],
)
def test_clients_are_told_by_their_labels(text: str, wanted: list[str]) -> None:
    assert clients(Draft().prose(text)) == wanted


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        (["April to June 2024", "July to December 2024", "January to March 2025"], 12),
        (["February 2024", "April 2024", "October 2024"], 9),
        (["January", "March", "December"], 12),
        (["September", "December", "March", "August"], 12),
        (["Months 1-3", "Months 4-6", "Months 10-12"], 12),
        (["Q1", "Q2", "Q3"], 9),
        (["Within 3 months", "6 months", "12 months"], 12),
        (["31/01/2025", "30/06/2025", "31/12/2025"], 12),
        (["Jan 2025", "by end of Mar", "Dec 2025", "Ongoing"], 12),
    ],
)
def test_a_plan_covers_its_first_month_to_its_last(when: list[str], wanted: int) -> None:
    head = ["What I want to be able to do", "Action", "By when", "How I will know"]
    rows = [head, *(["Listen", "Practise", cell, "Form"] for cell in when)]
    spans = [f.value for f in months(Draft().rows(rows).seen(), NO_RULES)]
    assert spans == [wanted]


def test_months_in_prose_count_where_no_table_dates_the_plan() -> None:
    draft = Draft().prose("My development plan for the next 12 months has three aims.")
    assert [f.value for f in months(draft.seen(), NO_RULES)] == [12]
    draft = Draft().prose("The plan runs from April to March and has money against each line.")
    assert [f.value for f in months(draft.seen(), NO_RULES)] == [12]


def test_a_plan_in_lines_that_begin_with_months_is_measured() -> None:
    draft = Draft().heading("My development plan").items(
        "January 2025: read on supervision", "By June 2025: record two meetings",
        "December 2025: ask for feedback",
    )
    assert [f.value for f in months(draft.seen(), NO_RULES)] == [12]


def test_every_quote_is_the_text_at_its_place() -> None:
    draft = Draft().heading("Log for Client A")
    for _, rows, _ in LOGS:
        draft.rows(rows)
    draft.prose("Client B spoke. I have completed 20 hours of coaching.")
    texts = {p.id: p.text for p in draft.passages}
    kept = found(draft)
    assert kept
    for finding in kept:
        assert finding.quote == texts[finding.passage][finding.at.start : finding.at.end]
        assert finding.because
    assert kept == found(draft)


def test_an_empty_submission_has_no_session() -> None:
    assert found(Draft()) == []


@pytest.mark.parametrize("figure", ["1,5", "²", "①", "9" * 5000, "0", "1/0", "5,5,5"])
def test_no_figure_in_any_cell_stops_the_reading(figure: str) -> None:
    draft = Draft()
    draft.rows([["Client", "Time", "Sessions"], ["A", figure, figure], ["B", figure, "2"]])
    draft.rows([["Date", "Client", "Time"], ["3 May 2024", figure, figure], ["10 May", "2", "1"]])
    draft.rows([["Client", "May 2024", "June 2024"], [figure, figure, figure], ["B", "1", "2"]])
    draft.rows([["Client", "Hours", "Sessions"], [figure, "1.5", figure], ["B", "1", figure]])
    assert all(f.because for f in found(draft))
