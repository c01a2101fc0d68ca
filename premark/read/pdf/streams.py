"""A PDF's bytes in; how far its streams unpack, or a refusal where that is too far, out.

pdfium unpacks a stream whole before it can be asked its size, so the packed bytes are tried
here first, a piece at a time. What a password packs is not seen.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from premark.errors import TooLarge
from premark.read.pdf.forms import MOST_DRAWN, Form, draws_without_end, form_names
from premark.read.pdf.unpack import unlettered, unlzw, unrun
from premark.types.limits import LIMITS, Limits

DEEPEST = 6  # nothing honest is packed more than twice over
DENSEST = 1032  # deflate makes no byte stand for more than this many
MOST_NESTED = 1000  # the word may stand by chance in another stream's bytes
MOST_LZW = 4_000_000  # packed bytes: they are tried at a megabyte in half a second
# The largest page of 150 real PDFs has 1.1 MB of commands; 10 MB takes pdfium near 1 GB.
MOST_ON_PAGE = 4_000_000

_STREAM = re.compile(rb"(?<!end)stream[^\r\n]{0,80}(?:\r\n|\n|\r)")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_IMAGE = re.compile(rb"/Subtype\s*/Image")
_NUMBER = re.compile(rb"(\d{1,7})\s+\d{1,5}\s+$")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_SLOW = re.compile(rb"/(?:LZW|RL|LZWDecode|RunLengthDecode)\b")
_NAMES = re.compile(rb"/(\w+)")
_EARLY = re.compile(rb"/EarlyChange\s+0\b")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_CONTENTS = re.compile(rb"/Contents\s*(\[[^\]]*\]|\d{1,7}\s+\d{1,5}\s+R\b)")
_REFERENCE = re.compile(rb"(\d{1,7})\s+\d{1,5}\s+R\b")
_STEP = 1 << 16


class _TooMuch(Exception):
    """Unpacking went over a bound; the message says what the stream does."""


@dataclass
class _Tally:
    """The bounds of one file and what its streams have come to so far."""

    most_stream: int
    most_together: int
    wanted: frozenset[int]
    sizes: dict[int, int] = field(default_factory=dict)
    forms: dict[int, Form] = field(default_factory=dict)
    together: int = 0
    end: int = -1
    nested: int = 0

    def ends(self, data: bytes, at: int) -> int:
        """Where the stream ends; streams that begin before another's end are counted."""
        if at <= self.end:
            self.nested += 1
            if self.nested > MOST_NESTED:
                raise _TooMuch(f"over {MOST_NESTED:,} of its streams stand in one another")
            return self.end
        found = data.find(b"endstream", at)
        self.end = found if found >= 0 else len(data)
        return self.end


def refuse_bombs(
    data: bytes,
    name: str,
    *,
    limits: Limits = LIMITS,
    wanted: frozenset[int] = frozenset(),
) -> dict[int, int]:
    """Bytes that each numbered stream unpacks to.

    Pictures count nothing, for their bytes are no text, unless their number is in `wanted`.
    Raises TooLarge, naming the file, where the streams unpack beyond what a text needs.
    """
    tally = _Tally(int(limits.stream_mb * 1e6), int(limits.streams_total_mb * 1e6), wanted)
    try:
        for start, at in (found.span() for found in _STREAM.finditer(data)):
            _weigh(data, start, at, tally)
        if draws_without_end(tally.forms):
            raise _TooMuch(f"its drawings draw one another over {MOST_DRAWN:,} times")
    except _TooMuch as found:
        raise _too_far(name, str(found)) from None
    return tally.sizes


def refuse_heavy_pages(loose: bytes, sizes: Mapping[int, int], name: str) -> None:
    """Raise TooLarge where the streams of one page, each as often as it is named, are too much."""
    for found in _CONTENTS.finditer(loose):
        total = sum(sizes.get(int(number), 0) for number in _REFERENCE.findall(found[1]))
        if total > MOST_ON_PAGE:
            what = f"one page has {_mb(total)} of drawing commands; at most {_mb(MOST_ON_PAGE)}"
            raise _too_far(name, f"{what} are read")


def _too_far(name: str, what: str) -> TooLarge:
    return TooLarge(
        f"{name}: the file expands too far: {what}",
        hint="Export it as PDF again, or hand in the Word file.",
    )


