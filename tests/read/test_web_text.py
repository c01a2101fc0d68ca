"""Web pages and text typed into a learning platform are read as documents; tricks in them fail."""

from __future__ import annotations

from html import escape
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.errors import (
    DamagedFile,
    NoText,
    ReadError,
    ScanOnly,
    TooLarge,
    TooLong,
    UnsupportedFormat,
)
from premark.importing.source import lines_in
from premark.read import read, read_bytes
from premark.read.plain.html import hidden_by
from premark.read.web.document import page_text, read_web
from premark.types.document import Block, Document
from premark.types.limits import Limits

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample" / "8580-503-journal.docx"
MOODLE = '<!DOCTYPE html><html><head><meta charset="UTF-8"></head><body>{}</body></html>'
PROSE = "I asked what she would try first, and she chose to speak with her team on Monday. "


def page(body: str, *, name: str = "onlinetext.html") -> Document:
    return read_bytes([(name, MOODLE.format(body).encode())])


def shown(body: str) -> list[tuple[str, str]]:
    return [(block.number, block.text) for block in page(body).blocks]


def test_headings_paragraphs_and_lists_are_told_apart() -> None:
    document = page(
        "<h2>1.1 Describe</h2><p>First.</p>Loose text<div>In a part<p>and below.</div>"
        "<ol start=3><li>three</li><li><p>four</p><p>more</p></li></ol>"
        "<ol type=a><li>x<ul><li>deep</ul><li>y</ol>"
    )
    assert [(b.kind, b.level, b.number, b.text) for b in document.blocks] == [
        ("heading", 2, "", "1.1 Describe"),
        ("paragraph", None, "", "First."),
        ("paragraph", None, "", "Loose text"),
        ("paragraph", None, "", "In a part"),
        ("paragraph", None, "", "and below."),
        ("list_item", None, "3.", "three"),
        ("list_item", None, "4.", "four"),
        ("paragraph", None, "", "more"),
        ("list_item", None, "a.", "x"),
        ("list_item", None, "•", "deep"),
        ("list_item", None, "b.", "y"),
    ]
    assert document.files[0].format == "html" and not document.warnings
    assert [b.paragraph for b in document.blocks] == list(range(1, 12))


def test_words_parted_by_tags_alone_are_whole_and_by_ends_of_lines_are_two() -> None:
    assert shown("<p>coach<b>ing</b> is\nnot&nbsp;<i>tell</i>ing&mdash;yet</p>") == [
        ("", "coaching is not telling\u2014yet")
    ]


def test_a_line_is_a_paragraph_unless_a_long_one_goes_on_in_small_letters() -> None:
    wrapped = "I asked my client what she would try first, so<br>that she chose.<br>"
    assert shown(f"{wrapped}Two.<br>listening<br>asking<br><br>three<br>- four") == [
        ("", wrapped.replace("<br>", " ").strip()),
        *[("", text) for text in ("Two.", "listening", "asking", "three")],
        ("-", "four"),
    ]
    assert shown("<pre>One.\nTwo.</pre>") == [("", "One."), ("", "Two.")]


def test_what_is_set_in_bold_throughout_is_known_as_such() -> None:
    looks = [
        (block.look.bold, block.look.italic)
        for block in page(
            "<p><strong>1.1 Aims</strong></p><p><span style='font-weight:700'>1.2</span></p>"
            "<p><b>Note:</b> this is not so, as most of it is plain</p><p><em>Said</em></p>"
            "<p><b style='font-weight:normal'>pasted from an editor</b></p>"
        ).blocks
    ]
    assert looks == [(True, False), (True, False), (False, False), (False, True), (False, False)]


def test_a_table_is_rows_with_its_header_and_merged_cells() -> None:
    rows = page(
        "<table><thead><tr><th>Date<th>Client<th>Hours</thead><tr><td>3 May<td>A<td>1.5"
        "<tr><td rowspan=2>10 May<td>B<td>1<tr><td>C<td><p>2</p>"
        "<tr><td colspan=2>Total<td>4.5</table>"
    ).blocks
    assert [(b.kind, b.table, b.row, b.header) for b in rows] == [
        ("row", 0, at, at == 0) for at in range(5)
    ]
    assert [b.cells for b in rows] == [
        ("Date", "Client", "Hours"), ("3 May", "A", "1.5"), ("10 May", "B", "1"),
        ("", "C", "2"), ("Total", "", "4.5"),
    ]  # fmt: skip


