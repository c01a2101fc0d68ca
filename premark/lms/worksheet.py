"""Moodle's offline grading worksheet and a comment for each submission in; the same worksheet with
the comments in its feedback column, and not a byte of anything else changed, out.

Moodle takes it back with "Upload grading worksheet". It joins rows on the identifier, leaves each
grade as it is where the cell is as it was, and passes over a row whose work was marked meanwhile.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml

from premark.errors import ReadError
from premark.lms.csv_spans import Cell, Row, Sheet, column, plain_words, read_sheet
from premark.plain import SIGNS, one_line
from premark.read import load, shown
from premark.types.cohort import Submission
from premark.types.document import Value
from premark.written import write_file

_IDENTIFIER = re.compile(r"(\D*?)\s*([0-9]{1,18})")
_PAIRED = re.compile(r"(.+?)\s*[(（\[].+[)）\]]")  # "Last modified (submission)", "... (grade)"
_BLANK_HTML = re.compile(
    r"<[\s/]{0,9}(?:p|br|div|span)\b[^<>]{0,300}>|&nbsp;|&#160;", re.IGNORECASE
)
_LIVE = re.compile(f'((?:^|[,;|\t])[\\s"]*)([{SIGNS}])')
_HINT = "In Moodle: open the assignment, Submissions, Download grading worksheet; give that file."
_LONGEST = 200  # characters of a heading, or of who a row is
_NOT_ASCII = re.compile(r"[^ -~]")


class Comment(Value):
    """HTML for a participant; `learner` is the name that the row must have, "" where any may."""

    html: str
    learner: str = ""


class Filled(Value):
    """What became of the rows and comments, by participants' numbers (and names of teams).

    `filled` counts rows. `kept` have feedback of somebody's already; `others` have the number but
    another name: a team's number, or a worksheet of another assignment. `without_row` are comments
    that no row was found for, `without_comment` rows that none was given for. Nothing is written
    where `filled` is 0.
    """

    filled: int
    kept: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    without_row: tuple[str, ...] = ()
    without_comment: tuple[str, ...] = ()


class Words(Value):
    columns: dict[str, tuple[str, ...]]
    comments: dict[str, dict[str, str]]


@lru_cache(maxsize=1)
def _words() -> Words:
    text = (files("premark.lms") / "worksheet.yaml").read_text(encoding="utf-8")
    return Words.model_validate(yaml.safe_load(text))


def fill_worksheet(
    worksheet: Path,
    comments: Mapping[str, str | Comment],
    out: Path,
    *,
    teams: Mapping[str, str] | None = None,
    overwrite: bool = False,
) -> Filled:
    """Write the worksheet with `comments`, HTML as `comment_html` makes it, by number.

    A number is a participant's, never a team's: what is a team's goes into `teams`, by its name,
    and to each of its members. Encoding, byte order mark, line ends, quotes and the order of rows
    stay. A row with feedback is left alone unless `overwrite`. Raises ReadError as
    `file:line: column: what was found, what was expected`, or OutputError.
    """
    sheet = read_sheet(load(worksheet), shown(worksheet.name))
    places = _columns(sheet)
    wanted = {_number(number): _comment(given) for number, given in comments.items()}
    by_team = {plain_words(team): _comment(given) for team, given in (teams or {}).items()}
    changed: dict[Cell, str] = {}
    told: dict[str, list[str]] = {"kept": [], "others": [], "without_comment": []}
    met: set[str] = set()
    for row in sheet.rows[1:]:
        number, team = _read_number(row, places.identifier, sheet), _said(row, places.group)
        comment = wanted.get(number) or by_team.get(plain_words(team))
        met |= {number, plain_words(team)}
        why = _why_not(row, comment, places, overwrite=overwrite)
        if why:
            told[why].append(number)
        elif comment is not None:
            changed[row.cells[places.feedback]] = _inert(comment.html)
    if changed:
        write_file(sheet.with_cells(changed), out, spare=[worksheet])
    unmet = [number for number in wanted if number not in met]
    unmet += [team for team in teams or {} if plain_words(team) not in met]
    return Filled.model_validate({"filled": len(changed), "without_row": unmet, **told})


def addressed(submission: Submission, html: str) -> Comment:
    """A comment for the participant of a submission and for nobody of another name."""
    name = "" if submission.blind or submission.team else submission.prefix.partition("_")[0]
    return Comment(html=html, learner=name)


def _comment(given: str | Comment) -> Comment:
    return given if isinstance(given, Comment) else Comment(html=given)


def _said(row: Row, place: int | None) -> str:
    return "" if place is None else row.cells[place].value


def _why_not(row: Row, comment: Comment | None, places: _Places, *, overwrite: bool) -> str:
    """Under which heading a row is told that is not filled; "" where it is."""
    if comment is None or not comment.html.strip():
        return "without_comment"
    name = _letters(_said(row, places.name))
    if comment.learner and name and name != _letters(comment.learner):
        return "others"
    kept = not overwrite and _has_feedback(row.cells[places.feedback], comment.html)
    return "kept" if kept else ""


def _letters(name: str) -> str:
    """A name without what Moodle takes out of names of files."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def comment_html(
    rows: Sequence[tuple[str, str, Sequence[str]]], *, learner: bool = False, about: str = ""
) -> str:
    """A comment of one line of HTML: each row is a criterion's code, the strength of its evidence,
    and sentences of what is short there.

    With `learner` strengths are not told, nor criteria without anything short. `about` stands
    first, in the place of what premark ships.
    """
    words = _words().comments["learner" if learner else "assessor"]
    items = [_item(row, words) for row in rows if row[2] or not learner]
    said = f"<ul>{''.join(items)}</ul>" if items else f"<p>{_text(words['nothing'])}</p>"
    return f"<p>{_text(about or words['opens'])}</p>{said}"


