"""Moves by two readers side by side: what each says, and how far one may move the other."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
import yaml
from builders import make_document, passages_of

from premark.detect.base import Rules, Seen
from premark.detect.model_lexicon import compile_lexicon
from premark.detect.move_head import load_move_head, vectors_before
from premark.detect.move_rules import MoveSeen
from premark.detect.verb_depth import (
    HOLLOW,
    LIKELY,
    Reading,
    _said,
    chief_moves,
    read_sentence,
    verb_depth,
)
from premark.embed import load_encoder
from premark.packs.load import find_pack, load_patterns
from premark.parse import Sentence, blank_parser, load_parser
from premark.types.criteria import MOVES
from premark.types.evidence import Finding

J = {move: j for j, move in enumerate(MOVES)}
AGREES = MoveSeen(("position",), "sides", "the writer agrees", "I … agree")
CAUSE = MoveSeen(("explain", "justify"), "because", "a cause", "because")


@lru_cache(maxsize=1)
def rules() -> Rules:
    lexicon = compile_lexicon({})
    return Rules(find_pack("8589-700"), load_patterns(), lexicon, load_move_head())


def found_in(*lines: str) -> list[Finding]:
    document = make_document(lines)
    parsed = tuple(load_parser().parse(passages_of(document, find_pack("8589-700"))))
    vectors = load_encoder().encode([s.text for p in parsed for s in p.sentences])
    return list(verb_depth(Seen(parsed, vectors), rules()))


def sentence(text: str = "I agree with it.") -> Sentence:
    return Sentence(0, len(text), text, blank_parser().nlp(text)[:])


def scored(**scores: float) -> np.ndarray:
    return np.array([scores.get(move, 0.01) for move in MOVES])


def reading(scores: np.ndarray, *seen: MoveSeen, hollow: bool = False) -> Reading:
    return read_sentence(sentence(), scores, seen, hollow=hollow)


def test_a_rule_raises_a_move_that_the_classifier_hears() -> None:
    value = reading(scored(position=0.5), AGREES).values[J["position"]]
    assert 0.5 < value < 0.7


def test_a_rule_alone_never_makes_a_move() -> None:
    assert reading(scored(position=0.1), AGREES).values[J["position"]] < LIKELY
    assert reading(scored(position=0.2), AGREES, AGREES).values[J["position"]] < LIKELY


def test_the_classifier_alone_is_enough() -> None:
    assert reading(scored(question=0.9)).values[J["question"]] == pytest.approx(0.9)


def test_a_rule_with_two_moves_speaks_for_the_likelier() -> None:
    read = reading(scored(explain=0.3, justify=0.6), CAUSE)
    assert read.values[J["justify"]] > 0.6
    assert read.values[J["explain"]] == pytest.approx(0.3)


def test_a_hollow_sentence_is_held_under_a_half_and_the_readers_disagree() -> None:
    read = reading(scored(evaluate=0.95), hollow=True)
    assert read.values.max() == HOLLOW < LIKELY
    assert "disagree" in _said(read, "evaluate")[1]


def test_a_hollow_sentence_that_the_classifier_hardly_hears_is_no_disagreement() -> None:
    assert "disagree" not in _said(reading(scored(evaluate=0.1), hollow=True), "evaluate")[1]


def test_who_saw_a_move_is_said_with_why() -> None:
    both = _said(reading(scored(position=0.7), AGREES), "position")
    alone = _said(reading(scored(question=0.7)), "question")
    denied = _said(reading(scored(position=0.1), AGREES), "position")
    assert (both[0], alone[0], denied[0]) == ("both", "classifier", "rules")
    assert "0.70" in both[1] and "I … agree" in both[1]
    assert "disagree" in denied[1] and "disagree" not in both[1] + alone[1]


def test_a_move_is_chief_by_its_mean_and_stands_where_it_is_likely() -> None:
    values = np.full((3, len(MOVES)), 0.05)
    values[:, J["question"]] = (0.9, 0.6, 0.1)
    values[:, J["plan"]] = (0.3, 0.4, 0.35)
    values[0, J["reflect"]] = 0.6
    chief = chief_moves(values, np.full(len(MOVES), 0.3))
    assert chief[:, J["question"]].tolist() == [True, True, False]
    assert chief[:, J["plan"]].tolist() == [False, True, False]
    assert not chief[:, J["reflect"]].any()


def test_the_sentence_before_is_of_the_same_passage() -> None:
    vectors = np.arange(1, 6, dtype=np.float32)[:, None]
    assert vectors_before([2, 0, 3], vectors)[:, 0].tolist() == [0, 1, 0, 3, 4]


def test_announcing_and_quoting_are_not_doing() -> None:
    found = found_in(
        "# 2.2", "This section will critically analyse the model and justify a view of it."
    )
    assert found == []


def test_cue_words_without_matter_are_no_likely_move() -> None:
    found = found_in(
        "# 2.2",
        "A critical evaluation of the strengths and limitations is therefore critical to this. "
        "However, this critically evaluates and analyses it in a balanced and varied way.",
    )
    assert [f.key for f in found if (f.value or 0) >= LIKELY and f.key != "describe"] == []


def test_critical_writing_without_cue_words_is_heard() -> None:
    found = found_in(
        "# 2.2",
        "The model asks for a goal in the first ten minutes. Nobody had asked the night staff. "
        "A goal set by a tired nurse at the end of a long shift protects her manager and not her.",
    )
    assert any(f.key in ("question", "evaluate") and (f.value or 0) >= LIKELY for f in found)


def test_a_finding_on_which_the_readers_disagree_says_so_as_a_fact() -> None:
    found = found_in(
        "# 2.2",
        "Theory and practice are compared and contrasted in depth. "
        "I agree with Whitmore (2017) that awareness comes first.",
    )
    told = {f.because.startswith("the readers disagree"): f.fact("readers") for f in found}
    assert told[True] == "disagree"
    assert told[False] == ""


def test_every_finding_says_its_reader_and_whether_its_move_leads() -> None:
    found = found_in(
        "# 2.2",
        "I agree with Whitmore (2017) that awareness comes first, because a coachee who sees "
        "nothing chooses nothing. One weakness of the model is that it starts from a goal. "
        "By 30 June I will have asked two clients for their view of it.",
    )
    assert {f.rule for f in found} <= {"both", "classifier", "rules"}
    assert any(f.rule == "both" for f in found)
    assert all(f.fact("leads") in ("yes", "no") for f in found)


PARAPHRASES = Path(__file__).resolve().parents[2] / "corpora" / "moves" / "paraphrases.yaml"


def own_values(manner: str) -> np.ndarray:
    """The value of its own move for each sentence of the paraphrases, said in one manner."""
    values = []
    for entry in yaml.safe_load(PARAPHRASES.read_text(encoding="utf-8"))["sentences"]:
        found = {f.key: f.value or 0.0 for f in found_in("# 2.2", entry[manner])}
        values.append(found.get(entry["move"], 0.0))
    return np.array(values)


def test_length_and_spelling_move_depth_little_in_the_mean() -> None:
    short = own_values("short")
    assert short.mean() > 0.8
    assert short.mean() - own_values("long").mean() <= 0.25
    assert short.mean() - own_values("misspelt").mean() <= 0.3
