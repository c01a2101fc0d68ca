"""A requirement and a scope in; what was counted against what is asked, with its reason, out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from premark.types.criteria import Needs, Requirement
from premark.types.evidence import Finding, RequirementResult, State, TopicHit
from premark.weigh.documents import is_other_plan
from premark.weigh.item_sources import beside, items_in
from premark.weigh.scope import Scope, distinct

MOST_SESSIONS = 0.75  # share of the sessions from which a diary's entries are one for each
HEARD = 0.5  # a sentence that more likely than not makes the move


@dataclass(frozen=True)
class Count:
    """What a kind of need came to: how many, out of how many asked, and what stands for it."""

    counted: float
    at_least: float
    evidence: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    untold: str = ""


def weigh_requirement(
    requirement: Requirement, scope: Scope, *, required: bool
) -> RequirementResult:
    """Count what the requirement needs and say what came of it."""
    needs = requirement.needs
    count = _COUNTS[needs.kind](requirement, scope)
    state = _state(count, needs.at_most)
    looked = len(scope.passages(needs.where))
    return RequirementResult(
        requirement=requirement.id,
        required=required,
        state=state,
        counted=round(count.counted, 2),
        at_least=count.at_least,
        at_most=needs.at_most,
        looked_in=looked,
        where=needs.where,
        evidence=count.evidence,
        says=requirement.if_short,
        because=_because(requirement, count, state, looked),
    )


def _state(count: Count, at_most: float | None) -> State:
    if at_most is not None and count.counted > at_most:
        return "short"
    if count.counted >= count.at_least:
        return "met"
    if count.untold:
        return "cannot_tell"
    return "short" if count.counted > 0 else "not_found"


def _because(requirement: Requirement, count: Count, state: State, looked: int) -> str:
    amount, least = _number(count.counted), _number(count.at_least)
    seen = _seen(count.evidence)
    sought = requirement.needs.kind.replace("-", " ")
    places = f"{looked} passage{'' if looked == 1 else 's'}"
    if state == "met":
        return f"{amount} found, {least} asked{seen}"
    if state == "cannot_tell":
        return f"{amount} of {least} found in {places}; {count.untold}"
    if state == "short" and count.counted >= count.at_least:
        return f"{amount} found, at most {_number(requirement.needs.at_most or 0)} allowed{seen}"
    missing = f"; not found: {', '.join(count.missing)}" if count.missing else ""
    return f"looked for {sought} in {places}: {amount} of {least} found{seen}{missing}"


def _seen(evidence: tuple[Finding, ...]) -> str:
    keys = list(dict.fromkeys(f.key for f in evidence))[:6]
    return f" ({', '.join(keys)})" if keys else ""


def _number(value: float) -> str:
    return f"{value:g}"


def _topic(requirement: Requirement, scope: Scope) -> Count:
    documents = _documents(requirement, scope) if requirement.needs.of else ()
    if documents:
        return Count(len(documents), 1, documents)
    evidence, missing = [], []
    for topic in requirement.needs.topics:
        hits = scope.hits(topic)
        if hits:
            evidence.append(_as_finding(hits[0]))
        else:
            missing.append(topic)
    least = requirement.needs.at_least or len(requirement.needs.topics)
    return Count(len(evidence), least, tuple(evidence), tuple(missing))


def _as_finding(hit: TopicHit) -> Finding:
    by = {"words": "its words", "meaning": "its meaning", "both": "its words and meaning"}[hit.by]
    return Finding(
        detector="match",
        rule=f"topic by {hit.by}",
        kind="topic",
        key=hit.topic,
        at=hit.at,
        quote=hit.quote,
        because=f"this sentence comes nearest to the topic {hit.topic!r} by {by}",
        value=hit.score,
    )


def _items(requirement: Requirement, scope: Scope) -> Count:
    """Entries of the unit's list with the lines among them, or the learner's own numbering.

    Whichever is more: a run that is counted off may be part of what is named.
    """
    needs = requirement.needs
    found = [f for f in scope.found("item", needs.where) if f.fact("list") == needs.list]
    named = distinct(f for f in found if f.rule in ("list", "line"))
    numbered = distinct(f for f in found if f.rule == "ordinal")
    counted = _counted_off([int(key.split()[-1]) for key in numbered])
    if counted > len(named):
        return Count(counted, needs.at_least or 1, tuple(numbered.values()))
    return Count(len(named), needs.at_least or 1, tuple(named.values()))


def _counted_off(numbers: Sequence[int]) -> int:
    """How many items the learner's numbers tell of: in a run, one may go without its number."""
    reached = 0
    for number in sorted(numbers) if len(numbers) > 1 else ():
        if number > reached + 2:
            break
        reached = number
    return max(reached, len(numbers))


