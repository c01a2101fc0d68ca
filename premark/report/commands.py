"""The commands `diff-units` and `show review`: arguments in; lines and an exit code out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from premark.errors import ReadError, UnknownUnit
from premark.plain import one_line

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
    unit: Annotated[
        str, typer.Option("--unit", "-u", help="The criteria to open it with; else its own unit.")
    ] = "",
    overlay: Annotated[Path | None, OVERLAY] = None,
) -> None:
    """Open a review that was made earlier, and say if the criteria have changed since."""
    from rich.console import Console

    from premark.packs.load import find_pack, plain_pack
    from premark.report.changed import fitted, since_made
    from premark.report.terminal import render_terminal
    from premark.report.view import view

    review = _read(file)
    named = unit or review.unit
    try:
        pack = find_pack(named, overlay=overlay)
    except UnknownUnit as error:
        hint = f"Name its criteria file with --unit; {error.hint}"
        raise UnknownUnit(error.message, hint=hint) from error
    if pack.code != review.unit:
        said = f"{file}: is a review of unit {one_line(review.unit, 20)}, and not of {pack.code}"
        raise UnknownUnit(said, hint="Leave out --unit, or name another version of that unit.")
    told = since_made(review, pack, bare=plain_pack(named))
    shown, apart = fitted(review, pack)
    for line in (told, apart):
        if line:
            print(f"{line}\n")
    render_terminal(view(shown, pack), Console())


def _read(file: Path) -> Review:
    from premark.report.record import from_json

    try:
        return from_json(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", "") or "it is not text"
        hint = "Name a file that `premark map --format json` wrote."
        raise ReadError(f"{file}: cannot be read ({reason})", hint=hint) from error
    except ReadError as error:
        raise ReadError(f"{file}: {error.message}", hint=error.hint) from error
