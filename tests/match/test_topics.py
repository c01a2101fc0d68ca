"""A topic is covered by its own words, or by a sentence that is nearer to it than the rest are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders import make_criterion, make_pack, make_passage

from premark.embed import WordHashes
from premark.match.profiles import build_profiles
from premark.match.topics import _copied, is_word_list, nearness, topic_hits
from premark.packs.load import load_thresholds
from premark.parse import blank_parser
from premark.types.evidence import TopicHit

TUNING = load_thresholds().matching
WIDTH = WordHashes().width
FLOUR = make_criterion("1.1", "Explain what flour does", "gluten: what flour gives: gluten, flour")


def hits(text: str, vectors: Any = None, **tuning: float) -> list[TopicHit]:
    pack = make_pack([FLOUR])
    profiles = build_profiles(pack, WordHashes())
    parsed = blank_parser().parse([make_passage(text)])
    sentences = [s.text for p in parsed for s in p.sentences]
    given = WordHashes().encode(sentences) if vectors is None else vectors
    nearest = nearness(parsed, given, profiles, TUNING.echo)
    return topic_hits(0, parsed[0], FLOUR, nearest, TUNING.model_copy(update=tuning))


def toward(*shares: float) -> Any:
    """One vector a sentence, each this near to the topic "what flour gives"."""
    topic = WordHashes().encode(["what flour gives"])[0].astype(np.float64)
    aside = np.zeros(WIDTH)
    aside[int(np.flatnonzero(topic == 0)[0])] = 1.0
    rows = [share * topic + np.sqrt(1 - share**2) * aside for share in shares]
    return np.array(rows, dtype=np.float32)


def test_a_topics_own_word_covers_it() -> None:
    (hit,) = hits("It rained. Gluten holds the loaf.", toward(0.0, 0.0))
    assert (hit.topic, hit.by, hit.quote) == ("gluten", "words", "Gluten holds the loaf.")


def test_a_sentence_very_near_covers_it_by_meaning() -> None:
    (hit,) = hits("It rained. The grain binds.", toward(0.0, 0.9))
    assert (hit.by, hit.quote) == ("meaning", "The grain binds.")
    assert hit.score == pytest.approx(0.9, abs=1e-3)


def test_words_and_meaning_together_are_both() -> None:
    (hit,) = hits("It rained. The flour binds.", toward(0.0, 0.9))
    assert hit.by == "both"


def test_a_sentence_as_near_as_the_rest_covers_nothing() -> None:
    assert hits("It rained. It snowed.", toward(0.5, 0.5)) == []


def test_a_sentence_that_stands_out_from_many_covers_it() -> None:
    text = " ".join(f"Line number {i} is here." for i in range(40))
    shares = [0.05] * 39 + [0.5]
    (hit,) = hits(text, toward(*shares))
    assert hit.quote == "Line number 39 is here."


def test_a_sentence_that_stands_out_but_is_far_covers_nothing() -> None:
    text = " ".join(f"Line number {i} is here." for i in range(40))
    assert hits(text, toward(*([0.0] * 39 + [0.2]))) == []


def test_a_sentence_with_the_words_comes_before_one_that_is_only_near() -> None:
    (hit,) = hits("The grain binds. Gluten too.", toward(0.75, 0.7))
    assert hit.quote == "Gluten too."


def test_one_sentence_a_topic() -> None:
    assert len(hits("Flour. Gluten. Flour and gluten.")) == 1


def test_the_quote_stands_at_its_place() -> None:
    text = "It rained. Gluten holds the loaf."
    (hit,) = hits(text)
    assert text[hit.at.start : hit.at.end] == hit.quote


def test_a_criterion_without_topics_has_no_hits() -> None:
    pack = make_pack([make_criterion("1.1", "Explain bread")])
    profiles = build_profiles(pack, WordHashes())
    parsed = blank_parser().parse([make_passage("Bread.")])
    nearest = nearness(parsed, WordHashes().encode(["Bread."]), profiles, TUNING.echo)
    assert topic_hits(0, parsed[0], pack.criteria[0], nearest, TUNING) == []


def test_a_sentence_that_is_not_a_copy_covers_a_topic_however_near_it_comes() -> None:
    assert hits("It rained. Flour gives gluten.", toward(0.0, 0.95)) != []


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("flour, water, salt, yeast, sugar, butter, eggs, milk, time.", True),
        ("We used flour, water and salt, and then, as it was late, we went home, tired.", False),
        ("When the loaf came out, flat, grey and smelling of damp, my mother, who had baked for "
         "forty years, said that, if I asked her, she would, that once, show me, slowly.", False),
    ],
)
def test_key_words_strung_together_are_no_sentence(text: str, listed: bool) -> None:
    assert is_word_list(text) is listed


@pytest.mark.parametrize("text", ["Active listening", "listening", "•", ""])
def test_words_too_few_to_be_copied_are_no_copy_of_a_longer_text(text: str) -> None:
    assert _copied(text, ["active listening and how questions are put to a baker"]) == 0.0
