"""The bytes of a Word file in; the XML of the parts that are read, or a clear refusal, out."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from premark.errors import LockedFile, ReadError, UnsupportedFormat
from premark.types.document import Warning_

MAX_ENTRIES = 5_000
MAX_DOCUMENT_BYTES = 200 * 1024 * 1024
MAX_READ_BYTES = 2 * MAX_DOCUMENT_BYTES
# What zipfile raises over a broken archive; RuntimeError is a locked member, or an unknown packing.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that Word writes
PIECE = 1 << 16

SAVE_AGAIN = "Open the file in Word, save it as .docx and try again."

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
KINDS = {
    "styles": _CT + "styles+xml",
    "numbering": _CT + "numbering+xml",
    "footnotes": _CT + "footnotes+xml",
    "endnotes": _CT + "endnotes+xml",
    "header": _CT + "header+xml",
    "footer": _CT + "footer+xml",
}
MAIN = _CT + "document.main+xml"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", REL[:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Part:
    """One XML part that is read. `rid` is the relationship by which the body names it."""

    rid: str
    kind: str
    xml: bytes


@dataclass(frozen=True)
class Package:
    """What is read of a Word file: its main XML and the parts that belong to it."""

    document: bytes
    parts: tuple[Part, ...]
    warnings: tuple[Warning_, ...] = ()


def take_package(data: bytes, name: str) -> Package:
    """The parts of a Word file. Raises ReadError and its kin, naming `name`."""
    _refuse_other_formats(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        raise ReadError(
            f"{name}: the file is damaged or cut short, so its parts cannot be listed",
            hint="Ask for the file again: an upload that stopped early looks like this.",
        ) from error
    with archive:
        return _take(_Entries(name, archive, _index(archive, name)))


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A member's bytes, never more than its header says. Raises one of DAMAGED.

    Read a piece at a time: `ZipFile.read` inflates all of it first, whatever the header says.
    """
    if member.compress_type not in PACKED_AS:
        raise zipfile.BadZipFile("packed in a way that Word does not write")
    with archive.open(member) as stream:
        return b"".join(iter(lambda: stream.read(PIECE), b""))


def well_formed(xml: bytes) -> bool:
    """Whether a part parses on its own."""
    try:
        etree.fromstring(xml, safe_parser())
    except etree.XMLSyntaxError:
        return False
    return True


