"""Guidance told apart from the learner's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from premark.errors import BadYaml
from premark.read.template import (
    broken_examples,
    guidance_spans,
    load_guidance,
    mark_template,
)
from premark.types.document import Block, Look

PHRASES = Path(__file__).parents[2] / "criteria" / "patterns" / "template-guidance.yaml"


def block(text: str, index: int = 0, **more: Any) -> Block:
    values: dict[str, Any] = {"kind": "paragraph", "original": text, "paragraph": index + 1, **more}
    return Block(index=index, text=text, **values)


def said(blocks: list[Block]) -> list[tuple[bool, str]]:
    return [(b.template, b.text) for b in blocks]


def test_every_example_of_the_phrase_file_holds() -> None:
    assert list(broken_examples(load_guidance(PHRASES))) == []


def test_a_broken_example_is_reported(tmp_path: Path) -> None:
    text = PHRASES.read_text(encoding="utf-8")
    path = tmp_path / "guidance.yaml"
    path.write_text(text.replace("[emphasis added]", "[insert your name]"), encoding="utf-8")
    assert "ignore" in next(broken_examples(load_guidance(path)))


def test_a_wholly_bracketed_instruction_becomes_one_template_block() -> None:
    marked = mark_template([block("{Give two examples of barriers from your own workplace.}")])
    assert said(marked) == [(True, "{Give two examples of barriers from your own workplace.}")]


def test_a_mixed_block_is_split_in_order_and_later_blocks_are_renumbered() -> None:
    text = "{Define coaching.} Coaching draws out what is there. [Insert a reference]"
    marked = mark_template([block(text, 4), block("Next.", 5)])
    assert said(marked) == [
        (True, "{Define coaching.}"),
        (False, "Coaching draws out what is there."),
        (True, "[Insert a reference]"),
        (False, "Next."),
    ]
    assert [b.index for b in marked] == [4, 5, 6, 7]
    assert {b.original for b in marked[:3]} == {text}
    assert [b.paragraph for b in marked] == [5, 5, 5, 6]


def test_guidance_in_curly_brackets_over_several_paragraphs_is_marked_whole() -> None:
    texts = ["My view. {Say what", "you did, and", "why you did it.} I chose GROW.", "More."]
    marked = mark_template([block(text, n) for n, text in enumerate(texts)])
    assert said(marked) == [
        (False, "My view."),
        (True, "{Say what"),
        (True, "you did, and"),
        (True, "why you did it.}"),
        (False, "I chose GROW."),
        (False, "More."),
    ]


def test_a_curly_bracket_never_closed_marks_nothing() -> None:
    blocks = [block("A smile :-{ and then", 0), *(block("prose", n) for n in range(1, 20))]
    assert not any(b.template for b in mark_template(blocks))


ASKED = "Describe how you agreed a contract with your client, and what it says about trust. "
TOLD = "I agreed a contract with my client, and we wrote down what it says about trust. "


@pytest.mark.parametrize("text", [
    "{" + ASKED * 6 + "}",
    "{" + ASKED * 18 + "}",
    "{" + ASKED + "You may draw on Whitmore (2017) or on Starr (2016, p. 40).}",
    "{" + ASKED + "See https://example.org/?unit=700 for an example.}",
    "{Say {at least two} things that the model leaves out.}",
])  # fmt: skip
def test_long_guidance_in_curly_brackets_is_marked_whole(text: str) -> None:
    assert said(mark_template([block(text)])) == [(True, text)]


def test_guidance_of_many_paragraphs_is_marked_up_to_its_closing_bracket() -> None:
    texts = ["{Guidance for this part:", *[f"Point {n}: say why." for n in range(20)], "Be brief.}"]
    marked = mark_template([block(t, n) for n, t in enumerate([*texts, "I chose GROW."])])
    assert [b.template for b in marked] == [True] * 22 + [False]


@pytest.mark.parametrize("text", [
    "{" + TOLD * 3 + "}",
    "{" + TOLD + "She asked what you do when nobody answers.}",
    "{" + ASKED * 40 + "}",
    "Seen before {Whitmore, 2017 #12; Starr, 2016 #3; Clutterbuck, 2014 #9; Parsloe, 2009 #4; "
    "Garvey, 2018 #2; Cox, 2014 #40; Passmore, 2021 #77} and often.",
])  # fmt: skip
def test_an_answer_a_citation_or_an_essay_in_curly_brackets_stays_the_learners(text: str) -> None:
    assert said(mark_template([block(text)])) == [(False, text.strip())]


@pytest.mark.parametrize("texts", [
    ["Smile :-{ and then", TOLD, "and more } here."],
    ["{" + TOLD, TOLD, "And so on.}"],
    ["{" + ASKED, *[ASKED * 3] * 9, "an end}"],
    ["{" + ASKED, TOLD],
    ["A set { of", "things } here."],
])  # fmt: skip
def test_a_stray_bracket_swallows_no_essay(texts: list[str]) -> None:
    assert not any(b.template for b in mark_template([block(t, n) for n, t in enumerate(texts)]))


def test_open_guidance_stops_at_a_heading_and_at_a_table() -> None:
    heading = block("Trust", 1, kind="heading", level=1)
    row = block("a | b", 1, kind="row", cells=("a", "b"), table=0, row=0)
    for between in (heading, row):
        blocks = [block("{" + ASKED, 0), between, block("an end}", 2)]
        assert not any(b.template for b in mark_template(blocks))


@pytest.mark.parametrize(
    "text",
    [
        "Coaching is older than that [1].",
        "Starr, J. (2016) The Coaching Manual. [Online]. [Accessed: 3 May 2024].",
        "She said it were [sic] fine.",
        "Whitmore {Whitmore, 2017 #44} disagrees.",
        "I support [organisation name] and its two hundred managers across six sites.",
        "Results were clear (p < 0.05) and <https://example.org> has them.",
        "Word count: 3,412",
        "The set {A, 1} and the code {7DF6A384-01E6} are mine.",
    ],
)
def test_a_learners_own_brackets_are_not_guidance(text: str) -> None:
    assert said(mark_template([block(text)])) == [(False, text)]


def test_grey_text_is_guidance_only_where_it_reads_as_an_instruction() -> None:
    grey = Look(grey=True)
    told = "You should refer to at least two models here."
    assert said(mark_template([block(told, look=grey)])) == [(True, told)]
    assert said(mark_template([block(told)])) == [(False, told)]
    caption = "Figure 2: sessions by month"
    assert said(mark_template([block(caption, look=grey)])) == [(False, caption)]


def test_a_row_is_parted_cell_by_cell_and_keeps_its_columns() -> None:
    cells = ("Name", "[insert your name]", "Jo Ames")
    row = block(" | ".join(cells), kind="row", cells=cells, table=0, row=2)
    learner, centre = mark_template([row])
    assert learner.cells == ("Name", "", "Jo Ames")
    assert centre.cells == ("", "[insert your name]", "")
    assert (centre.template, centre.row, centre.text) == (True, 2, " | [insert your name] | ")


def test_a_list_number_stays_with_the_first_part_only() -> None:
    item = block("[Insert a goal] Lead the review.", kind="list_item", number="1.")
    assert [b.number for b in mark_template([item])] == ["1.", ""]


def test_spans_point_at_the_words_they_mark() -> None:
    text = "Goal: Type your answer here. Fine."
    ((start, end),) = guidance_spans(text, load_guidance(PHRASES))
    assert text[start:end].strip() == "Type your answer here."


def test_no_blocks_give_no_blocks() -> None:
    assert mark_template([]) == []


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("just words", "file"),
        ("phrases: {prompt: [a]}", "phrases.opening"),
        ("a: [", "file"),
        ("phrases: 3", "phrases"),
    ],
)
def test_a_wrong_phrase_file_is_named_with_its_field(tmp_path: Path, text: str, field: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadYaml) as caught:
        load_guidance(path)
    assert caught.value.field == field
