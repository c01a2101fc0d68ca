"""The dates that citations hang on: a text in, years, words for none, and days of access out."""

from __future__ import annotations

import re
from functools import cache

from premark.detect.citation_words import words

_YEAR = (
    r"(?<![\w/.£$€#:-])(?:1[5-9]\d\d|20\d\d)[a-z]?"
    r"(?!\w|[-–]\d|/\d{1,3}(?!\d)|,\d{3}|\.\d)"
)
_ABOUT = (
    r"(?<![\w.])(?:circa|ca|c)\.?\s?(?=\d{4})(?:1[5-9]\d\d|20\d\d)[a-z]?(?![\w/]|[-–]\d)"
)
# A page without a year of its own, known by the day on which it was read.
_READ = r"(?<=[(\[ ])(?P<read>(?:{})\b:?[^()\[\]\n]{{0,24}}?(?:19|20)\d\d)(?=[)\]])"


@cache
def anchor_pattern() -> re.Pattern[str]:
    undated = "|".join(re.escape(w).replace(r"\ ", r"\s") for w in words().no_date)
    read = _READ.format("|".join(map(re.escape, words().accessed)))
    every = rf"{read}|{_ABOUT}|{_YEAR}|(?<![\w.])(?:{undated})\.?(?!\w)"
    return re.compile(every, re.IGNORECASE)


def year_of(anchor: re.Match[str]) -> str:
    """The year as written; "n.d." for a day of access, which is no year of the work."""
    return "n.d." if anchor["read"] else anchor.group()


def spans_years(text: str, anchor: re.Match[str]) -> bool:
    """Whether the year is half of an academic or financial one: "2018/2019", not "1951/2003"."""
    after = re.match(r"/(\d{4})", text[anchor.end() : anchor.end() + 5])
    before = re.search(r"(\d{4})/\Z", text[max(0, anchor.start() - 5) : anchor.start()])
    year = re.search(r"\d{4}", anchor.group())
    return bool(before or (after and year and int(after.group(1)) - int(year.group()) < 2))
