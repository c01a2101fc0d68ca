"""premark beside assessors: how often they say the same, and which rule they differ over."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from premark.cohort.figures.agreement import agreement, paired
from premark.cohort.figures.decisions import Decision
from premark.cohort.figures.picture import Agreement, AgreementRow
from premark.cohort.figures.tally import CANNOT_TELL, Counted, Tally
from tests.cohort import planted

PACK = planted.make_pack()
NUMBER = 60


def four(row: int, criterion: str, level: int, assessor: str = "Rye") -> Decision:
    return Decision(
        submission=planted.name(row), criterion=criterion, assessor=assessor, judgement="",
        level=level,
    )  # fmt: skip


def two(row: int, criterion: str, above: bool, assessor: str = "Rye", cut: int = 3) -> Decision:
    return Decision(
        submission=planted.name(row), criterion=criterion, assessor=assessor, judgement="",
        cut=cut, above=above,
    )  # fmt: skip


def agreed(counts: Counted, decisions: list[Decision]) -> Agreement:
    tally = Tally(PACK)
    found = agreement(paired(decisions, tally, counts), tally, counts, 11)
    assert found is not None
    return found


def row_of(found: Agreement, by: str, name: str = "") -> AgreementRow:
    return next(row for row in found.rows if (row.by, row.name) == (by, name))


def cohort(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Levels, and judgements that are theirs but for one in three."""
    random = np.random.default_rng(seed)
    levels = random.choice(4, (NUMBER, len(planted.CODES)), p=planted.EVEN)
    other = random.choice(4, levels.shape)
    return levels, np.where(random.random(levels.shape) < 1 / 3, other, levels)


def judged(judgements: np.ndarray, assessors: int = 1) -> list[Decision]:
    return [
        four(row, code, int(judgements[row, column]), f"assessor {row % assessors}")
        for row in range(len(judgements))
        for column, code in enumerate(planted.CODES)
    ]


def test_kappa_and_agreement_are_scikit_learns_by_criterion_and_assessor() -> None:
    levels, judgements = cohort(1)
    found = agreed(planted.counts_of(levels), judged(judgements, 3))
    whole = cohen_kappa_score(judgements.ravel(), levels.ravel(), weights="quadratic")
    assert row_of(found, "all").kappa.value == pytest.approx(whole, abs=1e-4)
    for column, code in enumerate(planted.CODES):
        row = row_of(found, "criterion", code)
        own = judgements[:, column], levels[:, column]
        theirs = cohen_kappa_score(*own, weights="quadratic", labels=[0, 1, 2, 3])
        assert row.kappa.value == pytest.approx(theirs, abs=1e-4)
        assert row.exact.value == pytest.approx(np.mean(own[0] == own[1]), abs=1e-4)
        near = np.abs(own[0] - own[1]) <= 1
        assert row.within_one.value == pytest.approx(near.mean(), abs=1e-4)
    mine = np.arange(NUMBER) % 3 == 1
    theirs = cohen_kappa_score(judgements[mine].ravel(), levels[mine].ravel(), weights="quadratic")
    assert row_of(found, "assessor", "assessor 1").kappa.value == pytest.approx(theirs, abs=1e-4)


def test_judgements_in_two_words_are_compared_at_their_cut_only() -> None:
    levels, _ = cohort(2)
    random = np.random.default_rng(3)
    above = (levels[:, 0] >= 3) ^ (random.random(NUMBER) < 0.2)
    found = agreed(
        planted.counts_of(levels), [two(n, "1.1", bool(up)) for n, up in enumerate(above)]
    )
    row = row_of(found, "all")
    assert row.exact.value is row.kappa.value is row.within_one.value is None
    assert row.cut.value == pytest.approx(np.mean(above == (levels[:, 0] >= 3)), abs=1e-4)
    theirs = cohen_kappa_score(above, levels[:, 0] >= 3)
    assert row.cut_kappa.value == pytest.approx(theirs, abs=1e-4)


