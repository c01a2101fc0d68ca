"""A folder of labelled sentences in; what a head that is trained on them is worth, out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from premark.embed import Embedder
from premark.train.move_corpus import (
    Corpus,
    Labels,
    Views,
    copies_of,
    read_assignments,
    read_moves,
    read_texts,
    read_views,
    read_wrappings,
)
from premark.train.move_cross import (
    Crossed,
    CurvePoint,
    learning_curve,
    mean_precision,
    nested,
    outer_folds,
)
from premark.train.move_fit import Lessons, Trained, train
from premark.train.move_signs import (
    AddedFigures,
    ChiefFigures,
    RuleFigures,
    added_figures,
    chief_figures,
    raise_by,
    rule_figures,
    seen_by_rules,
)
from premark.train.public import PublicRow, public_sets, read_public
from premark.types.criteria import MOVES

ASSIGNMENTS = "assignments"  # beside the folder of sentences
Say = Callable[[str], None]


@dataclass(frozen=True)
class Measured:
    """Everything that the report tells of a run; `public` is mean average precision with the
    public sets learned from as well, and how many of their rows."""

    corpus: Corpus
    encoder: str
    crossed: Crossed
    curve: list[CurvePoint]
    rules: list[RuleFigures]
    added: list[AddedFigures]
    public: tuple[float, int] | None = None


def read_lessons(folder: Path, encoder: Embedder, public: Path | None, said: Say) -> Lessons:
    """The sentences of a folder with their copies, and those of the public sets where asked for.

    Raises ReadError.
    """
    corpus, wrappings = read_moves(folder), read_wrappings(folder)
    rows = public_rows(public) if public else []
    said(f"reading {len(corpus.texts)} sentences and two copies of each")
    own = read_views(corpus, encoder)
    lessons = Lessons(corpus, own, copies_of(own, wrappings, encoder))
    if rows:
        said(f"reading {len(rows)} public sentences")
        lessons = replace(lessons, public=_taught(rows, encoder))
    return lessons


def public_rows(folder: Path) -> list[tuple[str, list[str]]]:
    """Sentences of the sets that may train, with the moves nearest to their labels."""
    found = []
    for name, known in public_sets().items():
        for row in read_public(name, folder) if known.may_train and known.moves else ():
            found.extend(_nearest(row, known.moves))
    return found


def _nearest(row: PublicRow, moves: Mapping[str, list[str]]) -> list[tuple[str, list[str]]]:
    return [(row.text, moves[label]) for label in row.labels if label in moves]


def _taught(rows: list[tuple[str, list[str]]], encoder: Embedder) -> tuple[Views, Labels]:
    labels = np.array([[int(move in moves) for move in MOVES] for _, moves in rows])
    return read_texts([text for text, _ in rows], encoder), labels


def measure(lessons: Lessons, encoder: str, said: Say) -> Measured:
    """Every figure, by files that were not trained on; the public sets only in their own."""
    alone = replace(lessons, public=None)
    crossed, labels = nested(alone, said), lessons.corpus.labels
    seen = seen_by_rules(lessons.own)
    public = None
    if lessons.public:
        said("with the public sets")
        public = _with_public(lessons), len(lessons.public[1])
    return Measured(
        lessons.corpus,
        encoder,
        crossed,
        learning_curve(alone, said),
        rule_figures(labels, seen, crossed.own),
        added_figures(labels, seen, crossed.own),
        public,
    )


def _with_public(lessons: Lessons) -> float:
    scores = np.zeros(lessons.corpus.labels.shape)
    for seen, unseen in outer_folds(lessons):
        scores[unseen] = train(lessons, seen).probabilities(lessons.own, unseen)
    return mean_precision(lessons.corpus.labels, scores)


def train_head(lessons: Lessons) -> Trained:
    """The head that ships: learned on every sentence, at the shipped setting."""
    return train(lessons, range(len(lessons.corpus.texts)))


def chief(head: Trained, corpus: Path, encoder: Embedder) -> ChiefFigures | None:
    """The chief moves' cut-offs by the assignments beside the corpus; None where none are there."""
    assignments = read_assignments(corpus.resolve().parent / ASSIGNMENTS)
    if assignments is None:
        return None
    there = read_views(assignments, encoder)
    scores = head.probabilities(there, range(len(assignments.texts)))
    return chief_figures(assignments, raise_by(scores, seen_by_rules(there)))
