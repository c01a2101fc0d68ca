"""A pack to a Canvas rubric CSV, a level of evidence for each rating, and such a file to packs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from premark.errors import NoText
from premark.exchange.bounds import fault
from premark.exchange.cells import csv_table, csv_text, plain_header
from premark.exchange.framework import NO_NUMBER, NO_TITLE, NO_VERSION, Exported, Read, nobody
from premark.exchange.identity import slug
from premark.exchange.left import left_out
from premark.exchange.shorten import said, short
from premark.exchange.tree import NO_OUTCOME, Node, grown
from premark.exchange.words import words
from premark.types.criteria import Criterion, Outcome, Pack
from premark.types.document import Value

# As in Canvas's RubricImport.template_file; it finds ratings by the names of the columns.
COLUMNS = ("Rubric Name", "Criteria Name", "Criteria Description", "Criteria Enable Range")
RATING = ("Rating Name", "Rating Description", "Rating Points")
RUBRIC_NAME = 255  # Canvas keeps a rubric's title in a column of that width.
CRITERIA_NAME = 100
_CODED = re.compile(r"((?:AC|LO)?\s?\d+(?:\.\d+)*[a-z]?)(?:[:.)]\s*|\s+[-–:]?\s*)(?=\S)", re.I)
_NAMED = re.compile(r"(.*) \[(\S+) (\S+)\]", re.DOTALL)
_OUTCOME = "outcome "
_HINT = "In Canvas: Rubrics, Import, Download template; give a CSV file of that form."


def export_canvas(pack: Pack) -> Exported:
    """The CSV that Rubrics, Import takes: one row for each criterion."""
    levels = words().levels
    ratings = [cell for level in levels for cell in (level.name, level.says, f"{level.points:g}")]
    rows = [[*COLUMNS, *RATING * len(levels)]]
    for criterion in pack.criteria:
        name = short(f"{criterion.id}: {criterion.asks}", CRITERIA_NAME)
        rows.append([_rubric_name(pack), name, criterion.asks, "false", *ratings])
    return Exported(text=csv_text(rows), left=left_out(pack, held_canvas(pack)))


def held_canvas(pack: Pack) -> Pack:
    """Title, id and version of the pack, codes and wording of its criteria: no more."""
    outcomes = dict.fromkeys(_outcome(criterion.id) for criterion in pack.criteria)
    criteria = tuple(
        Criterion(id=c.id, outcome=_outcome(c.id), asks=c.asks, verb=(), topics=())
        for c in sorted(pack.criteria, key=lambda c: list(outcomes).index(_outcome(c.id)))
    )
    named = _NAMED.fullmatch(_rubric_name(pack))
    return Pack(
        pack=named.group(2) if named else "",
        version=named.group(3) if named else "",
        qualification=nobody(),
        unit=NO_NUMBER,
        title=named.group(1) if named else pack.title,
        outcomes=tuple(Outcome(id=code, title=NO_TITLE) for code in outcomes),
        criteria=criteria,
    )


def _rubric_name(pack: Pack) -> str:
    sign = f" [{pack.pack} {pack.version}]"
    return short(pack.title, RUBRIC_NAME - len(sign)) + sign


def _outcome(code: str) -> str:
    return code.partition(".")[0] if "." in code else NO_OUTCOME


def read_canvas(text: str, name: str) -> tuple[Read, ...]:
    """A pack for each rubric in the file. Raises ReadError naming file, row and column."""
    wanted = f"should open with {', '.join(COLUMNS[:2])}"
    header, table = csv_table(text, name, looks_like_canvas, wanted=wanted, hint=_HINT)
    rubrics: dict[str, list[_Row]] = {}
    for number, cells in table:
        row = _row(header, cells, number, name)
        rubrics.setdefault(row.rubric, []).append(row)
    if not rubrics:
        raise NoText(f"{name}: holds no criteria", hint=_HINT)
    return tuple(_read(rubric, rows, name) for rubric, rows in rubrics.items())


def looks_like_canvas(header: Sequence[str]) -> bool:
    return {"rubric name", "criteria name"} <= {plain_header(cell) for cell in header}


class _Row(Value):
    rubric: str
    name: str
    description: str
    ratings: tuple[str, ...]


def _row(header: Sequence[str], cells: Sequence[str], number: int, name: str) -> _Row:
    given = dict(zip(reversed(header), reversed(_padded(cells, len(header))), strict=True))
    for column in COLUMNS[:2]:
        if not given[column.lower()].strip():
            raise fault(name, f"row {number}, {column}", "is empty", hint=_HINT)
    return _Row(
        rubric=given["rubric name"],
        name=given["criteria name"],
        description=given.get("criteria description", ""),
        ratings=tuple(_ratings(header, cells)),
    )


def _padded(cells: Sequence[str], length: int) -> list[str]:
    return [*cells, *[""] * length][:length]


def _ratings(header: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """Ratings that are not the levels of evidence, as notes: "Merit (2): told in full"."""
    own = {(level.name, level.says) for level in words().levels}
    columns = [[cells[i] for i, h in enumerate(header) if h == n.lower() and i < len(cells)]
               for n in RATING]  # fmt: skip
    for label, says, points in zip_longest(*columns, fillvalue=""):
        if (label, says) not in own and (label.strip() or says.strip()):
            scored = f"{label} ({points})" if points.strip() else label
            yield ": ".join(part for part in (scored.strip(), says) if part)


def _read(rubric: str, rows: Sequence[_Row], name: str) -> Read:
    nodes = [_node(row, i) for i, row in enumerate(rows)]
    outcomes = dict.fromkeys(node.parent for node in nodes if node.parent)
    heads = [
        Node(key=key, parent="", code=key.removeprefix(_OUTCOME), says="", kind="outcome")
        for key in outcomes
    ]
    found = grown([*heads, *nodes], name)
    named = _NAMED.fullmatch(rubric)
    title, pack, version = named.groups() if named else (rubric, slug(rubric), NO_VERSION)
    made = Pack(
        pack=pack,
        version=version,
        qualification=nobody(),
        unit=NO_NUMBER,
        title=title,
        outcomes=found.outcomes,
        criteria=found.criteria,
    )
    return Read(format="canvas", pack=made, notes=found.notes)


def _node(row: _Row, place: int) -> Node:
    code, asks, notes = _said(row)
    return Node(
        key=f"row {place}",
        parent=_OUTCOME + _outcome(code),
        code=code,
        says=asks,
        kind="criterion",
        holds={"notes": [*notes, *row.ratings]},
    )


def _said(row: _Row) -> tuple[str, str, tuple[str, ...]]:
    """(code, statement, notes): a name that premark wrote is known by its description."""
    before, sign, _ = row.name.partition(": ")
    if sign and short(f"{before}: {row.description}", CRITERIA_NAME) == row.name:
        return before, row.description, ()
    found = _CODED.match(row.name)
    code = found.group(1).strip() if found else ""
    bare = row.name[found.end() :] if found else row.name
    return (code, *said(bare, row.description, CRITERIA_NAME))