def safe_parser() -> etree.XMLParser:
    """A parser that fetches nothing, expands no entities and keeps lxml's size limits."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


@dataclass(frozen=True)
class _Entries:
    name: str
    archive: zipfile.ZipFile
    index: dict[str, zipfile.ZipInfo]

    def read(self, path: str) -> bytes:
        """A member as UTF-8 XML in the transitional namespaces."""
        try:
            xml = unpacked(self.archive, self.index[path.lower()])
        except (KeyError, *DAMAGED) as error:
            raise ReadError(
                f"{self.name}: the part {path!r} is damaged and cannot be unpacked",
                hint="Ask for the file again, or open it in Word and save a new copy.",
            ) from error
        return _transitional(_utf8(xml))


def _refuse_other_formats(data: bytes, name: str) -> None:
    if not data:
        raise ReadError(f"{name}: the file is empty (0 bytes)", hint="Ask for the file again.")
    if data.startswith(_OLE):
        _refuse_ole(data, name)
    if data.startswith(b"%PDF"):
        raise UnsupportedFormat(
            f"{name}: this is a PDF under another name", hint="Rename it to end in .pdf."
        )
    if data.lstrip()[:5] == b"{\\rtf":
        raise UnsupportedFormat(f"{name}: this is rich text (RTF), not Word", hint=SAVE_AGAIN)
    if b"PK" not in data[:4096]:
        raise UnsupportedFormat(f"{name}: this is not a Word document inside", hint=SAVE_AGAIN)


def _refuse_ole(data: bytes, name: str) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise LockedFile(
            f"{name}: the file is locked with a password",
            hint="Ask for a copy without one (File, Info, Protect Document in Word).",
        )
    kind = "an old Word file (.doc)"
    if "WordDocument".encode("utf-16-le") not in data:
        kind = "an old Office file, not a Word document"
    raise UnsupportedFormat(f"{name}: this is {kind}", hint=SAVE_AGAIN)


def _index(archive: zipfile.ZipFile, name: str) -> dict[str, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise ReadError(
            f"{name}: the file holds {len(infos):,} parts; at most {MAX_ENTRIES:,} are read",
            hint=SAVE_AGAIN,
        )
    if any(info.flag_bits & 1 for info in infos):
        raise LockedFile(f"{name}: the file is locked with a password", hint=SAVE_AGAIN)
    index = {_tidy(info.filename): info for info in infos}
    for path in ("word/document.xml", "_rels/.rels"):
        if sum(_tidy(info.filename) == path for info in infos) > 1:
            raise ReadError(
                f"{name}: the file holds {path!r} twice, so its text is not certain",
                hint=SAVE_AGAIN,
            )
    return index


def _tidy(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()


def _take(entries: _Entries) -> Package:
    main = _main_path(entries)
    _refuse_huge(entries, main)
    document = entries.read(main)
    if _has_entities(document):
        raise ReadError(
            f"{entries.name}: the document declares XML entities, which Word never writes",
            hint="Do not open it elsewhere; ask the learner for a fresh copy saved by Word.",
        )
    parts, warnings = _related(entries, main)
    return Package(document, parts, warnings)


def _main_path(entries: _Entries) -> str:
    links = _links(entries, "_rels/.rels", "")
    for _, kind, target in links:
        if kind == "officeDocument" and target in entries.index:
            if target.startswith(("xl/", "ppt/", "visio/")):
                raise UnsupportedFormat(
                    f"{entries.name}: this is a spreadsheet or slides, not a Word document",
                    hint="Save the text as .docx or PDF and try again.",
                )
            return target
    if "word/document.xml" in entries.index:
        return "word/document.xml"
    if "content.xml" in entries.index and "mimetype" in entries.index:
        raise UnsupportedFormat(
            f"{entries.name}: this is an OpenDocument file, not Word", hint=SAVE_AGAIN
        )
    if not any(path.startswith("word/") for path in entries.index):
        raise UnsupportedFormat(
            f"{entries.name}: this is a ZIP file without a Word document in it",
            hint="Send the documents inside it, not the ZIP.",
        )
    raise ReadError(
        f"{entries.name}: the main part (word/document.xml) is missing from the file",
        hint="Ask for the file again: its text is not in it.",
    )


def _refuse_huge(entries: _Entries, main: str) -> None:
    size = entries.index[main].file_size
    if size > MAX_DOCUMENT_BYTES:
        raise ReadError(
            f"{entries.name}: the file expands too far: its text part unpacks to "
            f"{size / 1e6:,.0f} MB; at most {MAX_DOCUMENT_BYTES / 1e6:,.0f} MB is read",
            hint=SAVE_AGAIN,
        )


def _links(entries: _Entries, path: str, base: str) -> list[tuple[str, str, str]]:
    """Internal relationships of a part: (id, last word of the type, member path)."""
    if path not in entries.index:
        return []
    try:
        root = etree.fromstring(entries.read(path), safe_parser())
    except (etree.XMLSyntaxError, ReadError):
        return []
    found = []
    for link in root.iter(f"{{{RELS}}}Relationship"):
        if link.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", base, unquote(link.get("Target", ""))))
        kind = link.get("Type", "").rpartition("/")[2]
        found.append((link.get("Id", ""), kind, _tidy(target)))
    return found


def _related(entries: _Entries, main: str) -> tuple[tuple[Part, ...], tuple[Warning_, ...]]:
    folder, _, leaf = main.rpartition("/")
    parts: list[Part] = []
    warnings: list[Warning_] = []
    left = MAX_READ_BYTES
    seen: set[str] = set()
    for rid, kind, path in _links(entries, f"{folder}/_rels/{leaf}.rels".lstrip("/"), folder):
        if kind not in KINDS or path not in entries.index or not rid or rid in seen:
            continue
        seen.add(rid)
        left -= entries.index[path].file_size
        try:
            xml = entries.read(path) if left > 0 else b""
        except ReadError:
            xml = b""
        if xml and not _has_entities(xml):
            parts.append(Part(rid, kind, xml))
        else:
            warnings.append(unread(kind))
    return tuple(parts), tuple(warnings)


def unread(kind: str) -> Warning_:
    """The warning for a part that could not be read."""
    return Warning_(code="unread-part", message=f"The file's {kind} part could not be read.")


def _has_entities(xml: bytes) -> bool:
    return b"<!DOCTYPE" in xml or b"<!ENTITY" in xml


def _utf8(xml: bytes) -> bytes:
    if xml[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return xml
    text = xml.decode("utf-16", errors="replace")
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    return text.encode("utf-8", errors="replace")


def _transitional(xml: bytes) -> bytes:
    if b"purl.oclc.org/ooxml" in xml:
        for strict, usual in _STRICT:
            xml = xml.replace(strict, usual)
    return xml
