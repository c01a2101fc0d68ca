"""Bytes packed by LZW, run lengths or printable letters in; what they stand for, in pieces, out."""

from __future__ import annotations

import re
from base64 import a85decode
from collections.abc import Iterable, Iterator

CLEAR, END = 256, 257
WIDEST = 12
PIECE = 1 << 16
_NO_DIGIT = re.compile(rb"[^0-9A-Fa-f]")
_START = [bytes([i]) for i in range(256)] + [b"", b""]


def unlzw(pieces: Iterable[bytes], *, early: int = 1) -> Iterator[bytes]:
    """LZW as PDF has it; `early` is by how many entries a code's width grows before it must.

    Stops at the end code, or where the codes make no sense.
    """
    table, last, width = list(_START), b"", 9
    held = bits = 0
    made: list[bytes] = []
    for byte in (byte for piece in pieces for byte in piece):
        held, bits = held << 8 | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & ((1 << bits) - 1)
        if code == CLEAR:
            table, last, width = list(_START), b"", 9
            continue
        if code == END or code > len(table) or (code == len(table) and not last):
            break
        entry = table[code] if code < len(table) else last + last[:1]
        if last and len(table) < 1 << WIDEST:
            table.append(last + entry[:1])
        width = min(WIDEST, max(9, (len(table) + early).bit_length()))
        last = entry
        made.append(entry)
        if len(made) == 256:  # at most a megabyte
            yield b"".join(made)
            made = []
    yield b"".join(made)


def unrun(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Run lengths: up to 127 is a count of bytes to copy, from 129 of one byte to repeat."""
    data = b"".join(pieces)
    at = 0
    while at < len(data) and data[at] != 128:
        count = data[at]
        if count < 128:
            yield data[at + 1 : at + 2 + count]
            at += 2 + count
        else:
            yield data[at + 1 : at + 2] * (257 - count)
            at += 2


def unlettered(text: bytes, *, base85: bool) -> bytes:
    """Base 85 or hexadecimal letters as the bytes that they stand for; b"" for neither."""
    try:
        if base85:
            return a85decode(text, ignorechars=b" \t\n\r\v\f\0")
        digits = _NO_DIGIT.sub(b"", text)
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        return b""
