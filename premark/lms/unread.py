"""A file that belongs to no review in; its status, why, and the way out, as a value out."""

from __future__ import annotations

from collections.abc import Sequence

from premark.errors import ReadError
from premark.lms.names import ending_of, file_name
from premark.lms.words import lms_words, unread_kinds
from premark.packs.statuses import load_statuses
from premark.types.cohort import Unread

NOBODYS = "unsupported"
_TEMPORARY = ("~$", "._")
_OURS = ".premark."


def of_status(name: str, status: str, why: str, *, next_step: str = "") -> Unread:
    """`why` follows the file's name; without a `next_step` the status's own is given."""
    way_out = next_step or load_statuses()[status].next_step
    return Unread(name=name, status=status, says=f"{name} {why}", next_step=way_out)


def of_error(name: str, error: ReadError, message: str = "") -> Unread:
    """A file that could not be opened."""
    return Unread(
        name=name, status=error.status, says=message or error.message, next_step=error.hint
    )


def of_ending(stored: str, name: str) -> Unread | None:
    """A file that its ending tells to hold no text; None for any other, which is tried."""
    kind = unread_kinds().get(ending_of(stored))
    return of_status(name, "unsupported", kind.says, next_step=kind.next_step) if kind else None


def left_behind(parts: Sequence[str]) -> bool:
    """Whether a file is nobody's work: a program left it, or premark itself wrote it."""
    folders, last = [part.casefold() for part in parts[:-1]], parts[-1:]
    if not last or "__macosx" in folders:
        return True
    name = last[0].casefold()
    return name in lms_words().left_behind or name.startswith(_TEMPORARY) or _OURS in name


def nobodys(parts: Sequence[str], why: str) -> Unread:
    """A file that cannot be given to any learner."""
    name = file_name(parts[-1]) if parts else "unnamed"
    return of_status(
        name, NOBODYS, why, next_step="Give it to its learner as the other files are, or leave it."
    )
