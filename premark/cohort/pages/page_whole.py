"""A picture in; what the page says of the whole cohort, before and after its units, out."""

from __future__ import annotations

from collections.abc import Iterator

from premark.cohort.figures.picture import Picture, UnitPicture
from premark.cohort.pages import page_compared as compared
from premark.cohort.pages import page_strength as strength
from premark.cohort.pages.page_parts import Cell, Linked, Part, grid, num
from premark.cohort.pages.page_words import counted, word, words
from premark.types.cohort import Failed
from premark.types.evidence import MadeWith

FAILED, NOTICES, SENTENCES, DIGEST, MADE = 50, 60, 20, 12, 20


def reviewed(picture: Picture, linked: Linked) -> Part:
    """How many were reviewed, of which unit, what could not be, and what was odd."""
    said = word("reviewed.said", handed=counted("submission", picture.submissions),
                reviewed=f"{picture.reviewed:,}", failed=f"{len(picture.failed):,}")  # fmt: skip
    rows = [_unit_row(unit) for unit in picture.units]
    failed = [_failed(row) for row in picture.failed[:FAILED]]
    cut = strength.rest(FAILED, len(picture.failed), linked, "failures.csv")
    tables = (grid("units", "units", rows), grid("failed", "failed", failed, rest=cut))
    whole = () if picture.failed else (word("reviewed.none_failed"),)
    notes = tuple(_bounded(picture.notes))
    parts = (Part("notes", word("reviewed.notes"), notes),) if notes else ()
    shown = tuple((None, table) for table in tables)
    return Part("reviewed", word("reviewed.title"), (said, *whole), shown, parts=parts)


def _unit_row(unit: UnitPicture) -> list[Cell]:
    counts = (unit.submissions + unit.failed, unit.submissions, unit.failed)
    name = Cell(unit.unit, more=unit.title)
    return [name, *(num(f"{each:,}") for each in counts), Cell(unit.pack_version)]


def _failed(row: Failed) -> list[Cell]:
    return [Cell(row.submission), Cell(row.unit), Cell(row.says), Cell(row.next_step)]


def unit_part(unit: UnitPicture, id_: str, linked: Linked) -> Part:
    """All parts of a unit; only the list of what to read by eye where nothing was reviewed."""
    title = word("unit.title", unit=unit.unit, title=unit.title)
    handed = counted("submission", unit.submissions + unit.failed)
    said = word("unit.said", reviewed=f"{unit.submissions:,}", handed=handed,
                version=unit.pack_version)  # fmt: skip
    parts = tuple(_parts(unit, id_, linked))
    none = () if unit.submissions else (word("unit.nothing"),)
    return Part(id_, title, (said, *unit.cautions, *none), parts=parts)


def _parts(unit: UnitPicture, id_: str, linked: Linked) -> Iterator[Part]:
    if unit.submissions:
        yield strength.strengths(unit, f"{id_}-strengths", linked)
        yield strength.weakest(unit, f"{id_}-weakest")
        yield strength.short(unit, f"{id_}-short", linked)
        yield strength.verbs(unit, f"{id_}-verbs")
        yield strength.sources(unit, f"{id_}-used", linked)
        yield compared.groups(unit, f"{id_}-groups", linked)
        yield compared.trend(unit, f"{id_}-trend")
        yield compared.agreement(unit, f"{id_}-agreement")
    yield compared.plan(unit, f"{id_}-plan", linked)
    if unit.submissions:
        yield compared.shared(unit, f"{id_}-shared", linked)
        yield compared.elsewhere(unit, f"{id_}-elsewhere", linked)
        yield _notices(unit, f"{id_}-notices")


def _notices(unit: UnitPicture, id_: str) -> Part:
    rows = [[Cell(code.replace("-", " ")), num(f"{n:,}")] for code, n in unit.notices[:NOTICES]]
    cut = strength.rest(NOTICES, len(unit.notices), Linked())
    table = grid("notices", f"{id_}-table", rows, rest=cut, unit=unit.unit)
    said = () if rows else (word("reviewed.no_notice"),)
    return Part(id_, word("reviewed.notices"), said, ((None, table),))


def held_by_several(picture: Picture) -> Part:
    """Files and passages that stand in several submissions, whatever their unit."""
    files, common = tuple(_bounded(picture.same_files)), tuple(_bounded(picture.in_common))
    parts = []
    if files:
        parts.append(Part("same-files", word("shared.files"), files))
    if common:
        parts.append(Part("in-common", word("shared.common"), common))
    said = () if parts else (word("shared.no_files"),)
    return Part("several", word("shared.whole"), said, parts=tuple(parts))


def _bounded(said: tuple[str, ...]) -> Iterator[str]:
    yield from said[:SENTENCES]
    if len(said) > SENTENCES:
        yield word("rest_here", shown=SENTENCES, all=f"{len(said):,}")


def made_with(picture: Picture) -> Part:
    """Versions and digests of all that the reviews were made with."""
    rows = [_made(each) for each in picture.made_with[:MADE]]
    cut = strength.rest(MADE, len(picture.made_with), Linked())
    said = (*words("made.said"), word("made.seed", seed=picture.seed))
    table = grid("made", "made-table", rows, rest=cut)
    return Part("made", word("made.title"), said, ((None, table),))


def _made(each: MadeWith) -> list[Cell]:
    digests = (each.pack, each.patterns, each.models)
    packages = ", ".join(f"{name} {version}" for name, version in each.packages)
    versions = (Cell(each.premark), Cell(each.encoder), Cell(each.parser))
    return [*versions, *(Cell(digest[:DIGEST]) for digest in digests), Cell(packages)]
