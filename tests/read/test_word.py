"""What is read of a Word file, and how the unreadable ones are refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from word_files import (
    KIND,
    NS,
    RELS,
    blocks_of,
    codes,
    p,
    package,
    r,
    remade,
    style,
    table,
    texts,
    zipped_bytes,
)

from premark.errors import (
    DamagedFile,
    LegacyFormat,
    LockedFile,
    NoText,
    ReadError,
    ScanOnly,
    TooLarge,
    TooLong,
    UnsafeFile,
    UnsupportedFormat,
)
from premark.read.word.document import read_word
from premark.types.document import Block
from premark.types.limits import Limits

SHARED = Path(__file__).parents[3] / "shared" / "files"
# --- a file written by python-docx ---------------------------------------------------------


@pytest.fixture(scope="module")
def essay() -> list[Block]:
    document = docx.Document()
    document.add_heading("Portfolio", 0)
    document.add_heading("1.1 Purpose", 2)
    document.add_paragraph("Coaching draws out what is there.")
    document.add_paragraph("Listening", style="List Bullet")
    document.add_paragraph("Contract", style="List Number")
    document.add_paragraph("Review", style="List Number")
    grid = document.add_table(rows=3, cols=3)
    for row, values in zip(
        grid.rows,
        [("Date", "Hours", "Topic"), ("3/5/24", "1.5", "Goals"), ("9/5/24", "2", "Review")],
        strict=True,
    ):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.sections[0].header.paragraphs[0].text = "Unit 500"
    document.sections[0].footer.paragraphs[0].text = "Jo Ames"
    out = io.BytesIO()
    document.save(out)
    return read_word(out.getvalue(), "essay.docx")[0]


def test_headings_carry_their_level_and_a_title_is_level_nought(essay: list[Block]) -> None:
    assert [(b.kind, b.level, b.text) for b in essay[:2]] == [
        ("heading", 0, "Portfolio"),
        ("heading", 2, "1.1 Purpose"),
    ]


def test_lists_carry_their_printed_numbers(essay: list[Block]) -> None:
    found = [(b.number, b.text) for b in essay if b.kind == "list_item"]
    assert found == [("•", "Listening"), ("1.", "Contract"), ("2.", "Review")]


def test_a_table_gives_a_block_for_each_row_with_its_header_marked(essay: list[Block]) -> None:
    rows = [b for b in essay if b.kind == "row"]
    assert [(b.row, b.header, b.cells) for b in rows] == [
        (0, True, ("Date", "Hours", "Topic")),
        (1, False, ("3/5/24", "1.5", "Goals")),
        (2, False, ("9/5/24", "2", "Review")),
    ]
    assert rows[1].text == "3/5/24 | 1.5 | Goals"


def test_headers_and_footers_come_last_and_apart(essay: list[Block]) -> None:
    assert [(b.part, b.text) for b in essay[-2:]] == [
        ("header", "Unit 500"),
        ("footer", "Jo Ames"),
    ]


def test_blocks_are_indexed_and_numbered_from_the_start(essay: list[Block]) -> None:
    assert [b.index for b in essay] == list(range(len(essay)))
    assert [b.paragraph for b in essay] == list(range(1, len(essay) + 1))


# --- what stands in a paragraph --------------------------------------------------------------


def test_insertions_stay_and_deletions_go() -> None:
    inside = (
        '<w:ins w:id="1"><w:r><w:t>kept </w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        '<w:moveFrom w:id="3"><w:r><w:t>moved</w:t></w:r></w:moveFrom>'
        '<w:moveTo w:id="4"><w:r><w:t>here</w:t></w:r></w:moveTo>'
    )
    assert texts(blocks_of(p("I ", inside=inside))) == ["I kept here"]
    assert codes(p("I ", inside=inside)) == ["tracked-changes"]


def test_field_results_stay_and_field_codes_go() -> None:
    inside = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>IF </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>inner</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>(Starr, 2016)</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:fldSimple w:instr="PAGE"><w:r><w:t> p. 4</w:t></w:r></w:fldSimple>'
    )
    assert texts(blocks_of(p("See ", inside=inside))) == ["See (Starr, 2016) p. 4"]


def test_a_field_left_open_does_not_swallow_the_paragraph() -> None:
    inside = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>still here</w:t></w:r>'
    assert texts(blocks_of(p(inside=inside))) == ["still here"]


def test_links_controls_symbols_tabs_and_hyphens_are_read_in_place() -> None:
    inside = (
        '<w:hyperlink r:id="r9"><w:r><w:t>link</w:t></w:r></w:hyperlink>'
        "<w:r><w:tab/><w:t>tab</w:t><w:noBreakHyphen/><w:t>on</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t> control</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
        "<w:smartTag><w:r><w:t>tag</w:t></w:r></w:smartTag>"
    )
    assert texts(blocks_of(p(inside=inside))) == ["link tab-on control→tag"]


def test_hidden_text_is_left_out_with_a_warning() -> None:
    body = p(inside=r("Seen") + r(" secret", "<w:vanish/>"))
    assert texts(blocks_of(body)) == ["Seen"]
    assert codes(body) == ["hidden-text"]


def test_content_controls_are_read_at_every_level() -> None:
    row = "<w:tr><w:sdt><w:sdtContent><w:tc>{}</w:tc></w:sdtContent></w:sdt><w:tc>{}</w:tc></w:tr>"
    body = (
        f"<w:sdt><w:sdtContent>{p('block')}</w:sdtContent></w:sdt><w:tbl><w:sdt><w:sdtContent>"
        f"{row.format(p('cell'), p('beside'))}</w:sdtContent></w:sdt></w:tbl>"
    )
    assert texts(blocks_of(body)) == ["block", "cell | beside"]


def test_letters_with_their_reading_above_them_keep_both() -> None:
    inside = (
        "<w:r><w:ruby><w:rt><w:r><w:t>kanji</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>\u6f22\u5b57</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert texts(blocks_of(p("In ", inside=inside))) == ["In \u6f22\u5b57(kanji)"]


def test_a_prompt_still_shown_is_split_off_as_template() -> None:
    inside = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        "<w:r><w:t>Click to enter a role.</w:t></w:r></w:sdtContent></w:sdt>"
    )
    found = [(b.template, b.text) for b in blocks_of(p("Role: ", inside=inside))]
    assert found == [(False, "Role:"), (True, "Click to enter a role.")]


def test_an_answer_typed_over_a_prompt_is_the_learners_even_where_the_mark_was_left() -> None:
    body = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    (answer,) = blocks_of(body.format(p("I asked and then I waited for her. " * 8)))
    assert not answer.template
    assert blocks_of(body.format(p("Enter your answer.")))[0].template


def test_a_grey_instruction_is_split_from_the_answer_that_follows_it() -> None:
    inside = r("Say how you would do this. ", '<w:color w:val="808080"/>') + r("I would ask.")
    found = [(b.look.grey, b.text) for b in blocks_of(p(inside=inside))]
    assert found == [(True, "Say how you would do this."), (False, "I would ask.")]


def test_a_text_box_is_read_once_whatever_its_fallback_repeats() -> None:
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    inside = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    found = [(b.part, b.text) for b in blocks_of(p("Beside", inside=inside) + p("After"))]
    assert found == [("body", "Beside"), ("text_box", "in the box"), ("body", "After")]


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{p("---")}</w:footnote>'
        f'<w:footnote w:id="2">{p("Starr 2016.")}</w:footnote>'
    )
    body = p("Trust", inside='<w:r><w:footnoteReference w:id="2"/></w:r>') + p("Next")
    found = blocks_of(body, footnotes=notes)
    assert [(b.part, b.text) for b in found] == [
        ("body", "Trust"),
        ("footnote", "Starr 2016."),
        ("body", "Next"),
    ]
    assert [b.anchor for b in found] == ["p0", "fn2p0", "p1"]


# --- how a paragraph is split, and how it looks ----------------------------------------------


def test_a_bold_line_typed_above_its_prose_is_a_block_of_its_own() -> None:
    inside = r("1.2 Barriers", "<w:b/>") + "<w:r><w:br/></w:r>" + r("The first is suspicion.")
    found = blocks_of(p(inside=inside))
    assert [(b.look.bold, b.text) for b in found] == [
        (True, "1.2 Barriers"),
        (False, "The first is suspicion."),
    ]
    assert {b.anchor for b in found} == {"p0"}


def test_a_plain_line_break_is_a_blank_and_a_blank_line_parts_paragraphs() -> None:
    one = "<w:r><w:br/></w:r>"
    inside = f"{r('one')}{one}{r('two')}{one}{one}{r('three')}"
    assert texts(blocks_of(p(inside=inside))) == ["one two", "three"]


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Criterion"/>
  <w:basedOn w:val="berschrift1"/><w:rPr><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/>
  <w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/>
  <w:rPr><w:b/></w:rPr></w:style>
"""


