"""A copy of the unit's words is no evidence; an honest sentence on the same matter is."""

from __future__ import annotations

import pytest
from builders import make_document, passages_of

from premark.embed import load_encoder
from premark.errors import ModelMissing
from premark.match.profiles import build_profiles
from premark.match.topics import nearness
from premark.packs.load import find_pack, load_thresholds
from premark.parse import load_parser

HONEST = [
    "Mentoring is where a more experienced person passes on knowledge, advice and guidance to a "
    "less experienced mentee.",
    "Coaching is about unlocking a person's potential so that their performance at work improves.",
    "For me coaching means helping somebody to learn rather than teaching them.",
    "Supervision protects the client and develops the coach.",
]


def echoed(text: str, unit: str = "8580-500") -> list[str]:
    try:
        encoder, parser = load_encoder(), load_parser()
    except ModelMissing as missing:
        pytest.skip(str(missing))
    pack = find_pack(unit)
    parsed = tuple(parser.parse(passages_of(make_document(["# AC 1.1", text]), pack)))
    sentences = [s.text for p in parsed for s in p.sentences]
    profiles = build_profiles(pack, encoder)
    echo = load_thresholds().matching.echo
    rows = nearness(parsed, encoder.encode(sentences), profiles, echo).echoes
    return [sentences[row] for row in sorted(rows)]


@pytest.mark.parametrize("sentence", HONEST)
def test_an_honest_sentence_near_a_topic_is_evidence(sentence: str) -> None:
    assert echoed(sentence) == []


@pytest.mark.parametrize("opening", ["", "I think that it is important that "])
def test_a_topics_own_words_are_no_evidence_whatever_opens_them(opening: str) -> None:
    about = find_pack("8580-500").criterion("1.1").topics[0].about
    said = f"{opening}{about}." if opening else f"{about.capitalize()}."
    assert echoed(said) == [said]


def test_several_topics_in_one_sentence_are_no_evidence() -> None:
    topics = find_pack("8580-500").criterion("1.3").topics
    said = "; ".join(t.about for t in topics[:3]).capitalize() + "."
    assert echoed(said) == [said]


def test_the_criterion_itself_is_no_evidence() -> None:
    asks = find_pack("8580-500").criterion("2.2").asks
    assert echoed(asks) == [asks]
