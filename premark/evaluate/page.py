"""An evaluation in; one self-contained accessible HTML page of figures and errors out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from premark.evaluate.ablation import HEADLINE
from premark.evaluate.against import said
from premark.evaluate.gold import figures_named
from premark.evaluate.grids import Grid, confidence_grids, number, signed
from premark.evaluate.intervals import Interval, caution
from premark.evaluate.misses import Sheet, sheet
from premark.evaluate.plots import plots
from premark.evaluate.run import Evaluation
from premark.report.safe_page import safe_page
from premark.types.criteria import MOVES
from premark.types.evidence import STRENGTHS


def render_page(evaluation: Evaluation) -> str:
    """The page. Everything from labels and files is escaped; no script, no network."""
    sheets = [sheet(case, evaluation.canonical) for case in evaluation.cases]
    return safe_page(
        "premark.evaluate",
        "evaluation.html.j2",
        "evaluation.css",
        documents=len(evaluation.cases),
        headings=evaluation.figures["headings"],
        caution=caution(len(evaluation.cases)),
        grids=_grids(evaluation),
        confidence=evaluation.figures["confidence"],
        plots=plots(evaluation.figures["confidence"]),
        plot_grids=confidence_grids(evaluation.figures["confidence"]),
        rivals=_rivals(evaluation),
        rivals_say=said(evaluation.comparisons),
        parts=_parts(evaluation),
        sheets=sheets,
        errors=_by_kind(sheets),
    )


def _grids(evaluation: Evaluation) -> list[Grid]:
    found = evaluation.figures
    return [
        Grid(
            "Headline figures with 95% intervals over documents",
            ("Figure", "Value", "From", "To", "Documents"),
            tuple(_headline(name, each) for name, each in evaluation.intervals.items()),
        ),
        Grid(
            f"Strength: labels down, premark across. {_never(found['strength'])}",
            ("Label", *STRENGTHS, "cannot tell"),
            tuple(
                (label, *(str(n) for n in row.values()))
                for label, row in found["strength"]["confusion"].items()
            ),
        ),
        _micro("by kind of heading", "Headings", found["passages"]["by_heading_kind"]),
        _micro("by layout", "Layout", found["passages"]["by_layout"]),
        _micro("by document", "Document", found["passages"]["by_document"]),
        Grid(
            "Passages to each criterion: F1",
            ("Criterion", "F1"),
            tuple((n, number(v)) for n, v in found["passages"]["by_criterion"].items()),
        ),
        Grid(
            "Required elements by what counts them",
            ("Kind", "Right", "Elements"),
            tuple(
                (kind, number(each["right"]), str(each["elements"]))
                for kind, each in found["elements"]["by_kind"].items()
            ),
        ),
        Grid(
            "Moves of a paragraph: F1",
            ("Move", "F1"),
            tuple((m, number(found["moves"]["by_move"].get(m))) for m in MOVES),
        ),
    ]


def _never(strength: dict[str, Any]) -> str:
    wrongly, every = strength["none_as_strong"], strength["none_labelled"]
    return f"Labelled none and told as strong: {wrongly} of {every}."


def _micro(how: str, name: str, found: dict[str, float | None]) -> Grid:
    rows = tuple((key, number(value)) for key, value in found.items())
    return Grid(f"Passages to criteria, micro-F1, {how}", (name, "Micro-F1"), rows)


def _headline(name: str, each: Interval) -> tuple[str, ...]:
    drawn = (number(each.value), number(each.low), number(each.high))
    return (figures_named()[name], *drawn, str(each.documents))


def _rivals(evaluation: Evaluation) -> Grid:
    columns = ("Simpler way", "Figure", "premark", "It", "Difference", "From", "To", "premark is")
    rows = tuple(
        (
            one.name,
            figures_named()[one.figure],
            number(one.ours),
            number(one.theirs),
            *(signed(v) for v in (one.apart.value, one.apart.low, one.apart.high)),
            one.verdict,
        )
        for one in evaluation.comparisons
    )
    return Grid("premark against simpler ways, on the same passages and labels", columns, rows)


def _parts(evaluation: Evaluation) -> Grid:
    names = tuple(figures_named()[name] for name in HEADLINE)
    whole = tuple(number(evaluation.intervals[name].value) for name in HEADLINE)
    rows = [("nothing: the whole", *whole, "")]
    for part in evaluation.ablation:
        cells = (f"{number(x.value)} ({signed(_gain(x.lost))})" for x in part.losses)
        rows.append((part.name, *cells, part.words(figures_named())))
    caption = "Each part taken out: the figure, and how much it changes"
    return Grid(caption, ("Without", *names, "In words"), tuple(rows))


def _gain(lost: Interval) -> float | None:
    return None if lost.value is None else 0.0 - lost.value


def _by_kind(sheets: Sequence[Sheet]) -> Grid:
    found: dict[str, int] = {}
    for each in sheets:
        for table in each.tables:
            found[table.title] = found.get(table.title, 0) + len(table.rows)
    rows = tuple((title, str(count)) for title, count in found.items())
    return Grid("How many differences of each kind", ("Kind", "Differences"), rows)