def test_a_style_based_on_a_heading_is_a_heading_and_lends_its_look() -> None:
    (block,) = blocks_of(p("Purpose", style("Mine")), styles=STYLES)
    assert (block.kind, block.level) == ("heading", 1)
    assert (block.look.bold, block.look.caps, block.look.size) == (True, True, 16.0)
    assert block.look.style == "Criterion"


def test_a_run_overrides_its_style_and_bold_twice_is_plain() -> None:
    body = p(inside=r("plain", '<w:b w:val="0"/>'), properties=style("berschrift1"))
    body += p(inside=r("twice", '<w:rStyle w:val="Strong"/>'), properties=style("berschrift1"))
    body += p(inside=r("once", '<w:rStyle w:val="Strong"/>'))
    assert [b.look.bold for b in blocks_of(body, styles=STYLES)] == [False, False, True]


def test_size_comes_from_the_defaults_where_nothing_else_says() -> None:
    assert blocks_of(p("text"), styles=STYLES)[0].look.size == 11.0


def test_a_style_that_is_its_own_ancestor_is_harmless() -> None:
    assert texts(blocks_of(p("text", style("Loop")), styles=STYLES)) == ["text"]


def test_without_a_styles_part_a_heading_is_known_by_its_style_id() -> None:
    (block,) = blocks_of(p("Purpose", style("Heading2")))
    assert (block.kind, block.level) == ("heading", 2)


