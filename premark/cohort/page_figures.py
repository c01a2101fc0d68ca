"""A unit of the picture in; the sections on its criteria, elements, verbs and sources out."""

from __future__ import annotations

from collections.abc import Iterator

from premark.cohort.page_grid import (
    Beside,
    Cell,
    Grid,
    Quoted,
    QuotedPart,
    Section,
    answers_name,
    caption,
    heads,
    level,
    level_cells,
    number,
    quartile_cells,
    section,
    shade,
    share,
    share_cells,
    to_report,
)
from premark.cohort.picture import (
    LEVELS,
    CriterionPicture,
    ShortElement,
    UnitPicture,
    VerbDepth,
    WeakRow,
)
from premark.cohort.plots import LEVEL_SCALE, Mark, bars, dots, stacked
from premark.cohort.words import cohort_words
from premark.report.words import numbered
from premark.report.words import words as report_words

PLOTTED = 12  # elements in the plot
LISTED = 40  # elements in the table
SPOKEN = 8  # elements with quotes


def criteria(unit: UnitPicture, base: str, *, answers: bool) -> Section:
    """The heat map, which is a table of shaded cells, with the same as bars."""
    rows = [_heat(row, unit.unit, answers) for row in unit.criteria if sum(row.counts)]
    told = max((sum(row.counts) for row in unit.criteria), default=0)
    columns = (*heads("criterion"), *LEVELS)
    grid = Grid(f"{base}-heat", caption("heat", n=f"{told:,}"), columns, tuple(rows), "heat-map")
    says = _said("bars", n=len(rows))
    keys = tuple((f"l{at}", word) for at, word in enumerate(LEVELS))
    plot = stacked(f"{base}-bars", unit.criteria, title=caption("bars"), says=says, keys=keys)
    return section(base, "criteria", [Beside(grid, plot)])


def _heat(row: CriterionPicture, unit: str, answers: bool) -> tuple[Cell, ...]:
    whole = sum(row.counts)
    href = f"answers/{answers_name(unit, row.criterion)}" if answers else ""
    cells = (
        Cell(f"{count:,}", shade(count / whole), f"{count / whole:.0%}") for count in row.counts
    )
    return (Cell(row.criterion, "code", row.asks, href), *cells)


def weakest(unit: UnitPicture, base: str) -> Section:
    found = unit.weakest
    columns = heads(
        "criterion", "mean", "interval", "low", "interval", "of", "untold", "places", "among",
        k=found.k,
    )  # fmt: skip
    grid = Grid(
        f"{base}-weak", caption("weakest"), columns, tuple(_weak(row) for row in found.rows)
    )
    marks = [
        Mark(row.criterion, row.mean.value, level(row.mean.value), row.mean.low, row.mean.high,
             full=row.borne_out)
        for row in found.rows if row.mean.value is not None
    ]  # fmt: skip
    ends = {"first": marks[0].said, "last": marks[-1].said} if marks else {}
    plot = dots(
        f"{base}-weak-plot", marks, scale=LEVEL_SCALE, title=caption("weakest"),
        says=_said("weakest", **ends) if marks else "", keys=_keys("full", "ring"),
    )  # fmt: skip
    return section(base, "weakest", [Beside(grid, plot)], says=found.said)


def _weak(row: WeakRow) -> tuple[Cell, ...]:
    first, last = row.places or (0, 0)
    places = "–" if not row.places else f"{first} to {last}" if last > first else str(first)
    return (
        Cell(row.criterion, "code"),
        *level_cells(row.mean),
        *share_cells(row.low),
        number(row.mean.n),
        number(row.untold),
        number(places),
        number(share(row.among)),
    )


def short(unit: UnitPicture, base: str, *, reports: bool) -> Section:
    """Elements most often short, with words of learners for the first of them."""
    found = [row for row in unit.short if row.short or row.not_found]
    columns = heads(
        "number", "criterion", "what", "share", "interval", "short", "not_found", "of", "untold",
        "aside",
    )  # fmt: skip
    rows = tuple(_short(at, row) for at, row in enumerate(found[:LISTED], 1))
    grid = Grid(f"{base}-lacks", caption("short"), columns, rows)
    marks = [
        Mark(f"{at}: {row.criterion}", row.share.value, share(row.share.value), row.share.low,
             row.share.high)
        for at, row in enumerate(found[:PLOTTED], 1) if row.share.value is not None
    ]  # fmt: skip
    says = _said("share", first=marks[0].said, last=marks[-1].said) if marks else ""
    plot = bars(f"{base}-lacks-plot", marks, title=caption("short"), says=says)
    quoted = [
        _quoted(row, f"{base}-lack-{at}", reports)
        for at, row in enumerate(found[:SPOKEN], 1)
        if row.examples
    ]
    return section(base, "short", [Beside(grid, plot)], quoted=quoted)


