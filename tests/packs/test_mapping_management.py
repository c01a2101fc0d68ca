"""The whole way on a management text: what is found, counted and missed, and whose unit it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from premark.packs.load import find_pack
from premark.pipeline import load_tools, map_document, map_files
from premark.read import read_bytes
from premark.types.evidence import CriterionReview, RequirementResult, Review

pytestmark = pytest.mark.slow
JOURNAL = Path(__file__).resolve().parents[2] / "corpora" / "sample" / "8580-503-journal.docx"
MOTIVATION = """\
# 1.3 What makes my mechanics want to work

Herzberg (1959) keeps apart the things that spoil a job, such as pay, draughts and petty rules, \
and those that make it worth doing, such as being trusted with a whole repair. For a workshop \
manager its strength is that it explains why new lockers ended the grumbling and added nothing to \
effort. However, he asked a few hundred office people and engineers in one city, and I doubt that \
apprentices today would say the same, so I take the neat division with caution.

Expectancy theory is the more useful of the two to me, because it sends me to one person at a time \
(Vroom, 1964). A mechanic tries hard if he believes that he can do it, that somebody will notice \
and that he wants what follows. It fitted Officer 3 exactly, since he had stopped believing that \
careful work was ever seen. Its weakness is that it makes people out to be accountants, which on a \
cold morning they are not. In my own team I would therefore mend the heating first and then give \
the senior men whole jobs from start to finish, and thank them on the day.
"""
PLAN = """\
# 4.2 Plan for the workshop

Each action answers something that the review of our figures showed. I shall go through the plan \
with my manager every month and change it where the figures have not moved.

| Objective | Action | Owner | Deadline | Resources | Measure of success |
|---|---|---|---|---|---|
| Fewer repeat repairs | Second check on brakes | Foreman | 31 January 2026 | 2 hours a week | \
Returns from 9 a month to 4 |
| Quicker parts | Order list each Friday | Me | {last} 2026 | None | Waiting down by a third |
"""


def mapped(text: str, unit: str = "M5-301") -> Review:
    return map_document(read_bytes([("draft.md", text.encode())]), find_pack(unit), load_tools())


def criterion(review: Review, code: str) -> CriterionReview:
    return next(c for c in review.criteria if c.criterion == code)


def result(review: Review, code: str, id_: str) -> RequirementResult:
    return next(r for r in criterion(review, code).results if r.requirement == id_)


@pytest.fixture(scope="module")
def review() -> Review:
    return mapped(MOTIVATION + "\n" + PLAN.format(last="30 April"))


def test_two_theories_are_counted_and_judged(review: Review) -> None:
    found = criterion(review, "1.3")
    assert (found.strength, found.verb.state) == ("strong", "met")
    assert result(review, "1.3", "two-theories").counted == 2
    assert result(review, "1.3", "source-each").state == "met"


def test_a_theory_without_a_source_is_named() -> None:
    text = MOTIVATION.replace(" (Vroom, 1964)", "").replace("Herzberg (1959)", "Herzberg")
    short = result(mapped(text), "1.3", "source-each")
    assert short.state == "not_found"
    assert "Herzberg" in short.because and "Vroom" in short.because


def test_a_plan_of_four_months_is_too_short_and_one_of_seven_is_not(review: Review) -> None:
    assert result(review, "4.2", "plan").state == "met"
    assert result(review, "4.2", "six-months").state != "met"
    assert result(review, "4.2", "six-months").counted == 4
    longer = mapped(PLAN.format(last="31 July"))
    assert result(longer, "4.2", "six-months").state == "met"


def test_a_criterion_without_a_section_has_no_evidence(review: Review) -> None:
    assert criterion(review, "3.1").strength == "none"
    assert criterion(review, "3.1").matches == ()


def test_a_management_text_is_no_answer_to_a_coaching_unit() -> None:
    review = mapped(f"Unit: M5-301\n\n{MOTIVATION}", "8580-500")
    notices = {n.code: n.message for n in review.notices}
    assert "names M5-301" in notices["unit-mismatch"]


def test_a_coaching_journal_is_no_answer_to_a_management_unit() -> None:
    notices = {n.code: n.message for n in map_files([JOURNAL], "M5-301").notices}
    assert "8580-503" in notices["unit-mismatch"]


def test_a_list_of_names_and_facts_does_not_evaluate() -> None:
    text = (
        "# 1.3\n\nMaslow made a hierarchy of needs in 1943. It has five levels and is drawn as a "
        "pyramid. Food and sleep are at the bottom and self-actualisation is at the top. Herzberg "
        "had hygiene factors and motivators. Hygiene factors are pay and conditions. Motivators "
        "are achievement and recognition. We have an employee of the month, who gets a voucher "
        "and a photograph on the wall of the canteen. There is a party in December.\n"
    )
    found = criterion(mapped(text), "1.3")
    assert (found.strength, found.verb.state) == ("limited", "not_met")
