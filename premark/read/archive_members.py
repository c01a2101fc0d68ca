"""The entries of a ZIP's directory in; each with what is wrong with it, by the limits, out."""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal

from premark.types.limits import Limits

MB = 1_000_000
Fault = Literal[
    "encrypted", "packing", "special", "traversal", "absolute", "duplicate", "overlap",
    "damaged", "size", "ratio",
]  # fmt: skip
_PACKED_AS = {zipfile.ZIP_STORED: "stored", zipfile.ZIP_DEFLATED: "deflated"}
_ODD_PACKINGS = {9: "deflate64", 12: "bzip2", 14: "lzma", 93: "zstd", 95: "xz", 98: "ppmd"}
_LOCKED_FLAGS = 0x2041  # encrypted, strongly encrypted, directory encrypted
_UNIX = 3  # the system whose members carry a kind of file
_LOCAL_HEADER = 30  # bytes before a member's name, and its name again, stand before its data


@dataclass(frozen=True)
class Member:
    """A file in an archive. `path` has forward slashes; `fault` is why it is not unpacked.

    `figures` says what was found and what is allowed. `size` is in bytes, as its header has it.
    """

    path: str
    size: int
    info: zipfile.ZipInfo = field(repr=False)
    fault: Fault | None = None
    figures: str = ""


def judged(opened: zipfile.ZipFile, limits: Limits) -> tuple[Member, ...]:
    """The members in their order. Nothing is unpacked."""
    infos = opened.infolist()
    members = [_judge(info, limits) for info in infos]
    times = Counter(_key(member.path) for member in members)
    alike = _said_alike(members)
    pairs = _overlapping(infos, opened.start_dir)
    suspects = {at for pair in pairs for at in pair}
    suspects |= {at for at, member in enumerate(members) if member.fault == "encrypted"}
    garbled = {at for at in suspects if not _is_confirmed(opened, infos[at])}
    overlapping = {at for pair in pairs if not garbled & set(pair) for at in pair}
    found = []
    for at, member in enumerate(members):
        part, key = f"the part {shown(member.path)!r}", _key(member.path)
        if at in garbled:
            figures = f"{part} is damaged: it is not what the list of parts says"
            found.append(replace(member, fault="damaged", figures=figures))
        elif at in overlapping:
            figures = f"{part} overlaps another: a trick of ZIP bombs"
            found.append(replace(member, fault="overlap", figures=figures))
        elif times[key] > 1 and key not in alike and member.fault is None:
            figures = f"it holds {part} {times[key]} times, so its text is not certain"
            found.append(replace(member, fault="duplicate", figures=figures))
        else:
            found.append(member)
    return tuple(found)


def overgrown(member: Member, size: int, limits: Limits) -> Member | None:
    """The member with its fault, where `size` bytes of it are more than is allowed."""
    part = f"the file expands too far: the part {shown(member.path)!r}"
    if size > limits.archive_file_mb * MB:
        most = f"at most {limits.archive_file_mb:,.0f} MB is read"
        return replace(member, fault="size", figures=f"{part} unpacks to {in_mb(size)}; {most}")
    times = size / max(1, member.info.compress_size)
    if size > limits.archive_ratio_after_mb * MB and times > limits.archive_ratio:
        most = f"at most {limits.archive_ratio:,.0f} times is read"
        figures = f"{part} gets {times:,.0f} times larger ({in_mb(size)}); {most}"
        return replace(member, fault="ratio", figures=figures)
    return None


def shown(path: str) -> str:
    """A member's name made safe to print, no longer than a line, with its ending."""
    kept = "".join(c for c in path if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return kept if len(kept) <= 80 else f"{kept[:60]}...{kept[-17:]}"


def in_mb(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / MB:,.1f} MB" if size < 10 * MB else f"{size / MB:,.0f} MB"


def _judge(info: zipfile.ZipInfo, limits: Limits) -> Member:
    member = Member(_decoded(info), info.file_size, info)
    fault, said = _fault(info, member.path)
    if fault:
        return replace(member, fault=fault, figures=f"the part {shown(member.path)!r} {said}")
    return overgrown(member, info.file_size, limits) or member


def _fault(info: zipfile.ZipInfo, path: str) -> tuple[Fault | None, str]:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.flag_bits & _LOCKED_FLAGS:
        return "encrypted", "is locked with a password"
    if info.create_system == _UNIX and kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "special", "is a link to elsewhere, not a file"
    if ".." in path.split("/"):
        return "traversal", "has a name that leads out of the file"
    if path.startswith("/") or path[1:2] == ":":
        return "absolute", "has the name of a place on a disk"
    if info.compress_type not in _PACKED_AS:
        how = _ODD_PACKINGS.get(info.compress_type, f"number {info.compress_type}")
        return "packing", f"is packed by {how}; only stored and deflated parts are read"
    return None, ""


def _overlapping(infos: list[zipfile.ZipInfo], directory: int) -> list[tuple[int, ...]]:
    """Members that claim bytes of the next one (or of the list at the end), each with that one."""
    order = sorted(range(len(infos)), key=lambda at: infos[at].header_offset)
    starts = [infos[at].header_offset for at in order] + [directory]
    found: list[tuple[int, ...]] = []
    for place, at in enumerate(order):
        info = infos[at]
        end = info.header_offset + _LOCAL_HEADER + len(info.orig_filename) + info.compress_size
        if end > starts[place + 1]:
            found.append((at, *order[place + 1 : place + 2]))
    return found


def _is_confirmed(opened: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Whether a member's own header says what the list of parts says of it.

    What a fault of a disk has garbled is damaged, and no trick of anybody's.
    """
    if opened.fp is None:
        return False
    opened.fp.seek(max(0, info.header_offset))
    header = opened.fp.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        return False
    flags, packing, packed = *struct.unpack("<2H", header[6:10]), header[18:22]
    own = opened.fp.read(struct.unpack("<H", header[26:28])[0])
    said_later = flags & 0x08 or packed == b"\xff" * 4
    return (
        (flags ^ info.flag_bits) & _LOCKED_FLAGS == 0
        and packing == info.compress_type
        and own.decode("utf-8" if flags & 0x800 else "cp437", errors="replace")
        == info.orig_filename
        and bool(said_later or struct.unpack("<L", packed)[0] == info.compress_size)
    )


def _said_alike(members: list[Member]) -> set[str]:
    """Names that stand twice over the same contents: some programs write a part again."""
    contents: dict[str, set[tuple[int, int]]] = {}
    for member in members:
        contents.setdefault(_key(member.path), set()).add((member.info.CRC, member.size))
    return {key for key, kinds in contents.items() if len(kinds) == 1}


def _key(path: str) -> str:
    return path.lstrip("/").casefold()


def _decoded(info: zipfile.ZipInfo) -> str:
    """A member's name; one that does not say its coding is read as the one that gives letters."""
    name = info.filename
    if not name.isascii() and not info.flag_bits & 0x800:
        raw = name.encode("cp437", errors="replace")
        codings = ("utf-8", "cp437", "cp1252")
        readings = [raw.decode(coding, errors="replace") for coding in codings]
        name = next((reading for reading in readings if _latin(reading)), name)
    return name.replace("\\", "/")


def _latin(text: str) -> bool:
    return all(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in text)
