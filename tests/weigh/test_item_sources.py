"""What asks for a source each, joined to the source that stands nearest it."""

from __future__ import annotations

from typing import Any

from builders import make_finding

from premark.types.criteria import Needs
from premark.types.document import Locator
from premark.types.evidence import CriterionReview, Finding, Match, TopicHit, VerbResult
from premark.weigh.item_sources import item_sources

EACH = Needs(kind="citation", each_item="ways")


def at(found: Finding, start: int, end: int) -> Finding:
    return found.model_copy(update={"at": Locator(block=found.at.block, start=start, end=end)})


def item(name: str, start: int, passage: int = 1, **more: Any) -> Finding:
    made = make_finding("item", name, passage, rule="list", facts=(("list", "ways"),), **more)
    return at(made, start, start + len(name))


def source(key: str, start: int, passage: int = 1) -> Finding:
    return at(make_finding("citation", key, passage), start, start + len(key))


def review(*topics: TopicHit) -> CriterionReview:
    match = Match(passage="p001", criterion="1.1", primary=True, via="decoding", score=0.9,
                  because="near", topics=topics)  # fmt: skip
    other = match.model_copy(update={"passage": "p002"})
    verb = VerbResult(state="met", verb="Explain", level=5, because="")
    return CriterionReview(criterion="1.1", strength="partial", because="", verb=verb,
                           matches=(match, other))  # fmt: skip


def told(needs: Needs, found: CriterionReview, *findings: Finding) -> list[tuple[str, str]]:
    joined = item_sources(needs, found, findings)
    return [(each.name, each.source.key if each.source else "") for each in joined]


def test_each_item_has_the_source_that_stands_nearest_it() -> None:
    found = [item("workshop", 0), item("podcast", 100), source("smith 2019", 12),
             source("cipd 2021", 110), item("shadowing", 5, 2), item("workshop", 9, 2)]  # fmt: skip
    assert told(EACH, review(), *found) == [
        ("workshop", "smith 2019"),
        ("podcast", "cipd 2021"),
        ("shadowing", ""),
    ]


def test_a_source_beside_any_mention_of_an_item_is_its_own() -> None:
    found = [item("workshop", 0), item("workshop", 0, 2), source("smith 2019", 20, 2)]
    (joined,) = item_sources(EACH, review(), found)
    assert joined.source is not None and joined.at is not None and joined.at.block == 2


def test_what_stands_elsewhere_counts_only_where_the_requirement_looks_there() -> None:
    found = [item("workshop", 0, 3), source("smith 2019", 20, 3)]
    assert told(EACH, review(), *found) == []
    wide = EACH.model_copy(update={"where": "document"})
    assert told(wide, review(), *found) == [("workshop", "smith 2019")]


def test_a_topic_that_is_not_covered_has_no_place() -> None:
    hit = TopicHit(topic="flour", at=Locator(block=1, start=0, end=5), quote="flour", score=1,
                   by="words")  # fmt: skip
    needs = Needs(kind="citation", each=("flour", "yeast"))
    joined = item_sources(needs, review(hit), [source("smith 2019", 20)])
    assert [(j.name, j.at is None, j.source is None) for j in joined] == [
        ("flour", False, False),
        ("yeast", True, True),
    ]


def test_a_requirement_that_asks_for_no_source_each_joins_nothing() -> None:
    assert told(Needs(kind="item", list="ways"), review(), item("workshop", 0)) == []
