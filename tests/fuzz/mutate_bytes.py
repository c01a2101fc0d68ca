"""Bytes of any kind in, with a seeded chance; the same bytes with something wrong in them out."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Mutation = Callable[[Random, bytes], bytes]
ODD = (
    b"\x00", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"%PDF-1.7\n", b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"\r",
    b"\x1b[2J", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"|" * 50, b"> " * 200, b"[" * 500,
    b"*_" * 300, b"`" * 99, b"\t" * 64, b"1.1.1.1.1.1 ", b"-" * 400,
    b"endstream endobj ", b"stream\r\n", b"\x0c", b"%%EOF",
)  # fmt: skip


def span(rng: Random, data: bytes, longest: int) -> tuple[int, int]:
    """Where a piece begins and ends."""
    begin = rng.randrange(len(data) + 1)
    return begin, min(len(data), begin + rng.randrange(1, longest + 1))


def flipped(rng: Random, data: bytes) -> bytes:
    """Up to 24 bits the other way round."""
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 24)) if made else 0):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def overwritten(rng: Random, data: bytes) -> bytes:
    begin, end = span(rng, data, 64)
    return data[:begin] + rng.randbytes(end - begin) + data[end:]


def blanked(rng: Random, data: bytes) -> bytes:
    begin, end = span(rng, data, 512)
    return data[:begin] + rng.choice((b"\x00", b" ", b"\xff")) * (end - begin) + data[end:]


def cut(rng: Random, data: bytes) -> bytes:
    """The end gone: most often little of it, as an upload that broke off."""
    kept = rng.choice((rng.randrange(len(data) + 1), len(data) - rng.randrange(1, 200)))
    return data[: max(0, kept)]


def beheaded(rng: Random, data: bytes) -> bytes:
    return data[rng.randrange(1, 2000) :]


def without(rng: Random, data: bytes) -> bytes:
    begin, end = span(rng, data, 300)
    return data[:begin] + data[end:]


def repeated(rng: Random, data: bytes) -> bytes:
    """A piece many times over, to at most 100 kB more."""
    begin, end = span(rng, data, rng.choice((4, 64, 2000)))
    times = rng.choice((2, 10, 1000, 10_000))
    return data[:end] + (data[begin:end] * times)[:100_000] + data[end:]


def moved(rng: Random, data: bytes) -> bytes:
    begin, end = span(rng, data, 1000)
    rest = data[:begin] + data[end:]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + data[begin:end] + rest[at:]


def stuck_in(rng: Random, data: bytes) -> bytes:
    at = rng.choice((0, len(data), rng.randrange(len(data) + 1)))
    return data[:at] + rng.choice(ODD) * rng.choice((1, 1, 3, 200)) + data[at:]


MUTATIONS: tuple[Mutation, ...] = (
    flipped, flipped, overwritten, blanked, cut, cut, beheaded, without, repeated, moved, stuck_in,
)  # fmt: skip


def spliced(rng: Random, data: bytes, other: bytes) -> bytes:
    """The beginning of one file and the end of another."""
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]
