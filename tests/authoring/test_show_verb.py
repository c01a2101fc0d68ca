"""A verb is shown with what it demands, its moves in words, its rung and its source."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from premark.authoring.verb_lines import find_verb, nearest_verbs, verb_lines
from premark.cli import app
from premark.packs.ladder import load_ladder
from premark.packs.load import load_verbs

VERBS = load_verbs()
LADDER = load_ladder()


def test_every_rung_and_move_has_words() -> None:
    assert all(LADDER.rung(verb.ladder) for verb in VERBS.values())
    moves = {m for v in VERBS.values() for d in v.levels.values() for g in d.groups for m in g}
    assert all(len(LADDER.says(move).split()) > 5 for move in moves)


@pytest.mark.parametrize("said", [
    "critically review", "Critically Review", "critically-review", "critically reviewing",
])  # fmt: skip
def test_a_verb_is_found_as_people_say_it(said: str) -> None:
    verb = find_verb(said, VERBS)
    assert verb and verb.id == "critically-review"


@pytest.mark.parametrize(("said", "near"), [
    ("discus", "Discuss"), ("analize", "Analyse"), ("critically analise", "Critically analyse"),
])  # fmt: skip
def test_an_unknown_verb_names_the_nearest(said: str, near: str) -> None:
    assert find_verb(said, VERBS) is None
    assert nearest_verbs(said, VERBS)[0] == near


def test_a_verb_tells_its_demand_at_a_level_with_source_and_place() -> None:
    verb = VERBS["critically-review"]
    lines = "\n".join(verb_lines(verb, 7, LADDER))
    demand = verb.levels["7"]
    assert demand.why in lines and f"source: {demand.source}" in lines
    assert "Ladder: 5 of 6, judging" in lines and "At level 7:" in lines
    assert all(f"{move:10} {LADDER.says(move)}" in lines for g in demand.groups for move in g)
    assert "At level 5" not in lines and "below it: " in lines


def test_a_level_that_is_not_defined_says_which_one_stands_for_it() -> None:
    lines = "\n".join(verb_lines(VERBS["analyse"], 4, LADDER))
    assert "At level 4 (as at level 5, the nearest defined):" in lines


def test_without_a_level_each_is_told() -> None:
    lines = list(verb_lines(VERBS["analyse"], None, LADDER))
    assert [line for line in lines if line.startswith("At level")] == [
        "At level 5:", "At level 7:",
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(VERBS))
def test_every_verb_can_be_shown(name: str) -> None:
    lines = list(verb_lines(VERBS[name], 7, LADDER))
    doing = VERBS[name].levels["7"].by_artefact
    assert any("document in the file" in line for line in lines) == doing


def test_the_command_prints_it_or_names_the_nearest() -> None:
    run = CliRunner().invoke(app, ["show", "verb", "critically review", "--level", "7"])
    assert run.exit_code == 0 and run.output.startswith("Critically review\n")
    run = CliRunner().invoke(app, ["show", "verb", "discus"])
    assert run.exit_code == 2 and "Did you mean Discuss" in run.output
