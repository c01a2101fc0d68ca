"""The commands `diff-units` and `show review`: arguments in; lines and an exit code out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from premark.errors import OutputError, ReadError

if TYPE_CHECKING:
    from premark.types.criteria import Pack
    from premark.types.evidence import Review

OVERLAY = typer.Option("--overlay", help="Folder of official wording (docs/overlay.md).")


def diff_units(
    old: Annotated[str, typer.Argument(help="A criteria file, or a unit that is here.")],
    new: Annotated[str, typer.Argument(help="The same, for the later version.")],
) -> None:
    """Say which criteria differ between two versions of a unit, and how."""
    from premark.report.changed import change_lines

    print("\n".join(change_lines(_version(old), _version(new))))


def _version(named: str) -> Pack:
    from premark.packs.changes import read_version
    from premark.packs.load import find_pack

    if not named.endswith((".yaml", ".yml")):
        return find_pack(named)
    if not Path(named).is_file():
        hint = "Check the path, or name a unit that `premark units` lists."
        raise ReadError(f"{named}: there is no such criteria file", hint=hint)
    return read_version(Path(named))


def show_review(
    file: Annotated[Path, typer.Argument(help="A .premark.json that `premark map` wrote.")],
    unit: Annotated[str, typer.Option("--unit", "-u", help="A criteria file; else the review's unit.")] = "",
    html: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder: write the HTML report there again.")
    ] = None,
    overlay: Annotated[Path | None, OVERLAY] = None,
) -> None:
    """Open a review that was made earlier, and say if the criteria have changed since."""
    from rich.console import Console

    from premark.packs.load import find_pack
    from premark.report.changed import since_made
    from premark.report.terminal import render_terminal
    from premark.report.view import view
    from premark.report.write import write_reports

    review = _read(file)
    pack = find_pack(unit or review.unit, overlay=overlay)
    bare = find_pack(unit or review.unit, overlay=None) if overlay else None
    told = since_made(review, pack, bare=bare)
    if told:
        print(f"{told}\n")
    render_terminal(view(review, pack), Console())


def _read(file: Path) -> Review:
    raise NotImplementedError
