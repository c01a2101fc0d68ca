"""Labels and reviews of criteria in; how rightly what is missing was told, out.

Labels say what is unmet in a sentence of their own, so two joins by likeness of words stand here:
a text that one of our shortfalls says too (`named`), and the required element that a text is about
(`element_pairs`). Both are for reading beside the texts, which the page of errors shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, utils

from premark.evaluate.case import Case
from premark.evaluate.gold import GoldCriterion
from premark.report.words import any_of, words
from premark.types.evidence import CriterionReview, RequirementResult, VerbResult

NAMED = 45  # token-set similarity from which a shortfall says what a label says; for reading only


@dataclass(frozen=True)
class Element:
    """A required element of a criterion: what kind counts it, and whether it is missing."""

    criterion: str
    kind: str
    result: RequirementResult
    labelled_missing: bool

    @property
    def told_missing(self) -> bool:
        return self.result.state != "met"


def short_counts(case: Case) -> tuple[float, float]:
    """Criteria told rightly as having something missing or not, and all."""
    pairs = [(bool(label.unmet), bool(shortfalls(c))) for label, c in case.answered]
    return sum(wanted == told for wanted, told in pairs), len(pairs)


def false_short_counts(case: Case) -> tuple[float, float]:
    """Criteria told as short and labelled complete, and all."""
    return sum(is_false_shortfall(*pair) for pair in case.answered), len(case.answered)


def is_false_shortfall(label: GoldCriterion, review: CriterionReview) -> bool:
    return bool(shortfalls(review)) and not label.unmet


def named_counts(case: Case) -> tuple[float, float]:
    """The labels' unmet texts that a shortfall says too, and all."""
    unmet = [(text, review) for label, review in case.answered for text in label.unmet]
    return sum(is_named(text, review) for text, review in unmet), len(unmet)


def is_named(text: str, review: CriterionReview) -> bool:
    return any(_like(text, said) >= NAMED for said in said_missing(review))


def element_counts(case: Case, *, kind: str = "") -> tuple[float, float]:
    """Required elements told rightly as there or missing, and all; of one kind, or of any."""
    every = [e for e in element_pairs(case) if kind in ("", e.kind)]
    return sum(e.labelled_missing == e.told_missing for e in every), len(every)


def missing_counts(case: Case) -> tuple[float, float]:
    """Required elements labelled missing that are told as missing, and all labelled missing."""
    wanted = [e for e in element_pairs(case) if e.labelled_missing]
    return sum(e.told_missing for e in wanted), len(wanted)


def told_counts(case: Case) -> tuple[float, float]:
    """Required elements told as missing that are labelled so, and all told as missing."""
    told = [e for e in element_pairs(case) if e.told_missing]
    return sum(e.labelled_missing for e in told), len(told)


def element_pairs(case: Case) -> list[Element]:
    """Every required element of the criteria that are not labelled none.

    An unmet text makes the element missing that it is likest to; one that is like none (what the
    verb asks, say) makes none.
    """
    kinds = _kinds(case)
    found = []
    for label, review in case.answered:
        must = [r for r in review.results if r.required]
        missing = {_likeliest(text, must) for text in label.unmet}
        for i, result in enumerate(must):
            kind = kinds.get((review.criterion, result.requirement), "")
            found.append(Element(review.criterion, kind, result, i in missing))
    return found


def _likeliest(text: str, must: Sequence[RequirementResult]) -> int | None:
    likes = [_like(text, f"{r.requirement.replace('-', ' ')} {r.says}") for r in must]
    best = max(range(len(must)), key=lambda i: likes[i], default=None)
    return best if best is not None and likes[best] >= NAMED else None


def _kinds(case: Case) -> dict[tuple[str, str], str]:
    criteria = case.pack.criteria if case.pack else ()
    return {(c.id, r.id): r.needs.kind for c in criteria for r in c.must}


def element_kinds(cases: Sequence[Case]) -> list[str]:
    return sorted({e.kind for case in cases for e in element_pairs(case) if e.kind})


@lru_cache(maxsize=200_000)
def _like(one: str, other: str) -> float:
    """Likeness of their words, 0 to 100; a comma or a capital is no other word."""
    return fuzz.token_set_ratio(one, other, processor=utils.default_process)


def shortfalls(review: CriterionReview) -> list[str]:
    """What is told as missing of the required elements, in words."""
    return [
        f"{r.requirement.replace('-', ' ')} {r.says} {r.because}"
        for r in review.results
        if r.required and r.state != "met"
    ]


def said_missing(review: CriterionReview) -> list[str]:
    """The same with what the verb lacks: labels name that too ("a view and why")."""
    return [*shortfalls(review), *_verb_short(review.verb)]


def _verb_short(verb: VerbResult) -> list[str]:
    if verb.state != "not_met":
        return []
    does = [any_of([words().moves[move].does for move in group]) for group in verb.missing]
    return [f"No sentence {'; '.join(does)}."] if does else [verb.because]
