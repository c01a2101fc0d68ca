"""The hours grammar: what a cell says, what prose says, and what is no length of time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.detect.dates import find_dates, find_periods, find_steps, read_date
from premark.detect.durations import _FIND, _MAY_HOLD, find_durations, read_duration
from premark.detect.number_words import bare_figure

LENGTHS: dict[str, float] = {
    # hours
    "1 hour": 1, "2 hours": 2, "2 hrs": 2, "1 hr": 1, "1hr": 1, "1h": 1, "2h": 2, "3 h": 3,
    "1.5 hours": 1.5, "1,5 hours": 1.5, "1.25 hrs": 1.25, "0.5 hours": 0.5, ".75 hr": 0.75,
    "1.5h": 1.5, "2.0 hours": 2, "1.75 hours": 1.75, "1 Hour": 1, "2 HOURS": 2, "1 hrs.": 1,
    "1-hour": 1, "one hour": 1, "two hours": 2, "an hour": 1, "Three hours": 3, "ten hours": 10,
    "twelve hours": 12, "twenty hours": 20, "twenty-five hours": 25, "thirty one hours": 31,
    # minutes
    "90 mins": 1.5, "90 minutes": 1.5, "45 min": 0.75, "90mins": 1.5, "90m": 1.5, "90 m": 1.5,
    "60 mins.": 1, "75 minutes": 1.25, "30 Mins": 0.5, "120 minutes": 2, "90-minute": 1.5,
    "ninety minutes": 1.5, "forty-five minutes": 0.75, "forty five mins": 0.75,
    "thirty minutes": 0.5, "fifteen minutes": 0.25, "seventy minutes": 7 / 6,
    # hours and minutes
    "1h 30": 1.5, "1h30": 1.5, "1h15": 1.25, "1h 15": 1.25, "1h30m": 1.5, "1h 30m": 1.5,
    "1hr 30 min": 1.5, "1hr 15": 1.25, "1 hr 15": 1.25, "1hr30": 1.5, "1 hr 30 mins": 1.5,
    "1 hour 30 minutes": 1.5, "1 hour and 30 minutes": 1.5, "1 hour, 15 minutes": 1.25,
    "1 hour 45": 1.75, "2 hours 15 mins": 2.25, "an hour and 20 minutes": 4 / 3,
    "one hour thirty minutes": 1.5, "1 hour & 15 mins": 1.25, "2hrs 5mins": 2 + 1 / 12,
    # fractions
    "half an hour": 0.5, "Half an hour": 0.5, "half hour": 0.5, "half-hour": 0.5,
    "a quarter of an hour": 0.25, "quarter of an hour": 0.25, "three quarters of an hour": 0.75,
    "three-quarters of an hour": 0.75, "an hour and a half": 1.5, "hour and a half": 1.5,
    "an hour and a quarter": 1.25, "an hour and three quarters": 1.75,
    "one and a half hours": 1.5, "two and a half hours": 2.5, "1 and a half hours": 1.5,
    "two hours and a quarter": 2.25, "1 ½ hours": 1.5, "1½ hrs": 1.5, "½ hour": 0.5,
    "¾ hour": 0.75, "1¼h": 1.25, "1 1/2 hours": 1.5, "1/2 hour": 0.5, "3/4 hour": 0.75,
    "2 3/4 hrs": 2.75, "one and three quarter hours": 1.75,
    # from one time of day to another
    "10:00-11:30": 1.5, "10:00 - 11:30": 1.5, "10:00–11:30": 1.5, "10:00 to 11:30": 1.5,
    "10.00-11.30": 1.5, "9.30-10.45": 1.25, "9:30-10:45": 1.25, "14:00-15:15": 1.25,
    "10am to 11.30am": 1.5, "10am-11am": 1, "10 am - 11 am": 1, "2-3.30pm": 1.5, "2pm-3.30pm": 1.5,
    "2.00pm - 3.30pm": 1.5, "11am-12.30": 1.5, "11am to 12.30pm": 1.5, "11-1pm": 2,
    "11.30-1pm": 1.5, "11:30-1:00": 1.5, "12.30pm-2pm": 1.5, "noon-1pm": 1,
    "midday to 1.15pm": 1.25,
    "10h00-11h30": 1.5, "1400-1515": 1.25, "09:00-10:00 hrs": 1, "10 - 11.30": 1.5,
    "from 10.15 until 11.00": 0.75, "16:00 - 17:00": 1, "15:20-16:20": 1, "8.30am-9.15am": 0.75,
    "between 2pm and 3pm": 1, "23:00-00:30": 1.5,
    # a colon in a column of lengths
    "1:15": 1.25, "01:30": 1.5, "0:45": 0.75, "1:00": 1, "2:00": 2, "1:30:00": 1.5,
    # more than one
    "5 x 1.5 hours": 7.5, "5x1 hour": 5, "4 × 90 mins": 6, "2 x 1.5 hours": 3, "3 x 45 mins": 2.25,
    "2 x 1.5 hours, 2 x 1.25 hours, 1 x 1 hour": 6.5, "6 x one hour": 6,
    "six sessions of 90 minutes": 9, "4 sessions @ 1 hour": 4, "5 meetings of 1 hour": 5,
    "6 90-minute sessions": 9, "two one-hour meetings": 2, "1 hour + 30 mins": 1.5,
    "1 hour, 30 mins": 1.5, "10:00-11:00 and 13:00-14:30": 2.5, "1 hour; 1 hour": 2,
    # with a remark
    "60 mins (Teams)": 1, "1 hour (Zoom)": 1, "90 minutes face to face": 1.5, "1 hour approx": 1,
    "approx. 1 hour": 1, "about an hour": 1, "c. 45 mins": 0.75, "10:00-11:30 (1.5 hours)": 1.5,
    "1.5 hours (10:00-11:30)": 1.5, "1 hour (planned 1.5 hours)": 1, "Phone, 30 mins": 0.5,
    "Teams 45 minutes": 0.75, "1 hour 15 mins, library": 1.25, "  1 hour  ": 1, "1\nhour": 1,
}  # fmt: skip
NO_LENGTHS = [
    "", " ", "-", "–", "n/a", "N/A", "TBC", "None", "cancelled", "Cancelled", "DNA", "45", "90",
    "1.5", "1", "0", "9:30", "9.30", "10:00", "14:00", "09:30", "10am", "2pm", "at 2pm", "noon",
    "12:45", "15:20", "12/01/2024", "2 Feb 2024", "23.02.24", "17 April", "2024", "2019-2020",
    "2023-24", "January", "w/c 3 June", "3 sessions", "Session 2", "5 x", "five sessions",
    "Client A", "Library", "1-2 hours", "1 - 2 hours", "1,500 hours", "10%", "£90", "£90 mins",
    "3 of 10", "I am now", "a m", "an h",
    "4 out of 5", "the happy hour", "hours", "minutes", "hourly", "1 month", "6 weeks", "2 days",
    "3.2 to 4.8", "2.41 to 3.17", "1 to 10", "1-1", "1:1", "360", "180 feedback", "half",
    "half way review", "a quarter", "three quarters", "half past one", "GROW", "0 hours",
    "0 minutes", "5 metres", "90 miles", "2 mentees", "10 members", "1 html", "p. 12-14",
    "pp. 10-11", "12.01-14.02.2024", "10/11-12/11", "Room 2", "6 November",
]  # fmt: skip


def test_the_table_holds_two_hundred_forms() -> None:
    assert len(LENGTHS) >= 100
    assert len(LENGTHS) + len(NO_LENGTHS) >= 200


@pytest.mark.parametrize(("text", "hours"), list(LENGTHS.items()))
def test_a_length_is_read_in_hours(text: str, hours: float) -> None:
    assert read_duration(text) == pytest.approx(hours, abs=0.001)


@pytest.mark.parametrize("text", NO_LENGTHS)
def test_what_is_no_length_is_not_read_as_one(text: str) -> None:
    assert read_duration(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "hours"),
    [
        ("45", "minutes", 0.75),
        ("90", "minutes", 1.5),
        ("1.5", "hours", 1.5),
        ("2", "hours", 2),
        ("1.30", "hours", 1.5),
        ("1.25", "hours", 1.25),
        ("7,5", "hours", 7.5),
        ("90 mins", "hours", 1.5),
        ("1 hour", "minutes", 1),
        ("-", "hours", None),
        ("0", "hours", None),
    ],
)
def test_a_bare_number_is_read_by_its_columns_header(
    text: str, unit: str, hours: float | None
) -> None:
    assert read_duration(text, unit) == hours  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We met for 90 minutes and then for an hour.", [("90 minutes", 1.5), ("an hour", 1.0)]),
        ("It ran from 14:00 to 15:30 in the library.", [("14:00 to 15:30", 1.5)]),
        ("At 9:30 we met; at 10:15 we left.", []),
        ("Her score rose from 2.41 to 3.17 in June.", []),
        ("It was cut to an hour by a train.", [("an hour", 1.0)]),
        ("Meeting 4 on 17 April, 1 hour 45 minutes.", [("1 hour 45 minutes", 1.75)]),
        ("I planned six sessions of 90 minutes.", [("six sessions of 90 minutes", 9.0)]),
        ("The hour was late and the minutes long.", []),
    ],
)
def test_prose_is_read_at_its_place(text: str, wanted: list[tuple[str, float]]) -> None:
    assert [(text[a:b], hours) for a, b, hours in find_durations(text)] == wanted


@settings(deadline=None, max_examples=600, derandomize=True)
@given(
    st.lists(
        st.sampled_from(
            "1 2 9:00 10.30 14h30 90 ½ 1/2 a an one two half quarter hour hours hr h m min Mins "
            "minutes noon midday am pm p.m. to until and - – -> → of x twenty-five hundred coming"
            .split()
        ),
        max_size=7,
    ),
    st.sampled_from(["", " "]),
)
def test_the_first_look_at_a_text_passes_over_no_length(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert _MAY_HOLD.search(text) or not _FIND.search(text)


def test_a_long_hostile_text_is_read_in_time() -> None:
    assert find_durations("1 and 1 and " * 20_000) == []
    assert len(find_durations("1 h " * 5_000)) == 5_000


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("12/01/2024", "2024-01-12"),
        ("2 Feb 2024", "2024-02-02"),
        ("23.02.24", "2024-02-23"),
        ("17 April", "--04-17"),
        ("w/c 3 June", "--06-03"),
        ("Monday 3rd of June 2024", "2024-06-03"),
        ("January 12, 2024", "2024-01-12"),
        ("2024-01-12", "2024-01-12"),
        ("6-Nov-23", "2023-11-06"),
        ("01/25/2024", "2024-01-25"),
        ("12/1", "--01-12"),
    ],
)
def test_a_date_is_read(text: str, written: str) -> None:
    day = read_date(text)
    assert day is not None and day.written == written


@pytest.mark.parametrize("text", ["May I go", "1.5", "3 of 10", "Session 2", "45 mins", "3/4 hour"])
def test_what_is_no_date_is_not_found_in_prose(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("April to June 2024", [(4, 6, 2024, 2024)]),
        ("October 2024 to February 2025", [(10, 2, 2024, 2025)]),
        ("Nov to Feb 2025", [(11, 2, 2024, 2025)]),
        ("Q3 2025", [(7, 9, 2025, 2025)]),
        ("Autumn term 2024", [(9, 11, 2024, 2024)]),
        ("we may march", []),
    ],
)
def test_a_period_is_read(text: str, wanted: list[tuple[int, int, int, int]]) -> None:
    found = [(p.first, p.last, p.first_year, p.last_year) for p in find_periods(text)]
    assert found == wanted


def test_steps_are_months_from_the_start() -> None:
    assert find_steps("Months 1-3, then month 12") == [(1, 3), (12, 12)]
    assert find_steps("within six months") == [(6, 6)]
    assert find_steps("3-6 months, year 1") == [(4, 6), (1, 12)]


@pytest.mark.parametrize(("text", "number"), [
    ("12", 12.0), (" 1.5 ", 1.5), ("1,5", 1.5), ("\u0663", 3.0), ("²", None), ("①", None),
    ("9" * 5000, None), ("1.2.3", None), ("a", None), ("", None),
])  # fmt: skip
def test_a_bare_figure_is_read_or_is_none(text: str, number: float | None) -> None:
    assert bare_figure(text) == number