def _short(at: int, row: ShortElement) -> tuple[Cell, ...]:
    kind = cohort_words().kinds.get(row.kind, row.kind)
    return (
        Cell(str(at), "code"),
        Cell(row.criterion, "code"),
        Cell(row.asks, "said", kind),
        *share_cells(row.share),
        number(row.short),
        number(row.not_found),
        number(row.told),
        number(row.untold),
        number(row.set_aside),
    )


def _quoted(row: ShortElement, id_: str, reports: bool) -> QuotedPart:
    words = cohort_words()
    title = words.elements["title"].format(
        criterion=row.criterion, share=share(row.share.value), told=f"{row.told:,}"
    )
    quotes = tuple(
        Quoted(
            each.submission,
            each.quote or each.instead,
            each.because,
            to_report(each.submission, reports, row.criterion),
            "" if each.quote else words.quotes["instead" if each.instead else "nothing"],
        )
        for each in row.examples
    )
    return QuotedPart(id_, title, row.asks, quotes)


def verbs(unit: UnitPicture, base: str) -> Section:
    columns = heads(
        "criterion", "verb", "shown", "not_shown", "untold", "share", "interval", "missing"
    )
    grid = Grid(f"{base}-verb", caption("verbs"), columns, tuple(_verb(row) for row in unit.verbs))
    marks = [
        Mark(row.criterion, row.met.value, share(row.met.value), row.met.low, row.met.high)
        for row in unit.verbs if row.met.value is not None
    ]  # fmt: skip
    says = f"{cohort_words().plots['dots']} {cohort_words().plots['table']}"
    plot = bars(f"{base}-verb-plot", marks, title=caption("verbs"), says=says)
    return section(base, "verbs", [Beside(grid, plot)])


def _verb(row: VerbDepth) -> tuple[Cell, ...]:
    return (
        Cell(row.criterion, "code"),
        Cell(row.verb),
        number(row.shown),
        number(row.not_shown),
        number(row.untold),
        *share_cells(row.met),
        Cell("; ".join(_missing(row)), "said"),
    )


def _missing(row: VerbDepth) -> Iterator[str]:
    told, does = cohort_words().elements, report_words().moves
    for each in row.missing[:3]:
        what = " or ".join(does[move].does for move in each.moves)
        yield told["in_submissions"].format(what=what, n=f"{each.submissions:,}")


def used(unit: UnitPicture, base: str) -> Section:
    words, found = cohort_words(), unit.used
    spread = ("least", "lower", "middle", "upper", "most")
    whole = Grid(
        f"{base}-overall", caption("overall"), heads("what", *spread),
        tuple((Cell(words.overall[name]), *quartile_cells(getattr(found, name)))
              for name in ("cited", "listed", "words") if getattr(found, name).n),
    )  # fmt: skip
    each = Grid(
        f"{base}-sources", caption("sources"), heads("criterion", *spread, "no_source"),
        tuple((Cell(row.criterion, "code", words.elements["lacking"] if row.lacking else ""),
               *quartile_cells(row.works), number(row.none)) for row in found.criteria),
    )  # fmt: skip
    models = Grid(
        f"{base}-models", caption("models"), heads("model", "submissions", "by_criterion"),
        tuple((Cell(row.name, "said"), number(row.submissions),
               Cell(", ".join(f"{code} ({n:,})" for code, n in row.criteria)))
              for row in found.models[:LISTED]),
        says=words.elements["without_model"].format(
            n=f"{found.without_model:,}", of=numbered(found.words.n, "submission")),
    )  # fmt: skip
    return section(base, "used", [Beside(whole), Beside(each), Beside(models)])


def _said(name: str, **values: object) -> str:
    words = cohort_words().plots
    return f"{words[name].format(**values)} {words['table']}"


def _keys(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, cohort_words().keys[name]) for name in names)
