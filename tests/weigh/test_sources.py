"""Citations that say what kind of source they lead to, and how the sources are counted."""

from __future__ import annotations

from premark.detect.references import citations, cut_entries
from premark.types.document import Block, Locator, Passage, Piece
from premark.types.evidence import Finding
from premark.weigh.sources import UNTOLD, Sources, count_sources, with_kinds

STARR = "Starr, J. (2016) The Coaching Manual. 4th edn. Harlow: Pearson."
GRANT = "Grant, A.M. (2012) 'ROI is a poor measure', Coaching, 5(2), pp. 74-85."
WHITMORE = "Whitmore, J. (2017) Coaching for Performance. London: Nicholas Brealey."
EMCC = "EMCC Global (2021) Global Code of Ethics. Available at: https://example.org/code."


def told(text: str, *entries: str) -> list[Finding]:
    piece = (Piece(offset=0, at=Locator(block=0, start=0, end=len(text))),)
    passage = Passage(id="p001", section=0, kind="prose", text=text, pieces=piece)
    listed = [Block(index=i, kind="paragraph", text=e, original=e) for i, e in enumerate(entries)]
    return with_kinds(citations(passage), cut_entries(listed))


def says(text: str, *entries: str) -> list[tuple[str, str]]:
    return [(f.fact("kind"), f.fact("academic")) for f in told(text, *entries)]


def test_a_citation_has_the_kind_of_its_entry() -> None:
    text = "Starr (2016), (Grant, 2012), Whitmore (2017) and the EMCC (2021)."
    assert says(text, STARR, GRANT, WHITMORE, EMCC) == [
        ("book", "yes"),
        ("journal", "yes"),
        ("book", "no"),
        ("professional body", "no"),
    ]


def test_a_source_that_is_not_listed_cannot_be_told() -> None:
    assert says("Egan (2014) says.", STARR) == [(UNTOLD, UNTOLD)]


def test_a_link_is_a_web_page_and_a_number_is_its_entry() -> None:
    assert says("see https://example.net/x here") == [("web", "no")]
    assert says("It helps [2].", f"[1] {STARR}", f"[2] {GRANT}") == [("journal", "yes")]


def test_a_misspelt_name_still_leads_to_its_entry() -> None:
    assert says("Whitmoor (2017) says.", WHITMORE) == [("book", "no")]


def test_distinct_sources_are_counted_once_each_by_kind() -> None:
    text = "Starr (2016), Starr (2016), (Whitmore, 2017), (Grant, 2012) and Egan (2014)."
    found = count_sources(told(text, STARR, WHITMORE, GRANT))
    kinds = (("book", 2), ("journal", 1), (UNTOLD, 1))
    assert found == Sources(distinct=4, kinds=kinds, academic=2, untold=1)


def test_no_citations_are_no_sources() -> None:
    assert count_sources([]) == Sources(0, (), 0, 0)
    assert with_kinds([], []) == []
