"""The command `premark train`: labelled sentences in; a head of `models/` and its figures out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Part(StrEnum):
    """What can be trained."""

    moves = "moves"


def train(
    part: Annotated[Part, typer.Argument(help="The classifier to train.")],
    check: Annotated[bool, typer.Option("--check", help="Measure only; write nothing.")] = False,
    corpus: Annotated[
        Path | None, typer.Option(help="Folder of labelled sentences; else corpora/moves.")
    ] = None,
    public: Annotated[
        Path | None, typer.Option(help="Learn from the public sets in this folder too.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write to; else premark's own models.")
    ] = None,
) -> None:
    """Train a classifier of premark's anew, and say how good it is on files it has not seen."""
    from premark.packs.where import data_root, models_root
    from premark.train.moves import retrain

    folder = None if check else out or models_root()
    print(retrain(corpus or data_root("corpora") / "moves", public, folder, _say))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
