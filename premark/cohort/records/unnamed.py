"""Names and a text in; the same text with "[name]", "[email]" and the like in their stead, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from premark.detect.citation_words import fold
from premark.detect.person_contact import contacts
from premark.detect.person_lines import PARTICLES
from premark.detect.person_words import PersonWords, person_words

NAME, EMPLOYER = "[name]", "[employer]"
_CONTACT = {"email": "[email]", "phone": "[phone]"}
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ‐‑-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ](?:s|S)?$")
_OPENS = re.compile(r"(?:^|[.!?:|•\n])[\s\"'“‘(\[]*$")
_APART = re.compile(r"\s*(?:[,;:)\]|!\"”]|\Z|\n)")  # what follows a name called out or by itself
_GAP = re.compile(r"[\s\u00a0]{1,3}|\.[\s\u00a0]?|[-‐‑_]")  # from an initial or a name to the next
_COMMA = re.compile(r",[\s\u00a0]{0,3}")
# "Marsh (2017)", "Marsh and Lee, 2017", "May 2021": an author or a month, where one word stands.
_DATED = re.compile(
    r"(?:['’]s)?(?:\s+(?:and|&)\s+[A-Z][\w'’-]+|\s+et al\.?)?,?\s*[(\[]?\s*(?:19|20)\d\d"
)
_STROKES = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ı": "i", "ħ": "h", "Ħ": "H",
     "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ŧ": "t", "Ŧ": "T"}
)  # fmt: skip
_NEAR = 60  # characters after a word that tell what it does
_SHORT = 5  # letters; two names written as one word are longer


Owners = dict[str, frozenset[int]]
Index = tuple[Owners, Owners, Owners]


@dataclass(frozen=True)
class Person:
    """A name as it is compared: its parts, folded. `own` is the learner's, left out everywhere;
    another's is left where a year makes an author of it."""

    parts: tuple[str, ...]
    own: bool


@dataclass(frozen=True)
class Names:
    """Whom a submission names, and the employers in it, each once."""

    people: tuple[Person, ...] = ()
    employers: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    owners: frozenset[int]  # numbers of people
    stands: bool  # tells a person by itself; otherwise beside a word that does
    own: bool


def plain_letters(name: str) -> str:
    """A name as it is compared: `fold`, and letters with a stroke as those without use them."""
    return fold(name.translate(_STROKES))


def names_of(
    own: Iterable[str], others: Iterable[str], employers: Iterable[str] = ()
) -> Names:
    """The learner's writings of a name, other people's, and employers, as they are written."""
    table = person_words()
    kept: dict[Person, None] = {}
    for written, is_own in (*((n, True) for n in own), *((n, False) for n in others)):
        parts = _parts(written, table)
        if parts:
            kept[Person(parts, is_own)] = None
    whole = dict.fromkeys(" ".join(e.split()) for e in employers if len(e.strip()) > 2)
    return Names(tuple(kept), tuple(sorted(whole, key=lambda e: (-len(e), e))))


def without_names(text: str, names: Names, *, any_case: bool = False) -> str:
    """The text with every name, address and number replaced; `any_case` for names of files."""
    text = _without(text, _contact_spans(text))
    if names.employers:
        text = _employers(names.employers).sub(EMPLOYER, text)
    return _without(text, _name_spans(text, names, any_case)) if names.people else text


def _parts(written: str, table: PersonWords) -> tuple[str, ...]:
    """The words of a name that can tell it: no titles, initials, labels of people or numbers."""
    never = table.words.titles | table.words.neutral | PARTICLES
    said = plain_letters(written.replace("_", " "))
    words = dict.fromkeys(word for word in said.split() if word.isalpha())
    return tuple(w for w in words if w not in never and (len(w) > 1 or w.upper() == w))


