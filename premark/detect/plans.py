"""Plan tables, lists and sentences in; how many months the learner's own plan covers, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from premark.detect.artefact_words import words
from premark.detect.base import Rules, Seen
from premark.detect.dates import Period, find_periods, find_steps
from premark.detect.log_tables import tables
from premark.detect.table_shape import SOME, Grid, Table, period_columns, says_when
from premark.parse import ParsedPassage, Sentence
from premark.types.document import Passage
from premark.types.evidence import Finding

LONGEST = 60  # months; a longer reading is a mistake
LINES = 3  # a list is a plan by months when as many of its lines begin with a time


def months(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: the months that a plan for the learner's own development covers, first to last.

    Why: units ask for a plan over the next twelve months, and a heading may say so of nine.
    Known limits: years that are left out are inferred from the order of the rows, or else the
    plan is taken to be as short as its months allow; a month in between with nothing planned is
    within the span and only noted in `gaps`.
    """
    found = [_of_table(t) for t in tables(seen) if t.kind == "development_plan"]
    found += [_of_lines(p.passage) for p in seen.parsed if p.passage.kind != "row"]
    kept = [finding for finding in found if finding]
    yield from kept
    for parsed in seen.parsed:
        if parsed.passage.kind != "row":
            yield from _of_sentences(parsed, dated=bool(kept))


def _of_table(table: Table) -> Finding | None:
    grid = table.grid
    columns = _columns(grid)
    texts = [text for row in grid.rows for text in _times(table, row, columns)]
    span = months_covered(texts)
    if span is None:
        return None
    row = grid.rows[0]
    named = ", ".join(repr(grid.names[c]) for c in columns if grid.names[c])
    because = f"the plan's rows run over {span[0]} months by their column {named or columns[0] + 1}"
    return _finding(row, (0, len(row.text)), span, ("table", because))


def _columns(grid: Grid) -> list[int]:
    """Columns of deadlines, and of when each action begins, ends or is reviewed."""
    others = [c for part in ("start", "finish", "review") for c in grid.columns(part)]
    timed = [c for c in others if grid.share(c, says_when) >= SOME]
    return sorted({*period_columns(grid), *timed, *grid.columns("start")})


def _times(table: Table, row: Passage, columns: Sequence[int]) -> list[str]:
    """The times of a row; what begins in one column and ends in the next is one run."""
    cells = {c: table.grid.cell(row, c) for c in columns}
    for first, last in zip(columns, columns[1:], strict=False):
        begins = first in table.grid.columns("start") and last in table.grid.columns("finish")
        if begins and all(len(find_periods(cells[c])) == 1 for c in (first, last)):
            cells[first] += " to " + cells.pop(last)
    return list(cells.values())


def lines_by_time(passage: Passage) -> tuple[int, tuple[int, int]] | None:
    """How many lines of a plan begin with a time, and (months, gaps) that they span; else None."""
    lines = [line.strip(" •*-–\t") for line in passage.text.split("\n")]
    begun = [line[:40].split(":")[0] for line in lines if _begins_with_time(line)]
    said = any(words().heading("development_plan").hits(t) for t in passage.path)
    planned = said or words().text("development_plan").hits(passage.text)
    span = months_covered(begun) if len(begun) >= LINES and planned else None
    return (len(begun), span) if span else None


def _of_lines(passage: Passage) -> Finding | None:
    timed = lines_by_time(passage)
    if timed is None:
        return None
    span = timed[1]
    because = f"the lines of the plan begin with times that run over {span[0]} months"
    return _finding(passage, (0, len(passage.text)), span, ("list", because))


def _begins_with_time(line: str) -> bool:
    head = re.sub(
        r"^(?:by|from|in|during|within|end of|between)\s+(?:the end of\s+)?", "", line, flags=re.I
    )
    places = [p.start for p in find_periods(head[:40])]
    steps = re.match(r"(?:months?|weeks?|years?)\s+\w|\w+\s+(?:months?|weeks?)\b", head, re.I)
    marked = re.match(r"[^.:;–-]{2,40}(?:[:;–-]|\s-\s)", head)
    return bool(marked) and (
        (bool(places) and places[0] == 0) or bool(steps and find_steps(head[:40]))
    )


def _of_sentences(parsed: ParsedPassage, *, dated: bool) -> Iterator[Finding]:
    table = words()
    for sentence in parsed.sentences:
        text = sentence.text
        if any(table.text("plan_span").places(text)):
            spans = [_length(p) for p in find_periods(text) if p.end - p.start > 9]
            yield from _said(parsed, sentence, [s for s in spans if s and s > 1])
        elif not dated and any(table.text("development_plan").places(text)):
            yield from _said(parsed, sentence, list(_ahead(text)))


