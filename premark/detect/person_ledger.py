"""Names found in; who is who: every mention of one person under one key, out."""

from __future__ import annotations

from collections.abc import Sequence

from premark.detect.person_names import Candidate


def keys(found: Sequence[Candidate]) -> tuple[str, ...]:
    """The key of each, in order: the fullest writing of its person, as first written."""
    return tuple(_fullest(one, found) for one in found)


def _fullest(one: Candidate, found: Sequence[Candidate]) -> str:
    same = [other for other in found if _is_same(one, other, found)]
    best = max(same, key=_fullness)  # the first of equals
    return " ".join(best.text.split())


def _fullness(candidate: Candidate) -> int:
    return 2 * bool(candidate.given and candidate.surname) + bool(candidate.surname)


def _is_same(one: Candidate, other: Candidate, found: Sequence[Candidate]) -> bool:
    if one.full == other.full:
        return True
    if not (other.given and other.surname):
        return False
    if one.given and not one.surname:
        return one.given == other.given and _is_only("given", one.given, found)
    alone = bool(one.surname) and not one.given
    return alone and one.surname == other.surname and _is_only("surname", one.surname, found)


def _is_only(part: str, name: str, found: Sequence[Candidate]) -> bool:
    """Whether one person alone, among those with a full name, has this given name or surname."""
    return len({c.full for c in found if c.given and c.surname and getattr(c, part) == name}) == 1
