"""premark's levels and assessors' judgements in; how often they say the same, and where not, out.

Ranges come of drawing submissions again, as one submission's judgements stand together. Of fewer
than LEAST submissions, and where every judgement agrees or none does, they are Wilson's of as many
submissions: as wide as if each had one judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from premark.cohort.figures.decisions import Decision
from premark.cohort.figures.draws import drawn, figure, over, share
from premark.cohort.figures.picture import Agreement, AgreementRow, Figure, RuleRow
from premark.cohort.figures.tally import ABSENT, CANNOT_TELL, MET, NOT_FOUND, SHORT, Counted, Tally
from premark.cohort.figures.wording import say, verbs_said
from premark.evaluate.measures import LEVELS, Counts, kappa
from premark.report.words import numbered
from premark.types.evidence import STRENGTHS

TOP = LEVELS - 1
LEAST = 8  # submissions under which drawing again tells too narrow a range
VERB_MET, VERB_NOT_MET = 0, 1
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Pair:
    """A judgement beside premark's level: rows and columns of the counts, levels as numbers.

    For a judgement in two words both levels are at the ends: under the cut 0, above it TOP.
    `level` is premark's own in either case, `word` what was decided.
    """

    submission: int
    column: int
    assessor: str
    ours: int
    theirs: int
    by_cut: bool
    level: int
    word: str

    @property
    def sign(self) -> int:
        """1 where the judgement is the higher of the two, -1 where it is the lower."""
        return (self.theirs > self.ours) - (self.theirs < self.ours)


@dataclass(frozen=True)
class Paired:
    """Judgements that have a level beside them, and those where premark cannot tell."""

    pairs: tuple[Pair, ...]
    untold: tuple[Decision, ...]

    @property
    def decisions(self) -> int:
        return len(self.pairs) + len(self.untold)


def paired(decisions: Sequence[Decision], tally: Tally, counts: Counted) -> Paired:
    """Each decision on a submission that was reviewed, beside premark's level."""
    rows = {submission: row for row, submission in enumerate(counts.submissions)}
    columns = {criterion.id: i for i, criterion in enumerate(tally.pack.criteria)}
    pairs: list[Pair] = []
    untold: list[Decision] = []
    for each in decisions:
        if each.submission not in rows or each.criterion not in columns:
            continue
        place = (rows[each.submission], columns[each.criterion])
        ours = int(counts.levels[place])
        if ours == CANNOT_TELL:
            untold.append(each)
        elif ours != ABSENT:
            pairs.append(_pair(each, place, ours))
    return Paired(tuple(pairs), tuple(untold))


def _pair(decision: Decision, place: tuple[int, int], ours: int) -> Pair:
    if decision.level is not None:
        sides, by_cut = (ours, decision.level), False
    else:
        sides, by_cut = (TOP * (ours >= (decision.cut or 0)), TOP * bool(decision.above)), True
    return Pair(*place, decision.assessor, *sides, by_cut, ours, decision.word)


def agreement(found: Paired, tally: Tally, counts: Counted, seed: int) -> Agreement | None:
    """Of everything, by criterion and by assessor; None without a judgement."""
    if not found.decisions:
        return None
    codes = [criterion.id for criterion in tally.pack.criteria]
    assessors = sorted({p.assessor for p in found.pairs} | {d.assessor for d in found.untold})
    rows = [
        _row("all", "", found.pairs, len(found.untold), seed),
        *(_of_criterion(found, column, code, seed) for column, code in enumerate(codes)),
        *(_of_assessor(found, name, seed) for name in assessors),
    ]
    submissions = {counts.submissions[p.submission] for p in found.pairs}
    submissions |= {d.submission for d in found.untold}
    said = say(
        "agreement.of",
        judgements=numbered(found.decisions, "judgement"),
        submissions=numbered(len(submissions), "submission"),
        assessors=numbered(len(assessors), "assessor"),
    )
    return Agreement(
        rows=tuple(row for row in rows if row.judgements),
        rules=rules(found.pairs, tally, counts),
        said=(said, *_says()),
    )


def _says() -> Iterator[str]:
    for name in ("scale", "ranges", "tool", "rules"):
        yield say(f"agreement.{name}", least=LEAST)


def _of_criterion(found: Paired, column: int, code: str, seed: int) -> AgreementRow:
    pairs = [pair for pair in found.pairs if pair.column == column]
    return _row("criterion", code, pairs, sum(d.criterion == code for d in found.untold), seed)


def _of_assessor(found: Paired, name: str, seed: int) -> AgreementRow:
    pairs = [pair for pair in found.pairs if pair.assessor == name]
    return _row("assessor", name, pairs, sum(d.assessor == name for d in found.untold), seed)


