"""The engine's tools and a unit in; the same with one part taken out, out.

Nothing is set again when a part goes: weights and cut-offs were chosen with it there, so what a
figure loses is the most that the part is worth, and a part that loses nothing does not earn its
place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import log

import numpy as np

from premark.detect.base import Rules
from premark.detect.move_head import MoveHead
from premark.detect.move_rules import PHRASES, load_move_rules
from premark.pipeline import Tools
from premark.types.criteria import MOVES, Criterion, Pack, Topic

UNDECIDED = 0.44  # under a half, and over it once a rule has raised it: the rules alone decide
PLAIN = 0.42  # of "describe": a sentence of which nobody says anything is not called plain


@dataclass(frozen=True)
class Part:
    """A part of premark by name, and how to do without it."""

    key: str
    name: str
    tools: Callable[[Tools], Tools] = lambda tools: tools
    pack: Callable[[Pack], Pack] = lambda pack: pack
    headings: bool = True


def _matching(**weights: float) -> Callable[[Tools], Tools]:
    def without(tools: Tools) -> Tools:
        changed = tools.thresholds.matching.model_copy(update=weights)
        return replace(tools, thresholds=tools.thresholds.model_copy(update={"matching": changed}))

    return without


def _ruled(change: Callable[[Rules], Rules]) -> Callable[[Tools], Tools]:
    def without(tools: Tools) -> Tools:
        made = tools.rules
        return replace(tools, rules=lambda pack: change(made(pack)))

    return without


def _no_move_rules(rules: Rules) -> Rules:
    patterns = {kind: own for kind, own in rules.patterns.items() if kind != PHRASES}
    trees = replace(load_move_rules(), rules=(), _compiled={})
    return replace(rules, patterns=patterns, trees=trees)


def _no_classifier(rules: Rules) -> Rules:
    return replace(rules, head=undecided(rules.head))


def undecided(head: MoveHead) -> MoveHead:
    """A head that hears every move alike, a little less than likely; what a rule raises leads."""
    heard = np.array([PLAIN if move == "describe" else UNDECIDED for move in MOVES])
    bias = np.array([log(p / (1 - p)) for p in heard])
    return replace(head, weights=head.weights * 0.0, bias=bias, leads=heard + 1e-6)


def _each_criterion(key: str, change: Callable[[Criterion], Criterion]) -> Callable[[Pack], Pack]:
    """Another digest too, or the profiles of the whole pack would be taken for this one's."""

    def without(pack: Pack) -> Pack:
        criteria = tuple(change(c) for c in pack.criteria)
        digest = f"{pack.digest} without {key}"
        return pack.model_copy(update={"criteria": criteria, "digest": digest})

    return without


def _each_topic(change: Callable[[Topic], Topic]) -> Callable[[Criterion], Criterion]:
    return lambda c: c.model_copy(update={"topics": tuple(change(t) for t in c.topics)})


def _no_starts(criterion: Criterion) -> Criterion:
    return criterion.model_copy(update={"starting_points": ()})


def _no_examples(topic: Topic) -> Topic:
    return topic.model_copy(update={"examples": ()})


def _no_words(topic: Topic) -> Topic:
    return topic.model_copy(update={"words": (), "named": False})


PARTS = (
    Part("headings", "headings", headings=False),
    Part(
        "decoding",
        "decoding of the whole document",
        tools=_matching(to_next=0.0, to_other=0.0, to_none=0.0),
    ),
    Part("move-rules", "rules on moves", tools=_ruled(_no_move_rules)),
    Part("classifier", "classifier of moves", tools=_ruled(_no_classifier)),
    Part("starting-points", "starting points", pack=_each_criterion("starts", _no_starts)),
    Part(
        "examples",
        "example sentences of topics",
        pack=_each_criterion("examples", _each_topic(_no_examples)),
    ),
    Part("topic-words", "words of topics", pack=_each_criterion("words", _each_topic(_no_words))),
    Part("unit-words", "words of the unit (TF-IDF)", tools=_matching(words=0.0)),
    Part(
        "meaning",
        "embeddings in the map of passages",
        tools=_matching(asks=0.0, topics=0.0, starts=0.0, heading=0.0),
    ),
)
