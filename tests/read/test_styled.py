"""Prose in a heading style is prose; the headings among it are still headings."""

from __future__ import annotations

import io

import pytest
from docx import Document as NewDocument

from premark.read import read_bytes
from premark.read.styled import reads_as_prose, unstyle_prose
from premark.types.document import Block

SENTENCES = (
    "I met the team each Friday and wrote down what we had agreed.",
    "Trust grew slowly, because two schemes before this one had been dropped. Nobody said why.",
    "Questions worked better than advice, although the first silences felt very long to me.",
)


def styled(lines: list[tuple[str, str]]) -> list[Block]:
    """Blocks of a Word file of (style, text) pairs."""
    document = NewDocument()
    for style, text in lines:
        document.add_paragraph(text, style=style)
    buffer = io.BytesIO()
    document.save(buffer)
    return list(read_bytes([("essay.docx", buffer.getvalue())]).blocks)


def headings(blocks: list[Block]) -> list[str]:
    return [b.text for b in blocks if b.kind == "heading"]


@pytest.mark.parametrize("style", ["Heading 1", "Heading 2", "Title"])
def test_an_essay_typed_in_a_heading_style_is_prose_under_its_own_titles(style: str) -> None:
    titles = ["Building trust", "2.1 Plan a week of sessions"]
    lines = [(style, t) for t in (titles[0], *SENTENCES, titles[1], *SENTENCES)]
    assert headings(styled(lines)) == titles


def test_body_in_one_heading_style_leaves_another_its_headings() -> None:
    lines = [("Heading 1", "Trust"), *(("Heading 3", s) for s in SENTENCES)]
    lines += [("Heading 1", "Doubt"), *(("Heading 3", s) for s in SENTENCES)]
    assert headings(styled(lines)) == ["Trust", "Doubt"]


def test_long_and_short_paragraphs_of_one_style_are_all_prose() -> None:
    long = " ".join(SENTENCES * 3)
    lines = [("Heading 2", t) for t in ("Trust", long, SENTENCES[0], long, SENTENCES[1])]
    assert headings(styled(lines)) == ["Trust"]


def test_one_paragraph_left_in_a_heading_style_does_not_undo_the_real_headings() -> None:
    lines = [("Heading 1", "Trust"), ("Normal", SENTENCES[0]), ("Heading 1", "Doubt")]
    lines += [("Normal", SENTENCES[0]), ("Heading 1", SENTENCES[1] + " " + SENTENCES[0])]
    lines += [("Heading 1", "Hope"), ("Normal", SENTENCES[2])]
    assert headings(styled(lines)) == ["Trust", "Doubt", "Hope"]


def test_what_is_asked_stays_a_heading_though_it_is_a_sentence() -> None:
    asked = "Say what a coach needs to know about the place where the coaching happens."
    lines = [("Heading 2", asked), ("Normal", SENTENCES[0]), ("Heading 2", asked)]
    lines += [("Normal", SENTENCES[1])]
    assert headings(styled(lines)) == [asked, asked]
    unanswered = [("Heading 2", asked), ("Heading 2", "Trust"), ("Normal", SENTENCES[0])]
    assert headings(styled(unanswered)) == [asked, "Trust"]


def test_a_title_with_a_code_or_without_sentences_is_no_prose() -> None:
    assert not reads_as_prose("AC 2.1 Plan a week of orders for a shop. Give your reasons.")
    assert not reads_as_prose("How a village shop can plan a whole week of orders for bread")
    assert not reads_as_prose("A short one.")
    assert reads_as_prose(SENTENCES[0])
    assert reads_as_prose("word " * 33)


def test_nothing_is_left_as_it_is() -> None:
    assert unstyle_prose([]) == []


def test_a_form_that_nobody_filled_in_is_told_as_one() -> None:
    document = read_bytes([("form.txt", b"Click here to enter text.")])
    assert [w.code for w in document.warnings] == ["no-answer"]
    assert "form.txt" in document.warnings[0].message
    assert not read_bytes([("form.txt", b"I chose GROW.")]).warnings


@pytest.mark.parametrize("lines", [
    [("Heading 1", "Name and purpose"), ("Heading 2", "Another section")],
    [("Normal", "1.1 Explain what coaching is"), ("Normal", "AC 1.2 Compare two models")],
])  # fmt: skip
def test_headings_without_an_answer_are_told_plainly(lines: list[tuple[str, str]]) -> None:
    document = NewDocument()
    for style, text in lines:
        document.add_paragraph(text, style=style)
    buffer = io.BytesIO()
    document.save(buffer)
    (warning,) = read_bytes([("essay.docx", buffer.getvalue())]).warnings
    assert warning.code == "no-answer"
    assert warning.message.startswith("essay.docx: only headings were found")
