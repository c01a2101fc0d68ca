"""Text and Markdown files go in; their blocks, in the right encoding, must come out."""

from __future__ import annotations

import textwrap

import pytest

from premark.errors import NoText, UnsupportedFormat
from premark.read import read_bytes
from premark.read.plain import read_plain
from premark.types.document import Block

LONG = (
    "The manager met each supervisor once a fortnight and kept short notes of what was agreed. "
    "Trust grew slowly because two earlier schemes had been dropped without a word to anyone."
)
OTHER = (
    "Questions worked better than advice, although the first few silences felt very long. "
    "By the third meeting the team leader brought an agenda and asked for less direction."
)


def plain(text: str | bytes) -> list[Block]:
    data = text if isinstance(text, bytes) else text.encode()
    return read_plain(data, "essay.txt", markdown=False)[0]


def markdown(text: str) -> list[Block]:
    return read_plain(text.encode(), "essay.md", markdown=True)[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_files_are_read_without_a_warning(encoding: str) -> None:
    blocks, warnings = read_plain("Schön’s “reflection”".encode(encoding), "a.txt", markdown=False)
    assert [block.text for block in blocks] == ["Schön’s “reflection”"]
    assert warnings == []


def test_windows_text_is_read_with_a_warning_that_names_the_file() -> None:
    blocks, warnings = read_plain("Schön’s".encode("cp1252"), "old.txt", markdown=False)
    assert blocks[0].text == "Schön’s"
    assert [warning.code for warning in warnings] == ["guessed-encoding"]
    assert "old.txt" in warnings[0].message


def test_wrapped_lines_are_joined_and_blank_lines_part_paragraphs() -> None:
    text = textwrap.fill(LONG, 70) + "\r\n\r\n" + textwrap.fill(OTHER, 70)
    assert [block.text for block in plain(text)] == [LONG, OTHER]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    blocks = plain(f"INTRODUCTION\n{LONG}\n{OTHER}\nConclusion\n{LONG}\n")
    assert [b.text for b in blocks] == ["INTRODUCTION", LONG, OTHER, "Conclusion", LONG]
    assert [b.look.caps for b in blocks] == [True, False, False, False, False]
    assert [b.paragraph for b in blocks] == [1, 2, 3, 4, 5]


def test_a_heading_line_above_wrapped_prose_stands_alone() -> None:
    blocks = plain("1.1 Define coaching\n" + textwrap.fill(LONG, 70))
    assert [block.text for block in blocks] == ["1.1 Define coaching", LONG]
    assert blocks[0].number == ""


def test_bullets_and_runs_of_numbers_are_list_items() -> None:
    blocks = plain("We agreed:\n- trust\n- notes kept\n\n1. plan\n2. act\n\n3) alone here\n")
    assert [(b.number, b.text) for b in blocks if b.kind == "list_item"] == [
        ("-", "trust"),
        ("-", "notes kept"),
        ("1.", "plan"),
        ("2.", "act"),
    ]


def test_a_numbered_heading_on_its_own_keeps_its_number() -> None:
    blocks = plain(f"2. AC 1.1 Agree a contract\n\n{LONG}\n")
    assert (blocks[0].kind, blocks[0].text) == ("paragraph", "2. AC 1.1 Agree a contract")


def test_markdown_headings_of_both_kinds_have_their_level() -> None:
    blocks = markdown("# Essay\n\nAims\n----\n\nSome *plain* [words](http://x.org) and `code`.\n")
    assert [(b.kind, b.level, b.text) for b in blocks] == [
        ("heading", 1, "Essay"),
        ("heading", 2, "Aims"),
        ("paragraph", None, "Some plain words and code."),
    ]


def test_markdown_lists_keep_their_marks_apart() -> None:
    blocks = markdown("- one\n  - inner\n\n3. three\n4. four\n\n   more of four\n")
    assert [(b.kind, b.number, b.text) for b in blocks] == [
        ("list_item", "-", "one"),
        ("list_item", "-", "inner"),
        ("list_item", "3.", "three"),
        ("list_item", "4.", "four"),
        ("paragraph", "", "more of four"),
    ]


def test_markdown_pipe_tables_are_rows() -> None:
    blocks = markdown("| Date | Hours |\n|---|---|\n| 12 **Jan** | 1.5 |\n\n|A|B|\n|-|-|\n|c||\n")
    assert [(b.table, b.row, b.header, b.cells) for b in blocks] == [
        (0, 0, True, ("Date", "Hours")),
        (0, 1, False, ("12 Jan", "1.5")),
        (1, 0, True, ("A", "B")),
        (1, 1, False, ("c", "")),
    ]
    assert blocks[1].text == "12 Jan | 1.5"


def test_markdown_code_and_html_lose_their_marks_and_keep_their_words() -> None:
    blocks = markdown("---\ntitle: x\n---\n```\nkept as it is\n```\n\n<div>\nIn a box\n</div>\n")
    assert [block.text for block in blocks] == ["kept as it is", "In a box"]


def test_a_bold_line_of_markdown_looks_bold() -> None:
    blocks = markdown("**2.1 Plan twenty hours**\n\n**Note** that this is prose.\n")
    assert [block.look.bold for block in blocks] == [True, False]


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(NoText, match=r"essay\.txt"):
        plain(data)


def test_binary_junk_is_not_taken_for_text() -> None:
    with pytest.raises(UnsupportedFormat, match=r"essay\.txt"):
        plain(bytes(range(256)) * 8)


@pytest.mark.parametrize(("name", "told"), [
    ("picture.png", True), ("essay.txt", False), ("essay", False), ("notes.MD", False),
])  # fmt: skip
def test_text_under_another_kinds_name_is_read_and_said(name: str, told: bool) -> None:
    document = read_bytes([(name, b"I coached two clients, and both of them came back.")])
    assert ("misnamed" in {w.code for w in document.warnings}) == told
