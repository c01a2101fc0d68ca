"""The map of a small submission: runs, headings, artefacts, secondary matches, and none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from builders import make_document, make_pack, make_passage, passages_of, sections_of

from premark.embed import WordHashes
from premark.match.decide import Reading, gather, match
from premark.match.profiles import build_profiles
from premark.packs.load import load_thresholds
from premark.parse import blank_parser
from premark.types.criteria import Pack
from premark.types.evidence import Match
from premark.types.tuning import Coverage

ENCODER = WordHashes()
TUNING = load_thresholds().matching
EASY = Coverage(bias=-1.0, cut=0.5, weights={"words": 2.0, "example": 0.0, "unnamed": 0.0,
                                              "written": 0.0})  # fmt: skip
FLOUR = (
    "Flour gives the dough its gluten, water wakes it, and yeast makes the dough rise because the "
    "leaven feeds on it. Without flour no dough would hold, and without yeast none rise. Water "
    "does least, yet a dry dough has no gluten, and a wet one has more leaven than it can carry."
)
KNEAD = (
    "Kneading by hand on a table takes twenty minutes, while kneading in a mixer takes eight. By "
    "hand I feel when it is done; the machine is quicker but heats what it turns. Kneading in a "
    "machine spares the back, and kneading by hand spares the electric bill of a small shop."
)
OVENS = (
    "The gas oven holds its heat more evenly than the old one, yet it costs more to run, and in a "
    "small kitchen the temperature rises. The electricity bill decided between the two ovens. I "
    "judged the small oven the better of the two ovens, since its heat and its cost are steady."
)
ASIDE = (
    "My grandmother kept hens behind the church, and on Sundays the whole street came to sing "
    "until the bells had stopped and the children were asleep on the benches. Nobody spoke of the "
    "war then, though the men at the far end of the row had never come home from it at all."
)
ORDINARY = ("# My trade", ASIDE, FLOUR, KNEAD, OVENS, ASIDE)


def mapped(lines: tuple[str, ...], pack: Pack | None = None, **more: Any) -> list[Match]:
    document, unit = make_document(lines), pack or make_pack()
    sections = sections_of(document, unit)
    parsed = tuple(blank_parser().parse(passages_of(document, unit)))
    artefacts: Mapping[str, str] = more.get("artefacts", {})
    reading = Reading(
        parsed=parsed,
        sections=tuple(sections),
        vectors=ENCODER.encode([s.text for p in parsed for s in p.sentences]),
        titles=ENCODER.encode([s.title or " " for s in sections]),
        artefacts=artefacts,
        framing=more.get("framing", frozenset()),
        setting=more.get("setting", frozenset()),
    )
    profiles = build_profiles(unit, ENCODER)
    return match(reading, profiles, more.get("tuning", TUNING), more.get("coverage", EASY))[0]


def primary(found: list[Match]) -> dict[str, str]:
    return {m.passage: m.criterion for m in found if m.primary}


def test_nothing_matches_nothing() -> None:
    assert mapped(()) == []


def test_passages_go_to_the_criteria_that_they_are_about() -> None:
    assert primary(mapped(ORDINARY)) == {"p002": "1.1", "p003": "1.2", "p004": "2.2"}


def test_an_introduction_and_an_ending_are_none() -> None:
    given = primary(mapped(ORDINARY))
    assert "p001" not in given and "p005" not in given


def test_a_framing_passage_leans_to_none() -> None:
    sure = TUNING.model_copy(update={"framing": 50.0})
    given = primary(mapped(ORDINARY, framing=frozenset({"p002"}), tuning=sure))
    assert given == {"p003": "1.2", "p004": "2.2"}


def test_who_the_writer_is_answers_nothing_unless_a_heading_says_what_it_answers() -> None:
    lines = ("# My trade", FLOUR, KNEAD, OVENS, ASIDE)
    told = frozenset({"p001"})
    sure = TUNING.model_copy(update={"setting": 50.0})
    assert primary(mapped(lines))["p001"] == "1.1"
    assert "p001" not in primary(mapped(lines, setting=told, tuning=sure))
    named = ("# AC 1.1", *lines[1:])
    assert primary(mapped(named, setting=told, tuning=sure))["p001"] == "1.1"


def test_a_code_in_the_heading_decides_and_says_so() -> None:
    found = mapped(("# Intro", ASIDE, "# AC 2.3 Paper", ASIDE, "# AC 1.1", FLOUR, "# End", ASIDE))
    given = {m.passage: m for m in found if m.primary}
    assert given["p002"].criterion == "2.3"
    assert given["p002"].via == "heading" and "heading names" in given["p002"].because
    assert given["p003"].criterion == "1.1"


def test_a_passage_by_its_words_says_that_it_was_decoded() -> None:
    found = [m for m in mapped(ORDINARY) if m.primary]
    assert {m.via for m in found} == {"decoding"}
    assert all(m.because for m in found)


def test_two_codes_in_one_heading_are_one_run_of_one_of_them() -> None:
    found = mapped(("# Intro", ASIDE, "# AC 1.1 and 1.2", FLOUR, KNEAD, "# End", ASIDE))
    assert primary(found) == {"p002": "1.1", "p003": "1.2"}


def test_rows_of_one_table_are_decided_together() -> None:
    rows = ("| Day | Orders", "| Monday | 30 loaves", "| Tuesday | rain", "| Friday | 90 loaves")
    lines = ("# Intro", ASIDE, "# My week", *rows, "# Dough", FLOUR, "# End", ASIDE)
    given = primary(mapped(lines))
    assert len({given.get(p) for p in ("p002", "p003", "p004")}) == 1


def test_rows_of_an_artefact_serve_every_criterion_that_it_evidences() -> None:
    criteria = tuple(
        c.model_copy(update={"artefacts": ("session_log",)}) if c.id in ("2.1", "2.2") else c
        for c in make_pack().criteria
    )
    rows = ("| Day | Orders", "| Monday | 30 loaves", "| Friday | 90 loaves")
    lines = ("# Intro", ASIDE, "# Log", *rows, "# Dough", FLOUR, "# End", ASIDE)
    logs = {"p002": "session_log", "p003": "session_log"}
    found = [m for m in mapped(lines, make_pack(criteria), artefacts=logs) if m.primary]
    assert {m.criterion for m in found if m.passage == "p002"} == {"2.1", "2.2"}
    shared = next(m for m in found if m.passage == "p002")
    assert "session log" in shared.because


@pytest.mark.parametrize(
    ("kind", "line", "serves"),
    [
        ("session_log", FLOUR, {"1.1", "2.1"}),  # a log is a document in prose as well
        ("contract", FLOUR, {"1.1"}),  # of a contract in prose it is hard to tell where it ends
        ("contract", "- Flour gives the dough its gluten and yeast makes it rise.", {"1.1", "2.1"}),
    ],
)
def test_a_document_serves_all_that_it_evidences(kind: str, line: str, serves: set[str]) -> None:
    criteria = tuple(
        c.model_copy(update={"artefacts": (kind,)}) if c.id in ("1.1", "2.1") else c
        for c in make_pack().criteria
    )
    lines = ("# Intro", ASIDE, "# AC 1.1 Dough", line, "# End", ASIDE)
    found = mapped(lines, make_pack(criteria), artefacts={"p002": kind})
    assert {m.criterion for m in found if m.primary and m.passage == "p002"} == serves


def test_a_passage_that_also_serves_another_criterion_is_told_as_secondary() -> None:
    both = KNEAD + " Flour gives gluten and yeast lifts the dough, whoever kneads it."
    found = mapped(("# My trade", ASIDE, FLOUR, both, OVENS, ASIDE),
                   tuning=TUNING.model_copy(update={"secondary": 50.0}))  # fmt: skip
    others = [m for m in found if not m.primary]
    assert others and all(m.via == "secondary" for m in others)
    assert all(any(hit.by != "meaning" for hit in m.topics) for m in others)
    assert all(m.passage in primary(found) for m in others)


def test_a_passage_that_is_none_has_no_secondary_match_either() -> None:
    found = mapped(ORDINARY, tuning=TUNING.model_copy(update={"secondary": 50.0}))
    assert not [m for m in found if m.passage in ("p001", "p005")]


def test_topic_hits_quote_the_submission() -> None:
    document = make_document(ORDINARY)
    for found in mapped(ORDINARY):
        for hit in found.topics:
            at = hit.at
            assert document.blocks[at.block].text[at.start : at.end] == hit.quote


def test_scores_lie_between_nothing_and_one_and_the_map_is_the_same_twice() -> None:
    once, again = mapped(ORDINARY), mapped(ORDINARY)
    assert once == again
    assert all(0 <= m.score <= 1 for m in once)


@pytest.mark.parametrize("lines", [
    (FLOUR,), ("# 1.1 Flour", "Yes."), ("| a | b",), ("# Only a heading",), ("...",),
    ("# AC 1.1", "# AC 1.2", "# AC 2.1"),
])  # fmt: skip
def test_a_very_small_submission_is_mapped_without_complaint(lines: tuple[str, ...]) -> None:
    found = mapped(lines)
    assert np.isfinite([m.score for m in found]).all()


def test_gathering_keeps_every_passage_and_sentence_once() -> None:
    texts = [make_passage(FLOUR, 1), make_passage("a | b", 2, kind="row", table=0),
             make_passage("c | d", 3, kind="row", table=0),
             make_passage("e | f", 4, kind="row", table=1), make_passage(KNEAD, 5)]  # fmt: skip
    parsed = blank_parser().parse(texts)
    nodes = gather(parsed)
    assert [node.passages for node in nodes] == [(0,), (1, 2), (3,), (4,)]
    assert [i for node in nodes for i in node.sentences] == list(
        range(sum(len(p.sentences) for p in parsed))
    )


def test_under_a_heading_of_two_codes_a_passage_is_for_each_whose_topics_it_holds() -> None:
    pack = make_pack()
    first, second = (c.id for c in pack.criteria[:2])
    both = f"{FLOUR} {KNEAD}"
    found = mapped((f"# AC {first} and {second}", both, "# My trade", ASIDE), pack)
    primary = {m.criterion for m in found if m.primary and m.via == "heading"}
    assert primary == {first, second}
