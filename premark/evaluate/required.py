"""Labels and reviews of criteria in; how rightly what is missing was told, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz, utils

from premark.evaluate.gold import GoldCriterion
from premark.report.words import any_of, words
from premark.types.evidence import CriterionReview, VerbResult

NAMED = 45  # token-set similarity from which a shortfall says what a label says; for reading only


def element_figures(answered: Sequence[tuple[GoldCriterion, CriterionReview]]) -> dict[str, Any]:
    """Over criteria that are not labelled none; None where there is nothing to count.

    `accuracy` is of "something required is missing" or not; `named` the share of the labels'
    `unmet` texts that a shortfall says too; `false_shortfalls` the share of criteria that are told
    as short and are labelled complete.
    """
    pairs = [(bool(label.unmet), bool(_short(review))) for label, review in answered]
    unmet = [(text, _said(review)) for label, review in answered for text in label.unmet]
    named = [any(_like(text, s) >= NAMED for s in said) for text, said in unmet]
    return {
        "accuracy": _mean([wanted == told for wanted, told in pairs]),
        "named": _mean(named),
        "false_shortfalls": _mean([told and not wanted for wanted, told in pairs]),
    }


def _like(one: str, other: str) -> float:
    """Likeness of their words, 0 to 100; a comma or a capital is no other word."""
    return fuzz.token_set_ratio(one, other, processor=utils.default_process)


def _mean(rights: Sequence[bool]) -> float | None:
    return round(sum(rights) / len(rights), 4) if rights else None


def _short(review: CriterionReview) -> list[str]:
    return [
        f"{r.requirement.replace('-', ' ')} {r.says} {r.because}"
        for r in review.results
        if r.required and r.state != "met"
    ]


def _said(review: CriterionReview) -> list[str]:
    return [*_short(review), *_verb_short(review.verb)]


def _verb_short(verb: VerbResult) -> list[str]:
    """What the report says is missing for the verb: labels name that too ("a view and why")."""
    if verb.state != "not_met":
        return []
    does = [any_of([words().moves[move].does for move in group]) for group in verb.missing]
    return [f"No sentence {'; '.join(does)}."] if does else [verb.because]
