"""The learner's reading of a review: the same rows reworded, without anything like a result."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from premark.plain import one_line
from premark.report.looked import few
from premark.report.rows import (
    CriterionRow,
    NoticeRow,
    ReportView,
    RequirementRow,
    StateRow,
    VerbRow,
)
from premark.report.terminal import render_terminal
from premark.report.view import view
from premark.report.words import any_of, sentence, words
from premark.types.criteria import Criterion, Move, Pack, Requirement
from premark.types.evidence import CriterionReview, Review


def learner_view(review: Review, pack: Pack) -> ReportView:
    """What was found where, what is missing and what to deepen, with one next step on top.

    Statuses are "found", "some missing", "not found yet" and "cannot tell"; no strength, no
    totals, no scores. Raises PremarkError as `view` does.
    """
    whole = view(review, pack)
    found = {each.criterion: each for each in review.criteria}
    rows = tuple(_row(row, found[row.code], pack.criterion(row.code)) for row in whole.criteria)
    said = words().fixed
    notices = tuple(_notice(n) for n in whole.notices)
    return replace(
        whole,
        title=said["learner_title"],
        fixed=(said["learner"], said["learner_signal"]),
        totals=(),
        legend=(),
        criteria=rows,
        notices=notices,
        next_step=_next_step(replace(whole, criteria=rows, notices=notices), review, pack),
        learner=True,
    )


def render_learner_terminal(view_: ReportView, console: Console) -> None:
    """Print the learner's reading: the same table, with what to do for each criterion below."""
    render_terminal(view_, console)


def _row(row: CriterionRow, found: CriterionReview, criterion: Criterion) -> CriterionRow:
    key = _status(row, found)
    asks = {r.id: r for r in (*criterion.must, *criterion.helps)}
    verb = _verb(row, found)
    return replace(
        row,
        strength=_state(key).word,
        key=key,
        bars=None,
        symbol=_state(key).symbol,
        because=words().learner_says[key],
        sure="",
        sure_said="",
        verb=verb,
        required=tuple(_requirement(r, asks.get(r.id)) for r in row.required),
        helpful=tuple(_requirement(r, asks.get(r.id)) for r in row.helpful),
        prompts=(),
        next_step=_deepen(row, found) if key in ("short", "cannot_tell") else "",
    )


def _status(row: CriterionRow, found: CriterionReview) -> str:
    if not row.passages:
        return "not_found"
    if found.strength == "cannot tell":
        return "cannot_tell"
    return "short" if row.unmet or found.verb.state == "not_met" else "met"


def _state(key: str) -> StateRow:
    said = words().learner_states[key.removeprefix("verb_")]
    return StateRow(key, said.symbol, said.plain, said.word)


def _verb(row: CriterionRow, found: CriterionReview) -> VerbRow:
    """The verb as what to do next; how each sentence was read is the assessor's matter."""
    key = {"met": "met", "not_met": "not_found"}.get(found.verb.state, "cannot_tell")
    own = found.verb.missing if key == "not_found" and row.passages else ()
    because = words().learner_verb[key].format(verb=row.verb.name.lower())
    return replace(
        row.verb,
        level="",
        state=_state(key),
        because=because,
        quotes=tuple(replace(quote, why="") for quote in row.verb.quotes),
        missing=tuple(sentence(f"Look for a place to {_you(group)}") for group in own),
    )


def _you(group: tuple[Move, ...]) -> str:
    return any_of([words().moves[move].you for move in group])


def _requirement(row: RequirementRow, wanted: Requirement | None) -> RequirementRow:
    """A shortfall as what was not found and the pack's own question, never an answer."""
    ask = one_line(wanted.ask) if wanted and row.state.key != "met" else ""
    return replace(
        row,
        state=_state(row.state.key),
        because=ask,
        source="",
        quotes=tuple(replace(quote, why="") for quote in row.quotes),
    )


def _deepen(row: CriterionRow, found: CriterionReview) -> str:
    """Which passage to look at again, and the question to put to it."""
    missing = found.verb.missing if found.verb.state == "not_met" else ()
    if not missing:
        return ""
    ask = words().moves[missing[0][0]].ask
    return f"Look again at {few(row.sections, 2) or row.places} and ask: {ask}"


def _notice(notice: NoticeRow) -> NoticeRow:
    step = words().learner_notices.get(notice.code, notice.next_step)
    return replace(notice, next_step=step)


def _next_step(whole: ReportView, review: Review, pack: Pack) -> str:
    """The one thing to do first: what is wholly absent, then names, then what is short."""
    said = words().learner_next
    urgent = [n for n in whole.notices if n.code in ("unit-mismatch", "nothing-matched")]
    if urgent:
        return f"{urgent[0].message} {urgent[0].next_step}".strip()
    for key in ("not_found", "short"):
        rows = [row for row in whole.criteria if row.key == key]
        if rows:
            worst = max(rows, key=lambda row: len(row.unmet)) if key == "short" else rows[0]
            return said[key].format(code=worst.code, asks=worst.asks, ask=_first_ask(worst))
    if whole.checks:
        return said["citations"].format(what=whole.checks[0].title.lower())
    untold = [row for row in whole.criteria if row.key == "cannot_tell"]
    if untold:
        return said["cannot_tell"].format(code=untold[0].code)
    return said["met"]


def _first_ask(row: CriterionRow) -> str:
    asks = [r.because or r.says for r in row.unmet]
    return asks[0] if asks else row.next_step
