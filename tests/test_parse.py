"""Sentences stand where they say, lose no word, and are not cut at abbreviations."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest
from builders import make_passage
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.errors import ModelMissing
from premark.parse import ParsedPassage, Parser, blank_parser, load_parser
from premark.pins import Pinned

BLANK = blank_parser()
LIGHT = """
import sys
from premark.parse import blank_parser
blank_parser()
left_out = [name for name in ("torch", "typer", "spacy.cli") if name in sys.modules]
assert not left_out, left_out
import spacy.cli
assert callable(spacy.cli.info) and spacy.cli.download
"""


def sentences(text: str, parser: Parser = BLANK, kind: str = "prose") -> list[str]:
    (parsed,) = parser.parse([make_passage(text, kind=kind)])
    return [sentence.text for sentence in parsed.sentences]


def test_sentences_come_in_order() -> None:
    assert sentences("It rose. It fell! Did it?") == ["It rose.", "It fell!", "Did it?"]


def test_lines_of_a_passage_are_cut_apart() -> None:
    assert sentences("These matter:\nheat\ntime") == ["These matter:", "heat", "time"]


def test_a_row_is_one_sentence() -> None:
    assert sentences("Monday. | 3 loaves. | Sold.", kind="row") == ["Monday. | 3 loaves. | Sold."]


@pytest.mark.parametrize("text", [
    "Baker et al. (2019) say so.",
    "It is told, e.g. Miller's tale.",
    "See p. 44 of it.",
    "As Dr. Cook says.",
])  # fmt: skip
def test_an_abbreviation_does_not_end_a_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_passages_and_results_come_one_for_one() -> None:
    passages = [make_passage(t, i) for i, t in enumerate(["One. Two.", "", "Three."])]
    parsed = BLANK.parse(passages)
    assert [p.passage for p in parsed] == passages
    assert [len(p.sentences) for p in parsed] == [2, 0, 1]
    assert BLANK.parse([]) == []


def squeezed(text: str) -> str:
    return "".join(text.split())


def placed(parsed: Sequence[ParsedPassage]) -> None:
    for each in parsed:
        text, last = each.passage.text, 0
        for sentence in each.sentences:
            assert text[sentence.start : sentence.end] == sentence.text
            assert sentence.start >= last
            last = sentence.end
        told = "".join(sentence.text for sentence in each.sentences)
        assert squeezed(told) == squeezed(text)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.text(alphabet="aB. ?!\n\"'’(),1é\u00a0-", max_size=120))
def test_every_letter_is_in_one_sentence_at_its_place(text: str) -> None:
    placed(BLANK.parse([make_passage(text)]))


@pytest.mark.slow
def test_the_real_parser_keeps_words_and_places() -> None:
    texts = ["I coached. Then (Whitmore, 2017, p. 4) I asked; she said “no.” It was late.",
             "word " * 3000, "a\nb\n\nc", "…", "1. 2. 3."]  # fmt: skip
    parser = load_parser()
    placed(parser.parse([make_passage(t, i) for i, t in enumerate(texts)]))
    assert load_parser() is parser


@pytest.mark.slow
def test_the_real_parser_mends_what_abbreviations_break() -> None:
    text = "This was shown by Baker et al. (2019) in a bakery. It holds."
    assert sentences(text, load_parser()) == [text[:-10], "It holds."]


def test_a_parser_that_is_not_installed_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pinned = Pinned("loaf", "no_such_package_of_grammar", "model", "0" * 64, "1.2")
    monkeypatch.setattr("premark.parse.pins", lambda kind: [pinned])
    with pytest.raises(ModelMissing, match="no_such_package_of_grammar") as told:
        load_parser.__wrapped__()
    assert "no-such-package-of-grammar==1.2" in told.value.hint
    assert "pip install" in told.value.hint


@pytest.mark.parametrize("sign", ["(", "_", "-", "!?", "…"])
def test_a_long_run_of_signs_is_parsed_in_no_time_and_loses_nothing(sign: str) -> None:
    text = f"Before it. {sign * 20_000} After it."
    parsed = blank_parser().parse([make_passage(text)])[0]
    assert all(text[s.start : s.end] == s.text for s in parsed.sentences)
    assert sum(len(s.span) for s in parsed.sentences) < 300
    assert parsed.sentences[0].text.startswith("Before it.")
    assert "After it." in parsed.sentences[-1].text


def test_spacy_comes_without_its_command_line_which_can_still_be_asked_for() -> None:
    run = [sys.executable, "-c", LIGHT]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
