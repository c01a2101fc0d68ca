"""An archive on the disk in; its entries as a child lists them, and the digests of some, out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from premark.errors import ReadError
from premark.isolate import digests, pool
from premark.isolate.batch import LISTED, Listed, listing_work, under
from premark.isolate.pool import Pool
from premark.isolate.sound import sound
from premark.lms.drafts import Piece
from premark.lms.names import file_name, leads_out, parts_of
from premark.lms.unread import left_behind, of_error, of_status
from premark.read import shown
from premark.types.cohort import Given, Unread

OUTSIDE = "is named as a place outside the archive, where nothing is put."


def archive_pieces(path: Path, pool_: Pool | None) -> tuple[tuple[Piece, ...], bool]:
    """Every entry that is somebody's, and whether the archive's end is missing.

    Raises ReadError for an archive that cannot be listed.
    """
    answer = (pool_ or pool()).run(listing_work(path))
    listed = sound(LISTED, answer.body, shown(path.name))
    where = str(path.absolute())
    pieces = tuple(_piece(one, where) for one in listed if not left_behind(_parts(one)))
    return pieces, bool(answer.header.get("cut_short"))


def archive_digests(
    path: Path, pieces: Sequence[Piece], pool_: Pool | None
) -> dict[int, str | Unread]:
    """The SHA-256 of each entry, or why it is not read."""
    asked = {piece.entry: piece for piece in pieces if piece.entry is not None}
    found = digests(path, list(asked), pool_=pool_) if asked else {}
    told: dict[int, str | Unread] = {}
    for index, got in found.items():
        if isinstance(got, str):
            told[index] = got
        else:
            told[index] = _failed(asked[index], got)
    return told


def _failed(piece: Piece, error: ReadError) -> Unread:
    name = _name(piece.parts)
    given = Given(name=name, path=piece.path, entry=piece.entry, stored=piece.stored)
    return of_error(name, error, under(given, error.message))


def _parts(one: Listed) -> tuple[str, ...]:
    return parts_of(one.stored)


def _name(parts: Sequence[str]) -> str:
    return file_name(parts[-1]) if parts else "unnamed"


def _piece(one: Listed, where: str) -> Piece:
    parts = _parts(one)
    return Piece(one.stored, parts, where, one.index, _unread(one, _name(parts)))


def _unread(one: Listed, name: str) -> Unread | None:
    if leads_out(one.stored):
        return of_status(name, "unsafe", OUTSIDE)
    if not one.status:
        return None
    given = Given(name=name, path="", entry=one.index, stored=one.stored)
    return Unread(name=name, status=one.status, says=under(given, one.message), next_step=one.hint)
