"""A file in; the names that it holds beside its text out: properties, comments, tracked changes."""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from premark.read.word_package import DAMAGED, MAX_READ_BYTES, unpacked

Where = Literal["author", "last saved by", "manager", "company", "comment", "tracked change"]
_PROPERTIES: tuple[tuple[str, str, Where], ...] = (
    ("docprops/core.xml", "dc:creator", "author"),
    ("docprops/core.xml", "cp:lastModifiedBy", "last saved by"),
    ("docprops/app.xml", "Manager", "manager"),
    ("docprops/app.xml", "Company", "company"),
)
_COMMENT = re.compile(r"<w:comment\b[^<>]*?\bw:author=(?:\"([^\"<]*)\"|'([^'<]*)')")
_CHANGE = re.compile(
    r"<w:(?:ins|del|moveFrom|moveTo|\w{1,30}Change)\b[^<>]*?\bw:author="
    r"(?:\"([^\"<]*)\"|'([^'<]*)')"
)
_CHANGED_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")


@dataclass(frozen=True)
class HeldName:
    """A name that a reader of the text never sees; `times` counts its comments or changes."""

    file: str
    where: Where
    name: str
    times: int = 1


def held_names(path: Path) -> tuple[HeldName, ...]:
    """Names in a Word file or a PDF beside its text, each kind of place in a fixed order.

    A file without them, of another kind, or whose properties cannot be read gives none.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(1024)
        found = _pdf(path) if b"%PDF" in start else _word(path) if start[:2] == b"PK" else ()
        counts = Counter((where, " ".join(name.split())) for where, name in found)
    except DAMAGED:
        return ()
    return tuple(HeldName(path.name, w, name, n) for (w, name), n in counts.items() if name)


def _word(path: Path) -> Iterator[tuple[Where, str]]:
    with zipfile.ZipFile(path) as archive:
        members = {info.filename.lower(): info for info in archive.infolist()}
        wanted = {name: info for name, info in members.items() if _is_read(name)}
        if sum(info.file_size for info in wanted.values()) > MAX_READ_BYTES:
            return
        texts = {
            name: unpacked(archive, info).decode("utf-8", errors="replace")
            for name, info in wanted.items()
        }
    for member, tag, where in _PROPERTIES:
        for text in re.findall(rf"<{tag}\b[^<>]*>([^<]*)</", texts.get(member, "")):
            yield where, html.unescape(text)
    for member, text in sorted(texts.items()):
        kind: Where = "comment" if member == "word/comments.xml" else "tracked change"
        pattern = _COMMENT if kind == "comment" else _CHANGE
        for quoted, single in pattern.findall(text):
            yield kind, html.unescape(quoted or single)


def _is_read(name: str) -> bool:
    is_property = any(name == member for member, _, _ in _PROPERTIES)
    return is_property or name == "word/comments.xml" or bool(_CHANGED_PARTS.fullmatch(name))


def _pdf(path: Path) -> Iterator[tuple[Where, str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return
    try:
        yield "author", str(document.get_metadata_dict().get("Author", ""))
    finally:
        document.close()
