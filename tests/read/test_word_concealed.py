"""What no reader of the page sees is kept out of the text and told; what looks like it is not."""

from __future__ import annotations

import pytest
from word_files import KIND, NS, RELS, blocks_of, codes, p, package, r, remade, style

from premark.errors import NoText
from premark.read.word.document import read_word

WHITE = '<w:color w:val="FFFFFF"/>'


def concealed(body: str, **parts: str) -> list[tuple[str, str]]:
    return [(c.kind, c.text) for b in blocks_of(body, **parts) for c in b.concealed]


def seen(body: str, **parts: str) -> list[str]:
    return [block.text for block in blocks_of(body, **parts)]


def shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def grid(*cells: str, properties: str = "", row: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tr>{row}{''.join(cells)}</w:tr></w:tbl>"


# --- runs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("<w:vanish/>", "vanish"),
        (WHITE, "colour"),
        ('<w:color w:val="FDFDFD"/>', "colour"),
        ('<w:color w:themeColor="background1"/>', "colour"),
        ('<w:color w:val="000000"/><w:highlight w:val="black"/>', "colour"),
        (f'<w:color w:val="4472C4"/>{shade("4472C4")}', "colour"),
        ("<w14:textFill><w14:noFill/></w14:textFill>", "colour"),
        ('<w14:textFill><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill>'
         "</w14:textFill>", "colour"),
        ('<w:sz w:val="2"/>', "tiny"),
        ('<w:sz w:val="4"/>', "tiny"),
        ('<w:w w:val="1"/>', "tiny"),
        ('<w:spacing w:val="-200"/>', "clipped"),
        ('<w:position w:val="3168"/>', "off_page"),
        ('<w:fitText w:val="10"/>', "clipped"),
    ],
)  # fmt: skip
def test_each_way_to_hide_a_run_is_told_and_its_text_left_out(properties: str, kind: str) -> None:
    body = p(inside=r("Seen ") + r("and never seen", properties) + r(" again"))
    assert seen(body) == ["Seen again"]
    assert concealed(body) == [(kind, "and never seen")]
    assert "hidden-text" in codes(body)


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vanish w:val="0"/>',
        "<w:webHidden/>",
        '<w:color w:val="auto"/>',
        '<w:color w:val="BFBFBF"/>',
        '<w:color w:themeColor="background1" w:themeShade="80"/>',
        f'{WHITE}<w:highlight w:val="black"/>',
        WHITE + shade("1F4E79"),
        f"{WHITE}<w:outline/>",
        f"{WHITE}<w14:textOutline><w14:solidFill/></w14:textOutline>",
        f'{WHITE}<w14:textFill><w14:gradFill/></w14:textFill>',
        '<w:sz w:val="8"/>',
        '<w:w w:val="66"/>',
        '<w:spacing w:val="-30"/>',
        '<w:position w:val="-12"/>',
        f"<w:rPrChange><w:rPr><w:vanish/>{WHITE}</w:rPr></w:rPrChange>",
    ],
)
def test_what_a_reader_can_see_is_not_taken_for_hidden(properties: str) -> None:
    body = p(inside=r("Seen ") + r("and seen", properties))
    assert seen(body) == ["Seen and seen"]
    assert concealed(body) == []


def test_a_long_hidden_text_is_cut_and_neighbours_of_one_kind_are_told_together() -> None:
    body = p("Seen", inside=r("one ", WHITE) + r("two", WHITE) + r("three", "<w:vanish/>"))
    assert concealed(body) == [("colour", "one two"), ("vanish", "three")]
    (found,) = concealed(p("Seen", inside=r("word " * 100, WHITE)))
    assert len(found[1]) == 200


def test_white_blanks_and_stops_are_no_hidden_text() -> None:
    assert concealed(p("Seen", inside=r(" . ", WHITE))) == []


# --- styles -----------------------------------------------------------------------------------