def test_another_cut_is_another_comparison() -> None:
    levels = np.full((10, len(planted.CODES)), 2)
    at_strong = agreed(planted.counts_of(levels), [two(n, "1.1", True) for n in range(10)])
    at_partial = agreed(planted.counts_of(levels), [two(n, "1.1", True, cut=2) for n in range(10)])
    assert row_of(at_strong, "all").cut.value == 0
    assert row_of(at_partial, "all").cut.value == 1


def test_where_premark_cannot_tell_nothing_is_compared_and_it_is_counted() -> None:
    levels, judgements = cohort(1)
    levels[:5, 0] = CANNOT_TELL
    row = row_of(agreed(planted.counts_of(levels), judged(judgements)), "criterion", "1.1")
    assert (row.untold, row.exact.n, row.judgements) == (5, NUMBER - 5, NUMBER)


def test_two_assessors_of_one_submission_both_count() -> None:
    levels = np.full((10, len(planted.CODES)), 2)
    decisions = [four(n, "1.1", 2, "Rye") for n in range(10)]
    decisions += [four(n, "1.1", 3, "Spelt") for n in range(10)]
    found = agreed(planted.counts_of(levels), decisions)
    assert row_of(found, "all").exact.value == 0.5
    assert row_of(found, "assessor", "Spelt").higher == 10


def test_full_agreement_still_has_a_range_and_it_is_not_without_width() -> None:
    levels = np.full((10, len(planted.CODES)), 2)
    row = row_of(agreed(planted.counts_of(levels), judged(levels)), "criterion", "1.1")
    assert row.exact.value == 1 and row.exact.low is not None and row.exact.low < 0.8


def test_of_few_submissions_agreement_has_a_wide_range_and_kappa_none() -> None:
    levels, judgements = cohort(1)
    row = row_of(agreed(planted.counts_of(levels[:3]), judged(judgements[:3])), "all")
    assert row.kappa.value is not None and row.kappa.low is None
    low, high = planted.ends(row.exact)
    assert high - low > 0.5


def test_the_interval_of_exact_agreement_covers_the_true_share() -> None:
    true = 2 / 3 + 1 / 3 / 4
    held = []
    for seed in range(40):
        levels, judgements = cohort(100 + seed)
        row = row_of(agreed(planted.counts_of(levels), judged(judgements)), "all")
        held.append(planted.covers(row.exact, true))
    assert sum(held) >= 35


def test_the_element_that_assessors_overrule_comes_first() -> None:
    levels = np.full((40, len(planted.CODES)), 3)
    counts = planted.counts_of(levels)
    levels[:20, 2] = 2
    elements = counts.elements.copy()
    elements[:20, 4] = 1  # the sources of 2.1 are short, and the assessor does not think so
    elements[::4, 5] = 1
    changed = planted.counts_of(levels)
    changed = type(changed)(**{**vars(changed), "elements": elements})
    found = agreed(changed, judged(np.full_like(levels, 3)))
    own = [rule for rule in found.rules if rule.rule == "element"]
    assert (own[0].criterion, own[0].name, own[0].higher, own[0].n) == ("2.1", "sources", 20, 40)
    rest = [rule for rule in own[1:] if rule.criterion != "2.1"]
    assert all(rule.higher == rule.lower == 0 for rule in rest)
    partial = next(rule for rule in found.rules if (rule.rule, rule.name) == ("level", "partial"))
    assert (partial.n, partial.higher) == (20, 20)


def test_a_judgement_below_counts_against_rules_that_were_met() -> None:
    levels = np.full((20, len(planted.CODES)), 3)
    found = agreed(planted.counts_of(levels), [four(n, "1.2", 1) for n in range(20)])
    verb = next(rule for rule in found.rules if rule.rule == "verb" and rule.criterion == "1.2")
    assert (verb.n, verb.lower, verb.higher) == (20, 20, 0)


def test_decisions_on_what_was_not_reviewed_are_no_agreement() -> None:
    counts = planted.counts_of(np.full((2, len(planted.CODES)), 3))
    tally = Tally(PACK)
    found = paired([four(9, "1.1", 3), four(1, "8.8", 3)], tally, counts)
    assert agreement(found, tally, counts, 1) is None
