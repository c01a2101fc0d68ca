"""A ZIP's bytes or path in; its members, checked before and while they are unpacked, out.

Nothing is written anywhere: a member's bytes are given piece by piece, under the limits.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from premark.errors import DamagedFile, LockedFile, ReadError, TooLarge, UnsafeFile
from premark.read.archive_members import MB, Fault, Member, in_mb, judged, overgrown, shown
from premark.types.limits import LIMITS, Limits

PIECE = 1 << 16
# What zipfile raises over a broken archive; RuntimeError is a locked member, or an unknown packing.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
ASK_AGAIN = "Ask for the file again: an upload that stopped early looks like this."
SMALLER = "Ask for a smaller file: without films, or with its pictures compressed."
FRESH_COPY = "Do not open it elsewhere; ask for a fresh copy, saved by the program that made it."
_ERRORS: dict[Fault, tuple[type[ReadError], str]] = {
    "encrypted": (LockedFile, "Ask for a copy without a password."),
    "damaged": (DamagedFile, ASK_AGAIN),
    "packing": (DamagedFile, "Ask for a copy packed anew by an ordinary program."),
    "size": (TooLarge, SMALLER),
    "ratio": (TooLarge, SMALLER),
}


@dataclass(frozen=True)
class Archive:
    """An open archive named `name`; `spent` counts the bytes unpacked of it so far."""

    name: str
    source: zipfile.ZipFile = field(repr=False)
    members: tuple[Member, ...]
    limits: Limits
    spent: Counter[str] = field(default_factory=Counter, repr=False)


@contextmanager
def open_archive(
    source: bytes | Path, name: str, *, limits: Limits = LIMITS, depth: int = 1
) -> Iterator[Archive]:
    """The archive with every member judged; `depth` is 2 for an archive inside an archive.

    Nothing is unpacked. Raises DamagedFile or TooLarge where the archive as a whole cannot be
    used; what is wrong with one member stands in its `fault`, for the caller to weigh.
    """
    if depth > limits.archive_nesting:
        most = limits.archive_nesting
        raise TooLarge(
            f"{name}: archives lie {depth} deep in each other; at most {most} deep is read",
            hint="Unpack the outer archive, and send what is in it.",
        )
    with _opened(source, name) as opened:
        count = len(opened.infolist())
        if count > limits.archive_entries:
            most = limits.archive_entries
            raise TooLarge(
                f"{name}: the file holds {count:,} parts; at most {most:,} are read",
                hint="Ask for a file with fewer parts: fewer pictures, or in two files.",
            )
        yield Archive(name, opened, judged(opened, limits), limits)


def refuse_bulk(archive: Archive) -> None:
    """Raise TooLarge where all members together say that they unpack to more than is allowed."""
    total = sum(member.size for member in archive.members)
    if total > archive.limits.archive_total_mb * MB:
        raise _too_far(archive, f"it unpacks to {in_mb(total)}")


def refuse(archive: Archive, member: Member) -> None:
    """Raise the error of this member's fault; nothing where it has none."""
    if member.fault is not None:
        error, hint = _ERRORS.get(member.fault, (UnsafeFile, FRESH_COPY))
        raise error(f"{archive.name}: {member.figures}", hint=hint)


def unpack(archive: Archive, member: Member) -> bytes:
    """A member whole. Raises as `pieces` does."""
    return b"".join(pieces(archive, member))


def pieces(archive: Archive, member: Member) -> Iterator[bytes]:
    """A member's bytes, a piece at a time, each counted against the limits as it comes.

    Headers lie, so what they say is not trusted here. Raises DamagedFile (bad checksum, cut
    short), TooLarge, LockedFile or UnsafeFile, naming the archive and the member.
    """
    refuse(archive, member)
    done = 0
    try:
        with archive.source.open(member.info) as stream:
            while piece := stream.read(PIECE):
                done += len(piece)
                archive.spent["bytes"] += len(piece)
                _refuse_more(archive, member, done)
                yield piece
    except (*DAMAGED, NotImplementedError) as error:
        what = "its checksum is wrong" if "CRC" in str(error) else "it cannot be unpacked"
        raise DamagedFile(
            f"{archive.name}: the part {shown(member.path)!r} is damaged: {what}",
            hint="Ask for the file again, or open it in its program and save a new copy.",
        ) from error


def start_of(archive: Archive, member: Member, size: int) -> bytes:
    """The first `size` bytes of a member; b"" where it has a fault or cannot be unpacked."""
    if member.fault is not None:
        return b""
    try:
        with archive.source.open(member.info) as stream:
            return stream.read(size)
    except (*DAMAGED, NotImplementedError):
        return b""


def _opened(source: bytes | Path, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (*DAMAGED, NotImplementedError) as error:
        raise DamagedFile(
            f"{name}: the file is damaged or cut short, so its parts cannot be listed",
            hint=ASK_AGAIN,
        ) from error


def _refuse_more(archive: Archive, member: Member, done: int) -> None:
    grown = overgrown(member, done, archive.limits)
    if grown is not None:
        refuse(archive, grown)
    if archive.spent["bytes"] > archive.limits.archive_total_mb * MB:
        raise _too_far(archive, f"its parts unpack to over {in_mb(archive.spent['bytes'])}")


def _too_far(archive: Archive, found: str) -> TooLarge:
    most = f"at most {archive.limits.archive_total_mb:,.0f} MB is read"
    return TooLarge(f"{archive.name}: the file expands too far: {found}; {most}", hint=SMALLER)
