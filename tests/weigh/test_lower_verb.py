"""Where the verb that is asked is not shown, the review names the lower one that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from builders import make_criterion, make_finding, make_pack, make_passage

from premark.packs.ladder import load_ladder
from premark.packs.load import load_thresholds, load_verbs
from premark.types.criteria import Move, Qualification
from premark.types.evidence import Finding, VerbResult
from premark.weigh.lower_verb import with_lower_verb
from premark.weigh.scope import Scope
from premark.weigh.verb import weigh_verb

DEPTH = load_thresholds().depth
VERBS = load_verbs()
DESCRIBED: tuple[Move, ...] = ("describe", "describe", "describe")
EXPLAINED: tuple[Move, ...] = ("explain", "explain", "evidence", "evidence")
ANALYSED: tuple[Move, ...] = (*EXPLAINED, "evaluate", "evaluate", "conclude", "conclude")


def moves(said: Sequence[Move]) -> list[Finding]:
    return [make_finding("move", m, 1, start=20 * i, value=0.9) for i, m in enumerate(said)]


def weighed(
    verb: tuple[str, ...], said: Sequence[Move], *, level: int = 5, addressed: bool = True,
    **more: Any,
) -> tuple[VerbResult, VerbResult]:  # fmt: skip
    """The verb's result before and after the lower verb is looked for."""
    criterion = make_criterion("1.1", "Do it", "a: about", verb=verb, **more)
    own = (make_passage("Some words.", 1),) if addressed else ()
    qualification = Qualification(body="GUILD", number="9999", level=level)
    pack = make_pack([criterion], qualification=qualification)
    scope = Scope(pack, criterion, (), own, own, tuple(moves(said)))
    before = weigh_verb(scope, VERBS, DEPTH)
    return before, with_lower_verb(before, scope, VERBS, DEPTH)


@pytest.mark.parametrize(("verb", "said", "sentence"), [
    ("analyse", DESCRIBED, "Identified where the criterion asks to analyse."),
    ("analyse", EXPLAINED, "Explained where the criterion asks to analyse."),
    ("critically-review", DESCRIBED, "Identified where the criterion asks to critically review."),
    ("critically-analyse", DESCRIBED, "Identified where the criterion asks to critically analyse."),
    ("evaluate", EXPLAINED, "Explained where the criterion asks to evaluate."),
])  # fmt: skip
@pytest.mark.parametrize("level", [5, 7])
def test_a_lower_verb_is_named_as_such(
    verb: str, said: Sequence[Move], sentence: str, level: int
) -> None:
    before, after = weighed((verb,), said, level=level)
    assert before.state == after.state == "not_met"
    assert after.also == (sentence, *before.also) and after.because == before.because


def test_the_plain_half_of_a_critical_verb_is_lower_than_the_whole() -> None:
    said = ("compare", "compare", "explain", "explain")
    _, after = weighed(("critically-compare",), said, level=7)
    assert after.also[0] == "Compared where the criterion asks to critically compare."


def test_a_verb_of_one_subject_is_not_named_where_another_was_asked() -> None:
    _, after = weighed(("evaluate",), ("compare", "compare", "explain", "explain"), level=7)
    assert not any("Compared" in said for said in after.also)


def test_the_unshown_half_of_a_compound_verb_is_the_one_that_is_named() -> None:
    _, after = weighed(("identify", "analyse"), DESCRIBED)
    assert after.also[0] == "Identified where the criterion asks to analyse."


@pytest.mark.parametrize(("verb", "said"), [
    ("identify", ANALYSED), ("explain", ANALYSED), ("analyse", ANALYSED),
])  # fmt: skip
def test_answering_what_is_asked_or_above_it_changes_nothing(
    verb: str, said: Sequence[Move]
) -> None:
    before, after = weighed((verb,), said)
    assert before.state == "met"
    assert after == before


@pytest.mark.parametrize(("verb", "said", "addressed"), [
    ("analyse", (), True),
    ("analyse", DESCRIBED, False),
    ("maintain", DESCRIBED, True),
])  # fmt: skip
def test_nothing_is_named_where_there_is_nothing_to_go_by(
    verb: str, said: Sequence[Move], addressed: bool
) -> None:
    before, after = weighed((verb,), said, addressed=addressed)
    assert before.state != "met"
    assert after == before


def test_what_a_review_may_name_rises_and_is_no_verdict() -> None:
    plain = [lower for lower in load_ladder().lower if not lower.under]
    rungs = [VERBS[lower.verb].ladder for lower in plain]
    assert rungs == sorted(rungs)
    for lower in load_ladder().lower:
        assert lower.done.split()[0][:4] == VERBS[lower.verb].name.lower()[:4]
        if lower.under:
            assert lower.under == f"critically-{lower.verb}"
