"""A verb is shown by the moves its level asks for, or, for doing verbs, by a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from builders import make_criterion, make_finding, make_pack, make_passage

from premark.packs.load import load_thresholds, load_verbs
from premark.types.criteria import Move, Verb, VerbDemand
from premark.types.evidence import Finding, VerbResult
from premark.weigh.scope import Scope
from premark.weigh.verb import described_share, group_score, weigh_verb

DEPTH = load_thresholds().depth


def made_verb(id_: str, *groups: tuple[Move, ...], by_artefact: bool = False) -> Verb:
    demand = VerbDemand(groups=groups, by_artefact=by_artefact, why="w", source="s")
    return Verb(id=id_, name=id_, says="s", ladder=3, levels={"5": demand})


VERBS = {
    "say": made_verb("say", ("describe", "explain")),
    "weigh": made_verb("weigh", ("evaluate", "question"), ("justify",)),
    "keep": made_verb("keep", by_artefact=True),
    "review": made_verb("review", ("reflect",)),
}


def moves(*said: tuple[str, float], passage: int = 1) -> list[Finding]:
    return [
        make_finding("move", move, passage, start=20 * i, value=value)
        for i, (move, value) in enumerate(said)
    ]


def weigh(
    verb: tuple[str, ...], findings: Sequence[Finding], *, addressed: bool = True, **more: Any
) -> VerbResult:
    criterion = make_criterion("1.1", "Do it", "a: about", verb=verb, **more)
    own = (make_passage("Some words.", 1),) if addressed else ()
    scope = Scope(make_pack([criterion]), criterion, (), own, own, tuple(findings))
    return weigh_verb(scope, VERBS, DEPTH)


SHOWN = moves(("evaluate", 0.9), ("question", 0.8), ("justify", 0.9), ("justify", 0.7))


def test_a_verb_is_shown_when_every_group_of_moves_is() -> None:
    result = weigh(("weigh",), SHOWN)
    assert result.state == "met" and result.missing == ()
    assert result.evidence and "each move" in result.because


def test_a_missing_group_is_named() -> None:
    result = weigh(("weigh",), SHOWN[:2])
    assert result.state == "not_met"
    assert result.missing == (("justify",),)
    assert "justify" in result.because


def test_one_sentence_alone_does_not_carry_a_group() -> None:
    found = moves(("evaluate", 0.9), ("justify", 0.9))
    assert weigh(("weigh",), found).state == "not_met"


def test_one_sentence_read_as_two_moves_of_a_group_counts_once() -> None:
    twice = [make_finding("move", m, 1, value=0.9) for m in ("evaluate", "question")]
    assert group_score(twice, ("evaluate", "question")) == pytest.approx(0.45)


def test_passages_that_mostly_describe_do_not_show_an_analytic_verb() -> None:
    told = [make_finding("move", "describe", 1, start=1000 + i, value=0.9) for i in range(30)]
    result = weigh(("weigh",), [*SHOWN, *told])
    assert result.state == "not_met" and "only describe" in result.because


def test_a_verb_that_asks_for_description_is_shown_by_describing() -> None:
    told = [make_finding("move", "describe", 1, start=20 * i, value=0.9) for i in range(6)]
    assert weigh(("say",), told).state == "met"


def test_moves_in_other_passages_do_not_count() -> None:
    elsewhere = moves(("evaluate", 0.9), ("question", 0.9), ("justify", 0.9), passage=7)
    assert weigh(("weigh",), elsewhere).state == "not_met"


def test_both_halves_of_a_compound_verb_must_be_shown() -> None:
    reflecting = moves(("reflect", 0.9), ("reflect", 0.9))
    assert weigh(("weigh", "review"), SHOWN).missing == (("reflect",),)
    more = [f.model_copy(update={"at": f.at.model_copy(update={"start": f.at.start + 500})})
            for f in reflecting]  # fmt: skip
    both = weigh(("weigh", "review"), [*SHOWN, *more])
    assert both.state == "met" and both.verb == "weigh and review"


def test_a_criterion_that_nothing_addresses_shows_no_verb() -> None:
    result = weigh(("weigh",), [], addressed=False)
    assert result.state == "not_met" and "No passage" in result.because


def test_a_doing_verb_is_shown_by_its_document_and_not_by_prose() -> None:
    log = make_finding("artefact", "session_log", 9)
    assert weigh(("keep",), [log], artefacts=("session_log",)).state == "met"
    prose = weigh(("keep",), SHOWN, artefacts=("session_log",))
    assert prose.state == "not_met" and "no session log was found" in prose.because


def test_another_kind_of_document_does_not_show_it() -> None:
    plan = make_finding("artefact", "plan", 9)
    assert weigh(("keep",), [plan], artefacts=("session_log",)).state == "not_met"


def test_a_document_that_is_only_referred_to_cannot_be_told() -> None:
    pointer = make_finding("evidence-elsewhere", "appendix", 1)
    result = weigh(("keep",), [pointer], artefacts=("contract",))
    assert result.state == "cannot_tell" and "para 1" in result.because


def test_a_doing_half_without_its_document_leaves_the_other_half_unshown() -> None:
    result = weigh(("keep", "weigh"), SHOWN, artefacts=("contract",))
    assert result.state == "not_met"
    log = make_finding("artefact", "contract", 9)
    assert weigh(("keep", "weigh"), [*SHOWN, log], artefacts=("contract",)).state == "met"


def test_the_share_of_description_is_by_sentence_and_its_likeliest_move() -> None:
    found = [
        make_finding("move", "describe", 1, start=0, value=0.9),
        make_finding("move", "explain", 1, start=0, value=0.5),
        make_finding("move", "explain", 1, start=20, value=0.8),
        make_finding("move", "describe", 1, start=20, value=0.4),
    ]
    assert described_share(found) == 0.5
    assert described_share([]) == 1.0


def disagreed(move: str, passage: int = 1, *, rule: str = "rules", **more: Any) -> Finding:
    found = make_finding("move", move, passage, **more)
    return found.model_copy(update={"rule": rule, "facts": (("readers", "disagree"),)})


def test_what_the_rules_alone_see_is_no_sentence_of_its_own() -> None:
    alone = disagreed("describe", start=40, value=0.2)
    told = make_finding("move", "explain", 1, start=0, value=0.9)
    assert described_share([told, alone]) == 0.0


def test_what_the_rules_alone_see_does_not_complete_a_group() -> None:
    alone = disagreed("justify", start=40, value=0.3)
    found = [*SHOWN[:2], make_finding("move", "justify", 1, start=80, value=0.9), alone]
    assert weigh(("weigh",), found).missing == (("justify",),)


def test_readers_who_disagree_on_a_missing_move_are_told_with_the_place() -> None:
    result = weigh(("weigh",), [*SHOWN[:2], disagreed("justify", start=40, value=0.2)])
    assert result.also == ("The rules and the classifier disagree on justify (para 1).",)


def test_readers_who_disagree_on_what_the_verb_does_not_ask_for_are_not_told() -> None:
    doubted = [disagreed(move, start=40, value=0.2) for move in ("plan", "evaluate")]
    assert weigh(("weigh",), [*SHOWN, *doubted]).also == ()


def test_a_verb_that_leans_on_a_sentence_of_cue_words_says_that_the_readers_disagree() -> None:
    hollow = disagreed("justify", rule="classifier", start=400, value=0.45)
    result = weigh(("weigh",), [*SHOWN[:3], hollow])
    assert result.state == "met"
    assert "disagree on justify" in result.also[0]


def test_evidence_quotes_sentences_that_make_a_move_of_the_verb() -> None:
    result = weigh(("weigh",), [*SHOWN, *moves(("plan", 0.99))])
    assert {e.move for e in result.evidence} <= {"evaluate", "question", "justify"}
    assert all(e.score >= DEPTH.move for e in result.evidence)


def test_every_shipped_verb_can_be_weighed_at_both_levels() -> None:
    for verb in load_verbs().values():
        for level in (5, 7):
            demand = verb.demand(level)
            assert demand.by_artefact or demand.groups, verb.id
