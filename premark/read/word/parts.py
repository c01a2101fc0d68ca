"""A package in; the parsed parts of the Word file out, mended where a part is broken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from premark.errors import DamagedFile, UnsafeFile
from premark.read.archive import FRESH_COPY
from premark.read.word.package import Package, Part, unread
from premark.read.word.parse import safe_parser
from premark.read.word.refusals import SAVE_AGAIN
from premark.read.word.unnest import unnested
from premark.read.word.xml import Element, W
from premark.types.document import Warning_

_DECLARED = re.compile(rb"""\A[^<]{0,8}<\?xml[^>]{0,80}encoding=["']([\w.-]{1,20})""")
_PLAIN_CODINGS = (b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
_TEXTS = (W + "t", W + "delText")


@dataclass(frozen=True)
class WordParts:
    """The XML roots that are read. `edges` are headers and footers by relationship id."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    notes: tuple[Element, ...] = ()
    edges: dict[str, Element] = field(default_factory=dict)
    warnings: tuple[Warning_, ...] = ()
    opaque: frozenset[str] = frozenset()


def open_parts(package: Package, name: str) -> WordParts:
    """The parsed parts. Raises DamagedFile where the main part has no text that can be saved.

    A main part that is broken midway is read as far as it goes, with a warning.
    """
    document, warnings = _document(package.document, name)
    found: dict[str, list[Element]] = {}
    edges: dict[str, Element] = {}
    for part in package.parts:
        root = _root(part)
        if root is None:
            warnings.append(unread(part.kind))
            continue
        found.setdefault(part.kind, []).append(root)
        if part.kind in ("header", "footer"):
            edges[part.rid] = root
    return WordParts(
        document=document,
        styles=next(iter(found.get("styles", ())), None),
        numbering=next(iter(found.get("numbering", ())), None),
        notes=tuple(found.get("footnotes", []) + found.get("endnotes", [])),
        edges=edges,
        warnings=(*package.warnings, *warnings),
        opaque=package.opaque,
    )


def bodies(parts: WordParts) -> list[Element]:
    """The w:body elements: one, but for files that were badly joined."""
    return [child for child in parts.document if child.tag == W + "body"]


def _root(part: Part) -> Element | None:
    try:
        root = etree.fromstring(part.xml, safe_parser())
    except etree.XMLSyntaxError:
        return None
    return None if _has_type(root) else root


def _document(xml: bytes, name: str) -> tuple[Element, list[Warning_]]:
    try:
        root = etree.fromstring(xml, safe_parser())
    except etree.XMLSyntaxError as error:
        return _saved(xml, name, error)
    _refuse_type(root, name)
    if root.tag != W + "document":
        raise DamagedFile(
            f"{name}: the file is damaged: its main part is not a Word document",
            hint=SAVE_AGAIN,
        )
    return root, []


def _saved(xml: bytes, name: str, error: etree.XMLSyntaxError) -> tuple[Element, list[Warning_]]:
    """What can be read of a main part that is not sound XML, and what may be missing of it."""
    deep = "depth" in str(error).lower()
    declared = _DECLARED.match(xml)
    plain = declared is None or declared[1].lower() in _PLAIN_CODINGS
    # lxml's own limits are lifted only over bytes in which a document type would be seen.
    parser = safe_parser(recover=True, deep=deep and plain)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:  # there is nothing in it to recover
        raise _broken(name, error, deep=deep) from error
    bottomless = deep and any("depth" in entry.message.lower() for entry in parser.error_log)
    if bottomless or root is None or root.tag != W + "document" or not _has_text(root):
        raise _broken(name, error, deep=deep) from error
    _refuse_type(root, name)
    if deep:
        message = "Its tables or boxes are nested too deeply: only the text in them was kept."
        return unnested(root), [Warning_(code="nested", message=message)]
    line = f" at line {error.lineno}" if error.lineno else ""
    message = f"The main part is broken{line}: text near it, or after it, may be missing."
    return root, [Warning_(code="unread-part", message=message)]


def _broken(name: str, error: etree.XMLSyntaxError, *, deep: bool) -> DamagedFile:
    reason = "its contents are nested too deeply" if deep else "its main part is not sound XML"
    if error.lineno and not deep:
        reason += f" (line {error.lineno})"
    return DamagedFile(f"{name}: the file is damaged: {reason}", hint=SAVE_AGAIN)


def _has_text(root: Element) -> bool:
    return next(root.iter(*_TEXTS), None) is not None


def _refuse_type(root: Element, name: str) -> None:
    if _has_type(root):
        raise UnsafeFile(
            f"{name}: the document declares a document type, which Word never writes",
            hint=FRESH_COPY,
        )


def _has_type(root: Element) -> bool:
    return root.getroottree().docinfo.internalDTD is not None
