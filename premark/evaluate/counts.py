"""A labelled assignment and its review in; the counts that add up to figures, out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from premark.evaluate.case import NONE, Case, Codes, Given
from premark.evaluate.gold import hours_named
from premark.evaluate.sources import told_sources
from premark.types.criteria import MOVES
from premark.types.evidence import STRENGTHS, Finding, Review

Pair = tuple[str, str]  # a level by the label, and by ours
Few = tuple[float, ...]
LEVEL: dict[str, int] = {name: i for i, name in enumerate(STRENGTHS)}


def passage_counts(case: Case, given: Given | None = None) -> Few:
    """Twice the criteria in both, and all of both: a block without one has the answer "none"."""
    both = every = 0
    for _, gold, ours in case.sets(given):
        both, every = both + 2 * len(gold & ours), every + len(gold) + len(ours)
    return both, every


def criterion_classes(cases: Sequence[Case]) -> tuple[str, ...]:
    """Every criterion of the run, by unit and code; "none" is not one."""
    found = {f"{c.gold.unit} {review.criterion}" for c in cases for _, review in c.criteria}
    found |= {f"{c.gold.unit} {code}" for c in cases for b in c.blocks for code in b.criterion}
    return tuple(sorted(found))


def criterion_counts(case: Case, classes: Sequence[str], given: Given | None = None) -> Few:
    """(right, wrongly given, missed) of each criterion, flat."""
    pairs = [(gold, ours) for _, gold, ours in case.sets(given)]
    named = [(_of_unit(case, gold), _of_unit(case, ours)) for gold, ours in pairs]
    return class_counts(named, classes)


def _of_unit(case: Case, codes: Codes) -> Codes:
    return frozenset(f"{case.gold.unit} {code}" for code in codes if code != NONE)


def class_counts(pairs: Iterable[tuple[Codes, Codes]], classes: Sequence[str]) -> Few:
    """(right, found wrongly, missed) of each class over pairs of (label's, ours), flat."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for gold, ours in pairs:
        right.update(gold & ours)
        wrong.update(ours - gold)
        missed.update(gold - ours)
    return tuple(n for name in classes for n in (right[name], wrong[name], missed[name]))


def strength_pairs(case: Case) -> list[Pair]:
    return [(label.strength, review.strength) for label, review in case.criteria]


def levels(pairs: Iterable[Pair]) -> list[tuple[int, int]]:
    """Levels as numbers; what cannot be told is one level off."""
    return [(LEVEL[g], LEVEL.get(o, abs(LEVEL[g] - 1))) for g, o in pairs]


def exact_counts(pairs: Sequence[Pair]) -> Few:
    return sum(g == o for g, o in pairs), len(pairs)


def near_counts(pairs: Sequence[Pair]) -> Few:
    return sum(abs(g - o) <= 1 for g, o in levels(pairs)), len(pairs)


def table_counts(pairs: Sequence[Pair]) -> Few:
    """The table of levels, labels first, flat."""
    cells = Counter(levels(pairs))
    return tuple(cells[g, o] for g in LEVEL.values() for o in LEVEL.values())


def verb_counts(case: Case) -> Few:
    """(right, all) where the verb is labelled met, then where it is not."""
    pairs = [(label.verb_met, c.verb.state == "met") for label, c in case.answered]
    return tuple(
        n
        for wanted in (True, False)
        for n in (sum(g == o for g, o in pairs if g is wanted), sum(g is wanted for g, _ in pairs))
    )


def move_pairs(case: Case) -> list[tuple[Codes, Codes]]:
    """Moves of each paragraph that is labelled with them: the label's, and ours."""
    found: dict[str, set[str]] = defaultdict(set)
    for finding in case.review.findings:
        if finding.kind == "move":
            found[finding.passage].add(finding.key)
    return [
        (frozenset(block.moves), frozenset(key for id_ in ids for key in found.get(id_, ())))
        for block, ids in case.held
        if block.type == "para" and block.moves is not None
    ]


def move_counts(case: Case) -> Few:
    return class_counts(move_pairs(case), MOVES)


def count_counts(case: Case, label: str, ours: str) -> Few:
    """Twice the smaller of two counts, and their sum: labels say only how many there are."""
    gold = getattr(case.gold.gold, label)
    if gold is None:
        return 0, 0
    count = getattr(case.review.cross_check, ours)
    return 2 * min(gold, count), gold + count


def source_counts(case: Case) -> tuple[float, float, float]:
    """Sources that both name as a mismatch, those that we do, and those that labels do."""
    sides = told_sources(case)
    return (
        sum(len(s.labelled & s.told) for s in sides),
        sum(len(s.told) for s in sides),
        sum(len(s.labelled) for s in sides),
    )


def model_mentions(case: Case, canonical: Any) -> tuple[dict[str, int], dict[str, int]]:
    """Mentions of each model by its name, as labelled and as found."""
    gold = {canonical(name) or name: n for name, n in case.gold.gold.models.items()}
    ours: dict[str, int] = defaultdict(int)
    for finding in case.review.findings:
        if finding.kind == "named-model" and finding.fact("counts") != "no":
            ours[finding.key] += 1
    return gold, dict(ours)


def model_counts(case: Case, canonical: Any) -> Few:
    gold, ours = model_mentions(case, canonical)
    return 2 * len(gold.keys() & ours.keys()), len(gold) + len(ours)


def mention_counts(case: Case, canonical: Any) -> Few:
    """How far the counts of mentions are off, and how many models there are."""
    gold, ours = model_mentions(case, canonical)
    every = gold.keys() | ours.keys()
    return sum(abs(gold.get(k, 0) - ours.get(k, 0)) for k in every), len(every)


def quantity_pairs(case: Case) -> list[tuple[str, float, float]]:
    ours = quantities(case.review)
    labelled = case.gold.gold.quantities.items()
    return [(name, round(value, 2), round(ours.get(name, 0.0), 2)) for name, value in labelled]


def quantity_counts(case: Case) -> Few:
    pairs = quantity_pairs(case)
    return sum(gold == ours for _, gold, ours in pairs), len(pairs)


def quantities(review: Review) -> dict[str, float]:
    """Hours, clients and months as the review counted them; a claim stands where no log does."""
    found: dict[str, float] = defaultdict(float)
    for f in review.findings:
        if f.kind == "session" and f.fact("counted") == "yes":
            found[_hours(f)] += f.value or 0.0
        if f.kind == "months":
            found["plan_months"] = max(found["plan_months"], f.value or 0.0)
    for f in review.findings:
        if f.kind == "claim" and not any(
            s.kind == "session" and s.fact("of") == f.fact("of") for s in review.findings
        ):
            found[_hours(f)] = max(found[_hours(f)], f.value or 0.0)
    found["clients"] = float(len({f.key for f in review.findings if f.kind == "client"}))
    return dict(found)


def _hours(finding: Finding) -> str:
    of = finding.fact("of")
    return hours_named().get(of, f"{of}_hours")