def _models(requirement: Requirement, scope: Scope) -> Count:
    needs = requirement.needs
    names = {e.name for e in scope.pack.lists.get(needs.list, ())}
    open_ = not needs.types and not names
    known = scope.found("named-model", needs.where)
    unknown = scope.found("unknown-model", needs.where)
    first = distinct(
        f for f in known if open_ or f.key in names or f.fact("type") in needs.types
    )
    if open_:
        first |= distinct(unknown)
    untold = "" if first or not unknown else f"{unknown[0].key} is not a model known here"
    return Count(len(first), needs.at_least or 1, tuple(first.values()), untold=untold)


def _citations(requirement: Requirement, scope: Scope) -> Count:
    needs = requirement.needs
    found = scope.found("citation", needs.where)
    if needs.each or needs.each_item:
        return _source_for_each(needs, scope, found)
    first = distinct(found)
    return Count(len(first), needs.at_least or 1, tuple(first.values()))


def _source_for_each(needs: Needs, scope: Scope, cited: list[Finding]) -> Count:
    """A source near each topic, or near each item that is found (as many as asked, at least)."""
    if needs.each:
        topics = [(t, [(h.at, h.quote) for h in scope.hits(t)]) for t in needs.each]
        joined, asked = beside(topics, cited), float(len(topics))
    else:
        joined = beside(items_in(scope.found("item", needs.where), needs.each_item), cited)
        asked = needs.at_least or max(1, len(joined))
    sources = tuple(each.source for each in joined if each.source)
    missing = tuple(each.name for each in joined if not each.source)
    return Count(len(sources), asked, sources, missing)


def _moves(requirement: Requirement, scope: Scope) -> Count:
    needs = requirement.needs
    moves = [f for f in scope.found("move", needs.where) if f.key in needs.moves]
    found = [f for f in moves if (f.value or 0.0) >= HEARD]
    return Count(len(found), needs.at_least or 1, tuple(found[:3]))


def _phrases(requirement: Requirement, scope: Scope) -> Count:
    needs = requirement.needs
    first = distinct(scope.found(needs.pattern, needs.where))
    return Count(len(first), needs.at_least or 1, tuple(first.values()))


def _hours(requirement: Requirement, scope: Scope) -> Count:
    needs = requirement.needs
    sessions = [
        f
        for f in scope.found("session", "document")
        if f.fact("of") == needs.of and f.fact("counted", "yes") == "yes"
    ]
    total = round(sum(f.value or 0.0 for f in sessions), 2)  # ten times 0.1 is an hour
    return Count(total, needs.at_least or 1, tuple(sessions), untold=_elsewhere(scope, total))


def _clients(requirement: Requirement, scope: Scope) -> Count:
    needs = requirement.needs
    first = distinct(scope.found("client", "document"))
    return Count(len(first), needs.at_least or 1, tuple(first.values()))


def _months(requirement: Requirement, scope: Scope) -> Count:
    found = scope.found("months", requirement.needs.where)
    longest = max(found, key=lambda f: f.value or 0.0, default=None)
    counted = (longest.value or 0.0) if longest else 0.0
    return Count(counted, requirement.needs.at_least or 1, (longest,) if longest else ())


def _documents(requirement: Requirement, scope: Scope) -> tuple[Finding, ...]:
    found = [
        f
        for f in scope.found("artefact", "document")
        if f.key == requirement.needs.of and not is_other_plan(f, scope.criterion)
    ]
    return tuple({f.at.block: f for f in found}.values())


def _artefacts(requirement: Requirement, scope: Scope) -> Count:
    needs = requirement.needs
    kept = _documents(requirement, scope)
    if needs.per and kept:
        return _entries(kept, scope)
    return Count(len(kept), needs.at_least or 1, kept, untold=_elsewhere(scope, len(kept)))


def _entries(logs: tuple[Finding, ...], scope: Scope) -> Count:
    """A diary's entries against the sessions that were held; met where either is not known.

    One entry may look back on two sessions, so a few less than there were sessions will do.
    """
    entries = sum(int(f.fact("entries") or 0) for f in logs)
    held = [f for f in scope.found("session", "document") if f.fact("of") == "practice"]
    sessions = sum(f.fact("counted", "yes") == "yes" for f in held)
    summed = any(f.rule.startswith("summary") for f in held)  # a row of several sessions
    if not entries or summed or entries >= MOST_SESSIONS * sessions:
        return Count(1, 1, logs)
    return Count(entries, sessions, logs)


def _elsewhere(scope: Scope, counted: float) -> str:
    """Why it cannot be told: the criterion's passages point to evidence that is not in the text."""
    if counted:
        return ""
    pointers = scope.found("evidence-elsewhere")
    if not pointers:
        return ""
    return f"the text points to evidence that is not in it ({pointers[0].at.label})"


_COUNTS: dict[str, Callable[[Requirement, Scope], Count]] = {
    "topic": _topic,
    "item": _items,
    "citation": _citations,
    "named-model": _models,
    "phrase": _phrases,
    "move": _moves,
    "hours": _hours,
    "clients": _clients,
    "months": _months,
    "artefact": _artefacts,
}