def test_an_essay_pasted_into_a_heading_style_is_prose() -> None:
    (block,) = blocks_of(p("word " * 120, style("Heading1")))
    assert block.kind == "paragraph"


# --- numbers ----------------------------------------------------------------------------------


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def linked(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


FRESH = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
NUMBERING = "".join(
    (
        abstract(
            0,
            level(0, "decimal", "%1."),
            level(1, "lowerLetter", "%2)"),
            level(2, "upperRoman", "%1.%3"),
        ),
        abstract(1, level(0, "bullet", "\uf0b7")),
        abstract(
            2,
            level(0, "decimal", "LO%1", linked("L1")),
            level(1, "decimal", "%1.%2", linked("L2")),
        ),
        num(1, 0),
        num(2, 0, FRESH),
        num(3, 1),
        num(4, 2),
    )
)
LIST_STYLES = (
    '<w:style w:type="paragraph" w:styleId="L1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
    '<w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="L2"><w:name w:val="heading 2"/><w:pPr><w:numPr>'
    '<w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
)


def item(key: int, at: int = 0) -> str:
    return p("x", f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{key}"/></w:numPr>')


@pytest.mark.parametrize(
    ("places", "printed"),
    [
        ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["1.", "a)", "b)", "2.", "a)"]),
        ([(1, 0), (1, 2), (1, 2)], ["1.", "1.I", "1.II"]),
        ([(1, 0), (2, 0), (2, 0), (1, 0)], ["1.", "5.", "6.", "7."]),
        ([(3, 0)], ["•"]),
    ],
)
def test_lists_count_as_word_prints_them(places: list[tuple[int, int]], printed: list[str]) -> None:
    found = blocks_of("".join(item(*place) for place in places), numbering=NUMBERING)
    assert [b.number for b in found] == printed
    assert {b.kind for b in found} == {"list_item"}


def test_headings_numbered_through_their_styles_carry_the_criterion_code() -> None:
    body = p("One", style("L1")) + p("A", style("L2")) + p("B", style("L2"))
    body += p("Two", style("L1")) + p("C", style("L2"))
    found = blocks_of(body, numbering=NUMBERING, styles=LIST_STYLES)
    assert [b.number for b in found] == ["LO1", "1.1", "1.2", "LO2", "2.1"]
    assert {b.kind for b in found} == {"heading"}


def test_number_nought_takes_a_paragraph_out_of_its_list() -> None:
    assert blocks_of(item(0), numbering=NUMBERING)[0].kind == "paragraph"


# --- tables -----------------------------------------------------------------------------------


def test_merged_cells_keep_the_columns_and_say_their_text_once() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("wide")}</w:tc>'
    start = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("tall")}</w:tc>'
    rest = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p()}</w:tc>"
    rows = "".join(
        f"<w:tr>{cells}</w:tr>"
        for cells in (
            start + wide,
            f"{rest}<w:tc>{p('b')}</w:tc><w:tc>{p('c')}</w:tc>",
        )
    )
    found = blocks_of(f"<w:tbl>{rows}</w:tbl>")
    assert [b.cells for b in found] == [("tall", "wide", ""), ("", "b", "c")]


