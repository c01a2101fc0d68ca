"""What a report says of the kinds of a criterion's sources."""

from __future__ import annotations

from make_review import citation

from premark.report.cited import source_note, sources_said, sources_short
from premark.types.evidence import Finding


def cited(key: str, kind: str, academic: str, secondary: str = "no") -> Finding:
    facts = (("secondary", secondary), ("kind", kind), ("academic", academic))
    return citation().model_copy(update={"key": key, "facts": facts})


FOUND = (
    cited("starr 2016", "book", "yes"),
    cited("hay 2007", "book", "no"),
    cited("starr 2016", "book", "yes"),
    cited("grant 2012", "journal", "yes"),
    cited("egan 2014", "cannot tell", "cannot tell"),
)


def test_kinds_are_counted_once_a_source_and_what_is_untold_stands_last() -> None:
    assert sources_said(FOUND) == (
        "4 distinct sources: 2 books, 1 journal article, 1 of a kind that cannot be told. "
        "Academic: 2; for 1 it cannot be told."
    )
    assert sources_short(FOUND) == "4 sources, 2 academic"


def test_nothing_is_said_where_nothing_is_cited() -> None:
    assert (sources_said(()), sources_short(())) == ("", "")


def test_a_source_says_its_kind_and_where_it_was_read() -> None:
    assert source_note([cited("a 2012", "journal", "yes")]) == "journal article, academic"
    assert source_note([cited("a 2012", "book", "no", "yes")]) == "book, read in another source"
