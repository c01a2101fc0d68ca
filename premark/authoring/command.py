"""The commands for those who write criteria: arguments in; lines and exit codes out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

WRONG = 4  # the exit code of every mistake in a criteria file


def check_criteria(
    path: Annotated[
        Path | None,
        typer.Argument(help="A YAML file or a folder; without it, the shipped criteria."),
    ] = None,
    overlap: Annotated[
        bool, typer.Option("--overlap", help="Also compare each unit's topics by meaning.")
    ] = False,
) -> None:
    """Name every mistake in criteria, verbs, models and phrases, each with its file and line."""
    from premark.authoring.survey import survey
    from premark.packs.where import criteria_root
    from premark.plain import one_line
    from premark.report.words import numbered

    found = survey(path or criteria_root(), overlap=overlap)
    for told in found.told:
        print(one_line(told.text))
    warned = len(found.told) - found.mistakes
    counted = f"{numbered(found.mistakes, 'mistake')}, {numbered(warned, 'warning')}"
    print(f"{counted} in {numbered(found.files, 'file')}")
    if found.mistakes:
        raise typer.Exit(WRONG)


def new_unit(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the file.")],
    unit: Annotated[str, typer.Option("--unit", "-u", help="The unit, such as 0100-1.")],
    level: Annotated[int, typer.Option(min=1, max=8, help="The qualification's level.")],
    qualification: Annotated[str, typer.Option(help="Its number, where --unit has none.")] = "",
    body: Annotated[str, typer.Option(help="The awarding body.")] = "",
    title: Annotated[str, typer.Option(help="The unit's title.")] = "",
    outcomes: Annotated[int, typer.Option(min=1, max=30, help="Learning outcomes.")] = 3,
    criteria: Annotated[int, typer.Option(min=1, max=30, help="Criteria of each outcome.")] = 3,
) -> None:
    """Write a commented skeleton of a unit, with everything that is to be said marked FILL IN."""
    from premark.authoring.skeleton import NewUnit, read_unit, write_skeleton
    from premark.plain import one_line

    number, code = read_unit(unit, qualification)
    path = write_skeleton(NewUnit(number, code, level, body, title, outcomes, criteria), out)
    print(f"wrote {one_line(str(path))}")
    print(f"next: premark check-criteria {one_line(str(path))}")


def show_verb(
    verb: Annotated[str, typer.Argument(help='The verb, such as "critically review".')],
    level: Annotated[
        int | None, typer.Option(min=1, max=8, help="A level; without it, each that is defined.")
    ] = None,
) -> None:
    """Print what a command verb demands: its moves, its place on the ladder, its source."""
    from premark.authoring.verb_lines import find_verb, nearest_verbs, verb_lines
    from premark.packs.ladder import load_ladder
    from premark.packs.load import load_verbs
    from premark.plain import one_line

    verbs = load_verbs()
    found = find_verb(verb, verbs)
    if found is None:
        near = nearest_verbs(verb, verbs)
        meant = f"Did you mean {' or '.join(near)}?" if near else "See criteria/verbs.yaml."
        raise typer.BadParameter(f"no verb is called {one_line(verb[:40])!r}. {meant}")
    print("\n".join(verb_lines(found, level, load_ladder())))
