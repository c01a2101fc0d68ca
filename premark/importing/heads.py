"""A line in; the heading, the unit or the field that it is, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from premark.importing.drafts import SourceLine
from premark.importing.numbering import coded, outcome_number
from premark.importing.words import ImportWords, any_of

_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_CODE = (
    r"(?:\d{4}\s?[-/]\s?\d{3}|(?-i:[A-Z]{1,5})[ /-]?\d{1,4}(?:[./-]\d{1,4})*"
    r"|[A-Z]{1,4}\d{1,4}|\d{1,4}(?:\.\d{1,2})?|"
    + "|".join(_NUMBER_WORDS)
    + r"|[IVX]{1,4}(?=\W|$))"
)
_OWN_CODE = re.compile(
    r"(?P<code>[A-Z]{2,5}[ -]?\d{1,4}(?:[./-]\d{1,4})*|[A-Z]/\d{3}/\d{2,4}|\d{3,4})"
    r"\s*[:.–—-]*\s+(?P<title>[A-Z].*)"
)
_LONGEST_TITLE = 30
_LONGEST_HEAD = 16
_LEAST_AIM = 4
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_PAIR = re.compile(r"[A-Za-z][A-Za-z ]{2,40}?\s*:?\s+\d{1,4}(?=\s|$)")
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


def named_head(text: str) -> UnitHead | None:
    """A code that only a unit may bear, with its title, where no word says that it is one."""
    found = _OWN_CODE.fullmatch(text)
    if not found or len(found.group("title").split()) > _LONGEST_TITLE:
        return None
    return UnitHead("unit", found.group("code"), found.group("title").strip())


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
    dotted = trailing and re.search(r"(?:[.…_]\s?){3,}", trailing.group())
    return bool(dotted)


def field_of(line: SourceLine, words: ImportWords) -> tuple[str, str] | None:
    """The field that a line fills and its value: "Level: 4" gives ("level", "4")."""
    parts = [cell for cell in line.cells if cell]
    if len(parts) == 2:
        label, value = parts
    else:
        label, colon, value = line.text.partition(":")
        if not colon:
            return _unparted(line.text, words) or _aim_of(line.text, words)
    name = _field_name(label, words)
    return (name, value.strip()) if name else None


def fields_of(line: SourceLine, words: ImportWords) -> list[tuple[str, str]]:
    """The fields that a line fills: one, or several side by side ("Level 2  Credit value 3")."""
    pieces = _PAIR.findall(line.text)
    told = [found for piece in pieces if (found := _unparted(piece, words))]
    if len(told) > 1 and len(told) == len(pieces) and " ".join(pieces) == line.text:
        return told
    one = field_of(line, words)
    return [one] if one else _in_pairs(line, words)


def _in_pairs(line: SourceLine, words: ImportWords) -> list[tuple[str, str]]:
    """Labels and values in turn along a row; a label not known here is a particular."""
    cells = [cell for cell in line.cells if cell]
    names = [_field_name(label, words) for label in cells[::2]]
    known = [name for name in names if name]
    if len(cells) < 4 or len(cells) % 2 or not names[0] or len(known) < 2:
        return []
    return [(n or "particular", v) for n, v in zip(names, cells[1::2], strict=True)]


def _field_name(label: str, words: ImportWords) -> str:
    label = _BRACKETED.sub("", label).strip(" :")
    found = (name for name, said in words.fields.items() if any_of(said).fullmatch(label))
    return next(found, "")


def field_columns(line: SourceLine, words: ImportWords) -> tuple[str, ...]:
    """The fields whose labels are a heading row's cells; none where one is no label."""
    named = [_field_name(cell, words) for cell in line.cells]
    return tuple(named) if len(named) > 1 and all(named) else ()


def _aim_of(text: str, words: ImportWords) -> tuple[str, str] | None:
    """ "Unit aim To ...": the longest label of an aim that a sentence follows without a colon."""
    labels = any_of(words.fields["aim"])
    found = labels.match(text)
    value = text[found.end() :].strip() if found else ""
    sentence = value[:1].isupper() and len(value.split()) >= _LEAST_AIM
    return ("aim", value) if sentence else None


