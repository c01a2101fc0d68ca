"""Lessons in; the probabilities of sentences whose file was not trained on, out.

Nested: the outer folds measure, and what is chosen is chosen by inner folds of the rest. Every fold
is cut by file, so that neighbours, which share matter and wording, never stand on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold

from premark.train.move_corpus import Labels
from premark.train.move_fit import SHIPPED, Lessons, Scores, Setting, fit, predicted, train

OUTER, INNER = 5, 2
STRENGTHS, COPIES = (0.5, 2.0, 8.0), (0.0, 0.25, 0.5)  # that the inner folds choose from
SHARES = (0.2, 0.4, 0.6, 0.8, 1.0)  # of the files, for the learning curve

Rows = Any  # an array of indices
Say = Callable[[str], None]


@dataclass(frozen=True)
class Crossed:
    """Probabilities of unseen sentences, each (n, 12): as they stand, misspelt, at length, and the
    baseline's; `folds` tells in which outer fold each was tested, `chosen` what each fold chose."""

    own: Scores
    copies: tuple[Scores, ...]
    words: Scores
    folds: Any
    chosen: tuple[Setting, ...]


@dataclass(frozen=True)
class CurvePoint:
    """Mean average precision and where it rose, when this share of the files was trained on."""

    share: float
    files: int
    sentences: int
    precision: float
    by_fold: tuple[float, ...]


def outer_folds(lessons: Lessons) -> list[tuple[Rows, Rows]]:
    return list(_folds(lessons, np.arange(len(lessons.corpus.texts)), OUTER))


def _folds(lessons: Lessons, rows: Rows, count: int) -> Iterator[tuple[Rows, Rows]]:
    files = lessons.corpus.files[rows]
    for seen, unseen in GroupKFold(count).split(rows, groups=files):
        yield rows[seen], rows[unseen]


def mean_precision(labels: Labels, scores: Scores) -> float:
    """Mean over the moves that occur of the average precision."""
    there = [m for m in range(labels.shape[1]) if labels[:, m].any()]
    return float(np.mean([average_precision_score(labels[:, m], scores[:, m]) for m in there]))


def nested(lessons: Lessons, said: Say) -> Crossed:
    """Each file tested once, by heads whose setting the other files chose."""
    labels = lessons.corpus.labels
    every = [np.zeros(labels.shape) for _ in lessons.every]
    words, folds = np.zeros(labels.shape), np.zeros(len(labels), dtype=int)
    chosen = []
    for fold, (seen, unseen) in enumerate(outer_folds(lessons)):
        said(f"fold {fold + 1} of {OUTER}: {len(seen)} sentences learned, {len(unseen)} tested")
        chosen.append(choose(lessons, seen))
        head = train(lessons, seen, chosen[-1])
        for scores, views in zip(every, lessons.every, strict=True):
            scores[unseen] = head.probabilities(views, unseen)
        words[unseen], folds[unseen] = by_words(lessons, seen, unseen), fold
    return Crossed(every[0], tuple(every[1:]), words, folds, tuple(chosen))


def choose(lessons: Lessons, rows: Rows) -> Setting:
    """The best strength at the shipped weight of a copy, then the best weight at that strength."""
    tried = {s: worth(lessons, rows, s) for s in (Setting(c, SHIPPED.copy) for c in STRENGTHS)}
    strength = max(tried, key=lambda s: tried[s]).strength
    for setting in (Setting(strength, copy) for copy in COPIES):
        if setting not in tried:
            tried[setting] = worth(lessons, rows, setting)
    return max((s for s in tried if s.strength == strength), key=lambda s: tried[s])


def worth(lessons: Lessons, rows: Rows, setting: Setting) -> float:
    """Mean average precision by inner folds, over sentences as they stand and over their copies:
    how a thing is written may not move its depth."""
    labels = lessons.corpus.labels
    found = [np.zeros(labels.shape) for _ in lessons.every]
    for seen, unseen in _folds(lessons, rows, INNER):
        head = train(lessons, seen, setting)
        for scores, views in zip(found, lessons.every, strict=True):
            scores[unseen] = head.probabilities(views, unseen)
    return float(np.mean([mean_precision(labels[rows], scores[rows]) for scores in found]))


def by_words(lessons: Lessons, seen: Rows, unseen: Rows) -> Scores:
    """The baseline: TF-IDF of one and two words, the same regression."""
    texts = lessons.corpus.texts
    plain = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    features = plain.fit_transform([texts[i] for i in seen])
    heads = fit(features, lessons.corpus.labels[seen], SHIPPED.strength)
    return predicted(heads, plain.transform([texts[i] for i in unseen]))


def learning_curve(lessons: Lessons, said: Say) -> list[CurvePoint]:
    """What the shipped setting reaches when it learns from a share of the files of each fold."""
    points = []
    for share in SHARES:
        said(f"learning curve: {share:.0%} of the files")
        points.append(_point(lessons, share))
    return points


def _point(lessons: Lessons, share: float) -> CurvePoint:
    labels, scores = lessons.corpus.labels, np.zeros(lessons.corpus.labels.shape)
    sizes, each = [], []
    for fold, (seen, unseen) in enumerate(outer_folds(lessons)):
        part, files = _share(lessons, seen, share, fold)
        scores[unseen] = train(lessons, part).probabilities(lessons.own, unseen)
        each.append(mean_precision(labels[unseen], scores[unseen]))
        sizes.append((files, len(part)))
    files, sentences = (round(float(mean)) for mean in np.mean(sizes, axis=0))
    return CurvePoint(share, files, sentences, mean_precision(labels, scores), tuple(each))


def _share(lessons: Lessons, rows: Rows, share: float, seed: int) -> tuple[Rows, int]:
    """The rows of a share of their files, drawn by seed: a smaller share lies in each larger."""
    files = sorted(set(lessons.corpus.files[rows]))
    drawn = np.random.default_rng(seed).permutation(files)[: max(2, round(share * len(files)))]
    return rows[np.isin(lessons.corpus.files[rows], drawn)], len(drawn)
