"""An archive in, with a seeded chance; the same with its members, XML or headers changed, out."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from mutate_bytes import MUTATIONS as BYTE_MUTATIONS
from mutate_bytes import Mutation
from seed_files import zipped

Members = list[tuple[str, bytes]]
VALUES = (
    "", "-1", "0", "1", "99999999999999999999", "2147483648", "NaN", "1e400", "../../x", "rId1",
    "\u202e", "\u0663", "&#xD800;", "&#0;", "&amp;" * 40, "x" * 5000, "true", "FFFFFF", "1.5",
    "http://127.0.0.1/x", "file:///etc/hostname", "%1.%2.%99", "&undefined;",
)  # fmt: skip
NAMES = (
    "../../x", "/abs", "C:\\x", "word\\document.xml", "WORD/DOCUMENT.XML", "", "word/", "a" * 300,
    "[Content_Types].xml", "word/document.xml", "_rels/.rels", "\u202edocx", "\x00",
    "EncryptedPackage", "word/footnotes.xml", "word/numbering.xml", "word/vbaProject.bin",
    "mimetype",
)  # fmt: skip
DOCTYPES = (
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "<!DOCTYPE a SYSTEM 'file:///etc/hostname'>",
    "<!DOCTYPE a [<!ENTITY b '" + "c" * 3000 + "'>]>",
    "<?xml version='1.0' encoding='utf-16'?>",
    "<?xml version='1.0' encoding='nonsense'?>",
    "<!--" + "-" * 100,
)
TAG = re.compile(r"</?[\w:]+[^<>]*>")
VALUE = re.compile(r"=(?:\"[^\"<]*\"|'[^'<]*')")
NEST = (
    "w:tbl><w:tr><w:tc",
    "w:p",
    "w:sdt><w:sdtContent",
    "w:ins",
    "w:r",
    "mc:AlternateContent><mc:Choice",
)


def mutated(rng: Random, data: bytes) -> bytes:
    """One change to an archive. What is none is changed as bytes are."""
    members = _members(data)
    if not members or rng.random() < 0.1:
        return rng.choice(BYTE_MUTATIONS)(rng, data)
    kind = rng.random()
    if kind < 0.55:
        at = rng.choice([i for i, (name, _) in enumerate(members) if "xml" in name] or [0])
        name, text = members[at]
        members[at] = (name, rng.choice(XML_MUTATIONS)(rng, text))
    elif kind < 0.8:
        members = rng.choice(MEMBER_MUTATIONS)(rng, members)
    made = zipped(members)
    return _header_lied(rng, made) if kind >= 0.8 else made


def _members(data: bytes) -> Members:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            few = archive.infolist()[:60]
            if sum(one.file_size for one in few) > 5_000_000:
                return []
            return [(one.filename, archive.read(one)) for one in few]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError,
            zlib.error, struct.error):  # fmt: skip
        return []


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _tags(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in TAG.finditer(text)]


def tag_lost(rng: Random, data: bytes) -> bytes:
    text = _text(data)
    begin, end = rng.choice(_tags(text) or [(0, 0)])
    return _bytes(text[:begin] + text[end:])


def piece_repeated(rng: Random, data: bytes) -> bytes:
    """From one tag to another a few tags on, over and over."""
    text = _text(data)
    tags = _tags(text)
    if not tags:
        return data
    first = rng.randrange(len(tags))
    last = min(len(tags) - 1, first + rng.choice((0, 1, 3, 8)))
    piece = text[tags[first][0] : tags[last][1]]
    times = rng.choice((2, 5, 50, 2000))
    return _bytes(
        text[: tags[last][1]]
        + piece * min(times, 1 + 300_000 // len(piece))
        + text[tags[last][1] :]
    )


def tags_swapped(rng: Random, data: bytes) -> bytes:
    text = _text(data)
    tags = _tags(text)
    if len(tags) < 2:
        return data
    (a, b), (c, d) = sorted(rng.sample(tags, 2))
    return _bytes(text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:])


def value_changed(rng: Random, data: bytes) -> bytes:
    text = _text(data)
    values = [found.span() for found in VALUE.finditer(text)]
    for _ in range(rng.choice((1, 1, 5))):
        begin, end = rng.choice(values or [(0, 0)])
        if end <= len(text):
            text = text[:begin] + (f'="{rng.choice(VALUES)}"' if end else "") + text[end:]
    return _bytes(text)


def nested(rng: Random, data: bytes) -> bytes:
    """What is inside the root, many levels down."""
    text = _text(data)
    tags = _tags(text)
    if len(tags) < 4:
        return data
    at = tags[rng.randrange(1, len(tags) - 1)][1]
    levels, open_ = rng.choice((3, 40, 200, 3000)), rng.choice(NEST)
    close = "".join(f"</{name}>" for name in reversed(open_.split("><")))
    return _bytes(text[:at] + f"<{open_}>" * levels + close * levels + text[at:])


def prologue(rng: Random, data: bytes) -> bytes:
    text = re.sub(r"^<\?xml[^>]*\?>", "", _text(data))
    return _bytes(rng.choice(DOCTYPES) + rng.choice((text, text.replace("<w:t>", "<w:t>&b;", 50))))


def recoded(rng: Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(rng.choice(("utf-16", "utf-16-be", "utf-32", "latin-1", "utf-7")), "replace")


XML_MUTATIONS: tuple[Mutation, ...] = (
    tag_lost, tag_lost, piece_repeated, piece_repeated, tags_swapped, value_changed, value_changed,
    value_changed, nested, prologue, recoded, *BYTE_MUTATIONS[:6],
)  # fmt: skip


def member_lost(rng: Random, members: Members) -> Members:
    gone = rng.randrange(len(members))
    return members[:gone] + members[gone + 1 :]


def contents_swapped(rng: Random, members: Members) -> Members:
    a, b = rng.randrange(len(members)), rng.randrange(len(members))
    made = list(members)
    made[a], made[b] = (members[a][0], members[b][1]), (members[b][0], members[a][1])
    return made


def member_renamed(rng: Random, members: Members) -> Members:
    at = rng.randrange(len(members))
    return [*members[:at], (rng.choice(NAMES), members[at][1]), *members[at + 1 :]]


def member_added(rng: Random, members: Members) -> Members:
    data = rng.choice((b"", b"x" * 100_000, zipped(members), rng.choice(members)[1]))
    return [*members, *[(rng.choice(NAMES), data)] * rng.choice((1, 1, 1, 1200))][:1500]


def member_emptied(rng: Random, members: Members) -> Members:
    at = rng.randrange(len(members))
    return [*members[:at], (members[at][0], b""), *members[at + 1 :]]


MEMBER_MUTATIONS: tuple[Callable[[Random, Members], Members], ...] = (
    member_lost, contents_swapped, member_renamed, member_added, member_emptied,
)  # fmt: skip


def _header_lied(rng: Random, data: bytes) -> bytes:
    """A field of a header or of the directory with another figure in it: sizes, ways, places."""
    marks = {b"PK\x03\x04": (6, 8, 14, 18, 22, 26, 28), b"PK\x01\x02": (8, 10, 16, 20, 24, 28, 42),
             b"PK\x05\x06": (4, 8, 10, 12, 16, 20)}  # fmt: skip
    mark = rng.choice(list(marks))
    places = [found.start() for found in re.finditer(re.escape(mark), data)]
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 3))):
        at = rng.choice(places or [0]) + rng.choice(marks[mark])
        figure = rng.choice((0, 1, 8, 9, 12, 14, 99, 0xFFFF, 0xFFFFFFFF, rng.getrandbits(32)))
        size = rng.choice((2, 4))
        made[at : at + size] = struct.pack("<I", figure)[:size]
    return bytes(made)
