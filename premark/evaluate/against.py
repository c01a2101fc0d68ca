"""Reviews beside labels in; premark set against simpler ways on the same passages, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from premark.evaluate import counts
from premark.evaluate.case import Case, Given
from premark.evaluate.chosen import best_without, chosen_without
from premark.evaluate.gold import figures_named
from premark.evaluate.intervals import Interval, difference
from premark.evaluate.level_rivals import (
    constant_tables,
    cue_density,
    exact,
    level_tables,
    numbers,
    within_one,
    words_written,
)
from premark.evaluate.mapping_rivals import RIVALS, Maps, rival_maps
from premark.evaluate.measures import Counts, Value, figure, kappa, macro_f1, ratio
from premark.pipeline import Tools

LEAST = 2  # documents: cut-offs are chosen on the others
BY_LEVEL: dict[str, Value] = {
    "strength.exact": exact,
    "strength.within_one": within_one,
    "strength.qwk": kappa,
}


@dataclass(frozen=True)
class Comparison:
    """One rival by one figure; `apart` is how far premark is above it."""

    key: str
    name: str
    figure: str
    ours: float | None
    theirs: float | None
    apart: Interval

    @property
    def verdict(self) -> str:
        """ "ahead" or "behind" where the interval is clear of nought, else "not clear"."""
        if self.apart.low is not None and self.apart.low > 0:
            return "ahead"
        if self.apart.high is not None and self.apart.high < 0:
            return "behind"
        return "not clear"

    def as_dict(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "name": self.name,
            "figure": self.figure,
            "ours": self.ours,
            "theirs": self.theirs,
            "difference": self.apart.as_dict(),
            "verdict": self.verdict,
        }


def compare(cases: Sequence[Case], tools: Tools) -> list[Comparison]:
    """Every rival by every figure that it can be held to; nothing from fewer than two documents."""
    if len(cases) < LEAST:
        return []
    maps = [rival_maps(rival, cases, tools) for rival in RIVALS]
    return [*_maps_compared(cases, maps), *_levels_compared(cases, _best_maps(cases, maps))]


def _maps_compared(cases: Sequence[Case], maps: Sequence[Maps]) -> Iterator[Comparison]:
    classes = counts.criterion_classes(cases)
    by_class = partial(_by_class, classes)
    for name, count, value in (
        ("passages.micro_f1", counts.passage_counts, ratio),
        ("passages.macro_f1", by_class, macro_f1),
    ):
        ours = np.array([count(case, case.given) for case in cases], dtype=np.float64)
        for own in maps:
            theirs = chosen_without(value, own.counts(count, cases))
            yield _comparison((own.rival.key, own.rival.name, name), value, ours, theirs)


def _by_class(classes: Sequence[str], case: Case, given: Given) -> counts.Few:
    return counts.criterion_counts(case, classes, given)


def _best_maps(cases: Sequence[Case], maps: Sequence[Maps]) -> list[Given]:
    """Each document's map by the rival, at the cut-off, that maps the other documents best."""
    every = np.concatenate([own.counts(counts.passage_counts, cases) for own in maps])
    flat = [given for own in maps for given in own.given]
    return [flat[i][d] for d, i in enumerate(best_without(ratio, every))]


def _levels_compared(cases: Sequence[Case], rivals_own: Sequence[Given]) -> Iterator[Comparison]:
    ours = np.array([counts.table_counts(counts.strength_pairs(c)) for c in cases], np.float64)
    for key, name, tables in _level_rivals(cases, rivals_own):
        for wanted, value in BY_LEVEL.items():
            theirs = chosen_without(value, tables)
            yield _comparison((key, name, wanted), value, ours, theirs)


def _level_rivals(
    cases: Sequence[Case], rivals_own: Sequence[Given]
) -> Iterator[tuple[str, str, Counts]]:
    premarks = [case.given for case in cases]
    yield "one-level", "one level for every criterion", constant_tables(cases)
    for key, name, number in (
        ("length", "length only", words_written),
        ("cue-words", "cue-word density", cue_density),
    ):
        for after, where, given in (
            ("", "on its own passages", rivals_own),
            ("-on-ours", "on premark’s passages", premarks),
        ):
            told = [numbers(number, c, g) for c, g in zip(cases, given, strict=True)]
            yield key + after, f"{name}, {where}", level_tables(cases, told)


def _comparison(
    named: tuple[str, str, str], value: Value, ours: Counts, theirs: Counts
) -> Comparison:
    own, other = figure(value, ours), figure(value, theirs)
    return Comparison(*named, own, other, difference(value, ours, theirs))


def said(found: Sequence[Comparison]) -> list[str]:
    """In words: what premark is behind, what it is not clearly ahead of, or that it is ahead."""
    told = [_sentence(c) for c in found if c.verdict != "ahead"]
    if found and not told:
        return ["premark is clearly ahead of every rival by every figure of this run."]
    return told


def _sentence(one: Comparison) -> str:
    apart = one.apart
    figure_ = figures_named()[one.figure]
    if one.ours is None or one.theirs is None or apart.value is None:
        return f"{one.name}: {figure_} cannot be measured here."
    known = apart.low is not None and apart.high is not None
    between = f"interval {apart.low:+.3f} to {apart.high:+.3f}" if known else "no interval"
    stands = f"{one.ours:.3f} against {one.theirs:.3f}, {between}"
    if one.verdict == "behind":
        return f"premark is behind “{one.name}” by {figure_}: {stands}."
    return f"premark is not clearly ahead of “{one.name}” by {figure_}: {stands}."
