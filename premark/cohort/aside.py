"""Findings that someone set aside for one submission: a CSV in; what it says, or a new one, out.

What is set aside is left out of what is short there, and nowhere else. It changes no review.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from premark.cohort.figures.days import read_date
from premark.cohort.tables.rows import Place
from premark.errors import ReadError
from premark.packs.cohort_settings import folded
from premark.plain import inert, one_line
from premark.types.cohort import Record
from premark.types.document import Value
from premark.written import write_file

FILE = "set-aside.csv"
COLUMNS = ("submission", "criterion", "requirement", "by", "date", "note")
NEEDED = COLUMNS[:4]
MOST_BYTES = 20_000_000
MOST_TOLD = 10
_LONGEST = 500  # characters of a note
_SHAPE = f"Save it as CSV UTF-8, headed: {', '.join(COLUMNS)}."
Again = Callable[[str], Record | None]


class SetAside(Value):
    """That `by` set an element aside for one submission. `date` is as 2026-03-14, or ""."""

    submission: str
    criterion: str
    requirement: str
    by: str
    date: str = ""
    note: str = ""
    line: int = 0

    @property
    def place(self) -> Place:
        return self.submission, self.criterion, self.requirement


@dataclass(frozen=True)
class _Mistake:
    line: int
    column: str
    problem: str


def read_aside(path: Path) -> tuple[SetAside, ...]:
    """All that is set aside, in the order of the file; nothing where there is no such file.

    Raises ReadError with up to ten mistakes, each as `file:line: column: what was found`.
    """
    if not path.exists():
        return ()
    header, rows = _table(path)
    places = _places(header, path)
    read: list[SetAside] = []
    mistakes: list[_Mistake] = []
    for line, cells in rows:
        found = {name: one_line(cells[at]) for name, at in places.items() if at < len(cells)}
        wrong = list(_mistakes(line, found))
        mistakes += wrong
        if not wrong:
            read.append(_said(line, found))
    if mistakes:
        raise _told(path, mistakes)
    return tuple(read)


def places(aside: Iterable[SetAside]) -> frozenset[Place]:
    """What the table and the picture of a cohort are to leave out."""
    return frozenset(each.place for each in aside)


def unmatched(aside: Sequence[SetAside], again: Again) -> tuple[str, ...]:
    """A sentence for each row that names nothing that is there; `again` gives a record by its
    submission's id. By line only: what stands in the cell may be a learner's name."""
    records = {each.submission: again(each.submission) for each in aside}
    return tuple(
        f"{FILE}:{each.line}: {problem}; the row sets nothing aside."
        for each in aside
        if (problem := _nothing(each, records[each.submission]))
    )


def _nothing(each: SetAside, record: Record | None) -> str:
    """Why a row names nothing; "" where it does."""
    if record is None:
        return "submission: no submission of this cohort has that id"
    row = next((c for c in record.criteria if c.criterion == each.criterion), None)
    if row is None:
        return f"criterion: unit {one_line(record.unit, 20)} has none of that number"
    if all(element.requirement != each.requirement for element in row.elements):
        return f"requirement: criterion {one_line(row.criterion, 20)} has no element of that name"
    return ""


def add_aside(folder: Path, said: SetAside, known: Collection[Place]) -> Path:
    """Write `FILE` anew with one row more. `known` are the cohort's submissions' elements.

    Raises ReadError for what names nothing there, or is set aside already; OutputError.
    """
    path = folder / FILE
    had = read_aside(path)
    _check_known(said, known)
    before = next((each for each in had if each.place == said.place), None)
    if before is not None:
        text = f"{FILE}:{before.line}: it is set aside already, by {one_line(before.by, 60)}"
        raise ReadError(text, hint="Take it back with --undo to set it aside anew.")
    return _write(path, (*had, said))


def places_in(folder: Path) -> tuple[Place, ...]:
    """All elements of a cohort's submissions, from its dataset. Raises as `read_tables` does."""
    from premark.cohort.tables.tidy import read_tables

    frame = read_tables(folder)
    names = ["submission", "criterion", "requirement"]
    rows = frame.loc[frame["requirement"] != "", names].astype(str)
    return tuple((str(a), str(b), str(c)) for a, b, c in rows.itertuples(index=False))


