"""A review to a table with one row a criterion: CSV for spreadsheets, pandas for analysis."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from premark.plain import inert, one_line
from premark.report.rows import CriterionRow, NamedRow, Quote, ReportView
from premark.types.evidence import STRENGTHS, CriterionReview, Review

if TYPE_CHECKING:
    import pandas as pd

_LONGEST = 32_000  # characters: a spreadsheet carries the rest of a longer cell over to others


def to_csv(view: ReportView) -> str:
    """One row a criterion with the words of the report; write it as UTF-8 with a BOM for Excel."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    rows = [_csv_row(row, view) for row in view.criteria]
    writer.writerow(list(_csv_row_names(view)))
    for row in rows:
        writer.writerow([_cell(text) for text in row])
    return out.getvalue()


def _csv_row_names(view: ReportView) -> tuple[str, ...]:
    status = "reading" if view.learner else "strength"
    names = "unit criterion asks verb verb_shown {} required required_met missing places passages"
    told = "sources sources_told models items_and_sources session_record log_problems"
    sure = () if view.learner else ("how_sure",)
    last = ("because", *sure, "next_step", "notices", "looked_in")
    official = ("official",) if _has_official(view) else ()
    return (*names.format(status).split(), *told.split(), *last, *official)


def _has_official(view: ReportView) -> bool:
    return any(row.official for row in view.criteria)


def _csv_row(row: CriterionRow, view: ReportView) -> list[str]:
    met = len(row.required) - len(row.unmet)
    return [
        view.unit,
        row.code,
        row.asks,
        row.verb.name,
        row.verb.state.word,
        row.strength,
        str(len(row.required)),
        str(met),
        " ".join(row.missing),
        row.places,
        str(row.passages),
        "; ".join(_noted(source) for source in row.sources),
        row.sources_said or row.sources_short,
        "; ".join(_noted(model) for model in row.models),
        " ".join(r.joined_said for r in (*row.required, *row.helpful) if r.joined_said),
        row.log_said,
        " ".join(_problem(quote) for quote in row.log_problems),
        row.because,
        *(() if view.learner else (row.sure_said,)),
        row.next_step,
        " ".join(f"{n.message} ({n.places})" if n.places else n.message for n in view.notices),
        "; ".join(f"{each.title} ({each.places})" for each in row.sections) or row.looked,
        *((row.official,) if _has_official(view) else ()),
    ]


def _problem(quote: Quote) -> str:
    return f"{quote.label}: {one_line(quote.text, 80)} ({quote.place}). {quote.why}"


def _noted(row: NamedRow) -> str:
    return f"{row.name} ({row.note})" if row.note else row.name


def _cell(text: str) -> str:
    return inert(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def to_frame(review: Review) -> pd.DataFrame:
    """One row a criterion. `strength` is an ordered categorical from none to strong.

    "cannot tell" is not a step of that order: such rows have no strength and
    `cannot_tell` true.
    """
    import pandas as pd

    frame = pd.DataFrame([_frame_row(each, review) for each in review.criteria])
    if frame.empty:
        return frame
    strength = pd.Categorical(frame["strength"], categories=list(STRENGTHS), ordered=True)
    frame["strength"] = strength
    return frame


def _frame_row(each: CriterionReview, review: Review) -> dict[str, object]:
    must = [result for result in each.results if result.required]
    states = {f"required_{s}": sum(r.state == s for r in must) for s in _STATES}
    told = each.strength != "cannot tell"
    return {
        "unit": review.unit,
        "criterion": each.criterion,
        "strength": each.strength if told else None,
        "cannot_tell": not told,
        "confidence": each.confidence.agrees if each.confidence else None,
        "verb": each.verb.verb,
        "verb_state": each.verb.state,
        "required": len(must),
        **states,
        "passages": sum(match.primary for match in each.matches),
        "also": sum(not match.primary for match in each.matches),
        "sources": len({finding.key for finding in each.sources}),
        "models": len({finding.key for finding in each.models}),
    }


_STATES = ("met", "short", "not_found", "cannot_tell")


def requirements_frame(review: Review) -> pd.DataFrame:
    """One row a requirement: what was counted, what was asked, where it was looked for."""
    import pandas as pd

    columns = "unit criterion requirement required state counted at_least at_most looked_in where"
    rows = [
        {
            "unit": review.unit,
            "criterion": each.criterion,
            **result.model_dump(include=set(columns.split())),
        }
        for each in review.criteria
        for result in each.results
    ]
    return pd.DataFrame(rows, columns=columns.split())
