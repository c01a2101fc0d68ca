"""What a cohort's benchmark measured in; what an awarding body's year of it would take, out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

YEAR = 200_000
MACHINES = ((1, 4), (1, 8), (2, 8), (4, 8), (4, 16), (16, 8))  # machines, physical cores of each
HOURS = 24  # a day that a machine works
PEAK = 0.25  # share of the year that comes in its fullest fortnight


@dataclass(frozen=True)
class Measured:
    """Of one submission: processor seconds with all that goes with it, KB kept, words; and MB."""

    seconds: float
    outputs: float
    words: float
    kept_kb: float
    reports_kb: float
    journal_kb: float
    worker_mb: float
    parent_mb: float
    given_kb: float
    submissions: int


def measured(result: dict[str, Any]) -> Measured:
    """The figures that a plan is made from, of the benchmark's JSON."""
    number, run, each = result["submissions"], result["run"], result["sizes"]["KB a submission"]
    return Measured(
        seconds=run["processor seconds in all"] / number,
        outputs=run["processor seconds of tables and pages"] / number,
        words=result["costs"]["words"] / number,
        kept_kb=result["sizes"]["KB a submission together"],
        reports_kb=each.get("reports", 0.0),
        journal_kb=each.get("journal.sqlite", 0.0),
        worker_mb=run["peak MB"]["worker"] + run["peak MB"]["reader"],
        parent_mb=run["peak MB"]["parent"],
        given_kb=result["given KB a submission"],
        submissions=number,
    )


def plan(result: dict[str, Any], submissions: int = YEAR) -> list[str]:
    """A table in Markdown, each line of it from measured figures."""
    of = measured(result)
    hours = submissions * of.seconds / 3600
    lines = [
        f"Measured on {of.submissions:,} submissions of {of.words:,.0f} words on average: "
        f"{of.seconds:.2f} processor seconds each, all included.",
        "",
        f"| a year of {submissions:,} submissions | |",
        "|---|---|",
        f"| work | {hours:,.0f} hours of one core |",
        f"| read | {_gb(submissions * of.given_kb)} of submissions |",
        f"| kept | {_gb(submissions * of.kept_kb)}: reports {_gb(submissions * of.reports_kb)}, "
        f"journal {_gb(submissions * of.journal_kb)} |",
        f"| memory of a worker with its reader | {of.worker_mb:,.0f} MB |",
        f"| memory of the process that keeps the journal | {of.parent_mb:,.0f} MB |",
        "",
        "| machines | cores each | memory each | the whole year | its fullest fortnight "
        f"({PEAK:.0%} of it) | submissions a day |",
        "|---|---|---|---|---|---|",
    ]
    return [*lines, *(_row(of, machines, cores, submissions) for machines, cores in MACHINES)]


def _row(of: Measured, machines: int, cores: int, submissions: int) -> str:
    memory = cores * of.worker_mb + of.parent_mb
    a_day = machines * cores * HOURS * 3600 / of.seconds
    return (
        f"| {machines} | {cores} | {memory / 1000:,.0f} GB | {_days(submissions / a_day)} | "
        f"{_days(PEAK * submissions / a_day)} | {a_day:,.0f} |"
    )


def _days(days: float) -> str:
    return f"{days:,.1f} days" if days >= 2 else f"{24 * days:,.1f} hours"


def _gb(kb: float) -> str:
    return f"{kb / 1e6:,.1f} GB"
