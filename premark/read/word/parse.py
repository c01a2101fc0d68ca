"""The bytes of a part in; the same as UTF-8 in the usual namespaces, and a safe parser, out."""

from __future__ import annotations

from lxml import etree

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
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


def safe_parser(*, recover: bool = False, deep: bool = False) -> etree.XMLParser:
    """A parser that fetches nothing and expands no entities; `deep` lifts lxml's own limits."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
        huge_tree=deep,
        collect_ids=False,
    )


def has_entities(xml: bytes) -> bool:
    """Whether a part declares a document type, by which entities come in."""
    return b"<!DOCTYPE" in xml or b"<!ENTITY" in xml


def items(xml: bytes) -> int:
    """About how many tags and attributes there are: each takes some 120 bytes once parsed."""
    return xml.count(b"<") + xml.count(b"=")


def as_utf8(xml: bytes) -> bytes:
    """UTF-16 as UTF-8, so that what is looked for in bytes is found."""
    if xml[:2] not in (b"\xff\xfe", b"\xfe\xff") and xml[:4] not in (b"<\0?\0", b"\0<\0?"):
        return xml
    codings = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
    text = xml.decode(codings.get(xml[:2], "utf-16"), errors="replace")
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    return text.encode("utf-8", errors="replace")


def transitional(xml: bytes) -> bytes:
    """XML of a strict file in the namespaces that all others have."""
    if b"purl.oclc.org/ooxml" in xml:
        for strict, usual in _STRICT:
            xml = xml.replace(strict, usual)
    return xml
