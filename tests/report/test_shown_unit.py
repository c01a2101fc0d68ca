"""A unit is shown in words, and with none of the names that its file has for things."""

from __future__ import annotations

import re

import pytest
from make_review import make_pack

from premark.packs.load import all_packs
from premark.report.asked import asked
from premark.report.unit import lines
from premark.types.criteria import Pack


@pytest.mark.parametrize("pack", all_packs(), ids=lambda pack: pack.code)
def test_a_unit_is_told_whole_and_in_words(pack: Pack) -> None:
    text = "\n".join(lines(pack))
    for criterion in pack.criteria:
        assert criterion.asks in text
        assert all(topic.about in text for topic in criterion.topics)
        assert all(asked(r, criterion) in text for r in (*criterion.must, *criterion.helps))
    assert not re.search(r"(?m)^ +(?:topic|required|helps) +[a-z]+(?:-[a-z]+)+:", text)


def test_what_is_asked_is_a_sentence() -> None:
    said = "\n".join(lines(make_pack()))
    assert "required  At least 3 of the ways to learn.  [guidance for three-ways]" in said
    assert "required  A source near each of the ways to learn that are named." in said
    assert "three-ways:" not in said
