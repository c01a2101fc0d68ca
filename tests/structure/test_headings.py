"""Headings are told by style, look, number or place; prose, dates and contents lines are not."""

from __future__ import annotations

import time

import pytest
from builders import PROSE, make_document, numbered

from premark.structure.headings import body_size, find_headings, is_contents_line
from premark.types.document import Block, Document, Look

CODES = ("1.1", "1.2", "2.1", "2.2", "2.3")


def titles(document: Document) -> list[str]:
    return [document.blocks[i].text for i in find_headings(document, CODES)]


def paragraph(text: str, **look: object) -> Block:
    shown = Look(**look)  # type: ignore[arg-type]
    return Block(index=0, kind="paragraph", text=text, original=text, look=shown)


def document_of(*blocks: Block) -> Document:
    placed = tuple(b.model_copy(update={"index": i}) for i, b in enumerate(blocks))
    return make_document([]).model_copy(update={"blocks": placed})


def test_a_heading_style_is_a_heading_at_its_level() -> None:
    document = make_document(["# Dough", PROSE, "## By hand", PROSE])
    assert find_headings(document, CODES) == {0: 1, 2: 2}


@pytest.mark.parametrize("look", [{"bold": True}, {"size": 14.0}, {"caps": True}])
def test_a_line_that_stands_out_is_a_heading(look: dict[str, object]) -> None:
    long = paragraph(PROSE, size=11.0)
    line = paragraph("What ovens cost", **{"size": 11.0, **look})
    assert list(find_headings(document_of(long, line, long), CODES)) == [1]


def test_a_larger_line_is_further_out() -> None:
    long = paragraph(PROSE, size=11.0)
    big, less = paragraph("Bread", size=18.0), paragraph("Flour", size=14.0)
    assert find_headings(document_of(big, less, long), CODES) == {0: 1, 1: 2}


def test_a_plain_short_line_between_paragraphs_is_a_heading() -> None:
    assert titles(make_document([PROSE, "What ovens cost", PROSE])) == ["What ovens cost"]


@pytest.mark.parametrize("line", [
    "It cost ten pounds.",
    "what ovens cost",
    "12/04/2024",
    "£1,200",
    "These are the things that matter most:",
    "- an item",
])  # fmt: skip
def test_a_short_sentence_date_sum_or_item_is_no_heading(line: str) -> None:
    assert titles(make_document([PROSE, line, PROSE])) == []


def test_a_line_after_a_colon_is_no_heading() -> None:
    assert titles(make_document(["These matter:", "Heat and cost", PROSE])) == []


def test_a_whole_passage_in_bold_is_no_row_of_headings() -> None:
    plain = [paragraph(PROSE)] * 3
    long, short = paragraph(PROSE, bold=True), paragraph("And so it rose", bold=True)
    assert titles(document_of(*plain, long, short, long, *plain)) == []


@pytest.mark.parametrize("look", [{"bold": True}, {"caps": True}])
def test_an_essay_in_one_look_throughout_is_read_as_if_it_had_none(look: dict[str, object]) -> None:
    long, title = paragraph(PROSE, **look), paragraph("What ovens cost", **look)
    short = paragraph("It cost ten pounds in all", **look)
    listed = numbered("1.", "Heat the oven", 0).model_copy(update={"look": Look(**look)})  # type: ignore[arg-type]
    coded = paragraph("AC 2.1 Plan a week of orders", **look)
    document = document_of(title, long, long, short, listed, coded, long, long)
    assert titles(document) == ["What ovens cost", "AC 2.1 Plan a week of orders"]


def test_short_bold_sentences_are_not_taken_for_an_essay_in_bold() -> None:
    """A thin submission: what is asked stands in bold, with full stops, over short answers."""
    asked = paragraph("Say how you would plan a week of orders for a village shop.", bold=True)
    answer = paragraph("It sold well on every Friday that we opened.")
    title = paragraph("Bread", bold=True)
    document = document_of(asked, paragraph("I asked the customers."), title, answer)
    assert titles(document) == ["Bread"]


@pytest.mark.parametrize("lines", [
    ["**Dummy PDF file**"],
    ["**Warm**", "**Kind**", "**Brave**", "**Honest**", "**Fair**"],
])  # fmt: skip
def test_where_every_line_stands_out_none_is_a_heading(lines: list[str]) -> None:
    assert titles(make_document(lines)) == []


@pytest.mark.parametrize("lines", [
    ["# Name and purpose", "## Another section", "### And one more"],
    ["**1.1 Explain what flour does**", "**1.2 Compare two ovens**"],
    ["AC 1.1 Explain what flour does", "AC 1.2 Compare two ovens"],
])  # fmt: skip
def test_headings_that_nobody_answered_are_no_answers(lines: list[str]) -> None:
    assert len(titles(make_document(lines))) == len(lines)