STYLES = f"""
<w:docDefaults><w:rPrDefault><w:rPr>{{defaults}}</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/>
  <w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Child"><w:name w:val="Child"/>
  <w:basedOn w:val="Gone"/></w:style>
<w:style w:type="character" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr>{WHITE}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Banner"><w:name w:val="Banner"/>
  <w:pPr>{shade("203864")}</w:pPr><w:rPr>{WHITE}</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Low"><w:name w:val="Low"/>
  <w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:style>
<w:style w:type="table" w:styleId="Dark"><w:name w:val="Dark"/>
  <w:tblStylePr w:type="firstRow"><w:tcPr>{shade("000000")}</w:tcPr></w:tblStylePr></w:style>
"""
PLAIN = STYLES.format(defaults="")


def test_text_hidden_by_a_style_or_what_it_is_based_on_is_told() -> None:
    body = p("Seen") + p("by style", style("Gone")) + p("by parent", style("Child"))
    body += p("Seen too", inside=r("by letters", '<w:rStyle w:val="Pale"/>'))
    assert seen(body, styles=PLAIN) == ["Seen", "Seen too"]
    assert concealed(body, styles=PLAIN) == [
        ("vanish", "by style"),
        ("vanish", "by parent"),
        ("colour", "by letters"),
    ]


def test_text_hidden_by_the_defaults_is_told_and_a_run_may_undo_it() -> None:
    body = p(inside=r("Seen ", '<w:vanish w:val="0"/>') + r("hidden"))
    styles = STYLES.format(defaults="<w:vanish/>")
    assert seen(body, styles=styles) == ["Seen"]
    assert concealed(body, styles=styles) == [("vanish", "hidden")]


def test_a_hidden_paragraph_mark_hides_no_text() -> None:
    assert concealed(p("Seen", "<w:rPr><w:vanish/></w:rPr>")) == []
    assert seen(p("Seen", "<w:rPr><w:vanish/></w:rPr>")) == ["Seen"]


def test_white_on_a_dark_ground_is_read_wherever_the_ground_comes_from() -> None:
    white = r("Seen", WHITE)
    body = p("Banner", style("Banner")) + p(inside=white, properties=shade("000000"))
    body += grid(cell(p(inside=white), shade("365F91")), cell(p("b")))
    body += grid(cell(p(inside=white)), cell(p("b")), properties='<w:tblStyle w:val="Dark"/>')
    body += grid(cell(grid(cell(p(inside=white)), cell(p("d"))), shade("365F91")), cell(p("c")))
    assert concealed(body, styles=PLAIN) == []


def test_white_in_a_white_cell_or_below_the_dark_first_row_is_told() -> None:
    body = grid(cell(p(inside=r("gone", WHITE)), shade("FFFFFF")), cell(p("b")))
    dark = '<w:tblStyle w:val="Dark"/>'
    rows = f"<w:tr>{cell(p('a'))}{cell(p('b'))}</w:tr>"
    hidden = f"<w:tr>{cell(p(inside=r('below', WHITE)))}{cell(p('d'))}</w:tr>"
    body += p("between") + f"<w:tbl><w:tblPr>{dark}</w:tblPr>{rows}{hidden}</w:tbl>"
    assert concealed(body, styles=PLAIN) == [("colour", "gone"), ("colour", "below")]


def test_white_text_on_coloured_paper_is_not_called_hidden() -> None:
    body = p("Seen", inside=r(" too", WHITE))
    paper = '<w:background w:color="002060"/>'
    xml = f"<w:document {NS}>{paper}<w:body>{body}</w:body></w:document>".encode()
    data = remade(package(""), {"word/document.xml": xml})
    assert not any(b.concealed for b in read_word(data, "essay.docx")[0])


