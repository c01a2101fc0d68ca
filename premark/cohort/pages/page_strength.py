"""One unit's picture in; the parts of the page on its criteria, elements, verbs and sources."""

from __future__ import annotations

from collections.abc import Iterator

from premark.cohort.figures.picture import (
    LEVELS,
    CriterionPicture,
    Example,
    ModelUse,
    ShortElement,
    SourcesOf,
    UnitPicture,
    VerbDepth,
    WeakRow,
)
from premark.cohort.figures.wording import listed
from premark.cohort.pages.file_names import answers_link, report_link
from premark.cohort.pages.page_parts import (
    Cell,
    Linked,
    Part,
    Quoted,
    Quotes,
    as_level,
    as_percent,
    between,
    grid,
    level,
    num,
    percent,
    quartiles,
)
from premark.cohort.pages.page_words import counted, word, words
from premark.cohort.pages.plots import LEVEL_SCALE, SHARE_SCALE, Mark, bars, dots, stacked

ELEMENTS, DRAWN, QUOTED, OPEN, MODELS = 40, 15, 10, 3, 25
_SHADES = 5
_STRENGTH_KEYS = tuple(zip(("l0", "l1", "l2", "l3", "hatch"), LEVELS, strict=True))


def rest(shown: int, every: int, linked: Linked, file: str = "cohort.csv") -> str:
    """Where all of a list is that is cut; "" where it is whole."""
    if every <= shown:
        return ""
    if file not in linked.beside:
        return word("rest_here", shown=shown, all=f"{every:,}")
    return word("rest", shown=shown, all=f"{every:,}", file=file)


def strengths(unit: UnitPicture, id_: str, linked: Linked) -> Part:
    """The heat map, which is its own table, and the same as bars."""
    rows = [_heat_row(row, unit.unit, linked) for row in unit.criteria]
    plot = stacked(
        f"{id_}-bars",
        unit.criteria,
        title=word("strengths.plot", unit=unit.unit),
        says=word("strengths.says", n=counted("submission", unit.submissions)),
        keys=_STRENGTH_KEYS,
    )
    table = grid("heat", f"{id_}-heat", rows, unit=unit.unit)
    return Part(id_, word("strengths.title"), words("strengths.said"), ((plot, table),))


def _heat_row(row: CriterionPicture, unit: str, linked: Linked) -> list[Cell]:
    whole = sum(row.counts)
    href = answers_link(unit, row.criterion) if linked.answers else ""
    shades = (_heat(count, whole) for count in row.counts)
    return [Cell(row.criterion, href=href, more=row.asks), *shades, *as_level(row.mean)]


def _heat(count: int, whole: int) -> Cell:
    share = count / whole if whole else 0.0
    shade = min(_SHADES, int(share * _SHADES) + 1) if count else 0
    return Cell(f"{count:,}", "heat", more=percent(share) if count else "", shade=shade)


def weakest(unit: UnitPicture, id_: str) -> Part:
    """Dots with whiskers, weakest first."""
    found = unit.weakest
    title = word("weakest.title")
    if not found.rows:
        return Part(id_, title, (word("weakest.none"),))
    named = listed([row.criterion for row in found.rows[: found.k]])
    plot = dots(
        f"{id_}-dots",
        [_weak_mark(row) for row in found.rows],
        scale=LEVEL_SCALE,
        title=word("weakest.plot", unit=unit.unit),
        says=word("weakest.says", named=named),
        keys=tuple((sign, word(f"weakest.{sign}")) for sign in ("full", "ring", "line")),
    )
    rows = [_weak_row(row) for row in found.rows]
    table = grid("weakest", f"{id_}-table", rows, unit=unit.unit, k=found.k)
    return Part(id_, title, found.said, ((plot, table),))


def _weak_mark(row: WeakRow) -> Mark:
    value = row.mean.value or 0.0
    ends = row.mean.low, row.mean.high
    return Mark(row.criterion, value, level(row.mean.value), *ends, full=row.borne_out)


def _weak_row(row: WeakRow) -> list[Cell]:
    places = between(*row.places) if row.places else None
    borne = Cell(word("groups.yes" if row.borne_out else "groups.no"))
    among = percent(row.among)
    told = (num(f"{row.mean.n:,}"), num(f"{row.untold:,}"), num(among), borne)
    ranked = (num(row.place), num(places), *as_level(row.mean), *as_percent(row.low))
    return [Cell(row.criterion), *ranked, *told]


def short(unit: UnitPicture, id_: str, linked: Linked) -> Part:
    """Elements most often short, a picture of the first of them, and quotes."""
    found = [row for row in unit.short if row.short or row.not_found]
    title = word("short.title")
    if not found:
        return Part(id_, title, (word("short.none"),))
    marks = [_short_mark(row) for row in found[:DRAWN] if row.share.value is not None]
    named = listed([f"{row.criterion} {row.requirement} ({percent(row.share.value)})"
                    for row in found[:3]])  # fmt: skip
    plot = bars(f"{id_}-bars", marks, title=word("short.plot", unit=unit.unit),
                says=word("short.says", named=named))  # fmt: skip
    cut = rest(ELEMENTS, len(found), linked)
    rows = [_short_row(row) for row in found[:ELEMENTS]]
    table = grid("short", f"{id_}-table", rows, rest=cut, unit=unit.unit)
    quotes = tuple(_quotes(found, linked))
    return Part(id_, title, words("short.said"), ((plot, table),), quotes, word("short.examples"))


