"""Each kind of need counts what it says, and a shortfall says what was sought and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

import pytest
from builders import LISTS, make_criterion, make_finding, make_pack, make_passage

from premark.detect.meetings import SUM_ROW
from premark.types.criteria import NeedKind, Needs, Requirement
from premark.types.document import Locator
from premark.types.evidence import Finding, Match, RequirementResult, TopicHit
from premark.weigh.requirements import weigh_requirement
from premark.weigh.scope import Scope, distinct, near

OWN = (1, 2)  # passages 1 and 2 are the criterion's; 3 is another's


def scope_of(findings: Sequence[Finding] = (), topics: Sequence[TopicHit] = ()) -> Scope:
    criterion = make_criterion("1.1", "Explain dough", "flour: flour", "yeast: yeast")
    every = tuple(make_passage("Some words of the learner.", n) for n in (1, 2, 3))
    match = Match(passage="p001", criterion="1.1", primary=True, via="decoding", score=0.9,
                  because="near", topics=tuple(topics))  # fmt: skip
    pack = make_pack([criterion], lists=LISTS)
    own = every[: len(OWN)]
    return Scope(pack, criterion, (match,), own, every, tuple(findings), (match,))


def weigh(
    findings: Sequence[Finding] = (), hits: Sequence[TopicHit] = (), **needs: Any
) -> RequirementResult:
    wanted = Requirement(
        id="made", needs=Needs(**needs), source="clause 1", if_short="Something is missing."
    )
    return weigh_requirement(wanted, scope_of(findings, hits), required=True)


def outcome(result: RequirementResult) -> tuple[str, float, float | None]:
    return result.state, result.counted, result.at_least


def topic(name: str, by: str = "words", passage: int = 1, start: int = 0) -> TopicHit:
    at = Locator(block=passage, start=start, end=start + 10)
    return TopicHit(topic=name, at=at, quote="ten letter", score=0.5, by=by)  # type: ignore[arg-type]


def session(hours: float, of: str = "practice", passage: int = 3, **more: str) -> Finding:
    facts = (("of", of), ("counted", more.get("counted", "yes")))
    rule = more.get("rule", "row")
    return make_finding("session", "s", passage, value=hours, facts=facts, rule=rule)


def item(name: str, of: str = "grains", rule: str = "list", **more: Any) -> Finding:
    return make_finding("item", name, rule=rule, facts=(("list", of),), **more)


def test_every_kind_of_need_is_counted() -> None:
    for kind in get_args(NeedKind):
        result = weigh(kind=kind, topics=("flour",), list="grains", pattern="p", moves=("plan",),
                       of="practice", at_least=1)  # fmt: skip
        assert result.state == "not_found" and result.counted == 0, kind


def test_topics_are_counted_and_the_missing_ones_named() -> None:
    both = {"kind": "topic", "topics": ("flour", "yeast")}
    assert outcome(weigh([], [topic("flour"), topic("yeast")], **both)) == ("met", 2, 2)
    short = weigh([], [topic("flour")], **both)
    assert outcome(short) == ("short", 1, 2)
    assert "not found: yeast" in short.because
    assert outcome(weigh([], [topic("yeast")], **both, at_least=1)) == ("met", 1, 1)


def test_a_topic_by_its_words_stands_before_one_by_meaning() -> None:
    hits = [topic("flour", "meaning"), topic("flour", "words", start=50)]
    found = scope_of(topics=hits).hits("flour")
    assert [hit.by for hit in found] == ["words", "meaning"]


def test_items_are_distinct_entries_of_their_own_list() -> None:
    found = [item("rye"), item("rye", start=40), item("spelt"), item("oak", of="woods")]
    assert outcome(weigh(found, kind="item", list="grains", at_least=3)) == ("short", 2, 3)
    assert outcome(weigh(found, kind="item", list="grains", at_least=2)) == ("met", 2, 2)


def test_the_learners_own_numbering_counts_where_it_finds_more() -> None:
    found = [item("rye"), item("number 1", rule="ordinal"), item("number 2", rule="ordinal")]
    assert outcome(weigh(found, kind="item", list="grains", at_least=2)) == ("met", 2, 2)


@pytest.mark.parametrize(("numbers", "counted"), [
    ((6,), 1), ((1, 3), 3), ((2, 3), 3), ((5, 6), 2), ((1, 6), 2), ((1, 2, 4), 4),
])  # fmt: skip
def test_a_number_counts_those_before_it_only_where_they_are_told(
    numbers: tuple[int, ...], counted: int
) -> None:
    found = [item(f"number {n}", rule="ordinal") for n in numbers]
    result = weigh(found, kind="item", list="grains", at_least=2)
    assert result.counted == counted


def test_only_the_criterions_own_passages_count_unless_the_need_looks_wider() -> None:
    found = [make_finding("citation", "miller 2020", passage=3)]
    assert outcome(weigh(found, kind="citation", at_least=1)) == ("not_found", 0, 1)
    wide = weigh(found, kind="citation", at_least=1, where="document")
    assert outcome(wide) == ("met", 1, 1)
    assert wide.looked_in == 3 and wide.where == "document"


def test_sources_are_counted_once_each() -> None:
    found = [make_finding("citation", k, start=s) for s, k in enumerate(("a 1", "b 2", "a 1"))]
    assert outcome(weigh(found, kind="citation", at_least=3)) == ("short", 2, 3)


def test_a_source_is_wanted_near_each_topic() -> None:
    found = [make_finding("citation", "a 1", start=100)]
    hits = [topic("flour", start=50), topic("yeast", passage=2)]
    result = weigh(found, hits, kind="citation", each=("flour", "yeast"))
    assert outcome(result) == ("short", 1, 2)
    assert "not found: yeast" in result.because


def test_a_source_is_wanted_near_each_item_that_is_named() -> None:
    found = [item("rye", start=0), item("spelt", passage=2), make_finding("citation", "a 1")]
    result = weigh(found, kind="citation", each_item="grains")
    assert outcome(result) == ("short", 1, 2)
    assert "not found: spelt" in result.because


def test_without_any_item_a_source_for_each_is_not_met_by_nothing() -> None:
    assert weigh(kind="citation", each_item="grains").state == "not_found"


def test_models_count_by_type_and_an_unknown_one_only_where_no_type_is_asked() -> None:
    crust = make_finding("named-model", "CRUST", facts=(("type", "model"),))
    code = make_finding("named-model", "Code", start=20, facts=(("type", "code"),))
    own = make_finding("unknown-model", "My own model", start=40)
    assert outcome(weigh([crust, code], kind="named-model", types=("model",))) == ("met", 1, 1)
    assert outcome(weigh([code], kind="named-model", types=("model",)))[0] == "not_found"
    unknown = weigh([own], kind="named-model", types=("model",))
    assert unknown.state == "cannot_tell" and "My own model" in unknown.because
    assert outcome(weigh([own], kind="named-model"))[0] == "met"
    assert outcome(weigh([crust, code], kind="named-model", at_least=2)) == ("met", 2, 2)


def test_moves_count_sentences_that_more_likely_than_not_make_them() -> None:
    heard = make_finding("move", "plan", value=0.8)
    half = make_finding("move", "plan", start=20, value=0.4)
    other = make_finding("move", "describe", start=40, value=0.9)
    found = [heard, half, other]
    assert outcome(weigh(found, kind="move", moves=("plan",), at_least=2)) == ("short", 1, 2)
    assert outcome(weigh(found, kind="move", moves=("plan", "describe"), at_least=2))[0] == "met"


def test_phrases_count_keys_of_their_pattern_file() -> None:
    found = [make_finding("perspective", k, start=s) for s, k in enumerate(("a", "b", "a"))]
    assert outcome(weigh(found, kind="phrase", pattern="perspective", at_least=3)) == (
        "short", 2, 3,
    )  # fmt: skip


def test_hours_are_summed_over_the_whole_file_by_what_they_are_of() -> None:
    found = [session(1.5), session(2), session(4, of="supervision"), session(9, counted="no")]
    assert outcome(weigh(found, kind="hours", of="practice", at_least=3.5)) == ("met", 3.5, 3.5)
    assert outcome(weigh(found, kind="hours", of="supervision", at_least=5)) == ("short", 4, 5)


def test_hours_of_many_short_sessions_add_up_exactly() -> None:
    found = [session(0.1) for _ in range(10)]
    assert weigh(found, kind="hours", of="practice", at_least=1).state == "met"


def test_clients_may_be_too_many() -> None:
    found = [make_finding("client", k, passage=3) for k in "abc"]
    many = weigh(found, kind="clients", at_least=1, at_most=2)
    assert outcome(many) == ("short", 3, 1)
    assert "at most 2" in many.because
    assert weigh(found, kind="clients", at_least=3).state == "met"


def test_months_are_those_of_the_longest_plan() -> None:
    found = [make_finding("months", "plan", value=6.0), make_finding("months", "plan", value=9.0)]
    assert outcome(weigh(found, kind="months", at_least=12)) == ("short", 9, 12)


def test_a_document_of_the_kind_is_found_anywhere_in_the_file() -> None:
    found = [make_finding("artefact", "contract", passage=3)]
    assert outcome(weigh(found, kind="artefact", of="contract")) == ("met", 1, 1)
    assert weigh(found, kind="artefact", of="plan").state == "not_found"


def diary(entries: str = "") -> Finding:
    facts = (("entries", entries),) if entries else ()
    return make_finding("artefact", "reflective_log", facts=facts)


EACH: dict[str, Any] = {"kind": "artefact", "of": "reflective_log", "per": "session"}


def test_a_diary_is_set_against_the_sessions_that_were_held() -> None:
    held = [session(1.0, passage=n) for n in range(3, 11)]
    planned = [session(1.0, passage=n, counted="no") for n in range(11, 20)]
    assert outcome(weigh([diary("3"), *held, *planned], **EACH)) == ("short", 3, 8)
    assert weigh([diary("6"), *held, *planned], **EACH).state == "met"


@pytest.mark.parametrize("found", [[diary()], [diary("2")], [diary(), session(1.0)]])
def test_a_diary_is_enough_where_entries_or_sessions_are_not_known(found: list[Finding]) -> None:
    assert weigh(found, **EACH).state == "met"


def test_a_diary_is_enough_where_one_row_sums_up_several_sessions() -> None:
    summed = [session(6.0, passage=n, rule=SUM_ROW) for n in range(3, 6)]
    assert weigh([diary("2"), *summed], **EACH).state == "met"


def test_without_a_diary_no_entry_is_found_for_a_session() -> None:
    assert weigh([session(1.0)], **EACH).state == "not_found"


def test_a_document_of_its_kind_covers_a_topic_too() -> None:
    needs: dict[str, Any] = {"kind": "topic", "topics": ("loaf",), "of": "feedback"}
    assert weigh([make_finding("artefact", "feedback")], **needs).state == "met"
    assert weigh([make_finding("artefact", "plan")], **needs).state == "not_found"
    assert weigh([], [topic("loaf")], **needs).state == "met"


@pytest.mark.parametrize("needs", [
    {"kind": "hours", "of": "practice", "at_least": 18},
    {"kind": "artefact", "of": "contract"},
])  # fmt: skip
def test_evidence_that_is_only_pointed_to_cannot_be_told(needs: dict[str, Any]) -> None:
    pointer = make_finding("evidence-elsewhere", "appendix", passage=2)
    told = weigh([pointer], **needs)
    assert told.state == "cannot_tell"
    assert "not in it (para 2)" in told.because
    elsewhere = make_finding("evidence-elsewhere", "appendix", passage=3)
    assert weigh([elsewhere], **needs).state == "not_found"


def test_a_log_that_is_there_and_short_is_short_whatever_is_pointed_to() -> None:
    pointer = make_finding("evidence-elsewhere", "appendix", passage=2)
    result = weigh([pointer, session(4)], kind="hours", of="practice", at_least=18)
    assert outcome(result) == ("short", 4, 18)


def test_a_shortfall_says_what_was_sought_where_and_how_much_came() -> None:
    result = weigh(kind="named-model", at_least=2)
    assert result.because == "looked for named model in 2 passages: 0 of 2 found"
    assert result.says == "Something is missing."
    assert result.required and result.looked_in == 2


def test_what_is_met_shows_its_evidence() -> None:
    found = [make_finding("citation", "miller 2020")]
    result = weigh(found, kind="citation", at_least=1)
    assert result.evidence == tuple(found)
    assert result.because == "1 found, 1 asked (miller 2020)"


def test_the_first_of_each_key_in_reading_order_stands_for_it() -> None:
    late, early = make_finding("citation", "a", 2), make_finding("citation", "a", 1)
    assert distinct([late, early]) == {"a": early}


@pytest.mark.parametrize(("start", "block", "joined"), [
    (110, 1, True), (0, 1, True), (111, 1, False), (10, 2, False),
])  # fmt: skip
def test_near_is_within_reach_in_one_block(start: int, block: int, joined: bool) -> None:
    here = Locator(block=1, start=0, end=10)
    there = Locator(block=block, start=start, end=start + 5)
    assert near(here, there, 100) is joined and near(there, here, 100) is joined
