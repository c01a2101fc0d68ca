"""A downloaded archive of submissions in; its entries, and the bytes of one at a time, out.

Nothing is written to the disk, and one bad entry is no reason to lose the others. Where the list
at the archive's end is missing (a download that stopped), entries are found by their own headers.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from premark.errors import DamagedFile, MissingFile, ReadError, TooLarge, UnsupportedFormat
from premark.read.archive import PIECE, SMALLER, Archive, open_archive, refuse, unpack
from premark.read.archive_members import MB, in_mb, shown
from premark.types.limits import LIMITS, Limits

OFFICE = "[content_types].xml"  # stands in every Word file, which is an archive as well
# What other programs leave in archives; none of it is anybody's work.
_LEFT_BEHIND = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini", "~$", "._")
_LOCAL = struct.Struct("<4s5H3I2H")
_LOCAL_MARK = b"PK\x03\x04"
_STORED, _DEFLATED = 0, 8
_LONGEST_SIZES = 24  # bytes of a mark, a checksum and two sizes behind an entry's data
_ARCHIVES_OPEN = 4  # at once, so that a cohort of several is not listed anew for each entry
_LATER_SIZES = 0x8  # flag: sizes stand after the data, as in archives that are made while sent


@dataclass(frozen=True)
class Entry:
    """One file of an archive. `name` is safe to print; `error` is why it cannot be unpacked.

    `stored` is its whole name as the archive has it, which nobody has made safe.
    """

    index: int
    name: str
    size: int
    error: ReadError | None = None
    stored: str = ""


@dataclass(frozen=True)
class Listing:
    """The entries of an archive in its order; `cut_short` where its end is missing."""

    entries: tuple[Entry, ...]
    cut_short: bool = False


@dataclass(frozen=True)
class _Found:
    """An entry by its own header: where its data begin, and how they are packed."""

    name: str
    start: int
    packing: int
    size: int


def entries(path: Path, *, limits: Limits = LIMITS) -> Listing:
    """What an archive of submissions holds, by the limits of batches. Nothing is unpacked.

    Raises DamagedFile where nothing can be found in it, TooLarge for more entries than are taken,
    UnsupportedFormat for a Word file, which is no batch.
    """
    held = _held(path, _state(path), _batch_limits(limits))
    if not isinstance(held, tuple):
        return Listing(tuple(_listed(held.archive, limits)))
    given = [(i, f) for i, f in enumerate(held) if _is_work(f.name)]
    told = [Entry(i, shown(f.name), f.size, stored=f.name) for i, f in given]
    return Listing(tuple(told), cut_short=True)


def entry_bytes(path: Path, index: int, *, limits: Limits = LIMITS) -> bytes:
    """One entry, unpacked. Raises the kinds of ReadError that `premark.read.archive` has.

    However often an entry is unpacked, it counts once to what the archive may unpack to.
    """
    bounds = _batch_limits(limits)
    held = _held(path, _state(path), bounds)
    known = held if isinstance(held, tuple) else held.archive.members
    if not 0 <= index < len(known):
        raise DamagedFile(f"{shown(path.name)}: has no entry number {index}", hint=_AGAIN)
    return _inflated(path, held[index], bounds) if isinstance(held, tuple) else held.bytes_of(index)


@dataclass(frozen=True)
class _Held:
    """An archive that is kept open, and how many bytes each entry unpacked to before."""

    archive: Archive
    stack: ExitStack
    counted: Counter[int] = field(default_factory=Counter)

    def bytes_of(self, index: int) -> bytes:
        self.archive.spent["bytes"] -= self.counted[index]
        before = self.archive.spent["bytes"]
        try:
            return unpack(self.archive, self.archive.members[index])
        finally:
            self.counted[index] = self.archive.spent["bytes"] - before


@lru_cache(maxsize=_ARCHIVES_OPEN)
def _held(path: Path, state: tuple[int, int], bounds: Limits) -> _Held | tuple[_Found, ...]:
    """An archive, kept open from entry to entry: its list is long, and what is spent adds up.

    Of one without its list, what going through it finds. Raises DamagedFile where that is nothing.
    """
    stack = ExitStack()
    try:
        archive = stack.enter_context(open_archive(path, shown(path.name), limits=bounds))
    except DamagedFile:
        found = tuple(_by_headers(path, int(bounds.archive_file_mb * MB)))
        if not found:
            raise
        return found
    return _Held(archive, stack)


def _state(path: Path) -> tuple[int, int]:
    """What tells that a file has changed. Raises ReadError where there is no such file."""
    try:
        about = path.stat()
    except (OSError, ValueError) as error:
        said = f"{shown(path.name)}: the archive is not there any more"
        raise MissingFile(said, hint="Check its name and its folder.") from error
    return about.st_mtime_ns, about.st_size


def _batch_limits(limits: Limits) -> Limits:
    most = {
        "archive_entries": limits.batch_files,
        "archive_total_mb": limits.batch_total_gb * 1000,
    }
    return limits.model_copy(update=most)


def _listed(archive: Archive, limits: Limits) -> Iterator[Entry]:
    total = 0
    if any(member.path.casefold() == OFFICE for member in archive.members):
        raise UnsupportedFormat(
            f"{archive.name}: is a Word or other Office file, not an archive of submissions",
            hint="Read it as one submission.",
        )
    for index, member in enumerate(archive.members):
        if not _is_work(member.path):
            continue
        error: ReadError | None = None
        try:
            refuse(archive, member)
        except ReadError as refused:
            error = refused
        total += member.size if error is None else 0
        if error is None and total > limits.batch_total_gb * 1000 * MB:
            error = _too_much(shown(member.path), total, limits)
        yield Entry(index, shown(member.path), member.size, error, member.path)


def _too_much(name: str, total: int, limits: Limits) -> TooLarge:
    most = f"at most {limits.batch_total_gb:,g} GB of an archive is read"
    return TooLarge(
        f"{name}: the archive unpacks to {in_mb(total)} by here; {most}",
        hint="Download the submissions in two or more archives.",
    )


def _is_work(path: str) -> bool:
    name = path.casefold()
    last = name.rsplit("/", 1)[-1]
    return bool(last) and not name.startswith(_LEFT_BEHIND) and not last.startswith(_LEFT_BEHIND)


def _by_headers(path: Path, most: int) -> Iterator[_Found]:
    """Entries one after another from the archive's beginning, as far as they follow each other."""
    with path.open("rb") as stream:
        at = 0
        while len(head := stream.read(_LOCAL.size)) == _LOCAL.size:
            mark, _, flags, packing, _, _, _, packed, size, named, extra = _LOCAL.unpack(head)
            if mark != _LOCAL_MARK:
                return
            name = stream.read(named).decode("utf-8", errors="replace").replace("\\", "/")
            start = at + _LOCAL.size + named + extra
            yield _Found(name, start, packing, size)
            stream.seek(start)
            later = flags & _LATER_SIZES
            at = _end_by_unpacking(stream, packing, most) if later else start + packed
            stream.seek(at)


