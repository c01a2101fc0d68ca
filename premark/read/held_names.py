"""A file in; the names that it holds beside its text out: properties, comments, tracked changes."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from premark.errors import ReadError
from premark.read.archive import DAMAGED, Archive, open_archive, start_of, unpack
from premark.read.archive_members import Member
from premark.read.word.package import rooted
from premark.types.limits import LIMITS, Limits

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
    """The same as `held_names_in` for a file on disk; one that cannot be opened gives none."""
    try:
        return held_names_in(path.name, path.read_bytes())
    except OSError:
        return ()


def held_names_in(file: str, data: bytes, *, limits: Limits = LIMITS) -> tuple[HeldName, ...]:
    """Names in a Word file or a PDF beside its text, each kind of place in a fixed order.

    A file without them, of another kind, or whose properties cannot be read gives none.
    """
    try:
        found = list(_found(file, data, limits))
    except (ReadError, *DAMAGED):
        return ()
    counts = Counter((where, " ".join(name.split())) for where, name in found)
    return tuple(HeldName(file, w, name, n) for (w, name), n in counts.items() if name)


def _found(file: str, data: bytes, limits: Limits) -> Iterator[tuple[Where, str]]:
    if b"%PDF" in data[:1024]:
        yield from _pdf(data)
    elif data[:2] == b"PK":
        with open_archive(data, file, limits=limits) as archive:
            yield from _word(archive)


def _word(archive: Archive) -> Iterator[tuple[Where, str]]:
    for member in sorted(map(rooted, archive.members), key=_order):
        found = _ROOT.search(_decoded(start_of(archive, member, _HEAD)))
        if found:
            yield from _said(found[1], _text(archive, member))


def _order(member: Member) -> str:
    return member.path.lstrip("/").lower()


def _said(root: str, text: str) -> Iterator[tuple[Where, str]]:
    for element, where in _ELEMENTS.get(root, ()):
        for name in re.findall(rf"<{_PREFIX}{element}(?:\s[^<>]*)?>([^<]*)</", text):
            yield where, html.unescape(name)
    kind: Where = "comment" if root == "comments" else "tracked change"
    pattern = _COMMENT if kind == "comment" else _CHANGE
    for quoted, single in pattern.findall(text) if root not in _ELEMENTS else ():
        yield kind, html.unescape(quoted or single)


def _text(archive: Archive, member: Member) -> str:
    try:
        return _decoded(unpack(archive, member))
    except ReadError:
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


def _pdf(data: bytes) -> Iterator[tuple[Where, str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        yield "author", str(document.get_metadata_dict().get("Author", ""))
    finally:
        document.close()