def _ahead(text: str) -> Iterator[int]:
    """Months after words that look forward: "over the next 12 months"."""
    for _, end in words().text("cover_words").places(text):
        near = text[end : end + 30]
        steps = find_steps(near)
        if steps:
            yield steps[0][1]
        elif re.match(r"\s+year\b", near):
            yield 12


def _said(parsed: ParsedPassage, sentence: Sentence, spans: list[int]) -> Iterator[Finding]:
    spans = [s for s in spans if 0 < s <= LONGEST]
    if spans:
        because = f"the text says that the plan runs over {max(spans)} months"
        place = (sentence.start, sentence.end)
        yield _finding(parsed.passage, place, (max(spans), 0), ("prose", because))


def _length(period: Period) -> int | None:
    if period.first_year and period.last_year:
        return _at(period.last_year, period.last) - _at(period.first_year, period.first) + 1
    return (period.last - period.first) % 12 + 1


def months_covered(texts: Sequence[str]) -> tuple[int, int] | None:
    """(months first to last, months in between that no text names), or None without a time."""
    periods = [p for text in texts for p in find_periods(text)]
    if periods:
        return _spanned(_placed(periods))
    steps = [step for text in texts for step in find_steps(text)]
    return _spanned([(1, 1), *steps]) if steps else None


def _spanned(runs: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    ordered = sorted(runs)
    first, last = ordered[0][0], max(end for _, end in ordered)
    span = last - first + 1
    if not 0 < span <= LONGEST:
        return None
    named = {month for a, b in ordered for month in range(a, b + 1)}
    return span, span - len(named)


def _placed(periods: Sequence[Period]) -> list[tuple[int, int]]:
    """Months on one line of years; where no year is written, the order of the rows or, where
    that would make a plan too long, the smallest run that holds them all."""
    known = [_at(p.first_year, p.first) for p in periods if p.first_year is not None]
    if known:
        return _beside_years(periods, min(known))
    runs = _in_order(periods)
    return runs if _is_one_year(periods, runs) else _smallest(periods)


def _beside_years(periods: Sequence[Period], least: int) -> list[tuple[int, int]]:
    """A month without a year is the first at or after the one before, or half a year back."""
    before, runs = least, []
    for period in periods:
        if period.first_year is not None:
            first = _at(period.first_year, period.first)
        else:
            first = before + (period.first - before) % 12
            first -= 12 * (first - before > 6 and first - 12 >= least)  # a row out of order
        runs.append(_run(period, first))
        before = max(first, least)
    return runs


def _in_order(periods: Sequence[Period]) -> list[tuple[int, int]]:
    before, runs = periods[0].first, []
    for period in periods:
        before += (period.first - before) % 12
        runs.append(_run(period, before))
    return runs


def _is_one_year(periods: Sequence[Period], runs: Sequence[tuple[int, int]]) -> bool:
    """Whether rows that follow each other pass one year's end at most, and fill no other year.

    A last third of the rows may run on into the year after: "January, June, December, March".
    """
    steps = list(zip(periods, periods[1:], strict=False))
    back = [i for i, (one, after) in enumerate(steps, 1) if after.first < one.first]
    span = max(last for _, last in runs) - runs[0][0] + 1
    if not back or (len(back) == 1 and span <= 12):
        return True
    near = (periods[back[0]].first - periods[back[0] - 1].first) % 12 <= 6
    return len(back) == 1 and near and len(periods) - back[0] <= len(periods) / 3


def _smallest(periods: Sequence[Period]) -> list[tuple[int, int]]:
    """The periods from the month of one year from which they all end soonest."""

    def placed(start: int) -> list[tuple[int, int]]:
        return [_run(p, start + (p.first - start) % 12) for p in periods]

    starts = dict.fromkeys(p.first for p in periods)
    return min((placed(start) for start in starts), key=lambda runs: _extent(runs)[1])


def _extent(runs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    first = min(a for a, _ in runs)
    return first, max(b for _, b in runs) - first


def _run(period: Period, first: int) -> tuple[int, int]:
    return first, first + (_length(period) or 1) - 1


def _at(year: int, month: int) -> int:
    return year * 12 + month


def _finding(
    passage: Passage, place: tuple[int, int], span: tuple[int, int], said: tuple[str, str]
) -> Finding:
    at = passage.locate(*place)
    return Finding(
        detector="plans",
        rule=said[0],
        kind="months",
        key="development plan",
        at=at,
        quote=passage.text[place[0] : place[0] + at.end - at.start],
        because=said[1],
        passage=passage.id,
        value=float(span[0]),
        facts=(("gaps", str(span[1])),),
    )
