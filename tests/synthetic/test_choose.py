"""What gold a mixture of sources has: told only where it is certain."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from premark.errors import OutputError
from premark.synthetic.choose import (
    LEFT_OUT,
    WEAK,
    by_id,
    check_plantable,
    choose,
    plantable,
    settled,
    ties,
)
from premark.synthetic.sources import sources_of

UNITS = ("8580-500", "8580-501", "8580-503", "8589-700", "8589-701", "8589-703")


@pytest.mark.parametrize("unit", UNITS)
def test_a_text_taken_whole_from_one_source_has_its_labels(unit: str) -> None:
    for source in sources_of(unit):
        taken = {c: LEFT_OUT if g == "none" else source.id for c, g in source.gold.items()}
        assert settled(sources_of(unit), taken).gold == source.gold


def test_a_criterion_whose_record_comes_from_elsewhere_has_no_gold() -> None:
    """In unit 501 the logs of sessions (2.1) are evidence of the records (2.4) as well."""
    sources = sources_of("8580-501")
    whole = dict.fromkeys(sources[0].gold, "a10") | {"3.1": LEFT_OUT}
    assert settled(sources, whole).gold["2.4"] == "strong"
    assert settled(sources, whole | {"2.1": "a17"}).gold["2.4"] is None
    assert settled(sources, whole | {"2.1": "a17"}).gold["2.2"] == "limited"


def test_a_criterion_left_out_is_none_only_where_nothing_else_speaks_for_it() -> None:
    sources = sources_of("8580-501")
    whole = dict.fromkeys(sources[0].gold, "a10") | {"3.1": LEFT_OUT}
    assert settled(sources, whole | {"2.2": LEFT_OUT}).gold["2.2"] == "none"
    assert settled(sources, whole | {"2.4": LEFT_OUT}).gold["2.4"] is None  # the logs are there


def test_criteria_are_tied_by_the_blocks_that_they_share() -> None:
    assert ["2.1", "2.4", "3.1"] in ties(sources_of("8580-501"))
    assert all(len(group) == 1 for group in ties(sources_of("8580-503")))


@pytest.mark.parametrize("unit", UNITS)
def test_planted_criteria_are_weak_for_certain_and_the_others_seldom(unit: str) -> None:
    sources, draw = sources_of(unit), Random(unit)
    planted = plantable(sources, draw)[0]
    levels = Counter[str | None]()
    able = [c for c in sources[0].gold if any(s.gold[c] == "strong" for s in sources)]
    for _ in range(40):
        made = choose(sources, draw, weak=frozenset([planted]))
        assert made and made.gold[planted] in WEAK
        levels.update(made.gold[code] for code in able if code != planted)
    assert levels["none"] + levels["limited"] < 0.3 * levels.total()
    assert levels["strong"] > 0.4 * levels.total()


def test_a_criterion_of_another_unit_is_told_with_those_there_are() -> None:
    with pytest.raises(OutputError, match="9.9: no such") as told:
        check_plantable(sources_of("8580-503"), ("2.1", "9.9"), Random(1))
    assert "3.3" in told.value.hint


def test_what_cannot_be_weak_alone_is_told_with_what_can() -> None:
    """In unit 701 the records (2.4) are in the logs of all the others."""
    with pytest.raises(OutputError, match="2.4") as told:
        check_plantable(sources_of("8589-701"), ("2.4",), Random(1))
    assert "1.2" in told.value.hint and "2.4" not in told.value.hint


def test_each_source_is_found_by_its_name() -> None:
    assert by_id(sources_of("8580-503"), "a11").unit == "8580-503"
