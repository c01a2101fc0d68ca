"""The command `premark train`: labelled text in; a file of `models/` and its figures out."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Part(StrEnum):
    """What can be trained."""

    moves = "moves"
    thresholds = "thresholds"


def train(
    part: Annotated[Part, typer.Argument(help="The classifier, or the cut-offs.")],
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="thresholds: folders of labelled YAML with DOCX or PDF beside it."),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Measure only; write nothing.")] = False,
    corpus: Annotated[
        Path | None, typer.Option(help="moves: folder of labelled sentences; else corpora/moves.")
    ] = None,
    public: Annotated[
        Path | None, typer.Option(help="moves: learn from the public sets in this folder too.")
    ] = None,
    map_too: Annotated[
        bool, typer.Option("--map", help="thresholds: try the cut-offs of the map as well.")
    ] = False,
    date: Annotated[str, typer.Option(help="thresholds: the date to write beside them.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="Folder to write to; else premark's own models.")
    ] = None,
) -> None:
    """Train a part of premark anew, and say how good it is on files it has not seen."""
    from premark.packs.where import data_root, models_root

    folder = None if check else out or models_root()
    if part is Part.thresholds:
        _thresholds(folders or [], map_too=map_too, date=date, out=folder)
        return
    if folders:
        raise typer.BadParameter("folders go with thresholds; moves takes --corpus")
    from premark.train.moves import retrain

    print(retrain(corpus or data_root("corpora") / "moves", public, folder, _say))


def _thresholds(folders: list[Path], *, map_too: bool, date: str, out: Path | None) -> None:
    from premark.train.thresholds import Wanted, retune

    if not folders:
        raise typer.BadParameter("name one folder of labelled assignments or more")
    if date and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        raise typer.BadParameter(f"{date}: a date is written as 2026-01-31")
    print(retune(folders, Wanted(map_too, date, out), _say))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
