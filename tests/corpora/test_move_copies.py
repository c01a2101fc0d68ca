"""Copies of sentences, said at length and with slips: the same moves, and the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from premark.parse import load_parser
from premark.train.move_copies import lengthened, misspelt
from premark.train.move_corpus import read_wrappings

ROOT = Path(__file__).resolve().parents[2]
WORDS = read_wrappings(ROOT / "corpora" / "moves")
SAID = (
    "She stayed quiet because her manager read the log.",
    "I chose the short form.",
    "The Trust's own figures (Smith, 2019) say little of it.",
)


def spans() -> list[object]:
    return [doc[:] for doc in load_parser().nlp.pipe(SAID)]


def test_every_sentence_slips_somewhere_and_keeps_its_names_and_years() -> None:
    copies = misspelt(spans())
    assert all(copy != text for copy, text in zip(copies, SAID, strict=True))
    assert "Smith, 2019" in copies[2]


def test_a_slip_leaves_most_words_as_they_were() -> None:
    for copy, text in zip(misspelt(spans()), SAID, strict=True):
        same = set(text.split()) & set(copy.split())
        assert len(same) >= len(set(text.split())) / 2


def test_a_longer_copy_holds_every_word_of_its_sentence() -> None:
    for copy, text in zip(lengthened(spans(), WORDS), SAID, strict=True):
        assert len(copy.split()) > len(text.split())
        assert {w.strip(".,").lower() for w in text.split()} <= {
            w.strip(".,").lower() for w in copy.split()
        }


def test_copies_are_the_same_each_time() -> None:
    assert misspelt(spans()) == misspelt(spans())
    assert lengthened(spans(), WORDS) == lengthened(spans(), WORDS)


@pytest.mark.parametrize("name", ["before", "after_noun", "after_pronoun", "at_end"])
def test_no_wrapping_is_of_the_sentences_that_measure_it(name: str) -> None:
    folder = ROOT / "corpora" / "moves"
    wrappings = yaml.safe_load((folder / "wrappings.yaml").read_text(encoding="utf-8"))
    measured = (folder / "paraphrases.yaml").read_text(encoding="utf-8").lower()
    assert wrappings[name]
    assert not [w for w in wrappings[name] if w.strip(" ,").lower() in measured]
