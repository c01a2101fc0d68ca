"""A verb that is not shown in; the same with the lower verb that its passages do show, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from premark.packs.ladder import LowerVerb, load_ladder
from premark.types.criteria import Verb
from premark.types.evidence import Finding, VerbResult
from premark.types.tuning import Depth
from premark.weigh.scope import Scope
from premark.weigh.verb import PLAIN, described_share, group_score


def with_lower_verb(
    result: VerbResult, scope: Scope, verbs: Mapping[str, Verb], depth: Depth
) -> VerbResult:
    """Says beside the reason which lower verb the passages answer: "identified where ... analyse".

    Unchanged where the verb is met or cannot be told, where a document would meet it, and where
    no lower verb is shown either. Answering above what is asked is met, and so never named.
    """
    found = scope.found("move")
    if result.state != "not_met" or not scope.own or not found:
        return result
    asked = _unshown([verbs[name] for name in scope.criterion.verb], found, result.level, depth)
    if asked is None:
        return result
    lower = _highest(asked, found, verbs, result.level, depth=depth)
    if lower is None:
        return result
    said = f"{lower.done.capitalize()} where the criterion asks to {asked.name.lower()}."
    return result.model_copy(update={"also": (said, *result.also)})


def _unshown(
    asked: Sequence[Verb], found: Sequence[Finding], level: int, depth: Depth
) -> Verb | None:
    """The highest verb of the criterion that is not shown; None where a document would meet it."""
    open_ = [verb for verb in asked if not _shown(verb, found, level, depth)]
    highest = max(open_, key=lambda verb: verb.ladder, default=None)
    return None if highest is None or highest.demand(level).by_artefact else highest


def _highest(
    asked: Verb,
    found: Sequence[Finding],
    verbs: Mapping[str, Verb],
    level: int,
    *,
    depth: Depth,
) -> LowerVerb | None:
    """The last lower verb of the ladder's list that the passages show."""
    for lower in reversed(load_ladder().lower):
        verb = verbs.get(lower.verb)
        if verb and _is_lower(lower, verb, asked) and _shown(verb, found, level, depth):
            return lower
    return None


def _is_lower(lower: LowerVerb, verb: Verb, asked: Verb) -> bool:
    if lower.under:
        return lower.under == asked.id
    return verb.ladder < asked.ladder or asked.id == f"critically-{verb.id}"


def _shown(verb: Verb, found: Sequence[Finding], level: int, depth: Depth) -> bool:
    """Whether the moves of a verb stand in the passages, by the measure that `weigh_verb` takes."""
    demand = verb.demand(level)
    if demand.by_artefact:
        return False
    if any(group_score(found, group) < depth.group for group in demand.groups):
        return False
    telling = all(PLAIN & set(group) for group in demand.groups)
    return telling or described_share(found) <= depth.described
