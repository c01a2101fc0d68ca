"""The learner's reading: what was found, what to look at again, and nothing like a result."""

from __future__ import annotations

import re
from dataclasses import asdict

from make_review import make_pack, make_review

from premark.report.check import learner_view
from premark.report.rows import ReportView
from premark.types.evidence import Review

GRADE = re.compile(r"\b(none|limited|partial(ly)?|strong(ly)?|strength|score|level)\b", re.I)


def said(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, v in value.items() if key not in QUOTED for text in said(v)]
    return [text for v in value for text in said(v)] if isinstance(value, list | tuple) else []


QUOTED = ("text", "files", "made_with", "id", "state")


def reading(review: Review | None = None) -> ReportView:
    return learner_view(review or make_review(), make_pack())


def test_statuses_are_words_that_do_not_rank() -> None:
    words = [row.strength for row in reading().criteria]
    assert words == ["found", "some missing", "cannot tell", "not found yet"]


def test_no_strength_word_score_or_total_is_left() -> None:
    view = reading()
    assert view.totals == () and view.legend == ()
    assert all(row.bars is None for row in view.criteria)
    assert [text for text in said(asdict(view)) if GRADE.search(text)] == []


def test_what_is_missing_comes_with_the_packs_own_question() -> None:
    row = reading().criteria[1]
    assert [r.because for r in row.required] == [
        "What about the three-ways?",
        "What about the source-each?",
    ]


def test_the_verb_says_which_move_to_look_for_and_where() -> None:
    row = reading().criteria[1]
    assert row.verb.missing[0] == "Look for a place to take a view of your own or judge worth."
    assert row.next_step == (
        "Look again at 1.2 Other ways to learn (para 4–5) and ask: "
        "What do you make of it: do you agree?"
    )


def test_the_one_next_step_starts_with_what_is_wholly_absent() -> None:
    assert reading().next_step.startswith("Start with 1.4:")


def test_with_everything_addressed_the_next_step_is_the_criterion_with_most_missing() -> None:
    review = make_review()
    fewer = review.model_copy(update={"criteria": review.criteria[:3]})
    assert reading(fewer).next_step == "Look at 1.2 first. What about the three-ways?"


def test_with_nothing_missing_the_next_step_is_the_references() -> None:
    review = make_review()
    found = review.model_copy(update={"criteria": review.criteria[:1]})
    assert reading(found).next_step == "Mend your references: cited, but not in the reference list."


def test_a_notice_has_the_learners_own_next_step() -> None:
    (notice,) = reading().notices
    assert notice.next_step.startswith("Take the name out")
