"""The command `check-files`: a folder in; a line for each file and the figures of all out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from premark.isolate.folder import Outcome, Summary

UNREAD = 3
AsJson = Annotated[bool, typer.Option("--json", help="One JSON text and nothing else.")]
LimitsFile = Annotated[
    Path | None, typer.Option("--limits", help="A file of limits of your own (docs/files.md).")
]


def check_files(
    folder: Annotated[Path, typer.Argument(help="A folder; the folders in it are read as well.")],
    as_json: AsJson = False,
    limits: LimitsFile = None,
) -> None:
    """Read every file of a folder and say what became of each: status, time, memory, text lost.

    Ends with 0 when every file was read, and with 3 when one was not.
    """
    from premark.isolate.folder import Ran, summary
    from premark.isolate.overseer import look_over
    from premark.packs.limits import limits_in_force

    limits_in_force(limits)  # a wrong file is told before anything is read
    ran, found = Ran(), []
    for one in look_over(folder, ran, limits=limits):
        found.append(one)
        if not as_json:
            print("\n".join(_lines(one)), flush=True)
    told = summary(found, ran)
    if as_json:
        print(json.dumps({**told.model_dump(), "each": [o.model_dump() for o in found]}, indent=1))
    else:
        print("\n".join(_totals(told)))
    if told.read < told.files:
        raise typer.Exit(UNREAD)


def _lines(one: Outcome, inset: str = "") -> Iterator[str]:
    """A line for a file, one more for what is wrong, and those of what an archive holds."""
    lost = "" if not one.lost else f"  {one.lost:,} of {one.own:,} characters not read"
    figures = f"{one.seconds:7.2f} s {one.peak_mb:5.0f} MB {one.characters:9,} characters"
    yield f"{inset}{one.status:13} {figures}  {_plain(one.file)}{lost}"
    if one.status != "ok":
        yield f"{inset}    {_plain(one.says)} {_plain(one.next_step)}"
    for entry in one.entries:
        yield from _lines(entry, "    ")


def _totals(told: Summary) -> list[str]:
    """The figures of the whole folder, a line each."""
    lines = ["", f"{told.files} files, {told.read} read"]
    lines += [f"  {code:13} {count:5}" for code, count in told.statuses.items()]
    if told.entries:
        lines.append(f"{sum(told.entries.values())} files inside archives")
        lines += [f"  {code:13} {count:5}" for code, count in told.entries.items()]
    lines.append(f"processor time: 95 of 100 files within {told.p95:.2f} s")
    for word, pair, unit in (("slowest", told.slowest, "s"), ("heaviest", told.heaviest, "MB")):
        if pair is not None:
            lines.append(f"{word}: {pair[1]:.1f} {unit}, {_plain(pair[0])}")
    lines.append(
        f"deaths: {told.parent_deaths} of premark, {told.child_deaths} of the children that read; "
        f"premark itself grew by {told.parent_growth_mb:.1f} MB"
    )
    if told.counted:
        share = f"{told.kept_enough / told.counted:.1%}"
        of = f"{told.kept_enough} of {told.counted} Word files"
        lines.append(f"text kept: at least 99% in {of} ({share})")
    lines += [f"  {share:6.1%} lost  {_plain(name)}" for name, share in told.text_lost]
    return lines


def _plain(text: str) -> str:
    """One line of what a terminal shows as it is: a name of a file may hold anything."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
