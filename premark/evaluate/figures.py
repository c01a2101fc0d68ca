"""Reviews beside their labels in; the figures of `FORMAT`'s table of scores, out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from premark.evaluate.align import align
from premark.evaluate.gold import Gold, GoldBlock, GoldCriterion
from premark.evaluate.required import element_figures
from premark.types.criteria import MOVES
from premark.types.evidence import STRENGTHS, CriterionReview, Finding, Review
from premark.weigh.cross_check import on_either_side

NONE = "none"
LABELLED = ("para", "list", "table", "appendix")


@dataclass(frozen=True)
class Case:
    """One labelled assignment and its review."""

    gold: Gold
    review: Review

    @property
    def blocks(self) -> list[GoldBlock]:
        return [b for b in self.gold.blocks if b.type in LABELLED]


def figures(cases: Sequence[Case], canonical: Any) -> dict[str, Any]:
    """All figures of a run; what is not measured is None. `canonical` joins model names."""
    return {
        "documents": len(cases),
        "passages": passage_figures(cases),
        "strength": strength_figures(cases),
        "verb_met": {"accuracy": _share(_verbs(cases)), "balanced": _balanced(_verbs(cases))},
        "requirements": element_figures(_answers(cases)),
        "moves": move_figures(cases),
        "citations": {"f1": _counts_f1(cases, "citations_in_text", "citations")},
        "references": {"f1": _counts_f1(cases, "references_listed", "references")},
        "cross_check": cross_check_figures(cases),
        "models": model_figures(cases, canonical),
        "quantities": quantity_figures(cases),
        "names": name_figures(cases),
    }


def passage_sets(case: Case) -> list[tuple[GoldBlock, frozenset[str], frozenset[str]]]:
    """Each labelled block with the criteria that its label, and our primary matches, give it."""
    given: dict[str, set[str]] = defaultdict(set)
    for criterion in case.review.criteria:
        for match in criterion.matches:
            if match.primary:
                given[match.passage].add(match.criterion)
    rows = []
    for block, ids in zip(case.blocks, align(case.blocks, case.review.passages), strict=True):
        ours = frozenset(code for id_ in ids for code in given[id_])
        rows.append((block, frozenset(block.criterion) or _NONE, ours or _NONE))
    return rows


_NONE = frozenset({NONE})


def passage_figures(cases: Sequence[Case]) -> dict[str, Any]:
    kinds: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    every = []
    for case in cases:
        for _, gold, ours in passage_sets(case):
            kinds[case.gold.heading_kind].append((gold, ours))
            every.append((gold, ours))
    return {
        "micro_f1": _set_f1(every),
        "by_heading_kind": {kind: _set_f1(pairs) for kind, pairs in sorted(kinds.items())},
        "by_document": {
            case.gold.id: _set_f1([(g, o) for _, g, o in passage_sets(case)]) for case in cases
        },
    }


def _set_f1(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> float | None:
    both = only_gold = only_ours = 0
    for gold, ours in pairs:
        both += len(gold & ours)
        only_gold += len(gold - ours)
        only_ours += len(ours - gold)
    total = 2 * both + only_gold + only_ours
    return round(2 * both / total, 4) if total else None


def strength_pairs(cases: Sequence[Case]) -> list[tuple[str, str]]:
    """(label, ours) of every criterion of every document."""
    return [
        (case.gold.gold.criteria[c.criterion].strength, c.strength)
        for case in cases
        for c in case.review.criteria
        if c.criterion in case.gold.gold.criteria
    ]


def strength_figures(cases: Sequence[Case]) -> dict[str, Any]:
    """Agreement on levels. What cannot be told is never exact; else it counts as one level off."""
    from sklearn.metrics import cohen_kappa_score

    pairs = strength_pairs(cases)
    level: dict[str, int] = {name: i for i, name in enumerate(STRENGTHS)}
    gold = [level[g] for g, _ in pairs]
    ours = [level.get(o, abs(g - 1)) for g, (_, o) in zip(gold, pairs, strict=True)]
    known = len({*gold, *ours}) > 1  # one answer throughout has no kappa
    kappa = cohen_kappa_score(gold, ours, weights="quadratic", labels=[0, 1, 2, 3]) if known else 0
    return {
        "exact": _share((g, o) for g, o in pairs),
        "within_one": _share((abs(a - b) <= 1, True) for a, b in zip(gold, ours, strict=True)),
        "qwk": round(float(kappa), 4) if known else None,
        "none_as_strong": sum(g == "none" and o == "strong" for g, o in pairs),
        "cannot_tell": _share((o == "cannot tell", True) for _, o in pairs),
        "confusion": {
            g: {o: pairs.count((g, o)) for o in (*STRENGTHS, "cannot tell")} for g in STRENGTHS
        },
    }


def _verbs(cases: Sequence[Case]) -> list[tuple[bool, bool]]:
    return [
        (case.gold.gold.criteria[c.criterion].verb_met, c.verb.state == "met")
        for case in cases
        for c in case.review.criteria
        if _answered(case, c.criterion)
    ]


def _answers(cases: Sequence[Case]) -> list[tuple[GoldCriterion, CriterionReview]]:
    return [
        (case.gold.gold.criteria[c.criterion], c)
        for case in cases
        for c in case.review.criteria
        if _answered(case, c.criterion)
    ]


def _answered(case: Case, code: str) -> bool:
    """Whether the labels have the criterion, and not as none."""
    label = case.gold.gold.criteria.get(code)
    return label is not None and label.strength != "none"


def _balanced(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Mean of the two classes' shares right; None when a class is absent."""
    shares = [_share((g, o) for g, o in pairs if g is wanted) for wanted in (True, False)]
    known = [s for s in shares if s is not None]
    return round(sum(known) / 2, 4) if len(known) == 2 else None


