"""What a run measured in; the section of the card that tells it, in Markdown, out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from premark.detect.verb_depth import RAISED
from premark.train.move_cross import COPIES, INNER, OUTER, STRENGTHS, CurvePoint, mean_precision
from premark.train.move_figures import (
    HALF,
    brier,
    by_move,
    calibration_error,
    lost_by,
    macro_f1,
    none_figures,
    reliability,
    rises,
    scaled,
)
from premark.train.move_fit import PUBLIC, SHIPPED, Scores
from premark.train.move_measure import Measured
from premark.train.move_signs import ChiefFigures, RuleFigures

GAIN = 0.005  # of mean average precision, from four fifths of the files to all: more would help
WIDTH = 110
ALIKE = 2.0  # times the error after the line: up to it a value may be read as a probability


def report(measured: Measured, chief: ChiefFigures | None) -> str:
    """The whole section. `chief` is None where there were no labelled assignments."""
    labels, crossed = measured.corpus.labels, measured.crossed
    mended = scaled(labels, crossed.own, crossed.folds)
    parts = [
        _what(measured),
        *_whole(measured),
        *_each(measured, mended),
        *_calibration(measured, mended),
        _none(measured),
        *_curve(measured.curve),
        *_rules(measured),
        _chief(chief),
    ]
    return "\n\n".join(parts)


def prose(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), WIDTH, break_on_hyphens=False)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))


def point(value: float) -> str:
    """Three places, without the nought before them."""
    return f"{value:.3f}".replace("0.", ".", 1)


def listed(values: Sequence[float]) -> str:
    return ", ".join(f"{value:g}" for value in values)


def _what(measured: Measured) -> str:
    corpus, chosen = measured.corpus, measured.crossed.chosen
    picked = ", ".join(f"{c.strength:g} with {c.copy:g}" for c in chosen)
    return prose(f"""
        {len(corpus.texts):,} sentences of {len(corpus.documents)} files; encoder:
        {measured.encoder}. Nested cross-validation by file: {OUTER} outer folds measure; in each,
        {INNER} inner folds choose the inverse regularisation ({listed(STRENGTHS)}) and the weight
        of a copy ({listed(COPIES)}) by mean average precision over sentences and copies. They
        chose {picked}. The head that ships has {SHIPPED.strength:g} with {SHIPPED.copy:g}, the
        choice of {sum(c == SHIPPED for c in chosen)} of {OUTER}.""")


def _whole(measured: Measured) -> Iterator[str]:
    labels, crossed = measured.corpus.labels, measured.crossed
    told: list[tuple[str, Scores]] = [
        ("word TF-IDF, the same regression", crossed.words),
        ("the head", crossed.own),
        *zip(("the head, on misspelt copies", "on long copies"), crossed.copies, strict=True),
    ]
    rows = [
        (name, point(macro_f1(labels, scores)), point(mean_precision(labels, scores)))
        for name, scores in told
    ]
    if measured.public:
        precision, count = measured.public
        public = f"at the shipped setting, with {count:,} public sentences at {PUBLIC:g}"
        rows.append(("at the shipped setting", "", point(measured.curve[-1].precision)))
        rows.append((public, "", point(precision)))
    yield table(("all twelve moves", "macro-F1 at a half", "mean average precision"), rows)
    slips, length = (-lost_by(labels, scores, crossed.own) for scores in crossed.copies)
    yield prose(f"""A sentence's own moves lose {point(slips)} of their probability to slips and
        {point(length)} to length in the mean.""")


def _each(measured: Measured, mended: Scores) -> Iterator[str]:
    crossed = measured.crossed
    figures = by_move(measured.corpus.labels, crossed.own, crossed.words, mended)
    head = "move|sentences|average precision|words'|F1|words'|Brier|off|after a line".split("|")
    yield table(
        head,
        (
            (f.move, str(f.sentences), *map(point, (f.precision, f.words_precision, f.f1,
             f.words_f1, f.brier, f.off, f.off_mended)))
            for f in figures
        ),
    )  # fmt: skip
    behind = [f.move for f in figures if f.precision < f.words_precision]
    yield prose(f"""*Words'* is the baseline; *off* the expected calibration error in ten bins, as
        it is and after a line through the log-odds (Platt) that the other folds set. By average
        precision the words alone are better at {", ".join(behind) or "no move"}.""")


def _calibration(measured: Measured, mended: Scores) -> Iterator[str]:
    labels, both = measured.corpus.labels, (measured.crossed.own, mended)
    bins = zip(*(reliability(labels, scores) for scores in both), strict=True)
    yield table(
        ("value", "so many", "right", "after a line: so many", "right"),
        (
            (f"{own.low:.1f} to {own.high:.1f}", f"{own.count:,}", point(own.right),
             f"{line.count:,}", point(line.right) if line.count else "")
            for own, line in bins
        ),
    )  # fmt: skip
    errors = [calibration_error(labels, scores) for scores in both]
    briers = [brier(labels, scores) for scores in both]
    yield prose(f"""Reliability of every value (a sentence and a move). Brier score
        {point(briers[0])}, expected calibration error {point(errors[0])}; with the line
        {point(briers[1])} and {point(errors[1])}. {_honest(errors)}""")


def _honest(errors: Sequence[float]) -> str:
    if errors[0] <= ALIKE * errors[1]:
        return "The values may be read as probabilities."
    return """The head learns each move with its sentences weighing as much as all the others, so
        its values rank well and say too much: a half is a sign that is worth a look, not an even
        chance. The cut-offs downstream are set on these values, so the line is not in the file."""


def _none(measured: Measured) -> str:
    f = none_figures(measured.corpus.labels, measured.crossed.own)
    return prose(f"""None of these: {f.there:.1%} of the sentences make no move. In {f.share:.1%}
        no move reaches a half, rightly in {f.right:.0%} of those; of the sentences that make none,
        {f.found:.0%} are found so.""")


def _curve(curve: Sequence[CurvePoint]) -> Iterator[str]:
    yield table(
        ("files learned from", "sentences", "mean average precision"),
        ((f"{p.files} ({p.share:.0%})", f"{p.sentences:,}", point(p.precision)) for p in curve),
    )
    last, before = curve[-1], curve[-2]
    gain, up = last.precision - before.precision, rises(last.by_fold, before.by_fold)
    helped = "would help" if gain >= GAIN else "of this kind would help little"
    yield prose(f"""Learning curve at the shipped setting: more files {helped}. The last fifth of
        them added {gain:+.3f} (more in {up} of {len(last.by_fold)} folds), the fifth before it
        {before.precision - curve[-3].precision:+.3f}.""")


def _rules(measured: Measured) -> Iterator[str]:
    shipped = {RAISED: " (shipped)"}
    yield table(
        ("a rule adds to the log-odds", "macro-F1", "log loss"),
        (
            (f"{f.added:g}{shipped.get(f.added, '')}", point(f.f1), f"{f.loss:.4f}")
            for f in measured.added
        ),
    )
    moves = [rule for rule in measured.rules if rule.name.startswith("move ")]
    rules = [rule for rule in measured.rules if rule not in moves]
    yield prose(f"""Rules, right of found, on the corpus that they were chosen on: {_right(rules)}.
        By move: {_right(moves)}.""")


def _right(rules: Sequence[RuleFigures]) -> str:
    told = ((rule.name.removeprefix("move "), rule) for rule in rules)
    return ", ".join(f"{name} {rule.right} of {rule.found}" for name, rule in told)


def _chief(chief: ChiefFigures | None) -> str:
    if chief is None:
        return "Chief moves: no labelled assignments stand beside the corpus; the cut-offs stay."
    return prose(f"""Chief moves of {chief.paragraphs} labelled paragraphs, a document left out at
        a time: macro-F1 {point(chief.by_cut)} by the mean over its cut-off,
        {point(chief.by_half)} by any sentence over {HALF:g}.""")