def _weigh(data: bytes, start: int, at: int, tally: _Tally) -> None:
    opened = data.rfind(b"obj", max(0, start - 20_000), start)
    entries = data[opened + 3 : start] if opened >= 0 else data[max(0, start - 2000) : start]
    number = _NUMBER.search(data, max(0, opened - 20), opened) if opened >= 0 else None
    end = tally.ends(data, at)
    size = drawn = 0
    for piece in _unpacked(data, at, entries, int(number[1]) if number else -1, tally):
        size += len(piece)
        drawn += piece.count(b"Do")
        if tally.together + size > tally.most_together:
            over = _mb(tally.most_together)
            raise _TooMuch(f"its streams unpack together to over {over}")
    tally.together += size
    if number:
        bare = size == 0 and b"/Filter" not in entries
        tally.sizes[int(number[1])] = end - at if bare else size
        inner = form_names(entries)
        if inner:
            drawn += data.count(b"Do", at, end) if bare else 0
            tally.forms[int(number[1])] = Form(drawn, inner)


def _unpacked(
    data: bytes, at: int, entries: bytes, number: int, tally: _Tally
) -> Iterator[bytes]:
    """What a stream unpacks to; nothing for a picture, which is never unpacked for its text."""
    if b"#" in entries:
        entries = _ESCAPE.sub(lambda m: bytes.fromhex(m[1].decode()), entries)
    found = _FILTERS.search(entries)
    filters = found.group(1) if found else b""
    flat = len(_FLATE.findall(filters)) < 2
    if flat and number not in tally.wanted and _IMAGE.search(entries):
        return iter(())
    if _SLOW.search(filters):
        return _by_name(data, at, filters, bool(_EARLY.search(entries)), tally)
    return _peeled(_packed(data, at, filters, tally.most_stream), 0, tally.most_stream)


def _by_name(
    data: bytes, at: int, filters: bytes, late: bool, tally: _Tally
) -> Iterator[bytes]:
    """The stream with its filters taken off one by one, as they are named."""
    end = data.find(b"endstream", at)
    pieces: Iterator[bytes] = iter([data[at : end if end >= 0 else len(data)]])
    for filter_name in _NAMES.findall(filters)[:DEEPEST]:
        if filter_name in (b"ASCII85Decode", b"A85", b"ASCIIHexDecode", b"AHx"):
            pieces = iter([unlettered(b"".join(pieces), base85=b"85" in filter_name)])
        elif filter_name in (b"LZWDecode", b"LZW"):
            pieces = unlzw(_bounded_lzw(pieces), early=0 if late else 1)
        elif filter_name in (b"RunLengthDecode", b"RL"):
            pieces = unrun(pieces)
        elif filter_name in (b"FlateDecode", b"Fl"):
            pieces = _inflated(pieces)
        else:
            return iter(())
        pieces = _counted(pieces, tally.most_stream)
    return pieces


def _bounded_lzw(pieces: Iterable[bytes]) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > MOST_LZW:
            raise _TooMuch(f"a stream is packed by LZW and over {_mb(MOST_LZW)} as it is")
        yield piece


def _packed(data: bytes, at: int, filters: bytes, most: int) -> Iterator[bytes]:
    """The stream's bytes, in pieces, once letters are turned back into bytes."""
    first = filters.strip(b"[ \t\r\n")
    base85 = first.startswith((b"/ASCII85Decode", b"/A85"))
    if base85 or first.startswith((b"/ASCIIHexDecode", b"/AHx")):
        last = at + 2 * most  # letters are at most twice their bytes
        marks = (b"~>" if base85 else b">", b"endstream")  # a stream may leave its own mark out
        ends = [end for mark in marks if (end := data.find(mark, at, last)) >= 0]
        text = data[at : min(ends, default=last)]
        # In base 85 a "z" is four zero bytes.
        if (len(text) + 3 * text.count(b"z")) * DENSEST <= most:
            return iter(())
        return iter([unlettered(text, base85=base85)])
    return (data[i : i + _STEP] for i in range(at, len(data), _STEP))


def _peeled(pieces: Iterator[bytes], depth: int, most: int) -> Iterator[bytes]:
    """What is left when every layer of deflate is off; b"" where the bytes are not deflated."""
    first = next(pieces, b"")
    if not _is_deflated(first):
        return chain([first], pieces) if depth else iter(())
    if depth == DEEPEST:
        raise _TooMuch(f"a stream is packed more than {DEEPEST} times over")
    return _peeled(_counted(_inflated(chain([first], pieces)), most), depth + 1, most)


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


def _counted(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > most:
            raise _TooMuch(f"one of its streams unpacks to over {_mb(most)}")
        if piece:
            yield piece


def _mb(size: int) -> str:
    return f"{size // 1_000_000} MB"
