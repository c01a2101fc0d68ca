"""Rows of tables and lines in columns in; the criteria and parts that their cells hold."""

from __future__ import annotations

import re

from premark.importing.beside import code_of, is_command
from premark.importing.drafts import Doubt, Said, SourceLine
from premark.importing.numbering import coded, outcome_number, plain_number
from premark.importing.outcomes import without_preface
from premark.importing.segments import (
    Segment,
    Walk,
    add_criterion,
    add_part,
    ensure_unit,
    go_on,
    number_of,
    said,
)
from premark.importing.words import any_of

Cell = tuple[str, str]  # role and text
_NUMBER = re.compile(r"\d{1,2}[.)]?")
_WITHIN = re.compile(r"(?<=[\s.;])(?<!AC )(?=(?:AC\s*)?\d{1,2}\.\d{1,2}[.):]?\s+[A-Z])")


def read_row(walk: Walk, line: SourceLine) -> None:
    """A table's row, or a line of wrapped columns, by the roles of its columns."""
    cells = _by_role(walk, line)
    opened: list[int] = []
    for text in [text for role, text in cells if role == "outcome"]:
        _outcome_cell(walk, line, text)
    for text in [text for role, text in cells if role == "criteria"]:
        opened += _criteria_cell(walk, line, text, cells)
    parts = [c for c in cells if c[0].split(":")[0] in ("guidance", "depth", "sufficiency")]
    for role, text in parts:
        _part_cell(walk, line, role, text, opened)
    if line.row and opened and "guidance" in walk.roles:
        _spanned(walk, line, opened, bool([p for p in parts if p[1]]))
    for text in [text for role, text in cells if not role and text]:
        walk.drop(line, "stands in a column of no part", text)


def guessed_roles(walk: Walk, line: SourceLine) -> tuple[str, ...] | None:
    """Roles for columns without headings: a cell that a code and a verb open holds criteria."""
    cells = _joined(line.cells)
    for i, cell in enumerate(cells):
        found = coded(cell)
        if found and len(found.codes) == 1 and is_command(walk, found.rest):
            after = sum(1 for later in cells[i + 1 :] if later)
            if not after and not any(cells[:i]):
                return None
            return ("outcome",) * i + ("criteria",) + ("guidance",) * (len(cells) - i - 1)
    return None


