"""A Word paragraph and words of its cleaned text in; the runs that hold just those words out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn

from premark.read.cleaning import clean
from premark.read.lookalikes import latin_of

Element = Any  # lxml elements of python-docx, which has no types

# Text under these is not the paragraph's own: taken out, hidden in a field, or in a text box.
_ASIDE = {
    qn(tag)
    for tag in (
        "w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:drawing", "w:pict", "w:object",
        "w:txbxContent", "w:p", "w:tbl", "w:sdtPr", "w:rt",
    )
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}  # fmt: skip
_JOINERS = "\u200c\u200d"

Letter = tuple[str, Element, int]  # a visible character, its w:t, its index there


def letters(paragraph: Element) -> list[Letter]:
    """The visible characters of a w:p as `Block.text` has them, blanks left out."""
    found: list[Letter] = []
    for text in _texts(paragraph):
        raw = text.text or ""
        start = 0
        while start < len(raw):
            end = start + 1
            while end < len(raw) and unicodedata.combining(raw[end]):
                end += 1
            kept = "" if raw[start] in _JOINERS else clean(raw[start:end])
            found += [(latin_of(c), text, start) for c in kept if not c.isspace()]
            start = end
    return found


def _texts(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _ASIDE:
            yield from _texts(child)


def squash(text: str) -> str:
    """Text without blanks and joiners, as `letters` counts it: letters that look Latin are."""
    return "".join(latin_of(c) for c in text if not c.isspace() and c not in _JOINERS)


def runs_of(paragraph: Element, block: str, start: int, end: int) -> list[Element]:
    """The w:r elements of characters `start` to `end` of a block's text, split to fit.

    Empty when the block's words are not found in the paragraph.
    """
    found = letters(paragraph)
    said = "".join(letter for letter, _, _ in found)
    base = said.find(squash(block))
    wanted = squash(block[start:end])
    if base < 0 or not wanted:
        return []
    first = base + len(squash(block[:start]))
    last = first + len(wanted) - 1
    if said[first : last + 1] != wanted:
        return []
    return _isolate(paragraph, found[first], found[last])


def _isolate(paragraph: Element, first: Letter, last: Letter) -> list[Element]:
    """Cut the runs so that they begin with `first` and end with `last`."""
    _, text, index = last
    _split(text, index + 1)
    _, begin, at = first
    head = begin.getparent()
    if _split(begin, at):
        head = head.getnext()
        if begin is text:
            text = head.find(qn("w:t"))
    tail = text.getparent()
    runs = [run for run in paragraph.iter(qn("w:r")) if not _aside(run, paragraph)]
    return runs[runs.index(head) : runs.index(tail) + 1]


def whole_runs(paragraph: Element) -> list[Element]:
    """Every run of the paragraph that holds visible text."""
    kept: list[Element] = []
    for text in _texts(paragraph):
        run = text.getparent()
        if run.tag == qn("w:r") and (not kept or kept[-1] is not run):
            kept.append(run)
    return kept


def _aside(run: Element, paragraph: Element) -> bool:
    parent = run.getparent()
    while parent is not paragraph:
        if parent.tag in _ASIDE:
            return True
        parent = parent.getparent()
    return False


def _split(text: Element, index: int) -> bool:
    """Move what follows character `index` of a w:t into a run of its own; whether it had to."""
    run, raw = text.getparent(), text.text or ""
    before = [c for c in run if c.tag != qn("w:rPr")]
    place = before.index(text)
    if index >= len(raw) and place == len(before) - 1:
        return False
    if index <= 0 and place == 0:
        return False
    new = deepcopy(run)
    for child in list(new):
        if child.tag != qn("w:rPr"):
            new.remove(child)
    if index < len(raw):
        rest = deepcopy(text)
        _say(rest, raw[index:])
        new.append(rest)
    for child in before[place + 1 :]:
        new.append(child)
    if index > 0:
        _say(text, raw[:index])
    else:
        run.remove(text)
    run.addnext(new)
    return True


def _say(text: Element, words: str) -> None:
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
