"""A file longer than any assignment is refused at once, with its own figure."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document as NewDocument

from premark.errors import ReadError
from premark.read import read_bytes
from premark.read.bounds import MOST_CHARACTERS, MOST_PARAGRAPHS


def word_file(body: str) -> bytes:
    """A Word file whose paragraphs are this XML."""
    empty, full = io.BytesIO(), io.BytesIO()
    NewDocument().save(empty)
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(full, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + body.encode())
            new.writestr(name, data)
    return full.getvalue()


def test_a_word_file_of_too_many_paragraphs_is_refused() -> None:
    data = word_file("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * (MOST_PARAGRAPHS + 1))
    with pytest.raises(ReadError, match=rf"log\.docx: is too long.*{MOST_PARAGRAPHS:,}") as caught:
        read_bytes([("log.docx", data)])
    assert caught.value.hint


@pytest.mark.parametrize("size", [MOST_CHARACTERS - 1, MOST_CHARACTERS + 1])
def test_only_what_is_over_the_most_characters_is_refused(size: int) -> None:
    files = [("log.docx", word_file("<w:p><w:r><w:t>" + "x" * size + "</w:t></w:r></w:p>"))]
    files += [("log.txt", b"x" * size)]
    for file in files:
        if size < MOST_CHARACTERS:
            assert read_bytes([file]).blocks
            continue
        with pytest.raises(ReadError, match=f"too long: it holds {size:,} characters"):
            read_bytes([file])


def test_a_text_of_too_many_paragraphs_is_refused() -> None:
    with pytest.raises(ReadError, match="paragraphs"):
        read_bytes([("log.txt", b"A line.\n\n" * (MOST_PARAGRAPHS + 1))])
