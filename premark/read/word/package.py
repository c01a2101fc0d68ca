"""The bytes of a Word file in; the XML of the parts that are read, or a clear refusal, out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from lxml import etree

from premark.errors import DamagedFile, ReadError, TooLarge, TooLong, UnsafeFile
from premark.read.archive import (
    FRESH_COPY,
    Archive,
    open_archive,
    refuse,
    refuse_bulk,
    start_of,
    unpack,
)
from premark.read.archive_members import Member, overgrown
from premark.read.word.parse import as_utf8, has_entities, items, safe_parser, transitional
from premark.read.word.refusals import refuse_other_formats, refuse_other_packages
from premark.types.document import Warning_
from premark.types.limits import LIMITS, Limits

RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WITH_TEXT = ("footnotes", "endnotes", "header", "footer")
KINDS = ("styles", "numbering", *_WITH_TEXT)
_FOLLOWED = frozenset((*KINDS, "officeDocument", "image"))
_MOST_PICTURES = 1_000
_PACKAGE_FOLDERS = ("word", "_rels", "docprops", "customxml", "[content_types].xml")
_PNG = re.compile(rb"\x89PNG\r\n\x1a\n.{17}[\x00\x02]", re.DOTALL)
_UNSAFE = ("traversal", "special", "overlap", "absolute", "encrypted")
# Links that a document may have to elsewhere without a word of it lying there.
_HARMLESS_LINKS = ("hyperlink", "attachedTemplate")

@dataclass(frozen=True)
class Part:
    """One XML part that is read. `rid` is the relationship by which the body names it."""

    rid: str
    kind: str
    xml: bytes


@dataclass(frozen=True)
class Package:
    """What is read of a Word file: its main XML and the parts that belong to it.

    `opaque` are the pictures, by relationship, that nothing can be seen through: asked only
    where some may lie in front of the text.
    """

    document: bytes
    parts: tuple[Part, ...]
    warnings: tuple[Warning_, ...] = ()
    opaque: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Entries:
    archive: Archive
    index: dict[str, Member] = field(repr=False)

    @property
    def name(self) -> str:
        return self.archive.name

    def read(self, path: str) -> bytes:
        """A member as UTF-8 XML in the transitional namespaces."""
        return transitional(as_utf8(unpack(self.archive, self.index[path])))


@dataclass(frozen=True)
class _Link:
    rid: str
    kind: str
    target: str
    outside: bool = False


def take_package(data: bytes, name: str, *, limits: Limits = LIMITS) -> Package:
    """The parts of a Word file. Raises ReadError and its kin, naming `name`.

    Only parts that are read are unpacked: pictures and embedded files stay as they are.
    """
    refuse_other_formats(data, name)
    # A part that is parsed is bounded by its items: a long plain table packs very tightly.
    after = {"archive_ratio_after_mb": limits.text_ratio_after_mb}
    with open_archive(data, name, limits=limits.model_copy(update=after)) as archive:
        return _take(_Entries(archive, _index(archive)))


def unread(kind: str, why: str = "could not be read") -> Warning_:
    """The warning for a part that could not be read; only some parts hold text."""
    code = "unread-part" if kind in _WITH_TEXT else "odd-package"
    return Warning_(code=code, message=f"The file's {kind} part {why}.")


def _index(archive: Archive) -> dict[str, Member]:
    """Members by their tidied path. Raises where the file is built to harm, or is locked."""
    index: dict[str, Member] = {}
    for member in archive.members:
        member = rooted(member, archive.limits)
        if member.fault in _UNSAFE or _is_bomb(member, archive.limits):
            refuse(archive, member)
        index[_tidy(member.path)] = member
    refuse_bulk(archive)
    return index


def rooted(member: Member, limits: Limits = LIMITS) -> Member:
    """The member without a fault where only a stroke begins its name, as some programs write."""
    if member.fault == "absolute" and _tidy(member.path).split("/")[0] in _PACKAGE_FOLDERS:
        sound = replace(member, fault=None, figures="")
        return overgrown(sound, member.size, limits) or sound
    return member


def _is_bomb(member: Member, limits: Limits) -> bool:
    """A picture may shrink to a hundredth, a film may be large: never both, unless by design."""
    times = member.size / max(1, member.info.compress_size)
    return member.fault == "size" and times > limits.archive_ratio


def _tidy(path: str) -> str:
    return path.lstrip("/").lower()


def _take(entries: _Entries) -> Package:
    main = _main_path(entries)
    document = entries.read(main)
    _refuse_entities(document, entries.name)
    folder, _, leaf = main.rpartition("/")
    links = _links(entries, f"{folder}/_rels/{leaf}.rels".lstrip("/"), folder)
    parts, warnings = _related(entries, links)
    count = sum(items(xml) for xml in (document, *(part.xml for part in parts)))
    most = entries.archive.limits.xml_items
    if count > most:
        raise TooLong(
            f"{entries.name}: is too long: it holds {count:,} XML tags and attributes; "
            f"at most {most:,} are read",
            hint="Hand in the assignment's own text as a file of its own.",
        )
    if "[content_types].xml" not in entries.index:
        warnings.append(unread("[Content_Types].xml", "is missing: Word may not open it"))
    opaque = _opaque(entries, links) if b"wrapNone" in document else ()
    return Package(document, tuple(parts), tuple(warnings), frozenset(opaque))


def _main_path(entries: _Entries) -> str:
    for link in _links(entries, "_rels/.rels", ""):
        if link.kind == "officeDocument" and link.target in entries.index:
            refuse_other_packages({link.target, "word/"}, entries.name)
            return link.target
    if "word/document.xml" in entries.index:
        return "word/document.xml"
    refuse_other_packages(set(entries.index), entries.name)
    raise DamagedFile(
        f"{entries.name}: the main part (word/document.xml) is missing from the file",
        hint="Ask for the file again: its text is not in it.",
    )


def _links(entries: _Entries, path: str, base: str) -> list[_Link]:
    """A part's links to what is read or lies outside; none where they cannot be read."""
    if path not in entries.index:
        return []
    try:
        root = etree.fromstring(entries.read(path), safe_parser())
    except etree.XMLSyntaxError:
        return []
    except ReadError:
        if entries.index[path].fault == "duplicate":
            raise
        return []
    return list(_read_links(root, base))


