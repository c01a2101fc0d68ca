"""A PDF whose index or page tree is lost in; the same with both made anew, or None, out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

MOST_OBJECTS = 200_000
_OBJECT = re.compile(rb"(?<![\d.])(\d{1,7})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PACKED = re.compile(rb"/Type\s*/ObjStm(?![A-Za-z])")
_COUNT = re.compile(rb"/N\s+(\d{1,7})")
_FIRST = re.compile(rb"/First\s+(\d{1,9})")
_HEAD = 4000  # a page's own entries; what is longer is no page


def rebuilt(data: bytes, *, most_bytes: int) -> bytes | None:
    """The file's bytes with its packed objects, a page tree and an index put after them.

    `most_bytes` bounds what is unpacked. None: no page is to be found, or all is encrypted.
    """
    if re.search(rb"/Encrypt\s*(?:<<|\d)", data):
        return None
    places = _places(data)
    if places is None:
        return None
    out = bytearray(data)
    if not data.startswith(b"%PDF-"):
        out[:0] = b"%PDF-1.7\n"
        places = {number: at + 9 for number, at in places.items()}
    _unpack(bytes(out), places, out, most_bytes)
    pages = [n for n, at in sorted(places.items(), key=lambda p: p[1]) if _is_page(out, at)]
    return bytes(_with_tree(out, places, pages)) if pages else None


def _places(data: bytes) -> dict[int, int] | None:
    """Where the last object of each number begins; None where there are too many."""
    places: dict[int, int] = {}
    for count, found in enumerate(_OBJECT.finditer(data)):
        if count > MOST_OBJECTS:
            return None
        places[int(found[1])] = found.start()
    return places


def _entries(data: bytes | bytearray, at: int) -> bytes:
    """What an object says before its stream or its end."""
    head = bytes(data[at : at + _HEAD])
    return re.split(rb"\bendobj\b|\bstream\r?\n", head, maxsplit=1)[0]


def _is_page(data: bytes | bytearray, at: int) -> bool:
    return bool(_PAGE.search(_entries(data, at)))


def _unpack(data: bytes, places: dict[int, int], out: bytearray, most_bytes: int) -> None:
    """Put what object streams hold after the file as objects of their own."""
    room = most_bytes
    for at in sorted(places.values()):
        entries = _entries(data, at)
        if not _PACKED.search(entries):
            continue
        body = _inflated(data, at + len(entries), room)
        room -= len(body)
        for number, text in _packed_objects(entries, body):
            if number not in places and len(places) < MOST_OBJECTS:
                places[number] = len(out) + 1
                out += b"\n%d 0 obj\n%b\nendobj\n" % (number, text)


def _inflated(data: bytes, at: int, room: int) -> bytes:
    found = _STREAM.search(data, at, at + 64)
    if not found or room <= 0:
        return b""
    unpacker = zlib.decompressobj()
    end = data.find(b"endstream", found.end())
    packed = data[found.end() : end if end >= 0 else len(data)]
    try:
        return unpacker.decompress(packed, room)
    except zlib.error:
        return b""


def _packed_objects(entries: bytes, body: bytes) -> Iterator[tuple[int, bytes]]:
    count, first = _COUNT.search(entries), _FIRST.search(entries)
    if not count or not first:
        return
    head = body[: int(first[1])].split()[: 2 * int(count[1])]
    if not all(word.isdigit() for word in head):
        return
    numbers = [int(word) for word in head]
    starts = [int(first[1]) + offset for offset in numbers[1::2]]
    for number, start, end in zip(numbers[::2], starts, [*starts[1:], len(body)], strict=False):
        yield number, body[start:end].strip()


def _with_tree(out: bytearray, places: dict[int, int], pages: list[int]) -> bytearray:
    tree = max(places) + 1
    root = tree + 1
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    for number, text in (
        (tree, b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(pages), kids)),
        (root, b"<< /Type /Catalog /Pages %d 0 R >>" % tree),
    ):
        places[number] = len(out) + 1
        out += b"\n%d 0 obj\n%b\nendobj\n" % (number, text)
    start = len(out) + 1
    out += b"\nxref\n0 1\n0000000000 65535 f \n"
    for number, at in sorted(places.items()):
        if number:
            out += b"%d 1\n%010d 00000 n \n" % (number, at)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        root + 1, root, start,
    )  # fmt: skip
    return out
