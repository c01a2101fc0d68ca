"""Changes to a submission that must not move its evidence, and those that must, on real reviews.

Behavioural tests after CheckList (Ribeiro and others, 2020): invariance, direction, least function.
The bounds are shares of criteria over seven assignments of `corpora/` in all six ILM units, none of
them frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import changed_texts as change
import pytest
import yaml
from changed_texts import Script, script

from premark.evaluate.remembered import remembering
from premark.packs.load import all_packs, find_pack
from premark.pipeline import Tools, load_tools, map_document
from premark.read import read_bytes
from premark.types.criteria import Criterion, Pack
from premark.types.evidence import STRENGTHS, CriterionReview, Review

pytestmark = pytest.mark.slow
NAMES = ("a02", "a05", "a06", "a07", "a08", "a10", "a12")
FIRST = ("a02", "a05", "a08", "a10")  # tried before the others, with bounds that are narrower
ELEMENTS = Path(__file__).parent / "elements.yaml"
LEVEL = {name: i for i, name in enumerate(STRENGTHS)}


@cache
def tools() -> Tools:
    """Sentences that a change leaves alone are not embedded again."""
    return remembering(load_tools())


@cache
def review(text: str, unit: str) -> Review:
    return map_document(read_bytes([("draft.md", text.encode())]), find_pack(unit), tools())


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


def criteria(names: tuple[str, ...] = NAMES) -> int:
    return sum(len(script(name).gold) for name in names)


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
    """Other words can be a topic's own ("need", "require"), so one criterion in thirty may move."""
    found = moved(lambda s: s.prose(words))
    assert len(found) <= 0.033 * criteria(), found
    first = [each for each in found if each[0] in FIRST]
    assert len(first) <= 0.03 * criteria(FIRST), first


@pytest.mark.parametrize("shuffled", [change.paragraphs_shuffled, change.sections_shuffled])
def test_the_order_of_paragraphs_and_sections_hardly_moves_a_strength(
    shuffled: Callable[[Script], Script],
) -> None:
    found = moved(shuffled)
    assert len(found) <= 0.05 * criteria(), found


def test_pages_in_another_order_move_few_strengths_and_raise_none_to_strong() -> None:
    """A page that is cut from its heading may belong to another criterion for a reader too."""
    found = moved(change.pages_shuffled)
    assert len(found) <= 0.22 * criteria(), found
    assert sum(abs(LEVEL[a] - LEVEL[b]) > 1 for _, _, a, b in found) <= 0.08 * criteria(), found
    assert not [each for each in found if each[2:] == ("none", "strong")]


def without_each() -> Iterator[tuple[str, str]]:
    for name in NAMES:
        given = script(name)
        for code, label in given.gold.items():
            if label["strength"] != "none":
                yield name, code


@dataclass(frozen=True)
class Deleted:
    """Every criterion taken out in its turn: how many, how many fell to none, and each other
    criterion's script with whether it moved."""

    asked: int
    fallen: int
    others: tuple[tuple[str, bool], ...]

    def moved(self, names: tuple[str, ...] = NAMES) -> float:
        """Share of the other criteria of these scripts that moved."""
        told = [moved for name, moved in self.others if name in names]
        return sum(told) / len(told)


@cache
def deleted() -> Deleted:
    asked = fallen = 0
    others: list[tuple[str, bool]] = []
    for name, code in without_each():
        given = script(name)
        before = strengths(given)
        if before[code] == "none":
            continue
        after = strengths(change.without_criterion(given, code))
        shared = frozenset().union(*(p.criteria for p in given.pieces if code in p.criteria))
        asked += 1
        fallen += after[code] == "none"
        others += [(name, before[c] != after[c]) for c in before if c not in shared]
    return Deleted(asked, fallen, tuple(others))


def test_a_criterion_without_its_passages_falls_and_no_other_moves() -> None:
    found = deleted()
    assert found.asked >= 30
    assert found.fallen >= 0.9 * found.asked, (found.fallen, found.asked)
    assert found.moved() <= 0.02


@pytest.mark.xfail(strict=True, reason="asked: one in a hundred; here 6 of 333 (1.8%) move")
def test_one_in_a_hundred_others_moves_in_the_first_scripts() -> None:
    assert deleted().moved(FIRST) <= 0.01


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


Risen = list[tuple[str, str]]


def risen(changed: Callable[[Script], Script]) -> tuple[Risen, Risen]:
    """Where a verb is met that was not before the change, and where a strength is higher."""
    deeper, stronger = [], []
    for name in NAMES:
        before, after = mapped(script(name)), mapped(changed(script(name)))
        for code, found in before.items():
            if found.verb.state != "met" and after[code].verb.state == "met":
                deeper.append((name, code))
            if LEVEL.get(after[code].strength, 0) > LEVEL.get(found.strength, 3):
                stronger.append((name, code))
    return deeper, stronger


