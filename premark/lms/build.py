"""Drafts in; submissions with an id each, their files in a steady order and counted, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from premark.lms import canvas
from premark.lms.drafts import Draft, Held
from premark.lms.names import distinct_names, hidden_id, natural, unit_suffix
from premark.lms.unread import of_ending, of_status
from premark.lms.words import lms_words
from premark.types.cohort import Given, Submission, Unread

LINK = "is a link that was handed in in place of a file; it was not followed."
FOLLOW = "Open the link in the platform and read it by eye, or ask for what it leads to as a file."
AGAIN = "is the same file as {first}, byte for byte; it was read once."
Digests = Mapping[tuple[str, int | None], str | Unread]
_MAIN, _OTHER, _BESIDE = range(3)
_WORDS = re.compile(r"[^\W_]+")


def readable(drafts: Sequence[Draft]) -> list[Held]:
    """The files whose bytes are to be counted: those that nothing speaks against so far."""
    return [held for draft in drafts for held in draft.held if _against(held, "") is None]


def submissions(drafts: Sequence[Draft], digests: Digests) -> tuple[Submission, ...]:
    """Every draft as a submission, in the order of their ids."""
    ids = ids_of(drafts)
    found = [_submission(draft, own, digests) for draft, own in zip(drafts, ids, strict=True)]
    return tuple(sorted(found, key=lambda one: natural(one.id)))


def _submission(draft: Draft, own: str, digests: Digests) -> Submission:
    held = _ordered(_sought(draft.held), draft.unit)
    names = distinct_names([one.owned.rest for one in held])
    files: list[Given] = []
    unread: list[Unread] = [*draft.unread]
    for one, name in zip(held, names, strict=True):
        told = _given(one, name, digests, files)
        if isinstance(told, Given):
            files.append(told)
        else:
            unread.append(told)
    person = draft.person
    return Submission(
        id=own,
        unit=draft.unit,
        learner=person.learner,
        files=tuple(files),
        unread=tuple(unread),
        platform=person.platform,
        number=person.number,
        prefix=person.prefix,
        team=person.team,
        blind=person.blind,
        late=person.late,
        about=draft.about,
    )


def _sought(held: Sequence[Held]) -> Sequence[Held]:
    """Without the folders that hold nothing, where there is anything else."""
    files = [one for one in held if one.owned.rest[-1:] != ("",)]
    return files or held


def _given(one: Held, name: str, digests: Digests, before: Sequence[Given]) -> Given | Unread:
    told = _against(one, name) or digests.get((one.piece.path, one.piece.entry), "")
    if isinstance(told, Unread):
        named = told.says.replace(told.name, name, 1) if told.name else told.says
        return told.model_copy(update={"name": name, "says": named})
    first = next((given for given in before if told and given.sha256 == told), None)
    if first is not None:
        return of_status(name, "ok", AGAIN.format(first=first.name))
    piece = one.piece
    return Given(
        name=name, path=piece.path, entry=piece.entry, stored=piece.stored, sha256=told
    )


def _against(one: Held, name: str) -> Unread | None:
    if one.piece.unread is not None:
        return one.piece.unread
    if one.owned.link:
        return of_status(name, "unsupported", LINK, next_step=FOLLOW)
    return of_ending(one.owned.rest[-1], name)


def _ordered(held: Sequence[Held], unit: str) -> list[Held]:
    """The assignment, what cannot be told, what goes with it; each by its stored name."""
    return sorted(held, key=lambda one: (_rank(one, unit), natural(one.piece.stored)))


def _rank(one: Held, unit: str) -> int:
    """By the first word that tells, of the file's name and then of the folders that it lies in."""
    number = (_WORDS.findall(unit.casefold()) or [""])[-1]
    for part in reversed(one.owned.rest):
        words = " ".join(_WORDS.findall(part.casefold()))
        told = _telling().search(words)
        if told:
            return _MAIN if told.lastgroup == "main" else _BESIDE
        if number in words.split():
            return _MAIN
    return _OTHER


@lru_cache(maxsize=1)
def _telling() -> re.Pattern[str]:
    kinds = (("main", lms_words().main), ("beside", lms_words().appendix))
    either = "|".join(rf"(?P<{kind}>{'|'.join(map(re.escape, words))})" for kind, words in kinds)
    return re.compile(rf"\b(?:{either})\b")


def ids_of(drafts: Sequence[Draft]) -> list[str]:
    """An id for each draft; with the unit where one learner has more than one."""
    plain = [_id(draft) for draft in drafts]
    times = Counter(plain)
    taken: set[str] = set()
    for at, draft in enumerate(drafts):
        if times[plain[at]] > 1 or plain[at] in taken:
            plain[at] = _told_apart(draft, plain[at], taken)
        taken.add(plain[at])
    return plain


def _id(draft: Draft) -> str:
    person = draft.person
    if person.platform == "canvas":
        return canvas.id_of(person)
    if person.platform == "moodle" and person.number:
        return f"moodle-{person.number}"
    return hidden_id(person.key[-1], draft.unit)


def _told_apart(draft: Draft, own: str, taken: set[str]) -> str:
    with_unit = f"{own}-{unit_suffix(draft.unit)}"
    if draft.person.platform and draft.unit and with_unit not in taken:
        return with_unit
    exact = [ascii(fact) for fact in (*draft.person.key, draft.unit)]  # accents as they are stored
    longer = (hidden_id(*exact, more=more) for more in range(2, 54, 2))
    return next(one for one in longer if one not in taken)
