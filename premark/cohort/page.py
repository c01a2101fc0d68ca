"""The picture of a cohort in; the quality lead's page out: one file, no script, no network."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from premark.cohort import page_compared as compared
from premark.cohort import page_figures as figures
from premark.cohort import page_lists as lists
from premark.cohort.page_grid import Section, level, share
from premark.cohort.picture import Picture, UnitPicture
from premark.cohort.words import cohort_words
from premark.report.safe_page import safe_page
from premark.report.words import numbered, sentence
from premark.written import write_text

PAGE = "cohort.html"
BESIDE = ("sampling-plan.csv", "cohort.csv", "cohort.xlsx", "failures.csv", "set-aside.csv")
_TABLES = ("cohort.xlsx", "cohort.csv", "failures.csv", "sampling-plan.csv", "set-aside.csv")


@dataclass(frozen=True)
class UnitPage:
    """A unit as the page has it: its first lines, then its sections."""

    id: str
    title: str
    counts: str
    cautions: tuple[str, ...]
    short: tuple[str, ...]
    sections: tuple[Section, ...]


def write_pages(
    picture: Picture,
    out: Path,
    *,
    answers: bool = True,
    reports: bool = True,
    beside: Collection[str] = BESIDE,
) -> list[Path]:
    """Write `cohort.html` into the folder. Raises OutputError where it cannot be written.

    `answers` and `reports` say whether there are pages of answers and of submissions to lead to,
    `beside` which files of tables stand in the folder.
    """
    page = render_cohort(picture, answers=answers, reports=reports, beside=beside)
    return [write_text(page, out / PAGE)]


def render_cohort(
    picture: Picture,
    *,
    answers: bool = True,
    reports: bool = True,
    beside: Collection[str] = BESIDE,
) -> str:
    """The page. Everything from submissions, tables and criteria is escaped."""
    files = [name for name in _TABLES if name in beside]
    units = [
        _unit(unit, f"u{at}", answers=answers, reports=reports, beside=files)
        for at, unit in enumerate(picture.units, 1)
    ]
    fixed = cohort_words().fixed
    return safe_page(
        "premark.cohort",
        "cohort.html.j2",
        "cohort.css",
        w=fixed,
        title=fixed["title"].format(
            submissions=numbered(picture.submissions, "submission"),
            units=numbered(len(picture.units), "unit"),
        ),
        picture=picture,
        counts=_counts(picture),
        units=units,
        failed=lists.failed(picture, beside=files),
        made=lists.made(picture),
        quotes=cohort_words().quotes,
        files=files,
    )


def _counts(picture: Picture) -> str:
    fixed = cohort_words().fixed
    if not picture.submissions:
        return fixed["nothing_in"]
    if not picture.reviewed:
        return fixed["all_failed"]
    return fixed["reviewed"].format(
        reviewed=f"{picture.reviewed:,}", submissions=f"{picture.submissions:,}"
    )


def _unit(
    unit: UnitPicture, base: str, *, answers: bool, reports: bool, beside: list[str]
) -> UnitPage:
    sections = (
        figures.criteria(unit, base, answers=answers),
        figures.weakest(unit, base),
        figures.short(unit, base, reports=reports),
        figures.verbs(unit, base),
        figures.used(unit, base),
        compared.groups(unit, base),
        compared.trend(unit, base),
        compared.agreement(unit, base),
        lists.plan(unit, base, reports=reports, beside=beside),
        lists.shared(unit, base, reports=reports),
        lists.elsewhere(unit, base, reports=reports),
        lists.notices(unit, base),
    )
    fixed = cohort_words().fixed
    counts = fixed["unit_counts"].format(
        submissions=f"{unit.submissions:,}",
        reviewed=f"{unit.submissions - unit.failed:,}",
        version=unit.pack_version,
    )
    title = fixed["unit"].format(unit=unit.unit, title=unit.title)
    return UnitPage(base, title, counts, unit.cautions, tuple(_short(unit)), sections)


def _short(unit: UnitPicture) -> Iterator[str]:
    """What is to be seen at a glance; only what the figures bear out is told as such."""
    words = cohort_words().short
    first = next((row for row in unit.weakest.rows if row.borne_out), None)
    if first:
        yield words["weakest"].format(
            criterion=first.criterion, mean=level(first.mean.value), low=share(first.low.value),
            n=f"{first.mean.n:,}",
        )  # fmt: skip
    lacks = next((row for row in unit.short if row.short or row.not_found), None)
    if lacks:
        yield words["element"].format(
            criterion=lacks.criterion, share=share(lacks.share.value), told=f"{lacks.told:,}",
            asks=sentence(lacks.asks),
        )  # fmt: skip
    apart = [row.name for table in unit.groups.tables for row in table.rows if row.stands_out]
    if apart:
        yield words["stands_out"].format(named=", ".join(apart))
    changed = [row.criterion for row in unit.trend.rows if row.stands_out] if unit.trend else []
    if changed:
        yield words["trend"].format(named=", ".join(changed))
    yield from _agreed(unit)
    if unit.plan.rows:
        yield words["plan"].format(n=f"{len(unit.plan.rows):,}", of=f"{unit.plan.of:,}")


def _agreed(unit: UnitPicture) -> Iterator[str]:
    words, found = cohort_words().short, unit.agreement
    for row in found.rows if found else ():
        if row.by == "all":
            for name, figure in (("agreement", row.exact), ("agreement_cut", row.cut)):
                if figure.value is not None:
                    n = numbered(row.judgements, "judgement")
                    yield words[name].format(share=share(figure.value), n=n)