def test_a_table_style_that_hides_its_text_is_told() -> None:
    styles = (
        '<w:style w:type="table" w:styleId="Gone"><w:name w:val="Gone"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    gone = grid(cell(p("in a table")), properties='<w:tblStyle w:val="Gone"/>')
    assert concealed(p("Seen") + gone, styles=styles) == [("vanish", "in a table")]


def test_the_ends_of_a_form_pasted_from_the_web_are_no_hidden_text() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="z"><w:name w:val="HTML Top of Form"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    body = p("Seen") + p("Top of Form", style("z"))
    assert seen(body, styles=styles) == ["Seen"]
    assert concealed(body, styles=styles) == []
    assert read_word(package(body, styles=styles), "essay.docx")[1] == []


# --- paragraphs, rows, tables -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ('<w:spacing w:line="20" w:lineRule="exact"/>', "clipped"),
        ('<w:ind w:left="-20000"/>', "off_page"),
        ('<w:ind w:left="14000"/>', "off_page"),
        ('<w:framePr w:x="20000" w:y="1"/>', "off_page"),
        ('<w:framePr w:h="20" w:hRule="exact"/>', "clipped"),
        (style("Low"), "clipped"),
    ],
)
def test_a_paragraph_out_of_sight_is_told_with_the_next_that_is_read(
    properties: str, kind: str
) -> None:
    body = p("before") + p("never seen", properties) + p("after")
    found = blocks_of(body, styles=PLAIN)
    assert [b.text for b in found] == ["before", "after"]
    assert [(c.kind, c.text) for c in found[1].concealed] == [(kind, "never seen")]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:spacing w:line="240" w:lineRule="auto"/>',
        '<w:spacing w:line="20" w:lineRule="atLeast"/>',
        '<w:ind w:left="720" w:hanging="720"/>',
        '<w:framePr w:w="4000" w:hSpace="180" w:x="1440" w:y="1440"/>',
    ],
)
def test_an_ordinary_paragraph_is_in_sight(properties: str) -> None:
    assert concealed(p("seen", properties)) == []


def test_what_is_hidden_at_the_end_is_told_with_the_last_block() -> None:
    (block,) = blocks_of(p("Seen") + p(inside=r("gone", WHITE)))
    assert [(c.kind, c.text) for c in block.concealed] == [("colour", "gone")]


def test_a_row_too_low_for_a_line_and_a_table_off_the_page_are_told() -> None:
    low = '<w:trPr><w:trHeight w:val="10" w:hRule="exact"/></w:trPr>'
    body = p("Seen") + grid(cell(p("in a")), cell(p("slit")), row=low)
    body += grid(cell(p("far")), cell(p("away")), properties='<w:tblInd w:w="-20000"/>')
    assert seen(body) == ["Seen"]
    assert concealed(body) == [
        ("clipped", "in a"),
        ("clipped", "slit"),
        ("off_page", "far"),
        ("off_page", "away"),
    ]


def test_a_hidden_part_of_a_cell_is_told_with_its_row() -> None:
    body = grid(cell(p("a", inside=r("gone", WHITE))), cell(p("b")))
    body = body.replace("</w:tbl>", f"<w:tr>{cell(p('c'))}{cell(p('d'))}</w:tr></w:tbl>")
    found = blocks_of(body)
    assert [b.text for b in found] == ["a | b", "c | d"]
    assert [len(b.concealed) for b in found] == [1, 0]


# --- text boxes and floats --------------------------------------------------------------------


def anchor(inside: str, x: int = 100_000, y: int = 100_000, **more: str) -> str:
    """A drawing that floats; places and sizes are in EMU (12,700 to a point)."""
    size = more.get("size", 'cx="2000000" cy="900000"')
    behind, order = more.get("behind", "0"), more.get("order", "1")
    hidden = more.get("hidden", "")
    return (
        f'<w:r><w:drawing><wp:anchor behindDoc="{behind}" relativeHeight="{order}">'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f"<wp:extent {size}/><wp:docPr {hidden}/>{inside}</wp:anchor></w:drawing></w:r>"
    )


