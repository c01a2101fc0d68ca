"""A run of capitals in; what in it may be a person's name, by its shape, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from premark.detect.person_lines import WINDOW, Line, Run, Word
from premark.detect.person_words import PersonWords

Shape = Literal["titled", "full", "single", "unlisted"]
MOST_SURNAMES = 3


@dataclass(frozen=True)
class Candidate:
    """What may be a name, at `start` to `end` of its line. `given` and `surname` are folded.

    `sure` is False for a given name that is also a word, a place or a surname.
    """

    line: Line
    shape: Shape
    start: int
    end: int
    given: str
    surname: str
    title: str = ""
    sure: bool = True

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def before(self) -> str:
        return self.line.before(self.start)

    @property
    def after(self) -> str:
        return self.line.after(self.end)

    @property
    def opens(self) -> bool:
        """Whether its clause begins with it, where capitals say nothing."""
        return not self.before.strip(" \"'“‘([*•–-|:")

    @property
    def full(self) -> str:
        return f"{self.given} {self.surname}".strip()


def candidates(line: Line, run: Run, table: PersonWords) -> Iterator[Candidate]:
    """Names that a run may hold, each word in one at most."""
    at, found = 0, False
    while at < len(run):
        candidate, at = _at(line, run, at, table)
        if candidate:
            found = True
            yield candidate
    if not found:
        yield from _unlisted(line, run, table)


def _at(line: Line, run: Run, at: int, table: PersonWords) -> tuple[Candidate | None, int]:
    word = run[at]
    if word.folded in table.words.titles:
        return _titled(line, run, at, table)
    sure = _all_in(word, table.given.given)
    if not sure and not _is_given(word, table):
        return None, at + 1
    if at and run[at - 1].folded in table.words.before_place:
        return None, len(run)
    if at and not sure and run[at - 1].folded in table.words.neutral:  # "Client Amber"
        return None, at + 1
    # Capitals by themselves are an acronym before they are a name; two of a kind are a name.
    surnames = _surnames(run, at + 1, table, capitals=word.is_capitals)
    if word.is_capitals and not surnames:
        return None, at + 1
    end = at + 1 + len(surnames)
    if _is_place(line, run, end, bool(surnames), table):
        return None, len(run)
    surname = " ".join(w.folded for w in surnames if not w.is_initial)
    last = surnames[-1] if surnames else word
    shape: Shape = "full" if surname else "single"
    made = Candidate(line, shape, word.start, last.end, word.folded, surname, "", sure)
    return made, end


def _titled(line: Line, run: Run, at: int, table: PersonWords) -> tuple[Candidate | None, int]:
    names = _surnames(run, at + 1, table, capitals=False)
    parts = [w.folded for w in names if not w.is_initial]
    if not parts:
        return None, at + 1
    given = " ".join(parts[:1]) if len(parts) > 1 else ""
    surname = " ".join(parts[1:] if len(parts) > 1 else parts)
    title = run[at].folded
    end = names[-1].end
    return Candidate(line, "titled", run[at].start, end, given, surname, title), at + 1 + len(names)


def _surnames(run: Run, at: int, table: PersonWords, *, capitals: bool) -> Run:
    found: list[Word] = []
    for word in run[at : at + MOST_SURNAMES + 2]:
        if word.text[:1].islower() or word.is_initial:
            found.append(word)
        elif may_be_surname(word, table, capitals=capitals):
            found.append(word)
            if capitals or len(found) >= MOST_SURNAMES:
                break
        else:
            break
    while found and found[-1].text[:1].islower():
        found.pop()
    # "I" after a name is the writer, not an initial.
    while found and found[-1].text == "I":
        found.pop()
    return tuple(found)


def may_be_surname(word: Word, table: PersonWords, *, capitals: bool = False) -> bool:
    """Whether a word in capitals can be a surname, as far as the lists tell."""
    words = table.words
    if word.is_capitals and not capitals:
        return False
    if word.folded in words.surnames_too:
        return True
    known = word.folded in table.everyday or word.folded in words.titles
    return not known and len(word.folded) > 1


def _is_given(word: Word, table: PersonWords) -> bool:
    given = table.given
    return any(_all_in(word, names) for names in (given.given, given.doubtful, given.surnames))


def _all_in(word: Word, names: frozenset[str]) -> bool:
    return word.folded in names or (
        " " in word.folded and all(part in names for part in word.folded.split())
    )


def _is_place(line: Line, run: Run, end: int, named: bool, table: PersonWords) -> bool:
    """Whether what follows, or the surname itself, makes the run a place or a body."""
    words = table.words
    before = line.before(run[0].start).split()
    leads = bool(before) and before[-1].lower() in words.place_leads
    if end < len(run):
        return run[end].folded in words.not_people
    if named and run[end - 1].folded in words.surnames_too:
        return leads
    rest = line.text[run[end - 1].end : run[end - 1].end + WINDOW]
    follows = rest[1:].split(maxsplit=1)[:1] if rest[:1] == " " else []
    after = follows[0].strip(".,;:") if follows else ""
    return after in words.not_people and after not in words.surnames_too


def _unlisted(line: Line, run: Run, table: PersonWords) -> Iterator[Candidate]:
    """One to three words that no list explains: a name only if all round it says so."""
    names = list(run)
    while names and (names[0].folded in table.words.not_names or names[0].text == "I"):
        names = names[1:]
    plain = [w for w in names if w.text[:1].isupper() and not w.is_initial]
    if not 1 <= len(plain) <= MOST_SURNAMES or names[-1].is_initial:
        return
    if any(len(w.folded) < 3 or not may_be_surname(w, table) for w in plain):
        return
    if names[-1].folded in table.words.surnames_too:
        return
    given, surname = names[0].folded, " ".join(w.folded for w in names[1:])
    yield Candidate(line, "unlisted", names[0].start, names[-1].end, given, surname, "", False)
