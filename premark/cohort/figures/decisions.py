"""A decisions CSV (submission, criterion, assessor, judgement, date) in; decisions, checked, out.

A decisions file is from outside: columns are found by their names, a mistake is told at its line,
and what belongs to no submission here is told and counted, never dropped in silence.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from premark.cohort.figures.days import read_date
from premark.cohort.figures.wording import say
from premark.errors import ReadError
from premark.packs.cohort_settings import (
    CohortSettings,
    ColumnName,
    folded,
    load_cohort_settings,
)
from premark.plain import one_line
from premark.report.words import any_of
from premark.types.document import Value
from premark.types.evidence import STRENGTHS

MOST_BYTES = 50_000_000
MOST_TOLD = 5  # mistakes that are told at once
NEEDED: tuple[ColumnName, ...] = ("submission", "criterion", "assessor", "judgement")
SEPARATORS = (",", ";", "\t")
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_EXCEL = re.compile("sep=([,;\t|])\r?\n", re.IGNORECASE)  # a line that Excel reads and hides
_CODE = re.compile(r"(?:ac|criterion|criteria)?\s*", re.IGNORECASE)
_HINT = "Mend these lines, or add your centre's words to a settings file: see criteria/cohort.yaml."
_SHAPE = "Save it as CSV UTF-8, headed: submission, criterion, assessor, judgement, date."


class Decision(Value):
    """What one assessor decided of one criterion. `date` is as 2026-03-14, "" where none is given.

    A judgement in four words has its `level` (none 0 to strong 3). One in two words has its `cut`,
    the level from which on a criterion is above it, and whether it is `above`.
    """

    submission: str
    criterion: str
    assessor: str
    judgement: str
    date: str = ""
    line: int = 0
    level: int | None = None
    cut: int | None = None
    above: bool | None = None

    @property
    def word(self) -> str:
        """What was decided in words of evidence, whatever words the assessor used."""
        if self.level is not None:
            return STRENGTHS[self.level]
        return say("decisions.above" if self.above else "decisions.under")


@dataclass(frozen=True)
class Settled:
    """Decisions of this cohort, each assessor once a criterion; `before` counts by assessor the
    submissions elsewhere that were decided on; `notes` tell what was left out and why."""

    decisions: tuple[Decision, ...]
    before: Mapping[str, int]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Mistake:
    line: int
    column: str
    problem: str


def read_decisions(path: Path, settings: CohortSettings | None = None) -> tuple[Decision, ...]:
    """Every decision of the file, in its order. Raises ReadError with the first mistakes, each as
    `file:line: column: what was found, what was expected`."""
    settings = settings or load_cohort_settings()
    header, rows = _table(path)
    columns = _columns(header, settings, path)
    read: list[Decision] = []
    mistakes: list[_Mistake] = []
    for line, cells in rows:
        found = {name: one_line(cells[at]) for name, at in columns.items() if at < len(cells)}
        wrong = list(_mistakes(line, found, settings))
        mistakes += wrong
        if not wrong:
            read.append(_decision(line, found, settings))
    if mistakes:
        raise _told(path, mistakes)
    return tuple(read)


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The heading row, and the rows that are not blank with the line each begins in."""
    text = _text(path)
    separator = _separator(text)
    named = _EXCEL.match(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not (named and begins == 1):
                rows.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        said = f"{path.name}:{begins}: row: is not CSV ({error})"
        raise ReadError(said, hint=_SHAPE) from error
    if not rows:
        raise ReadError(f"{path.name}: holds no rows", hint=_SHAPE)
    return rows[0][1], rows[1:]


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        said = f"{path.name}: cannot be read ({reason})"
        raise ReadError(said, hint="Check the name and the folder.") from error
    if len(data) > MOST_BYTES:
        said = f"{path.name}: is larger than {MOST_BYTES // 1_000_000} MB"
        raise ReadError(said, hint="Give the decisions of one cohort.")
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separator(text: str) -> str:
    """What most divides the first line that says something."""
    if named := _EXCEL.match(text):
        return named.group(1)
    line = next((each for each in text.splitlines() if each.strip()), "")
    return max(SEPARATORS, key=line.count)


def _columns(
    header: Sequence[str], settings: CohortSettings, path: Path
) -> dict[ColumnName, int]:
    """Where each column stands, by any of its names."""
    names = [folded(one_line(cell)) for cell in header]
    found: dict[ColumnName, int] = {}
    for column, also in settings.decision_columns.items():
        places = (names.index(folded(name)) for name in (column, *also) if folded(name) in names)
        if (place := next(places, None)) is not None:
            found[column] = place
    lacking = [name for name in NEEDED if name not in found]
    if lacking:
        had = ", ".join(one_line(cell, 30) for cell in header[:12])
        said = f"{path.name}:1: heading row: found {had}; expected also {', '.join(lacking)}"
        raise ReadError(said, hint=_SHAPE)
    return found


def _mistakes(
    line: int, cells: Mapping[ColumnName, str], settings: CohortSettings
) -> Iterator[_Mistake]:
    for name in NEEDED:
        if not cells.get(name):
            yield _Mistake(line, name, "is empty; expected a value")
    judgement, day = cells.get("judgement", ""), cells.get("date", "")
    if judgement and settings.judgement(judgement) is None:
        known = [word for each in settings.judgements for word in each.words]
        near = get_close_matches(folded(judgement), known, n=1)
        meant = f" (did you mean {near[0]}?)" if near else ""
        first = any_of([each.words[0] for each in settings.judgements])
        said = f"found {one_line(judgement, 30)!r}{meant}; expected {first}, or another word for it"
        yield _Mistake(line, "judgement", said)
    if day and read_date(day) is None:
        said = f"found {one_line(day, 30)!r}; expected a date such as 2026-03-14 or 14/03/2026"
        yield _Mistake(line, "date", said)


def _decision(
    line: int, cells: Mapping[ColumnName, str], settings: CohortSettings
) -> Decision:
    said = settings.judgement(cells["judgement"])
    day = read_date(cells.get("date", ""))
    assert said is not None  # `_mistakes` has seen to it
    four = said.scale == "four"
    return Decision(
        submission=cells["submission"],
        criterion=_CODE.sub("", cells["criterion"], count=1),
        assessor=one_line(cells["assessor"], 80),
        judgement=one_line(cells["judgement"], 40),
        date=day.isoformat() if day else "",
        line=line,
        level=said.levels[0] if four else None,
        cut=None if four else said.cut,
        above=None if four else said.cut in said.levels,
    )


def _told(path: Path, mistakes: Sequence[_Mistake]) -> ReadError:
    """Each mistake once, at its first line, with how many lines more have it."""
    lines: dict[tuple[str, str], list[int]] = {}
    for mistake in mistakes:
        lines.setdefault((mistake.column, mistake.problem), []).append(mistake.line)
    told = [
        f"{path.name}:{first}: {column}: {problem}" + (f" (and {len(more)} more)" if more else "")
        for (column, problem), (first, *more) in lines.items()
    ]
    rest = [f"... and {len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else []
    return ReadError("\n".join([*told[:MOST_TOLD], *rest]), hint=_HINT)


def settle(
    decisions: Sequence[Decision],
    units: Mapping[str, str],
    criteria: Mapping[str, Sequence[str]],
    numbers: Mapping[str, str] | None = None,
) -> Settled:
    """The decisions of this cohort: `units` by submission, `criteria` by unit, and the ids of
    submissions by the platform's `numbers`, which a decision may be given by."""
    ids = {
        folded(also): own
        for number, own in (numbers or {}).items()
        for also in (number, f"Participant {number}")  # as a Moodle worksheet has it
    }
    ids |= {folded(each): each for each in units}
    here, elsewhere, misnamed = [], [], []
    for each in decisions:
        own = ids.get(folded(each.submission))
        if own is None:
            elsewhere.append(each)
        elif each.criterion not in criteria.get(units[own], ()):
            misnamed.append(each)
        else:
            here.append(each.model_copy(update={"submission": own}))
    kept = _last(here)
    named = {folded(each.assessor): each.assessor for each in reversed((*here, *elsewhere))}
    done = {(folded(each.assessor), folded(each.submission)) for each in elsewhere}
    before = {name: sum(who == key for who, _ in done) for key, name in sorted(named.items())}
    spelt = [each.model_copy(update={"assessor": named[folded(each.assessor)]}) for each in kept]
    notes = (*_outside(elsewhere, misnamed), *_again(here, kept))
    return Settled(tuple(spelt), before, notes)


def _last(decisions: Sequence[Decision]) -> list[Decision]:
    """One of each assessor, submission and criterion: the later date, then the later line."""
    latest: dict[tuple[str, str, str], Decision] = {}
    for each in sorted(decisions, key=lambda d: (d.date, d.line)):
        latest[each.submission, each.criterion, folded(each.assessor)] = each
    return sorted(latest.values(), key=lambda d: d.line)


def _outside(elsewhere: Sequence[Decision], misnamed: Sequence[Decision]) -> Iterator[str]:
    """By line only: what stands in the cell may be a learner's name."""
    if elsewhere:
        figures = {"n": len(elsewhere), "of": len({d.submission for d in elsewhere})}
        yield say("decisions.unknown_submission", **figures, line=elsewhere[0].line)
    if misnamed:
        yield say("decisions.unknown_criterion", n=len(misnamed), line=misnamed[0].line)


def _again(here: Sequence[Decision], kept: Sequence[Decision]) -> Iterator[str]:
    if len(here) > len(kept):
        yield say("decisions.doubled", n=len(here) - len(kept))
