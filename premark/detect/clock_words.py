"""A cell in which times of day are said in words or named in, the same in figures, out."""

from __future__ import annotations

import re

_OCLOCK = "twelve one two three four five six seven eight nine ten eleven".split()
_HOUR = "|".join(_OCLOCK)
_PAST = re.compile(
    rf"\b(?P<part>half|(?:a\s+)?quarter|twenty[\s-]+five|five|ten|twenty)\s+(?P<way>past|to)\s+(?P<hour>{_HOUR})\b",
    re.IGNORECASE,
)
_PAST_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty five": 25}
_PLAIN_HOUR = re.compile(
    rf"\b(?P<h>{_HOUR})\b(?=\s*(?:to|until|till|-|–)\s*\d{{1,2}}:)"
    rf"|(?<=:\d\d to )(?P<after>{_HOUR})\b(?!\s*[^\W\d_])",
    re.IGNORECASE,
)
_BOTH_NAMED = re.compile(
    r"\W*(?:start\w*|began|from|in)?\W*(\d{1,2}[:.]\d\d)\W*(?:start\w*)?[\s,;–—)-]*"
    r"(?:end\w*|finish\w*|out)?\W*(\d{1,2}[:.]\d\d)\W*(?:end\w*|finish\w*)?\W*",
    re.IGNORECASE,
)


def in_figures(cell: str) -> str:
    """The cell with "half past one" as 1:30, and with the names of start and end left out."""
    said = _PAST.sub(_time_said, cell)
    if said != cell:
        said = _PLAIN_HOUR.sub(lambda m: str(_OCLOCK.index(m.group().lower()) or 12) + ":00", said)
    if len(re.findall(r"\d:\d\d", said)) < 2:
        return re.sub(r"(?<=h\s)(\d\d)['’′]$|(?<=h)(\d\d)['’′]$", r"\1\2", cell)
    named = _BOTH_NAMED.fullmatch(said)
    return f"{named[1]} - {named[2]}" if named and re.search(r"[a-z/]", said, re.I) else said


def _time_said(found: re.Match[str]) -> str:
    part = " ".join(re.split(r"[\s-]+", found["part"].lower())).removeprefix("a ")
    minutes = _PAST_MINUTES[part]
    at = _OCLOCK.index(found["hour"].lower()) * 60 + (
        minutes if found["way"].lower() == "past" else -minutes
    )
    return f"{at // 60 % 12 or 12}:{at % 60:02d}"
