"""The command `premark make-overlay`: arguments in; overlays and an exit code out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from premark.plain import one_line, plain


def make_overlay(
    file: Annotated[Path, typer.Argument(help="The .import.json that import-unit wrote.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder, such as criteria/local.")],
    replace: Annotated[bool, typer.Option(help="Replace overlays that are there.")] = False,
) -> None:
    """Keep the awarding body's own words beside ours: make an overlay of an imported document."""
    from premark.importing.make_overlay import make_overlays, read_import, told, write_overlays
    from premark.packs.load import all_packs

    packs = all_packs()
    made = make_overlays(read_import(file), packs)
    written = write_overlays(made, packs, out, replace=replace)
    print(plain("\n".join(told(made))))
    for path in written:
        print(f"wrote {one_line(str(path))}")
