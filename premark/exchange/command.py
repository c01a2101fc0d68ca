"""The commands `export-unit` and `import-framework`: arguments in; files and a listing out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from premark.errors import UnknownUnit
from premark.plain import one_line, plain

if TYPE_CHECKING:
    from premark.exchange.framework import Format

NAMES: dict[Format, str] = {"case": "CASE", "moodle": "Moodle", "canvas": "Canvas"}


def export_unit(
    unit: Annotated[str, typer.Argument(help="The unit's code, or a YAML file.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write.")],
    format_: Annotated[str, typer.Option("--format", "-f", help="case, moodle or canvas.")],
    wrapped: Annotated[
        bool, typer.Option(help='CASE only: put the package into {"CFPackage": ...}.')
    ] = False,
) -> None:
    """Write a unit for another system, and say what its format cannot hold."""
    from premark.exchange.formats import export
    from premark.exchange.left import left_lines
    from premark.packs.load import plain_pack
    from premark.written import write_text

    chosen = _format(format_)
    if wrapped and chosen != "case":
        raise typer.BadParameter(f"--wrapped is for CASE, and not for {NAMES[chosen]}")
    if unit.endswith((".yaml", ".yml")) and not Path(unit).is_file():
        hint = "Check the path, or name a unit that `premark units` lists."
        raise UnknownUnit(f"{unit}: there is no such criteria file", hint=hint)
    # Without a centre's overlay: the body's own wording is not ours to hand on.
    exported = export(plain_pack(unit), chosen, wrapped=wrapped)
    written = write_text(exported.text, out, spare=[Path(unit)])
    print(plain("\n".join(left_lines(exported.left, NAMES[chosen]))))
    print(f"wrote {one_line(str(written))}")


def import_framework(
    file: Annotated[Path, typer.Argument(help="CASE JSON, Moodle framework CSV, Canvas CSV.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the drafts.")],
) -> None:
    """Draft packs from another system's framework, with what is missing marked."""
    from premark.exchange.formats import read_framework, write_drafts

    found = read_framework(file)
    written = write_drafts(found, file.name, out)
    for read, path in zip(found, written, strict=True):
        text = path.read_text(encoding="utf-8")
        marks = sum(line.lstrip().startswith("# settle:") for line in text.splitlines())
        told = f"{len(read.pack.outcomes)} outcomes, {len(read.pack.criteria)} criteria"
        print(f"{NAMES[read.format]}: {told}; {marks} places to settle")
    for path in written:
        print(f"wrote {one_line(str(path))}")


def _format(given: str) -> Format:
    for name in NAMES:
        if name == given.strip().lower():
            return name
    raise typer.BadParameter(f"{given}: choose from {', '.join(NAMES)}")
