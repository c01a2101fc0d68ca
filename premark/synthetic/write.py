"""Wishes in; a made-up cohort in a folder, as a platform hands it out, with its truth, out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from premark.errors import OutputError
from premark.plain import one_line
from premark.synthetic.cohort import Made, Wanted, make, settle
from premark.synthetic.learners import Learner
from premark.synthetic.packed import Store, source_name, stored_names, storing, write_beside
from premark.synthetic.sources import sources_of
from premark.synthetic.truth import Tables, as_csv, note, told
from premark.types.document import Value
from premark.written import write_files


class Written(Value):
    """Where a cohort lies: `source` is what a run takes in. `wanted` is as it was settled."""

    source: Path
    out: Path
    wanted: Wanted
    files: int


def write_cohort(
    wanted: Wanted, out: Path, *, said: Callable[[int], None] = lambda done: None
) -> Written:
    """Make the submissions and write them, with `truth.csv`, `truth.yaml`, `learners.csv` and
    `decisions.csv` beside them; `said` is told how many are done.

    Raises OutputError where the folder holds something, or nothing can be written to it,
    UnknownUnit for a unit without labelled assignments.
    """
    _empty(out)
    settled = settle(wanted)
    sources, tables = sources_of(settled.unit), Tables()
    draw = Random(f"{settled.seed}:judgements")
    kept: list[tuple[Learner, list[str]]] = []
    with storing(settled, out) as store:
        for number, made in enumerate(make(settled)):
            kept.append((made.learner, _stored(made, settled, number, store=store)))
            note(made, sources, tables, draw=draw, by_folder=settled.lms == "folder")
            said(number + 1)
    write_beside(settled, out, kept)
    texts = {
        "truth.csv": as_csv(tables.truth),
        "truth.yaml": told(settled, tables),
        "learners.csv": as_csv(tables.learners),
        "decisions.csv": as_csv(tables.decisions),
    }
    write_files([(out / name, text.encode("utf-8", "replace")) for name, text in texts.items()])
    files = sum(len(names) for _, names in kept)
    return Written(source=out / source_name(settled), out=out, wanted=settled, files=files)


def _stored(made: Made, wanted: Wanted, number: int, *, store: Store) -> list[str]:
    names = []
    for name, data in stored_names(made, wanted, number):
        store(name, data)
        names.append(name)
    return names


def _empty(out: Path) -> None:
    """Make the folder. Raises OutputError where it holds something: what is mixed is not known."""
    shown = one_line(str(out))
    hint = "Name another folder with --out, or empty that one."
    try:
        out.mkdir(parents=True, exist_ok=True)
        held = next(out.iterdir(), None)
    except OSError as error:
        reason = (error.strerror or "error").lower()
        raise OutputError(f"{shown}: cannot be used ({reason})", hint=hint) from error
    if held:
        raise OutputError(f"{shown}: holds something already", hint=hint)
