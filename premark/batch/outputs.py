"""A cohort that is reviewed in; its tables, what goes back to the platform, and its pages out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from premark.batch.back import Place, Say, give_back
from premark.batch.journal import read_journal
from premark.errors import OutputError
from premark.plain import one_line
from premark.read import load

if TYPE_CHECKING:
    from premark.batch.whole import Asked, Cohort
    from premark.cohort.figures.draw import Brought
    from premark.cohort.figures.picture import Picture

ASIDE, PLAN, PAGE = "set-aside.csv", "sampling-plan.csv", "cohort.html"


def check_inputs(asked: Asked) -> None:
    """Read what is set beside the reviews, so that a slip in it is told before they are made.

    Raises ReadError at the line of what is wrong, OutputError for a folder without a journal.
    """
    _tables_of_theirs(asked)
    if asked.worksheet is not None:
        load(asked.worksheet)
    if asked.earlier is None:
        return
    if asked.earlier.resolve() == asked.out.resolve():
        said = f"{one_line(str(asked.earlier))}: is this cohort's own folder"
        raise OutputError(said, hint="Name with --earlier the folder of the cohort before it.")
    with read_journal(asked.earlier):
        pass


def write_outputs(cohort: Cohort, say: Say) -> list[Path]:
    """Write all of it into the cohort's folder; the files that a user opens, in order."""
    brought = _brought(cohort, say)
    aside = frozenset(brought.set_aside)
    written = list(_tables(cohort, aside, say))
    written += give_back(cohort, aside, say)
    with ExitStack() as stack:
        picture = _picture(cohort, _with_earlier(cohort, brought, stack))
    written += _pages(cohort, picture, aside)
    return written


def _tables_of_theirs(asked: Asked) -> Brought:
    """The decisions, what was set aside, and a centre's own settings of all this."""
    from premark.cohort.aside import places, read_aside
    from premark.cohort.figures.decisions import read_decisions
    from premark.cohort.figures.draw import Brought
    from premark.packs.cohort_settings import load_cohort_settings

    settings = load_cohort_settings(asked.settings)
    return Brought(
        decisions=read_decisions(asked.decisions, settings) if asked.decisions else (),
        set_aside=places(read_aside(asked.out / ASIDE)),
        settings=settings,
    )


def _brought(cohort: Cohort, say: Say) -> Brought:
    """All that is shown beside the records' own figures."""
    from premark.cohort.aside import read_aside, unmatched
    from premark.cohort.elsewhere import find_elsewhere
    from premark.cohort.learner_key import learner_keys
    from premark.cohort.shared.found import find_shared

    journal, whose = cohort.journal, learner_keys(cohort.submissions)
    odd = unmatched(read_aside(cohort.asked.out / ASIDE), journal.record)
    for note in odd:
        say(note)
    return replace(
        _tables_of_theirs(cohort.asked),
        failed=tuple(journal.failures()),
        shared=find_shared(journal.records(), learner_of=whose, again=journal.record),
        elsewhere=find_elsewhere(journal.records(), cohort.packs, whose),
        notes=(*cohort.taken.notes, *odd),
    )


def _with_earlier(cohort: Cohort, brought: Brought, stack: ExitStack) -> Brought:
    if cohort.asked.earlier is None:
        return brought
    earlier = stack.enter_context(read_journal(cohort.asked.earlier))
    return replace(brought, earlier=earlier.records(), earlier_packs=earlier.packs())


def _tables(cohort: Cohort, aside: frozenset[Place], say: Say) -> Iterator[Path]:
    from premark.cohort.tables.tidy import write_tables

    out = cohort.asked.out
    made = write_tables(cohort.journal.records(), cohort.submissions, out, aside=aside)
    for note in made.notes:
        say(note)
    yield from (path for path in made.files if path.parent == out)


def _picture(cohort: Cohort, brought: Brought) -> Picture:
    from premark.cohort.figures.draw import draw_picture

    return draw_picture(
        cohort.journal.records(),
        cohort.submissions,
        cohort.packs,
        brought=brought,
        seed=cohort.asked.seed,
    )


def _pages(cohort: Cohort, picture: Picture, aside: frozenset[Place]) -> Iterator[Path]:
    from premark.cohort.figures.sampling import write_plan
    from premark.cohort.pages.answers import answers_pages
    from premark.cohort.pages.page import BESIDE, write_pages

    out, reports = cohort.asked.out, "html" in cohort.asked.formats
    write_plan([unit.plan for unit in picture.units], out / PLAN)
    yield out / PLAN
    records, packs = cohort.journal.records, cohort.packs
    answers = answers_pages(records, out, packs=packs, set_aside=aside, reports=reports)
    beside = [name for name in BESIDE if (out / name).is_file()]
    yield from write_pages(picture, out, answers=bool(answers), reports=reports, beside=beside)
