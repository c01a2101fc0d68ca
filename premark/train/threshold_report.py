"""What a run of the cut-offs came to in; the section of the card that tells it, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.metrics import roc_auc_score

from premark.evaluate.intervals import interval
from premark.evaluate.measures import Counts
from premark.evaluate.reliability import (
    Abstaining,
    abstaining,
    band_counts,
    bands,
    calibration_error,
    said_of_silence,
)
from premark.train.move_report import listed, point, prose, table
from premark.train.threshold_search import Setting, level_figures, worth
from premark.train.thresholds import Choice, Sure
from premark.train.weighable import Scales
from premark.types.evidence import SIGNS, STRENGTHS

FIGURES = ("shown_exact", "shown_kappa", "hidden_exact", "hidden_kappa")


def report(scales: Scales, choice: Choice, sure: Sure) -> str:
    """The whole section."""
    return "\n\n".join((*_cut_offs(scales, choice), *_sureness(sure)))


def _cut_offs(scales: Scales, choice: Choice) -> Iterator[str]:
    dials = "; ".join(f"{d.path} ({listed(d.values)})" for d in choice.dials)
    yield prose(f"""
        {choice.documents} labelled documents ({", ".join(sorted(scales.ids))}), each read with its
        headings and without. Tried, one after the other till none moves: {dials}. What chooses is
        the mean of exact agreement and quadratic kappa over both readings. A cut-off moves only
        where that gains more than one standard error (jackknife over documents). Each document is
        left out in turn, and measured by what the others choose.""")
    yield table(
        ("", "chooses by", "exact", "kappa", "exact, headings hidden", "kappa, hidden"),
        (
            _row("as it stands", choice.counts(choice.stands)),
            _row("each document by the others", choice.ruled.counts),
            _row("the same without the rule", choice.free.counts),
            _row("the best in hindsight", choice.counts(choice.best)),
        ),
    )
    moved = sum(chosen != choice.stands for chosen in choice.ruled.chosen)
    freely = sum(chosen != choice.stands for chosen in choice.free.chosen)
    yield prose(f"""{_kept(choice)} With a document left out, the others move a cut-off in {moved}
        of {choice.documents} cases by the rule and in {freely} without it. What stands was set on
        some of these documents, by hand, so its own figures are the flattered ones.""")
    yield table(("cut-off", "chooses by, from its least value to its greatest"), _along(choice))


def _row(name: str, counts: Counts) -> tuple[str, ...]:
    told = level_figures(counts)
    return name, point(worth(counts.sum(axis=0))), *(point(told[key]) for key in FIGURES)


def _kept(choice: Choice) -> str:
    if choice.kept == choice.stands:
        return "No cut-off earned a change: all stay."
    pairs = zip(choice.dials, choice.stands, choice.kept, strict=True)
    moved = ", ".join(f"{d.path} from {a:g} to {b:g}" for d, a, b in pairs if a != b)
    return f"Changed: {moved}."


def _along(choice: Choice) -> Iterator[tuple[str, str]]:
    """The worth of every value of a dial, the others as they are kept."""
    for number, dial in enumerate(choice.dials):
        told = []
        for value in dial.values:
            setting: Setting = (*choice.kept[:number], value, *choice.kept[number + 1 :])
            found = point(worth(choice.counts(setting).sum(axis=0)))
            mark = "**" if value == choice.kept[number] else ""
            told.append(f"{mark}{value:g}: {found}{mark}")
        yield dial.path, ", ".join(told)


def _sureness(sure: Sure) -> Iterator[str]:
    right = np.array([level.right for level in sure.levels], dtype=np.float64)
    told = np.array(sure.told)
    base = _without_signs(sure)
    off = interval(calibration_error, np.array([band_counts(said) for said in sure.documents]))
    weights = ", ".join(f"{name} {sure.shipped.weights[name]:.2f}" for name in SIGNS)
    yield prose(f"""**How sure a level is.** {len(right)} levels, of which {point(right.mean())}
        are the label's. Logistic regression on four signs, no weight below nought ({weights}),
        then bins of as many levels, joined where the share would fall. All below is of documents
        that set neither weights nor bins. Brier score {point(float(np.mean((told - right) ** 2)))}
        (one chance for all: {point(float(np.mean((base - right) ** 2)))}); area under the curve
        {point(float(roc_auc_score(right, told)))}; expected calibration error
        {point(off.value or 0.0)} ({point(off.low or 0.0)} to {point(off.high or 0.0)}, documents
        drawn again).""")
    yield table(
        ("told chance", "mean", "levels", "agreed", "95%"),
        (
            (f"{b.low:.1f} to {b.high:.1f}", point(b.told), str(b.levels),
             point(b.agreed.value or 0.0), _between(b.agreed.low, b.agreed.high))
            for b in bands(sure.documents)
        ),
    )  # fmt: skip
    yield table(
        ("level told", "levels", "agreed", "mean chance"),
        (_by_level(sure, name) for name in STRENGTHS),
    )
    yield from _silence(abstaining(sure.documents))


def _without_signs(sure: Sure) -> Counts:
    """One chance for all levels of a document: the share of the other documents that agreed."""
    by: dict[str, list[bool]] = {}
    for level in sure.levels:
        by.setdefault(level.document, []).append(level.right)
    every = sum(map(sum, by.values())), sum(map(len, by.values()))
    shares = {name: (every[0] - sum(r)) / (every[1] - len(r)) for name, r in by.items()}
    return np.array([shares[level.document] for level in sure.levels])


def _by_level(sure: Sure, name: str) -> tuple[str, ...]:
    own = [(x.right, t) for x, t in zip(sure.levels, sure.told, strict=True) if x.told == name]
    if not own:
        return name, "0", "", ""
    agreed, chance = np.mean([r for r, _ in own]), np.mean([t for _, t in own])
    return name, str(len(own)), point(float(agreed)), point(float(chance))


def _silence(points: Sequence[Abstaining]) -> Iterator[str]:
    yield table(
        ("told from", "share told", "exact", "95%", "gain", "95%", "unsaid: exact", "95%"),
        (
            (f"{p.least:.2f}", f"{p.coverage:.0%}", point(p.kept.value or 0.0),
             _between(p.kept.low, p.kept.high), f"{p.gain.value or 0.0:+.3f}",
             f"{p.gain.low or 0.0:+.3f} to {p.gain.high or 0.0:+.3f}",
             "" if p.unsaid.value is None else point(p.unsaid.value),
             _between(p.unsaid.low, p.unsaid.high))
            for p in points
        ),
    )  # fmt: skip
    yield prose(f"Abstention: {said_of_silence(points)}")


def _between(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{point(low)} to {point(high)}"
