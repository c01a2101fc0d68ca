"""Each part of a profile is scored apart, and only what is nearer than usual tells."""

from __future__ import annotations

import numpy as np
import pytest
from builders import make_pack, make_passage

from premark.embed import WordHashes
from premark.match.decide import gather
from premark.match.profiles import Profiles, build_profiles
from premark.match.score import best_by_element, relative, score_parts, usual_scores
from premark.parse import ParsedPassage, blank_parser

ENCODER = WordHashes()
TEXTS = (
    "Flour and yeast each do their part in a dough. The rain fell all day.",
    "Kneading in a mixer is quicker than kneading by hand on a table.",
    "Of two ovens in a small kitchen the one with even heat costs more in electricity.",
)


def profiles() -> Profiles:
    return build_profiles(make_pack(), ENCODER)


def parsed(*texts: str) -> list[ParsedPassage]:
    return blank_parser().parse([make_passage(t, i + 1) for i, t in enumerate(texts)])


def scored(*texts: str) -> object:
    found = parsed(*texts)
    vectors = ENCODER.encode([s.text for p in found for s in p.sentences])
    return score_parts(gather(found), vectors, profiles(), examples=0.0)


@pytest.mark.parametrize("part", ["asks", "topics", "words", "cues"])
def test_each_part_knows_the_criterion_that_a_passage_is_about(part: str) -> None:
    found = getattr(scored(*TEXTS), part)
    assert found.shape == (3, 5)
    assert found.argmax(axis=1).tolist() == [0, 1, 3]


def test_cues_are_the_share_of_topics_whose_words_are_there() -> None:
    cues = scored("Yeast only.", "Flour and yeast.", "Neither.").cues  # type: ignore[attr-defined]
    assert cues[:, 0].tolist() == [0.5, 1.0, 0.0]


def test_the_best_sentence_speaks_for_its_passage() -> None:
    found = parsed(TEXTS[0], TEXTS[0].split(". ")[0] + ".")
    vectors = ENCODER.encode([s.text for p in found for s in p.sentences])
    near = best_by_element(gather(found), vectors, profiles())
    assert np.allclose(near[0], near[1])


def test_a_criterion_without_starting_points_is_scored_by_all_its_texts() -> None:
    found = scored(*TEXTS)
    assert found.starts.max() > 0  # type: ignore[attr-defined]


def test_relative_is_centred_by_column_and_clipped() -> None:
    scores = np.array([[1.0, 10.0], [1.0, 10.0], [1.0, 13.0]])
    found = relative(scores, 3.0)
    assert np.allclose(found[:, 0], 0)
    assert found[2, 1] > 0 > found[0, 1]
    assert abs(relative(np.array([[0.0]] * 99 + [[1.0]]), 2.0)).max() == 2.0


def test_a_criterion_that_is_near_everything_gains_nothing_by_it() -> None:
    plain = np.array([[0.1, 0.3], [0.2, 0.1]])
    lifted = plain + np.array([5.0, 0.0])
    assert np.allclose(relative(plain, 3.0), relative(lifted, 3.0))


@pytest.mark.parametrize("scores", [np.zeros((0, 2)), np.ones((1, 2)), np.ones((4, 2))])
def test_what_cannot_be_told_apart_scores_nothing(scores: np.ndarray) -> None:
    found = relative(scores, 3.0)
    assert found.shape == scores.shape and not found.any()


def test_a_passage_without_sentences_is_near_nothing() -> None:
    empty = ParsedPassage(make_passage("-"), ())
    found = parsed(TEXTS[0])
    vectors = ENCODER.encode([s.text for s in found[0].sentences])
    near = best_by_element(gather([empty, *found]), vectors, profiles())
    assert not near[0].any() and near[1].any()


def test_profiles_hold_statement_topics_and_starting_points_apart() -> None:
    made = profiles()
    assert [(e.part, e.topic) for e in made.elements if e.criterion == 0] == [
        ("asks", ""), ("topic", "flour"), ("topic", "yeast"),
    ]
    assert made.vectors.shape[0] == len(made.elements)
    assert made.codes == ("1.1", "1.2", "2.1", "2.2", "2.3")


def test_profiles_of_one_pack_are_built_once() -> None:
    pack = make_pack(digest="d" * 64)
    assert build_profiles(pack, ENCODER) is build_profiles(pack, ENCODER)


def test_example_sentences_speak_for_their_topic_by_their_share() -> None:
    pack = make_pack()
    first = pack.criteria[0]
    said = "My sister whistled while the kettle sang."
    topic = first.topics[0].model_copy(update={"examples": (said,)})
    changed = first.model_copy(update={"topics": (topic, *first.topics[1:])})
    with_one = build_profiles(
        pack.model_copy(update={"criteria": (changed, *pack.criteria[1:]), "digest": ""}), ENCODER
    )
    found = parsed("The kettle sang and my sister whistled.")
    vectors = ENCODER.encode([s.text for p in found for s in p.sentences])
    none, half, whole = (
        score_parts(gather(found), vectors, with_one, examples=share).topics[0, 0]
        for share in (0.0, 0.5, 1.0)
    )
    assert none < half < whole
    assert half == pytest.approx((none + whole) / 2)
    usual = usual_scores(with_one, examples=1.0)
    assert usual is not None and usual.topics[0, 0] < 0.5  # not near itself