def test_an_absurd_span_is_clamped() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="300000000"/></w:tcPr>{p("wide")}</w:tc>'
    (row,) = blocks_of(f"<w:tbl><w:tr>{wide}<w:tc>{p('next')}</w:tc></w:tr></w:tbl>")
    assert len(row.cells) <= 64
    assert [c for c in row.cells if c] == ["wide", "next"]


def test_a_nested_table_follows_the_row_that_holds_it() -> None:
    cell = f"<w:tc>{p('outer')}{table(('in', 'ner'))}{p()}</w:tc>"
    found = blocks_of(table((cell, "beside"), ("last", "row")))
    assert [(b.table, b.text) for b in found] == [
        (0, "outer | beside"),
        (1, "in | ner"),
        (0, "last | row"),
    ]


def test_long_answers_in_a_template_table_are_read_as_paragraphs_in_order() -> None:
    answer = "Trust comes first in my view and it is slow to build. " * 8
    found = blocks_of(table(("1.1 Explain trust", answer), ("1.2 Explain power", answer)))
    assert [b.kind for b in found] == ["paragraph"] * 4
    assert [b.text for b in found[::2]] == ["1.1 Explain trust", "1.2 Explain power"]
    assert [b.anchor for b in found] == ["p0", "p1", "p2", "p3"]


def test_a_single_column_is_read_as_paragraphs() -> None:
    assert [b.kind for b in blocks_of(table(("one",), ("two",)))] == ["paragraph"] * 2


def test_a_log_stays_a_table_however_long_its_reflections() -> None:
    long = "I asked and then I waited and she found it for herself in the end. " * 6
    rows = [("Date", "Reflection"), ("3 May 2024", long), ("10 May 2024", long)]
    found = blocks_of(table(*rows))
    assert [(b.kind, b.header) for b in found] == [("row", True), ("row", False), ("row", False)]


def test_a_repeated_header_is_read_once() -> None:
    head = ("Date", "Length", "Topic")
    found = blocks_of(table(head, ("3/5/24", "1h", "Goal"), head, ("9/5/24", "2h", "End")))
    assert [b.header for b in found] == [True, False, False]
    assert [b.row for b in found] == [0, 1, 2]


