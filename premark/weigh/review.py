"""Matches and findings of a submission in; a review of each criterion, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from premark.types.criteria import Criterion, Pack, Verb
from premark.types.document import Locator, Passage
from premark.types.evidence import (
    Confidence,
    CriterionReview,
    Finding,
    Match,
    RequirementResult,
    Strength,
)
from premark.types.tuning import Thresholds
from premark.weigh.documents import documents_of, given_by_documents, is_doing
from premark.weigh.lower_verb import with_lower_verb
from premark.weigh.requirements import weigh_requirement
from premark.weigh.scope import Scope
from premark.weigh.strength import judge
from premark.weigh.sureness import signs_of, sure
from premark.weigh.verb import weigh_verb


@dataclass(frozen=True)
class Blank:
    """A heading under which nothing is written; `boxed` where a template's box stands there."""

    at: Locator
    boxed: bool = False


@dataclass(frozen=True)
class Evidence:
    """All that was found in a submission, before anything is counted.

    `blank` holds, by criterion, a heading that names it with nothing written under it; `chances`,
    by criterion and topic, how likely its passages cover the topic.
    """

    passages: tuple[Passage, ...]
    matches: tuple[Match, ...]
    findings: tuple[Finding, ...]
    blank: Mapping[str, Blank] = field(default_factory=dict)
    chances: Mapping[tuple[str, str], float] = field(default_factory=dict)


def weigh_criteria(
    pack: Pack, evidence: Evidence, verbs: Mapping[str, Verb], thresholds: Thresholds
) -> tuple[CriterionReview, ...]:
    """One review a criterion, in the pack's order."""
    return tuple(
        _weigh(scope_of(criterion, pack, evidence, verbs), evidence, verbs, thresholds)
        for criterion in pack.criteria
    )


def scope_of(
    criterion: Criterion, pack: Pack, evidence: Evidence, verbs: Mapping[str, Verb]
) -> Scope:
    """What a criterion is weighed from."""
    matches = _matches(criterion, pack, evidence, verbs)
    kept = tuple(m for m in matches if m.primary)
    primary = {m.passage for m in kept}
    own = tuple(p for p in evidence.passages if p.id in primary)
    return Scope(pack, criterion, kept, own, evidence.passages, evidence.findings, matches)


def _matches(
    criterion: Criterion, pack: Pack, evidence: Evidence, verbs: Mapping[str, Verb]
) -> tuple[Match, ...]:
    """What the matching gave; where that is nothing, what the criterion's document gives."""
    matches = tuple(m for m in evidence.matches if m.criterion == criterion.id)
    level = pack.qualification.level
    if any(m.primary for m in matches) or not is_doing(criterion, verbs, level):
        return matches
    found = documents_of(criterion, evidence.findings)
    given = given_by_documents(criterion, found, evidence.passages, matches)
    promoted = {m.passage for m in given}
    return (*given, *(m for m in matches if m.passage not in promoted))


def _weigh(
    scope: Scope, evidence: Evidence, verbs: Mapping[str, Verb], thresholds: Thresholds
) -> CriterionReview:
    criterion = scope.criterion
    verb = weigh_verb(scope, verbs, thresholds.depth)
    verb = with_lower_verb(verb, scope, verbs, thresholds.depth)
    must = [weigh_requirement(r, scope, required=True) for r in criterion.must]
    helps = [weigh_requirement(r, scope, required=False) for r in criterion.helps]
    strength, because = judge(bool(scope.own), verb, must)
    if strength == "none" and criterion.id in evidence.blank:
        place = evidence.blank[criterion.id].at.label
        because = f"A heading names this criterion ({place}), and nothing is written under it."
    return CriterionReview(
        criterion=criterion.id,
        strength=strength,
        because=because,
        confidence=_confidence(scope, strength, must, (evidence.chances, verbs, thresholds)),
        cannot_tell=(because,) if strength == "cannot tell" else (),
        matches=scope.all_matches,
        verb=verb,
        results=(*must, *helps),
        sources=tuple(scope.found("citation")),
        models=tuple(f for f in scope.found("named-model")),
        prompts=_prompts(criterion, [*must, *helps]),
    )


def _confidence(
    scope: Scope,
    strength: Strength,
    must: Sequence[RequirementResult],
    given: tuple[Mapping[tuple[str, str], float], Mapping[str, Verb], Thresholds],
) -> Confidence | None:
    by = given[2].sureness
    if by is None:
        return None
    weighed = list(zip(scope.criterion.must, must, strict=True))
    return sure(strength, signs_of(scope, strength, weighed, given), scope.pack.code, by)


def _prompts(criterion: Criterion, results: Sequence[RequirementResult]) -> tuple[str, ...]:
    """The pack's own questions for what is short: a prompt, never an answer."""
    short = {r.requirement for r in results if r.state in ("short", "not_found", "cannot_tell")}
    return tuple(r.ask for r in (*criterion.must, *criterion.helps) if r.id in short and r.ask)
