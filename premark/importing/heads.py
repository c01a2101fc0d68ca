"""A line in; the heading, the unit or the field that it is, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from premark.importing.drafts import SourceLine
from premark.importing.numbering import coded, outcome_number
from premark.importing.words import ImportWords, any_of

_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_CODE = (
    r"(?:\d{4}\s?[-/]\s?\d{3}|[A-Z]{1,4}/?\d{1,4}(?:[./]\d{1,4})*|\d{1,4}(?:\.\d{1,2})?|"
    + "|".join(_NUMBER_WORDS)
    + r"|[IVX]{1,4}(?=\W|$))"
)
_LONGEST_TITLE = 30
_LONGEST_HEAD = 16
_PAGE_AT_END = re.compile(r"(?:[.…_\s]{3,}+|\s)\s*[\divxlIVXL]{1,4}\s*$")


@dataclass(frozen=True)
class UnitHead:
    """A line that opens a unit. `word` is the body's word for a unit; `code` as printed."""

    word: str
    code: str
    title: str


def unit_head(text: str, words: ImportWords) -> UnitHead | None:
    """The unit that a heading names: "Unit 700 Title", "Assignment One:", "Unit 3.1: Title"."""
    names = "|".join(re.escape(word) for word in words.unit_words)
    found = re.match(
        rf"(?P<word>{names})\s*(?:number|no\.?)?\s*[:#-]?\s*(?P<code>{_CODE})"
        r"(?P<after>\s*[:.)–—-]*\s*)(?P<title>.*)$",
        text,
        re.IGNORECASE,
    )
    if not found:
        return None
    title, code = found.group("title").strip(), found.group("code")
    if not found.group("after") and title and not title[0].isupper():
        return None
    prose = len(title.split()) > _LONGEST_TITLE or title.endswith((".", ";", ","))
    if prose or (title and not (title[0].isupper() or title[0].isdigit() or title[0] in "'\"‘“(")):
        return None
    return UnitHead(found.group("word").lower(), _shown(code), title)


def _shown(code: str) -> str:
    lowered = code.lower()
    return str(_NUMBER_WORDS.index(lowered) + 1) if lowered in _NUMBER_WORDS else code


def is_contents(line: SourceLine, words: ImportWords) -> bool:
    """A line of a table of contents: a unit's name and a page."""
    parts = [cell for cell in line.cells if cell]
    if len(parts) == 2:
        paged = re.fullmatch(r"\w?\s?\d{1,3}", parts[1])
        return bool(paged and unit_head(parts[0], words))
    trailing = _PAGE_AT_END.search(line.raw)
    dotted = trailing and re.search(r"[.…_]{3,}", trailing.group())
    return bool(dotted)


def field_of(line: SourceLine, words: ImportWords) -> tuple[str, str] | None:
    """The field that a line fills and its value: "Level: 4" gives ("level", "4")."""
    parts = [cell for cell in line.cells if cell]
    if len(parts) == 2:
        label, value = parts
    else:
        label, colon, value = line.text.partition(":")
        if not colon:
            return _unparted(line, words)
    label = label.strip().rstrip(":").strip()
    for name, phrases in words.fields.items():
        if any_of(phrases).fullmatch(label):
            return name, value.strip()
    return None


def _unparted(line: SourceLine, words: ImportWords) -> tuple[str, str] | None:
    """ "Level 4", "Credit value 5": a label that a figure follows without a colon."""
    found = re.fullmatch(r"(?P<label>[A-Za-z ]{3,40}?)\s+(?P<value>\d{1,4})", line.text)
    if not found:
        return None
    for name in ("level", "particular"):
        if any_of(words.fields[name]).fullmatch(found.group("label")):
            return name, found.group("value")
    return None


def head_of(text: str, words: ImportWords) -> tuple[str, str] | None:
    """The part that a heading opens, and what stands on its line after a colon."""
    plain = re.sub(r"^[\W\d]+(?=[A-Za-z])|\s*\(?continued\)?\s*$", "", text).strip()
    for part, phrases in words.heads.items():
        if any_of(phrases).fullmatch(plain.rstrip(" :.-–—")):
            return part, ""
    label, colon, rest = plain.partition(":")
    if colon and rest.strip():
        for part in ("outcome", "depth", "guidance", "sufficiency"):
            if any_of(words.heads[part]).fullmatch(label.strip()):
                return part, rest.strip()
    return None


def rung_of(text: str, words: ImportWords) -> tuple[str, str] | None:
    """The rung of sufficiency that a line opens, and its text after a colon or dash."""
    label, colon, rest = re.match(r"([^:–—]{0,40})([:–—]?)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    for name in sorted(words.sufficiency, key=lambda n: -len(n)):
        if any_of(words.sufficiency[name]).fullmatch(label.strip()):
            return (name, rest.strip()) if colon or not rest.strip() else None
    return None


def column_role(cell: str, words: ImportWords) -> str:
    """The part that a column's heading opens; "" for a column of none."""
    cell = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*", " ", cell).strip() or cell
    found = head_of(cell, words)
    if found:
        return found[0]
    rung = rung_of(cell, words)
    if rung and not rung[1]:
        return f"sufficiency:{rung[0]}"
    if len(cell.split()) > _LONGEST_HEAD or coded(cell) or outcome_number(cell):
        return ""
    for part in ("criteria", "guidance", "depth", "outcome", "sufficiency"):
        if any_of(words.heads[part]).match(cell):
            return part
    return ""


def run_together(text: str, words: ImportWords) -> tuple[str, str] | None:
    """Two headings of columns on one line: "Assessment criteria Guidance for assessors"."""
    if len(text.split()) > _LONGEST_HEAD:
        return None
    for place in re.finditer(r"\s+(?=[A-Z])", text):
        left, right = text[: place.start()], text[place.end() :]
        first, second = head_of(left, words), column_role(right, words)
        if first and not first[1] and first[0] == "criteria" and second in ("guidance", "depth"):
            return first[0], second
    return None


def column_roles(cells: tuple[str, ...], words: ImportWords) -> tuple[str, ...] | None:
    """The roles of a heading row's columns; None where it is no heading row."""
    roles = tuple(column_role(cell, words) if cell else "" for cell in cells)
    named = [role for role in roles if role]
    filled = [cell for cell in cells if cell]
    if len(named) >= 2 or (named and len(named) == len(filled) > 1):
        return roles
    return None
