"""Probabilities of sentences and what the rules see in them in; what a rule is worth, and from
which mean on a move is one of a passage's chief ones, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import f1_score, log_loss

from premark.detect.move_rules import MoveSeen, load_move_rules, moves_by_rule
from premark.detect.verb_depth import RAISED
from premark.packs.load import load_patterns
from premark.parse import Sentence
from premark.train.move_corpus import Corpus, Labels, Views
from premark.train.move_figures import log_odds
from premark.train.move_fit import Scores
from premark.types.criteria import MOVES

ADDED = (0.0, 0.5, 1.0, 1.5, 2.0)  # log-odds for a rule, tried
CUTS = np.linspace(0.02, 0.99, 60)  # quantiles of the means that are tried as cut-offs

Seen = Sequence[Sequence[MoveSeen]]


@dataclass(frozen=True)
class RuleFigures:
    """A rule, or a move as a rule and the classifier give it: how often seen, how often right."""

    name: str
    found: int
    right: int


@dataclass(frozen=True)
class AddedFigures:
    """What adding so much to the log-odds of a rule's move does to all values."""

    added: float
    f1: float
    loss: float


@dataclass(frozen=True)
class ChiefFigures:
    """Macro-F1 of paragraphs' moves, a document left out at a time, beside any sentence's half."""

    paragraphs: int
    by_cut: float
    by_half: float
    cuts: Scores


def seen_by_rules(views: Views) -> Seen:
    sentences = [Sentence(0, len(s.text), s.text, s) for s in views.spans]
    return moves_by_rule(sentences, load_move_rules(), load_patterns()["move"])


def rule_figures(labels: Labels, seen: Seen, scores: Scores) -> list[RuleFigures]:
    """Precision of each rule, and of each move as both readers give it, by name."""
    right, found = Counter[str](), Counter[str]()
    for i, rules in enumerate(seen):
        for name, moves in (given for rule in rules for given in _given(rule, scores[i])):
            right[name] += any(labels[i, MOVES.index(m)] for m in moves)
            found[name] += 1
    return [RuleFigures(name, found[name], right[name]) for name in sorted(found)]


def _given(rule: MoveSeen, scores: Scores) -> Iterator[tuple[str, Sequence[str]]]:
    likeliest = MOVES[_likeliest(rule, scores)]
    yield f"{rule.rule} {rule.moves[0]}" if rule.rule == "phrase" else rule.rule, rule.moves
    yield f"move {likeliest}", (likeliest,)


def _likeliest(rule: MoveSeen, scores: Scores) -> int:
    return max((MOVES.index(m) for m in rule.moves), key=lambda m: scores[m])


def raise_by(scores: Scores, seen: Seen, added: float = RAISED) -> Scores:
    """The values when each move that a rule sees is so much likelier, once a sentence."""
    odds = log_odds(scores)
    for i, rules in enumerate(seen):
        for m in sorted({_likeliest(rule, scores[i]) for rule in rules}):
            odds[i, m] += added
    return np.asarray(1 / (1 + np.exp(-odds)))


def added_figures(labels: Labels, seen: Seen, scores: Scores) -> list[AddedFigures]:
    found = []
    for added in ADDED:
        values = raise_by(scores, seen, added)
        loss = np.mean([log_loss(labels[:, m], values[:, m]) for m in range(len(MOVES))])
        f1 = f1_score(labels, values > 0.5, average="macro", zero_division=0)
        found.append(AddedFigures(added, float(f1), float(loss)))
    return found


def chief_figures(corpus: Corpus, values: Scores) -> ChiefFigures:
    """The mean from which each move is a paragraph's chief one, learned on all documents."""
    means = np.array([values[rows].mean(axis=0) for rows in corpus.paragraphs])
    gold = np.array([corpus.labels[rows[0]] for rows in corpus.paragraphs])
    names = np.array([corpus.files[rows[0]] for rows in corpus.paragraphs])
    ours = np.zeros(gold.shape)
    for name in sorted(set(names)):
        rest = names != name
        ours[~rest] = means[~rest] >= best_cuts(gold[rest], means[rest])
    best = np.array([values[rows].max(axis=0) > 0.5 for rows in corpus.paragraphs])
    by_cut, by_half = (
        float(f1_score(gold, guess, average="macro", zero_division=0)) for guess in (ours, best)
    )
    return ChiefFigures(len(gold), by_cut, by_half, best_cuts(gold, means))


def best_cuts(gold: Labels, means: Scores) -> Scores:
    """The quantile of each move's means at which its F1 is best, shape (12,)."""
    cuts = []
    for m in range(len(MOVES)):
        tried = np.quantile(means[:, m], CUTS)
        scores = [f1_score(gold[:, m], means[:, m] >= cut, zero_division=0) for cut in tried]
        cuts.append(tried[int(np.argmax(scores))])
    return np.array(cuts)