def undo_aside(folder: Path, place: Place) -> Path:
    """Write `FILE` anew without what was said of a place. Raises ReadError where nothing was."""
    path = folder / FILE
    had = read_aside(path)
    kept = tuple(each for each in had if each.place != place)
    if len(kept) == len(had):
        raise ReadError(f"{FILE}: nothing is set aside there", hint=f"See {FILE} for what is.")
    return _write(path, kept)


def _check_known(said: SetAside, known: Collection[Place]) -> None:
    """Refuse a place that the cohort does not have, with what it has that is most alike."""
    if said.place in known:
        return
    names = ("submission", "criterion", "requirement")
    rest = list(known)
    for i, name in enumerate(names):
        here = list(dict.fromkeys(place[i] for place in rest))
        if said.place[i] in here:
            rest = [place for place in rest if place[i] == said.place[i]]
            continue
        near = get_close_matches(said.place[i], here, n=3, cutoff=0.5) or here[:3]
        found = f"--{name}: found {one_line(said.place[i], 60)!r}"
        raise ReadError(
            f"{found}, which is not in this cohort", hint=f"Nearest are: {', '.join(near)}."
        )


def _write(path: Path, rows: Sequence[SetAside]) -> Path:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in rows:
        cells = (*each.place, each.by, each.date, each.note)
        writer.writerow([inert(one_line(cell)) for cell in cells])
    return write_file(out.getvalue().encode("utf-8-sig"), path, option="DIR")


def today() -> str:
    """The day on which someone sets a finding aside."""
    return date.today().isoformat()


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The heading row, and the rows that are not blank with the line each begins in."""
    text = _text(path)
    first = text.split("\n", 1)[0]
    separator = max((",", ";", "\t"), key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(f"{path.name}:{begins}: row: is not CSV ({error})", hint=_SHAPE) from error
    return (rows[0][1], rows[1:]) if rows else (list(COLUMNS), [])


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ReadError(f"{path.name}: cannot be read ({reason})", hint=_SHAPE) from error
    if len(data) > MOST_BYTES:
        raise ReadError(f"{path.name}: is larger than {MOST_BYTES // 1_000_000} MB", hint=_SHAPE)
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _places(header: Sequence[str], path: Path) -> dict[str, int]:
    names = [folded(one_line(cell)) for cell in header]
    found = {name: names.index(name) for name in COLUMNS if name in names}
    lacking = [name for name in NEEDED if name not in found]
    if lacking:
        had = ", ".join(one_line(cell, 30) for cell in header[:12])
        said = f"{path.name}:1: heading row: found {had}; expected also {', '.join(lacking)}"
        raise ReadError(said, hint=_SHAPE)
    return found


def _mistakes(line: int, cells: dict[str, str]) -> Iterator[_Mistake]:
    for name in NEEDED:
        if not cells.get(name):
            yield _Mistake(line, name, "is empty; expected a value")
    day = cells.get("date", "")
    if day and read_date(day) is None:
        found = one_line(day, 30)
        yield _Mistake(line, "date", f"found {found!r}; expected a date such as 2026-03-14")


def _said(line: int, cells: dict[str, str]) -> SetAside:
    day = read_date(cells.get("date", ""))
    return SetAside(
        submission=cells["submission"],
        criterion=cells["criterion"],
        requirement=cells["requirement"],
        by=cells["by"],
        date=day.isoformat() if day else "",
        note=one_line(cells.get("note", ""), _LONGEST),
        line=line,
    )


def _told(path: Path, mistakes: Sequence[_Mistake]) -> ReadError:
    lines = [f"{path.name}:{m.line}: {m.column}: {m.problem}" for m in mistakes[:MOST_TOLD]]
    if len(mistakes) > MOST_TOLD:
        lines.append(f"... and {len(mistakes) - MOST_TOLD} more")
    return ReadError("\n".join(lines), hint="Mend these lines.")
