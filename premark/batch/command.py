"""The command `cohort`: submissions in; the reviews, tables and pages of a cohort out.

Ends with 0 when every submission was reviewed and with 3 when one or more were not.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

if TYPE_CHECKING:
    from premark.batch.whole import Asked, Ended
    from premark.batch.whole import Back as Back_

FAILED = 3
ON = "What is done is kept: run the same command again to go on."

Source = Annotated[
    Path,
    typer.Argument(help="A folder, a Moodle or Canvas ZIP, or a CSV of learner, unit and file."),
]
Unit = Annotated[
    str, typer.Option("--unit", "-u", help="The unit's code, where the CSV has no column of it.")
]
Out = Annotated[Path, typer.Option("--out", "-o", help="The cohort's own folder; kept and reused.")]
Learners = Annotated[
    Path | None, typer.Option(help="CSV of each learner's assessor, centre, intake, date.")
]
Decisions = Annotated[
    Path | None, typer.Option(help="CSV of submission, criterion, assessor, judgement, date.")
]
Earlier = Annotated[
    Path | None, typer.Option(help="The folder of an earlier cohort to set this one against.")
]
Worksheet = Annotated[
    Path | None, typer.Option(help="Moodle's grading worksheet, to fill the feedback column of.")
]
Overlay = Annotated[
    Path | None, typer.Option("--overlay", help="Folder of official wording (docs/overlay.md).")
]
OwnSettings = Annotated[
    Path | None, typer.Option("--settings", help="Your own words and figures (docs/cohorts.md).")
]
Formats = Annotated[str, typer.Option("--format", "-f", help="html, json, docx, csv (commas).")]
Teams = Annotated[
    bool, typer.Option("--teams", help="Teams handed in: nothing goes back by their numbers.")
]
Learner = Annotated[
    bool, typer.Option("--learner", help="Also draw each report as its learner is to read it.")
]
Back = Annotated[
    str,
    typer.Option(help="Whose reading goes back to the platform: learner, assessor or none."),
]
Workers = Annotated[
    int, typer.Option(min=0, max=512, help="Processes; 0: as many as there is room for.")
]
Retry = Annotated[
    bool, typer.Option("--retry-failed", help="Try all that failed again, whatever the reason.")
]
Forget = Annotated[
    bool, typer.Option("--forget-gone", help="Delete what is kept of submissions no longer there.")
]
Seed = Annotated[int, typer.Option(help="Of the random share that the sampling plan draws.")]
Scheduler = Annotated[
    str, typer.Option(help="A Dask scheduler: tcp://host:port, tls://host:port, or local.")
]
Open = Annotated[bool, typer.Option("--open", help="Open the cohort's page when it is done.")]
SEED = 1


def cohort(
    submissions: Source,
    out: Out,
    unit: Unit = "",
    learners: Learners = None,
    decisions: Decisions = None,
    earlier: Earlier = None,
    worksheet: Worksheet = None,
    overlay: Overlay = None,
    settings: OwnSettings = None,
    format_: Formats = "html",
    teams: Teams = False,
    learner: Learner = False,
    back: Back = "learner",
    workers: Workers = 0,
    retry_failed: Retry = False,
    forget_gone: Forget = False,
    seed: Seed = SEED,
    scheduler: Scheduler = "",
    open_: Open = False,
) -> None:
    """Review all that a group handed in, then show where it is strong and weak.

    Stop it at any moment and run the same command again: only the rest is done.
    """
    from premark.batch.whole import Asked

    asked = Asked(
        source=submissions, out=out, unit=unit, learners=learners, decisions=decisions,
        earlier=earlier, worksheet=worksheet, overlay=overlay, settings=settings,
        formats=_formats(format_), teams=teams, learner=learner, back=_back(back), workers=workers,
        retry_failed=retry_failed, forget_gone=forget_gone, seed=seed, scheduler=scheduler,
    )  # fmt: skip
    ended = _made(asked)
    _say(ended, asked.out)
    if open_:
        _show(asked.out)
    if ended.failed:
        raise typer.Exit(FAILED)


def _formats(text: str) -> tuple[str, ...]:
    from premark.report.write import FORMATS

    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        given = ", ".join(unknown) or "nothing"
        raise typer.BadParameter(f"{given}: choose from {', '.join(FORMATS)}")
    return wanted


def _back(text: str) -> Back_:
    from premark.batch.whole import Back

    known: tuple[Back_, ...] = get_args(Back)
    found = next((name for name in known if name == text.strip().lower()), None)
    if found is None:
        raise typer.BadParameter(f"{text}: choose from {', '.join(known)}")
    return found


def _made(asked: Asked) -> Ended:
    from premark.batch.progress import progress
    from premark.batch.whole import make_cohort
    from premark.plain import plain

    try:
        return make_cohort(asked, progress=progress, say=lambda line: print(plain(line)))
    except (KeyboardInterrupt, SystemExit):
        print(f"premark: {ON}", file=sys.stderr)
        raise


def _say(ended: Ended, out: Path) -> None:
    from premark.batch.summary import summary
    from premark.plain import one_line

    for line in summary(ended, out):
        print(one_line(line) if line.strip() == line else f"  {one_line(line)}")


def _show(out: Path) -> None:
    import webbrowser

    page = out / "cohort.html"
    if page.is_file():
        webbrowser.open(page.resolve().as_uri())
