"""Figures of hand-made cases whose answers are known by counting on fingers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from builders import make_finding
from labelled_bread import criterion, labels, review, short, source

from premark.errors import BadYaml, ReadError
from premark.evaluate.figures import Case, figures, quantities
from premark.evaluate.gold import Gold, GoldCriterion, GoldLabels, load_gold
from premark.evaluate.run import labelled, same_map
from premark.evaluate.show import table
from premark.types.evidence import CrossCheck, Finding, Match, RequirementResult, Review, VerbResult


def told(gold: Gold, made: Review) -> dict[str, Any]:
    return figures([Case(gold, made)], lambda name: name)


GOLD = labels(("1.1",), ("1.2",), (), strengths={"1.1": "strong", "1.2": "limited"})


def test_a_perfect_review_is_perfect() -> None:
    short = RequirementResult(requirement="r", required=True, state="short", counted=0, at_least=1,
                              looked_in=1, says="a source", because="b")  # fmt: skip
    made = review(criterion("1.1", "strong", (1,)),
                  criterion("1.2", "limited", (2,), verb="not_met", results=(short,)))  # fmt: skip
    found = told(GOLD, made)
    assert found["passages"]["micro_f1"] == 1.0
    assert found["strength"]["exact"] == found["strength"]["within_one"] == 1.0
    assert found["strength"]["qwk"] == 1.0
    assert found["verb_met"]["accuracy"] == found["verb_met"]["balanced"] == 1.0
    assert found["requirements"] == {"accuracy": 1.0, "named": 1.0, "false_shortfalls": 0.0}


def test_a_shortfall_of_what_is_complete_is_false() -> None:
    gold = labels(("1.1",), ("1.2",), (), strengths={"1.1": "strong", "1.2": "strong"})
    short = RequirementResult(requirement="r", required=True, state="short", counted=0, at_least=1,
                              looked_in=1, says="a source", because="b")  # fmt: skip
    made = review(criterion("1.1", "partial", (1,), results=(short,)), criterion("1.2", "strong"))
    found = told(gold, made)["requirements"]
    assert found == {"accuracy": 0.5, "named": None, "false_shortfalls": 0.5}


def test_an_unmet_text_is_named_by_what_the_verb_lacks() -> None:
    short = GoldCriterion(strength="limited", verb_met=False, unmet=("a view and why",))
    gold = labels(("1.1",), (), ()).model_copy(update={"gold": GoldLabels(criteria={"1.1": short})})
    lacking = VerbResult(state="not_met", verb="review", level=7, because="b",
                         missing=(("position",), ("justify",)))  # fmt: skip
    made = review(criterion("1.1", "limited", (1,)).model_copy(update={"verb": lacking}))
    assert told(gold, made)["requirements"]["named"] == 1.0
    met = review(criterion("1.1", "limited", (1,)))
    assert told(gold, met)["requirements"]["named"] == 0.0


def test_micro_f1_counts_none_as_an_answer() -> None:
    # The first right, the second and third each one wrong and one missed: 2*1 / (2 + 2 + 2).
    made = review(criterion("1.1", "strong", (1, 2)), criterion("1.2", "limited", (3,)))
    assert told(GOLD, made)["passages"]["micro_f1"] == pytest.approx(1 / 3, abs=1e-4)


def test_half_of_two_labels_is_half_missed() -> None:
    gold = labels(("1.1", "1.2"), (), (), strengths={"1.1": "strong"})
    # Right: 1.1, none, none; missed: 1.2. 2*3 / (6 + 1).
    made = review(criterion("1.1", "strong", (1,)))
    assert told(gold, made)["passages"]["micro_f1"] == pytest.approx(6 / 7, abs=1e-4)


def test_secondary_matches_are_not_the_map() -> None:
    aside = Match(passage="p003", criterion="1.1", primary=False, via="secondary", score=1,
                  because="b")  # fmt: skip
    made = review(criterion("1.1", "strong", (1,), secondary=[aside]),
                  criterion("1.2", "limited", (2,)))  # fmt: skip
    assert told(GOLD, made)["passages"]["micro_f1"] == 1.0


def test_figures_are_given_by_heading_kind_and_document() -> None:
    found = told(GOLD, review(criterion("1.1", "strong", (1,)), criterion("1.2", "limited", (2,))))
    assert found["passages"]["by_heading_kind"] == {"own": 1.0}
    assert found["passages"]["by_document"] == {"a": 1.0}


def test_one_level_off_is_within_one_and_not_exact() -> None:
    made = review(criterion("1.1", "partial"), criterion("1.2", "limited"))
    found = told(GOLD, made)["strength"]
    assert found["exact"] == 0.5 and found["within_one"] == 1.0


def test_cannot_tell_is_never_exact_nor_better_than_a_level_off() -> None:
    made = review(criterion("1.1", "cannot tell"), criterion("1.2", "limited"))
    found = told(GOLD, made)["strength"]
    assert found["exact"] == 0.5 and found["cannot_tell"] == 0.5
    off = told(GOLD, review(criterion("1.1", "partial"), criterion("1.2", "limited")))["strength"]
    assert found["qwk"] <= off["qwk"] < 1.0
    assert found["confusion"]["strong"]["cannot tell"] == 1


def test_cannot_tell_where_nothing_is_there_counts_against_us() -> None:
    gold = labels((), (), (), strengths={"1.1": "none", "1.2": "strong"})
    found = told(gold, review(criterion("1.1", "cannot tell"), criterion("1.2", "strong")))
    same = told(gold, review(criterion("1.1", "limited"), criterion("1.2", "strong")))
    assert found["strength"]["exact"] == 0.5
    assert found["strength"]["qwk"] == same["strength"]["qwk"] < 1.0
    assert found["strength"]["none_as_strong"] == 0


def test_cannot_tell_is_no_right_answer_for_a_limited_one_either() -> None:
    made = review(criterion("1.1", "strong"), criterion("1.2", "cannot tell"))
    assert told(GOLD, made)["strength"]["qwk"] < 1.0


def test_one_answer_throughout_has_no_kappa() -> None:
    gold = labels((), (), (), strengths={"1.1": "strong", "1.2": "strong"})
    found = told(gold, review(criterion("1.1", "strong"), criterion("1.2", "strong")))
    assert found["strength"]["qwk"] is None
    json.dumps(found, allow_nan=False)


def test_a_none_reported_strong_is_counted() -> None:
    gold = labels((), (), (), strengths={"1.1": "none", "1.2": "none"})
    made = review(criterion("1.1", "strong"), criterion("1.2", "partial"))
    assert told(gold, made)["strength"]["none_as_strong"] == 1


def test_a_constant_answer_has_no_kappa_to_speak_of() -> None:
    made = review(criterion("1.1", "partial"), criterion("1.2", "partial"))
    assert told(GOLD, made)["strength"]["qwk"] == pytest.approx(0.0)


def test_verbs_of_criteria_that_nothing_addresses_are_left_out() -> None:
    gold = labels((), (), (), strengths={"1.1": "none", "1.2": "strong"})
    made = review(criterion("1.1", "none", verb="met"), criterion("1.2", "strong", verb="met"))
    found = told(gold, made)["verb_met"]
    assert found == {"accuracy": 1.0, "balanced": None}


def test_a_verb_that_cannot_be_told_is_not_met() -> None:
    made = review(criterion("1.1", "strong", verb="cannot_tell"),
                  criterion("1.2", "limited", verb="not_met"))  # fmt: skip
    assert told(GOLD, made)["verb_met"]["accuracy"] == 0.5


def test_counts_of_citations_and_references_are_compared() -> None:
    gold = labels((), (), (), strengths={"1.1": "strong"}, citations_in_text=4, references_listed=6)
    made = review(criterion("1.1", "strong"), cross_check=CrossCheck(citations=6, references=6))
    found = told(gold, made)
    assert found["citations"]["f1"] == 0.8 and found["references"]["f1"] == 1.0


def test_what_is_not_labelled_is_not_measured() -> None:
    made = review(criterion("1.1", "strong"))
    found = told(labels((), (), (), strengths={"1.1": "strong"}), made)
    for name, key in (("citations", "f1"), ("references", "f1"), ("moves", "macro_f1"),
                      ("cross_check", "precision"), ("cross_check", "recall"), ("models", "f1"),
                      ("quantities", "exact"), ("names", "recall")):  # fmt: skip
        assert found[name][key] is None, name


def test_the_cross_check_is_joined_by_first_name_and_year() -> None:
    gold = labels((), (), (), strengths={"1.1": "strong"},
                  cited_not_listed=("Baker and Miller 2019", "Cook 2020"))  # fmt: skip
    check = CrossCheck(citations=3, references=1,
                       cited_not_listed=(source("Baker; Miller", "2019"), source("Salt", "1999"),
                                         source("Baker; Miller", "2019")))  # fmt: skip
    found = told(gold, review(criterion("1.1", "strong"), cross_check=check))["cross_check"]
    assert found == {"precision": 0.5, "recall": 0.5}


def test_another_year_told_once_counts_as_the_two_problems_that_labels_have() -> None:
    gold = labels((), (), (), strengths={"1.1": "strong"}, cited_not_listed=("Cook 1994",),
                  listed_not_cited=("Cook 2006",))  # fmt: skip
    facts = (("author", "Cook"), ("year", "1994"), ("listed_at", "1:0"))
    near = make_finding("near-miss", "cook 1994", rule="year", facts=facts)
    entry = make_finding("reference", "cook 2006", facts=(("authors", "Cook"), ("year", "2006")))
    check = CrossCheck(citations=1, references=1, near_misses=(near,))
    made = review(criterion("1.1", "strong"), cross_check=check, findings=(entry,))
    assert told(gold, made)["cross_check"] == {"precision": 1.0, "recall": 1.0}


def test_models_are_compared_by_name_and_by_mentions() -> None:
    gold = labels((), (), (), strengths={"1.1": "strong"}, models={"CRUST": 2, "CRUMB": 1})
    mentions = tuple(make_finding("named-model", k) for k in ("CRUST", "CRUST", "OVEN"))
    found = told(gold, review(criterion("1.1", "strong"), findings=mentions))["models"]
    assert found["f1"] == 0.5
    assert found["mentions"] == pytest.approx(2 / 3, abs=1e-4)


def session(hours: float, of: str = "practice", counted: str = "yes") -> Finding:
    return make_finding("session", "s", value=hours, facts=(("of", of), ("counted", counted)))


def test_hours_clients_and_months_are_counted_as_the_log_gives_them() -> None:
    found = (session(1.5), session(2), session(1, "supervision"), session(9, counted="no"),
             make_finding("client", "a"), make_finding("client", "b"), make_finding("client", "a"),
             make_finding("months", "plan", value=9.0),
             make_finding("claim", "c", value=40.0, facts=(("of", "practice"),)))  # fmt: skip
    assert quantities(review(findings=found)) == {
        "coaching_hours": 3.5, "supervision_hours": 1.0, "plan_months": 9.0, "clients": 2.0,
    }  # fmt: skip


def test_a_claim_stands_only_where_no_log_does() -> None:
    claim = make_finding("claim", "c", value=40.0, facts=(("of", "practice"),))
    assert quantities(review(findings=(claim,)))["coaching_hours"] == 40.0


def test_names_that_are_left_are_found_or_missed() -> None:
    gold = labels((), (), (), strengths={"1.1": "strong"},
                  person_names_left=("Jo Marsh", "Al Reed"))  # fmt: skip
    found = (make_finding("person", "Jo Marsh"), make_finding("person", "Sam Vale"))
    assert told(gold, review(criterion("1.1", "strong"), findings=found))["names"] == {
        "recall": 0.5, "false_per_document": 1.0,
    }  # fmt: skip


def test_two_readings_of_one_text_are_compared_passage_by_passage() -> None:
    one = review(criterion("1.1", "strong", (1,)), criterion("1.2", "limited", (2,)))
    other = review(criterion("1.1", "strong", (1, 2)), criterion("1.2", "limited"))
    assert same_map(one, one) == 1.0
    assert same_map(one, other) == pytest.approx(2 / 3)


def test_the_table_says_what_is_not_measured() -> None:
    text = table(told(GOLD, review(criterion("1.1", "strong", (1,)), criterion("1.2", "limited"))))
    assert "passages.micro_f1" in text and "not measured" in text and "cannot tell" in text


def test_a_folder_without_labels_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\n", encoding="utf-8")
    with pytest.raises(ReadError) as raised:
        labelled(tmp_path)
    assert raised.value.hint


@pytest.mark.parametrize(("text", "field"), [
    ("id: [open\n", "file"),
    ("id: a\nunit: '100'\n", "blocks"),
    ("just words\n", "file"),
    ("", "file"),
])  # fmt: skip
def test_labels_that_are_not_as_they_should_be_are_told(
    tmp_path: Path, text: str, field: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadYaml) as raised:
        load_gold(path)
    assert raised.value.field == field and "a.yaml" in raised.value.message


def test_macro_f1_is_the_mean_over_criteria_without_none() -> None:
    # 1.1: right once, wrongly once: 2/3. 1.2: missed: 0. "none" has no part in it.
    made = review(criterion("1.1", "strong", (1, 2)), criterion("1.2", "limited", (3,)))
    found = told(GOLD, made)["passages"]
    assert found["macro_f1"] == pytest.approx((2 / 3 + 0) / 2, abs=1e-4)
    assert found["by_criterion"] == {"100 1.1": pytest.approx(2 / 3, abs=1e-4), "100 1.2": 0.0}


def test_one_code_of_two_units_is_two_criteria() -> None:
    other = labels(("1.1",), (), (), strengths={"1.1": "strong"}, id="b")
    other = other.model_copy(update={"unit": "200"})
    cases = [Case(GOLD, review(criterion("1.1", "strong", (1,)))),
             Case(other, review(criterion("1.1", "strong")))]  # fmt: skip
    found = figures(cases, lambda name: name)["passages"]["by_criterion"]
    assert found["100 1.1"] == 1.0 and found["200 1.1"] == 0.0


def test_passages_are_given_by_layout_too() -> None:
    gold = labels(("1.1",), ("1.2",), (), strengths={"1.1": "strong"}, layout="numbered")
    made = review(criterion("1.1", "strong", (1,)), criterion("1.2", "limited", (2,)))
    assert told(gold, made)["passages"]["by_layout"] == {"numbered": 1.0}


def test_each_move_has_its_own_f1() -> None:
    moves = (("describe",), ("explain", "describe"), None)
    gold = labels((), (), (), strengths={"1.1": "strong"}, moves=moves)
    found = (make_finding("move", "describe", 1), make_finding("move", "explain", 1))
    made = told(gold, review(criterion("1.1", "strong"), findings=found))["moves"]
    assert made["by_move"]["describe"] == pytest.approx(2 / 3, abs=1e-4)  # one right, one missed
    assert made["by_move"]["explain"] == 0.0 and made["by_move"]["plan"] is None
    assert made["macro_f1"] == pytest.approx(2 / 3 / 12, abs=1e-4)


def test_an_unmet_text_makes_the_element_missing_that_it_is_likest_to() -> None:
    results = (short("oven", "the heat of the oven"), short("salt", "why salt is in bread", "met"))
    gold = labels((), (), (), strengths={"1.1": "limited"},
                  unmet={"1.1": ("heat of the oven", "why salt is in it")})  # fmt: skip
    made = told(gold, review(criterion("1.1", "limited", results=results)))["elements"]
    assert made["right"] == 0.5  # the oven told, the salt not
    assert made["missing_found"] == 0.5 and made["missing_right"] == 1.0


def test_an_unmet_text_like_no_element_makes_none_missing() -> None:
    results = (short("oven", "the heat of the oven", "met"),)
    gold = labels((), (), (), strengths={"1.1": "limited"}, unmet={"1.1": ("zzz qqq",)})
    made = told(gold, review(criterion("1.1", "limited", results=results)))["elements"]
    assert made == {"right": 1.0, "missing_found": None, "missing_right": None, "by_kind": {}}
