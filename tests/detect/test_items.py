"""Items are told by name, by the learner's counting, and by the lines that set them out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from premark.detect.base import Rules, Seen
from premark.detect.items import items
from premark.packs.load import load_patterns
from premark.types.criteria import ListEntry
from premark.types.evidence import Finding
from tests.builders import make_pack
from tests.detect.submissions import Draft

UNUSED: Any = None
METHODS = {
    "learning-methods": (
        ListEntry(name="workshop"),
        ListEntry(name="work shadowing", also=("shadowing",)),
    )
}


def found(draft: Draft, rule: str) -> list[str]:
    seen = draft.seen()
    rules = Rules(make_pack(lists=METHODS), load_patterns(), UNUSED, UNUSED)
    return [f.key for f in items(Seen(seen.parsed, np.zeros((0, 1))), rules) if f.rule == rule]


def test_entries_are_found_by_their_names() -> None:
    draft = Draft().prose("A workshop costs more than shadowing a colleague does.")
    assert found(draft, "list") == ["workshop", "work shadowing"]


def test_an_ordinal_before_the_matter_is_a_number() -> None:
    assert found(Draft().prose("The second such method is slower."), "ordinal") == ["number 2"]


COUNTED_OFF = {
    "bare ordinals": (
        "Four methods were weighed. First, reading. Second, a visit. Third, a talk. Fourth, rest.",
        4,
    ),
    "the matter is named in the lead": (
        "Three methods were weighed. The first is reading. Another is a visit. Last comes travel.",
        3,
    ),
    "two items are on the list": (
        "One is the workshop. It takes a day. Another is shadowing. The third is a long walk.",
        3,
    ),
    "over two paragraphs": ("Firstly, a workshop was held.", "Secondly, there was shadowing.", 2),
    "a story": ("First we met. Then we ate. Finally we went home.", 0),
    "one alone": ("The first is the workshop. It takes a day.", 0),
    "numbers out of order": ("The third is a workshop. The fifth is shadowing.", 0),
    "other matters in the same words": ("One of my sons rang. Another client came late.", 0),
}


@pytest.mark.parametrize("case", COUNTED_OFF)
def test_a_run_that_is_counted_off_tells_how_many(case: str) -> None:
    *lines, number = COUNTED_OFF[case]
    draft = Draft().heading("Other ways")
    for line in lines:
        draft.prose(str(line))
    kept = found(draft, "ordinal")
    assert kept == [f"number {n}" for n in range(1, int(str(number)) + 1)]


def test_counting_does_not_run_on_into_another_section() -> None:
    draft = Draft().heading("One").prose("The first method is a workshop.")
    draft.heading("Two").prose("Secondly, there is shadowing as a method.")
    assert found(draft, "ordinal") == ["number 1"]  # by its noun alone


def test_lines_beside_known_entries_are_items_too() -> None:
    draft = Draft().items("Workshop: one day", "Job shadowing, a week", "A term at sea")
    assert found(draft, "line") == ["a term at sea"]


def test_the_line_that_leads_to_a_list_is_none_of_it() -> None:
    draft = Draft().items("The methods that I weighed:", "Workshop", "A term at sea")
    assert found(draft, "line") == ["a term at sea"]


def test_a_list_on_other_matters_holds_no_items() -> None:
    assert found(Draft().items("Bread", "Workshop bench", "A term at sea"), "line") == []


def test_first_cells_of_a_table_are_items_where_two_are_known() -> None:
    rows = [["What", "Cost"], ["Workshop", "10"], ["Shadowing", "0"], ["On-line library", "48"]]
    assert found(Draft().rows(rows), "line") == ["on-line library"]


def test_a_finding_quotes_what_it_found() -> None:
    draft = Draft().prose("Two methods. The first is reading. The second is a visit.")
    seen = draft.seen()
    rules = Rules(make_pack(lists=METHODS), load_patterns(), UNUSED, UNUSED)
    kept: list[Finding] = [f for f in items(seen, rules) if f.rule == "ordinal"]
    assert [f.quote for f in kept] == ["The first", "The second"]
    assert all("number" in f.because for f in kept)
