"""Each part taken out: what goes, what stays, and that nothing else is touched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from builders import make_pack, make_passage
from labelled_bread import criterion, labels, review
from lxml import etree

from premark.detect.base import Rules
from premark.detect.move_head import load_move_head
from premark.detect.move_rules import MoveSeen, load_move_rules
from premark.detect.verb_depth import read_sentence
from premark.embed.stand_in import WordHashes
from premark.evaluate.ablation import HEADLINE, losses
from premark.evaluate.case import Case
from premark.evaluate.figures import measures
from premark.evaluate.page import render_page
from premark.evaluate.parts import PARTS, Part, undecided
from premark.evaluate.remembered import RememberedEncoder, RememberedParser, remembering
from premark.evaluate.run import Wanted, run
from premark.packs.load import find_pack, load_patterns, load_thresholds, load_verbs
from premark.parse import blank_parser
from premark.pipeline import Tools
from premark.types.criteria import MOVES

BY_KEY = {part.key: part for part in PARTS}
UNUSED: Any = None


def tools() -> Tools:
    patterns, head = load_patterns(), load_move_head()
    return Tools(blank_parser(), WordHashes(), load_thresholds(), load_verbs(),
                 lambda pack: Rules(pack, patterns, UNUSED, head))  # fmt: skip


def test_without_decoding_no_switch_costs_and_all_else_stays() -> None:
    whole, without = tools().thresholds, BY_KEY["decoding"].tools(tools()).thresholds
    changed = {
        name for name, value in whole.matching if getattr(without.matching, name) != value
    }
    assert changed == {"to_next", "to_other", "to_none"}
    assert without.depth == whole.depth and without.coverage == whole.coverage


def test_without_rules_on_moves_neither_phrase_nor_tree_speaks() -> None:
    pack = find_pack("8589-700")
    whole, without = tools().rules(pack), BY_KEY["move-rules"].tools(tools()).rules(pack)
    assert without.trees is not None and without.trees.rules == ()
    assert whole.patterns.keys() - without.patterns.keys() == {"move"}
    assert without.head is whole.head and load_move_rules().rules


def test_without_the_classifier_the_rules_alone_decide() -> None:
    head = undecided(load_move_head())
    vectors = np.ones((1, 384), dtype=np.float32)
    scores = head.predict([blank_parser().nlp("Bread rises.")[:]], vectors, vectors)
    assert np.all(scores < 0.5) and scores[0].argmin() == MOVES.index("describe")
    seen = [MoveSeen(("explain",), "because", "says why", "because")]
    values = read_sentence(UNUSED, scores[0], seen, hollow=False).values
    assert [m for m, v in zip(MOVES, values, strict=True) if v > 0.5] == ["explain"]


@pytest.mark.parametrize(("key", "gone"), [
    ("starting-points", lambda c: c.starting_points),
    ("examples", lambda c: [s for t in c.topics for s in t.examples]),
    ("topic-words", lambda c: [w for t in c.topics for w in t.words]),
])  # fmt: skip
def test_guidance_goes_from_a_copy_of_the_pack(key: str, gone: Any) -> None:
    pack = find_pack("8589-700")
    without = BY_KEY[key].pack(pack)
    assert any(gone(c) for c in pack.criteria) and not any(gone(c) for c in without.criteria)
    assert without.digest != pack.digest  # or the profiles of the whole would be taken
    assert [c.asks for c in without.criteria] == [c.asks for c in pack.criteria]
    assert [c.must for c in without.criteria] == [c.must for c in pack.criteria]


def test_a_text_is_encoded_once_and_comes_out_the_same() -> None:
    asked: list[str] = []

    def encode(texts: list[str]) -> Any:
        asked.extend(texts)
        return WordHashes().encode(texts)

    encoder = RememberedEncoder(SimpleNamespace(name="n", weights="w", encode=encode))
    first = encoder.encode(["flour", "water", "flour"])
    second = encoder.encode(["water"])
    assert asked == ["flour", "water"]
    assert np.array_equal(first, WordHashes().encode(["flour", "water", "flour"]))
    assert np.array_equal(second[0], first[1]) and encoder.encode([]).shape[0] == 0


def test_the_same_passages_are_parsed_once_and_few_readings_are_kept() -> None:
    calls: list[int] = []

    def parse(passages: Any) -> list[str]:
        calls.append(len(passages))
        return [p.text for p in passages]

    parser = RememberedParser(SimpleNamespace(name="n", parse=parse))
    one, two, three = (make_passage(text, i) for i, text in enumerate("abc", start=1))
    assert parser.parse([one]) == parser.parse([one]) == ["a"]
    parser.parse([two])
    parser.parse([three])
    assert len(calls) == 3 and len(parser.known) == 2


def test_what_each_figure_loses_is_told() -> None:
    gold = labels(("1.1",), ("1.2",), (), strengths={"1.1": "strong", "1.2": "limited"})
    right = review(criterion("1.1", "strong", (1,)), criterion("1.2", "limited", (2,)))
    wrong = review(criterion("1.1", "limited", (1,)), criterion("1.2", "limited", (2,)))
    whole = [Case(gold, right, make_pack())] * 3
    found = losses(Part("x", "x"), whole, [Case(gold, wrong, make_pack())] * 3,
                   measures(whole, lambda name: name))  # fmt: skip
    by_name = {loss.figure: loss for loss in found.losses}
    assert tuple(by_name) == HEADLINE
    assert by_name["strength.exact"].value == 0.5 and by_name["strength.exact"].lost.value == 0.5
    assert by_name["strength.exact"].falls and not by_name["passages.micro_f1"].falls
    assert found.as_dict()["says"].startswith("falls: strength, exact")


@pytest.mark.slow
def test_a_whole_run_with_rivals_and_parts(corpus: Path, tmp_path: Path) -> None:
    for name in ("a02", "a06"):
        for ending in ("yaml", "docx"):
            shutil.copyfile(corpus / f"{name}.{ending}", tmp_path / f"{name}.{ending}")
    found = run(tmp_path, Wanted(baselines=True, ablate=True))
    plain = run(tmp_path, Wanted())
    assert found.figures == plain.figures  # remembering changes nothing
    assert [part.key for part in found.ablation] == [part.key for part in PARTS]
    without = {part.key: {x.figure: x.value for x in part.losses} for part in found.ablation}
    whole = {name: each.value for name, each in found.intervals.items()}
    for key, name in (("headings", "passages.micro_f1"), ("classifier", "moves.macro_f1")):
        assert (without[key][name] or 0.0) < (whole[name] or 0.0)
    assert without["classifier"]["passages.micro_f1"] == whole["passages.micro_f1"]
    assert len({(c.key, c.figure) for c in found.comparisons}) == 4 * 2 + 5 * 3
    json.dumps(found.as_dict(), allow_nan=False)
    etree.fromstring(render_page(found).encode())


def test_headings_that_are_hidden_already_are_no_part() -> None:
    from premark.evaluate.run import _parts

    assert "headings" not in [p.key for p in _parts(Wanted(hide=True, ablate=True))]
    assert _parts(Wanted()) == []
    assert remembering(tools()).encoder.name == WordHashes().name