def _end_by_unpacking(stream: BinaryIO, packing: int, most: int) -> int:
    """Where the next header stands after data whose size is said behind them; or a place past it.

    Archives that are made while they are sent, as learning platforms make them, have such data.
    """
    unpacking, done = zlib.decompressobj(-zlib.MAX_WBITS), 0
    while packing == _DEFLATED and done <= most and not unpacking.eof:
        piece = stream.read(PIECE)
        if not piece:
            break
        try:
            done += len(unpacking.decompress(piece))
        except zlib.error:
            break
    end = stream.tell() - len(unpacking.unused_data)
    stream.seek(end)
    return end + max(0, stream.read(_LONGEST_SIZES + len(_LOCAL_MARK)).find(_LOCAL_MARK))


def _inflated(path: Path, found: _Found, limits: Limits) -> bytes:
    """An entry's data by its own header; its checksum went with the end of the archive."""
    most = int(limits.archive_file_mb * MB)
    name = shown(found.name)
    with path.open("rb") as stream:
        stream.seek(found.start)
        packed = stream.read(most + 1)
    if found.packing == _STORED and 0 < found.size <= len(packed):
        return packed[: found.size]
    if found.packing != _DEFLATED:
        raise DamagedFile(f"{name}: is cut off with the archive's end", hint=_AGAIN)
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = unpacking.decompress(packed, most + 1)
    except zlib.error:
        raise DamagedFile(f"{name}: is damaged with the archive's end", hint=_AGAIN) from None
    if len(data) > most:
        allowed = f"at most {limits.archive_file_mb:,.0f} MB is read"
        raise TooLarge(f"{name}: unpacks to over {in_mb(most)}; {allowed}", hint=SMALLER)
    if not unpacking.eof:
        raise DamagedFile(f"{name}: is cut off with the archive's end", hint=_AGAIN)
    return data


_AGAIN = "Download the archive again: this one stopped early."