def test_cue_words_before_every_sentence_deepen_nothing() -> None:
    """A paragraph that they lengthen may be cut elsewhere, and its end be mapped anew."""
    deeper, stronger = risen(lambda s: s.prose(change.sprinkled))
    assert not deeper
    assert len(stronger) <= 0.02 * criteria(), stronger
    assert not [each for each in stronger if each[0] in FIRST]


def test_openers_that_nobody_listed_deepen_little() -> None:
    """Before every sentence. Until their shape was known one criterion in seven grew stronger."""
    unforeseen = change.UNFORESEEN
    deeper, stronger = risen(lambda s: s.prose(lambda text: change.sprinkled(text, unforeseen)))
    assert len(deeper) <= 0.04 * criteria(), deeper
    assert len(stronger) <= 0.08 * criteria(), stronger


def elements() -> list[tuple[str, dict[str, Any]]]:
    listed = yaml.safe_load(ELEMENTS.read_text(encoding="utf-8"))
    return [(name, element) for name, own in listed.items() for element in own]


def met_elements(given: Script) -> dict[str, bool]:
    """Whether each required element is met, by criterion and id: "1.2 culture"."""
    found = mapped(given).items()
    return {
        f"{code} {r.requirement}": r.state == "met"
        for code, own in found
        for r in own.results
        if r.required
    }


def kind_of(given: Script, element: str) -> str:
    code, id_ = element.split()
    return next(r.needs.kind for r in find_pack(given.unit).criterion(code).must if r.id == id_)


def test_an_element_whose_words_are_taken_out_turns_short_and_hardly_another_moves() -> None:
    """What is counted always turns short. A topic may be heard in what stands beside it still:
    how much was written on a criterion speaks for all of its topics (`premark.match.coverage`)."""
    asked, stays, others, moved_others = 0, [], 0, []
    for name, element in elements():
        given, of = script(name), element["of"]
        shorter = change.without_words(given, element["gone"])
        before, after = met_elements(given), met_elements(shorter)
        if not before[of]:
            continue
        asked += 1
        if after[of]:
            stays.append((name, of, kind_of(given, of)))
        rest = [each for each in before if each not in (of, *element.get("with", ()))]
        others += len(rest)
        moved_others += [(name, of, each) for each in rest if before[each] != after[each]]
    assert asked >= 0.9 * len(elements()), asked
    assert {kind for *_, kind in stays} <= {"topic"}, stays
    assert len(stays) <= 0.28 * asked, stays
    assert len(moved_others) <= 0.03 * others, moved_others


@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.code)
def test_criteria_copied_out_under_their_headings_address_nothing(pack: Pack) -> None:
    text = "\n\n".join(f"## {c.id}\n\n{c.asks}" for c in pack.criteria)
    found = review(text, pack.code)
    assert {c.strength for c in found.criteria} == {"none"}
    assert any(notice.code == "unit-text" for notice in found.notices)


def guidance(criterion: Criterion) -> str:
    """All that the unit and its reports say of a criterion to people, as paragraphs."""
    about = [topic.about for topic in criterion.topics]
    told = [said for r in (*criterion.must, *criterion.helps) for said in (r.if_short, r.ask)]
    every = [criterion.asks, *about, *criterion.starting_points, *told, *criterion.notes]
    return "\n\n".join(f"{said[:1].upper()}{said[1:]}" for said in every if said)


@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.code)
def test_guidance_copied_out_under_its_headings_addresses_nothing(pack: Pack) -> None:
    text = "\n\n".join(f"## {c.id}\n\n{guidance(c)}" for c in pack.criteria)
    assert {c.strength for c in review(text, pack.code).criteria} == {"none"}


def test_guidance_pasted_among_an_assignment_strengthens_nothing() -> None:
    for name in NAMES:
        given = script(name)
        added = {c.id: guidance(c) for c in find_pack(given.unit).criteria}
        pasted = change.with_paragraphs(given, added)
        before, after = strengths(given), strengths(pasted)
        higher = [c for c in before if LEVEL.get(after[c], 0) > LEVEL.get(before[c], 3)]
        assert not higher, (name, higher)


def test_halves_of_two_learners_keep_what_stands_whole_in_each() -> None:
    pairs = (
        ("a05", "a08"), ("a08", "a05"), ("a10", "a01"), ("a01", "a10"), ("a02", "a11"),
        ("a12", "a03"), ("a07", "a04"), ("a06", "a09"),
    )  # fmt: skip
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
