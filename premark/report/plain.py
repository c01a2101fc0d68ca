"""Text from a file in; the same without what a terminal, a browser or Word could act on, out."""

from __future__ import annotations

import re
import unicodedata

# Controls, C1 controls, surrogates, direction marks and other invisible format characters.
_DROPPED = ("Cc", "Cf", "Cs")
_SUSPECT = re.compile(r"[^ -~\n]")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])?")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


def plain(text: str) -> str:
    """`text` on its own lines: line feeds stay, tabs become blanks, invisible characters go."""
    if not _SUSPECT.search(text):
        return text
    text = _ESCAPES.sub("", text).replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _DROPPED)
    return _NONCHARACTERS.sub("", text)


def one_line(text: str, most: int = 0) -> str:
    """`plain` with runs of blanks made one; cut at a word with "…" when longer than `most`."""
    line = " ".join(plain(text).split())
    if not most or len(line) <= most:
        return line
    cut = line[:most].rsplit(" ", 1)[0] if " " in line[:most] else line[:most]
    return cut.rstrip(" ,;:") + "…"
