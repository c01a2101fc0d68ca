"""The count apart from the reader: what it counts, and that text lost is told."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import docx
import pytest

from premark import read as reading
from premark.packs.statuses import status_of
from premark.read import read_bytes
from premark.read.word.count import characters_of, counted, missing
from premark.types.document import Block, Document, Warning_

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def package(body: str, **parts: str) -> bytes:
    """A bare DOCX package; `parts` are more members of word/ by their root's name."""
    out = io.BytesIO()
    space = f'xmlns:w="{W}" xmlns:mc="{MC}"'
    with zipfile.ZipFile(out, "w") as archive:
        whole = f"<w:document {space}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", whole)
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {space}>{inner}</w:{name}>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{run('plain')}</w:p>", "plain"),
        (f"<w:tbl><w:tr><w:tc><w:p>{run('cell')}</w:p></w:tc></w:tr></w:tbl>", "cell"),
        (f"<w:sdt><w:sdtContent><w:p>{run('control')}</w:p></w:sdtContent></w:sdt>", "control"),
        (f"<w:p><w:ins>{run('added')}</w:ins></w:p>", "added"),
        (f"<w:p><w:moveTo>{run('came')}</w:moveTo></w:p>", "came"),
        (f"<w:p><w:moveFrom>{run('went')}</w:moveFrom>{run('x')}</w:p>", "x"),
        (f"<w:p><w:del>{run('gone')}</w:del></w:p>", ""),
        ("<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", ""),
        (
            "<w:p><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>"
            f"{run('box')}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p>{run('box')}</w:p>"
            "</mc:Fallback></mc:AlternateContent></w:p>",
            "box",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_text_counts_once_or_not_at_all(body: str, text: str) -> None:
    assert counted(package(body)) == Counter(text)


def test_notes_count_and_headers_do_not() -> None:
    parts = {"footnotes": f"<w:p>{run('foot')}</w:p>", "endnotes": f"<w:p>{run('end')}</w:p>"}
    data = package(f"<w:p>{run('a')}</w:p>", hdr=f"<w:p>{run('head')}</w:p>", **parts)
    assert counted(data) == Counter("afootend")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive at all", package("<w:p>")[:200]])
def test_what_cannot_be_counted_is_none(data: bytes) -> None:
    assert counted(data) is None


def test_entities_are_not_expanded() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        declared = '<!DOCTYPE x [<!ENTITY e "laughs">]>'
        bomb = f'{declared}<w:document xmlns:w="{W}"><w:t>&e;</w:t></w:document>'
        archive.writestr("word/document.xml", bomb)
    assert not counted(out.getvalue())


def test_an_accent_is_one_however_it_was_typed_and_blanks_do_not_count() -> None:
    assert characters_of("re\u0301sume\u0301 \u200b\n") == characters_of("r\u00e9sum\u00e9")


def document(*texts: str, part: str = "body") -> Document:
    blocks = tuple(
        Block(index=i, kind="paragraph", text=text, original=text, part=part)  # type: ignore[arg-type]
        for i, text in enumerate(texts)
    )
    return Document(files=(), blocks=blocks)


def test_what_was_read_nowhere_is_missing() -> None:
    data = package(f"<w:p>{run('abcd')}</w:p><w:p>{run('efgh')}</w:p>")
    assert missing(data, document("abcd", "efgh")) == (8, 0)
    assert missing(data, document("abcd")) == (8, 4)
    assert missing(data, document("abcd", "efgh", part="header")) == (8, 8)
    assert missing(b"no archive", document("abcd")) == (0, 0)


def test_a_word_file_of_which_text_was_lost_says_so_and_is_partial(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper, out = docx.Document(), io.BytesIO()
    for text in ("Flour gives the dough its body.", "Water wakes the gluten in it."):
        paper.add_paragraph(text)
    paper.save(out)
    whole = read_bytes([("essay.docx", out.getvalue())])
    assert status_of(whole).code == "ok"

    import premark.read.word.document

    real = premark.read.word.document.read_word

    def forgetful(*given: object, **options: object) -> tuple[list[Block], list[Warning_]]:
        blocks, warnings = real(*given, **options)  # type: ignore[arg-type]
        return blocks[:1], warnings

    monkeypatch.setattr(premark.read.word.document, "read_word", forgetful)
    short = reading.read_bytes([("essay.docx", out.getvalue())])
    assert status_of(short).code == "partial"
    (warning,) = [w for w in short.warnings if w.code == "text-missing"]
    assert "50 characters, of which 24 could not be read" in warning.message
    assert "Water" not in warning.message
