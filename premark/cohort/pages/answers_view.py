"""A row of a record in; what is shown of it on a page of answers, in words, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import yaml

from premark.plain import one_line
from premark.report.asked import asked, named
from premark.report.criterion import state_row
from premark.report.reasons import count, shortfall
from premark.report.rows import StateRow
from premark.report.words import sentence, words
from premark.types.cohort import CriterionRow, ElementRow
from premark.types.criteria import Criterion, Requirement
from premark.types.document import Value
from premark.types.evidence import RequirementResult

_PARTED = re.compile(r"\n\s*\n")
_SEEN = re.compile(r"\d+ of [\d.,]+ found \(([^()]*)\)")
_MODELS = 6


class ElementShown(Value):
    """A required element. `because` is what is short, "" where nothing is."""

    state: StateRow
    name: str
    because: str = ""
    aside: bool = False


class Shown(Value):
    """An answer, or a submission without one; `report` is the link to its report or ""."""

    submission: str
    anchor: str
    report: str
    strength: str
    bars: int | None
    symbol: str
    verb: str
    verb_state: StateRow
    sources: str
    models: str
    words: str
    found: tuple[str, ...]
    elements: tuple[ElementShown, ...]
    cannot_tell: tuple[str, ...]
    paragraphs: tuple[str, ...]


def shown(
    submission: str,
    row: CriterionRow,
    criterion: Criterion | None,
    *,
    aside: Collection[str] = (),
    reports: bool = True,
) -> Shown:
    """`aside` are the elements of this criterion that were set aside for this submission."""
    strength = words().strengths[row.strength]
    wanted = [e for e in row.elements if e.required or e.requirement in aside]
    plain = [e for e in wanted if e.state == "met" and e.requirement not in aside]
    return Shown(
        submission=one_line(submission),
        anchor=f"s-{quote(submission, safe='').replace('%', '_')}",
        report=_report(submission, row.criterion) if reports else "",
        strength=strength.word,
        bars=strength.bars,
        symbol=state_row("cannot_tell").symbol,
        verb=say("verb", verb=one_line(row.verb)),
        verb_state=state_row(f"verb_{row.verb_state}"),
        sources=counted("sources", row.sources),
        models=_models(row.models),
        words=counted("words", row.words),
        found=tuple(_name(e, criterion) for e in plain),
        elements=tuple(_element(e, criterion, aside) for e in wanted if e not in plain),
        cannot_tell=tuple(sentence(one_line(reason)) for reason in row.cannot_tell),
        paragraphs=tuple(p.strip() for p in _PARTED.split(row.answer) if p.strip()),
    )


def _report(submission: str, criterion: str) -> str:
    at = re.sub(r"[^0-9A-Za-z]+", "-", criterion)
    return f"../reports/{quote(submission, safe='')}.premark.html#c-{at}"


def _models(named_: Sequence[str]) -> str:
    if not named_:
        return say("no_models")
    listed = ", ".join(one_line(each) for each in named_[:_MODELS])
    more = f" + {len(named_) - _MODELS}" if len(named_) > _MODELS else ""
    return say("models", models=listed + more)


def _element(row: ElementRow, criterion: Criterion | None, aside: Collection[str]) -> ElementShown:
    wanted = _wanted(row, criterion)
    short = row.state in ("short", "not_found")
    says = one_line(wanted.if_short) if wanted and short else _name(row, criterion)
    return ElementShown(
        state=state_row(row.state),
        name=says,
        because=_because(row, criterion),
        aside=row.requirement in aside,
    )


def _because(row: ElementRow, criterion: Criterion | None) -> str:
    """The counts and the reason of what is short, without the ids of the pack."""
    if row.state == "met" or criterion is None:
        return ""
    result = RequirementResult(
        **row.model_dump(exclude={"kind", "quote"}), looked_in=0, says=row.requirement
    )
    seen = _SEEN.search(one_line(row.because))
    found = say("seen", found=named(seen[1])) if seen else ""
    counts = sentence(count(result)) if row.at_least is not None else ""
    return " ".join(part for part in (counts, found, shortfall(result, criterion)) if part)


def _name(row: ElementRow, criterion: Criterion | None) -> str:
    wanted = _wanted(row, criterion)
    if wanted and criterion:
        return one_line(asked(wanted, criterion)).rstrip(".")
    return one_line(named(row.requirement))


def _wanted(row: ElementRow, criterion: Criterion | None) -> Requirement | None:
    every = (*criterion.must, *criterion.helps) if criterion else ()
    return next((r for r in every if r.id == row.requirement), None)


@lru_cache(maxsize=1)
def answer_words() -> dict[str, Any]:
    """`answers.yaml`, read once."""
    text = files("premark.cohort.pages").joinpath("answers.yaml").read_text(encoding="utf-8")
    held: dict[str, Any] = yaml.safe_load(text)
    return held


def say(name: str, **figures: object) -> str:
    """The words by their name, with their figures."""
    return str(answer_words()[name]).format(**figures)


def counted(name: str, number: int) -> str:
    """ "no source cited", "1 work cited", "12 works cited"."""
    by_number = answer_words()[name]
    if number == 0 and "none" in by_number:
        return str(by_number["none"])
    return str(by_number["one" if number == 1 else "many"]).format(n=f"{number:,}")
