"""The command `premark import-unit`: arguments in; drafts, reports and an exit code out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from premark.errors import UnknownUnit
from premark.plain import one_line, plain


def import_unit(
    file: Annotated[Path, typer.Argument(help="The body's PDF, DOCX, text or Markdown.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the drafts and reports.")],
    qualification: Annotated[
        str, typer.Option(help="The qualification's number, where the document does not say it.")
    ] = "",
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", "-u", help="A unit's number, one for each unit, in order."),
    ] = None,
    body: Annotated[str, typer.Option(help="The awarding body, as reports name it.")] = "",
    level: Annotated[str, typer.Option(help="The qualification's level.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Replace drafts that are there.")] = (
        False
    ),
    compare: Annotated[
        bool, typer.Option(help="Print how far it agrees with the shipped packs.")
    ] = False,
) -> None:
    """Draft packs from an awarding body's own document, and say where it contradicts itself."""
    from premark.importing.compare import agreement_lines
    from premark.importing.compare import compare as compare_packs
    from premark.importing.importer import import_document
    from premark.importing.report import lint_lines, summary_lines, write_import
    from premark.importing.words import load_words
    from premark.packs.load import all_packs

    number, units = _numbers(qualification, unit or [])
    found = import_document(file, number=number, units=units, body=body, level=level)
    if len(units) > len(found.units):
        hint = f"The document has {len(found.units)}: give as many numbers, in its order."
        raise UnknownUnit(f"{len(units)} units are named with --unit", hint=hint)
    written = write_import(found, out, replace=replace)
    print(plain("\n".join([*summary_lines(found), "", *lint_lines(found), ""])))
    if compare:
        agreed = agreement_lines(compare_packs(found, all_packs(), load_words()))
        print(plain("\n".join([*agreed, ""])))
    for path in written:
        print(f"wrote {one_line(str(path))}")


def _numbers(qualification: str, units: list[str]) -> tuple[str, list[str]]:
    """ "0100-1" as a unit gives the qualification's number too."""
    split = [unit.replace("/", "-").rpartition("-") for unit in units]
    told = next((before for before, _, _ in split if before), "")
    return qualification or told, [after for _, _, after in split]
