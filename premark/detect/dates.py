"""Text in; the dates and the periods of months that it names, with their places, out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SEASONS = {"winter": (12, 2), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
# Capitals count: "may" and "march" are verbs.
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:r?uary|urary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
    r"|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)(?![^\W\d_])\.?"
)
_YEAR = r"(?:(?:19|20)\d\d\b|['’]\d\d\b)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = (
    r"(?:(?:[Ww]/[Cc]|[Ww]eek commencing)\s+)?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*[.,]?\s+)?"
)
_DATE = re.compile(
    rf"\b{_WEEKDAY}(?:"
    rf"(?P<iso_y>(?:19|20)\d\d)(?P<iso_mark>[-/.])(?P<iso_m>\d\d)(?P=iso_mark)(?P<iso_d>\d\d)\b"
    rf"|(?P<n_d>\d{{1,2}})\s?(?P<mark>[/.-])\s?(?P<n_m>\d{{1,2}})\s?(?P=mark)\s?"
    rf"(?P<n_y>\d{{4}}|\d{{2}})\b"
    rf"|(?:(?P<from>{_DAY})\s*(?:/|-|–|&|and|to)\s*)?"
    rf"(?P<w_d>{_DAY})(?:[\s-]*|[/.])(?:of\s+)?(?P<w_m>{_MONTH})"
    rf"(?:(?:,?[\s-]*|[/.])(?P<w_y>{_YEAR}|\d\d\b(?![:.]\d)))?"
    rf"|(?P<a_m>{_MONTH})\s+(?P<a_d>{_DAY})\b(?![:.]\d)(?:,?\s+(?P<a_y>{_YEAR}))?)"
)
_FIGURE = re.compile(r"\d")
_SHORT = re.compile(rf"{_WEEKDAY}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})")
_COMPACT = re.compile(r"(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_SMALL = re.compile(rf"(?<=\d|\s)(?:{'|'.join(_NAMES)})(?=[a-z]*\b|\d)")
_PERIOD = re.compile(
    rf"\b(?P<m>{_MONTH})(?:,?[\s-]*(?P<y>{_YEAR})|-(?P<y2>\d\d)\b)?"
    rf"|\b(?P<s>[Ww]inter|[Ss]pring|[Ss]ummer|[Aa]utumn)(?:\s+term)?\s+(?P<sy>{_YEAR})"
    rf"|\b(?:Q|[Qq]uarter\s+)(?P<q>[1-4])(?:[\s/,-]*(?P<qy>{_YEAR}))?\b"
    rf"|\b(?P<nth>1st|2nd|3rd|4th)\s+quarter(?:\s+(?:of\s+)?(?P<nthy>{_YEAR}))?"
    rf"|\b(?P<nm>0?[1-9]|1[0-2])/(?P<ny>20\d\d)\b"
)
_TO = re.compile(
    r"\s*(?:-|–|—|/|&|\b(?:to|through|until|till|and|ending)\b)\s*"
    r"(?:the\s+)?(?:(?:end|start|beginning)\s+(?:of\s+)?)?"
)


@dataclass(frozen=True)
class Day:
    """A date at characters `start` to `end`; `year` is None where it is not written."""

    start: int
    end: int
    day: int
    month: int
    year: int | None

    @property
    def written(self) -> str:
        """ISO form, "--01-12" without a year."""
        return f"{self.year or '-'}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True)
class Period:
    """Months `first` to `last` (1 to 12, both included) with their years where they are known."""

    start: int
    end: int
    first: int
    last: int
    first_year: int | None
    last_year: int | None


def find_dates(text: str) -> list[Day]:
    """Every date with a day in it, in order of place."""
    if not _FIGURE.search(text):
        return []
    return [day for found in _DATE.finditer(text) if (day := _day(found))]


def read_date(cell: str) -> Day | None:
    """The date that a table cell holds; "12/1" is one here, as it would not be in prose."""
    dates = find_dates(_SMALL.sub(lambda found: found.group().title(), cell))
    if dates:
        return dates[0]
    compact = _COMPACT.fullmatch(cell.strip())
    if compact:
        year, month, day = map(int, compact.groups())
        return Day(0, len(cell), day, month, year)
    short = _SHORT.match(cell.strip())
    if short and 1 <= int(short["m"]) <= 12 and 1 <= int(short["d"]) <= 31:
        return Day(short.start(), short.end(), int(short["d"]), int(short["m"]), None)
    return None


def find_periods(text: str) -> list[Period]:
    """Months, quarters, seasons and dates named, runs such as "April to June" as one period."""
    singles = _singles(text)
    found: list[Period] = []
    for period in singles:
        if found and _TO.fullmatch(text[found[-1].end : period.start]):
            found[-1] = _joined(found[-1], period)
        else:
            found.append(period)
    return found


def _day(found: re.Match[str]) -> Day | None:
    for prefix in ("iso", "n", "w", "a"):
        if found[f"{prefix}_d"]:
            day = int(re.sub(r"\D", "", found[f"{prefix}_d"]))
            before = int(re.sub(r"\D", "", found["from"] or "99"))
            day = before if prefix == "w" and before < day else day  # 13 and 14 May
            month = _month(found[f"{prefix}_m"])
            if month > 12 >= day:
                day, month = month, day  # the American order
            if 1 <= month <= 12 and 1 <= day <= 31:
                return Day(*found.span(), day, month, _year(found[f"{prefix}_y"]))
    return None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _NAMES.index(text[:3].lower()) + 1


def _year(text: str | None) -> int | None:
    if not text:
        return None
    digits = int(re.sub(r"\D", "", text))
    return digits if digits > 99 else 2000 + digits


def _singles(text: str) -> list[Period]:
    days = [Period(d.start, d.end, d.month, d.month, d.year, d.year) for d in find_dates(text)]
    found = list(days)
    starts = [day.start for day in days]
    for hit in _PERIOD.finditer(text):
        after = bisect_right(starts, hit.start())
        if after and hit.start() < days[after - 1].end:
            continue
        free = starts[after] if after < len(days) else len(text)  # a date's year is its own
        if one := hit if hit.end() <= free else _PERIOD.match(text, hit.start(), free):
            found.append(_period(one))
    return sorted(found, key=lambda period: period.start)


def _period(hit: re.Match[str]) -> Period:
    if hit["s"]:
        first, last = _SEASONS[hit["s"].lower()]
        year = _year(hit["sy"])
        return Period(*hit.span(), first, last, year, year + (first > last) if year else None)
    if hit["q"] or hit["nth"]:
        first = 3 * int((hit["q"] or hit["nth"])[0]) - 2
        year = _year(hit["qy"] or hit["nthy"])
        return Period(*hit.span(), first, first + 2, year, year)
    month = _month(hit["m"] or hit["nm"])
    year = _year(hit["y"] or hit["y2"] or hit["ny"])
    return Period(*hit.span(), month, month, year, year)


def _joined(before: Period, after: Period) -> Period:
    first_year, last_year = before.first_year, after.last_year
    if last_year is None and first_year is not None:
        last_year = first_year + (after.last < before.first)
    if first_year is None and last_year is not None:
        first_year = last_year - (after.last < before.first)
    return Period(before.start, after.end, before.first, after.last, first_year, last_year)


_COUNTS = "one two three four five six seven eight nine ten eleven twelve".split()
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_COUNTS)}|eighteen)"
_DASH = r"\s*(?:-|–|—|\bto\b)\s*"
_STEP = re.compile(
    rf"\b(?P<unit>months?|weeks?|years?)\s+(?P<a>{_COUNT})(?:{_DASH}(?:(?P=unit)\s+)?(?P<b>{_COUNT}))?\b"
    rf"|\b(?P<c>{_COUNT})(?:{_DASH}(?P<d>{_COUNT}))?[\s-]+(?P<per>months?|weeks?|years?)\b",
    re.IGNORECASE,
)


def find_steps(text: str) -> list[tuple[int, int]]:
    """Months counted from a start: "months 1-3" is (1, 3), "within 6 months" (6, 6).

    One that ends before it begins ("months 6-3", "week 0") is none.
    """
    steps = (_step(found) for found in _STEP.finditer(text))
    return [(first, last) for first, last in steps if first <= last]


def _step(found: re.Match[str]) -> tuple[int, int]:
    unit = (found["unit"] or found["per"]).lower()[0]
    first = _count(found["a"] or found["c"])
    last = _count(found["b"] or found["d"] or "") or first
    if found["d"]:
        first += 1  # "3-6 months" runs from the end of the third
    if unit == "y":
        return (1 if found["c"] else 12 * first - 11), 12 * last
    if unit == "w":
        return -(-first * 12 // 52) or 1, -(-last * 12 // 52)
    return max(first, 1), last


def _count(text: str) -> int:
    if text.isdigit():
        return int(text)
    word = text.lower()
    return _COUNTS.index(word) + 1 if word in _COUNTS else 18 if word else 0
