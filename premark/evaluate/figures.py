"""Reviews beside their labels in; the figures of `FORMAT`'s table of scores, out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from premark.evaluate import counts, reliability, required, sources
from premark.evaluate.case import NONE, Case
from premark.evaluate.counts import quantities
from premark.evaluate.measures import (
    Measure,
    balanced,
    f1_by_class,
    figure,
    kappa,
    macro_f1,
    macro_f1_of_all,
    ratio,
    rounded,
)
from premark.types.criteria import MOVES
from premark.types.evidence import STRENGTHS
from premark.weigh.sureness import load_sureness

Group = Callable[[Case], str]


def measures(cases: Sequence[Case], canonical: Any) -> dict[str, Measure]:
    """Every headline figure by its path in the JSON. `canonical` joins model names."""
    classes = counts.criterion_classes(cases)
    listed = [
        *_map_measures(classes),
        Measure("verb_met.accuracy", _both_classes, ratio),
        Measure("verb_met.balanced", counts.verb_counts, balanced),
        Measure("requirements.accuracy", required.short_counts, ratio),
        Measure("requirements.named", required.named_counts, ratio),
        Measure("requirements.false_shortfalls", required.false_short_counts, ratio, less=True),
        Measure("elements.right", required.element_counts, ratio),
        Measure("elements.missing_found", required.missing_counts, ratio),
        Measure("elements.missing_right", required.told_counts, ratio),
        Measure("confidence.error", _told_chances, reliability.calibration_error, less=True),
        Measure("moves.macro_f1", counts.move_counts, macro_f1_of_all),
        Measure("citations.f1", _counted("citations_in_text", "citations"), ratio),
        Measure("references.f1", _counted("references_listed", "references"), ratio),
        Measure("cross_check.precision", lambda c: counts.source_counts(c)[:2], ratio),
        Measure("cross_check.recall", lambda c: counts.source_counts(c)[::2], ratio),
        Measure("models.f1", partial(counts.model_counts, canonical=canonical), ratio),
        Measure(
            "models.mentions", partial(counts.mention_counts, canonical=canonical), ratio, less=True
        ),
        Measure("quantities.exact", counts.quantity_counts, ratio),
        Measure("names.recall", sources.name_counts, ratio),
        Measure("names.false_per_document", sources.false_name_counts, ratio, less=True),
    ]
    return {measure.name: measure for measure in listed}


def _map_measures(classes: Sequence[str]) -> list[Measure]:
    return [
        Measure("passages.micro_f1", counts.passage_counts, ratio),
        Measure("passages.macro_f1", partial(counts.criterion_counts, classes=classes), macro_f1),
        Measure("strength.exact", _leveled(counts.exact_counts), ratio),
        Measure("strength.within_one", _leveled(counts.near_counts), ratio),
        Measure("strength.qwk", _leveled(counts.table_counts), kappa),
    ]


def _leveled(count: Callable[[Sequence[counts.Pair]], counts.Few]) -> Callable[[Case], counts.Few]:
    return lambda case: count(counts.strength_pairs(case))


def _counted(label: str, ours: str) -> Callable[[Case], counts.Few]:
    return lambda case: counts.count_counts(case, label, ours)


def _told_chances(case: Case) -> counts.Few:
    return reliability.band_counts(reliability.said_of(case))


def _both_classes(case: Case) -> counts.Few:
    right, met, right_not, not_met = counts.verb_counts(case)
    return right + right_not, met + not_met


def figures(cases: Sequence[Case], canonical: Any) -> dict[str, Any]:
    """All figures of a run; what is not measured is None. `canonical` joins model names."""
    headline = {name: m.of(cases) for name, m in measures(cases, canonical).items()}
    found: dict[str, Any] = {"documents": len(cases)}
    for name, value in headline.items():
        room, key = name.split(".")
        found.setdefault(room, {})[key] = value
    found["passages"] |= _passages_apart(cases)
    found["strength"] |= _strength_apart(cases)
    found["confidence"] |= reliability.confidence_figures(cases, load_sureness().documents)
    found["moves"]["by_move"] = _moves_apart(cases)
    found["elements"]["by_kind"] = _elements_apart(cases)
    return found


def _passages_apart(cases: Sequence[Case]) -> dict[str, Any]:
    classes = counts.criterion_classes(cases)
    by_class = Measure("", partial(counts.criterion_counts, classes=classes), f1_by_class)
    each = f1_by_class(by_class.counts(cases).sum(axis=0)) if cases and classes else ()
    return {
        "by_heading_kind": _micro_by(lambda c: c.gold.heading_kind, cases),
        "by_layout": _micro_by(lambda c: c.gold.layout or "not said", cases),
        "by_document": _micro_by(lambda c: c.gold.id, cases),
        "by_criterion": {n: rounded(float(f)) for n, f in zip(classes, each, strict=True)},
    }


def _micro_by(group: Group, cases: Sequence[Case]) -> dict[str, float | None]:
    names = sorted({group(case) for case in cases})
    micro = Measure("", counts.passage_counts, ratio)
    return {name: micro.of([c for c in cases if group(c) == name]) for name in names}


def _strength_apart(cases: Sequence[Case]) -> dict[str, Any]:
    pairs = [pair for case in cases for pair in counts.strength_pairs(case)]
    untold = sum(ours == "cannot tell" for _, ours in pairs)
    return {
        "none_as_strong": sum(gold == NONE and ours == "strong" for gold, ours in pairs),
        "none_labelled": sum(gold == NONE for gold, _ in pairs),
        "cannot_tell": round(untold / len(pairs), 4) if pairs else None,
        "confusion": {
            g: {o: pairs.count((g, o)) for o in (*STRENGTHS, "cannot tell")} for g in STRENGTHS
        },
    }


def _moves_apart(cases: Sequence[Case]) -> dict[str, float | None]:
    if not cases:
        return {}
    total = Measure("", counts.move_counts, f1_by_class).counts(cases).sum(axis=0)
    return dict(zip(MOVES, map(rounded, map(float, f1_by_class(total))), strict=True))


def _elements_apart(cases: Sequence[Case]) -> dict[str, Any]:
    found = {}
    for kind in required.element_kinds(cases):
        every = Measure("", partial(required.element_counts, kind=kind), ratio).counts(cases)
        found[kind] = {"right": figure(ratio, every), "elements": int(every[:, 1].sum())}
    return found


__all__ = ["Case", "figures", "measures", "quantities"]
