"""Figures of the moves head: small cases worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from premark.train.move_figures import (
    brier,
    by_move,
    calibration_error,
    none_figures,
    reliability,
    scaled,
)
from premark.types.criteria import MOVES


def test_bins_hold_how_often_a_value_was_right() -> None:
    bins = reliability([1, 0, 1, 1], [0.05, 0.05, 0.95, 1.0])
    assert [b.count for b in bins] == [2, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert bins[0].right == 0.5 and bins[9].right == 1.0
    assert bins[9].said == pytest.approx(0.975)


def test_the_error_is_how_far_each_bin_is_off_by_its_size() -> None:
    """Three values of .8 of which one is right, one of .2 that is wrong: (3 x .467 + .2) / 4."""
    error = calibration_error([1, 0, 0, 0], [0.8, 0.8, 0.8, 0.2])
    assert error == pytest.approx((3 * (0.8 - 1 / 3) + 0.2) / 4)


def test_values_that_hold_good_have_no_error() -> None:
    assert calibration_error([1, 0, 0, 0], [0.25] * 4) == pytest.approx(0)


def test_the_brier_score_is_the_mean_square() -> None:
    assert brier(np.array([[1, 0]]), np.array([[0.5, 0.1]])) == pytest.approx(0.13)


def test_silence_is_right_where_a_sentence_makes_no_move() -> None:
    labels = np.array([[0, 0], [0, 0], [1, 0], [0, 1]])
    scores = np.array([[0.1, 0.2], [0.7, 0.1], [0.2, 0.3], [0.1, 0.9]])
    told = none_figures(labels, scores)
    assert (told.share, told.right, told.found, told.there) == (0.5, 0.5, 0.5, 0.5)


def test_no_silence_at_all_is_no_fault_of_arithmetic() -> None:
    told = none_figures(np.array([[1]]), np.array([[0.9]]))
    assert (told.share, told.right, told.found) == (0, 0, 0)


def test_a_line_set_by_other_folds_mends_values_that_say_too_much() -> None:
    draw = np.random.default_rng(3)
    true = draw.uniform(0.02, 0.5, 900)
    labels = (draw.uniform(size=900) < true).astype(int)[:, None]
    odds = np.log(true / (1 - true)) + 2  # as if each move weighed as much as all the others
    said = (1 / (1 + np.exp(-odds)))[:, None]
    mended = scaled(labels, said, np.arange(900) % 3)
    before, after = calibration_error(labels, said), calibration_error(labels, mended)
    assert before > 0.25 and after < 0.06
    assert brier(labels, mended) < brier(labels, said)


def test_a_fold_takes_no_part_in_the_line_of_its_own_values() -> None:
    draw = np.random.default_rng(5)
    labels, said = draw.integers(0, 2, (60, 1)), draw.uniform(0.1, 0.9, (60, 1))
    folds = np.arange(60) % 3
    other = labels.copy()
    other[folds == 0] = 1 - other[folds == 0]
    here = folds == 0
    assert np.allclose(scaled(labels, said, folds)[here], scaled(other, said, folds)[here])


def test_each_move_has_its_row_beside_the_baseline() -> None:
    labels = np.tile(np.array([[1], [1], [0], [0]]), (1, len(MOVES)))
    good = np.tile(np.array([[0.9], [0.8], [0.2], [0.1]]), (1, len(MOVES)))
    rows = by_move(labels, good, 1 - good, good)
    assert [row.move for row in rows] == list(MOVES)
    assert all(row.precision == 1.0 and row.f1 == 1.0 and row.sentences == 2 for row in rows)
    assert all(row.words_precision < 0.6 and row.words_f1 == 0.0 for row in rows)
