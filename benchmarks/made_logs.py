"""A seed in; a log of coaching in a shape and wording drawn from it, with its true hours, out.

Run as `python -m benchmarks.made_logs [HOW_MANY] [--files]`: logs whose hours and clients are read
to the minute, of those made; with --files each goes by way of a DOCX and a PDF of several pages.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from corpora.build import Assignment, write_docx, write_pdf
from premark.detect.base import Seen
from premark.detect.sessions import sessions
from premark.packs.load import find_pack
from premark.parse import blank_parser
from premark.pipeline import outline
from premark.read import read

NO_RULES: Any = None
NO_LABELS: dict[str, Any] = {
    "criteria": {},
    "models": {},
    "decoys": [],
    "citations_in_text": 0,
    "references_listed": 0,
    "cited_not_listed": [],
    "listed_not_cited": [],
    "quantities": {},
}
Rows = list[list[str]]
MINUTES = (30, 45, 60, 75, 90, 105, 120)
FORMS: dict[int, tuple[str, ...]] = {
    30: ("half an hour", "30 mins", "0.5 hours", "1/2 hour", "30m"),
    45: ("45 minutes", "three quarters of an hour", "0.75 hrs", "¾ hour", "45 mins (Teams)"),
    60: ("1 hour", "1 hr", "60 mins", "an hour", "1h", "one hour", "1.0 hours"),
    75: ("1 hr 15", "75 minutes", "1h15", "1.25 hours", "an hour and a quarter", "1 hour 15 mins"),
    90: ("1h 30", "90 mins", "1.5 hours", "an hour and a half", "1½ hours", "1 hour 30 minutes"),
    105: ("1 hour 45", "105 min", "1.75 hours", "1hr 45 mins", "an hour and three quarters"),
    120: ("2 hours", "120 minutes", "two hours", "2h", "2 hrs"),
}
DATES = ("%d/%m/%Y", "%d.%m.%y", "%-d %B %Y", "%-d %b %Y", "%d-%b-%Y", "%a %-d %b %Y", "%Y-%m-%d")
NAMES = (("Client", "ABC"), ("Coachee", "123"), ("Driver", "PQR"), ("Head", "123"))
TOPICS = ("Delegation", "The board and its papers", "Saying no", "Goal: the rota", "A hard letter")
LOST = ("Cancelled by client", "DNA", "Did not attend, ill", "Cancelled on the day")
HEADS = (
    ("Date", "Length", "Topic"),
    ("When", "How long", "What we talked about"),
    ("Session date", "Duration", "Focus and link to goal"),
    ("Date", "Time", "Key points"),
)


@dataclass(frozen=True)
class Made:
    """Tables of a log, or lines of one in prose, and what they come to."""

    tables: tuple[Rows, ...]
    lines: tuple[str, ...]
    hours: float
    clients: int


def made_log(seed: int, meetings: int = 12) -> Made:
    """A log with its meetings in order; every third seed gives one in prose."""
    draw = Random(seed)
    noun, ids = draw.choice(NAMES)
    held = list(_held(draw, [f"{noun} {one}" for one in ids], meetings))
    hours = sum(minutes for *_, minutes, lost in held if not lost) / 60
    clients = len({who for who, *_ in held})
    if seed % 3 == 2:
        return Made((), tuple(_entry(draw, *one) for one in held), round(hours, 4), clients)
    return Made(tuple(_tables(draw, held)), (), round(hours, 4), clients)


Held = tuple[str, date, str, int, bool]


def _held(draw: Random, people: Sequence[str], count: int) -> list[Held]:
    """(who, day, form of the date, minutes, lost) of each meeting; the first of each is held."""
    day, form = date(2024, 1, 8) + timedelta(days=draw.randrange(60)), draw.choice(DATES)
    found = []
    for k in range(count):
        day += timedelta(days=draw.randrange(1, 12))
        lost = k >= len(people) and draw.random() < 0.15
        found.append((people[k % len(people)], day, form, draw.choice(MINUTES), lost))
    return found


def _length(draw: Random, minutes: int) -> str:
    if draw.random() < 0.2:
        start = draw.choice((540, 615, 840, 870))
        end = start + minutes
        mark = draw.choice(" -  - – to ".split())
        return f"{start // 60}:{start % 60:02d} {mark} {end // 60}:{end % 60:02d}"
    return draw.choice(FORMS[minutes])


def _tables(draw: Random, held: list[Held]) -> list[Rows]:
    """One table with a column of people, or one for each; with sub-totals or a total at times."""
    if draw.random() < 0.5:
        head = ["Client", *draw.choice(HEADS)]
        return [_with_total(draw, [head, *(_row(draw, one, named=True) for one in held)], held)]
    found = []
    for who in dict.fromkeys(one[0] for one in held):
        theirs = [one for one in held if one[0] == who]
        head = [who, *draw.choice(HEADS)]
        rows = [[str(n), *_row(draw, one)] for n, one in enumerate(theirs, 1)]
        found.append(_with_total(draw, [head, *rows], theirs))
    return found


def _row(draw: Random, one: Held, *, named: bool = False) -> list[str]:
    who, day, form, minutes, lost = one
    topic = draw.choice(LOST) if lost else draw.choice(TOPICS)
    return [*([who] if named else []), day.strftime(form), _length(draw, minutes), topic]


def _with_total(draw: Random, rows: Rows, held: list[Held]) -> Rows:
    if draw.random() < 0.5:
        return rows
    hours = sum(one[3] for one in held if not one[4]) / 60
    half = len(rows) // 2 + 1
    word = draw.choice(("Total", "Sub-total", "Total hours", "Running total"))
    total = [word, "", f"{hours:g} hours", ""]
    return [*rows, total] if draw.random() < 0.7 else [*rows[:half], total, *rows[half:]]


def _entry(draw: Random, who: str, day: date, form: str, minutes: int, lost: bool) -> str:
    said = draw.choice(LOST) if lost else f"We looked at {draw.choice(TOPICS).lower()} together"
    return f"{day.strftime(form)}, {who}, {draw.choice(FORMS[minutes])}. {said}."


def as_assignment(made: Made) -> Assignment:
    """A submission that holds the log and enough prose around it."""
    blocks: list[dict[str, Any]] = [{"type": "heading", "level": 1, "text": "My coaching log"}]
    blocks += [
        {"type": "table", "criterion": [], "role": "session_log", "rows": rows}
        for rows in made.tables
    ]
    blocks += [{"type": "para", "criterion": [], "text": line} for line in made.lines]
    return Assignment.model_validate(
        {
            "id": "m00",
            "unit": "8580-501",
            "title": "A log",
            "learner": "",
            "layout": "styled",
            "heading_kind": "own",
            "person_names_left": [],
            "blocks": blocks,
            "gold": NO_LABELS,
        }
    )


def counted(made: Made, suffix: str = ".docx") -> tuple[float, int]:
    """Hours of coaching and clients that premark reads of the log, by way of a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"log{suffix}"
        (write_pdf if suffix == ".pdf" else write_docx)(as_assignment(made), file)
        document = read([file])
    _, passages = outline(document, find_pack("8580-501"))
    seen = Seen(tuple(blank_parser().parse(passages)), np.zeros((0, 1), dtype=np.float32))
    found = list(sessions(seen, NO_RULES))
    of = [f for f in found if f.kind == "session" and f.fact("of") == "practice"]
    hours = sum(f.value or 0.0 for f in of if f.fact("counted") == "yes")
    return round(hours, 4), len({f.key for f in found if f.kind == "client"})


def main(arguments: list[str]) -> None:
    numbers = [int(a) for a in arguments if a.isdigit()]
    many = numbers[0] if numbers else 100
    for suffix in (".docx", ".pdf") if "--files" in arguments else (".docx",):
        right = 0
        for seed in range(many):
            made = made_log(seed, meetings=40 if "--files" in arguments else 12)
            ours = counted(made, suffix)
            same = abs(ours[0] - made.hours) < 0.01 and ours[1] == made.clients
            right += same
            if not same:
                print(f"seed {seed}{suffix}: read {ours}, made {(made.hours, made.clients)}")
        print(f"{suffix}: hours and clients exact in {right} of {many}")


if __name__ == "__main__":
    main(sys.argv[1:])
