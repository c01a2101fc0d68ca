"""A unit's number and level in; a pack's YAML with everything to be said marked, out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path
from string import Template

from premark.errors import OutputError, UnknownUnit
from premark.packs.where import PACKAGE
from premark.packs.yaml_source import FILL_IN
from premark.written import write_text

HERE = Path(__file__).resolve().parent
SCHEMA = PACKAGE.parent / "docs" / "schema" / "pack.schema.json"


@dataclass(frozen=True)
class NewUnit:
    """What is known of a unit before its criteria are: `number` is the qualification's."""

    number: str
    unit: str
    level: int
    body: str = ""
    title: str = ""
    outcomes: int = 3
    criteria: int = 3

    @property
    def name(self) -> str:
        """The id of the pack, and the name of its file."""
        body, *numbers = (
            re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")
            for part in (self.body, self.number, self.unit)
        )
        return "-".join(part for part in (body or "unit", *numbers) if part)


def read_unit(said: str, number: str = "") -> tuple[str, str]:
    """Qualification and unit of "0100-1" or "1". Raises UnknownUnit for what is no number."""
    before, _, unit = re.sub(r"[\s/_]+", "-", said.strip()).rpartition("-")
    number = number.strip() or before
    if not unit or not all(re.fullmatch(r"\w[\w.-]*", part) for part in (unit, number or "0")):
        hint = "Name it as qualification and unit, such as 0100-1."
        raise UnknownUnit(f"{said[:40]!r} is no unit's number", hint=hint)
    return number, unit


def skeleton(new: NewUnit, *, beside: Path | None = None) -> str:
    """The file's text. `beside` is the folder it is for, so that editors find the schema."""
    codes = range(1, new.outcomes + 1)
    outcomes = "".join(
        f'  - {{id: "{code}", title: "{FILL_IN} the title of outcome {code}"}}\n' for code in codes
    )
    entry = Template(_text("criterion-skeleton.yaml.txt"))
    criteria = [
        entry.substitute(outcome=code, code=f"{code}.{n}")
        for code in codes
        for n in range(1, new.criteria + 1)
    ]
    return Template(_text("unit-skeleton.yaml.txt")).substitute(
        schema=_schema_line(beside) if beside else "",
        code=f"{new.number}-{new.unit}".strip("-"),
        pack=new.name,
        body=_said(new.body, "the awarding body"),
        number=new.number or f"{FILL_IN} the qualification's number",
        level=new.level,
        unit=new.unit,
        title=_said(new.title, "the unit's title"),
        outcomes=outcomes,
        criteria="".join(criteria).lstrip("\n"),
    )


def write_skeleton(new: NewUnit, out: Path) -> Path:
    """Write it to a folder, made if need be. Raises OutputError rather than replace a file."""
    path = out / f"{new.name}.yaml"
    if path.exists():
        hint = "Name another folder with --out, or move the file away."
        raise OutputError(f"{path}: is there already, and nothing is replaced", hint=hint)
    return write_text(skeleton(new, beside=out), path)


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _said(given: str, what: str) -> str:
    return json.dumps(given.strip() or f"{FILL_IN} {what}", ensure_ascii=False)


def _schema_line(beside: Path) -> str:
    if not SCHEMA.is_file():
        return ""
    try:
        where = Path(relpath(SCHEMA, beside.resolve())).as_posix()
    except ValueError:  # another drive
        return ""
    return f"# yaml-language-server: $schema={where}\n"
