"""Words at the head of a sentence that say nothing are known, and what is left is heard."""

from __future__ import annotations

import pytest
from builders import make_passage

from premark.openers import OPENER, without_openers
from premark.packs.load import load_patterns
from premark.parse import Sentence, blank_parser


def read(text: str) -> list[Sentence]:
    parsed = blank_parser().parse([make_passage(text)])
    return list(without_openers(parsed, load_patterns()[OPENER])[0].sentences)


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


def test_the_place_of_what_is_left_is_its_place_in_the_passage() -> None:
    text = "It rained. However, the bus was late."
    second = read(text)[1]
    assert text[second.bare.start : second.bare.end] == "the bus was late."
    assert second.bare.span.text == "the bus was late."


def test_without_a_pattern_file_nothing_is_an_opener() -> None:
    parsed = blank_parser().parse([make_passage("However, the bus was late.")])
    assert without_openers(parsed, None) == tuple(parsed)
