"""Lengths of time and dates in the forms that learners write them, beside those of the grammar."""

from __future__ import annotations

import pytest

from premark.detect.dates import find_periods, read_date
from premark.detect.durations import read_duration
from tests.detect.test_durations import LENGTHS

MORE_LENGTHS: dict[str, float] = {
    # figures and units, spaced and pointed in every way
    "1.0 hr": 1, "1.0h": 1, "1.50 hours": 1.5, "2.5hrs": 2.5, "2.5 Hrs": 2.5, "0.75h": 0.75,
    "0,5 h": 0.5, "1 hr.": 1, "2 hrs.": 2, "1 HR": 1, "1 H": 1, "3hours": 3, "1hour": 1,
    "55 mins": 55 / 60, "50min": 50 / 60, "105 minutes": 1.75, "105 min.": 1.75, "60 Minutes": 1,
    "45 MINS": 0.75, "35m": 35 / 60, "5 minutes": 5 / 60, "150 mins": 2.5, "180 minutes": 3,
    "60-minute": 1, "45-min": 0.75, "1.5-hour": 1.5, "two-hour": 2, "half-hour session": 0.5,
    "90-min session": 1.5, "one hour session": 1, "1hr session": 1,
    # words
    "four hours": 4, "five hours": 5, "fifty minutes": 50 / 60, "fifty-five minutes": 55 / 60,
    "one hundred minutes": 100 / 60, "a hundred minutes": 100 / 60, "eighty minutes": 80 / 60,
    "sixty minutes": 1, "sixty mins": 1, "twenty minutes": 1 / 3, "thirty-five minutes": 35 / 60,
    "seventy-five minutes": 1.25, "one hundred and five minutes": 1.75,
    "a hundred and twenty minutes": 2, "One Hour": 1, "ONE HOUR": 1, "one hr": 1, "a full hour": 1,
    "just over an hour": 1, "nearly two hours": 2, "exactly one hour": 1, "roughly 90 minutes": 1.5,
    "a good hour": 1, "around 45 minutes": 0.75, "approximately 1.5 hours": 1.5, "~1 hour": 1,
    "~45 mins": 0.75, "ca. 1 hour": 1,
    # hours and minutes together
    "1 hour 5 minutes": 65 / 60, "1h05": 65 / 60, "1 h 5 min": 65 / 60, "1hr 5mins": 65 / 60,
    "1 hr and 15 mins": 1.25, "1 hr, 20 mins": 4 / 3, "1h 45min": 1.75, "1h45min": 1.75,
    "2h00": 2, "2 h 30 m": 2.5, "2hr 10min": 2 + 1 / 6, "1 hour, and 10 minutes": 7 / 6,
    "one hour and fifteen minutes": 1.25, "one hour and forty-five minutes": 1.75,
    "one hour forty": 5 / 3, "an hour and ten minutes": 7 / 6, "an hour and 45": 1.75,
    "two hours and ten minutes": 2 + 1 / 6, "1 hour plus 15 minutes": 1.25, "1 hour / 30 mins": 1.5,
    "1hr:30min": 1.5, "1hr:30": 1.5, "1h:15m": 1.25, "1'30": 1.5,
    "1h 30'": 1.5, "90'": 1.5, "45’": 0.75,
    # parts of hours
    "half an hr": 0.5, "1/2 hr": 0.5, "1/2hr": 0.5, "½hr": 0.5, "½ an hour": 0.5, "3/4hr": 0.75,
    "¾ of an hour": 0.75, "1 1/4 hours": 1.25, "1-1/2 hours": 1.5, "1 & 1/2 hours": 1.5,
    "1 and 1/2 hours": 1.5, "1 and a half hrs": 1.5, "1 and a quarter hours": 1.25,
    "1 hour and a half": 1.5, "1 hr and a quarter": 1.25, "1½h": 1.5, "2½ hours": 2.5,
    "one and a quarter hours": 1.25, "one and three-quarter hours": 1.75,
    "one and a half hour": 1.5, "a half hour": 0.5, "three quarters of an hr": 0.75,
    "three-quarter hour": 0.75, "two and three quarter hours": 2.75, "an hour and half": 1.5,
    "a quarter hour": 0.25, "one-and-a-half hours": 1.5, "hour and three quarters": 1.75,
    # from one time of day to another
    "9am-10am": 1, "9am - 10.15am": 1.25, "9 to 10.30am": 1.5, "9:00am–10:30am": 1.5,
    "9.00 am to 10.00 am": 1, "1pm till 2.30pm": 1.5, "1:15pm-2:15pm": 1, "12-1pm": 1,
    "12 noon to 1pm": 1, "12:00-13:00": 1, "13.00–14.30": 1.5, "1300-1430": 1.5, "0900-1000": 1,
    "0930 - 1045": 1.25, "0930hrs-1045hrs": 1.25, "0900 to 1030 hours": 1.5,
    "09:00 until 10:15": 1.25, "from 9:30 to 10:30": 1, "10.30 a.m. to 12.00 p.m.": 1.5,
    "10.30 a.m. – 12 noon": 1.5, "2 p.m. - 3 p.m.": 1, "2.30 to 4": 1.5, "2:30-4pm": 1.5,
    "11:45 - 12:30": 0.75, "5.30pm-6.45pm": 1.25, "17h30-18h30": 1, "10:00 -> 11:00": 1,
    "10:00 → 11:30": 1.5, "10:00 / 11:00": 1, "start 10:00, end 11:30": 1.5,
    "10:00 (start) - 11:15 (end)": 1.25, "half past one to half past two": 1,
    "twenty five past one to half past two": 65 / 60,
    "twenty-five to two to half past two": 55 / 60,
    "quarter past nine to ten": 0.75, "two to half past three": 1.5,
    # a clock's way of writing a length
    "00:45": 0.75, "01:00": 1, "1:45": 1.75, "02:15": 2.25, "00:30:00": 0.5, "01:15:00": 1.25,
    "1:30 hrs": 1.5, "1:30 hours": 1.5, "1:15h": 1.25, "0:50 hr": 50 / 60,
    # several, and remarks
    "3 sessions x 1 hour": 3, "3 x 1hr": 3, "2 x 90 min": 3, "two x 45 minutes": 1.5,
    "four meetings of an hour": 4, "3 one-hour sessions": 3, "five sessions of 1.5 hours each": 7.5,
    "6 @ 1hr": 6, "1h + 1h30": 2.5, "60 mins + 30 mins": 1.5, "45 mins and 45 mins": 1.5,
    "1 hour (in person)": 1, "1 hour by Teams": 1, "Zoom, 1 hour": 1, "1 hour face-to-face": 1,
    "1 hour [agreed 1.5]": 1, "60 mins*": 1, "1 hr †": 1, "1 hour; ran over": 1,
    "1 hour - online": 1, "Duration: 1 hour": 1, "Length 90 mins": 1.5, "1 hour total": 1,
    "1 hour 30 minutes (90 mins)": 1.5, "90 mins (1.5 hrs)": 1.5, "90 mins = 1.5 hrs": 1.5,
    "90mins/1.5hrs": 1.5, "1.5 hours or 90 minutes": 1.5,
}  # fmt: skip
DATES: dict[str, str] = {
    "1/2/24": "2024-02-01", "01/02/24": "2024-02-01", "1/2/2024": "2024-02-01",
    "1.2.24": "2024-02-01", "01.02.2024": "2024-02-01", "1-2-24": "2024-02-01",
    "01-02-2024": "2024-02-01", "1 / 2 / 2024": "2024-02-01", "2024/02/01": "2024-02-01",
    "2024-02-01": "2024-02-01", "2024.02.01": "2024-02-01", "20240201": "2024-02-01",
    "1 Feb 24": "2024-02-01", "1 Feb 2024": "2024-02-01", "1 February 2024": "2024-02-01",
    "1st February 2024": "2024-02-01", "1st Feb": "--02-01", "1st of February": "--02-01",
    "the 1st of February 2024": "2024-02-01", "Feb 1": "--02-01", "Feb 1st": "--02-01",
    "Feb 1st, 2024": "2024-02-01", "Feb. 1, 2024": "2024-02-01", "February 1 2024": "2024-02-01",
    "February 1st 2024": "2024-02-01", "1-Feb-24": "2024-02-01", "01-Feb-2024": "2024-02-01",
    "1Feb24": "2024-02-01", "1Feb2024": "2024-02-01", "01 FEB 2024": "2024-02-01",
    "1 FEBRUARY 2024": "2024-02-01", "1 february 2024": "2024-02-01", "1 feb 24": "2024-02-01",
    "1st february": "--02-01", "1 Feb '24": "2024-02-01", "1 Feb ’24": "2024-02-01",
    "1 Feb, 2024": "2024-02-01", "1 Febuary 2024": "2024-02-01",
    "Thu 1 Feb 2024": "2024-02-01", "Thurs 1 Feb": "--02-01", "Thursday 1 February": "--02-01",
    "Thursday, 1 February 2024": "2024-02-01", "Thursday 1st February 2024": "2024-02-01",
    "Thursday, February 1, 2024": "2024-02-01", "Thurs. 1st Feb 2024": "2024-02-01",
    "Thu 01/02/24": "2024-02-01", "Thurs 1/2": "--02-01", "1/2": "--02-01", "01/02": "--02-01",
    "w/c 5 Feb 2024": "2024-02-05", "W/C 05/02/24": "2024-02-05",
    "week commencing 5th February": "--02-05", "wk beginning 5 Feb": "--02-05",
    "Week of 5 February": "--02-05", "1 Feb 2024 (am)": "2024-02-01",
    "Session 1: 1/2/24": "2024-02-01",
    "1/2/24 10am": "2024-02-01", "1 Feb 2024, 10:00": "2024-02-01",
    "1/2/2024 10:00-11:00": "2024-02-01",
    "2 Sept 2024": "2024-09-02", "2 Sep 2024": "2024-09-02", "2nd Sept. 2024": "2024-09-02",
    "3rd Dec 2024": "2024-12-03", "31 Aug 2024": "2024-08-31", "12th May 2024": "2024-05-12",
    "22nd July 2024": "2024-07-22", "23rd June": "--06-23", "4th Jan. 2025": "2025-01-04",
    "29 February 2024": "2024-02-29", "29/02/24": "2024-02-29", "9 Oct": "--10-09",
    "November 9th": "--11-09", "13/14 May 2024": "2024-05-13", "13-14 May 2024": "2024-05-13",
    "13 and 14 May 2024": "2024-05-13", 
    "Tue 13th Aug": "--08-13", "Weds 14 Aug 2024": "2024-08-14", "Wed, 14 Aug": "--08-14",
    "1st Feb 24": "2024-02-01", "1st Feb, 24": "2024-02-01", "01/Feb/2024": "2024-02-01",
    "1 of Feb 2024": "2024-02-01", "14.Aug.2024": "2024-08-14", "Aug 14, '24": "2024-08-14",
}  # fmt: skip
PERIODS: dict[str, tuple[int, int, int | None, int | None]] = {
    "Jan 2025": (1, 1, 2025, 2025), "January '25": (1, 1, 2025, 2025), "Jan-25": (1, 1, 2025, 2025),
    "Jan 25": (1, 1, None, None), "01/2025": (1, 1, 2025, 2025), "Sept 2025": (9, 9, 2025, 2025),
    "Jan-Mar 2025": (1, 3, 2025, 2025), "Jan – Mar 2025": (1, 3, 2025, 2025),
    "Jan/Feb 2025": (1, 2, 2025, 2025), "January & February 2025": (1, 2, 2025, 2025),
    "Jan to Mar": (1, 3, None, None), "Nov 2024 - Jan 2025": (11, 1, 2024, 2025),
    "Nov–Jan 2025": (11, 1, 2024, 2025), "from April until June 2025": (4, 6, 2025, 2025),
    "By end of March 2025": (3, 3, 2025, 2025), "end March 2025": (3, 3, 2025, 2025),
    "mid-May 2025": (5, 5, 2025, 2025), "early June": (6, 6, None, None),
    "Q1 2025": (1, 3, 2025, 2025), "Q4": (10, 12, None, None), "Q2/2025": (4, 6, 2025, 2025),
    "spring 2025": (3, 5, 2025, 2025), "Summer term 2025": (6, 8, 2025, 2025),
    "Autumn 2025": (9, 11, 2025, 2025), "JANUARY 2025": (1, 1, 2025, 2025),
    "Quarter 1 2025": (1, 3, 2025, 2025), "Quarter 3": (7, 9, None, None),
    "1st quarter 2025": (1, 3, 2025, 2025),
}  # fmt: skip


def test_there_are_over_two_hundred_forms_that_are_read() -> None:
    assert len(LENGTHS) + len(MORE_LENGTHS) >= 200
    assert len(DATES) + len(PERIODS) >= 100
    assert not set(LENGTHS) & set(MORE_LENGTHS)


@pytest.mark.parametrize(("text", "hours"), list(MORE_LENGTHS.items()))
def test_a_length_of_time_is_read_in_hours(text: str, hours: float) -> None:
    assert read_duration(text) == pytest.approx(hours, abs=0.001)


@pytest.mark.parametrize(("text", "written"), list(DATES.items()))
def test_a_date_is_read_whatever_its_form(text: str, written: str) -> None:
    day = read_date(text)
    assert day is not None and day.written == written


@pytest.mark.parametrize(("text", "wanted"), list(PERIODS.items()))
def test_months_are_read_whatever_their_form(
    text: str, wanted: tuple[int, int, int | None, int | None]
) -> None:
    found = [(p.first, p.last, p.first_year, p.last_year) for p in find_periods(text)]
    assert found == [wanted]
