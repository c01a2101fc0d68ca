"""A DOCX in; its text characters as the XML has them, counted apart from the reader, out.

Kept simple and away from the reader of Word, so that neither can hide what the other gets wrong:
w:t in the body, tables, notes, text boxes and content controls, less what was moved away or
deleted and the second copy of a drawing (mc:Fallback).
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from collections import Counter
from functools import lru_cache

from lxml import etree

from premark.types.document import Document

ENOUGH = 0.99  # of the characters; below it some of the text is taken to be missing
MOST = 50_000_000  # bytes of one part
_ROOTS = frozenset({"document", "footnotes", "endnotes"})
_LEFT_OUT = frozenset({"moveFrom", "del", "Fallback"})
_TAGS = ("{*}t", *(f"{{*}}{name}" for name in sorted(_LEFT_OUT)))
_WORD = "wordprocessingml"
_HEAD = 2_000
_EDGES = ("header", "footer")
_CUT = 200  # characters of one concealed text that a block keeps


def missing(data: bytes, document: Document) -> tuple[int, int]:
    """Characters of a DOCX and how many of them were read nowhere: (0, 0) if not to be counted.

    What is concealed from a reader of the page, and told as such, is not missing.
    """
    own = counted(data)
    if own is None:
        return 0, 0
    if _is_cut(document):
        return own.total(), 0
    return own.total(), (own - read_characters(document) - _concealed(document)).total()


def read_characters(document: Document) -> Counter[str]:
    """The characters of all blocks but running headers and footers, as they stand in the file."""
    body = (block for block in document.blocks if block.part not in _EDGES)
    return characters_of("\n".join(block.original or block.text for block in body))


def _concealed(document: Document) -> Counter[str]:
    """The characters that were left out of the blocks because no reader of the page sees them."""
    each = (one.text for block in document.blocks for one in block.concealed)
    return characters_of("\n".join(each))


def _is_cut(document: Document) -> bool:
    """Whether more is concealed than the document holds, so that no count can tell."""
    return any(len(each.text) >= _CUT for block in document.blocks for each in block.concealed)


def characters_of(text: str) -> Counter[str]:
    """How often each character stands in a text; blanks and controls do not count."""
    found: Counter[str] = Counter()
    for sign, times in Counter(text).items():
        for part in _parts_of(sign):
            found[part] += times
    return found


@lru_cache(maxsize=4096)
def _parts_of(sign: str) -> tuple[str, ...]:
    """Letter and accent apart, so that it is one however it was typed."""
    apart = unicodedata.normalize("NFKD", sign)
    return tuple(c for c in apart if unicodedata.category(c)[0] not in "ZC")


def counted(data: bytes) -> Counter[str] | None:
    """Characters of the text of a DOCX; None where it cannot be counted (no DOCX, too large)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive)
            if "document" not in parts:
                return None
            return characters_of("".join(_text(xml) for xml in parts.values()))
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError):
        return None
    except (ValueError, OSError, RuntimeError, EOFError):
        return None


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The first part of each kind, known by its root element."""
    found: dict[str, bytes] = {}
    for info in archive.infolist():
        if not info.filename.lower().endswith(".xml") or info.file_size > MOST:
            continue
        with archive.open(info) as stream:
            head = stream.read(_HEAD)
            kind = _root(head)
            if kind in _ROOTS and kind not in found:
                found[kind] = head + stream.read(MOST)
    return found


def _root(head: bytes) -> str:
    """The local name of the first element, by the beginning of a part."""
    puller = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True)
    try:
        puller.feed(head)
    except etree.XMLSyntaxError:
        return ""
    for _, element in puller.read_events():
        name = etree.QName(element)
        return name.localname if _WORD in (name.namespace or "") else ""
    return ""


def _text(xml: bytes) -> str:
    texts: list[str] = []
    out = 0
    events = etree.iterparse(
        io.BytesIO(xml), ("start", "end"), tag=_TAGS, resolve_entities=False, no_network=True
    )
    for event, element in events:
        space, _, name = element.tag.rpartition("}")
        if name in _LEFT_OUT:
            out += 1 if event == "start" else -1
        elif event == "end" and _WORD in space and not out:
            texts.append(element.text or "")
    return "".join(texts)
