"""Names that a file holds beside its answers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from premark.detect.person_file import file_notice
from premark.read.held_names import HeldName, held_names

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(folder: Path, *, author: str, saved_by: str = "") -> Path:
    made = docx.Document()
    made.add_paragraph("A session was held.")
    made.core_properties.author = author
    made.core_properties.last_modified_by = saved_by
    path = folder / "essay.docx"
    made.save(str(path))
    return path


def with_part(path: Path, member: str, xml: str) -> Path:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(member, xml)
    return path


def test_author_and_who_saved_last_are_read(tmp_path: Path) -> None:
    path = word_file(tmp_path, author="Ada Quill", saved_by="Tom Brand")
    assert [(h.where, h.name) for h in held_names(path)] == [
        ("author", "Ada Quill"),
        ("last saved by", "Tom Brand"),
    ]


def test_writers_of_comments_and_changes_are_counted(tmp_path: Path) -> None:
    path = word_file(tmp_path, author="")
    comment = f'<w:comments xmlns:w="{W}">' + '<w:comment w:id="1" w:author="Jo &amp; Co"/>' * 2
    with_part(path, "word/comments.xml", comment + "</w:comments>")
    change = f'<w:ftr xmlns:w="{W}"><w:ins w:id="3" w:author=\'Ann Reed\'/></w:ftr>'
    with_part(path, "word/footer9.xml", change)
    assert {(h.where, h.name, h.times) for h in held_names(path)} == {
        ("comment", "Jo & Co", 2),
        ("tracked change", "Ann Reed", 1),
    }


def test_a_damaged_or_plain_file_holds_no_names(tmp_path: Path) -> None:
    (tmp_path / "cut.docx").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7 and no more")
    (tmp_path / "plain.txt").write_text("Words.", "utf-8")
    assert [held_names(path) for path in sorted(tmp_path.iterdir())] == [(), (), ()]


def test_the_author_of_a_pdf_is_read(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    page = canvas.Canvas(str(tmp_path / "essay.pdf"))
    page.setAuthor("Ada Quill")
    page.drawString(72, 700, "A session was held.")
    page.save()
    assert [(h.where, h.name) for h in held_names(tmp_path / "essay.pdf")] == [
        ("author", "Ada Quill")
    ]


def test_the_learner_and_programs_are_no_leak() -> None:
    held = (HeldName("a.docx", "author", "Ada M Quill"), HeldName("a.docx", "comment", "Admin"))
    assert file_notice(held, learner="Ada Quill") == ()
    assert file_notice(held, learner="") == ()


def test_every_place_of_somebody_else_stands_in_one_notice() -> None:
    held = (
        HeldName("a.docx", "author", "Ada Quill"),
        HeldName("a.docx", "comment", "Tom Brand", 3),
        HeldName("a.docx", "company", "Brand and Sons"),
    )
    (notice,) = file_notice(held, learner="Ada Quill")
    assert notice.code == "name-in-file"
    assert "Tom Brand as who wrote 3 comment(s)" in notice.message
    assert "Brand and Sons" in notice.message
    assert "Ada" not in notice.message


@pytest.mark.parametrize(("learner", "told"), [
    ("Jo", False), ("Jo Smith", False), ("Al Reed", True),
])  # fmt: skip
def test_a_learner_known_by_one_name_is_no_leak(learner: str, told: bool) -> None:
    held = [HeldName("essay.docx", "author", "Jo Smith")]
    assert bool(file_notice(held, learner=learner)) == told


@pytest.mark.parametrize("part", [
    "<w:comment " * 100_000,
    "<w:ins " * 100_000,
    f'<w:comment w:author="&#{"9" * 5_000};">',
])  # fmt: skip
def test_a_hostile_part_gives_no_name_and_takes_no_time(tmp_path: Path, part: str) -> None:
    path = with_part(word_file(tmp_path, author=""), "word/comments.xml", part)
    assert held_names(path) == ()


def test_a_part_larger_than_its_header_says_is_not_unpacked_whole(tmp_path: Path) -> None:
    path = word_file(tmp_path, author="Ada Quill")
    with_part(path, "word/comments.xml", "x" * 5_000_000)
    data = bytearray(path.read_bytes())
    said, lie = (5_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    path.write_bytes(bytes(data).replace(said, lie))
    assert [(h.where, h.name) for h in held_names(path)] == [("author", "Ada Quill")]


CHANGED = f'<w:document xmlns:w="{W}"><w:del w:id="1" w:author="Tom Brand"/></w:document>'


@pytest.mark.parametrize("member", [
    "word\\header2.xml", "/word/document2.xml", "word/footer-first.xml", "Word/Main.XML", "odd",
])  # fmt: skip
def test_a_part_is_known_by_what_it_holds_and_not_by_its_name(
    tmp_path: Path, member: str
) -> None:
    path = with_part(word_file(tmp_path, author=""), member, CHANGED)
    assert [(h.where, h.name) for h in held_names(path)] == [("tracked change", "Tom Brand")]


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "utf-8-sig"])
def test_a_part_in_another_coding_is_read(tmp_path: Path, coding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{coding}"?>' + CHANGED.replace("Tom", "Zoë")
    path = word_file(tmp_path, author="")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/document3.xml", xml.encode(coding))
    assert [h.name for h in held_names(path)] == ["Zoë Brand"]


def test_another_prefix_and_a_part_that_is_damaged_hide_no_name(tmp_path: Path) -> None:
    path = with_part(word_file(tmp_path, author="Ada Quill"), "word/bad.xml", CHANGED * 50)
    comment = f'<x:comments xmlns:x="{W}"><x:comment x:initials="T" x:author="Tom Brand"/>'
    with_part(path, "word/comments7.xml", comment + "</x:comments>")
    data = path.read_bytes()
    at = data.index(b"word/bad.xml") + len("word/bad.xml")
    path.write_bytes(data[: at + 20] + bytes(40) + data[at + 60 :])
    assert {h.name for h in held_names(path)} == {"Ada Quill", "Tom Brand"}
