"""The comparison of ways to map: made-up signs, where it is known what each way must give."""

from __future__ import annotations

import re

import numpy as np
import pytest

from benchmarks import matching
from benchmarks.matching import SIGNS, Case, best, learn, micro_f1, ways, weights
from premark.packs.load import load_thresholds

TUNING = load_thresholds().matching
WORDS, ASKS = SIGNS.index("words"), SIGNS.index("asks")


def case(name: str, telling: int, misleading: int) -> Case:
    """Four nodes for two criteria: one sign always tells, the other always misleads."""
    signs = np.zeros((4, 3, len(SIGNS)))
    right = (0, 0, 1, 1)
    for node, criterion in enumerate(right):
        signs[node, criterion, telling] = 2.0
        signs[node, 1 - criterion, misleading] = 2.0
    late = np.zeros((4, 3))
    labels = tuple((frozenset({c}), (n,)) for n, c in enumerate(right))
    return Case(name, signs, late, np.array([False, False, True, False]), labels)


def test_a_way_is_scored_by_the_labels_of_its_nodes() -> None:
    given = case("x", WORDS, ASKS)
    assert micro_f1([given], lambda c: best(c.signs @ weights(TUNING, "words"))) == 1.0
    assert micro_f1([given], lambda c: best(c.signs @ weights(TUNING, "asks"))) == 0.0
    assert micro_f1([given], lambda c: [0, 0, 0, 2]) == pytest.approx(0.5)


def test_weights_are_learned_towards_the_sign_that_tells() -> None:
    taught = learn([case("x", ASKS, WORDS)], TUNING)
    shipped = weights(TUNING, *SIGNS)
    assert taught[ASKS] > shipped[ASKS] and taught[WORDS] < shipped[WORDS]
    held = [i for i in range(len(SIGNS)) if i not in (ASKS, WORDS)]
    assert np.allclose(taught[held], shipped[held], atol=1e-3)


def test_the_learned_way_never_learns_from_the_document_that_it_maps() -> None:
    """Two documents that contradict each other: each taught by the other alone maps all wrong."""
    found = [case("x", ASKS, WORDS), case("y", WORDS, ASKS)]
    strong = matching.HOLD
    try:
        matching.HOLD = 0.01
        assert micro_f1(found, ways(found, TUNING)["learned"]) == 0.0
    finally:
        matching.HOLD = strong


def test_every_way_of_the_docstring_is_compared() -> None:
    named = ways([case("x", WORDS, ASKS), case("y", WORDS, ASKS)], TUNING)
    told = re.findall(r"(?m)^ {4}(\S.{17})", matching.__doc__ or "")
    assert [t.split("  ")[0].strip() for t in told] == list(named)
