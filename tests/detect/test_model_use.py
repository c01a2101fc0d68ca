"""What is done with a model: described, applied, critiqued or only mentioned."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from benchmarks.models import own_uses, parser_if_there, score_sentences, score_uses
from premark.detect import model_words
from premark.detect.model_lexicon import compile_lexicon
from premark.detect.model_words import (
    OF_USE,
    ROUND_NAMES,
    any_word,
    broken_examples,
    either,
    load_words,
    pattern,
)
from premark.detect.named_models import Lexicon, find_models, named_models_in
from premark.errors import BadYaml
from premark.packs.load import load_models, load_patterns
from premark.packs.where import criteria_root
from premark.parse import Parser
from premark.types.document import Cell, Locator, Passage, Piece
from premark.types.evidence import Finding

WORDS = criteria_root() / "patterns"
CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "models"


@cache
def lexicon() -> Lexicon:
    return compile_lexicon(load_models())


@cache
def parser() -> Parser:
    there = parser_if_there()
    if there is None:
        pytest.skip("the English pipeline is not installed: grammar is not read")
    return there


def passage_of(text: str, cells: tuple[Cell, ...] = ()) -> Passage:
    at = Locator(block=0, start=0, end=len(text))
    kind = "row" if cells else "prose"
    pieces = (Piece(offset=0, at=at),)
    return Passage(id="p1", section=0, kind=kind, text=text, pieces=pieces, cells=cells)


def found(text: str, cells: tuple[Cell, ...] = ()) -> Finding:
    passage = passage_of(text, cells)
    return named_models_in((passage,), lexicon(), uses=load_patterns()["model-use"])[0]


def by_grammar(text: str) -> str:
    """The use that phrases and grammar find of the first model in `text`."""
    passage = passage_of(text)
    sentences = {passage.id: parser().parse([passage])[0].sentences}
    uses = load_patterns()["model-use"]
    return named_models_in([passage], lexicon(), uses=uses, sentences=sentences)[0].fact("use")


def test_our_own_sentences_are_three_hundred_and_precisely_read() -> None:
    precision, recall, sentences = score_sentences(CORPUS / "sentences.yaml", lexicon())
    assert sentences >= 300
    assert precision >= 0.97
    assert recall >= 0.95


def test_no_sentence_stands_twice_among_our_own() -> None:
    labelled = yaml.safe_load((CORPUS / "sentences.yaml").read_text("utf-8"))
    parts = (labelled, *labelled["later"])
    texts = [text for part in parts for texts in part["names"].values() for text in texts]
    texts += [text for part in parts for text in part["nothing"]]
    assert len(texts) == len(set(texts))


def test_each_use_is_precise_on_passages_of_our_own() -> None:
    for use, precision, recall in score_uses(own_uses(CORPUS)["uses.yaml"], lexicon(), None):
        assert (use, precision >= 0.85, recall >= 0.85) == (use, True, True)


def test_a_use_is_seldom_wrong_and_mostly_found_in_free_prose() -> None:
    unseen = own_uses(CORPUS)["uses_unseen.yaml"]
    figures = {use: (p, r) for use, p, r in score_uses(unseen, lexicon(), parser())}
    for use, floor in (("described", 0.88), ("applied", 0.95), ("critiqued", 0.93)):
        precision, recall = figures[use]
        assert (use, precision >= floor, recall >= 0.8) == (use, True, True)


def test_every_set_of_unseen_sentences_tells_how_it_was_read_at_first_sight() -> None:
    for name in ("sentences.yaml", "uses_unseen.yaml"):
        labelled = yaml.safe_load((CORPUS / name).read_text("utf-8"))
        parts = labelled if isinstance(labelled, list) else labelled["later"]
        for part in parts:
            assert part["written"]
            assert part["first_sight"]


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("We walked along Dilts' logical levels on the carpet.", "applied"),
        ("My sessions with her leaned on the GROW model.", "applied"),
        ("On Kolb's learning cycle I am forever stuck half way.", "applied"),
        ("SCARF explained the frost in the room.", "applied"),
        ("Tried OSKAR with her.", "applied"),
        ("I attended a course on the CLEAR model.", "mentioned"),
        ("I had hoped to use the CLEAR model.", "mentioned"),
        ("My tutor knew the OSCAR model.", "mentioned"),
        ("The MBTI sold well after the war.", "mentioned"),
        ("Gestalt coaching attends to what is happening now.", "described"),
        ("In CLEAR the coach contracts before anything is explored.", "described"),
        ("VARK is popular and poorly supported by studies.", "critiqued"),
        ("I remain sceptical of NLP.", "critiqued"),
        ("Compared with the rest, STEPPPA adds emotion but little else.", "critiqued"),
        ("The GROW model is an effective model.", "described"),
    ],
)
def test_grammar_says_what_is_done_where_no_phrase_does(text: str, use: str) -> None:
    assert by_grammar(text) == use


def test_the_cells_of_a_row_are_not_read_as_one_sentence() -> None:
    cells = (Cell(name="Goal", text="I led"), Cell(name="Note", text="GROW"))
    passage = passage_of("I led | GROW", cells)
    parsed = {passage.id: parser().parse([passage])[0].sentences}
    uses = load_patterns()["model-use"]
    finding = named_models_in([passage], lexicon(), uses=uses, sentences=parsed)[0]
    assert finding.fact("use") == "mentioned"


def test_a_body_s_own_doings_are_no_use_of_its_code() -> None:
    assert by_grammar("The EMCC accredits the course.") == "mentioned"


def test_a_word_that_a_lead_adds_makes_a_model_of_an_author_s_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "I drew Kolb's quilt for her."
    assert find_models(text, lexicon()) == []
    told = model_words.phrases

    def with_quilt(key: str, kind: str = ROUND_NAMES) -> tuple[str, ...]:
        return (*told(key, kind), "quilt") if key == "picture" else told(key, kind)

    monkeypatch.setattr(model_words, "phrases", with_quilt)
    either.cache_clear()
    pattern.cache_clear()
    try:
        assert [hit.model for hit in find_models(text, lexicon())] == ["Kolb"]
    finally:
        monkeypatch.undo()
        either.cache_clear()
        pattern.cache_clear()


def test_a_part_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        any_word("x", ROUND_NAMES, "no such part")


@pytest.mark.parametrize("name", [ROUND_NAMES, OF_USE])
def test_each_part_of_the_words_finds_and_ignores_what_its_lines_say(name: str) -> None:
    assert list(broken_examples(load_words(WORDS / f"{name}.yaml"))) == []


def test_a_part_whose_lines_do_not_hold_is_told(tmp_path: Path) -> None:
    wrong = "{says: x, words: [cycle], find: [lunch], ignore: [a cycle], not_yet: [cycle]}"
    path = tmp_path / "words.yaml"
    path.write_text(f"purpose: x\nparts: {{noun: {wrong}}}\n", encoding="utf-8")
    said = list(broken_examples(load_words(path)))
    assert [line.split(" '")[0] for line in said] == [
        "noun should find",
        "noun should ignore",
        "noun: this gap is closed, move it to find:",
    ]


@pytest.mark.parametrize("words", ["[]", '["(open"]'])
def test_words_that_are_missing_or_no_phrase_are_refused_by_their_file(
    tmp_path: Path, words: str
) -> None:
    path = tmp_path / "words.yaml"
    part = f"{{says: x, words: {words}, find: [a], ignore: [b]}}"
    path.write_text(f"purpose: x\nparts: {{noun: {part}}}\n", encoding="utf-8")
    with pytest.raises(BadYaml, match="words.yaml"):
        load_words(path)


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


def test_a_sentence_that_only_strings_names_says_nothing_of_them() -> None:
    strung = "I used Kolb's model and " * 21
    passage = passage_of(strung)
    found = named_models_in((passage,), lexicon(), uses=load_patterns()["model-use"])
    assert len(found) == 21
    assert {f.fact("use") for f in found} == {"mentioned"}
