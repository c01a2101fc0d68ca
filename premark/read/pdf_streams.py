"""A PDF's bytes in; nothing out, but a refusal where one of its streams unpacks to too much.

pdfium unpacks a stream whole before it can be asked its size, so the packed bytes are tried
here first, a piece at a time. What LZW or a password packs is not seen.
"""

from __future__ import annotations

import re
import zlib
from base64 import a85decode
from collections.abc import Iterable, Iterator
from itertools import chain

from premark.errors import ReadError

# The largest in 150 real PDFs is 1.1 MB; 10 MB of text commands takes pdfium near 1 GB.
MOST_STREAM = 10_000_000
MOST_TOGETHER = 60_000_000
DEEPEST = 6  # nothing honest is packed more than twice over
DENSEST = 1032  # deflate makes no byte stand for more than this many

_STREAM = re.compile(rb"stream\r?\n")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_IMAGE = re.compile(rb"/Subtype\s*/Image")
_NO_DIGIT = re.compile(rb"[^0-9A-Fa-f]")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_STEP = 1 << 16


class _TooMuch(Exception):
    """Unpacking went over a bound; the message says what the stream does."""


def refuse_bombs(data: bytes, name: str) -> None:
    """Raise ReadError, naming the file, where its streams unpack beyond what a text needs."""
    together = 0
    try:
        for start, at in _streams(data):
            together += _size(data, start, at)
            if together > MOST_TOGETHER:
                raise _TooMuch(f"its streams unpack together to over {_mb(MOST_TOGETHER)}")
    except _TooMuch as found:
        raise ReadError(
            f"{name}: the file expands too far: {found}",
            hint="Export it as PDF again, or hand in the Word file.",
        ) from None


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each stream's word begins and its bytes do."""
    return (found.span() for found in _STREAM.finditer(data))


def _size(data: bytes, start: int, at: int) -> int:
    """Bytes that a stream unpacks to; 0 for a picture, which is never unpacked for its text."""
    entries = data[max(0, start - 2000) : start].rpartition(b"obj")[2]
    found = _FILTERS.search(entries)
    filters = found.group(1) if found else b""
    if _IMAGE.search(entries) and len(_FLATE.findall(filters)) < 2:
        return 0
    return sum(len(piece) for piece in _peeled(_packed(data, at, filters), 0))


def _packed(data: bytes, at: int, filters: bytes) -> Iterator[bytes]:
    """The stream's bytes, in pieces, once letters are turned back into bytes."""
    first = filters.strip(b"[ \t\r\n")
    letters = first.startswith((b"/ASCII85Decode", b"/A85"))
    if letters or first.startswith((b"/ASCIIHexDecode", b"/AHx")):
        last = at + 2 * MOST_STREAM  # letters are at most twice their bytes
        marks = (b"~>" if letters else b">", b"endstream")  # a stream may leave its own mark out
        ends = [end for mark in marks if (end := data.find(mark, at, last)) >= 0]
        text = data[at : min(ends, default=last)]
        # In base 85 a "z" is four zero bytes.
        if (len(text) + 3 * text.count(b"z")) * DENSEST <= MOST_STREAM:
            return iter(())
        return iter([_lettered(text, letters)])
    return (data[i : i + _STEP] for i in range(at, len(data), _STEP))


def _lettered(text: bytes, letters: bool) -> bytes:
    try:
        if letters:
            return a85decode(text, ignorechars=b" \t\n\r\v\f\0")
        digits = _NO_DIGIT.sub(b"", text)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        return b""


def _peeled(pieces: Iterator[bytes], depth: int) -> Iterator[bytes]:
    """What is left when every layer of deflate is off; b"" where the bytes are not deflated."""
    first = next(pieces, b"")
    if not _is_deflated(first):
        return chain([first], pieces) if depth else iter(())
    if depth == DEEPEST:
        raise _TooMuch(f"a stream is packed more than {DEEPEST} times over")
    return _peeled(_counted(_inflated(chain([first], pieces))), depth + 1)


def _is_deflated(piece: bytes) -> bool:
    return len(piece) > 1 and piece[0] & 0x8F == 8 and int.from_bytes(piece[:2], "big") % 31 == 0


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    try:
        for piece in pieces:
            left = piece
            while left and not unpacker.eof:
                yield unpacker.decompress(left, _STEP)
                left = unpacker.unconsumed_tail
            if unpacker.eof:
                return
    except zlib.error:
        return  # a damaged stream ends for pdfium too


def _counted(pieces: Iterable[bytes]) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > MOST_STREAM:
            raise _TooMuch(f"one of its streams unpacks to over {_mb(MOST_STREAM)}")
        if piece:
            yield piece


def _mb(size: int) -> str:
    return f"{size // 1_000_000} MB"
