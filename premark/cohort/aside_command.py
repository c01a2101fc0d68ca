"""The command `premark set-aside`: a place and a name in; one row more, or one less, out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from premark.plain import one_line


def set_aside(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `premark cohort` wrote.")],
    submission: Annotated[str, typer.Option(help="Its id in the tables, such as moodle-1042.")],
    criterion: Annotated[str, typer.Option(help="The criterion, such as 2.1.")],
    requirement: Annotated[str, typer.Option(help="The element, as the tables name it.")],
    by: Annotated[str, typer.Option(help="Who sets it aside.")] = "",
    note: Annotated[str, typer.Option(help="Why.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take it back.")] = False,
) -> None:
    """Set a finding aside for one submission: it stays so there, over later runs, and nowhere
    else. Reviews and strengths stay as they are."""
    from premark.cohort.aside import SetAside, add_aside, places_in, today, undo_aside

    if undo:
        path = undo_aside(folder, (submission, criterion, requirement))
    elif not by.strip():
        raise typer.BadParameter("say who sets it aside, with --by NAME.")
    else:
        said = SetAside(
            submission=submission,
            criterion=criterion,
            requirement=requirement,
            by=one_line(by, 80),
            date=today(),
            note=one_line(note, 500),
        )
        path = add_aside(folder, said, places_in(folder))
    print(f"wrote {one_line(str(path))}")
    print("next: run premark cohort again with the same folder, to draw its tables and pages anew")
