"""A pack to a Moodle competency framework CSV (tool_lpimportcsv), and such a file to a pack."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from premark.exchange.bounds import fault, shown
from premark.exchange.cells import csv_table, csv_text, plain_header
from premark.exchange.described import (
    ASKS,
    fields_html,
    fields_of,
    first,
    list_html,
    pairs_html,
    paragraph,
    text_of_html,
)
from premark.exchange.framework import NO_NUMBER, NO_TITLE, NO_VERSION, NOT_KNOWN, Exported, Read
from premark.exchange.left import left_out
from premark.exchange.shorten import said, short
from premark.exchange.tree import Kind, Node, grown
from premark.exchange.words import words
from premark.types.criteria import Criterion, Pack, Qualification, Topic

# Order, number and names as in Moodle's framework_importer::list_required_headers() and its
# language file; Moodle reads them by place.
COLUMNS = (
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
)
SHORT_NAME = 100  # Moodle cuts short names and ID numbers there.
_HTML = "1"
_PREFIX: dict[Kind, str] = {"outcome": "LO ", "criterion": "AC "}
_HINT = "In Moodle: Competencies, Export competency framework; give that CSV file."
Row = dict[str, str]


def export_moodle(pack: Pack) -> Exported:
    """The CSV that Site administration, Competencies, Import competency framework takes."""
    rows = [COLUMNS, _framework(pack), *_outcomes(pack), *(_row(c, pack) for c in pack.criteria)]
    return Exported(text=csv_text(rows), left=left_out(pack, held_moodle(pack)))


def held_moodle(pack: Pack) -> Pack:
    """The part of the pack that the descriptions of the framework hold."""
    criteria = tuple(
        Criterion(
            id=c.id,
            outcome=c.outcome,
            asks=c.asks,
            verb=c.verb,
            topics=tuple(Topic(id=topic.id, about=topic.about) for topic in c.topics),
            starting_points=c.starting_points,
            notes=c.notes,
        )
        for c in sorted(pack.criteria, key=lambda c: _rank(c, pack))
    )
    update: dict[str, Any] = {"digest": "", "lists": {}, "criteria": criteria, "changelog": ()}
    update |= {"field": "", "keep_to_one": False}
    return pack.model_copy(update=update)


def _rank(criterion: Criterion, pack: Pack) -> int:
    return [outcome.id for outcome in pack.outcomes].index(criterion.outcome)


def _framework(pack: Pack) -> Sequence[str]:
    scale = words().scale
    values = [
        {"id": i + 1, "scaledefault": int(i == 0), "proficient": int(i == len(scale) - 1)}
        for i in range(len(scale))
    ]
    given = pack.qualification
    about = fields_html(
        {
            "body": given.body,
            "number": given.number,
            "level": str(given.level),
            "qualification": given.title,
            "unit": pack.unit,
            "version": pack.version,
            "guide": pack.guide,
        }
    )
    return (
        "",
        pack.pack,
        short(pack.title, SHORT_NAME),
        paragraph("title", pack.title) + about,
        _HTML,
        ",".join(scale),
        json.dumps([{"scaleid": "0"}, *values], separators=(",", ":")),
        *[""] * 5,
        "1",
        ",".join(words().taxonomies),
    )


def _outcomes(pack: Pack) -> list[Sequence[str]]:
    return [
        _entry("", "outcome", outcome.id, outcome.title, paragraph(ASKS, outcome.title))
        for outcome in pack.outcomes
    ]


def _row(criterion: Criterion, pack: Pack) -> Sequence[str]:
    html = "".join(
        (
            paragraph(ASKS, criterion.asks),
            fields_html({"verb": ", ".join(criterion.verb)}),
            pairs_html("topics", [(topic.id, topic.about) for topic in criterion.topics]),
            list_html("starting-points", criterion.starting_points),
            list_html("notes", criterion.notes),
        )
    )
    above = _PREFIX["outcome"] + criterion.outcome
    return _entry(above, "criterion", criterion.id, criterion.asks, html)


def _entry(above: str, kind: Kind, code: str, says: str, html: str) -> Sequence[str]:
    name = short(f"{code} {says}", SHORT_NAME)
    return (above, _PREFIX[kind] + code, name, html, _HTML, *[""] * 4, "null", *[""] * 4)


def read_moodle(text: str, name: str) -> Read:
    """Raises ReadError naming file, row and column; NoText where there are no competencies."""
    rows = _rows(text, name)
    frameworks = [row for row in rows if row["is framework"].strip() not in ("", "0")]
    if len(frameworks) != 1:
        problem = f"should be set in one row; it is in {len(frameworks)}"
        raise fault(name, "Is framework", problem, hint=_HINT)
    head = frameworks[0]
    nodes = [_node(row, name) for row in rows if row is not head]
    found = grown(nodes, name)
    fields = fields_of(head["description"])
    title, unit, version, guide = first(fields, "title", "unit", "version", "guide")
    brief = head["short name"]
    plain = text_of_html(head["description"])
    pack = Pack(
        pack=head["id number"].strip() or "framework",
        version=version or NO_VERSION,
        qualification=_qualification(fields),
        unit=unit or NO_NUMBER,
        title=title if title and short(title, SHORT_NAME) == brief else brief or NO_TITLE,
        guide=guide or ("" if fields else plain),
        outcomes=found.outcomes,
        criteria=found.criteria,
    )
    return Read(format="moodle", pack=pack, notes=found.notes)


def looks_like_moodle(header: Sequence[str]) -> bool:
    """By its names, or by Moodle's number of columns where the names are in another language."""
    names = {plain_header(cell) for cell in header}
    return {"parent id number", "is framework"} <= names or len(header) == len(COLUMNS)


