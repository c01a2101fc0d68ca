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

from premark.read.word_package import (
    DAMAGED,
    MAX_ENTRIES,
    MAX_READ_BYTES,
    PACKED_AS,
    unpacked,
)

Where = Literal["author", "last saved by", "manager", "company", "comment", "tracked change"]
_ELEMENTS: dict[str, tuple[tuple[str, Where], ...]] = {
    "coreProperties": (("creator", "author"), ("lastModifiedBy", "last saved by")),
    "Properties": (("Manager", "manager"), ("Company", "company")),
}
_PREFIX = r"(?:[A-Za-z_][\w.-]{0,20}:)?"
_AUTHOR = rf"\b[^<>]*?\s{_PREFIX}author\s?=\s?(?:\"([^\"<]*)\"|'([^'<]*)')"
_COMMENT = re.compile(rf"<{_PREFIX}comment{_AUTHOR}")
_CHANGE = re.compile(rf"<{_PREFIX}(?:ins|del|moveFrom|moveTo|\w{{1,30}}Change){_AUTHOR}")
_TEXTS = ("document", "hdr", "ftr", "footnotes", "endnotes")
# A part is known by its root element, whatever its member is called.
_ROOT = re.compile(
    rf"<{_PREFIX}({'|'.join([*_ELEMENTS, 'comments', *_TEXTS])})(?=[\s>/])"
)
_DECLARED = re.compile(rb"""\A<\?xml[^>]{0,80}encoding=["']([\w.-]{1,20})""")
_HEAD = 4096


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
    texts: list[tuple[str, str]] = []
    with zipfile.ZipFile(path) as archive:
        left = MAX_READ_BYTES
        for info in sorted(archive.infolist()[:MAX_ENTRIES], key=_order):
            root = _root(archive, info)
            if root and 0 < info.file_size <= left:
                left -= info.file_size
                texts.append((root, _text(archive, info)))
    for root, text in texts:
        yield from _said(root, text)


def _order(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").lstrip("/").lower()


def _said(root: str, text: str) -> Iterator[tuple[Where, str]]:
    for element, where in _ELEMENTS.get(root, ()):
        for name in re.findall(rf"<{_PREFIX}{element}(?:\s[^<>]*)?>([^<]*)</", text):
            yield where, html.unescape(name)
    kind: Where = "comment" if root == "comments" else "tracked change"
    pattern = _COMMENT if kind == "comment" else _CHANGE
    for quoted, single in pattern.findall(text) if root not in _ELEMENTS else ():
        yield kind, html.unescape(quoted or single)


def _root(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """The root element of a part that may hold names, "" for any other member."""
    if info.compress_type not in PACKED_AS:
        return ""
    try:
        with archive.open(info) as stream:
            found = _ROOT.search(_decoded(stream.read(_HEAD)))
    except DAMAGED:
        return ""
    return found[1] if found else ""


def _text(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    try:
        return _decoded(unpacked(archive, info))
    except DAMAGED:
        return ""


def _decoded(xml: bytes) -> str:
    """The text by its byte order mark, by how it begins, or by what it declares; else UTF-8."""
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return xml.decode("utf-16", errors="replace")
    if xml[:4] in (b"<\x00?\x00", b"\x00<\x00?"):
        return xml.decode("utf-16-le" if xml[0] else "utf-16-be", errors="replace")
    declared = _DECLARED.match(xml.removeprefix(b"\xef\xbb\xbf"))
    try:
        return xml.decode(declared[1].decode() if declared else "utf-8", errors="replace")
    except LookupError:
        return xml.decode("utf-8", errors="replace")


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
