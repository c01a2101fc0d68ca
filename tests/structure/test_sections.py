"""Sections hold every block once, know their role, and name criteria where the learner does."""

from __future__ import annotations

from itertools import pairwise

import pytest
from builders import (
    BAKING,
    PROSE,
    make_document,
    make_pack,
    numbered,
    sections_of,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.packs.load import find_pack, load_patterns
from premark.structure.sections import heading_role
from premark.types.document import Section

ENTRIES = (
    "Baker, A. (2019) On crust. London: Oven Press.",
    "Miller, B. C. (2020) On flour. York: Stone Press.",
    "Cook, D. (2021) On salt. Leeds: Sea Press.",
)


def cut(*lines: str) -> list[Section]:
    return sections_of(make_document(lines))


def named(*lines: str) -> dict[str, tuple[str, ...]]:
    """Criteria by title of the sections that name any."""
    return {s.title: s.criteria for s in cut(*lines) if s.criteria}


@pytest.mark.parametrize(("heading", "codes"), [
    ("1.1", "1.1"),
    ("AC 1.1", "1.1"),
    ("AC1.1:", "1.1"),
    ("LO2 2.3", "2.3"),
    ("100 2.1", "2.1"),
    ("1.1 - Explain what flour, water and yeast do", "1.1"),
    ("2.1 Plan a week of orders", "2.1"),
    ("1.1 and 1.2 Dough and kneading", "1.1 1.2"),
    ("Ovens (AC 2.2)", "2.2"),
    ("Criterion 2.2: evaluate two ovens", "2.2"),
])  # fmt: skip
@pytest.mark.parametrize("style", ["# {}", "**{}**"])
def test_a_heading_names_criteria_by_code(style: str, heading: str, codes: str) -> None:
    found = cut("# Introduction", PROSE, style.format(heading), PROSE, PROSE)
    assert [s.criteria for s in found if s.named_by == "code"] == [tuple(codes.split())]


def test_plain_codes_alone_on_their_lines_name_their_criteria() -> None:
    found = cut("1.1", PROSE, PROSE, "1.2", PROSE, "AC 2.1", PROSE)
    assert [s.criteria for s in found] == [("1.1",), ("1.2",), ("2.1",)]
    assert [len(s.blocks) for s in found] == [2, 1, 1]


@pytest.mark.parametrize("criterion", BAKING, ids=lambda c: c.id)
def test_a_heading_in_the_criterions_wording_names_it(criterion: object) -> None:
    found = cut("# Introduction", PROSE, f"# {criterion.asks}", PROSE)  # type: ignore[attr-defined]
    assert (found[-1].criteria, found[-1].named_by) == ((criterion.id,), "wording")  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", ["8580-500", "8580-501", "8589-700", "8589-701", "8589-703"])
def test_a_shipped_criterions_own_wording_names_no_other(code: str) -> None:
    pack = find_pack(code)
    for criterion in pack.criteria:
        document = make_document(["# Introduction", PROSE, f"# {criterion.asks}", PROSE])
        assert sections_of(document, pack)[-1].criteria in ((criterion.id,), ())


def test_a_question_made_from_the_criterion_names_it() -> None:
    found = cut("# Introduction", PROSE, "# How do flour, water and yeast work in a dough?", PROSE)
    assert (found[-1].criteria, found[-1].named_by) == (("1.1",), "question")


@pytest.mark.parametrize("title", ["My first shop", "Why I bake", "Two ovens", "Introduction"])
def test_a_learners_own_heading_names_nothing(title: str) -> None:
    assert named(f"# {title}", PROSE, "# Another matter", PROSE) == {}


def test_a_subsection_is_its_parents() -> None:
    found = cut("# 2.2 Two ovens", PROSE, "## What each one costs", PROSE, "# My shop", PROSE)
    assert [s.criteria for s in found] == [("2.2",), ("2.2",), ()]
    assert found[1].path == ("2.2 Two ovens", "What each one costs")
    assert found[2].path == ("My shop",)


def test_a_code_with_prose_on_its_line_opens_a_section() -> None:
    found = cut(f"AC 1.1 {PROSE}", PROSE, f"AC 1.2 {PROSE}")
    assert [(s.criteria, s.heading, s.blocks) for s in found] == [
        (("1.1",), None, (0, 1)),
        (("1.2",), None, (2,)),
    ]


def test_bare_numbers_before_prose_are_codes_when_they_come_in_order() -> None:
    found = cut(f"1.1 {PROSE}", PROSE, f"1.2 {PROSE}", f"2.1 {PROSE}")
    assert [s.criteria for s in found] == [("1.1",), ("1.2",), ("2.1",)]


def test_a_sum_that_opens_a_paragraph_is_no_code() -> None:
    assert named("# My shop", PROSE, f"2.1 kilos of flour went in and {PROSE}", PROSE) == {}


def test_steps_under_a_numbered_list_are_no_codes() -> None:
    lines = ["# How I baked", PROSE, "2.1. Step 1", "2.2. Step 2", "2.3. Step 3", PROSE]
    assert named(*lines) == {}


def test_contents_lines_are_no_codes() -> None:
    contents = ["1.1 What flour does ....... 3", "1.2 Kneading ....... 4", "2.1 Orders ....... 6"]
    found = cut("# Contents", *contents, "# 1.1 What flour does", PROSE)
    assert [s.role for s in found] == ["contents", "body"]
    assert [s.criteria for s in found] == [(), ("1.1",)]


def test_contents_lines_without_a_heading_are_kept_apart() -> None:
    contents = ["1.1 What flour does ....... 3", "1.2 Kneading ....... 4"]
    found = cut(*contents, PROSE, PROSE)
    assert [(s.role, s.criteria, len(s.blocks)) for s in found] == [
        ("contents", (), 2),
        ("body", (), 2),
    ]


def test_in_a_report_with_numbered_sections_a_number_is_a_subsection() -> None:
    lines = [
        "**1 My shop**", PROSE, "**2 The village**", PROSE, "**2.1 The people**", PROSE,
        "**2.2 The roads**", PROSE, "**3 The year**", PROSE, "**4 What comes next**", PROSE,
    ]  # fmt: skip
    assert named(*lines) == {}


def test_a_numbered_report_may_still_number_by_the_criteria() -> None:
    lines = [
        "**1 Dough**", PROSE, "**1.1 What flour, water and yeast do in dough**", PROSE,
        "**2 The shop**", PROSE, "**2.2 Evaluate two ovens for a kitchen**", PROSE,
        "**3 The year**", PROSE,
    ]  # fmt: skip
    assert list(named(*lines).values()) == [("1.1",), ("2.2",)]


def test_a_document_without_headings_is_one_section() -> None:
    found = cut(PROSE, PROSE, PROSE)
    assert [(s.heading, s.role, s.criteria, s.blocks) for s in found] == [
        (None, "body", (), (0, 1, 2))
    ]


def test_a_document_of_nothing_has_no_sections() -> None:
    assert cut() == []


@pytest.mark.parametrize(("title", "role"), [
    ("References", "references"),
    ("Bibliography", "references"),
    ("5. References", "references"),
    ("Reference list:", "references"),
    ("Table of contents", "contents"),
    ("Declaration", "declaration"),
    ("Statement of authenticity", "declaration"),
    ("Appendix 2: my log", "appendix"),
    ("Assignment front sheet", "cover"),
    ("Word count", "cover"),
])  # fmt: skip
def test_parts_that_are_no_answers_are_told_by_their_heading(title: str, role: str) -> None:
    found = cut("# My shop", PROSE, f"# {title}", "Something stands here.", "And here too.")
    assert found[-1].role == role


@pytest.mark.parametrize("title", [
    "References to my own practice in the bakery",
    "The declaration of a price war",
    "Sources of heat in a small kitchen",
    "Contents of a good dough",
    "",
])  # fmt: skip
def test_a_heading_that_only_holds_such_a_word_is_body(title: str) -> None:
    assert heading_role(title, load_patterns()["section-heading"]) is None


def test_a_list_of_references_without_a_heading_is_kept_apart() -> None:
    found = cut("# My shop", PROSE, PROSE, *ENTRIES)
    assert [(s.role, s.blocks) for s in found] == [("body", (1, 2)), ("references", (3, 4, 5))]


def test_prose_after_a_reference_list_is_body_again() -> None:
    found = cut(PROSE, *ENTRIES, PROSE, PROSE)
    assert [s.role for s in found] == ["body", "references", "body"]


def test_a_bold_entry_in_a_reference_list_is_no_heading() -> None:
    found = cut("# My shop", PROSE, "# References", f"**{ENTRIES[0]}**", *ENTRIES[1:])
    assert found[-1].role == "references" and len(found[-1].blocks) == 3


def test_a_section_of_nothing_but_entries_is_references_whatever_its_title() -> None:
    found = cut("# 1.1 Flour", PROSE, "# 2.1 What I read", *ENTRIES)
    assert (found[-1].role, found[-1].criteria) == ("references", ())


def test_what_stands_before_the_first_answer_is_the_cover() -> None:
    found = cut("**Bread in the village**", "Learner: A. N. Other", "Unit 100", "# 1.1", PROSE)
    assert [s.role for s in found] == ["cover", "body"]


def test_a_short_first_answer_is_no_cover() -> None:
    found = cut("# 1.1 Flour", "Flour holds it.", "# 1.2 Kneading", PROSE)
    assert [s.role for s in found] == ["body", "body"]


def test_headers_and_footers_are_in_no_section() -> None:
    document = make_document([PROSE, "Page 3 of 9", PROSE])
    footer = document.blocks[1].model_copy(update={"part": "footer"})
    blocks = (document.blocks[0], footer, document.blocks[2])
    found = sections_of(document.model_copy(update={"blocks": blocks}))
    assert [s.blocks for s in found] == [(0, 2)]


def test_a_code_that_word_numbers_outside_the_text_names_its_criterion() -> None:
    document = make_document([PROSE, "x", PROSE])
    item = numbered("2.2", "Two ovens compared", 1, bold=True)
    blocks = (document.blocks[0], item, document.blocks[2])
    found = sections_of(document.model_copy(update={"blocks": blocks}))
    assert found[-1].criteria == ("2.2",)


LINES = st.lists(
    st.sampled_from([
        "# 1.1 Flour", "## More", "**Bold line**", "# References", "# Contents", "# Appendix A",
        "AC 2.1 " + PROSE, "1.2 Kneading ...... 4", "- an item", "1) first", "| a | b", PROSE,
        "Short line", "A short sentence.", "2.1. Step", ENTRIES[0], "Learner: X",
    ]),
    max_size=25,
)  # fmt: skip


@settings(deadline=None, max_examples=150, derandomize=True)
@given(LINES)
def test_every_block_is_a_heading_or_in_exactly_one_section(lines: list[str]) -> None:
    document = make_document(lines)
    found = sections_of(document)
    held: list[int] = []
    for section in found:
        held += [*([] if section.heading is None else [section.heading]), *section.blocks]
    assert held == list(range(len(lines)))
    assert [s.index for s in found] == list(range(len(found)))


@settings(deadline=None, max_examples=60, derandomize=True)
@given(LINES)
def test_the_same_document_is_cut_the_same(lines: list[str]) -> None:
    document = make_document(lines)
    assert sections_of(document) == sections_of(document)
    assert all(a.blocks < b.blocks for a, b in pairwise(sections_of(document)) if b.blocks)


def test_only_codes_of_the_pack_are_named() -> None:
    found = sections_of(make_document(["# 4.4 Pies", PROSE, "# 1.1 Flour", PROSE]), make_pack())
    assert [s.criteria for s in found] == [(), ("1.1",)]


def test_an_entry_that_a_page_end_cuts_stays_in_the_list() -> None:
    cut_off = "edn. London: Oven Press."
    found = cut("# 1.1 Flour", PROSE, ENTRIES[0], cut_off, *ENTRIES[1:])
    assert [(s.role, len(s.blocks)) for s in found] == [("body", 1), ("references", 4)]


def test_prose_after_entries_is_no_entry() -> None:
    found = cut("# 1.1 Flour", PROSE, *ENTRIES, "That was the list.", PROSE)
    assert [(s.role, len(s.blocks)) for s in found] == [
        ("body", 1), ("references", 3), ("body", 2)]  # fmt: skip


def test_a_lone_number_with_prose_counts_where_the_headings_lead_up_to_it() -> None:
    found = cut("# 1.1 Flour", PROSE, "# 1.2 Kneading", PROSE, f"2.1 {PROSE}")
    assert [s.criteria for s in found] == [("1.1",), ("1.2",), ("2.1",)]


def test_a_lone_number_out_of_order_is_none() -> None:
    found = cut("# 1.2 Kneading", PROSE, "# 2.1 Plan", PROSE, f"1.1 {PROSE}")
    assert [s.criteria for s in found] == [("1.2",), ("2.1",)]


def test_a_cover_is_never_most_of_a_file() -> None:
    lines = [f"Loaf {n} is baked on a stone" for n in range(20)]
    found = cut("# Loaves", *lines, "# The end", "That is all there was.")
    assert found[0].role == "body"


@pytest.mark.parametrize("line", ["Learner: Ann Example", "Student name - Ann Example"])
def test_a_line_of_the_cover_heads_nothing_where_no_heading_follows_it(line: str) -> None:
    document = make_document(["Baking in a small village", line, PROSE, PROSE])
    sections = sections_of(document)
    assert [(s.role, s.title) for s in sections if 1 in s.blocks] == [("cover", "")]
    assert [s.role for s in sections if 2 in s.blocks] == ["body"]


def test_a_label_among_the_answers_is_no_cover() -> None:
    lines = ["# AC 1.1", *[PROSE] * 12, "Name: what we called the loaf"]
    last = sections_of(make_document(lines))[-1]
    assert last.role == "body" and last.criteria == ("1.1",)
