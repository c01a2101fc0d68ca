"""A criterion that asks for a document is addressed by one; a claim in prose is no document."""

from __future__ import annotations

from typing import Any

from builders import make_criterion, make_finding, make_pack, make_passage

from premark.packs.load import load_thresholds
from premark.types.criteria import Needs, Requirement, Verb, VerbDemand
from premark.types.document import Locator
from premark.types.evidence import CriterionReview, Finding, Match, TopicHit
from premark.weigh.review import Blank, Evidence, weigh_criteria


def made_verb(id_: str, *, by_artefact: bool) -> Verb:
    groups = () if by_artefact else (("explain",),)
    demand = VerbDemand(groups=groups, by_artefact=by_artefact, why="w", source="s")  # type: ignore[arg-type]
    return Verb(id=id_, name=id_, says="s", ladder=3, levels={"5": demand})


VERBS = {
    "agree": made_verb("agree", by_artefact=True),
    "explain": made_verb("explain", by_artefact=False),
}
CLAUSES = make_passage("Purpose: bread. Signed: both.", 7)
PROSE = make_passage("I agreed a contract with my client.", 3)
CONTRACT = make_finding("artefact", "contract", 7, facts=(("passages", "1"),))


def needed(of: str = "contract") -> Requirement:
    needs = Needs(kind="artefact", of=of, where="document")
    return Requirement(id=of, needs=needs, source="s", if_short="No contract was found.")


def review(*findings: Finding, matches: tuple[Match, ...] = (), **more: Any) -> CriterionReview:
    criterion = make_criterion(
        "1.1",
        "Agree it",
        "signed: who signed: signed",
        **{"verb": ("agree",), "must": (needed(),), **more},
    )
    evidence = Evidence((PROSE, CLAUSES), matches, findings)
    found = weigh_criteria(make_pack([criterion]), evidence, VERBS, load_thresholds())
    return found[0]


def matched(passage: str, *, primary: bool, hits: tuple[TopicHit, ...] = ()) -> Match:
    return Match(passage=passage, criterion="1.1", primary=primary, via="decoding", score=0.4,
                 because="near", topics=hits)  # fmt: skip


def test_a_document_in_the_file_addresses_the_criterion_that_asks_for_it() -> None:
    found = review(CONTRACT)
    assert found.strength == "strong"
    assert [(m.passage, m.primary, m.via) for m in found.matches] == [("p007", True, "artefact")]
    assert "contract" in found.matches[0].because


def test_the_document_stands_as_evidence_of_its_requirement() -> None:
    (result,) = review(CONTRACT).results
    assert result.state == "met"
    assert result.evidence[0].at.block == 7


def test_the_verb_says_where_the_document_stands() -> None:
    assert "para 7" in review(CONTRACT).verb.because


def test_a_claim_in_prose_is_not_the_document() -> None:
    claimed = review(matches=(matched("p003", primary=True),))
    assert claimed.strength == "limited" and claimed.verb.state == "not_met"
    assert review().strength == "none"


def test_a_document_addresses_no_criterion_that_asks_for_thinking() -> None:
    found = review(CONTRACT, verb=("explain",))
    assert found.strength == "none" and found.matches == ()


def test_a_document_of_another_kind_addresses_nothing() -> None:
    assert review(CONTRACT.model_copy(update={"key": "feedback"})).strength == "none"


def test_a_criterion_with_passages_of_its_own_keeps_just_those() -> None:
    found = review(CONTRACT, matches=(matched("p003", primary=True),))
    assert [m.passage for m in found.matches if m.primary] == ["p003"]


def test_a_passage_that_only_came_near_keeps_its_topics() -> None:
    at = Locator(block=7, start=16, end=29)
    hit = TopicHit(topic="signed", at=at, quote="Signed: both.", score=0.5, by="words")
    found = review(CONTRACT, matches=(matched("p007", primary=False, hits=(hit,)),))
    (match,) = found.matches
    assert match.primary and match.via == "artefact" and match.topics == (hit,)


def test_the_documents_own_words_count_for_the_topics() -> None:
    signed = Requirement(
        id="signed", needs=Needs(kind="topic", topics=("signed",)), source="s", if_short="Unsigned."
    )
    found = review(CONTRACT, must=(needed(), signed))
    assert [r.state for r in found.results] == ["met", "met"]
    (hit,) = found.matches[0].topics
    assert CLAUSES.text[hit.at.start : hit.at.end] == hit.quote and "Signed" in hit.quote


def test_every_passage_of_the_document_is_evidence() -> None:
    more = CONTRACT.model_copy(update={"facts": (("passages", "2"), ("ids", "p003 p007"))})
    assert [m.passage for m in review(more).matches] == ["p003", "p007"]


def test_a_plan_of_ones_own_development_is_no_programme_of_sessions() -> None:
    needs = Needs(kind="hours", of="planned", at_least=20)
    hours = Requirement(id="hours", needs=needs, source="s", if_short="Few.")
    own = make_finding("artefact", "plan", 7, facts=(("form", "development_plan"),))
    found = review(own, must=(needed("plan"), hours))
    assert found.strength == "none" and found.results[0].state == "not_found"
    programme = own.model_copy(update={"facts": (("form", "programme_plan"),)})
    assert review(programme, must=(needed("plan"), hours)).results[0].state == "met"


def test_a_heading_with_nothing_under_it_is_the_reason_given() -> None:
    criterion = make_criterion("1.1", "Agree it", verb=("agree",))
    heading = Blank(Locator(block=4, start=0, end=5, label="para 5"))
    evidence = Evidence((PROSE,), (), (), {"1.1": heading})
    (found,) = weigh_criteria(make_pack([criterion]), evidence, VERBS, load_thresholds())
    assert found.strength == "none"
    assert "para 5" in found.because and "nothing is written" in found.because
