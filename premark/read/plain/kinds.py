"""The bytes of a file that is no Word or PDF file in; a refusal where it is no text either, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from premark.errors import LegacyFormat, ReadError, UnsupportedFormat

_SAVE = "Open it in the program that wrote it, save it as .docx or PDF, and hand that in."
_WORD = "Hand in the Word, PDF or text file itself."
_PICTURE = "Hand in the Word or PDF file that it was taken of; text in pictures is not read."
_DOWNLOAD = (
    "Open it, choose File, Download, Microsoft Word (.docx) or PDF, and hand in what is saved."
)


@dataclass(frozen=True)
class _Kind:
    """What a file is, and the way out. `head` is sought at its beginning, blanks left out."""

    head: re.Pattern[bytes]
    what: str
    hint: str
    legacy: bool = False


def _kind(head: bytes, what: str, hint: str, *, legacy: bool = False) -> _Kind:
    return _Kind(re.compile(head, re.DOTALL), what, hint, legacy)


_WEB = _kind(
    rb"(?i)(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b|<\?xml[^>]{0,200}>\s*"
    rb"(?:<!doctype html|<html)\b", "a web page (HTML)",
    "Open it in a browser, choose Print, Save as PDF, and hand that in.",
)  # fmt: skip
_KINDS = (
    _kind(rb"\{\\rtf", "a Rich Text file (RTF)", _SAVE.replace("the program that wrote it", "Word"),
          legacy=True),
    _WEB,
    _kind(rb"(?i)mime-version:|(?:(?:received|return-path|delivered-to|message-id|from|to|date|"
          rb"subject|x-[\w-]+): [^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}mime-version:", "an e-mail",
          "Save the file that is attached to it, or its text as .docx, and hand that in."),
    _kind(rb"<\?xml\b|<office:document|<pkg:package", "an XML file",
          "Open it in Word, save it as .docx, and hand that in."),
    _kind(rb"\{\s*\"(?:url|doc_id|resource_id|email|resource_key)\"\s*:|\[InternetShortcut\]",
          "a shortcut to a document elsewhere, and not the document", _DOWNLOAD),
    _kind(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|"
          rb".{4}ftyp(?:heic|heix|mif1|avif|msf1)|8BPS", "a picture", _PICTURE),
    _kind(rb"%!PS", "a PostScript file", "Print it to PDF, and hand that in.", legacy=True),
    _kind(rb"\xffWPC|\xfdWPC", "a WordPerfect file", _SAVE, legacy=True),
    _kind(rb"\xdb\xa5|\x31\xbe\0\0|\xfe37\0#", "a file of an old word processor", _SAVE,
          legacy=True),
    _kind(rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!|.{257}ustar", "an archive of files",
          "unpack it, and hand in the Word or PDF file that is in it."),
    _kind(rb"ID3|\xff[\xfb\xf3\xf2]|RIFF.{4}(?:WAVE|AVI )|OggS|fLaC|.{4}ftyp|\x1aE\xdf\xa3",
          "a sound or film", "Hand in the Word or PDF file that goes with it."),
    _kind(rb"MZ.{0,200}(?:\0|PE)|\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe", "a program", _WORD),
    _kind(rb"SQLite format 3|bplist00", "a file of another program's own data", _WORD),
)  # fmt: skip
WEB = (".html", ".htm", ".xhtml")
_SHORTCUTS = (".gdoc", ".gslides", ".gsheet", ".url", ".webloc", ".lnk", ".gddoc")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def is_web_page(data: bytes, name: str) -> bool:
    """Whether a file is HTML by its name or, whatever it is called, by how it begins."""
    return name.lower().endswith(WEB) or bool(_WEB.head.match(_head(data)))


def _head(data: bytes) -> bytes:
    head = data[:4096]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    if wide_encoding(head):  # a web page and the like may be sixteen-bit text too
        head = head.replace(b"\0", b"")
    return head.lstrip(b" \t\r\n")


def refuse_other_kinds(data: bytes, name: str, *, web: bool = False) -> None:
    """Raise UnsupportedFormat or LegacyFormat where the file is known not to be text.

    With `web` a web page is none of the other kinds.
    """
    head = _head(data)
    if web and _WEB.head.match(head):
        return
    if name.lower().endswith(_SHORTCUTS):
        raise UnsupportedFormat(
            f"{name}: is a shortcut to a document elsewhere, and not the document", hint=_DOWNLOAD
        )
    for kind in _KINDS:
        if kind.head.match(head):
            raise _refusal(kind, name)


def _refusal(kind: _Kind, name: str) -> ReadError:
    error = LegacyFormat if kind.legacy else UnsupportedFormat
    return error(f"{name}: is {kind.what}", hint=kind.hint)


def wide_encoding(data: bytes) -> str:
    """The sixteen-bit encoding of English text without its byte order mark; "" where it is none.

    Every other byte of such a text is zero.
    """
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.05 * half + 1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.05 * half + 1 else ""