def _without(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    made, at = [], 0
    for start, end, said in spans:
        made += [text[at:start], said]
        at = end
    return "".join((*made, text[at:]))


def _contact_spans(text: str) -> Iterator[tuple[int, int, str]]:
    if "@" not in text and not re.search(r"\d{2}", text):
        return
    last = 0
    found = sorted(contacts(text, person_words()), key=lambda c: (c.start, -c.end))
    for one in found:
        if one.start >= last:
            yield one.start, one.end, _CONTACT[one.kind]
            last = one.end


@lru_cache(maxsize=64)
def _employers(written: tuple[str, ...]) -> re.Pattern[str]:
    either = (r"[\s\u00a0]+".join(map(re.escape, name.split())) for name in written)
    return re.compile(rf"(?<!\w)(?:{'|'.join(either)})(?!\w)", re.IGNORECASE)


def _name_spans(text: str, names: Names, any_case: bool) -> Iterator[tuple[int, int, str]]:
    words = list(_words(text, names, any_case))
    for run in _runs(text, words):
        stands = [w for w in run if w.stands]
        several = any(
            len([w for w in run if n in w.owners and w.end - w.start > 1]) > 1
            for w in run
            for n in w.owners
        )
        # Two common words that are both of one name ("Will May") are it together.
        if not stands and not several:
            continue
        cited = len(stands) == 1 and not any(w.own for w in stands)
        if cited and _DATED.match(text, run[-1].end):
            continue
        yield run[0].start, run[-1].end, NAME


def _words(text: str, names: Names, any_case: bool) -> Iterator[_Word]:
    """Each word that may be of a name."""
    index = _index(names)
    for found in _WORD.finditer(text):
        said = _POSSESSIVE.sub("", found.group())
        start, end = found.start(), found.start() + len(said)
        if len(said) == 1:
            yield from _initial(text, start, names)
            continue
        if said in PARTICLES:
            yield _Word(start, end, frozenset(), False, False)
            continue
        handle = any_case or text[start - 1 : start] == "@"
        owners, joined = _owners(said, index, handle)
        if owners:
            own = any(names.people[n].own for n in owners)
            stands = any_case or joined or _stands(text, start, said, own)
            if stands or said[0].isupper() or own:
                yield _Word(start, end, owners, stands, own)


def _owners(said: str, index: Index, handle: bool) -> tuple[frozenset[int], bool]:
    """Whose name a word may be; and whether two parts of it are run together there."""
    parts, glued, initials = index
    pieces = _pieces(said)
    joined = frozenset(n for each in pieces for n in glued.get(each, ()))
    joined |= frozenset(n for each in pieces if handle for n in initials.get(each, ()))
    return joined | {n for each in pieces for n in parts.get(each, ())}, bool(joined)


def _pieces(said: str) -> tuple[str, ...]:
    """The word, and the parts of a double-barrelled one, as they are compared."""
    folded = plain_letters(said)
    return (folded.replace(" ", ""), *folded.split())


@lru_cache(maxsize=64)
def _index(names: Names) -> Index:
    """Whose each part is, two parts run together ("janedoe"), and an initial with one ("jdoe")."""
    parts, glued, initials = list[tuple[str, int]](), list[tuple[str, int]](), []
    for n, person in enumerate(names.people):
        parts += [(part, n) for part in person.parts]
        both = [(a, b) for a in person.parts for b in person.parts if a != b]
        glued += [(a + b, n) for a, b in both] + [("".join(person.parts), n)] * bool(both)
        initials += [(said, n) for a, b in both for said in (a[0] + b, a + b[0])]
    long = [(said, n) for said, n in glued if len(said) >= _SHORT]
    return _by_word(parts), _by_word(long), _by_word(initials)


def _by_word(pairs: Iterable[tuple[str, int]]) -> Owners:
    found: dict[str, set[int]] = {}
    for said, owner in pairs:
        found.setdefault(said, set()).add(owner)
    return {said: frozenset(owners) for said, owners in found.items()}


def _initial(text: str, start: int, names: Names) -> Iterator[_Word]:
    letter = text[start]
    dotted = text[start + 1 : start + 2] == "."
    if not letter.isupper() or (letter == "I" and not dotted):
        return
    owners = frozenset(
        n for n, p in enumerate(names.people) if any(w[0] == letter.lower() for w in p.parts)
    )
    if owners:
        yield _Word(start, start + 1 + dotted, owners, False, False)


def _stands(text: str, start: int, said: str, own: bool) -> bool:
    """Whether a part is the name by itself here: in capitals, and no everyday word that opens."""
    table, folded = person_words(), plain_letters(said)
    if said[0].lower() == said[0].upper():  # a script without capitals
        return True
    if not said[0].isupper():
        return own and folded in table.given.given and folded not in table.given.doubtful
    if folded not in table.everyday:
        return True
    after = text[start + len(said) : start + len(said) + _NEAR]
    if _APART.match(after) or table.opens("speaks_after", after.lstrip()):
        return True
    return not _OPENS.search(text[max(0, start - 12) : start]) and not said.isupper()


def _runs(text: str, words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """Words that stand together as one name, in any order, with initials and particles."""
    run: list[_Word] = []
    for word in words:
        if run and not _joins(text, run, word):
            yield from _closed(run)
            run = []
        run.append(word)
    yield from _closed(run)


def _joins(text: str, run: Sequence[_Word], word: _Word) -> bool:
    last = run[-1]
    gap = text[last.end : word.start]
    if _COMMA.fullmatch(gap):
        return bool(last.owners & word.owners)
    initial = last.end - last.start <= 2 or word.end - word.start <= 2
    if gap.startswith(".") and not initial:
        return False
    known = last.owners & word.owners or not last.owners or not word.owners
    return not gap or (_GAP.fullmatch(gap) is not None and bool(known))


def _closed(run: list[_Word]) -> Iterator[list[_Word]]:
    """The run without particles at its edges."""
    while run and not run[-1].owners:
        run = run[:-1]
    while run and not run[0].owners:
        run = run[1:]
    if run:
        yield run
