"""Words at the head of a sentence that say nothing are known, and what is left is heard."""

from __future__ import annotations

import pytest
from builders import make_passage

from premark.openers import without_openers
from premark.packs.load import load_patterns
from premark.parse import Sentence, blank_parser


def read(text: str) -> list[Sentence]:
    parsed = blank_parser().parse([make_passage(text)])
    return list(without_openers(parsed, load_patterns())[0].sentences)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("However, the bus was late.", "the bus was late."),
        ("Therefore, on reflection, I realised that the bus was late.", "the bus was late."),
        ("The bus, however, was late.", "The bus, however, was late."),
        ("Critically ill people were there.", "ill people were there."),
        ("However, no.", "However, no."),
        ("I realised why it was late.", "I realised why it was late."),
        ("On reflection – it could be argued that buses are late.", "buses are late."),
    ],
)
def test_what_is_left_after_the_openers(text: str, said: str) -> None:
    (sentence,) = read(text)
    assert sentence.said == said and sentence.text == text
    assert sentence.bare.text == sentence.bare.span.text == said
    assert sentence.bare.end == sentence.end and sentence.bare.opens == 0


@pytest.mark.parametrize(
    "opener",
    [
        "Standing back from the detail, ",
        "It is hard to escape the conclusion that ",
        "Whatever one thinks of it, ",
        "The literature would lead us to believe that ",
        "It may not be immediately obvious, but ",
        "Having weighed the arguments, I would go so far as to say that ",
        "Unsurprisingly, ",
    ],
)
def test_a_clause_that_names_nothing_is_an_opener_in_whatever_shape(opener: str) -> None:
    first, second = read(f"{opener}the bus was late. {opener}the train was full.")
    assert (first.said, second.said) == ("the bus was late.", "the train was full.")


def test_a_single_clause_that_names_nothing_is_heard() -> None:
    text = "Standing back from the detail, the bus was late. The train was full. It rained."
    assert not any(sentence.opens for sentence in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "When I looked at the timetable, the bus was late.",
        "Kolb would say that the bus was late.",
        "He said that the bus was late.",
        "I do not accept that the bus was late.",
        "The view that the bus was late is wrong.",
        "Firstly, the bus was late.",
        "Reflection, analysis and judgement are what it lacks.",
        "In 2019, the bus was late.",
    ],
)
def test_a_clause_that_names_something_or_says_no_is_heard(text: str) -> None:
    assert [sentence.said for sentence in read(f"{text} {text}")] == [text, text]


def test_that_which_joins_nothing_ends_no_opener() -> None:
    from premark.parse import load_parser

    parsed = load_parser().parse([make_passage("I agree with that now. " * 3)])
    assert not any(s.opens for s in without_openers(parsed, load_patterns())[0].sentences)


def test_the_place_of_what_is_left_is_its_place_in_the_passage() -> None:
    text = "It rained. However, the bus was late."
    second = read(text)[1]
    assert text[second.bare.start : second.bare.end] == "the bus was late."
    assert second.bare.span.text == "the bus was late."


def test_without_a_pattern_file_nothing_is_an_opener() -> None:
    parsed = blank_parser().parse([make_passage("However, the bus was late.")])
    assert without_openers(parsed, {}) == tuple(parsed)
