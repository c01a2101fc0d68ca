"""A PDF in, with a seeded chance; the same with its objects, streams or tables changed, out."""

from __future__ import annotations

import re
import zlib
from random import Random

from mutate_bytes import MUTATIONS as BYTE_MUTATIONS
from mutate_bytes import Mutation

NUMBERS = (
    b"0", b"-1", b"1", b"2147483647", b"4294967296", b"99999999999999999999", b"0.0001", b"1e9",
    b"-32768.5", b".", b"--5", b"null", b"true", b"()", b"[]", b"<<>>", b"3 0 R", b"/X",
)  # fmt: skip
NAMES = (
    b"/Type", b"/Pages", b"/Page", b"/Kids", b"/Count", b"/Parent", b"/Length", b"/Filter",
    b"/Font", b"/Contents", b"/Resources", b"/MediaBox", b"/XObject", b"/Root", b"/Encrypt",
    b"/ToUnicode", b"/FlateDecode", b"/LZWDecode", b"/ASCII85Decode", b"/RunLengthDecode",
    b"/DCTDecode",
    b"/JBIG2Decode", b"/Crypt", b"/ObjStm", b"/XRef", b"/Prev", b"/DecodeParms", b"/Identity-H",
)  # fmt: skip
OPERATORS = (
    b"q " * 20_000, b"Q " * 50, b"BT " * 500, b"1e308 0 0 1e308 0 0 cm ", b"0 0 0 0 0 0 cm ",
    b"3 Tr ", b"/F99 12 Tf ", b"BT /F1 0.001 Tf (a) Tj ET ", b"(" * 3000, b"[" * 3000, b"<<" * 800,
    b"BI /W 99999 /H 99999 ID x EI ", b"/X0 Do " * 20, b"NaN NaN Td ", b"(\xff\xfe) Tj ",
    b"0 0 1000000 1000000 re f " * 30, b"10 10 m 20 20 l S " * 3000, b"BT (ab) Tj ET " * 5000,
    b"-99999999999999999999 TL T* ", b"1 0 0 1 1e38 1e38 Tm ",
)  # fmt: skip
OBJECT = re.compile(rb"\d+ \d+ obj\b.*?endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
MOST = 3_000_000


def mutated(rng: Random, data: bytes) -> bytes:
    """One change to a PDF."""
    return rng.choice(MUTATIONS)(rng, data)[:MOST]


def _swap(rng: Random, data: bytes, pattern: bytes, new: bytes, times: int = 1) -> bytes:
    """Some of what a pattern finds, replaced; its first group, or all of it."""
    for _ in range(times):
        found = [m.span(m.lastindex or 0) for m in re.finditer(pattern, data)]
        if not found:
            return data
        begin, end = rng.choice(found)
        data = data[:begin] + new + data[end:]
    return data


def number_changed(rng: Random, data: bytes) -> bytes:
    pattern = (
        rb"/(?:Length|Count|Size|Prev|W|H|Width|Height|Columns|Predictor|N|First|FirstChar"
        rb"|LastChar|Rotate|R|V|P|BitsPerComponent|Kids|MediaBox)\s*\[?\s*(-?[\d.]+)"
    )
    return _swap(rng, data, pattern, rng.choice(NUMBERS), rng.choice((1, 3)))


def any_number_changed(rng: Random, data: bytes) -> bytes:
    return _swap(
        rng, data, rb"(?<=[\s\[])-?\d+\.?\d*(?=[\s\]])", rng.choice(NUMBERS), rng.choice((1, 5))
    )


def reference_changed(rng: Random, data: bytes) -> bytes:
    """Objects that point to themselves, to their parents, or to nothing."""
    new = b"%d %d R" % (rng.choice((0, 1, 2, 3, 5, 8, 9999)), rng.choice((0, 0, 0, 65535)))
    return _swap(rng, data, rb"\d+ \d+ R\b", new, rng.choice((1, 2, 6)))


def object_renumbered(rng: Random, data: bytes) -> bytes:
    return _swap(rng, data, rb"(\d+) \d+ obj", str(rng.randrange(12)).encode(), rng.choice((1, 3)))


def name_changed(rng: Random, data: bytes) -> bytes:
    return _swap(rng, data, rb"/[A-Za-z]+", rng.choice(NAMES), rng.choice((1, 3)))


def object_lost_or_doubled(rng: Random, data: bytes) -> bytes:
    found = [m.span() for m in OBJECT.finditer(data)]
    if not found:
        return data
    begin, end = rng.choice(found)
    times = rng.choice((0, 0, 2, 300))
    return (
        data[:begin]
        + (data[begin:end] + b"\n") * min(times, 1 + 200_000 // (end - begin))
        + data[end:]
    )


def deep(rng: Random, data: bytes) -> bytes:
    """Arrays or dictionaries within each other where a value stands."""
    levels = rng.choice((10, 600, 20_000))
    open_, close = rng.choice(((b"[", b"]"), (b"<</A ", b">>"), (b"[", b"")))
    return _swap(
        rng,
        data,
        rb"(?<=/)(?:Kids|Contents|Resources|Font|MediaBox|Info)\s*()",
        open_ * levels + close * levels,
    )


def filters_piled(rng: Random, data: bytes) -> bytes:
    piled = b"[" + b"/FlateDecode " * rng.choice((2, 5, 60)) + b"]"
    return _swap(
        rng,
        data,
        rb"/Filter\s*(\[[^\]]*\]|/\w+)",
        rng.choice((piled, b"/LZWDecode", b"/Nope", b"[]")),
    )


def table_changed(rng: Random, data: bytes) -> bytes:
    """The cross-reference table: places that are not there, or are another's."""
    place = b"%010d" % rng.choice((0, 1, 9, rng.randrange(len(data) + 1), 9_999_999_999))
    return _swap(rng, data, rb"(\d{10}) \d{5} [nf]", place, rng.choice((1, 5)))


def start_changed(rng: Random, data: bytes) -> bytes:
    place = str(rng.choice((0, -1, rng.randrange(len(data) + 1), 10**12))).encode()
    return _swap(rng, data, rb"startxref\s+(\d+)", place)


def stream_changed(rng: Random, data: bytes) -> bytes:
    """What a stream unpacks to, changed and packed again, its length told as it is."""
    found = list(STREAM.finditer(data))
    if not found:
        return data
    one = rng.choice(found)
    raw = one[1]
    try:
        unpacked = zlib.decompressobj().decompress(raw, 1_000_000)
    except zlib.error:
        return data[: one.start(1)] + _content(rng, raw) + data[one.end(1) :]
    packed = zlib.compress(_content(rng, unpacked))
    head = re.sub(
        rb"/Length \d+(?! \d+ R)",
        b"/Length %d" % len(packed),
        data[max(0, one.start() - 300) : one.start()],
    )
    return (
        data[: max(0, one.start() - 300)]
        + head
        + b"stream\n"
        + packed
        + b"\nendstream"
        + data[one.end() :]
    )


def _content(rng: Random, data: bytes) -> bytes:
    if rng.random() < 0.4:
        return rng.choice(BYTE_MUTATIONS)(rng, data)
    at = rng.choice((0, len(data), rng.randrange(len(data) + 1)))
    return data[:at] + b" " + rng.choice(OPERATORS) + data[at:]


MUTATIONS: tuple[Mutation, ...] = (
    number_changed, number_changed, any_number_changed, reference_changed, reference_changed,
    object_renumbered, name_changed, name_changed, object_lost_or_doubled, deep, filters_piled,
    table_changed, start_changed, stream_changed, stream_changed, stream_changed,
    *BYTE_MUTATIONS[:6],
)  # fmt: skip
