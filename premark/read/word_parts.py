"""A package in; the parsed parts of the Word file out, opened by python-docx.

Learners' files break python-docx in ways that Word forgives: relationships to parts that are
not there, macro-enabled and template content types, pictures with a bad checksum. So it opens
a copy that holds only the parts that are read, under the types that it knows.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import quoteattr

import docx
from lxml import etree

from premark.errors import ReadError
from premark.read.word_package import (
    KINDS,
    MAIN,
    REL,
    RELS,
    SAVE_AGAIN,
    Package,
    Part,
    unread,
    well_formed,
)
from premark.read.word_styles import Element, W
from premark.types.document import Warning_


@dataclass(frozen=True)
class WordParts:
    """The XML roots that are read. `edges` are headers and footers by relationship id."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    notes: tuple[Element, ...] = ()
    edges: dict[str, Element] = field(default_factory=dict)
    warnings: tuple[Warning_, ...] = ()


def open_parts(package: Package, name: str) -> WordParts:
    """The parsed parts. Raises ReadError where the main part is not well-formed XML."""
    try:
        return _open(package)
    except etree.XMLSyntaxError as error:
        if not well_formed(package.document):
            raise _broken(name, error) from error
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise _broken(name, error) from error
    return _open_without_broken(package, name)


def _open_without_broken(package: Package, name: str) -> WordParts:
    kept = tuple(part for part in package.parts if well_formed(part.xml))
    lost = tuple(unread(part.kind) for part in package.parts if part not in kept)
    try:
        return _open(replace(package, parts=kept, warnings=package.warnings + lost))
    except (etree.LxmlError, KeyError, ValueError, AttributeError, TypeError) as error:
        raise _broken(name, error) from error


def _open(package: Package) -> WordParts:
    opened = docx.Document(_regular_copy(package))
    found: dict[str, list[Element]] = {}
    edges: dict[str, Element] = {}
    for part in package.parts:
        root = _root(opened.part.related_parts[part.rid])
        found.setdefault(part.kind, []).append(root)
        if part.kind in ("header", "footer"):
            edges[part.rid] = root
    return WordParts(
        document=opened.part.element,
        styles=next(iter(found.get("styles", ())), None),
        numbering=next(iter(found.get("numbering", ())), None),
        notes=tuple(found.get("footnotes", []) + found.get("endnotes", [])),
        edges=edges,
        warnings=package.warnings,
    )


def _root(part: docx.opc.part.Part) -> Element:
    """python-docx parses the kinds it knows; notes come as bytes, parsed by its own parser."""
    if isinstance(part, docx.opc.part.XmlPart):
        return part.element
    return docx.oxml.parse_xml(part.blob)


def _broken(name: str, error: Exception) -> ReadError:
    deep = "depth" in str(error).lower()
    reason = "its contents are nested too deeply" if deep else "its main part is not sound XML"
    if isinstance(error, etree.XMLSyntaxError) and error.lineno and not deep:
        reason += f" (line {error.lineno})"
    return ReadError(f"{name}: the file is damaged: {reason}", hint=SAVE_AGAIN)


def bodies(parts: WordParts) -> list[Element]:
    """The w:body elements: one, but for files that were badly joined."""
    return [child for child in parts.document if child.tag == W + "body"]


def _regular_copy(package: Package) -> io.BytesIO:
    """The package written again in the shape that python-docx asks for."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", _content_types(package.parts))
        archive.writestr("_rels/.rels", _rels([("rId1", "officeDocument", "word/document.xml")]))
        archive.writestr("word/document.xml", package.document)
        links = [(part.rid, part.kind, f"part{n}.xml") for n, part in enumerate(package.parts)]
        archive.writestr("word/_rels/document.xml.rels", _rels(links))
        for n, part in enumerate(package.parts):
            archive.writestr(f"word/part{n}.xml", part.xml)
    out.seek(0)
    return out


def _content_types(parts: tuple[Part, ...]) -> str:
    kinds = [("word/document.xml", MAIN)]
    kinds += [(f"word/part{n}.xml", KINDS[part.kind]) for n, part in enumerate(parts)]
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, kind in kinds
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _rels(links: list[tuple[str, str, str]]) -> str:
    body = "".join(
        f'<Relationship Id={quoteattr(rid)} Type="{REL}{kind}" Target="{path}"/>'
        for rid, kind, path in links
    )
    return f'<Relationships xmlns="{RELS}">{body}</Relationships>'
