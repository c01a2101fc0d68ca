"""The command `make-cohort`: a number and a seed in; a made-up cohort in a folder out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from premark.errors import OutputError

if TYPE_CHECKING:
    from premark.synthetic.write import Written


def make_cohort(
    number: Annotated[int, typer.Argument(min=1, help="How many submissions to make.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="An empty folder for the cohort.")],
    seed: Annotated[int, typer.Option(help="The same number and seed give the same files.")] = 1,
    unit: Annotated[
        str, typer.Option("--unit", "-u", help="The unit's code; `premark units` lists them.")
    ] = "",
    lms: Annotated[
        str, typer.Option(help="folder, mapping, moodle, moodle-blind or canvas.")
    ] = "folder",
    weak: Annotated[
        str, typer.Option(help="Criteria to be weak in (commas); otherwise two are drawn.")
    ] = "",
    weak_share: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="In which share of the submissions.")
    ] = 0.7,
    hostile_names: Annotated[
        bool, typer.Option("--hostile-names", help="Names that are hard on programs among them.")
    ] = False,
) -> None:
    """Make up a cohort with known strengths, to try a cohort's report and its figures on."""
    from premark.synthetic.cohort import Wanted
    from premark.synthetic.learners import Lms
    from premark.synthetic.words import wording
    from premark.synthetic.write import write_cohort

    if lms not in get_args(Lms):
        raise typer.BadParameter(f"{lms}: choose from {', '.join(get_args(Lms))}")
    _can_write_pdf()
    codes = tuple(dict.fromkeys(code.strip() for code in weak.split(",") if code.strip()))
    wanted = Wanted(
        number=number,
        seed=seed,
        unit=unit or wording().unit,
        lms=cast(Lms, lms),
        weak=codes,
        share=weak_share,
        hostile=hostile_names,
    )
    with _counting(number) as said:
        written = write_cohort(wanted, out, said=said)
    print("\n".join(_lines(written)))


def _can_write_pdf() -> None:
    """Raises OutputError without the library that draws PDFs, which no report needs."""
    if find_spec("reportlab") is None:
        raise OutputError(
            "reportlab is missing, which draws the made-up PDFs",
            hint='Install it with: pip install "reportlab>=5.1,<6"',
        )


@contextmanager
def _counting(number: int) -> Iterator[Callable[[int], None]]:
    """A bar on the terminal; silent where there is none."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    off = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=off) as bar:
        task = bar.add_task("", total=number)
        yield lambda done: bar.update(task, completed=done)


def _lines(written: Written) -> Iterator[str]:
    from premark.plain import one_line

    wanted = written.wanted
    yield f"{wanted.number:,} submissions of {wanted.unit} in {written.files:,} files"
    yield f"weak in {wanted.share:.0%} of them: {', '.join(wanted.weak)}"
    yield f"wrote {one_line(str(written.source))}"
    for name in ("truth.csv", "truth.yaml", "learners.csv", "decisions.csv"):
        yield f"wrote {one_line(str(written.out / name))}"