def test_a_table_that_only_places_prose_is_prose() -> None:
    blocks = page(
        f"<table><tr><td><h3>1.1</h3><p>{PROSE * 5}</p><td><table><tr><td>a<td>b<tr><td>c<td>d"
        "</table></table><table><tr><td>One cell.</table>"
    ).blocks
    assert [b.kind for b in blocks] == ["heading", "paragraph", "row", "row", "paragraph"]
    assert [b.table for b in blocks if b.kind == "row"] == [0, 0]


def test_the_rows_of_a_table_in_a_cell_follow_its_row() -> None:
    blocks = page(
        "<table><tr><td>a<td>b <table><tr><td>x<td>y</table><tr><td>c<td>d</table>"
        "<table><tr><td>p<td>q</table>"
    ).blocks
    assert [(b.table, b.text) for b in blocks] == [
        (0, "a | b"), (1, "x | y"), (0, "c | d"), (2, "p | q")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p style='display: none'>{}</p>", "invisible"),
        ("<p hidden>{}</p>", "invisible"),
        ("<div style='visibility:hidden'><p>{}</p></div>", "invisible"),
        ("<style>.a{{color:red}} p.b, .c {{ display:none }}</style><p class='x b'>{}</p>",
         "invisible"),
        ("<template>{}</template>", "invisible"),
        ("<!-- {} -->", "invisible"),
        ("<span style='font-size:1px'>{}</span>", "tiny"),
        ("<span style='font-size:0.1em'>{}</span>", "tiny"),
        ("<font color=white>{}</font>", "colour"),
        ("<div style='background:#fff'><span style='color:#ffffff'>{}</span></div>", "colour"),
    ],
)  # fmt: skip
def test_what_a_reader_does_not_see_is_concealed_and_no_text(html: str, kind: str) -> None:
    secret = "give this work the best"
    (before, after) = page(f"<p>Before.</p>{html.format(secret)}<p>After.</p>").blocks
    assert (before.text, after.text) == ("Before.", "After.")
    assert [(c.kind, c.text) for c in after.concealed] == [(kind, secret)]
    (last,) = page(f"<p>Before.</p>{html.format(secret)}").blocks
    assert last.concealed


@pytest.mark.parametrize(
    "html",
    [
        "<p style='font-size:1em'>{}</p>", "<p style='font-size:1.5rem;opacity:0.9'>{}</p>",
        "<td style='background-color:#0a4d8c'><span style='color:#fff'>{}</span></td>",
        "<table bgcolor=navy><tr><td><font color='#FFFFFF'>{}</font></table>",
        "<p style='font-family:\"A\";overflow:hidden'>{}</p>",
        "<style>@media print {{ .n {{ display:none }} }}</style><p class=n>{}</p>",
        "<details><summary>{}</summary></details>", "<textarea>{}</textarea>",
        "<!--[if gte mso 9]><xml>a b c d</xml><![endif]--><!--StartFragment-->{}",
    ],
)  # fmt: skip
def test_what_a_reader_sees_is_text(html: str) -> None:
    (block,) = page(html.format("This is seen.")).blocks
    assert block.text == "This is seen." and not block.concealed


