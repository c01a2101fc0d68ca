"""Kernels and labels in; labels of unseen rows out. Ridge regression, a class against the rest.

Everything that is chosen (how strongly it is held back, how each class is offset) is chosen on the
training rows with their own writers left out, by the closed form of leaving out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

Matrix = NDArray[np.floating]
STRENGTHS = (0.3, 1.0, 3.0)  # how strongly it is held back, tried
OFFSETS = np.linspace(-0.6, 0.6, 25)
ROUNDS = 4
KEPT = 0.5  # of the best offsets: those of the training rows are a little too good for others
LARGE = 2000  # rows from which single precision is worth its saving


@dataclass(frozen=True)
class KernelHead:
    """`duals` has shape (training rows, classes), `offsets` (classes,)."""

    classes: NDArray[np.str_]
    duals: Matrix
    offsets: Matrix

    def predict(self, kernel: Matrix) -> NDArray[np.str_]:
        """Labels of unseen rows; `kernel` is (unseen, training)."""
        scores = (kernel + 1) @ self.duals + self.offsets
        return np.asarray(self.classes[scores.argmax(axis=1)])


def fit(kernel: Matrix, labels: NDArray[np.str_], groups: NDArray[np.generic]) -> KernelHead:
    """A head on (rows, rows); every class weighs the same, rows of a group are left out as one."""
    classes, which = np.unique(labels, return_inverse=True)
    tried = [_solve(kernel, which, groups, strength) for strength in STRENGTHS]
    f1 = [macro_f1(unseen.argmax(axis=1), which) for unseen, _ in tried]
    unseen, duals = tried[int(np.argmax(f1))]
    return KernelHead(classes, duals, _offsets(unseen, which) * KEPT)


def _solve(
    kernel: Matrix, which: NDArray[np.intp], groups: NDArray[np.generic], strength: float
) -> tuple[Matrix, Matrix]:
    """Scores of rows that were left out with their group, and the head's dual weights."""
    counts = np.bincount(which)
    held = strength * (counts * len(counts) / len(which))[which]
    dtype = np.float32 if len(which) > LARGE else np.float64
    inverse = _inverse((kernel + 1 + np.diag(held)).astype(dtype))
    wanted = np.where(np.arange(len(counts)) == which[:, None], 1.0, -1.0)
    duals = inverse @ wanted
    unseen = np.empty_like(wanted)
    for rows in _runs(groups):
        unseen[rows] = wanted[rows] - np.linalg.solve(inverse[np.ix_(rows, rows)], duals[rows])
    return unseen, duals


def _inverse(matrix: Matrix) -> Matrix:
    """Of a symmetric, positive matrix."""
    single = matrix.dtype == np.float32
    factor, invert = (lapack.spotrf, lapack.spotri) if single else (lapack.dpotrf, lapack.dpotri)
    half, failed = factor(matrix, lower=0, overwrite_a=1)
    half, failed_again = invert(half, lower=0, overwrite_c=1)
    if failed or failed_again:
        raise ValueError("the kernel is not positive")
    upper = np.triu(half)
    return np.asarray(upper + np.triu(upper, 1).T)


def _runs(groups: NDArray[np.generic]) -> list[NDArray[np.intp]]:
    order = np.argsort(groups, kind="stable")
    return np.split(order, np.flatnonzero(groups[order][1:] != groups[order][:-1]) + 1)


def _offsets(scores: Matrix, which: NDArray[np.intp]) -> Matrix:
    """What is added to each class's score for the best macro-F1, found a class at a time."""
    best, f1 = np.zeros(scores.shape[1]), macro_f1(scores.argmax(axis=1), which)
    for _ in range(ROUNDS):
        for j in range(len(best)):
            for offset in OFFSETS:
                tried = best.copy()
                tried[j] = offset
                now = macro_f1((scores + tried).argmax(axis=1), which)
                if now > f1 + 1e-4:
                    best, f1 = tried, now
    return best


def macro_f1(guess: NDArray[np.intp], which: NDArray[np.intp]) -> float:
    """Of class numbers; a class that is neither there nor guessed counts 0."""
    most = int(max(guess.max(), which.max())) + 1
    right = np.bincount(which[guess == which], minlength=most)
    sizes = np.bincount(which, minlength=most) + np.bincount(guess, minlength=most)
    return float(np.mean(2 * right / np.maximum(sizes, 1)))
