"""Names found in; who is who: every mention of one person under one key, out."""

from __future__ import annotations

from collections.abc import Sequence

from premark.detect.person_names import Candidate


def keys(found: Sequence[Candidate]) -> tuple[str, ...]:
    """The key of each, in order: the fullest writing of its person, as first written.

    "Sarah" is "Sarah Whitcombe" where one Sarah alone has a surname; "Mrs Whitcombe" likewise.
    """
    whole = [c for c in found if c.given and c.surname]
    written: dict[str, str] = {}
    for one in (*whole, *found):
        written.setdefault(one.full, " ".join(one.text.split()))
    by_given = _only([(c.given, c.full) for c in whole])
    by_surname = _only([(c.surname, c.full) for c in whole])
    return tuple(written[_whole(c, by_given, by_surname)] for c in found)


def _whole(one: Candidate, by_given: dict[str, str], by_surname: dict[str, str]) -> str:
    if one.given and one.surname:
        return one.full
    return by_given.get(one.given) or by_surname.get(one.surname) or one.full


def _only(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What stands for one person alone."""
    fulls: dict[str, dict[str, None]] = {}
    for part, full in pairs:
        fulls.setdefault(part, {})[full] = None
    return {part: next(iter(names)) for part, names in fulls.items() if len(names) == 1}
