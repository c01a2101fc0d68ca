"""What is done with a model: described, applied, critiqued or only mentioned."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from benchmarks.models import score_sentences, score_uses
from premark.detect.model_lexicon import compile_lexicon
from premark.detect.named_models import Lexicon, find_models, named_models_in
from premark.packs.load import load_models, load_patterns
from premark.types.document import Cell, Locator, Passage, Piece
from premark.types.evidence import Finding

CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "models"


@cache
def lexicon() -> Lexicon:
    return compile_lexicon(load_models())


def found(text: str, cells: tuple[Cell, ...] = ()) -> Finding:
    at = Locator(block=0, start=0, end=len(text))
    kind = "row" if cells else "prose"
    pieces = (Piece(offset=0, at=at),)
    passage = Passage(id="p1", section=0, kind=kind, text=text, pieces=pieces, cells=cells)
    return named_models_in((passage,), lexicon(), uses=load_patterns()["model-use"])[0]


def test_our_own_sentences_are_three_hundred_and_precisely_read() -> None:
    precision, recall, sentences = score_sentences(CORPUS / "sentences.yaml", lexicon())
    assert sentences >= 300
    assert precision >= 0.97
    assert recall >= 0.95


def test_no_sentence_stands_twice_among_our_own() -> None:
    labelled = yaml.safe_load((CORPUS / "sentences.yaml").read_text("utf-8"))
    texts = [text for texts in labelled["names"].values() for text in texts] + labelled["nothing"]
    assert len(texts) == len(set(texts))


def test_each_use_is_precise_on_passages_of_our_own() -> None:
    for use, precision, recall in score_uses(CORPUS / "uses.yaml", lexicon()):
        assert (use, precision >= 0.85, recall >= 0.85) == (use, True, True)


def test_a_finding_says_what_is_done_and_by_which_words() -> None:
    finding = found("On Monday we met. I used the CLEAR model with Client B. Then we ate.")
    assert finding.fact("use") == "applied"
    assert finding.fact("shown") == "I used CLEAR"
    assert finding.fact("said") == "I used the CLEAR model with Client B."


def test_the_sentence_after_is_read_where_it_goes_on_about_the_model() -> None:
    assert found("The GROW model is popular. It has four stages.").fact("use") == "described"
    assert found("The GROW model is popular. Lunch has four courses.").fact("use") == "mentioned"


def test_a_use_that_might_have_been_is_none() -> None:
    assert found("I could have used the CLEAR model.").fact("use") == "mentioned"


def test_an_announced_critique_is_none() -> None:
    text = "This section will critically analyse the limitations of the GROW model."
    assert found(text).fact("use") == "mentioned"


@pytest.mark.parametrize(("first", "use"), [("Date", "applied"), ("Strengths", "mentioned")])
def test_a_column_of_tools_shows_use_only_in_a_session_s_row(first: str, use: str) -> None:
    cells = (Cell(name=first, text="2 May"), Cell(name="Tool", text="Wheel of Life"))
    assert found("2 May | Wheel of Life", cells).fact("use") == use


def test_capitals_that_are_a_verb_name_no_model() -> None:
    assert find_models("I wanted them to GROW, I really did.", lexicon()) == []


def test_an_author_before_a_known_model_is_no_unknown_one() -> None:
    text = "Goleman's model of emotional intelligence begins with knowing yourself."
    assert [hit.unknown for hit in find_models(text, lexicon())] == [False]
