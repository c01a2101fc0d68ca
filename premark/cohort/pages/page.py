"""The picture of a cohort in; `cohort.html`, one self-contained accessible page, out."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from premark.cohort.figures.picture import Picture
from premark.cohort.figures.wording import listed
from premark.cohort.pages.page_parts import Linked, Part
from premark.cohort.pages.page_whole import held_by_several, made_with, reviewed, unit_part
from premark.cohort.pages.page_words import counted, file_says, word, words
from premark.report.safe_page import safe_page
from premark.written import write_text

NAME = "cohort.html"
BESIDE = ("sampling-plan.csv", "cohort.csv", "cohort.xlsx", "failures.csv", "set-aside.csv")


def write_pages(
    picture: Picture,
    out: Path,
    *,
    answers: bool = True,
    reports: bool = True,
    beside: Collection[str] = BESIDE,
) -> list[Path]:
    """Write `out/cohort.html`; the paths written.

    `answers` and `reports` say whether `answers/*.html` and `reports/<id>.premark.html` are there
    to be linked, `beside` which files in `out` are. Raises OutputError where it cannot be written.
    """
    page = render_cohort(picture, answers=answers, reports=reports, beside=beside)
    return [write_text(page, out / NAME)]


def render_cohort(
    picture: Picture,
    *,
    answers: bool = True,
    reports: bool = True,
    beside: Collection[str] = BESIDE,
) -> str:
    """The page as HTML: everything escaped, no script, no network; same picture, same bytes."""
    without = frozenset(each.submission for each in picture.failed)
    linked = Linked(answers, reports, frozenset(beside), without)
    return safe_page(
        "premark.cohort.pages",
        "cohort.html.j2",
        "cohort.css",
        kind=word("page.kind"),
        title=word("page.title", submissions=counted("submission", picture.submissions)),
        lead=_lead(picture),
        skip=word("page.skip"),
        contents_title=word("page.contents"),
        what=word("page.what"),
        said=words("page.is"),
        beside_title=word("page.beside"),
        beside=[(name, file_says(name)) for name in BESIDE if name in linked.beside],
        parts=_parts(picture, linked),
    )


def _lead(picture: Picture) -> str:
    units = listed([unit.unit for unit in picture.units])
    submissions = counted("submission", picture.submissions)
    return word("page.lead", units=units, submissions=submissions) if units else ""


def _parts(picture: Picture, linked: Linked) -> list[Part]:
    units = [unit_part(unit, f"unit-{at}", linked) for at, unit in enumerate(picture.units, 1)]
    return [reviewed(picture, linked), *units, held_by_several(picture), made_with(picture)]