def test_headings_over_a_table_or_a_text_box_stay_headings() -> None:
    assert titles(make_document(["**Log**", "| Day | Loaves", "| Monday | 3"])) == ["Log"]
    box = paragraph("Answer").model_copy(update={"part": "text_box"})
    assert titles(document_of(paragraph("Log", bold=True), box)) == ["Log"]


def test_lines_alike_in_a_row_are_a_list_under_the_heading_before_them() -> None:
    values = ["**Warm**", "**Kind**", "**Brave**", "**Honest**"]
    assert titles(make_document(["# Values", *values, PROSE])) == ["Values", "Honest"]
    asked = ["**AC 1.1 Explain**", "**AC 1.2 Compare**", "**AC 2.1 Plan**", "**AC 2.2 Judge**"]
    assert len(titles(make_document([*asked, PROSE]))) == 4


@pytest.mark.parametrize("original", [" " * 20_000 + "x", "." * 20_000 + "x", "a " * 9_000 + "."])
def test_a_line_of_blanks_or_dots_is_judged_in_linear_time(original: str) -> None:
    text = " ".join(original.split())
    block = Block(index=0, kind="paragraph", text=text, original=original)
    start = time.perf_counter()
    assert not is_contents_line(block)
    assert titles(document_of(paragraph(PROSE), block, paragraph(PROSE))) == []
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("line", [
    "What flour does .......... 3",
    "What flour does … 3",
    "2.1 Plan a week\t12",
    "1.1 Flour . . . . 4",
])  # fmt: skip
def test_a_contents_line_is_no_heading(line: str) -> None:
    block = Block(index=0, kind="paragraph", text=" ".join(line.split()), original=line)
    assert is_contents_line(block)
    assert titles(document_of(paragraph(PROSE), block, paragraph(PROSE))) == []


def test_a_line_in_a_contents_style_is_a_contents_line() -> None:
    assert is_contents_line(paragraph("1.1 Flour", style="TOC 1"))
    assert not is_contents_line(paragraph("1.1 Flour"))
    assert not is_contents_line(paragraph("We sold 30 loaves in week 3"))


@pytest.mark.parametrize("line", ["AC 1.1", "AC1.1: Explain what flour does", "LO2 2.3"])
def test_a_marked_code_makes_a_heading_of_a_plain_line(line: str) -> None:
    assert titles(make_document([PROSE, line, PROSE])) == [line]


@pytest.mark.parametrize("line", ["1.1", "1.1.", "(2.3)", "1.1 and 1.2", "**1.1**", "100 2.1"])
def test_a_code_alone_on_its_line_heads_the_prose_under_it(line: str) -> None:
    assert len(titles(make_document([PROSE, line, PROSE]))) == 1


def test_a_column_of_figures_is_no_row_of_headings() -> None:
    assert titles(make_document([PROSE, "2.1", "2.2", "2.3", "9.9", PROSE])) == []
    assert titles(make_document([PROSE, "2.1", "| a | b", "| c | d"])) == []


def test_a_numbered_line_between_two_tables_heads_the_second() -> None:
    table = ["| Date | Length", "| 2 May | 1 hour"]
    lines = [PROSE, "5.1 Log for Client A", *table, "5.2 Log for Client B", *table, PROSE]
    assert titles(make_document(lines)) == ["5.1 Log for Client A", "5.2 Log for Client B"]
    for between in ("18.5 hours in all", "My own record"):
        assert between not in titles(make_document([PROSE, *table, between, *table, PROSE]))


def test_a_typed_number_sets_the_level() -> None:
    document = make_document(["**1 Dough**", PROSE, "**1.1 Flour**", PROSE])
    assert find_headings(document, CODES) == {0: 1, 2: 2}


def test_a_bold_item_that_word_numbers_is_a_heading() -> None:
    bold = numbered("2.1", "Plan a week of orders", 1, bold=True)
    plain = numbered("2.1", "Plan a week of orders", 1)
    long = paragraph(PROSE)
    assert titles(document_of(long, bold, long)) == ["Plan a week of orders"]
    assert titles(document_of(long, plain, long)) == []


def test_rows_footnotes_and_headers_are_no_headings() -> None:
    row = make_document(["| **Day** | Loaves", "| Monday | 3"]).blocks
    note = paragraph("A short note", bold=True).model_copy(update={"part": "footnote"})
    assert titles(document_of(*row, note, paragraph(PROSE))) == []


def test_the_body_size_is_the_commonest_by_letters() -> None:
    blocks = [paragraph("Bread", size=20.0), paragraph(PROSE, size=11.04), paragraph("x")]
    assert body_size(blocks) == 11.0
    assert body_size([paragraph("x")]) is None


def test_nothing_has_no_headings() -> None:
    assert find_headings(make_document([]), CODES) == {}
