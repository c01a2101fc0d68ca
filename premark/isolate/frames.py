"""Messages between premark and its child: a JSON header and raw bytes, each with its length.

Never pickle: what a broken child sends is data, and never becomes code.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from typing import Any, BinaryIO

MARK = b"PMK1"
HEAD = struct.Struct(">4sIQ")
LONGEST_HEADER = 1 << 20
PIECE = 1 << 18

Header = dict[str, Any]


class NotAFrame(Exception):
    """What came is no message, or a longer one than is taken."""


def send(pipe: BinaryIO, header: Header, pieces: Iterable[bytes] = (), length: int = 0) -> None:
    """Write one message; `pieces` are the body and hold `length` bytes together."""
    told = json.dumps(header, separators=(",", ":")).encode()
    pipe.write(HEAD.pack(MARK, len(told), length) + told)
    for piece in pieces:
        pipe.write(piece)
    pipe.flush()


def receive(pipe: BinaryIO, most: int) -> tuple[Header, bytes]:
    """Read one message with a body of at most `most` bytes. Raises EOFError or NotAFrame."""
    mark, told, length = HEAD.unpack(exactly(pipe, HEAD.size))
    if mark != MARK or told > LONGEST_HEADER or length > most:
        raise NotAFrame
    try:
        header = json.loads(exactly(pipe, told))
    except (ValueError, RecursionError) as error:
        raise NotAFrame from error
    if not isinstance(header, dict):
        raise NotAFrame
    return header, exactly(pipe, length)


def exactly(pipe: BinaryIO, length: int) -> bytes:
    """The next `length` bytes. Raises EOFError where the other side has gone."""
    held = bytearray()
    while len(held) < length:
        piece = pipe.read(min(PIECE, length - len(held)))
        if not piece:
            raise EOFError
        held += piece
    return bytes(held)
