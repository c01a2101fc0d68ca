"""Whether a topic is covered is weighed over all that was written for its criterion."""

from __future__ import annotations

from typing import Any

import pytest
from builders import PROSE, make_document, make_pack, passages_of

from premark.embed import WordHashes
from premark.match.coverage import (
    TERSEST,
    USUAL,
    TopicSigns,
    Written,
    cover,
    terseness,
    topic_signs,
)
from premark.match.profiles import build_profiles
from premark.match.topics import nearness
from premark.packs.load import load_thresholds
from premark.parse import blank_parser
from premark.types.criteria import Pack, Topic
from premark.types.evidence import Match, TopicHit
from premark.types.tuning import Coverage

ENCODER = WordHashes()
SHIPPED = load_thresholds().coverage
ALL = Coverage(bias=9.0, cut=0.5, weights=dict.fromkeys(SHIPPED.weights, 0.0))
NOTHING = ALL.model_copy(update={"bias": -9.0})
BREAD = "Without gluten nothing would hold. The crumb of the loaf had opened nicely by noon."


def with_examples(**examples: tuple[str, ...]) -> Pack:
    return with_topics({name: {"examples": texts} for name, texts in examples.items()})


def with_topics(changed: dict[str, dict[str, Any]]) -> Pack:
    pack = make_pack()
    first = pack.criteria[0]
    topics = tuple(t.model_copy(update=changed.get(t.id, {})) for t in first.topics)
    return make_pack((first.model_copy(update={"topics": topics}), *pack.criteria[1:]))


def written(text: str, pack: Pack) -> tuple[Written, list[Match]]:
    document = make_document(["# AC 1.1", text, "# Close", PROSE])
    passages = passages_of(document, pack)
    parsed = tuple(blank_parser().parse(passages))
    vectors = ENCODER.encode([s.text for p in parsed for s in p.sentences])
    profiles = build_profiles(pack, ENCODER)
    match = Match(passage=passages[0].id, criterion="1.1", primary=True, via="heading", score=0.9,
                  because="near")  # fmt: skip
    return Written(parsed, profiles, nearness(parsed, vectors, profiles, 0.95)), [match]


def signs_of(text: str, pack: Pack) -> dict[str, TopicSigns]:
    whole, found = written(text, pack)
    return {s.topic.id: s for s in topic_signs(found, whole)}


def test_a_topic_whose_words_are_said_has_that_sign() -> None:
    signs = signs_of(BREAD, make_pack())
    assert signs["flour"].signs["words"] == 1.0
    assert signs["yeast"].signs["words"] == 0.0


def test_a_sentence_like_an_example_is_near_it_and_is_the_one_shown() -> None:
    pack = with_examples(yeast=("The crumb of my loaf had opened by noon.",))
    signs = signs_of(BREAD, pack)
    assert signs["yeast"].signs["example"] > 0.6
    assert signs["yeast"].row == 1


def test_an_example_that_is_copied_is_no_evidence() -> None:
    copied = "The crumb of my loaf had opened by noon."
    whole, found = written(f"{copied} I sold it in the market.", with_examples(yeast=(copied,)))
    nearest = {s.topic.id: s.signs["example"] for s in topic_signs(found, whole)}
    assert nearest["yeast"] < 0.5


def test_only_criteria_with_passages_of_their_own_have_signs() -> None:
    whole, _ = written(BREAD, make_pack())
    assert list(topic_signs([], whole)) == []


def test_a_topic_below_the_cut_is_not_told() -> None:
    whole, found = written(BREAD, make_pack())
    hit = TopicHit(topic="flour", at=whole.parsed[0].passage.locate(0, 5), quote="W", score=0.5,
                   by="words")  # fmt: skip
    told = [found[0].model_copy(update={"topics": (hit,)})]
    assert cover(told, whole, NOTHING)[0].topics == ()
    assert hit in cover(told, whole, ALL)[0].topics


def test_a_topic_above_the_cut_stands_at_its_best_sentence_by_meaning() -> None:
    pack = with_examples(yeast=("The crumb of my loaf had opened by noon.",))
    whole, found = written(BREAD, pack)
    told = {h.topic: h for h in cover(found, whole, ALL)[0].topics}
    assert told["yeast"].by == "meaning"
    assert told["yeast"].quote == "The crumb of the loaf had opened nicely by noon."


def test_secondary_matches_keep_what_they_hold() -> None:
    whole, found = written(BREAD, make_pack())
    second = found[0].model_copy(update={"primary": False})
    assert cover([second], whole, ALL) == [second]


@pytest.mark.parametrize("sign", ["words", "example", "written"])
def test_every_sign_speaks_for_a_topic(sign: str) -> None:
    assert SHIPPED.weights[sign] > 0


def test_a_probability_rises_with_each_sign_and_falls_for_a_name_that_is_not_there() -> None:
    topic = Topic(id="t", about="t")
    nothing = dict.fromkeys(SHIPPED.weights, 0.0)
    base = TopicSigns("1.1", topic, 0, nothing).probability(SHIPPED)
    for sign in SHIPPED.weights:
        moved = TopicSigns("1.1", topic, 0, {**nothing, sign: 1.0}).probability(SHIPPED)
        assert (moved < base) if sign == "unnamed" else (moved > base)


@pytest.mark.parametrize(("named", "absent"), [(True, 1.0), (False, 0.0)])
def test_a_thing_with_a_name_speaks_against_itself_where_it_is_not_named(
    named: bool, absent: float
) -> None:
    pack = with_topics({"yeast": {"named": named, "words": ("sourdough starter",)}})
    whole, found = written(BREAD, pack)
    signs = {s.topic.id: s.signs for s in topic_signs(found, whole)}
    assert signs["yeast"]["words"] == 0
    assert signs["yeast"]["unnamed"] == absent


def test_a_very_long_text_speaks_no_more_than_a_long_one() -> None:
    long, found = written(f"{BREAD} " * 40, make_pack())
    longer, also = written(f"{BREAD} " * 80, make_pack())
    (one, *_), (two, *_) = topic_signs(found, long), topic_signs(also, longer)
    assert one.signs["written"] == two.signs["written"]


def test_one_topic_lost_and_one_gained_are_both_told() -> None:
    pack = with_examples(
        flour=("The oven door was left open.",), yeast=("The crumb of my loaf had opened by noon.",)
    )
    whole, found = written("The crumb of the loaf had opened nicely by noon.", pack)
    near = {s.topic.id: s.signs["example"] for s in topic_signs(found, whole)}
    cut = Coverage(bias=-0.5, cut=0.5, weights={**ALL.weights, "example": 1.0})
    hit = TopicHit(topic="flour", at=whole.parsed[0].passage.locate(0, 3), quote="The", score=0.9,
                   by="words")  # fmt: skip
    told = cover([found[0].model_copy(update={"topics": (hit,)})], whole, cut)[0].topics
    assert near["flour"] < 0.5 < near["yeast"]
    assert [(h.topic, h.score) for h in told] == [("yeast", round(near["yeast"], 4))]


@pytest.mark.parametrize(
    ("words", "terse"),
    [
        ([], 1.0),
        ([USUAL, USUAL], 1.0),
        ([2 * USUAL, USUAL], 1.0),
        ([USUAL // 2, USUAL // 2], 2.0),
        ([USUAL, 20], 2 * USUAL / (USUAL + 20)),
        ([10, 12], TERSEST),
    ],
)
def test_a_submission_that_is_terse_throughout_is_not_held_to_others_length(
    words: list[int], terse: float
) -> None:
    assert terseness(words) == pytest.approx(terse)