def _short_mark(row: ShortElement) -> Mark:
    name, share = f"{row.criterion} {row.requirement}", row.share
    return Mark(name, share.value or 0.0, percent(share.value), share.low, share.high)


def _short_row(row: ShortElement) -> list[Cell]:
    counts = (row.told, row.short, row.not_found, row.unaddressed, row.untold, row.set_aside)
    name = Cell(row.criterion, more=row.requirement)
    asks = Cell(row.asks, more=row.source)
    return [name, asks, *as_percent(row.share), *(num(f"{each:,}") for each in counts)]


def _quotes(found: list[ShortElement], linked: Linked) -> Iterator[Quotes]:
    with_examples = [row for row in found if row.examples][:QUOTED]
    for at, row in enumerate(with_examples):
        name = word("short.example", criterion=row.criterion, asks=row.asks)
        yield Quotes(name, tuple(_quoted(each, linked) for each in row.examples), at < OPEN)


def _quoted(example: Example, linked: Linked) -> Quoted:
    lead = "quote" if example.quote else "instead" if example.instead else "unaddressed"
    said = example.quote or example.instead
    href = report_of(example.submission, linked)
    return Quoted(example.submission, href, word(f"short.{lead}"), said, example.because)


def report_of(submission: str, linked: Linked) -> str:
    """The link to its report; "" where there is none."""
    return report_link(submission) if linked.reports and submission not in linked.without else ""


def verbs(unit: UnitPicture, id_: str) -> Part:
    """How often each criterion's verb is shown."""
    title = word("verbs.title")
    told = [row for row in unit.verbs if row.met.value is not None]
    if not unit.verbs:
        return Part(id_, title, (word("verbs.none"),))
    least = sorted(told, key=lambda row: row.met.value or 0.0)[:3]
    named = listed([f"{row.criterion} ({percent(row.met.value)})" for row in least])
    plot = dots(
        f"{id_}-dots",
        [Mark(row.criterion, row.met.value or 0.0, percent(row.met.value), row.met.low,
              row.met.high) for row in told],
        scale=SHARE_SCALE,
        title=word("verbs.plot", unit=unit.unit),
        says=word("verbs.says", named=named),
    )  # fmt: skip
    table = grid("verbs", f"{id_}-table", [_verb_row(row) for row in unit.verbs], unit=unit.unit)
    return Part(id_, title, words("verbs.said"), ((plot, table),))


def _verb_row(row: VerbDepth) -> list[Cell]:
    missing = tuple(
        word("verbs.missing", n=f"{each.submissions:,}",
             moves=word("verbs.or").join(move.replace("_", " ") for move in each.moves))
        for each in row.missing
    )  # fmt: skip
    counts = (num(f"{each:,}") for each in (row.shown, row.not_shown, row.untold))
    last = Cell("", lines=missing)
    return [Cell(row.criterion), Cell(row.verb), *as_percent(row.met), *counts, last]


def sources(unit: UnitPicture, id_: str, linked: Linked) -> Part:
    """Works cited and listed, by submission and by criterion, and the models that are named."""
    found = unit.used
    said = list(words("used.said"))
    lacking = [row.criterion for row in found.criteria if row.lacking]
    if lacking:
        said.append(word("used.lacking", named=listed(lacking)))
    if not found.models:
        said.append(word("used.no_model"))
    elif found.without_model:
        said.append(word("used.without_model", n=found.without_model, of=unit.submissions))
    of = (("cited", found.cited), ("listed", found.listed), ("words", found.words))
    amounts = [[Cell(word(f"used.{name}")), *quartiles(q), num(f"{q.n:,}")] for name, q in of]
    cut = rest(MODELS, len(found.models), linked)
    tables = (
        grid("amounts", f"{id_}-amounts", amounts, unit=unit.unit),
        grid("sources", f"{id_}-works", [_source(row) for row in found.criteria], unit=unit.unit),
        grid("models", f"{id_}-models", [_model(row) for row in found.models[:MODELS]],
             rest=cut, unit=unit.unit),
    )  # fmt: skip
    return Part(id_, word("used.title"), tuple(said), tuple((None, table) for table in tables))


def _source(row: SourcesOf) -> list[Cell]:
    asked = Cell(word("groups.yes" if row.asked else "groups.no"))
    return [Cell(row.criterion), asked, num(f"{row.none:,}"), *quartiles(row.works)]


def _model(row: ModelUse) -> list[Cell]:
    by = ", ".join(f"{criterion} ({number:,})" for criterion, number in row.criteria)
    return [Cell(row.name), num(f"{row.submissions:,}"), Cell(by)]
