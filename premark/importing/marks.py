"""A line as its format has it in; its text, and the marks that it bears, out."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_MANGLED = re.compile(r"<(\w+)>&</\1>(\w+;)")  # a converter wrapped an entity's ampersand in a tag
_RAISED = re.compile(r"<sup>\s*(\d{1,3}|[*†‡])\s*</sup>|\[\^(\w{1,3})\]:?")
_SIGNS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|br|p|span|div|font|sup|sub|mark)\b[^<>]{0,80}>", re.IGNORECASE
)
_BULLET = re.compile(r"\s*(?P<mark>[-*+•◦▪‣●○■□➢➤✓·–—]|o(?=\s{2}))\s+(?=\S)")
_LETTERED = re.compile(r"\s*(?P<mark>\(?(?:[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")
_RULE = re.compile(r"\s*(?:[-=_*~#]\s?){3,}|\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?\s*")


@dataclass(frozen=True)
class Marked:
    """A line without its marks."""

    text: str
    heading: bool = False
    mark: str = ""
    indent: int = 0
    notes: tuple[str, ...] = ()
    note: str = ""


def is_rule(raw: str) -> bool:
    """Whether a line is drawn and not written."""
    return bool(_RULE.fullmatch(raw))


def unmarked(raw: str) -> Marked:
    """The line's text without the marks of Markdown and HTML; tabs within it are kept."""
    text = html.unescape(_MANGLED.sub(r"&\2", raw))
    indent = len(text) - len(text.lstrip())
    heading = _HEADING.match(text)
    text = text[heading.end() :] if heading else text
    bullet = _BULLET.match(text) or _LETTERED.match(text)
    text = text[bullet.end() :] if bullet else text
    text, notes, note = _without_notes(text)
    text = re.sub(r"(\*\*|__)(?=\S)(.*?)(?<=\S)\1", r"\2", _TAG.sub("", text))
    text = re.sub(r"(?<!\w)_(?=\S)([^_]*)(?<=\S)_(?!\w)", r"\1", text)
    text = re.sub(r"(?<!\w)\*(?=\S)([^*]*)(?<=\S)\*(?!\w)", r"\1", text)
    return Marked(
        text=text.strip(),
        heading=bool(heading),
        mark=bullet.group("mark") if bullet else "",
        indent=indent,
        notes=notes,
        note=note,
    )


def _without_notes(text: str) -> tuple[str, tuple[str, ...], str]:
    """The text without its footnote marks, the marks, and the one that opens the line."""
    text = _SUPERSCRIPT.sub(lambda m: f"<sup>{m.group().translate(_SIGNS)}</sup>", text)
    opening = _RAISED.match(text.lstrip())
    note = (opening.group(1) or opening.group(2)) if opening else ""
    text = text.lstrip()[opening.end() :] if opening else text
    notes = tuple(m.group(1) or m.group(2) for m in _RAISED.finditer(text))
    return _RAISED.sub("", text), notes, note
