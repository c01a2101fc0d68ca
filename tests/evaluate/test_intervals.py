"""Intervals over documents: known cases, and what is said of few documents."""

from __future__ import annotations

import numpy as np
import pytest

from premark.evaluate.intervals import FEW, RESAMPLES, caution, difference, interval
from premark.evaluate.measures import balanced, figure, kappa, macro_f1, macro_f1_of_all, ratio


def test_documents_that_agree_leave_no_width() -> None:
    found = interval(ratio, np.array([[3.0, 4.0]] * 6))
    assert (found.value, found.low, found.high, found.documents) == (0.75, 0.75, 0.75, 6)


def test_the_interval_of_a_share_is_the_binomial_one() -> None:
    # 100 documents of one criterion, 50 right: the mean of 100 throws, 0.5 within 1.96 * 0.05.
    counts = np.array([[float(i % 2), 1.0] for i in range(100)])
    found = interval(ratio, counts)
    assert found.low == pytest.approx(0.402, abs=0.012)
    assert found.high == pytest.approx(0.598, abs=0.012)


def test_whole_documents_are_drawn_and_not_their_parts() -> None:
    # The same 100 criteria in two documents, one all right and one all wrong: it may be 0 or 1.
    found = interval(ratio, np.array([[50.0, 50.0], [0.0, 50.0]]))
    assert (found.value, found.low, found.high) == (0.5, 0.0, 1.0)


def test_the_same_documents_give_the_same_interval() -> None:
    counts = np.array([[1.0, 3.0], [2.0, 2.0], [0.0, 1.0]])
    assert interval(ratio, counts) == interval(ratio, counts.copy())


def test_one_document_has_a_figure_and_no_interval() -> None:
    found = interval(ratio, np.array([[1.0, 2.0], [0.0, 0.0]]))
    assert (found.value, found.low, found.high, found.documents) == (0.5, None, None, 1)


def test_a_difference_is_drawn_on_the_same_documents() -> None:
    # Each is far from steady, but one is always a fifth above the other.
    theirs = np.array([[float(i % 3), 5.0] for i in range(30)])
    ours = theirs + np.array([1.0, 0.0])
    found = difference(ratio, ours, theirs)
    assert (found.value, found.low, found.high) == (0.2, 0.2, 0.2)
    assert interval(ratio, ours).low != interval(ratio, ours).high


def test_few_documents_are_said_to_be_few() -> None:
    assert "gives no interval" in caution(1)
    assert "wider than is shown" in caution(FEW - 1)
    assert caution(FEW) == f"{FEW} documents, drawn again {RESAMPLES:,} times."


def test_kappa_is_scikit_learns_own() -> None:
    from sklearn.metrics import cohen_kappa_score

    random = np.random.default_rng(3)
    gold, ours = random.integers(0, 4, 60), random.integers(0, 4, 60)
    table = np.zeros((4, 4))
    np.add.at(table, (gold, ours), 1)
    expected = cohen_kappa_score(gold, ours, weights="quadratic", labels=[0, 1, 2, 3])
    assert float(kappa(table.ravel())) == pytest.approx(expected)


def test_macro_f1_leaves_out_what_nobody_has_or_counts_it_nought() -> None:
    counts = np.array([1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0])  # F1 of 1, none and 0.5
    assert figure(macro_f1, counts[None]) == 0.75
    assert figure(macro_f1_of_all, counts[None]) == 0.5


def test_a_class_that_is_absent_has_no_balance() -> None:
    assert figure(balanced, np.array([[3.0, 4.0, 0.0, 0.0]])) is None
    assert figure(balanced, np.array([[3.0, 4.0, 1.0, 2.0]])) == 0.625
