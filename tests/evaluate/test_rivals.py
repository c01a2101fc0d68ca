"""Simpler ways beside premark: hand-computed scores, cut-offs chosen on others, a toy run."""

from __future__ import annotations

from math import log
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from builders import make_pack
from labelled_bread import criterion, labels, review

from premark.embed.stand_in import WordHashes
from premark.evaluate.against import compare, said
from premark.evaluate.case import Case
from premark.evaluate.chosen import chosen_without
from premark.evaluate.intervals import Interval
from premark.evaluate.level_rivals import (
    cue_density,
    exact,
    level_tables,
    numbers,
    within_one,
    words_written,
)
from premark.evaluate.lexical import bm25_scores, tfidf_scores
from premark.evaluate.mapping_rivals import RIVALS, rival_maps
from premark.evaluate.measures import ratio

TEXTS = ("flour water flour dough", "oven heat")


def test_bm25_is_what_the_formula_gives() -> None:
    # "flour" twice in a text of four words, the mean being three; in one text of two.
    rarity = log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    told = 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 4 / 3))
    found = bm25_scores(["flour", "oven flour", "nothing at all"], TEXTS)
    assert found[0].tolist() == pytest.approx([rarity * told, 0.0])
    oven = 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 3))
    assert found[1].tolist() == pytest.approx([rarity * told / 2, rarity * oven / 2])
    assert found[2].tolist() == [0.0, 0.0]


def test_tfidf_of_the_same_words_is_one_and_of_others_nought() -> None:
    found = tfidf_scores(["oven heat", "flour"], TEXTS)
    assert found[0].tolist() == pytest.approx([0.0, 1.0])
    assert found[1][1] == 0.0 < found[1][0] < 1.0


def test_a_setting_is_chosen_on_the_other_documents() -> None:
    # The first setting is right in a only, the second in b and c: a is given the second, b and c
    # have one of each beside them and take the first of equals.
    counts = np.array([[[1.0, 1.0], [0.0, 1.0], [0.0, 1.0]], [[0.0, 1.0], [1.0, 1.0], [1.0, 1.0]]])
    found = chosen_without(ratio, counts)
    assert found[0].tolist() == [0.0, 1.0]  # not its own best
    assert found[1:, 0].tolist() == [0.0, 0.0]


def toy(id_: str, right: bool) -> Case:
    gold = labels(("1.1",), ("1.2",), (), strengths={"1.1": "strong", "1.2": "limited"}, id=id_)
    first, second = ((1,), (2,)) if right else ((2,), (1,))
    made = review(criterion("1.1", "strong", first), criterion("1.2", "limited", second))
    return Case(gold, made, make_pack())


def sectioned(case: Case) -> Case:
    from premark.types.document import Section

    sections = (Section(index=0, heading=None, title="Bread"),)
    return Case(case.gold, case.review.model_copy(update={"sections": sections}), case.pack)


TOOLS: Any = SimpleNamespace(encoder=WordHashes())


def test_every_rival_maps_each_passage_to_one_criterion_or_none() -> None:
    case = sectioned(toy("a", True))
    for rival in RIVALS:
        maps = rival_maps(rival, [case, case], TOOLS)
        whole = maps.given[0][0]
        assert set(whole) == {"p001", "p002", "p003"}, rival.key
        fewest = maps.given[-1][0]
        assert len(fewest) <= len(whole)


def test_headings_only_follows_a_heading_that_names() -> None:
    from premark.types.document import Section

    headed = next(rival for rival in RIVALS if rival.key == "headings")
    case = toy("a", True)
    named = (Section(index=0, heading=0, title="1.2 Kneading", criteria=("1.2",), named_by="code"),)
    case = Case(case.gold, case.review.model_copy(update={"sections": named}), case.pack)
    given = rival_maps(headed, [case], TOOLS).given[0][0]
    assert set(given.values()) == {frozenset({"1.2"})}
    bare = Case(case.gold, case.review.model_copy(
        update={"sections": (Section(index=0, heading=None),)}), case.pack)  # fmt: skip
    assert rival_maps(headed, [bare], TOOLS).given[0][0] == {}


def test_a_run_sets_premark_beside_every_rival_by_every_figure() -> None:
    cases = [sectioned(toy(name, right)) for name, right in (("a", True), ("b", True))]
    found = compare(cases, TOOLS)
    assert [c.key for c in found if c.figure == "passages.micro_f1"] == [r.key for r in RIVALS]
    assert {c.figure for c in found if c.key == "length"} == {
        "strength.exact", "strength.within_one", "strength.qwk",
    }  # fmt: skip
    assert all(c.ours == 1.0 for c in found)
    assert all(c.apart.value == pytest.approx(1.0 - (c.theirs or 0.0)) for c in found)


def test_one_document_has_no_rivals() -> None:
    assert compare([sectioned(toy("a", True))], TOOLS) == []
    assert said([]) == []


def test_where_premark_does_not_lead_is_said_in_words() -> None:
    from premark.evaluate.against import Comparison

    behind = Comparison("length", "length only", "strength.exact", 0.5, 0.7,
                        Interval(-0.2, -0.3, -0.1, 4))  # fmt: skip
    near = Comparison("length", "length only", "strength.qwk", 0.5, 0.45,
                      Interval(0.05, -0.1, 0.2, 4))  # fmt: skip
    ahead = Comparison("tfidf", "TF-IDF", "passages.micro_f1", 0.9, 0.5, Interval(0.4, 0.3, 0.5, 4))
    lines = said([behind, near, ahead])
    assert len(lines) == 2
    assert lines[0].startswith("premark is behind “length only” by strength, exact: 0.500")
    assert lines[1].startswith("premark is not clearly ahead of “length only”")
    assert said([ahead]) == ["premark is clearly ahead of every rival by every figure of this run."]


def test_lengths_are_cut_into_levels() -> None:
    case = toy("a", True)
    told = numbers(words_written, case, case.given)
    assert told == [14.0, 12.0]  # strong is the longer: some cut-offs are right of both
    tables = level_tables([case], [told])
    assert exact(tables).max() == 1.0 == within_one(tables).max()
    assert tables.sum(axis=2).tolist() == [[2.0]] * len(tables)


def test_cue_words_are_counted_in_a_hundred_and_nothing_is_less_than_none() -> None:
    passages = toy("a", True).review.passages
    assert cue_density([]) == -1.0 < cue_density(passages[:1]) == 0.0
    cued = passages[0].model_copy(update={"text": "However, critically, bread rises.", "words": 4})
    assert cue_density([cued]) == 50.0