def _joined(cells: tuple[str, ...], roles: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Cells with a code that stands alone in one put before the text of the next.

    Not where the next is a column of another part: the code is then the criterion again.
    """
    found = list(cells)
    for i, cell in enumerate(found[:-1]):
        alone = coded(cell)
        here, there = (roles[j] if j < len(roles) else "" for j in (i, i + 1))
        if here == "criteria" and there not in ("criteria", ""):
            continue
        if alone and not alone.rest and found[i + 1]:
            found[i], found[i + 1] = "", f"{cell} {found[i + 1]}"
    return tuple(found)


def _by_role(walk: Walk, line: SourceLine) -> list[Cell]:
    cells = _joined(line.cells, walk.roles)
    roles = (*walk.roles, *[""] * len(cells))[: len(cells)]
    if len(cells) < len(walk.roles) and line.row:
        roles = _shifted(walk, cells)
    return _merged(list(zip(roles, cells, strict=True)))


def _merged(cells: list[Cell]) -> list[Cell]:
    """A number alone put before the text beside it, where both columns are of one part."""
    found: list[Cell] = []
    for role, text in cells:
        last = found[-1] if found else ("", "")
        if role and role == last[0] and _NUMBER.fullmatch(last[1]):
            found[-1] = (role, f"{last[1]} {text}".strip())
        else:
            found.append((role, text))
    return found


def _shifted(walk: Walk, cells: tuple[str, ...]) -> tuple[str, ...]:
    """A row of fewer cells than its heading: the criterion's place says how far it has slipped."""
    place = next((i for i, cell in enumerate(cells) if code_of(walk, cell)), 0)
    home = walk.roles.index("criteria") if "criteria" in walk.roles else 0
    return tuple((*walk.roles[max(0, home - place) :], *[""] * len(cells))[: len(cells)])


def _outcome_cell(walk: Walk, line: SourceLine, text: str) -> None:
    if not text:
        return
    ensure_unit(walk, line)
    found = outcome_number(text) or plain_number(text)
    open_ = [s for s in walk.here("outcome") if s.outcome == walk.outcome]
    if found and not found[1] and any(s.outcome == found[0] for s in walk.here("outcome")):
        walk.outcome = found[0]
        walk.drop(line, "the outcome's number again, beside its criteria", text)
        return
    fresh = found or any_of(walk.words.outcome_stems).match(text) or not open_
    if not fresh or (found and not found[1] and open_):
        open_[-1].said.append(said(line, text))
        return
    known = [int(s.outcome) for s in walk.here("outcome") if s.outcome.isdigit()]
    walk.outcome = found[0] if found else str(max(known, default=0) + 1)
    words = without_preface(found[1] if found else text, walk.words)
    walk.add(
        Segment(unit=walk.unit, role="outcome", said=[said(line, words)], outcome=walk.outcome),
        current=False,
    )


def _criteria_cell(walk: Walk, line: SourceLine, text: str, cells: list[Cell]) -> list[int]:
    """The criteria that a cell opens, by segment; one may go on with that of the row before."""
    if not text:
        return []
    opened: list[int] = []
    if is_outcome(walk, text):
        _outcome_cell(walk, line, text)
        walk.criterion = walk.current = None
        return []
    for piece in _WITHIN.split(text):
        found = code_of(walk, piece)
        if found and len(found.codes) == 1:
            opened += _coded_piece(walk, line, piece, cells)
        elif is_command(walk, piece) and not _goes_on(walk, line):
            ensure_unit(walk, line)
            add_criterion(walk, Segment(unit=walk.unit, role="criteria", said=[said(line, piece)]))
            opened.append(len(walk.segments) - 1)
        elif walk.criterion is not None:
            walk.segments[walk.criterion].said.append(said(line, piece))
        else:
            go_on(walk, line, piece)
    return opened


def is_outcome(walk: Walk, text: str) -> bool:
    """Whether a cell of the criteria's column holds an outcome above them."""
    plain = plain_number(text)
    stem = any_of(walk.words.outcome_stems)
    return bool(outcome_number(text) or (plain and stem.match(plain[1])))


def _goes_on(walk: Walk, line: SourceLine) -> bool:
    """Whether wrapped text of a column is in the middle of the criterion's sentence."""
    if line.row or walk.criterion is None:
        return False
    last = walk.segments[walk.criterion].said
    return bool(last and re.search(r"(?:[,(/&]|\b(?:and|or|of|the|to))\s*$", last[-1].text))


def _coded_piece(walk: Walk, line: SourceLine, piece: str, cells: list[Cell]) -> list[int]:
    found = code_of(walk, piece)
    assert found is not None
    ensure_unit(walk, line)
    same = [i for i, s in walk.numbered("criteria") if s.codes == found.codes]
    rungs = any(role.startswith("sufficiency") for role, _ in cells)
    if same and (rungs or not found.rest):
        walk.criterion = same[-1]
        walk.drop(line, "the criterion again, beside its descriptors", piece)
        return [same[-1]]
    text = [said(line, found.rest)] if found.rest else []
    segment = Segment(unit=walk.unit, role="criteria", said=text, codes=found.codes)
    segment.garbled, segment.also = found.garbled, found.also
    segment.printed = number_of(line, piece, found.rest)
    add_criterion(walk, segment)
    return [len(walk.segments) - 1]


def _part_cell(walk: Walk, line: SourceLine, role: str, text: str, opened: list[int]) -> None:
    if not text:
        return
    pieces = _WITHIN.split(text)
    if len(pieces) > 1 or (coded(text) and len(opened) != 1):
        for piece in pieces:
            found = coded(piece)
            codes = found.codes if found else ()
            add_part(walk, role, [said(line, found.rest if found else piece)], codes=codes)
        return
    last = walk.segments[walk.current] if walk.current is not None else None
    if not opened and last and last.role == role and walk.criterion in last.parents:
        last.said.append(said(line, text))
        return
    if walk.criterion is None:
        go_on(walk, line, text)
        return
    parents = tuple(opened) or (walk.criterion,)
    walk.add(Segment(unit=walk.unit, role=role, said=[said(line, text)], parents=parents))
    if len(parents) > 1:
        says = f"one cell of {role} stands beside several criteria"
        doubt = Doubt(says=says, lines=(line.index,))
        for parent in parents:
            walk.segments[parent].doubts.append(doubt)


def _spanned(walk: Walk, line: SourceLine, opened: list[int], has_parts: bool) -> None:
    """A criterion with nothing beside it, under a row that has: the cell above may span both."""
    if has_parts:
        beside = [s for s in walk.segments if s.role == "guidance" and set(s.parents) & set(opened)]
        walk.last_beside = tuple(text for s in beside for text in s.said)
        return
    if not walk.last_beside:
        return
    shared: tuple[Said, ...] = walk.last_beside
    says = "nothing stands beside it; the cell above may span both rows: its guidance is here too"
    for number in opened:
        walk.segments[number].doubts.append(Doubt(says=says, lines=(line.index, shared[0].line)))
        walk.add(
            Segment(unit=walk.unit, role="guidance", said=list(shared), parents=(number,)),
            current=False,
        )
