"""Sentences with their vectors in; the moves that each makes, by two readers, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from premark.detect.base import Rules, Seen
from premark.detect.move_head import vectors_before
from premark.detect.move_rules import (
    PHRASES,
    MoveSeen,
    is_hollow,
    load_move_rules,
    moves_by_rule,
)
from premark.parse import ParsedPassage, Sentence
from premark.patterns import search
from premark.types.criteria import MOVES
from premark.types.evidence import Finding

LEAST = 0.35  # values under this are not kept, to keep a review small
RAISED = 0.5  # log-odds that a rule adds, by `premark train moves`: a sign, never proof
DENIED = 0.2  # a rule's move that the classifier hears less than this: the readers disagree
HOLLOW = 0.45  # the most that a sentence of cue words is worth: never a move more likely than not
LIKELY = 0.5
DISAGREE = "the readers disagree"

Reader = Literal["both", "classifier", "rules"]


@dataclass(frozen=True)
class Reading:
    """A sentence as both readers have it. `scores` and `values` are in the order of MOVES."""

    sentence: Sentence
    scores: NDArray[np.float64]
    values: NDArray[np.float64]
    rules: dict[str, MoveSeen]
    hollow: bool


def verb_depth(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: the moves of each sentence (explains, questions, takes a view, says why...).

    Why: a verb asks for moves; describing is not analysing, whatever words it is dressed in.
    Two readers stand side by side: the classifier, which hears criticism without cue words, and
    rules on phrases and grammar, which explain themselves. A rule alone never makes a move;
    where the readers disagree, the finding says so, and its fact `readers` too. The fact `leads`
    says whether the move is one of its passage's chief ones.
    Openers ("However", "I realised that") are not heard: anybody can put them before anything.
    Known limits: reads one sentence with the one before it; irony and quotation are taken at
    their word.
    """
    scores = _scores(seen, rules)
    row = 0
    for parsed in seen.parsed:
        own = scores[row : row + len(parsed.sentences)]
        row += len(parsed.sentences)
        if parsed.passage.kind != "row":
            yield from _passage(parsed, own, rules)


def _scores(seen: Seen, rules: Rules) -> NDArray[np.float64]:
    spans = [s.bare.span for p in seen.parsed for s in p.sentences]
    before = vectors_before((len(p.sentences) for p in seen.parsed), seen.vectors)
    return rules.head.predict(spans, seen.vectors, before)


def _passage(parsed: ParsedPassage, scores: NDArray[np.float64], rules: Rules) -> Iterator[Finding]:
    readings = _readings(parsed, scores, rules)
    if not readings:
        return
    chief = chief_moves(np.array([r.values for r in readings]), rules.head.leads)
    for i, reading in enumerate(readings):
        for j, move in enumerate(MOVES):
            value = float(reading.values[j])
            if value >= LEAST or chief[i, j] or _denied(reading, j):
                yield _finding(parsed, reading, move, leads=bool(chief[i, j]))


def _readings(parsed: ParsedPassage, scores: NDArray[np.float64], rules: Rules) -> list[Reading]:
    trees = rules.trees or load_move_rules()
    bare = [sentence.bare for sentence in parsed.sentences]
    by_rule = moves_by_rule(bare, trees, rules.patterns.get(PHRASES))
    return [
        read_sentence(sentence, row, seen, hollow=is_hollow(sentence, trees))
        for sentence, row, seen in zip(parsed.sentences, scores, by_rule, strict=True)
        if not announces(sentence, rules)
    ]


def announces(sentence: Sentence, rules: Rules) -> bool:
    """Saying that one will analyse, or has analysed, is not analysing."""
    patterns = rules.patterns.get("announcement")
    return patterns is not None and bool(search(patterns, sentence.text))


def read_sentence(
    sentence: Sentence, scores: NDArray[np.float64], seen: Sequence[MoveSeen], *, hollow: bool
) -> Reading:
    """Both readers together: a rule raises the likeliest of its moves; a hollow one is held."""
    said: dict[str, MoveSeen] = {}
    for each in seen:
        likeliest = max(each.moves, key=lambda move: scores[MOVES.index(move)])
        said.setdefault(likeliest, each)
    raised = np.array([RAISED if move in said else 0.0 for move in MOVES])
    held = np.clip(scores, 1e-6, 1 - 1e-6)
    values = 1 / (1 + np.exp(-(np.log(held / (1 - held)) + raised)))
    hollow = hollow and not said
    return Reading(sentence, scores, np.minimum(values, HOLLOW if hollow else 0.99), said, hollow)


def chief_moves(values: NDArray[np.float64], leads: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Where the chief moves of a passage stand, shape (sentences, 12).

    A move is chief when its mean over the sentences reaches its cut-off; it stands in every
    sentence that more likely than not makes it, and at least in the likeliest.
    """
    chief = values.mean(axis=0) >= leads
    best = values == values.max(axis=0)
    return np.asarray(chief & (best | (values >= LIKELY)))


def _denied(reading: Reading, j: int) -> bool:
    return MOVES[j] in reading.rules and float(reading.scores[j]) < DENIED


def _finding(parsed: ParsedPassage, reading: Reading, move: str, *, leads: bool) -> Finding:
    sentence, j = reading.sentence, MOVES.index(move)
    at = parsed.passage.locate(sentence.start, sentence.end)
    reader, because = _said(reading, move)
    return Finding(
        detector="verb_depth",
        rule=reader,
        kind="move",
        key=move,
        at=at,
        quote=sentence.text[: at.end - at.start],
        because=because,
        passage=parsed.passage.id,
        value=round(float(reading.values[j]), 4),
        facts=(("leads", "yes" if leads else "no"), *_disagreed(because)),
    )


def _disagreed(because: str) -> tuple[tuple[str, str], ...]:
    return (("readers", "disagree"),) if because.startswith(DISAGREE) else ()


def _said(reading: Reading, move: str) -> tuple[Reader, str]:
    score = float(reading.scores[MOVES.index(move)])
    heard = f"the classifier reads this sentence as {move} ({score:.2f})"
    rule = reading.rules.get(move)
    if reading.hollow and score > HOLLOW:
        hollow = "there is little in it beside words that sound like depth"
        return "classifier", f"{DISAGREE}: {heard}, but no rule does, and {hollow}"
    if rule is None:
        return "classifier", f"{heard}; no rule speaks for it"
    seen = f"{rule.says} ({rule.words!r})"
    if score < DENIED:
        doubt = f"the classifier hardly hears it ({score:.2f})"
        return "rules", f"{DISAGREE}: a rule sees {move}, {seen}, but {doubt}"
    return "both", f"{heard}, and so does a rule: {seen}"
