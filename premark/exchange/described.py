"""Fields of a pack to the HTML of a Moodle description, and back; foreign HTML to plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from html.parser import HTMLParser

from premark.exchange.words import words

ASKS = "asks"
_CLASS = "premark-"
_BLOCKS = "p div li dt dd br tr h1 h2 h3 h4 h5 h6 ul ol dl table".split()
_SILENT = ("script", "style")


def paragraph(field: str, text: str) -> str:
    return f'<p class="{_CLASS}{field}">{escape(text, quote=False)}</p>'


def fields_html(given: Mapping[str, str]) -> str:
    """Labelled single values, such as the awarding body."""
    rows = "".join(
        f'<dt>{escape(words().labels[field], quote=False)}</dt>'
        f'<dd class="{_CLASS}{field}">{escape(value, quote=False)}</dd>'
        for field, value in given.items()
        if value
    )
    return f"<dl>{rows}</dl>" if rows else ""


def list_html(field: str, texts: Sequence[str]) -> str:
    if not texts:
        return ""
    items = "".join(
        f'<li class="{_CLASS}{field}">{escape(text, quote=False)}</li>' for text in texts
    )
    return f"<p>{escape(words().labels[field], quote=False)}</p><ul>{items}</ul>"


def pairs_html(field: str, pairs: Sequence[tuple[str, str]]) -> str:
    """A list whose entries have an id and a text: topics."""
    if not pairs:
        return ""
    rows = "".join(
        f'<dt class="{_CLASS}{field}-id">{escape(key, quote=False)}</dt>'
        f'<dd class="{_CLASS}{field}">{escape(text, quote=False)}</dd>'
        for key, text in pairs
    )
    return f"<p>{escape(words().labels[field], quote=False)}</p><dl>{rows}</dl>"


class _Reader(HTMLParser):
    """Collects the texts of marked elements by field, and the whole as lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, list[str]] = {}
        self.lines: list[str] = [""]
        self._open: list[str] | None = None
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag in _SILENT
        if tag in _BLOCKS:
            self.lines.append("")
        names = next((value or "" for key, value in attrs if key == "class"), "").split()
        field = next((name[len(_CLASS) :] for name in names if name.startswith(_CLASS)), "")
        if field:
            self._open = self.fields.setdefault(field, [])
            self._open.append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        if tag in _BLOCKS:
            self._open = None
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self.lines[-1] += data
        if self._open is not None:
            self._open[-1] += data


def fields_of(html: str) -> dict[str, list[str]]:
    """Texts by field, of a description that premark wrote; empty for any other."""
    return _read(html).fields


def text_of_html(html: str) -> str:
    """The words of a description, a line for each block; blank lines go."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in _read(html).lines)
    return "\n".join(line for line in lines if line)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def first(fields: Mapping[str, Sequence[str]], *names: str) -> Iterator[str]:
    """The first text of each field, empty where there is none."""
    for name in names:
        found = fields.get(name)
        yield found[0] if found else ""