def _item(row: tuple[str, str, Sequence[str]], words: Mapping[str, str]) -> str:
    code, strength, short = row
    said = words["row"].replace("{strength}", strength).replace("{code}", code)
    if short:
        listed = "; ".join(text.strip().rstrip(".") for text in short).replace("?; ", "? ")
        said += " " + words["short"].replace("{short}", listed).replace("?.", "?")
    return f"<li>{_text(said)}</li>"


def _text(said: str) -> str:
    return html.escape(one_line(said))


def _inert(comment: str) -> str:
    """HTML that any encoding holds, that Moodle's reader of CSV and a spreadsheet take as text."""
    text = comment if comment.lstrip().startswith("<") else f"<p>{comment}</p>"
    text = _NOT_ASCII.sub(_entity, " ".join(text.split())).replace("\\", "&#92;")
    while (safe := _LIVE.sub(lambda hit: hit[1] + _entity_of(hit[2]), text)) != text:
        text = safe
    return text


def _entity(hit: re.Match[str]) -> str:
    return "" if 0xD800 <= ord(hit[0]) < 0xE000 or ord(hit[0]) < 0xA0 else _entity_of(hit[0])


def _entity_of(sign: str) -> str:
    return f"&#{ord(sign)};"


def _has_feedback(cell: Cell, comment: str) -> bool:
    """Whether somebody's own words stand there; the very comment is no such thing."""
    return bool(_BLANK_HTML.sub("", cell.value).strip()) and cell.value != _inert(comment)


def _number(number: str) -> str:
    return str(int(number)) if number.isdecimal() and number.isascii() else number


@dataclass(frozen=True)
class _Places:
    """Columns by number from 0; None where there is no such column, or its heading is not known."""

    identifier: int
    feedback: int
    name: int | None
    group: int | None


def _columns(sheet: Sheet) -> _Places:
    """Raises ReadError where identifier or feedback is missing."""
    header = sheet.rows[0].cells
    words = _words().columns
    identifier = column(header, words["identifier"])
    if identifier is None:
        identifier = next(_by_contents(sheet), None)
    if identifier is None:
        raise _missing(sheet, "identifier", "no column holds the participants' numbers")
    feedback = column(header, words["feedback"])
    if feedback is None:
        feedback = _by_place(header)
    if feedback is None or feedback == identifier:
        raise _missing(sheet, "feedback comments", "no column for them")
    name, group = column(header, words["name"]), column(header, words["group"])
    return _Places(identifier, feedback, name, group)


def _identified(cell: Cell) -> re.Match[str] | None:
    return _IDENTIFIER.fullmatch(cell.value.strip()[:_LONGEST])


def _by_contents(sheet: Sheet) -> Iterator[int]:
    """Columns whose every cell is the same word and a number: "Participant 12"."""
    for place in range(len(sheet.rows[0].cells)):
        found = [_identified(row.cells[place]) for row in sheet.rows[1:]]
        words = {hit[1] if hit else None for hit in found}
        if len(words) == 1 and None not in words and words != {""}:
            yield place


def _by_place(header: Sequence[Cell]) -> int | None:
    """The column behind the second of two headings that differ in their brackets alone.

    In every language these are the times of submission and grade, and Moodle writes the comments
    right behind the latter.
    """
    pairs = [_PAIRED.fullmatch(cell.value.strip()[:_LONGEST]) for cell in header]
    heads = [plain_words(hit[1]) if hit else "" for hit in pairs]
    twice = [i for i, head in enumerate(heads) if head and head in heads[:i]]
    return twice[0] + 1 if len(twice) == 1 and twice[0] + 1 < len(header) else None


def _missing(sheet: Sheet, which: str, problem: str) -> ReadError:
    found = one_line(", ".join(cell.value for cell in sheet.rows[0].cells), 300)
    said = f"{sheet.name}:{sheet.rows[0].line}: {which}: {problem}; found: {found}"
    hint = f"{_HINT} Its feedback type 'Feedback comments' has to be on in the assignment."
    return ReadError(said, hint=hint)


def _read_number(row: Row, place: int, sheet: Sheet) -> str:
    found = _identified(row.cells[place])
    if found is None:
        named = one_line(sheet.rows[0].cells[place].value, 40)
        said = f"{sheet.name}:{row.line}: {named}: {one_line(row.cells[place].value, 40)!r}"
        raise ReadError(f"{said} was found, a participant's number was expected", hint=_HINT)
    return str(int(found[2]))
