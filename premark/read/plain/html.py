"""Pieces of HTML in Markdown in; the words that a page shows of them, and those it hides, out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from premark.read.cleaning import clean
from premark.types.document import Concealed, ConcealedBy

MOST = 200  # characters, as `Concealed` says
_PIECE = re.compile(r"(?P<comment><!--.*?(?:-->|\Z))|<(?P<close>/?)(?P<tag>[A-Za-z][\w-]*)"
                    r"(?P<inside>[^<>]*)>?|<[^<>]*>", re.DOTALL)  # fmt: skip
_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
_CODE = frozenset(("script", "style"))  # what is between is no text
_HIDES: tuple[tuple[re.Pattern[str], ConcealedBy], ...] = (
    (re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|"
                r"opacity\s*:\s*0(?![.\d])|(?:left|top|text-indent)\s*:\s*-\d{3,}"), "invisible"),
    (re.compile(r"font-size\s*:\s*(?:[0-2](?:\.\d+)?\s*(?:px|pt|;|\"|'|$)|0?\.[0-2]\d*\s*r?em|"
                r"0\s*r?em)"), "tiny"),
    (re.compile(r"(?<![\w-])color\s*[:=]\s*['\"]?\s*(?:white|transparent|#fff(?:fff)?)\b|"
                r"(?<![\w-])color\s*:\s*rgba?\(\s*255\s*,\s*255\s*,\s*255"), "colour"),
)  # fmt: skip
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_BARE_HIDDEN = re.compile(r"(?<![\w-])hidden(?![\w-])")
_MOST_INSIDE = 2000  # characters of a tag that are looked at
_DEEP = 50  # open elements looked back for the one that is closed
_COMMENT = re.compile(r"//|comment|_metadata_", re.IGNORECASE)


@dataclass
class Hidden:
    """Which hidden element the reading stands in, and what was hidden since the last block."""

    kind: ConcealedBy | None = None
    is_code: bool = False
    open: list[str] = field(default_factory=list)
    texts: list[tuple[ConcealedBy, str]] = field(default_factory=list)

    def shown(self, html: str) -> str:
        """The words of a piece of HTML that a page shows, a blank for each tag."""
        words, last = [], 0
        for piece in _PIECE.finditer(html):
            words.append(self.said(html[last : piece.start()]))
            last = piece.end()
            if piece["comment"]:
                self.texts.append(("invisible", piece["comment"][4:].removesuffix("-->")))
            elif piece["tag"]:
                self._tag(piece["tag"].lower(), piece["inside"], closes=bool(piece["close"]))
        words.append(self.said(html[last:]))
        return " ".join(words)

    def said(self, text: str) -> str:
        """`text` where it is shown; where it is not it is kept apart and "" comes back."""
        if not self.open:
            return text
        if not self.is_code and self.kind and text.strip():
            self.texts.append((self.kind, text))
        return ""

    def _tag(self, tag: str, inside: str, *, closes: bool) -> None:
        if closes:
            self._close(tag)
        elif tag in _EMPTY or inside.endswith("/"):
            return
        elif self.open:
            self.open.append(tag)
        else:
            self.is_code = tag in _CODE
            self.kind = "invisible" if tag == "template" else hidden_by(inside)
            if self.is_code or self.kind:
                self.open.append(tag)

    def _close(self, tag: str) -> None:
        for back, name in enumerate(reversed(self.open[-_DEEP:]), start=1):
            if name == tag:
                del self.open[-back:]
                return

    def note(self, references: dict[str, dict[str, str]]) -> None:
        """Keep what is written in the link references that people use as comments."""
        for label, own in references.items():
            if _COMMENT.match(label) and own.get("title"):
                self.texts.append(("invisible", own["title"]))

    def told(self) -> tuple[Concealed, ...]:
        """What was hidden since this was last asked, the texts of a kind joined."""
        kinds: dict[ConcealedBy, list[str]] = {}
        for kind, text in self.texts:
            if said := clean(text):
                kinds.setdefault(kind, []).append(said)
        self.texts.clear()
        return tuple(Concealed(kind=k, text=_cut(" ".join(v))) for k, v in kinds.items())


def hidden_by(inside: str) -> ConcealedBy | None:
    """How a tag with these attributes hides what it holds; None where it does not."""
    said = inside[:_MOST_INSIDE].lower()
    if _BARE_HIDDEN.search(_VALUE.sub("", said)):
        return "invisible"
    return next((kind for pattern, kind in _HIDES if pattern.search(said)), None)


def _cut(text: str) -> str:
    return text if len(text) <= MOST else text[: MOST - 1] + "…"
