"""The files of an archive or a folder in; the platform that they come from, and whose each is, out.

What decides is the form of the names of all files together, never that of one: a learner may call
a file what another platform calls its prefixes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from premark.lms import canvas, folder, moodle
from premark.lms.drafts import Draft, Held, Owned, Person, Piece
from premark.lms.names import begins_outside, leads_out, person_name, words_of
from premark.lms.notes import some
from premark.lms.unread import nobodys
from premark.lms.words import lms_words
from premark.types.cohort import Platform, Unread

DEEPEST = 2  # folders that a program may have put round a platform's own
LEAST_ALIKE = 3  # learners of one name, beyond which the name is no name
SEVERAL_NAMES = "Files under several names have one number and are taken for one learner's"
NOBODYS = "is called as no learner's file; it belongs to nobody."
Whose = Callable[[Sequence[str]], Owned | None]
_PLATFORMS: tuple[tuple[Platform, Whose], ...] = (
    ("moodle", moodle.owned),
    ("canvas", canvas.owned),
)


@dataclass(frozen=True)
class Placed:
    """Drafts, one for each learner, in the order of the source; and the files of nobody."""

    drafts: tuple[Draft, ...]
    unread: tuple[Unread, ...]
    platform: Platform = ""
    notes: tuple[str, ...] = ()


def placed(pieces: Sequence[Piece], name: str) -> Placed:
    """Whose each file is. `name` is the source's, without its ending: a folder called so is no
    learner's but the one that all was packed in."""
    for depth in range(DEEPEST + 1):
        platform, whose = _platform(pieces, depth)
        if platform:
            return _by(pieces, depth, whose, platform)
        if not _one_top(pieces, depth):
            break
    wrapped = _one_top(pieces, 0)
    depth = int(bool(wrapped) and person_name(wrapped).casefold() == name.casefold())
    return _by(pieces, depth, folder.owned, "")


def _platform(pieces: Sequence[Piece], depth: int) -> tuple[Platform, Whose]:
    """The platform in whose forms most names are, of the files and folders at this depth."""
    sound = [piece.parts[depth:] for piece in pieces if not _outside(piece)]
    tops = {parts[0] for parts in sound if parts}
    for platform, whose in _PLATFORMS:
        alike = {parts[0] for parts in sound if parts and whose(parts) is not None}
        if 2 * len(alike) > len(tops):
            return platform, whose
    return "", folder.owned


def _outside(piece: Piece) -> bool:
    return piece.entry is not None and leads_out(piece.stored)


def _one_top(pieces: Sequence[Piece], depth: int) -> str:
    """The folder in which all files lie, at this depth; "" where there is none."""
    sound = [piece.parts for piece in pieces if not _outside(piece)]
    tops = {parts[depth] if len(parts) > depth + 1 else "" for parts in sound}
    return min(tops) if len(tops) == 1 else ""


def _by(pieces: Sequence[Piece], depth: int, whose: Whose, platform: Platform) -> Placed:
    found: dict[tuple[str, ...], list[Held]] = {}
    unread = []
    for piece in pieces:
        parts = piece.parts[depth:]
        lost = not parts or (piece.entry is not None and begins_outside(piece.stored))
        own = None if lost else whose(parts)
        if own is None:
            unread.append(piece.unread or nobodys(piece.parts, NOBODYS))
        else:
            found.setdefault(own.person.key, []).append(Held(own, piece))
    drafts = [_draft(held) for held in found.values()]
    notes = _renamed(drafts)
    return Placed(tuple(_told(drafts, platform)), tuple(unread), platform, notes)


def _renamed(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Numbers under which files stand with more than one name: two downloads, or a change."""
    odd = [
        draft.person.number
        for draft in drafts
        if len({held.owned.person.learner for held in draft.held}) > 1
    ]
    return (f"{SEVERAL_NAMES}: {some(odd)}.",) if odd else ()


def _draft(held: Sequence[Held]) -> Draft:
    """One learner's files; the prefix is that of files before that of what was typed in."""
    first = min(held, key=lambda one: one.owned.typed).owned.person
    late = any(one.owned.person.late for one in held)
    return Draft(replace(first, late=late), held=tuple(held))


def _teams(people: Sequence[Person]) -> bool:
    """Whether an archive of Moodle's is of teams: one has no number, or most are called so."""
    called = sum(not words_of(person.learner).isdisjoint(lms_words().team) for person in people)
    return any(person.team for person in people) or 2 * called > len(people)


def _told(drafts: Sequence[Draft], platform: Platform) -> list[Draft]:
    """What only all learners together tell: teams, and names that are no names."""
    people = [draft.person for draft in drafts]
    teams = platform == "moodle" and _teams(people)
    names = {person.learner for person in people}
    alike = platform == "moodle" and len(names) == 1 and len(people) >= LEAST_ALIKE
    told = []
    for draft, person in zip(drafts, people, strict=True):
        blind = person.blind or alike
        learner = "" if blind else person.learner
        known = replace(person, blind=blind, learner=learner, team=teams)
        told.append(replace(draft, person=known))
    return told
