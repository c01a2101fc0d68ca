"""A section whose text was read for another criterion than its heading names is told."""

from __future__ import annotations

from builders import PROSE, make_document, passages_of, sections_of

from premark.types.evidence import Match, Notice
from premark.weigh.overruled import overruled_headings
from premark.weigh.review import Evidence

LINES = ["# 1.1 Flour", PROSE, "# 1.2 Ovens", PROSE, "# Close", PROSE]


def told(*given: tuple[str, str], score: float = 0.9) -> Notice | None:
    document = make_document(LINES)
    matches = tuple(
        Match(passage=passage, criterion=code, primary=True, via="decoding",
              score=0.5 if code == "2.1" else score,
              because="near")
        for passage, code in given
    )  # fmt: skip
    evidence = Evidence(tuple(passages_of(document)), matches, ())
    return overruled_headings(document, sections_of(document), evidence)


def test_a_heading_that_its_text_bears_out_is_not_told() -> None:
    assert told(("p001", "1.1"), ("p002", "1.2"), ("p003", "1.1")) is None


def test_a_section_without_any_match_is_not_overruled() -> None:
    assert told(("p001", "1.1")) is None


def test_an_overruled_heading_is_told_with_its_place() -> None:
    notice = told(("p001", "1.1"), ("p002", "1.1"))
    assert notice is not None
    assert "headed 1.2, read as 1.1" in notice.message
    assert [at.block for at in notice.places] == [2]


def test_a_heading_that_its_text_bears_out_less_than_another_is_told() -> None:
    notice = told(("p001", "1.1"), ("p002", "2.1"), ("p002", "1.2"))
    assert notice is None
    weaker = told(("p001", "1.1"), ("p002", "2.1"), ("p002", "1.2"), score=0.3)
    assert weaker is not None
    assert "headed 1.2, read as 2.1" in weaker.message
