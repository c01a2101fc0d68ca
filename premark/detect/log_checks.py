"""A submission's logs and claims in; what in them cannot be, or is not there, out."""

from __future__ import annotations

import re
from calendar import day_name, monthrange
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from premark.detect.artefact_words import words
from premark.detect.base import Rules, Seen
from premark.detect.dates import Day, find_dates, read_date
from premark.detect.log_tables import tables
from premark.detect.meetings import Meeting
from premark.detect.session_claims import Claim, claims
from premark.detect.sessions import meetings_in
from premark.detect.table_shape import HALF, Table
from premark.types.document import Passage
from premark.types.evidence import Finding

LOGS = ("session_log", "supervision_log")
ABOUT = ("topic", "goal", "outcome")  # columns, any of which says what a meeting was for
FAR = 2  # years from the middle of a log; a mistyped year is further
_LIKE_A_DATE = re.compile(r"(?<![\d./-])\d{1,2}([/.-])\d{1,2}\1(?:20)?\d\d(?![\d./-])")
_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[^\sa-z])|\n")
_WEEKDAY = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\W+(?:the\s+)?$")


def log_problems(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: meetings that overlap, dates that cannot be, claims above the logs, rows that lack.

    Why: hours are added up from logs, so a reader must hear where a log cannot be right, or does
    not say when, how long, about what and towards which goal.
    Known limits: overlaps are seen only where both rows give times of day; a weekday or a year
    is checked only where it is written; whether a row serves a goal is told by the word alone.
    """
    held = [m for m in meetings_in(seen) if m.counts and m.of != "planned"]
    yield from _overlaps(held)
    for table in tables(seen):
        if table.kind in LOGS:
            yield from _dates(table)
            yield from _lacking(table)
    yield from _claims(seen, held)


def _overlaps(held: list[Meeting]) -> Iterator[Finding]:
    by_day: dict[str, list[Meeting]] = {}
    for meeting in held:
        if meeting.clock and meeting.day:
            by_day.setdefault(meeting.day.written, []).append(meeting)
    for written, same in by_day.items():
        for one, other in combinations(same, 2):
            if _meet(one.clock, other.clock):
                because = (
                    f"on {written} two meetings are logged at times that overlap, unless they were "
                    "one session of a group"
                )
                place = (other.start, other.end)
                yield _finding(other.passage, place, "overlap", because, of=other.of)


def _meet(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return bool(one and other and one[0] < other[1] and other[0] < one[1])


def _dates(table: Table) -> Iterator[Finding]:
    if table.date is None:
        return
    cells = [(row, table.grid.cell(row, table.date)) for row in table.grid.rows]
    read = [(row, cell, read_date(cell)) for row, cell in cells]
    years = sorted(day.year for _, _, day in read if day and day.year)
    for row, cell, day in read:
        rule, because = _wrong(cell, day, years)
        if rule:
            start = max(row.text.find(cell), 0)
            yield _finding(row, (start, start + len(cell)), rule, because, of=_of(table))


def _wrong(cell: str, day: Day | None, years: list[int]) -> tuple[str, str]:
    """What is wrong with a date and why; ("", "") when it may be."""
    if day is None:
        shaped = _LIKE_A_DATE.fullmatch(cell.strip())
        return ("impossible date", "there is no such day or month") if shaped else ("", "")
    # Without a year any February may have 29 days.
    if day.day > monthrange(day.year or 2024, day.month)[1]:
        return "impossible date", f"month {day.month} has no day {day.day}"
    if day.year is None:
        return "", ""
    if len(years) > 2 and abs(day.year - years[len(years) // 2]) > FAR:
        return "odd year", f"{day.year} is far from the other years of this log"
    named = _WEEKDAY.search(cell[: _digits(cell)])
    on = day_name[date(day.year, day.month, day.day).weekday()]
    if named and not on.startswith(named[1]):
        return "weekday", f"{day.written} was a {on}"
    return "", ""


def _digits(cell: str) -> int:
    found = re.search(r"\d", cell)
    return found.start() if found else len(cell)


def _lacking(table: Table) -> Iterator[Finding]:
    """Rows of a log without a date, a length or an aim; a log that gives no aims, or no goals."""
    rows = [row for row in table.grid.rows if _is_meeting(table, row)]
    lacks = [lack for row in rows for lack in _row_lacks(table, row)]
    if rows and table.kind == "session_log":
        lacks += [(rows[0], rule, because) for rule, because in _table_lacks(table, rows)]
    for row, rule, because in lacks:
        yield _finding(row, _whole(row), rule, because, of=_of(table))


def _row_lacks(table: Table, row: Passage) -> Iterator[tuple[Passage, str, str]]:
    grid = table.grid
    if table.date is not None and not grid.cell(row, table.date).strip():
        yield row, "no date", "this row of a log gives no date"
    if table.length is not None and not grid.cell(row, table.length).strip():
        yield row, "no length", "this row of a log gives no length"
    told = [c for part in ABOUT for c in grid.columns(part)]
    if table.kind == "session_log" and told and not any(grid.cell(row, c).strip() for c in told):
        yield row, "no aim", "this row of a log does not say what the meeting was about"


def _table_lacks(table: Table, rows: list[Passage]) -> Iterator[tuple[str, str]]:
    grid = table.grid
    if table.date is None:
        yield "no date", "no column of this log gives dates"
    if not table.timed and not any(find_dates(n) for n in grid.names):
        yield "no length", "no column of this log gives lengths of time"
    if not grid.has(*ABOUT):
        yield "no aim", "no column of this log says what each meeting was about"
    if not _links(table, rows):
        because = "neither a column nor half of the rows of this log name a goal or an aim"
        yield "no link to goals", because


def _is_meeting(table: Table, row: Passage) -> bool:
    """Whether a row is a meeting that was held: no total, sub-heading or cancelled one."""
    filled = [cell.text.strip() for cell in row.cells if cell.text.strip()]
    if len(set(filled)) < 2 or any(words().cell("total").opens(text) for text in filled[:2]):
        return False
    return not any(words().cell("cancelled").opens(text) for text in filled)


def _links(table: Table, rows: list[Passage]) -> bool:
    says = words().text("goal_link")
    if any(says.hits(name) for name in table.grid.names):
        return True
    named = sum(says.hits(row.text) for row in rows)
    return named >= HALF * len(rows)


def _claims(seen: Seen, held: list[Meeting]) -> Iterator[Finding]:
    """Sums of hours in prose that are more than the logs of their kind add up to."""
    for claim in claims(seen):
        logged = round(sum(m.hours or 0.0 for m in held if m.of == claim.of), 2)
        if claim.of == "planned" or claim.hours <= logged + 0.01:
            continue
        borne = f"the logs add up to {logged:g}" if logged else "no log in the file bears it out"
        because = f"the text states {claim.hours:g} hours of {claim.of}; {borne}"
        facts = {"of": claim.of, "logged": f"{logged:g}"}
        yield _finding(claim.passage, _sentence(claim), "claim", because, **facts)


def _sentence(claim: Claim) -> tuple[int, int]:
    """The sentence that makes the claim, which is what a reader must weigh against the log."""
    text = claim.passage.text
    before = [m.end() for m in _STOP.finditer(text, 0, claim.start)]
    after = _STOP.search(text, claim.end)
    end = after.start() + len(after[0].rstrip()) if after else len(text.rstrip())
    return before[-1] if before else 0, end


def _whole(row: Passage) -> tuple[int, int]:
    return 0, len(row.text)


def _of(table: Table) -> str:
    return "supervision" if table.kind == "supervision_log" else "practice"


def _finding(
    passage: Passage, place: tuple[int, int], rule: str, because: str, **facts: str
) -> Finding:
    at = passage.locate(*place)
    return Finding(
        detector="log_checks",
        rule=rule,
        kind="log-problem",
        key=rule,
        at=at,
        quote=passage.text[place[0] : place[0] + at.end - at.start],
        because=because,
        passage=passage.id,
        facts=tuple(facts.items()),
    )
