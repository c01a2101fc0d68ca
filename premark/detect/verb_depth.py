"""Sentences with their vectors in; the moves that each makes, by two readers, out."""

from __future__ import annotations

from collections.abc import Iterator

from premark.detect.base import Rules, Seen
from premark.parse import ParsedPassage, Sentence
from premark.patterns import Hit, search
from premark.types.criteria import MOVES
from premark.types.evidence import Finding

LEAST = 0.35  # probabilities under this are not kept, to keep a review small
RAISED = 0.15  # what a phrase adds to the classifier's probability: a sign, never proof


def verb_depth(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: the moves of each sentence (explains, questions, takes a view, says why...).

    Why: a verb asks for moves; describing is not analysing, whatever words it is dressed in.
    Two readers stand side by side: the classifier, which hears criticism without cue words, and
    phrases, which explain themselves. A phrase alone never makes a move.
    Known limits: reads one sentence at a time; irony and quotation are taken at their word.
    """
    spans = [s.span for p in seen.parsed for s in p.sentences]
    scores = rules.head.predict(spans, seen.vectors)
    row = 0
    for parsed in seen.parsed:
        for sentence in parsed.sentences:
            if parsed.passage.kind != "row" and not _announces(sentence, rules):
                yield from _moves(parsed, sentence, [float(x) for x in scores[row]], rules)
            row += 1


def _announces(sentence: Sentence, rules: Rules) -> bool:
    """Saying that one will analyse, or has analysed, is not analysing."""
    patterns = rules.patterns.get("announcement")
    return patterns is not None and bool(search(patterns, sentence.text))


def _moves(
    parsed: ParsedPassage, sentence: Sentence, scores: list[float], rules: Rules
) -> Iterator[Finding]:
    patterns = rules.patterns.get("move")
    hits: dict[str, Hit] = {}
    for hit in search(patterns, sentence.text) if patterns else ():
        hits.setdefault(hit.key, hit)
    at = parsed.passage.locate(sentence.start, sentence.end)
    for move, score in zip(MOVES, scores, strict=True):
        phrase = hits[move].phrase if move in hits else ""
        value = min(0.99, score + (RAISED if phrase else 0.0))
        if value < LEAST:
            continue
        said = f", and the phrase {phrase!r} says so" if phrase else ""
        yield Finding(
            detector="verb_depth",
            rule="both" if phrase else "classifier",
            kind="move",
            key=move,
            at=at,
            quote=sentence.text[: at.end - at.start],
            because=f"the classifier reads this sentence as {move} ({score:.2f}){said}",
            passage=parsed.passage.id,
            value=round(value, 4),
        )
