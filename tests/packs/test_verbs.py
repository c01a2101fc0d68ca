"""The command verbs: each is defined, at both levels, and asks for more than telling."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from premark.packs.load import load_verbs
from premark.packs.where import criteria_root
from premark.packs.yaml_source import read_yaml
from premark.patterns import compile_phrases
from premark.types.criteria import MOVES, Move, Verb

VERBS = load_verbs()
ASKED_FOR = """
define identify describe explain develop present-the-case critically-explore analyse review
justify critically-review agree establish plan prepare complete undertake assess maintain collect
holistically-explore reflect conduct-an-assessment critically-evaluate evaluate discuss
provide-evidence provide-a-plan critically-compare compare determine critically-analyse summarise
critically-reflect develop-a-profile build-relationships recommend outline examine explore create
""".split()
DOING = """
agree establish plan prepare provide-a-plan complete undertake participate maintain collect
provide-evidence develop-a-profile create
""".split()
RECALL = "list identify define describe outline summarise".split()
LEVELS = ("5", "7")


def met_by(verb: Verb, level: str, moves: set[Move]) -> bool:
    return all(moves & set(group) for group in verb.levels[level].groups)


@pytest.mark.parametrize("name", ASKED_FOR)
def test_a_verb_of_the_guides_is_defined(name: str) -> None:
    assert name in VERBS


@pytest.mark.parametrize("verb", VERBS.values(), ids=lambda verb: verb.id)
def test_a_verb_has_both_levels_a_rung_and_a_reason(verb: Verb) -> None:
    assert set(verb.levels) == set(LEVELS)
    assert 1 <= verb.ladder <= 6
    assert verb.says and verb.forms
    assert all(demand.why and demand.source for demand in verb.levels.values())


@pytest.mark.parametrize("name", sorted(VERBS))
def test_a_verb_is_met_by_moves_or_by_an_artefact_and_never_by_nothing(name: str) -> None:
    for demand in VERBS[name].levels.values():
        assert demand.by_artefact == (name in DOING)
        assert demand.by_artefact != bool(demand.groups)


@pytest.mark.parametrize("name", sorted(set(VERBS) - set(DOING) - set(RECALL)))
@pytest.mark.parametrize("level", LEVELS)
def test_mere_description_meets_no_verb_above_recall(name: str, level: str) -> None:
    assert not met_by(VERBS[name], level, {"describe"})


@pytest.mark.parametrize("name", sorted(n for n in VERBS if n.startswith("critically-")))
@pytest.mark.parametrize("level", LEVELS)
def test_telling_with_sources_and_reasons_is_not_yet_critical(name: str, level: str) -> None:
    assert not met_by(VERBS[name], level, {"describe", "explain", "evidence"})


@pytest.mark.parametrize("name", sorted(set(VERBS) - set(DOING)))
@pytest.mark.parametrize("level", LEVELS)
def test_a_full_answer_meets_every_verb_of_prose(name: str, level: str) -> None:
    assert met_by(VERBS[name], level, set(MOVES))


@pytest.mark.parametrize("name", sorted(set(VERBS) - set(DOING)))
def test_level_seven_never_asks_for_less_than_level_five(name: str) -> None:
    verb = VERBS[name]
    for size in (1, 2, 3):
        for moves in combinations(MOVES, size):
            assert met_by(verb, "5", set(moves)) or not met_by(verb, "7", set(moves)), moves


def test_a_critical_review_asks_for_a_question_a_judgement_and_its_grounds() -> None:
    review = VERBS["critically-review"]
    assert met_by(review, "7", {"question", "position", "justify"})
    assert not met_by(review, "7", {"evaluate", "evidence", "explain"})
    assert not met_by(review, "7", {"question", "evaluate"})


def test_the_forms_of_a_verb_are_phrases_and_name_it() -> None:
    for verb in VERBS.values():
        compile_phrases(verb.forms)
    heading = "Critically evaluate three other methods"
    assert compile_phrases(VERBS["critically-evaluate"].forms).search(heading)


def test_every_move_is_said_in_words_for_people() -> None:
    source = read_yaml(Path(criteria_root() / "verbs.yaml"))
    said = {move["id"]: move["says"] for move in source.data["moves"]}
    assert tuple(said) == MOVES
    assert all(len(words.split()) > 5 for words in said.values())
