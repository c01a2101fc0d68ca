"""The strength table, row by row, and what cannot be told."""

from __future__ import annotations

from itertools import product

import pytest

from premark.types.evidence import STRENGTHS, RequirementResult, State, VerbResult
from premark.weigh.strength import judge


def verb(state: str) -> VerbResult:
    return VerbResult(state=state, verb="explain", level=5, because="Two readers disagree.")  # type: ignore[arg-type]


def results(*states: State, required: bool = True) -> list[RequirementResult]:
    return [
        RequirementResult(
            requirement=f"r{i}", required=required, state=state, counted=0, at_least=1,
            looked_in=1, says="missing", because="an image of a log",
        )
        for i, state in enumerate(states)
    ]  # fmt: skip


MET: State = "met"
SHORT: State = "short"
GONE: State = "not_found"
UNTOLD: State = "cannot_tell"


@pytest.mark.parametrize(("state", "states", "strength"), [
    ("met", (), "strong"),
    ("met", (MET, MET), "strong"),
    ("met", (MET, MET, SHORT), "partial"),
    ("met", (MET, GONE), "partial"),
    ("met", (MET, SHORT, GONE), "limited"),
    ("met", (GONE,), "limited"),
    ("not_met", (), "partial"),
    ("not_met", (MET, MET), "partial"),
    ("not_met", (MET, MET, MET, SHORT), "limited"),
    ("not_met", (GONE, GONE), "limited"),
    ("met", (MET, UNTOLD), "cannot tell"),
    ("not_met", (MET, UNTOLD), "cannot tell"),
    ("met", (MET, MET, SHORT, UNTOLD), "partial"),
    ("cannot_tell", (MET,), "cannot tell"),
])  # fmt: skip
def test_the_first_row_that_fits_gives_the_level(
    state: str, states: tuple[State, ...], strength: str
) -> None:
    assert judge(True, verb(state), results(*states))[0] == strength


@pytest.mark.parametrize("state", ["met", "not_met", "cannot_tell"])
def test_what_no_passage_addresses_is_none_whatever_else(state: str) -> None:
    level, because = judge(False, verb(state), results(MET, UNTOLD))
    assert level == "none" and "No passage" in because


def test_what_merely_helps_never_moves_the_level() -> None:
    required = results(MET, MET)
    every: tuple[State, ...] = (MET, SHORT, GONE, UNTOLD)
    for state in every:
        helps = results(state, state, state, required=False)
        assert judge(True, verb("met"), [*required, *helps]) == judge(True, verb("met"), required)


def test_every_level_says_why() -> None:
    for state, states in product(("met", "not_met", "cannot_tell"), ((MET,), (GONE,), (UNTOLD,))):
        level, because = judge(True, verb(state), results(*states))
        assert level in (*STRENGTHS, "cannot tell")
        assert because.endswith(".") and len(because.split()) >= 5


def test_the_reason_counts_what_is_missing() -> None:
    _, because = judge(True, verb("met"), results(MET, MET, SHORT))
    assert because == "Explain is shown, but 1 of 3 required elements is missing or short."
    _, because = judge(True, verb("not_met"), results(GONE, GONE, MET))
    assert "2 of 3 required elements are missing" in because


def test_what_cannot_be_told_gives_its_reason() -> None:
    assert "an image of a log" in judge(True, verb("met"), results(UNTOLD))[1]
    assert "Two readers disagree" in judge(True, verb("cannot_tell"), [])[1]


def test_more_evidence_never_lowers_the_level() -> None:
    order = {name: i for i, name in enumerate(STRENGTHS)}
    either: tuple[State, ...] = (MET, SHORT)
    for states in product(either, repeat=4):
        for i, state in enumerate(states):
            better = (*states[:i], MET, *states[i + 1 :])
            before = judge(True, verb("met"), results(*states))[0]
            after = judge(True, verb("met"), results(*better))[0]
            assert order[after] >= order[before], (state, states)


def test_no_sentence_gives_a_verdict() -> None:
    for state, states in product(("met", "not_met"), ((MET,), (GONE,), (MET, GONE, MET))):
        words = judge(True, verb(state), results(*states))[1].lower()
        assert not any(word in words for word in ("pass ", "fail", "refer", "grade", "mark"))