def _read_links(root: etree._Element, base: str) -> Iterator[_Link]:
    for link in root.iter(f"{{{RELS}}}Relationship"):
        rid, given = link.get("Id", ""), link.get("Target", "")
        kind = link.get("Type", "").rpartition("/")[2]
        if link.get("TargetMode") == "External":
            yield _Link(rid, kind, given, outside=True)
        elif kind in _FOLLOWED:
            target = posixpath.normpath(posixpath.join("/", base, unquote(given)))
            yield _Link(rid, kind, _tidy(target.replace("\\", "/")))


def _opaque(entries: _Entries, links: list[_Link]) -> Iterator[str]:
    """Relationships to JPEG pictures, and to PNG ones without a channel of transparency."""
    images = [link for link in links if link.kind == "image" and link.target in entries.index]
    for link in images[:_MOST_PICTURES]:
        start = start_of(entries.archive, entries.index[link.target], 32)
        if start.startswith(b"\xff\xd8\xff") or _PNG.match(start):
            yield link.rid


def _related(entries: _Entries, links: list[_Link]) -> tuple[list[Part], list[Warning_]]:
    warnings = list(_outside(links))
    parts: dict[str, Part] = {}
    for link in links:
        if link.kind not in KINDS or not link.rid or link.rid in parts or link.outside:
            continue
        xml = _part(entries, link.target)
        if isinstance(xml, bytes):
            parts[link.rid] = Part(link.rid, link.kind, xml)
        else:
            warnings.append(unread(link.kind, xml))
    return list(parts.values()), warnings


def _part(entries: _Entries, path: str) -> bytes | str:
    """A part's XML, or what keeps it from being read."""
    if path not in entries.index:
        return "is missing"
    try:
        xml = entries.read(path)
    except TooLarge:
        raise
    except ReadError:
        return "is damaged and could not be unpacked"
    return "declares XML entities and was left unread" if has_entities(xml) else xml


def _outside(links: list[_Link]) -> Iterator[Warning_]:
    count = sum(link.outside and link.kind not in _HARMLESS_LINKS for link in links)
    if count:
        message = f"{count} picture(s) or part(s) lie outside the file and were not fetched."
        yield Warning_(code="external", message=message)


def _refuse_entities(xml: bytes, name: str) -> None:
    if has_entities(xml):
        raise UnsafeFile(
            f"{name}: the document declares XML entities, which Word never writes",
            hint=FRESH_COPY,
        )
