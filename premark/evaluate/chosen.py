"""Counts under many settings in; each document's counts under what served the others best, out."""

from __future__ import annotations

import numpy as np

from premark.evaluate.measures import Counts, Value


def chosen_without(value: Value, counts: Counts) -> Counts:
    """Counts of shape (settings, documents, k) in; (documents, k) out.

    For each document the setting by which the figure of all the others is best, the first of
    equals: a rival is then neither tuned on what it is measured on, nor left untuned.
    """
    return np.asarray(counts[best_without(value, counts), np.arange(counts.shape[1])])


def best_without(value: Value, counts: Counts) -> list[int]:
    """The setting that each document is given, by its number."""
    others = counts.sum(axis=1, keepdims=True) - counts
    figures = value(others)
    return [int(i) for i in np.where(np.isnan(figures), -np.inf, figures).argmax(axis=0)]