def _row(by: str, name: str, pairs: Sequence[Pair], untold: int, seed: int) -> AgreementRow:
    four = _tables([pair for pair in pairs if not pair.by_cut])
    two = _tables([pair for pair in pairs if pair.by_cut])
    return AgreementRow.model_validate(
        {
            "by": by,
            "name": name,
            "judgements": len(pairs) + untold,
            "exact": _share(four, _same, seed),
            "within_one": _share(four, _near, seed),
            "kappa": _figure(four, kappa, seed),
            "cut": _share(two, _same, seed),
            "cut_kappa": _figure(two, kappa, seed),
            "untold": untold,
            "higher": sum(pair.sign > 0 for pair in pairs),
            "lower": sum(pair.sign < 0 for pair in pairs),
        }
    )


def _tables(pairs: Sequence[Pair]) -> Counts:
    """Judgement by level, flat, of each submission that has any: (submissions, 16)."""
    rows = {s: row for row, s in enumerate(dict.fromkeys(pair.submission for pair in pairs))}
    tables = np.zeros((len(rows), LEVELS * LEVELS))
    for pair in pairs:
        tables[rows[pair.submission], pair.theirs * LEVELS + pair.ours] += 1
    return tables


def _within(steps: int) -> Counts:
    apart = np.abs(np.subtract.outer(np.arange(LEVELS), np.arange(LEVELS)))
    return np.asarray((apart <= steps).ravel(), np.float64)


def _same(tables: Counts) -> Counts:
    return over(tables @ _within(0), tables.sum(axis=-1))


def _near(tables: Counts) -> Counts:
    return over(tables @ _within(1), tables.sum(axis=-1))


def _figure(tables: Counts, value: Callable[[Counts], Counts], seed: int) -> Figure:
    """Of judgements; `n` is how many."""
    if not len(tables):
        return Figure(value=None)
    whole = tables.sum(axis=0)
    enough = len(tables) >= LEAST
    draws = value(drawn(tables, seed)) if enough else np.array([np.nan])
    found = figure(float(value(whole)), draws, len(tables))
    return found.model_copy(update={"n": int(whole.sum())})


def _share(tables: Counts, value: Callable[[Counts], Counts], seed: int) -> Figure:
    found = _figure(tables, value, seed)
    if found.value is None or found.low is not None:
        return found
    instead = share(round(found.value * len(tables)), len(tables))
    return found.model_copy(update={"low": instead.low, "high": instead.high})


def rules(pairs: Sequence[Pair], tally: Tally, counts: Counted) -> tuple[RuleRow, ...]:
    """Every rule that spoke where a judgement is, by the least share that its range allows."""
    signs = np.array([pair.sign for pair in pairs], np.int64)
    rows = np.array([pair.submission for pair in pairs], np.int64)
    columns = np.array([pair.column for pair in pairs], np.int64)
    found = [
        *_levels(signs, counts.levels[rows, columns]),
        *_verbs(signs, rows, columns, tally, counts),
        *_elements(signs, rows, columns, tally, counts),
    ]
    return tuple(sorted((row for row in found if row.n), key=lambda r: -(r.share.low or 0.0)))


def _levels(signs: Rows, ours: NDArray[np.int8]) -> Iterator[RuleRow]:
    for level, word in enumerate(STRENGTHS):
        there = signs[ours == level]
        name = say("agreement.level_name", level=word)
        yield _rule(("level", "", word, name), there > 0, there < 0)


def _verbs(
    signs: Rows, rows: Rows, columns: Rows, tally: Tally, counts: Counted
) -> Iterator[RuleRow]:
    for column, criterion in enumerate(tally.pack.criteria):
        own = columns == column
        states, sign = counts.verbs[rows[own], column], signs[own]
        verb = verbs_said(criterion.verb)
        told = (states == VERB_MET) | (states == VERB_NOT_MET)
        name = say("agreement.verb_name", verb=verb)
        higher, lower = (sign > 0) & (states == VERB_NOT_MET), (sign < 0) & (states == VERB_MET)
        yield _rule(("verb", criterion.id, verb, name), higher[told], lower[told])


def _elements(
    signs: Rows, rows: Rows, columns: Rows, tally: Tally, counts: Counted
) -> Iterator[RuleRow]:
    codes = [criterion.id for criterion in tally.pack.criteria]
    for place, (criterion, requirement) in enumerate(tally.elements):
        own = columns == codes.index(criterion.id)
        states, sign = counts.elements[rows[own], place], signs[own]
        lacking = (states == SHORT) | (states == NOT_FOUND)
        told = lacking | (states == MET)
        higher, lower = (sign > 0) & lacking, (sign < 0) & (states == MET)
        rule = ("element", criterion.id, requirement.id, requirement.if_short)
        yield _rule(rule, higher[told], lower[told])


def _rule(
    rule: tuple[str, str, str, str], higher: NDArray[np.bool_], lower: NDArray[np.bool_]
) -> RuleRow:
    kind, criterion, name, asks = rule
    up, down = int(higher.sum()), int(lower.sum())
    return RuleRow.model_validate(
        {
            "rule": kind,
            "criterion": criterion,
            "name": name,
            "asks": asks,
            "n": len(higher),
            "higher": up,
            "lower": down,
            "share": share(up + down, len(higher)),
        }
    )
