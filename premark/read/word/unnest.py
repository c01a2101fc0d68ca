"""A document nested beyond reason in; the same words as one flat run of paragraphs out."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from premark.read.word.text import ALTERNATE, SKIPPED, chosen
from premark.read.word.xml import Element, W

_ENDS = {W + "p", W + "tr"}


def unnested(document: Element) -> Element:
    """A new w:document: each run of text that no paragraph parts is a paragraph of its own."""
    made = etree.Element(document.tag, nsmap=document.nsmap)
    body = etree.SubElement(made, W + "body")
    paragraph: Element | None = None
    for element in _walked(document):
        if element is None or element.tag in _ENDS:
            paragraph = None
            continue
        if paragraph is None:
            paragraph = etree.SubElement(body, W + "p")
        paragraph.append(_run(element))
    return made


def _run(text: Element) -> Element:
    run = etree.Element(W + "r")
    parent = text.getparent()
    own = None if parent is None else parent.find(W + "rPr")
    if own is not None:
        run.append(deepcopy(own))
    run.append(deepcopy(text))
    return run


def _walked(root: Element) -> Iterator[Element | None]:
    """Paragraphs, rows and texts in reading order, however deep; None where one ends.

    Without recursion: the depth is what is wrong with the document.
    """
    waiting: list[Element | None] = [root]
    while waiting:
        element = waiting.pop()
        if element is None or element.tag == W + "t":
            yield element
        elif element.tag == ALTERNATE:
            branch = chosen(element)
            waiting += [] if branch is None else [branch]
        elif element.tag not in SKIPPED:
            if element.tag in _ENDS:
                yield element
                waiting.append(None)
            waiting.extend(reversed(element))
