"""Any text in; the same without what a terminal, browser, Word or spreadsheet could act on, out."""

from __future__ import annotations

import re
import unicodedata

# Controls, C1 controls, surrogates, direction marks and other invisible format characters.
_DROPPED = ("Cc", "Cf", "Cs")
_SUSPECT = re.compile(r"[^ -~\n]")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])?")
_BREAKS = re.compile("\r\n|[\r\u2028\u2029]")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")

# What a spreadsheet takes for a formula: four signs, and their wide, small and raised forms.
SIGNS = (
    "=\uff1d\ufe66\u207c\u208c+\uff0b\ufe62\u207a\u208a\\-\uff0d\ufe63\u2212\u207b\u208b@\uff20\ufe6b"
)
# A cell is cut anew where a reader takes another sign for the separator of the file; what follows
# one, past blanks and quotes, would then begin a cell.
_BEGINS = re.compile(f"((?:^|[,;|\t\r\n])[\\s\"\u201c\u201d]*)(?=[{SIGNS}])")
# Allowed in JSON, yet able to move a cursor, turn text round, hide in it, break a line where it is
# shown or, put into a page, begin an element; lone surrogates could not even be written as UTF-8.
_LIVE_JSON = re.compile(
    "[<>&\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f]"
)


def plain(text: str) -> str:
    """`text` on its own lines: line feeds stay, tabs become blanks, invisible characters go."""
    if not _SUSPECT.search(text):
        return text
    text = _BREAKS.sub("\n", _ESCAPES.sub("", text).replace("\t", " "))
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _DROPPED)
    return _NONCHARACTERS.sub("", text)


def one_line(text: str, most: int = 0) -> str:
    """`plain` with runs of blanks made one; cut at a word with "…" when longer than `most`."""
    line = " ".join(plain(text).split())
    if not most or len(line) <= most:
        return line
    cut = line[:most].rsplit(" ", 1)[0] if " " in line[:most] else line[:most]
    return cut.rstrip(" ,;:") + "…"


def inert(cell: str) -> str:
    """A cell of a table without controls, and with an apostrophe before what a spreadsheet runs."""
    text = plain(cell)
    # A tab or a line feed that opens the cell counts as its first sign, though `plain` changed it.
    opened = "'" if cell[:1] in ("\t", "\r", "\n") else ""
    return opened + _BEGINS.sub(r"\1'", text)


def inert_json(text: str) -> str:
    """The same JSON, with what a terminal or a page could act on as escapes."""
    return _LIVE_JSON.sub(_escape, text)


def _escape(hit: re.Match[str]) -> str:
    """As JSON has it in ASCII: one or two units of UTF-16."""
    units = hit.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