def box(inside: str, fill: str = "<a:noFill/>") -> str:
    return (
        f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>{inside}"
        "</w:txbxContent></wps:txbx></wps:wsp>"
    )


SOLID = '<a:solidFill><a:srgbClr val="{}"/></a:solidFill>'
PICTURE = '<a:blip r:embed="r9"/>'


@pytest.mark.parametrize(
    ("drawing", "kind"),
    [
        (anchor(box(p("in a box")), x=-9_000_000), "off_page"),
        (anchor(box(p("in a box")), y=20_000_000), "off_page"),
        (anchor(box(p("in a box")), size='cx="0" cy="0"'), "clipped"),
        (anchor(box(p("in a box")), hidden='hidden="1"'), "vanish"),
        (anchor(box(p("in a box " * 90)), size='cx="200000" cy="100000"'), "clipped"),
        (anchor(box(p("in a box")), order="1") + anchor(PICTURE, order="9"), "behind"),
        (anchor(box(p("in a box")), behind="1", order="9") + anchor(PICTURE), "behind"),
        (anchor(box(p(inside=r("in a box", WHITE)), SOLID.format("FFFFFF"))), "colour"),
        (anchor(box(p(inside=r("in a box", WHITE)))), "colour"),
    ],
)
def test_a_box_that_nobody_sees_is_told(drawing: str, kind: str) -> None:
    body = p("Seen", inside=drawing)
    assert seen(body) == ["Seen"]
    ((found, text),) = concealed(body)
    assert (found, text[:8]) == (kind, "in a box")


@pytest.mark.parametrize(
    "drawing",
    [
        anchor(box(p("in a box"))),
        anchor(box(p("in a box")), x=-500_000, y=-300_000),
        anchor(box(p("in a box"), "<a:spAutoFit/>"), size='cx="14605" cy="14605"'),
        anchor(box(p("in a box")), order="9") + anchor(PICTURE, order="1"),
        anchor(box(p("in a box"))) + anchor(PICTURE, x=4_000_000, order="9"),
        anchor(box(p(inside=r("in a box", WHITE)), SOLID.format("1F3864"))),
        anchor(box(p(inside=r("in a box", WHITE)))) + anchor(PICTURE, behind="1"),
        anchor(box(p(inside=r("in a box", WHITE)), "<a:gradFill/>")),
    ],
)
def test_a_box_in_sight_is_read(drawing: str) -> None:
    body = p("Seen", inside=drawing)
    assert seen(body) == ["Seen", "in a box"]
    assert concealed(body) == []


FRONT = (
    '<w:r><w:drawing><wp:anchor behindDoc="0" relativeHeight="5">'
    '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
    '<wp:extent cx="5500000" cy="600000"/>{wrap}<a:blip r:embed="rPic"/></wp:anchor>'
    "</w:drawing></w:r>"
)
JPEG, PNG = b"\xff\xd8\xff\xe0" + bytes(40), b"\x89PNG\r\n\x1a\n" + bytes(17)
CLEAR = PNG + b"\x06"


def pictured(picture: bytes, *, top: int = 0, wrap: str = "None", text: str = "under it") -> bytes:
    """A file whose second paragraph has a picture floating from its top on."""
    front = FRONT.format(top=top, wrap=f"<wp:wrap{wrap}/>")
    body = p("Seen") + p(text, inside=front) + p("After")
    link = f'<Relationship Id="rPic" Type="{KIND}image" Target="media/one.png"/>'
    rels = f'<Relationships xmlns="{RELS}">{link}</Relationships>'.encode()
    parts = {"word/_rels/document.xml.rels": rels, "word/media/one.png": picture}
    return remade(package(body), dict(parts))


@pytest.mark.parametrize("picture", [JPEG, PNG + b"\x02"], ids=["jpeg", "png"])
def test_a_paragraph_behind_an_opaque_picture_is_told(picture: bytes) -> None:
    found = read_word(pictured(picture), "essay.docx")[0]
    assert [b.text for b in found] == ["Seen", "After"]
    assert [(c.kind, c.text) for c in found[1].concealed] == [("behind", "under it")]


