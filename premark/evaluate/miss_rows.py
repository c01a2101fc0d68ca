"""A labelled assignment and its review in; each difference as a row of words, out, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from premark.evaluate import counts
from premark.evaluate.case import NO_CRITERION, NONE, Case, Codes
from premark.evaluate.gold import GoldBlock
from premark.evaluate.required import (
    element_pairs,
    is_false_shortfall,
    is_named,
    said_missing,
    shortfalls,
)
from premark.evaluate.sources import told_names, told_sources
from premark.plain import one_line
from premark.types.criteria import MOVES
from premark.types.evidence import Finding

Row = tuple[str, ...]
MOST = 60  # quotes in one cell
LETTERS = 400  # of a paragraph of which only the moves differ


def misplaced(case: Case) -> Iterator[Row]:
    held = {id(block): ids for block, ids in case.held}
    for block, gold, ours in case.sets():
        if gold != ours:
            ids = held[id(block)]
            yield _place(case, ids), _codes(gold), _codes(ours), block.words, _reason(case, ids)


def _place(case: Case, ids: Sequence[str]) -> str:
    passages = [p for p in case.review.passages if p.id in ids]
    return passages[0].pieces[0].at.label if passages else "not found in the file"


def _codes(codes: Codes) -> str:
    return NONE if codes == NO_CRITERION else ", ".join(sorted(codes))


def _reason(case: Case, ids: Sequence[str]) -> str:
    told = dict.fromkeys(
        f"{'' if match.primary else 'besides '}{match.criterion}: {match.because}"
        for criterion in case.review.criteria
        for match in criterion.matches
        if match.passage in ids
    )
    if not ids:
        return "No passage of the file holds these words."
    return "; ".join(told) or "No criterion came near enough."


def strengths(case: Case) -> Iterator[Row]:
    for label, review in case.criteria:
        if label.strength != review.strength:
            ours = [review.because, *shortfalls(review)]
            unmet = [f"unmet: {', '.join(label.unmet)}"] if label.unmet else []
            yield (
                review.criterion,
                label.strength,
                review.strength,
                _sentences([label.why, *unmet]),
                _sentences(ours),
            )


def verbs(case: Case) -> Iterator[Row]:
    for label, review in case.answered:
        state = review.verb.state
        if label.verb_met != (state == "met"):
            wanted = "met" if label.verb_met else "not met"
            yield (
                review.criterion,
                wanted,
                state.replace("_", " "),
                label.why,
                _sentences([review.verb.because, *review.verb.also]),
                _sentences([f"{e.move}: “{e.quote}” ({e.at.label})" for e in review.verb.evidence]),
            )


def unnamed(case: Case) -> Iterator[Row]:
    for label, review in case.answered:
        for text in label.unmet:
            if not is_named(text, review):
                yield review.criterion, text, _sentences(said_missing(review)) or "nothing"


def false_shortfalls(case: Case) -> Iterator[Row]:
    for label, review in case.answered:
        if is_false_shortfall(label, review):
            yield review.criterion, _sentences(shortfalls(review)), label.why


def elements(case: Case) -> Iterator[Row]:
    words = {True: "missing", False: "there"}
    for element in element_pairs(case):
        if element.labelled_missing != element.told_missing:
            yield (
                element.criterion,
                element.result.requirement,
                words[element.labelled_missing],
                words[element.told_missing],
                _sentences([element.result.because, *_quotes(element.result.evidence)]),
            )


def counted(case: Case) -> Iterator[Row]:
    for what, label, ours, kind in (
        ("citations in the text", "citations_in_text", "citations", "citation"),
        ("entries of the list", "references_listed", "references", "reference"),
    ):
        gold = getattr(case.gold.gold, label)
        count = getattr(case.review.cross_check, ours)
        if gold is not None and gold != count:
            found = (f for f in case.review.findings if f.kind == kind)
            yield what, str(gold), str(count), _listed(found)


def mismatches(case: Case) -> Iterator[Row]:
    for side in told_sources(case):
        for source in sorted(side.labelled - side.told):
            yield side.what, side.labels[source], "named", "missed"
        for source in sorted(side.told - side.labelled):
            yield side.what, side.found[source], "not named", "told"


def models(case: Case, canonical: Any) -> Iterator[Row]:
    gold, ours = counts.model_mentions(case, canonical)
    for name in sorted(gold.keys() | ours.keys()):
        if gold.get(name, 0) != ours.get(name, 0):
            found = (
                f for f in case.review.findings if f.kind == "named-model" and f.key == name
            )
            yield name, str(gold.get(name, 0)), str(ours.get(name, 0)), _listed(found)


def quantities(case: Case) -> Iterator[Row]:
    kinds = ("session", "claim", "months", "client")
    for name, gold, ours in counts.quantity_pairs(case):
        if gold != ours:
            found = (f for f in case.review.findings if f.kind in kinds)
            yield name, f"{gold:g}", f"{ours:g}", _listed(found)


def names(case: Case) -> Iterator[Row]:
    told = told_names(case)
    for name in told.missed:
        yield name, "missed", "", ""
    for finding in told.false:
        yield finding.key, "told beside", finding.at.label, finding.quote


def moves(case: Case) -> Iterator[Row]:
    paragraphs: list[GoldBlock] = [
        b for b in case.blocks if b.type == "para" and b.moves is not None
    ]
    pairs = zip(paragraphs, counts.move_pairs(case), strict=True)
    for number, (block, (gold, ours)) in enumerate(pairs, start=1):
        if gold != ours:
            missed, beside = _in_order(gold - ours), _in_order(ours - gold)
            yield str(number), missed, beside, one_line(block.words, LETTERS)


def _in_order(moves: Codes) -> str:
    return ", ".join(move for move in MOVES if move in moves) or "none"


def _quotes(found: Iterable[Finding]) -> list[str]:
    return [f"“{one_line(f.quote, 160)}” ({f.at.label})" for f in found]


def _listed(found: Iterable[Finding]) -> str:
    quotes = _quotes(found)
    more = [f"{len(quotes) - MOST} more"] if len(quotes) > MOST else []
    return " · ".join([*quotes[:MOST], *more]) or "nothing"


def _sentences(texts: Sequence[str]) -> str:
    return " · ".join(text for text in texts if text)