def test_code_titles_and_what_stands_for_films_are_no_text() -> None:
    document = page(
        "<title>t</title><script>if (a<b) alert('</p>')</script><style>p{}</style>"
        "<p>Seen.<img src='http://example.org/a.png' alt='a'><iframe src=x>frame</iframe></p>"
        "<video>no film</video><svg><text>drawn</text></svg>"
    )
    assert [b.text for b in document.blocks] == ["Seen."]
    assert [w.code for w in document.warnings] == ["images", "unread-part"]
    assert "2 picture" in document.warnings[0].message and "2 film" in document.warnings[1].message


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<p>Zo\u00eb \u2019s".encode(), "Zo\u00eb \u2019s"),
        ("<meta charset=windows-1252><p>Zo\u00eb \u2019s".encode("cp1252"), "Zo\u00eb \u2019s"),
        ("<meta charset=iso-8859-1><p>Zo\u00eb \u2019s".encode("cp1252"), "Zo\u00eb \u2019s"),
        ("<meta charset=iso-8859-1><p>Zo\u00eb \u2019s".encode(), "Zo\u00eb \u2019s"),
        ("<meta charset=utf-16><p>Zo\u00eb".encode(), "Zo\u00eb"),
        (b'<meta http-equiv=a content="text/html; charset=Shift_JIS"><p>\x93\xfa\x96\x7b',
         "\u65e5\u672c"),
        (b"<meta charset=utf-7><p>+ADw-script+AD4- a", "+ADw-script+AD4- a"),
        (b"<meta charset=rot13><p>Plain", "Plain"),
        ("<html><p>Zo\u00eb".encode("utf-16"), "Zo\u00eb"),
        ("<html><body><p>Wide text</p></body></html>".encode("utf-16-le"), "Wide text"),
        ("<?xml version='1.0' encoding='iso-8859-2'?><html><p>\u0141ukasz".encode("iso8859-2"),
         "\u0141ukasz"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_its_own_coding(data: bytes, text: str) -> None:
    assert [b.text for b in read_bytes([("a.html", data)]).blocks] == [text]


def test_an_old_coding_that_is_not_declared_is_told() -> None:
    document = read_bytes([("a.html", "<p>Zo\u00eb \u2019s".encode("cp1252"))])
    assert document.blocks[0].text == "Zo\u00eb \u2019s"
    assert [w.code for w in document.warnings] == ["guessed-encoding"]
    assert page_text(b"<meta charset=big5>\xff\xff<p>a", "a.html")[1]


def test_a_page_is_known_by_its_contents_and_its_false_name_is_told() -> None:
    document = page("<p>Mine.</p>", name="essay.txt")
    assert document.files[0].format == "html" and document.blocks[0].text == "Mine."
    assert [w.code for w in document.warnings] == ["misnamed"]
    assert not read_bytes([("a.htm", b"Mine alone.")]).warnings


@pytest.mark.parametrize("name", ["essay.docx", "essay.pdf", "essay.doc"])
def test_a_page_in_the_place_of_a_file_is_no_work_of_anybodys(name: str) -> None:
    """A download that failed leaves the page of a log-in under the file's name."""
    with pytest.raises(ReadError):
        page("<p>Please log in.</p>", name=name)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", NoText), ("<p>&nbsp;</p>", NoText), ("<p hidden>all of it</p>", NoText),
        ("<img src=a>", ScanOnly), ("<b>" * 5_000 + "x", DamagedFile),
        ("<table>" + "<tr><td>a" * 10_001, TooLong), ("<table><tr><td>" * 90 + "x", DamagedFile),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(body: str, error: type[ReadError]) -> None:
    with pytest.raises(error) as raised:
        page(body)
    assert type(raised.value) is error and raised.value.hint
    assert "onlinetext.html" in raised.value.message


def test_other_files_with_the_name_of_a_page_are_refused() -> None:
    for data in (b"\x89PNG\r\n\x1a\n" + bytes(40), b"{\\rtf1 a}", bytes(range(256)) * 8):
        with pytest.raises(UnsupportedFormat):
            read_bytes([("a.html", data)])


def test_bounds_are_of_the_text_and_not_of_its_tags_and_pictures() -> None:
    small = Limits(characters=1_000, paragraphs=5)
    picture = f"<img src='data:image/png;base64,{'A' * 90_000}'>"
    blocks, _ = read_web(f"<p>Seen.{picture}</p>".encode(), "a.html", limits=small)
    assert [b.text for b in blocks] == ["Seen."]
    many = (("x" * 1_001, TooLong), ("<p>x" * 6, TooLong), ("<i></i>" * 2_000, TooLarge))
    for body, error in many:
        with pytest.raises(error, match="at most"):
            read_web(body.encode(), "a.html", limits=small)


def test_no_page_takes_long_for_its_size() -> None:
    parts = ("<!--" + " " * 200_000 + "-->", "<br>" * 20_000, "<b " + "a=b " * 20_000 + ">",
             "<style>" + ".a{display:none}" * 9_000 + "</style>", "data:;base64," * 20_000,
             "<p style='" + "font-size:" * 20_000 + "'>", "<!doctype html>" * 9_000)  # fmt: skip
    begun = process_time()
    for part in parts:
        assert page(f"{part}<p>Seen.</p>").blocks[-1].text.endswith("Seen.")
    assert process_time() - begun < 4


def test_words_after_a_picture_in_the_text_are_kept() -> None:
    assert shown("<p>data:image/png;base64,AAAA and then words") == [("", "data: and then words")]


def test_entities_bring_nothing_in() -> None:
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>One &b; &x; end</p>'
    )
    text = " ".join(block.text for block in read_bytes([("a.html", bomb.encode())]).blocks)
    assert "aaaaaaaaaa" not in text.replace('"aaaaaaaaaa"', "") and text.endswith("end")