def _unparted(text: str, words: ImportWords) -> tuple[str, str] | None:
    """ "Level 4", "Credit value: 5": a label that a figure follows, with a colon or without."""
    found = re.fullmatch(r"(?P<label>[A-Za-z ]{3,40}?)\s*:?\s+(?P<value>\d{1,4})", text)
    if not found:
        return None
    for name in ("level", "particular"):
        if any_of(words.fields[name]).fullmatch(found.group("label")):
            return name, found.group("value")
    return None


def head_of(text: str, words: ImportWords) -> tuple[str, str] | None:
    """The part that a heading opens, and what stands on its line after a colon."""
    plain = re.sub(r"^[\W\d]+(?=[A-Za-z])|\s*\(?continued\)?\s*$", "", text).strip()
    if text[:1].islower() and (text.endswith(".") or re.fullmatch(r"\w+", text)):
        return None  # the last word of a wrapped sentence
    if _is_back(text, plain, words):
        return "back", ""
    for part, phrases in words.heads.items():
        if any_of(phrases).fullmatch(plain.rstrip(" :.-–—")):
            return part, ""
    both = _twice_headed(plain, words)
    if both:
        return both, ""
    label, colon, rest = plain.partition(":")
    if colon and rest.strip():
        for part in ("outcome", "depth", "guidance", "sufficiency"):
            if any_of(words.heads[part]).fullmatch(label.strip()):
                return part, rest.strip()
    return None


def _twice_headed(text: str, words: ImportWords) -> str:
    """Two headings on one line ("Assessment criteria. The learner can:"); the criteria's part."""
    pieces = [piece for piece in re.split(r"\s*[.:–—]\s*|\s+(?=The )", text) if piece]
    parts = [
        next((part for part, said in words.heads.items() if any_of(said).fullmatch(piece)), "")
        for piece in pieces
    ]
    if len(parts) < 2 or not all(parts):
        return ""
    return "criteria" if "criteria" in parts else parts[0]


def _is_back(text: str, plain: str, words: ImportWords) -> bool:
    """An appendix's heading, or one that begins as back matter does."""
    opened = re.match(rf"(?:{'|'.join(words.appendices)})\s+\w{{1,3}}\b", text, re.IGNORECASE)
    opened = opened or any_of(words.opens_back).match(plain)
    return bool(opened) and len(text.split()) <= _LONGEST_HEAD and text[-1] not in ".;,"


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
        return found[0] if len(found[1].split()) <= _LEAST_AIM and found[1][-1:] != "." else ""
    rung = rung_of(cell, words)
    if rung and not rung[1]:
        return f"sufficiency:{rung[0]}"
    if len(cell.split()) > _LONGEST_HEAD or coded(cell) or outcome_number(cell):
        return ""
    for part in ("criteria", "guidance", "depth", "outcome", "sufficiency"):
        if any_of(words.heads[part]).match(cell):
            return part
    return "number" if any_of(words.number_columns).fullmatch(cell.strip(" .:#")) else ""


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
    named = [role for role in roles if role and role != "number"]
    filled = [cell for cell in cells if cell]
    if len(named) >= 2 or (named and len([r for r in roles if r]) == len(filled) > 1):
        return _spread(roles, cells)
    return None


def roles_by_row_below(
    cells: tuple[str, ...], below: tuple[str, ...], words: ImportWords
) -> tuple[str, ...] | None:
    """Roles where only the criteria's column has a heading known here, and a criterion follows.

    What stands beside the criteria under a heading of its own is taken for guidance.
    """
    roles = [column_role(cell, words) if cell else "" for cell in cells]
    if "criteria" not in roles or len(below) != len(cells):
        return None
    after = roles.index("criteria")
    if not any(coded(cell) for cell in below[: after + 1]):
        return None
    found = [r or ("guidance" if i > after and cells[i] else "") for i, r in enumerate(roles)]
    return _spread(tuple(found), cells)


def _spread(roles: tuple[str, ...], cells: tuple[str, ...]) -> tuple[str, ...]:
    """A column of numbers is of the part beside it; a heading over two columns is of both."""
    found = list(roles)
    for i, role in enumerate(roles):
        if role == "number":
            found[i] = next((r for r in roles[i + 1 :] if r), "")
        elif i and not cells[i] and roles[i - 1] == "criteria":
            found[i] = roles[i - 1]
    return tuple(found)
