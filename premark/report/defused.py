"""A learner's Word file as it is open in; the same without what would fetch or start something.

A copy with comments is handed on by premark, so it should do no more than be read: templates and
pictures that lie elsewhere, fields that run or bring in others' files, links but to the web or
a mail address. The words stay as they are, and so does what a field last showed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from lxml import etree

NOWHERE = "about:blank"
_ALLOWED = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_LIVE = frozenset(
    "AUTOTEXT AUTOTEXTLIST BARCODE DATABASE DDE DDEAUTO FILLIN GOTOBUTTON IMPORT INCLUDE "
    "INCLUDEPICTURE INCLUDETEXT LINK MACROBUTTON RD".split()
)
_INERT = ' QUOTE "" '
_CODES = {name: qn(f"w:{name}") for name in ("fldChar", "fldCharType", "instrText", "instr")}


def defuse(package: Any) -> None:
    """Change every part of an open package of python-docx."""
    for part in package.iter_parts():
        for relation in part.rels.values():
            if relation.is_external and not _may_lead_out(relation):
                relation._target = NOWHERE
        _defuse_words(part)


def _may_lead_out(relation: Any) -> bool:
    hyperlink = str(relation.reltype).endswith("/hyperlink")
    return hyperlink and bool(_ALLOWED.match(str(relation.target_ref).strip()))


def _defuse_words(part: Any) -> None:
    """The fields of a part, and the template that its settings name."""
    if isinstance(part, XmlPart):
        _defuse_element(part.element)
    elif "wordprocessingml" in str(part.content_type) and str(part.content_type).endswith("+xml"):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(part.blob, parser)
        if _defuse_element(root):
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _defuse_element(root: Any) -> bool:
    """Whether anything was changed."""
    changed = False
    for named in list(root.iter(qn("w:attachedTemplate"))):
        named.getparent().remove(named)
        changed = True
    for simple in root.iter(qn("w:fldSimple")):
        if _is_live(simple.get(_CODES["instr"], "")):
            simple.set(_CODES["instr"], _INERT)
            changed = True
    for pieces in _fields(root):
        if _is_live("".join(piece.text or "" for piece in pieces)):
            for i, piece in enumerate(pieces):
                piece.text = "" if i else _INERT
            changed = True
    return changed


def _fields(root: Any) -> Iterator[list[Any]]:
    """The pieces of each field's code, which Word may cut anywhere; fields stand in fields."""
    opened: list[list[Any]] = []
    for element in root.iter(_CODES["fldChar"], _CODES["instrText"]):
        kind = element.get(_CODES["fldCharType"])
        if element.tag == _CODES["instrText"]:
            if opened:
                opened[-1].append(element)
            else:
                yield [element]
        elif kind == "begin":
            opened.append([])
        elif kind == "end" and opened:
            yield opened.pop()
    yield from opened


def _is_live(code: str) -> bool:
    """Whether a field would start something, or bring in what stands elsewhere."""
    words = code.split()
    name = words[0].upper() if words else ""
    return name in _LIVE or (name == "HYPERLINK" and not _leads_well(words[1:]))


def _leads_well(words: Iterable[str]) -> bool:
    """Whether a link leads to the web, to a mail address, or only within the text (`\\\\l`)."""
    targets = [word.strip('"“”') for word in words]
    return not targets or targets[0].startswith("\\l") or bool(_ALLOWED.match(targets[0]))
