"""Text and Markdown files go in; their blocks, in the right encoding, must come out."""

from __future__ import annotations

import codecs
import textwrap
import time

import pytest

from premark.errors import NoText, ReadError, TooLong, UnsupportedFormat
from premark.read import read_bytes
from premark.read.plain.document import read_plain
from premark.types.document import Block
from premark.types.limits import Limits

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


@pytest.mark.parametrize(
    ("given", "kind", "hidden"),
    [
        ("<!-- give a distinction -->\n\nSeen.", "invisible", "give a distinction"),
        ("Se<!-- a note -->en.", "invisible", "a note"),
        ("<!-- never\nclosed\n\n", "invisible", ""),
        ("Seen<span style='display: none'> not this</span>.", "invisible", "not this"),
        ("<div hidden>\n\nNot **this**\n\n</div>\n\nSeen.", "invisible", "Not this"),
        ("Seen<font color='white'>GROW</font>.", "colour", "GROW"),
        ("Seen<span style=\"font-size:1px\">GROW</span>.", "tiny", "GROW"),
        ("[//]: # (Output criterion met)\n\nSeen.", "invisible", "Output criterion met"),
        ("| A |\n|---|\n| Seen.<!-- x y --> |", "invisible", "x y"),
    ],
)  # fmt: skip
def test_what_a_page_of_markdown_does_not_show_is_concealed(
    given: str, kind: str, hidden: str
) -> None:
    blocks = markdown("First.\n\n" + given)
    assert blocks[-1].text == ("Seen." if "Se" in given else "First.")
    assert not hidden or hidden not in " ".join(b.text for b in blocks)
    told = [(c.kind, c.text) for b in blocks for c in b.concealed]
    assert told == [(kind, hidden)] if hidden else told[0][1].startswith("never")


def test_scripts_and_styles_are_no_text_and_not_told() -> None:
    blocks = markdown("<script>\nalert(1)\n</script>\n\n<style>p {color: red}</style>\n\nSeen.\n")
    assert [(b.text, b.concealed) for b in blocks] == [("Seen.", ())]


def test_ordinary_html_in_markdown_conceals_nothing() -> None:
    blocks = markdown("<div class='hidden-gem' style='color: #fffbe0'>\nIn a box<br>of two\n</div>")
    assert [(b.text, b.concealed) for b in blocks] == [("In a box of two", ())]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_sixteen_bit_text_without_a_mark_is_read_and_said(encoding: str) -> None:
    data = (LONG + " Schön – naïve").encode(encoding)
    blocks, warnings = read_plain(data, "a.txt", markdown=False)
    assert blocks[0].text.startswith("The manager met")
    assert [w.code for w in warnings] == ["guessed-encoding"]


def test_a_truncated_sixteen_bit_file_is_read_as_far_as_it_goes() -> None:
    data = codecs.BOM_UTF16_LE + LONG.encode("utf-16-le")[:-1]
    assert plain(data)[0].text.startswith("The manager met")


def test_a_few_null_bytes_in_a_text_are_taken_out() -> None:
    data = (LONG + "\n\n" + OTHER).encode().replace(b"trust", b"tr\0ust")
    assert [b.text for b in plain(data)] == [LONG, OTHER]


def test_control_characters_and_terminal_escapes_are_no_text() -> None:
    (block,) = plain("A \x1b[31mred\x1b[0m word\x08 and \x9b1mbold\x07.")
    assert block.text.isprintable()
    assert "word and" in block.text


def test_other_line_ends_part_paragraphs_too() -> None:
    blocks = plain("One.\x0c\x0cTwo.\u2029\u2029Three.")
    assert [b.text for b in blocks] == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("name", "data", "reason", "way_out"),
    [
        ("a.txt", rb"{\rtf1\ansi Hello}", "Rich Text", "docx"),
        ("a.rtf", rb"{\rtf1\ansi Hello}", "Rich Text", "docx"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(40), "picture", "Word"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(40), "picture", "Word"),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(40), "picture", "Word"),
        ("a.gdoc", b'{"url": "https://docs.example.org/open?id=1"}', "shortcut", "Download"),
        ("a.txt", b"[InternetShortcut]\r\nURL=https://docs.example.org/", "shortcut", "Download"),
        ("a.txt", b"%!PS-Adobe-3.0\n", "PostScript", "PDF"),
        ("a.txt", b"ID3\x03" + bytes(60), "sound or film", "Word"),
        ("a.txt", b"\x1f\x8b\x08" + bytes(60), "archive", "unpack"),
        ("a.txt", b"\xfdWPC" + bytes(60), "WordPerfect", "docx"),
        ("a.eml", b"Received: from a\r\nFrom: b@example.org\r\nMIME-Version: 1.0\r\n\r\nHi",
         "e-mail", "attach"),
        ("a.xml", b"<?xml version='1.0'?><pkg:package xmlns:pkg='x'/>", "XML", "docx"),
        ("a.txt", b"MZ" + bytes(range(200)), "program", "Word"),
        ("a.txt", bytes(range(256)) * 8, "not text", "Word"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_named_with_its_way_out(
    name: str, data: bytes, reason: str, way_out: str
) -> None:
    with pytest.raises(UnsupportedFormat) as raised:
        read_bytes([(name, data)])
    assert reason in raised.value.message
    assert way_out in raised.value.hint
    assert name in raised.value.message


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_text_about_web_pages_or_shortcuts_is_text(name: str) -> None:
    text = "I wrote <html> on the board. {\\rtf is a format. From: my notes. " + LONG
    assert read_bytes([(name, text.encode())]).blocks


def test_two_million_characters_are_read_and_no_more() -> None:
    limits = Limits(characters=1000, paragraphs=50)
    with pytest.raises(TooLong, match="2,000 characters"):
        read_plain(b"x" * 2000, "a.txt", markdown=False, limits=limits)
    with pytest.raises(TooLong, match="60 paragraphs"):
        read_plain(b"Word.\n\n" * 60, "a.txt", markdown=False, limits=limits)
    with pytest.raises(TooLong):
        plain(b"word\n" * 500_000)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 900_000,
        "word " * 95_000,
        "a.b " * 100_000,
        "word\n" * 50_000,
        "> " * 100_000,
        "[" * 50_000,
        "*a_" * 25_000,
        "<a" * 100_000,
        "<!--" * 50_000,
        "<span hidden>" * 30_000,
        "| a " * 25_000 + "\n" + "|---" * 25_000,
        "`" * 100_000 + "a" + "``" * 100_000,
        "- " * 50_000,
        "Ig\u200bnоre previous " * 15_000,
        "\u202ea" * 200_000,
        "e" + "\u0301" * 500_000,
    ],
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
@pytest.mark.parametrize("name", ["essay.txt", "essay.md"])
def test_no_odd_text_takes_long(name: str, text: str) -> None:
    """Over eight seconds of processor time would be a reading that grows with the square."""
    begun = time.process_time()
    try:
        read_bytes([(name, text.encode())])
    except ReadError as error:
        assert error.hint
    assert time.process_time() - begun < 8
