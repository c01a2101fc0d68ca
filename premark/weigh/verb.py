"""The moves found in a criterion's passages in; whether its verb is shown at its level, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from premark.types.criteria import Move, Verb
from premark.types.evidence import Finding, MoveEvidence, VerbResult
from premark.types.tuning import Depth
from premark.weigh.documents import documents_of, needed_kinds
from premark.weigh.scope import Scope

BEST = 2  # the mean of the best two: a single sentence has to be near certain to stand alone
PLAIN: frozenset[Move] = frozenset({"describe"})
BY_RULES = "rules"  # a finding that the classifier hardly hears: never a move of its own
PLACES = 3  # told of what the two readers disagree on
Place = tuple[int, int]


def weigh_verb(scope: Scope, verbs: Mapping[str, Verb], depth: Depth) -> VerbResult:
    """Both halves of a compound verb must be shown; doing verbs are met by artefacts."""
    level = scope.pack.qualification.level
    wanted = [verbs[v] for v in scope.criterion.verb]
    name = " and ".join(v.name for v in wanted)
    demands = [v.demand(level) for v in wanted]
    groups = tuple(dict.fromkeys(g for d in demands if not d.by_artefact for g in d.groups))
    if any(d.by_artefact for d in demands):
        done = _by_artefact(scope, name, level)
        if not groups or done.state != "met":
            return done
    if not scope.own:
        because = "No passage addresses the criterion, so the verb cannot be shown."
        return VerbResult(state="not_met", verb=name, level=level, missing=groups, because=because)
    return _by_moves(scope, groups, (name, level), depth)


def _by_artefact(scope: Scope, name: str, level: int) -> VerbResult:
    kinds = needed_kinds(scope.criterion)
    found = documents_of(scope.criterion, scope.findings)
    if found:
        first = {f.key: f for f in reversed(found)}
        kept = [f for f in found if first[f.key] is f]
        said = ", ".join(f"{f.key.replace('_', ' ')} ({f.at.label})" for f in kept)
        because = f"{name.capitalize()} is shown by what the file holds: {said}."
        return VerbResult(state="met", verb=name, level=level, because=because)
    pointers = scope.found("evidence-elsewhere")
    said = ", ".join(kind.replace("_", " ") for kind in sorted(kinds)) or "document"
    if pointers:
        because = f"A {said} is referred to ({pointers[0].at.label}) but is not in the text."
        return VerbResult(state="cannot_tell", verb=name, level=level, because=because)
    because = f"{name.capitalize()} asks for a document, and no {said} was found in the file."
    return VerbResult(state="not_met", verb=name, level=level, because=because)


def _by_moves(
    scope: Scope, groups: Sequence[tuple[Move, ...]], named: tuple[str, int], depth: Depth
) -> VerbResult:
    found = scope.found("move")
    doubt = _doubt(found, groups, depth)
    scores = [group_score(found, group) for group in groups]
    evidence = tuple(e for group in groups for e in _evidence(found, group, depth))
    missing = tuple(
        group for group, score in zip(groups, scores, strict=True) if score < depth.group
    )
    verb, level = named
    telling = all(PLAIN & set(group) for group in groups)  # the verb asks for no more
    plain = 0.0 if telling else described_share(found)
    if missing or plain > depth.described:
        because = _why_not(verb, missing, plain)
        return VerbResult(
            state="not_met",
            verb=verb,
            level=level,
            evidence=evidence,
            missing=missing,
            because=because,
            also=doubt,
        )
    because = f"{verb.capitalize()} is shown: each move that it asks for stands in the passages."
    return VerbResult(
        state="met", verb=verb, level=level, evidence=evidence, because=because, also=doubt
    )


def group_score(found: Sequence[Finding], group: tuple[Move, ...]) -> float:
    """Mean of the best two sentences that make any move of the group, 0 to 1."""
    best = _by_sentence(found, frozenset(group))
    top = sorted(best.values(), reverse=True)[:BEST]
    return sum(top) / BEST


def described_share(found: Sequence[Finding]) -> float:
    """Share of the sentences with a move whose likeliest move is plain description."""
    likeliest: dict[Place, tuple[float, bool]] = {}
    for finding in (f for f in found if f.rule != BY_RULES):
        place = (finding.at.block, finding.at.start)
        entry = (finding.value or 0.0, finding.key in PLAIN)
        likeliest[place] = max(likeliest.get(place, (0.0, False)), entry)
    return sum(plain for _, plain in likeliest.values()) / len(likeliest) if likeliest else 1.0


def _by_sentence(found: Sequence[Finding], moves: frozenset[str]) -> dict[Place, float]:
    best: dict[Place, float] = {}
    for finding in found:
        if finding.key in moves and finding.rule != BY_RULES:
            place = (finding.at.block, finding.at.start)
            best[place] = max(best.get(place, 0.0), finding.value or 0.0)
    return best


def _doubt(
    found: Sequence[Finding], groups: Sequence[tuple[Move, ...]], depth: Depth
) -> tuple[str, ...]:
    """A sentence on where the two readers disagree on a move that would decide a group."""
    told: dict[tuple[str, str], None] = {}
    for group in groups:
        open_ = group_score([f for f in found if not _disagreed(f)], group) < depth.group
        doubted = [f for f in found if open_ and f.key in group and _disagreed(f)]
        for finding in sorted(doubted, key=lambda f: (f.at.block, f.at.start)):
            told.setdefault((finding.key, finding.at.label))
    said = [f"{move} ({label})" for move, label in told]
    more = [f"{len(said) - PLACES} more"] if len(said) > PLACES else []
    listed = ", ".join((*said[:PLACES], *more))
    return (f"The rules and the classifier disagree on {listed}.",) if said else ()


def _disagreed(finding: Finding) -> bool:
    return finding.fact("readers") == "disagree"


def _evidence(
    found: Sequence[Finding], group: tuple[Move, ...], depth: Depth
) -> list[MoveEvidence]:
    ranked = sorted(
        (f for f in found if f.key in group and (f.value or 0.0) >= depth.move),
        key=lambda f: (-(f.value or 0.0), f.at.block, f.at.start),
    )
    return [
        MoveEvidence(
            move=f.key,  # type: ignore[arg-type]
            at=f.at,
            quote=f.quote,
            score=round(f.value or 0.0, 4),
            because=f.because,
        )
        for f in ranked[:BEST]
    ]


def _why_not(verb: str, missing: Sequence[tuple[Move, ...]], plain: float) -> str:
    if missing:
        said = "; ".join(" or ".join(group) for group in missing)
        return f"{verb.capitalize()} asks for moves that too few sentences make: {said}."
    return f"{verb.capitalize()} is not shown: {plain:.0%} of the sentences only describe."
