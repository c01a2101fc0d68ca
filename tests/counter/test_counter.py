"""Changes to a submission that must not move its evidence, and those that must, on real reviews.

Behavioural tests after CheckList (Ribeiro and others, 2020): invariance, direction, least function.
The bounds are shares of criteria over four assignments of `corpora/`, none of them frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import changed_texts as change
import pytest
from changed_texts import Script, script

from premark.packs.load import all_packs, find_pack
from premark.pipeline import load_tools, map_document
from premark.read import read_bytes
from premark.types.criteria import Pack
from premark.types.evidence import STRENGTHS, CriterionReview, Review

pytestmark = pytest.mark.slow
NAMES = ("a02", "a05", "a08", "a10")
LEVEL = {name: i for i, name in enumerate(STRENGTHS)}


@cache
def review(text: str, unit: str) -> Review:
    return map_document(read_bytes([("draft.md", text.encode())]), find_pack(unit), load_tools())


def mapped(given: Script) -> dict[str, CriterionReview]:
    return {c.criterion: c for c in review(given.markdown(), given.unit).criteria}


def strengths(given: Script) -> dict[str, str]:
    return {code: found.strength for code, found in mapped(given).items()}


def moved(changed: Callable[[Script], Script]) -> list[tuple[str, str, str, str]]:
    """(assignment, criterion, strength before, after) wherever the change moved a strength."""
    found = []
    for name in NAMES:
        given = script(name)
        before, after = strengths(given), strengths(changed(given))
        found += [(name, c, before[c], after[c]) for c in before if before[c] != after[c]]
    return found


def criteria() -> int:
    return sum(len(script(name).gold) for name in NAMES)


@pytest.mark.parametrize(
    "changed",
    [
        lambda s: replace(s, learner="Oluwaseun Adeyemi-Kowalczyk"),
        lambda s: s.prose(change.other_gender),
        lambda s: s.prose(change.american),
        lambda s: s.prose(change.dialect),
    ],
    ids=["name", "gender", "spelling", "dialect"],
)
def test_who_writes_moves_no_strength(changed: Callable[[Script], Script]) -> None:
    assert any(changed(script(name)) != script(name) for name in NAMES)
    assert not moved(changed)


@pytest.mark.parametrize("words", [change.longer_words, change.shorter_words])
def test_long_words_for_short_ones_hardly_move_a_strength(words: Callable[[str], str]) -> None:
    """Other words can be a topic's own ("need", "require"), so one criterion in forty may move."""
    found = moved(lambda s: s.prose(words))
    assert len(found) <= 0.03 * criteria(), found


@pytest.mark.parametrize("shuffled", [change.paragraphs_shuffled, change.sections_shuffled])
def test_the_order_of_paragraphs_and_sections_hardly_moves_a_strength(
    shuffled: Callable[[Script], Script],
) -> None:
    found = moved(shuffled)
    assert len(found) <= 0.05 * criteria(), found


def without_each() -> Iterator[tuple[str, str]]:
    for name in NAMES:
        given = script(name)
        for code, label in given.gold.items():
            if label["strength"] != "none":
                yield name, code


def test_a_criterion_without_its_passages_falls_and_no_other_moves() -> None:
    asked = fallen = others = others_moved = 0
    for name, code in without_each():
        given = script(name)
        before = strengths(given)
        if before[code] == "none":
            continue
        rest = change.without_criterion(given, code)
        after = strengths(rest)
        shared = frozenset().union(*(p.criteria for p in given.pieces if code in p.criteria))
        asked += 1
        fallen += after[code] == "none"
        others += sum(c not in shared for c in before)
        others_moved += sum(before[c] != after[c] for c in before if c not in shared)
    assert asked >= 30
    assert fallen >= 0.9 * asked, (fallen, asked)
    assert others_moved <= 0.01 * others, (others_moved, others)


def test_critical_writing_keeps_its_depth_without_cue_words() -> None:
    given = {name: script(name) for name in NAMES}
    bare = {name: s.prose(change.without_cues) for name, s in given.items()}
    assert sum(bare[n].markdown() != given[n].markdown() for n in NAMES) >= 3
    lost = [
        (name, code)
        for name in NAMES
        for code, found in mapped(given[name]).items()
        if found.verb.state == "met" and mapped(bare[name])[code].verb.state != "met"
    ]
    assert not lost


def test_cue_words_before_every_sentence_deepen_nothing() -> None:
    deeper, stronger = [], []
    for name in NAMES:
        given = script(name)
        before, after = mapped(given), mapped(given.prose(change.sprinkled))
        for code, found in before.items():
            if found.verb.state != "met" and after[code].verb.state == "met":
                deeper.append((name, code))
            if LEVEL.get(after[code].strength, 0) > LEVEL.get(found.strength, 3):
                stronger.append((name, code))
    assert not deeper
    assert not stronger


@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.code)
def test_criteria_copied_out_under_their_headings_address_nothing(pack: Pack) -> None:
    text = "\n\n".join(f"## {c.id}\n\n{c.asks}" for c in pack.criteria)
    found = review(text, pack.code)
    assert {c.strength for c in found.criteria} == {"none"}
    assert any(notice.code == "unit-text" for notice in found.notices)


def test_halves_of_two_learners_keep_what_stands_whole_in_each() -> None:
    pairs = (("a05", "a08"), ("a10", "a01"))
    kept = asked = 0
    for first, second in pairs:
        one, two = script(first), script(second)
        joined, head, tail = change.halves(one, two)
        after = strengths(joined)
        for own, half in ((one, head), (two, tail)):
            before = strengths(own)
            inside = {id(p) for p in half}
            for code in before:
                whole = all(id(p) in inside for p in own.pieces if code in p.criteria)
                there = [p for p in joined.pieces if code in p.criteria and id(p) not in inside]
                if before[code] != "none" and whole and not there:
                    asked += 1
                    kept += after[code] == before[code]
    assert asked >= 8
    assert kept >= 0.85 * asked, (kept, asked)