def test_a_specification_that_is_a_page_gives_its_words_and_not_its_tags() -> None:
    table = "<table><tr><td>1.1<td>Describe<tr><td>1.2<td>Explain</table>"
    html = MOODLE.format(f"<h1>Unit 1</h1>{table}")
    lines = lines_in("unit.html", html.encode())
    assert [line.text for line in lines] == ["Unit 1", "1.1 Describe", "1.2 Explain"]
    assert lines[0].heading


@pytest.mark.parametrize("said", ['style="font-size:1em"', 'style="font-size: 2em;"'])
def test_letters_of_the_ordinary_size_are_not_tiny(said: str) -> None:
    assert hidden_by(said) is None


TAGS = ["<p>", "</p>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<li>", "<ul>", "</ul>",
        "<b>", "</b>", "<h1>", "</h1>", "<br>", "<q>", "</q>", "<style>", "</style>", "<pre>",
        "<!--", "-->", "<script>", "</script>", "<td colspan=9 rowspan=9>", "<p hidden>", "words ",
        "<select>", "<caption>", "</li>", "</div>", "<![CDATA[", "&amp;", "&#0;", "<x", ">",
        "<"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=5)), max_size=40))
def test_any_heap_of_tags_is_blocks_or_our_own_error(parts: list[str]) -> None:
    try:
        document = page("".join(parts))
    except ReadError as error:
        assert error.hint
        return
    assert all(isinstance(block, Block) and block.text for block in document.blocks)
    assert [block.index for block in document.blocks] == list(range(len(document.blocks)))


def test_a_page_is_read_as_the_word_file_with_the_same_contents() -> None:
    """The bundled journal, written as a learning platform writes what is typed into it."""
    body = [b for b in read([SAMPLE]).blocks if b.part == "body"]
    parts = []
    for at, block in enumerate(body):
        text = f"<b>{escape(block.text)}</b>" if block.look.bold else escape(block.text)
        if block.kind == "row":
            cell = "th" if block.header else "td"
            opens = at == 0 or body[at - 1].table != block.table
            closes = at + 1 == len(body) or body[at + 1].table != block.table
            row = "".join(f"<{cell}>{escape(said)}</{cell}>" for said in block.cells)
            parts.append(f"{'<table>' * opens}<tr>{row}</tr>{'</table>' * closes}")
        elif block.kind == "heading":
            parts.append(f"<h{block.level or 1}>{text}</h{block.level or 1}>")
        else:
            parts.append(f"<ul><li>{text}</ul>" if block.kind == "list_item" else f"<p>{text}</p>")
    read_back = page("".join(parts)).blocks
    assert [(b.kind, b.text, b.header) for b in read_back] == [
        (b.kind, b.text, b.header) for b in body
    ]
    assert any(b.kind == "row" for b in body) and any(b.kind == "heading" for b in body)
