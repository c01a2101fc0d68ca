"""Documents and one number a criterion in; strengths told from that number alone, out.

How long a criterion's passages are, or how thick with cue words, is turned into four levels by
three cut-offs, chosen on the other documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations_with_replacement

import numpy as np

from premark.evaluate.case import Case, Given
from premark.evaluate.counts import LEVEL
from premark.evaluate.measures import LEVELS, Counts, ratio
from premark.packs.load import load_patterns
from premark.patterns import search
from premark.types.document import Passage

STEPS = 18  # cut-offs tried between the least number and the greatest
Number = Callable[[Sequence[Passage]], float]
NOTHING = -1.0  # the number of a criterion without a passage


def words_written(passages: Sequence[Passage]) -> float:
    return float(sum(p.words for p in passages)) if passages else NOTHING


def cue_density(passages: Sequence[Passage]) -> float:
    """Cue words ("however", "critically"...) in a hundred words."""
    if not passages:
        return NOTHING
    cues = load_patterns()["cue-word"]
    hits = sum(len(search(cues, p.text)) for p in passages)
    return 100.0 * hits / max(1, sum(p.words for p in passages))


def numbers(number: Number, case: Case, given: Given) -> list[float]:
    """The number of each labelled criterion, from the passages that a map gives it."""
    passages = case.review.passages
    return [
        number([p for p in passages if review.criterion in given.get(p.id, ())])
        for _, review in case.criteria
    ]


def level_tables(cases: Sequence[Case], told: Sequence[Sequence[float]]) -> Counts:
    """Tables of levels, (cut-offs, documents, 16), of all triples of cut-offs that are tried."""
    every = np.array([n for own in told for n in own])
    tried = np.unique([every.min() - 1, *np.quantile(every, np.linspace(0, 1, STEPS))])
    cuts = np.array(list(combinations_with_replacement(tried, LEVELS - 1)))
    tables = [_table(case, own, cuts) for case, own in zip(cases, told, strict=True)]
    return np.stack(tables, axis=1)


def _table(case: Case, told: Sequence[float], cuts: Counts) -> Counts:
    table = np.zeros((len(cuts), LEVELS * LEVELS))
    for (label, _), number in zip(case.criteria, told, strict=True):
        levels = (number > cuts).sum(axis=1)
        table[np.arange(len(cuts)), LEVEL[label.strength] * LEVELS + levels] += 1
    return table


def constant_tables(cases: Sequence[Case]) -> Counts:
    """Tables of levels, (4, documents, 16), of saying one level always."""
    tables = np.zeros((LEVELS, len(cases), LEVELS * LEVELS))
    for d, case in enumerate(cases):
        for label, _ in case.criteria:
            for level in range(LEVELS):
                tables[level, d, LEVEL[label.strength] * LEVELS + level] += 1
    return tables


def exact(table: Counts) -> Counts:
    return _share(table, apart=0)


def within_one(table: Counts) -> Counts:
    return _share(table, apart=1)


def _share(table: Counts, *, apart: int) -> Counts:
    square = table.reshape(*table.shape[:-1], LEVELS, LEVELS)
    steps = np.arange(LEVELS)
    near = np.abs(steps[:, None] - steps[None, :]) <= apart
    parts = np.stack([(square * near).sum(axis=(-2, -1)), square.sum(axis=(-2, -1))], axis=-1)
    return ratio(parts)