def test_a_form_of_labels_and_values_has_no_header() -> None:
    rows = [("Name:", "Jo Ames"), ("Date:", "3 May 2024"), ("Centre:", "Northside")]
    assert not any(b.header for b in blocks_of(table(*rows)))


def test_a_printed_number_in_a_cell_is_kept_with_its_text() -> None:
    cell = f"<w:tc>{item(1)}</w:tc>"
    assert blocks_of(table((cell, "b")), numbering=NUMBERING)[0].cells == ("1. x", "b")


# --- anchors and parts ------------------------------------------------------------------------


def test_anchors_count_every_paragraph_of_the_document_part() -> None:
    body = p() + table(("a", "b")) + p("after")
    assert [b.anchor for b in blocks_of(body)] == ["p1", "p3"]


def test_pictures_are_counted_in_a_warning_and_their_caption_is_kept() -> None:
    picture = '<w:r><w:drawing><a:blip r:embed="r9"/></w:drawing></w:r>'
    body = p(inside=picture) + p("Figure 1: my log", style("Caption"))
    assert texts(blocks_of(body)) == ["Figure 1: my log"]
    assert codes(body) == ["images"]


def test_an_inserted_file_that_cannot_be_read_is_said() -> None:
    assert codes(p("text") + '<w:altChunk r:id="r9"/>') == ["unread-part"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<w:r><w:object><o:OLEObject ProgID="Word.Document.12"/></w:object></w:r>', "unread-part"),
        ('<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>', None),
        ('<w:subDoc r:id="r9"/>', "unread-part"),
        ('<w:r><w:commentReference w:id="1"/></w:r>', "comments"),
        ('<w:r><w:drawing><a:graphicData uri="http://x/2006/chart"/></w:drawing></w:r>',
         "unread-part"),
    ],
)  # fmt: skip
def test_what_may_hold_words_and_is_not_read_is_said(inside: str, expected: str | None) -> None:
    assert codes(p("text", inside=inside)) == ([expected] if expected else [])


def test_a_part_that_is_missing_is_said_and_a_link_outside_is_not_followed() -> None:
    whole = package(p("text"), footnotes="")
    _, warnings = read_word(remade(whole, {"word/footnotes.xml": None}), "essay.docx")
    assert [(w.code, w.message) for w in warnings] == [
        ("unread-part", "The file's footnotes part is missing.")
    ]
    outside = 'Target="http://x/y" TargetMode="External"'
    links = "".join(
        f'<Relationship Id="o{kind}" Type="{KIND}{kind}" {outside}/>'
        for kind in ("image", "hyperlink", "styles")
    )
    rels = f'<Relationships xmlns="{RELS}">{links}</Relationships>'.encode()
    data = remade(package(p("text")), {"word/_rels/document.xml.rels": rels})
    found, warnings = read_word(data, "essay.docx")
    assert texts(found) == ["text"]
    assert [w.code for w in warnings] == ["external"]
    assert warnings[0].message.startswith("2 ")


def test_a_table_of_too_many_rows_is_refused_with_both_figures() -> None:
    rows = table(*[("a", "b")] * 12)
    with pytest.raises(TooLong, match="a table of 12 rows; at most 10 are read"):
        read_word(package(rows), "essay.docx", limits=Limits(table_rows=10))


def test_a_document_of_more_tags_than_memory_holds_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(TooLong, match=r"\d+ XML tags and attributes; at most 50"):
        read_word(package(p("text") * 20), "essay.docx", limits=Limits(xml_items=50))


def test_a_break_for_every_word_takes_no_longer_than_its_words() -> None:
    inside = "<w:r><w:t>a</w:t><w:br/></w:r>" * 20_000
    (block,) = blocks_of(p(inside=inside))
    assert len(block.text.split()) == 20_000


