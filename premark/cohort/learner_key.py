"""A cohort's submissions in; which of them are one learner's, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from premark.cohort.records.unnamed import plain_letters
from premark.types.cohort import Submission


def learner_keys(submissions: Iterable[Submission]) -> Callable[[str], str]:
    """By a submission's id what is the same for all that one learner handed in; "" is nobody.

    Learners are joined by name, in any order of its words: numbers may be new for each assignment.
    Where two people of one name hand in for one unit, their numbers tell them apart.
    """
    kept = tuple(submissions)
    names = {each.id: _name(each) for each in kept}
    shared = _shared_names(kept, names)
    keys = {each.id: _key(each, names[each.id], names[each.id] in shared) for each in kept}
    return partial(_look_up, keys)


def _look_up(keys: Mapping[str, str], submission: str) -> str:
    return keys.get(submission, "")


def _name(submission: Submission) -> str:
    """The words of the name in one order; "" for a team and where names are hidden."""
    if submission.blind or submission.team:
        return ""
    return " ".join(sorted(plain_letters(submission.learner).split()))


def _shared_names(kept: Iterable[Submission], names: Mapping[str, str]) -> set[str]:
    """Names under which one unit has two numbers."""
    numbers: dict[tuple[str, str], set[str]] = {}
    for each in kept:
        if each.number and names[each.id]:
            numbers.setdefault((names[each.id], each.unit), set()).add(each.number)
    return {name for (name, _), found in numbers.items() if len(found) > 1}


def _key(submission: Submission, name: str, shared: bool) -> str:
    number = f"{submission.platform}:{submission.number}" if submission.number else ""
    if not name:
        return number
    return f"{name} {number}".strip() if shared else name
