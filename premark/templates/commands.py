"""The commands `check-template` and `make-template`: arguments in; lines or a file out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from premark.errors import OutputError

if TYPE_CHECKING:
    from premark.types.criteria import Pack
    from premark.types.document import Document

UNIT = typer.Option("--unit", "-u", help="The unit's code; `premark units` lists them.")
OVERLAY = typer.Option("--overlay", help="Folder of official wording (docs/overlay.md).")


def check_template(
    file: Annotated[Path, typer.Argument(help="The empty template: Word, PDF, text, Markdown.")],
    unit: Annotated[str, UNIT],
    overlay: Annotated[Path | None, OVERLAY] = None,
) -> None:
    """Does a centre's own answer template cover every criterion, and which words are whose?"""
    from premark.isolate import read
    from premark.packs.load import find_pack
    from premark.pipeline import outline
    from premark.templates.check import check_template as check
    from premark.templates.say import check_lines

    pack = find_pack(unit, overlay=overlay)
    document = read([file])
    found = check(document, *outline(document, pack), pack)
    words = any(not one.label for one in found.untold)
    print("\n".join(check_lines(file.name, found, pack, _read_as(document, pack) if words else {})))


def _read_as(document: Document, pack: Pack) -> dict[int, tuple[str, ...]]:
    """The criteria that a map of the empty file gives each block to."""
    from premark.pipeline import load_tools, map_document

    review = map_document(document, pack, load_tools())
    found: dict[int, tuple[str, ...]] = {}
    for each in review.criteria:
        strong = each.strength not in ("none", "cannot tell")
        ids = {m.passage for m in each.matches if m.primary and strong}
        for passage in review.passages:
            for piece in passage.pieces if passage.id in ids else ():
                codes = found.get(piece.at.block, ())
                found[piece.at.block] = tuple(dict.fromkeys((*codes, each.criterion)))
    return found


def make_template(
    unit: Annotated[str, UNIT],
    out: Annotated[Path, typer.Option("--out", "-o", help="The Word file to write.")],
    overlay: Annotated[Path | None, OVERLAY] = None,
) -> None:
    """Write an answer template as a Word document: each criterion and a place to answer it."""
    from premark.packs.load import find_pack
    from premark.plain import one_line
    from premark.templates.make import make_template as make
    from premark.written import write_file

    if out.suffix.lower() != ".docx":
        hint = "Name a file that ends in .docx with --out."
        raise OutputError(f"{out}: a template is a Word document", hint=hint)
    if out.exists():
        hint = "Name another file with --out, or move that one away."
        raise OutputError(f"{out}: is there already", hint=hint)
    data = make(find_pack(unit, overlay=overlay))
    print(f"wrote {one_line(str(write_file(data, out)))}")