def _rows(text: str, name: str) -> list[Row]:
    wanted = [plain_header(column) for column in COLUMNS]
    told = f"should be the {len(COLUMNS)} names of a competency framework"
    names, table = csv_table(text, name, looks_like_moodle, wanted=told, hint=_HINT)
    order = names if "parent id number" in names else wanted
    for column in ("parent id number", "id number", "short name", "description", "is framework"):
        if column not in order:
            raise fault(name, column, "this column is missing", hint=_HINT)
    blank = dict.fromkeys(wanted, "")
    return [{**blank, **dict(zip(order, cells, strict=False))} for _, cells in table]


def _node(row: Row, name: str) -> Node:
    key, brief = row["id number"].strip(), row["short name"]
    if not key:
        where = f"ID number of {shown(brief)}"
        raise fault(name, where, "is empty", hint="Give each competency an ID number in Moodle.")
    kind, code = _kind_and_code(key)
    fields = fields_of(row["description"])
    (asks,) = first(fields, ASKS)
    if asks and short(f"{code} {asks}", SHORT_NAME) == brief:
        says, holds = asks, _holds(fields)
    else:
        bare = brief.removeprefix(f"{code} ")
        says, notes = said(bare, asks or text_of_html(row["description"]), SHORT_NAME)
        own = _holds(fields)
        holds = {**own, "notes": [*own.get("notes", []), *notes]}
    return Node(
        key=key,
        parent=row["parent id number"].strip(),
        code=code,
        says=says or NO_TITLE,
        kind=kind,
        holds=holds,
    )


def _kind_and_code(key: str) -> tuple[Kind, str]:
    for kind, sign in _PREFIX.items():
        if key.startswith(sign):
            return kind, key.removeprefix(sign)
    return "", key


def _holds(fields: dict[str, list[str]]) -> dict[str, Any]:
    (verb,) = first(fields, "verb")
    topics = zip(fields.get("topics-id", []), fields.get("topics", []), strict=False)
    return {
        "verb": [part.strip() for part in verb.split(",") if part.strip()],
        "topics": [{"id": key, "about": about} for key, about in topics],
        "starting_points": fields.get("starting-points", []),
        "notes": fields.get("notes", []),
    }


def _qualification(fields: dict[str, list[str]]) -> Qualification:
    body, number, level, title = first(fields, "body", "number", "level", "qualification")
    return Qualification(
        body=body or NOT_KNOWN,
        number=number or NO_NUMBER,
        level=int(level) if level.isdecimal() and len(level) < 3 else 0,
        title=title,
    )