def move_figures(cases: Sequence[Case]) -> dict[str, Any]:
    from sklearn.metrics import f1_score

    gold, ours = [], []
    for case in cases:
        found: dict[str, set[str]] = defaultdict(set)
        for finding in case.review.findings:
            if finding.kind == "move":
                found[finding.passage].add(finding.key)
        for block, ids in zip(case.blocks, align(case.blocks, case.review.passages), strict=True):
            if block.type == "para" and block.moves is not None:
                gold.append([int(m in block.moves) for m in MOVES])
                seen = {key for id_ in ids for key in found[id_]}
                ours.append([int(m in seen) for m in MOVES])
    if not gold:
        return {"macro_f1": None}
    return {"macro_f1": round(float(f1_score(gold, ours, average="macro", zero_division=0)), 4)}


def _counts_f1(cases: Sequence[Case], label: str, ours: str) -> float | None:
    low = total = 0
    for case in cases:
        gold = getattr(case.gold.gold, label)
        if gold is not None:
            count = getattr(case.review.cross_check, ours)
            low, total = low + 2 * min(gold, count), total + gold + count
    return round(low / total, 4) if total else None


def cross_check_figures(cases: Sequence[Case]) -> dict[str, Any]:
    right = found = wanted = 0
    for case in cases:
        labels = case.gold.gold
        entries = [f for f in case.review.findings if f.kind == "reference"]
        # Labels have another year as two problems; a report tells it as one.
        told = on_either_side(case.review.cross_check, entries)
        labelled = (labels.cited_not_listed, labels.listed_not_cited)
        for texts, ours_of in zip(labelled, told, strict=True):
            gold = {_source(text) for text in texts}
            ours = {_found_source(f) for f in ours_of}
            right, found, wanted = right + len(gold & ours), found + len(ours), wanted + len(gold)
    return {
        "precision": round(right / found, 4) if found else None,
        "recall": round(right / wanted, 4) if wanted else None,
    }


def _source(text: str) -> tuple[str, str]:
    """A label such as "Kirkpatrick and Kirkpatrick 2006" as (first name, year)."""
    year = re.search(r"(?:1[5-9]|20)\d\d[a-z]?|\bn\.?d\b\.?|\bin press\b", text)
    name = re.split(r",| and | & | et al", text[: year.start()] if year else text)[0]
    return _folded(name), _folded(year.group()) if year else ""


def _found_source(finding: Finding) -> tuple[str, str]:
    author = (finding.fact("authors") or finding.fact("author")).split(";")[0]
    return _folded(author), _folded(finding.fact("year"))


def _folded(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def model_figures(cases: Sequence[Case], canonical: Any) -> dict[str, Any]:
    right = found = wanted = errors = pairs = 0
    for case in cases:
        gold = {canonical(name) or name: n for name, n in case.gold.gold.models.items()}
        ours: dict[str, int] = defaultdict(int)
        for finding in case.review.findings:
            if finding.kind == "named-model" and finding.fact("counts") != "no":
                ours[finding.key] += 1
        right += len(gold.keys() & ours.keys())
        found, wanted = found + len(ours), wanted + len(gold)
        pairs += len(gold.keys() | ours.keys())
        errors += sum(abs(gold.get(k, 0) - ours.get(k, 0)) for k in gold.keys() | ours.keys())
    return {
        "f1": round(2 * right / (found + wanted), 4) if found + wanted else None,
        "mentions": round(errors / pairs, 4) if pairs else None,
    }


def quantity_figures(cases: Sequence[Case]) -> dict[str, Any]:
    pairs = []
    for case in cases:
        ours = quantities(case.review)
        pairs += [
            (round(value, 2), round(ours.get(name, 0.0), 2))
            for name, value in case.gold.gold.quantities.items()
        ]
    return {"exact": _share(pairs), "labelled": len(pairs)}


def quantities(review: Review) -> dict[str, float]:
    """Hours, clients and months as the review counted them; a claim stands where no log does."""
    found: dict[str, float] = defaultdict(float)
    for f in review.findings:
        if f.kind == "session" and f.fact("counted") == "yes":
            found[f"{f.fact('of')}_hours"] += f.value or 0.0
        if f.kind == "months":
            found["plan_months"] = max(found["plan_months"], f.value or 0.0)
    for f in review.findings:
        name = f"{f.fact('of')}_hours"
        if f.kind == "claim" and not any(
            s.kind == "session" and s.fact("of") == f.fact("of") for s in review.findings
        ):
            found[name] = max(found[name], f.value or 0.0)
    found["clients"] = float(len({f.key for f in review.findings if f.kind == "client"}))
    return dict(found)


def name_figures(cases: Sequence[Case]) -> dict[str, Any]:
    right = wanted = false = 0
    for case in cases:
        ours = {f.key for f in case.review.findings if f.kind == "person"}
        gold = {_folded(name) for name in case.gold.person_names_left}
        hit = {g for g in gold if any(g == _folded(o) or _folded(o) in g for o in ours)}
        right, wanted = right + len(hit), wanted + len(gold)
        false += sum(not any(_folded(o) in g or g in _folded(o) for g in gold) for o in ours)
    return {
        "recall": round(right / wanted, 4) if wanted else None,
        "false_per_document": round(false / len(cases), 4) if cases else None,
    }


def _share(pairs: Iterable[tuple[Any, Any]]) -> float | None:
    """Share of pairs that are equal; None of nothing."""
    same = [a == b for a, b in pairs]
    return round(sum(same) / len(same), 4) if same else None
