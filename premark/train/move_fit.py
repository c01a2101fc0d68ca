"""Labelled sentences with their views in; twelve regressions with their two vocabularies out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import vstack
from sklearn.linear_model import LogisticRegression

from premark.errors import ReadError
from premark.train.move_corpus import Corpus, Labels, Views
from premark.train.move_views import join_texts, new_vectorizer
from premark.types.criteria import MOVES

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Setting:
    """How strongly the head is held back (inverse regularisation), and what a copy weighs."""

    strength: float = 2.0
    copy: float = 0.25  # beside its sentence's 1: at 0.5 the verb of assignments fell by .02


SHIPPED = Setting()
PUBLIC = 0.25  # weight of a row of a public set, whose labels only lie near our moves


@dataclass(frozen=True)
class Lessons:
    """A corpus with its views: `own` as its sentences stand, `copies` misspelt and at length.

    `public` are rows of other sets with their labels, learned from in every fold, never tested.
    """

    corpus: Corpus
    own: Views
    copies: tuple[Views, ...]
    public: tuple[Views, Labels] | None = None

    @property
    def every(self) -> tuple[Views, ...]:
        return (self.own, *self.copies)


@dataclass(frozen=True)
class Trained:
    """A regression a move, and the vocabularies of its two worded views."""

    heads: list[LogisticRegression]
    bones: Any
    lemmas: Any

    def probabilities(self, views: Views, rows: Sequence[int] | NDArray[np.intp]) -> Scores:
        """Shape (rows, 12), in the order of MOVES."""
        return predicted(self.heads, joined(views, rows, self.bones, self.lemmas))


def joined(views: Views, rows: Any, bones: Any, lemmas: Any) -> Any:
    built = [views.built[i] for i in rows], [views.lemmas[i] for i in rows]
    return join_texts(built, (views.vectors[rows], views.before[rows]), bones, lemmas)


def train(lessons: Lessons, rows: Any, setting: Setting = SHIPPED) -> Trained:
    """Learned on `rows` and their copies; vocabularies are those of the sentences as they stand."""
    bones, lemmas = new_vectorizer(3), new_vectorizer(2)
    bones.fit([lessons.own.built[i] for i in rows])
    lemmas.fit([lessons.own.lemmas[i] for i in rows])
    every = lessons.every if setting.copy else (lessons.own,)
    parts = [joined(each, rows, bones, lemmas) for each in every]
    labels = [lessons.corpus.labels[rows]] * len(every)
    weights = np.repeat([1.0, *[setting.copy] * (len(every) - 1)], len(rows))
    if lessons.public:
        views, told = lessons.public
        parts.append(joined(views, range(len(told)), bones, lemmas))
        labels.append(told)
        weights = np.append(weights, np.full(len(told), PUBLIC))
    features = vstack(parts)
    return Trained(fit(features, np.vstack(labels), setting.strength, weights), bones, lemmas)


def fit(
    features: Any, labels: Labels, strength: float, weights: Scores | None = None
) -> list[LogisticRegression]:
    """A regression a move, its sentences and the others weighing the same. Raises ReadError."""
    for m, move in enumerate(MOVES):
        if len(np.unique(labels[:, m])) < 2:
            hint = "Give more sentences of it, in more files."
            raise ReadError(f"{move}: in none of the sentences that a fold learns from", hint=hint)
    return [
        LogisticRegression(C=strength, class_weight="balanced", max_iter=4000).fit(
            features, labels[:, m], weights
        )
        for m in range(len(MOVES))
    ]


def predicted(heads: Sequence[LogisticRegression], features: Any) -> Scores:
    return np.array([head.predict_proba(features)[:, 1] for head in heads]).T