@pytest.mark.parametrize(
    "data",
    [
        pictured(CLEAR),
        pictured(JPEG, top=400_000),
        pictured(JPEG, wrap="TopAndBottom"),
        pictured(JPEG, text="so long that the picture cannot lie over all of it " * 20),
    ],
    ids=["see-through", "below", "wrapped", "longer"],
)
def test_a_paragraph_beside_or_below_a_picture_is_read(data: bytes) -> None:
    assert not any(b.concealed for b in read_word(data, "essay.docx")[0])


def shape(style: str, inside: str, **more: str) -> str:
    said = " ".join(f'{key}="{value}"' for key, value in more.items())
    return (
        f'<w:r><w:pict><v:shape style="{style}" {said}><v:textbox><w:txbxContent>{inside}'
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


AT = "position:absolute;width:200pt;height:50pt;margin-left:"


@pytest.mark.parametrize(
    ("drawing", "kind"),
    [
        (shape(f"{AT}10pt;visibility:hidden", p("in a box")), "vanish"),
        (shape(f"{AT}-5000pt", p("in a box")), "off_page"),
        (shape("position:absolute;width:0;height:0", p("in a box")), "clipped"),
        (shape(f"{AT}10pt", p(inside=r("in a box", WHITE))), "colour"),
    ],
)
def test_an_older_kind_of_box_is_judged_alike(drawing: str, kind: str) -> None:
    body = p("Seen", inside=drawing)
    assert concealed(body) == [(kind, "in a box")]


def test_an_older_kind_of_box_in_sight_is_read() -> None:
    white = p(inside=r("in a box", WHITE))
    body = p("Seen", inside=shape(f"{AT}10pt", white, fillcolor="#4f81bd [3204]"))
    grouped = shape("position:absolute;left:4257;top:5969;width:1;height:1", p("grouped"))
    group = grouped.replace("<v:shape", "<v:group><v:shape")
    group = group.replace("/v:shape>", "/v:shape></v:group>")
    assert seen(body + p("Next", inside=group)) == ["Seen", "in a box", "Next", "grouped"]


def test_white_text_over_a_picture_of_the_cover_is_read() -> None:
    cover = anchor(PICTURE, behind="1", size='cx="7000000" cy="9000000"')
    assert concealed(p("Cover", inside=cover) + p(inside=r("My portfolio", WHITE))) == []


def test_white_text_pages_after_the_cover_is_told() -> None:
    cover = anchor(PICTURE, behind="1", size='cx="7000000" cy="9000000"')
    body = p("Cover", inside=cover) + p("text") * 40 + p("Seen", inside=r("gone", WHITE))
    assert concealed(body) == [("colour", "gone")]


# --- what looks alike and is no trick ---------------------------------------------------------


def test_a_fields_own_code_is_no_hidden_text() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    inside = (
        f'<w:r>{hidden}<w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r>{hidden}<w:instrText> XE \"trust\" </w:instrText></w:r>"
        f"<w:r>{hidden}<w:t>trust</w:t></w:r>"
        f'<w:r>{hidden}<w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert concealed(p("Seen", inside=inside)) == []
    assert codes(p("Seen", inside=inside)) == []


def test_the_page_numbers_of_a_table_of_contents_are_read() -> None:
    inside = r("Introduction") + "<w:r><w:tab/></w:r>" + r("4", "<w:webHidden/>")
    assert seen(p(inside=inside)) == ["Introduction 4"]


def test_a_file_whose_every_word_is_hidden_says_so() -> None:
    with pytest.raises(NoText, match=r"all of its text \(11 characters\) is hidden") as caught:
        read_word(package(p(inside=r("every word", WHITE) + r(".", WHITE))), "essay.docx")
    assert caught.value.hint