def test_a_name_longer_than_word_allows_is_cut() -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="S"><w:name w:val="{"n" * 5000}"/></w:style>'
    assert len(blocks_of(p("text", style("S")), styles=styles)[0].look.style) == 255


def test_a_picture_that_packs_very_tightly_is_no_bomb() -> None:
    data = remade(package(p("text")), {"word/media/blank.emf": bytes(3_000_000)})
    tight = remade(data, {}, how=zipfile.ZIP_DEFLATED)
    assert texts(read_word(tight, "essay.docx")[0]) == ["text"]
    with pytest.raises(TooLarge, match=r"blank.emf' unpacks to 3.0 MB; at most 2 MB"):
        read_word(tight, "essay.docx", limits=Limits(archive_file_mb=2))


def test_a_broken_styles_part_does_not_stop_the_reading() -> None:
    data = package(p("text"), styles="<w:style>")
    found, warnings = read_word(data, "essay.docx")
    assert texts(found) == ["text"]
    assert [w.code for w in warnings] == ["odd-package"]


def test_strict_namespaces_are_read() -> None:
    body = p("text", style("Heading1"))
    with zipfile.ZipFile(io.BytesIO(package(body, styles=""))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, xml in members.items():
            for usual, strict in (
                (
                    b"schemas.openxmlformats.org/wordprocessingml/2006/main",
                    b"purl.oclc.org/ooxml/wordprocessingml/main",
                ),
                (
                    b"schemas.openxmlformats.org/officeDocument/2006/relationships",
                    b"purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            ):
                xml = xml.replace(usual, strict)
            archive.writestr(name, xml)
    found, _ = read_word(out.getvalue(), "strict.docx")
    assert [(b.kind, b.text) for b in found] == [("heading", "text")]


# --- refusals ---------------------------------------------------------------------------------


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOCTYPE = '<!DOCTYPE w [<!ENTITY x "y">]><w:document/>'
HEADED = '<w:sectPr><w:headerReference w:type="default" r:id="r0"/></w:sectPr>'
REFUSED = [
    (b"", NoText, "empty"),
    (bytes(500), NoText, "only zeros"),
    (b"just words", UnsupportedFormat, "not a Word document"),
    (b"{\\rtf1 text}", UnsupportedFormat, "RTF"),
    (b"%PDF-1.7", UnsupportedFormat, "PDF"),
    (b"\xef\xbb\xbf<!DOCTYPE html><html>", UnsupportedFormat, "web page"),
    (b"<?xml version='1.0'?><w:wordDocument/>", UnsupportedFormat, "XML file"),
    (b"\x89PNG\r\n\x1a\n", UnsupportedFormat, "picture"),
    (b"Rar!\x1a\x07", UnsupportedFormat, "packed archive"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), LockedFile, "password"),
    (OLE + "EncryptedPackage DRMEncrypted".encode("utf-16-le"), LockedFile, "rights"),
    (OLE + "WordDocument".encode("utf-16-le"), LegacyFormat, ".doc"),
    (OLE + "Workbook".encode("utf-16-le"), LegacyFormat, "Excel"),
    (OLE, LegacyFormat, "old Office file"),
    (package(p("text"))[:400], DamagedFile, "cut short"),
    (zipped(word__styles="x"), DamagedFile, "missing"),
    (zipped(readme="x"), UnsupportedFormat, "ZIP"),
    (zipped(**{"xl__workbook.xml": "x"}), UnsupportedFormat, "spreadsheet"),
    (zipped(**{"mimetype": "x", "content.xml": "x"}), UnsupportedFormat, "OpenDocument"),
    (zipped(**{"Index__Document.iwa": "x"}), UnsupportedFormat, "Pages"),
    (zipped(**{"META-INF__container.xml": "x"}), UnsupportedFormat, "EPUB"),
    (zipped(**{"word__document.xml": "<w:document"}), DamagedFile, "not sound XML"),
    (zipped(**{"word__document.xml": "<html/>"}), DamagedFile, "not a Word document"),
    (zipped(**{"word__document.xml": DOCTYPE}), UnsafeFile, "entities"),
    (remade(package(p("text")), {"../../up": b"x"}), UnsafeFile, "leads out of the file"),
    (remade(package(p("text")), {"/etc/up": b"x"}), UnsafeFile, "a place on a disk"),
    (package(p()), NoText, "no text"),
    (package(p() + HEADED, hdr=p("Unit 500")), NoText, "only its headers and footers"),
    (package(p(inside="<w:r><w:drawing><a:blip/></w:drawing></w:r>")), ScanOnly, "picture"),
]


@pytest.mark.parametrize(("data", "error", "reason"), REFUSED)
def test_what_cannot_be_read_is_refused_with_name_reason_and_way_out(
    data: bytes, error: type[ReadError], reason: str
) -> None:
    with pytest.raises(error) as caught:
        read_word(data, "essay.docx")
    assert caught.value.message.startswith("essay.docx: ")
    assert reason in caught.value.message
    assert caught.value.hint


def test_a_file_that_expands_too_far_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(TooLarge, match=r"expands too far.*unpacks to 0\.0 MB; at most 0 MB"):
        read_word(package(p("text")), "essay.docx", limits=Limits(archive_file_mb=0.0001))


def test_a_file_of_too_many_parts_is_refused() -> None:
    data = zipped(**{f"part{n}": "" for n in range(1_001)})
    with pytest.raises(TooLarge, match="1,001 parts; at most 1,000"):
        read_word(data, "essay.docx")


def nested(deep: int) -> bytes:
    body = p("deep")
    for _ in range(deep):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    return package(p("first") + body + p("last"))


def test_tables_nested_beyond_reason_give_their_words_and_a_warning() -> None:
    found, warnings = read_word(nested(400), "essay.docx")
    assert texts(found) == ["first", "deep", "last"]
    assert [w.code for w in warnings] == ["nested"]


def test_tables_without_a_bottom_are_refused() -> None:
    with pytest.raises(DamagedFile, match="nested too deeply"):
        read_word(nested(3000), "essay.docx")


def test_a_main_part_that_breaks_off_is_read_as_far_as_it_goes_and_says_so() -> None:
    whole = package(p("first") + p("second"))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    cut = members["word/document.xml"].replace(b"second", b"sec\x01ond")
    members["word/document.xml"] = cut[: cut.index(b"</w:body>")]
    found, warnings = read_word(zipped_bytes(members), "essay.docx")
    assert found[0].text == "first"
    assert [w.code for w in warnings] == ["unread-part"]
    assert "may be missing" in warnings[0].message


def test_python_docx_agrees_on_the_paragraphs_it_can_see() -> None:
    document = docx.Document()
    for n in range(5):
        document.add_paragraph(f"Paragraph {n}")
    document.element.body.insert(0, parse_xml(f"<w:p {NS}><w:r><w:t>First</w:t></w:r></w:p>"))
    out = io.BytesIO()
    document.save(out)
    found, _ = read_word(out.getvalue(), "essay.docx")
    assert texts(found) == [para.text for para in document.paragraphs]


# The two long ones are sound and slow, and say nothing that the others do not.
SLOW = ("d26_200k_paragraphs.docx", "d27_5000_row_table.docx")
REAL = [path for path in sorted(SHARED.glob("*/*.do[ct]*")) if path.name not in SLOW]


@pytest.mark.skipif(not REAL, reason="the shared files are not beside this checkout")
@pytest.mark.parametrize("path", REAL, ids=lambda x: x.name)
def test_every_real_and_hostile_file_ends_in_blocks_or_a_reason(path: Path) -> None:
    try:
        found, _ = read_word(path.read_bytes(), path.name)
    except ReadError as error:
        assert path.name in error.message
        assert error.hint
    else:
        assert found
