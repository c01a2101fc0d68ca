"""Reads authors backwards: a text and the place of a year in, the names just before it out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from premark.detect.citation_tokens import Token, read_tokens
from premark.detect.citation_words import (
    CitationWords,
    body_keys,
    fold,
    long_bodies,
    source_name,
    stands_for,
    words,
)

_ACRONYM = re.compile(r"[(\[]([A-Z][A-Za-z]{1,9})[)\]]?[\s,;:]*\Z")
_SITE = re.compile(r"\w\.(?:com?|org|gov|ac|net|uk)\b")
_EDITOR = re.compile(r"[\s,]*\(?\b[Ee]ds?\b\.?\)?[\s,]*\Z")
_IN_NAMES = {"review", "text", "report", "survey"}
_POSSESSIVE = re.compile(r"['’‘ʼ]s?\Z")


@dataclass(frozen=True)
class Authors:
    """Names before a year: where they start and how they are joined."""

    start: int
    names: tuple[str, ...]
    et_al: bool = False


def _capital(word: str) -> bool:
    elided = len(word) > 2 and word[1] in "'’" and word[2].isupper()
    return word[0].isupper() or elided or bool(_SITE.search(word))


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def authors_before(text: str, end: int, floor: int) -> Authors | None:
    """The author list that ends at `end` (blanks and a comma allowed), not before `floor`."""
    editor = _EDITOR.search(text, max(floor, end - 14), end)
    end = editor.start() if editor else end
    body = _spelt_out(text, end, floor)
    if body:
        return body
    tokens = read_tokens(text, floor, end)
    while tokens and tokens[-1].text in (",", ":", "'", "’", "-", "–"):
        tokens.pop()
    if tokens and tokens[-1].text == "." and text[tokens[-1].end : tokens[-1].end + 1] == ",":
        tokens.pop()
    return _list_before(text, tokens)


def _spelt_out(text: str, end: int, floor: int) -> Authors | None:
    """A known body whose name holds "and" or a comma, or any body followed by its initials."""
    tail = text[max(floor, end - 100) : end].rstrip(" ,;:\n")
    named = _POSSESSIVE.sub("", tail)
    if named.endswith(long_bodies()):
        name = next(n for n in long_bodies() if named.endswith(n))
        start = max(floor, end - 100) + len(named) - len(name)
        return Authors(start, (name,))
    acronym = _ACRONYM.search(text, max(floor, end - 16), end)
    if acronym is None or not acronym.group(1)[1:2].isupper():
        return None
    name = acronym.group(1)
    whole = authors_before(text, acronym.start(), floor)
    initials = "".join(w[0] for w in fold(" ".join(whole.names)).split()) if whole else ""
    start = acronym.start(1)
    if whole and stands_for(name.casefold(), initials):
        start = whole.start
    return Authors(start, (name,))


def _list_before(text: str, tokens: list[Token]) -> Authors | None:
    at = len(tokens) - 1
    et_al = at >= 0 and tokens[at].kind == "etal"
    if et_al:
        at -= 1 + (at > 0 and tokens[at - 1].kind == "comma")
    taken = _name(text, tokens, at)
    if taken is None:
        return None
    first, name = taken
    names, joined = [name], et_al
    while (step := _joint(tokens, first - 1, joined)) is not None:
        at, is_and = step
        more = _name(text, tokens, at) or (_calendar(tokens, at) if is_and else None)
        if more is None or (not is_and and _swallowed(tokens, more[0])):
            break
        first = more[0]
        if is_and and _one_body(names[0], more[1]):
            begin = tokens[first].start
            names[0] = text[begin : text.index(names[0], begin) + len(names[0])]
            continue
        names.insert(0, more[1])
        joined = joined or is_and
    if not joined:
        first, names = _by_commas(text, tokens, first, names)
    return _plausible(text, tokens, first, names, et_al)


def _by_commas(
    text: str, tokens: list[Token], first: int, names: list[str]
) -> tuple[int, list[str]]:
    """First token and names of "Gray, Marsh, Lane", where nothing but commas joins them.

    Two alone are one work only where they fill a bracket from its start or have initials.
    """
    start, run = first, list(names)
    while start > 1 and tokens[start - 1].kind == "comma":
        more = _name(text, tokens, start - 2)
        if more is None or not _is_surname(tokens[more[0] : start - 1]):
            break
        if _swallowed(tokens, more[0]):
            break
        start, run = more[0], [more[1], *run]
    own = any(token.kind == "initials" for token in tokens[start:])
    opens = start == 0 and text[: tokens[0].start].rstrip().endswith(("(", ";", "["))
    several = len(run) > 2 or (len(run) == 2 and (own or opens))
    listed = start > 0 and fold(tokens[start - 1].text) in words().examples
    return (start, run) if several and not listed else (first, names)


def _is_surname(run: list[Token]) -> bool:
    """One name, with its initials and small words, that could be nothing but a person's."""
    table = words()
    own = [t for t in run if t.kind == "word" and fold(t.text) not in table.particles]
    odd = table.never_alone | table.organisation_words | table.calendar | table.leads
    return len(own) == 1 and fold(own[0].text) not in odd


def _calendar(tokens: list[Token], at: int) -> tuple[int, str] | None:
    """ "March" in "March and Simon": a month that only its company shows to be a person."""
    name = tokens[at].text if at >= 0 and tokens[at].kind == "word" else ""
    single = at == 0 or tokens[at - 1].kind != "word" or not _capital(tokens[at - 1].text)
    month = name[:1].isupper() and fold(name) in words().calendar
    return (at, name) if month and single else None


def _one_body(right: str, left: str) -> bool:
    """True for "Personnel" and "Development": an organisation's name that holds an "and"."""
    table = words()
    if fold(f"{left} and {right}") in body_keys():
        return True
    left_words, right_words = fold(left).split(), fold(right).split()
    named = table.organisation_words
    linked = any(w in table.organisation_links for w in left_words)
    return (linked and bool(named & set(left_words))) or (
        len(right_words) > 1 and right_words[-1] in named and right_words[0] not in named
    )


def _joint(tokens: list[Token], at: int, joined: bool) -> tuple[int, bool] | None:
    """Index of the token before "and", "&" or a comma, and whether it was an "and"."""
    if at < 1:
        return None
    if tokens[at].text in ("and", "&", "And", "+", "/"):
        return at - 1 - (tokens[at - 1].kind == "comma"), True
    if tokens[at].kind == "comma" and joined:
        return at - 1, False
    return None


def _swallowed(tokens: list[Token], first: int) -> bool:
    """True where a comma-joined name opens a phrase of its own: "In Leeds, Smith et al."."""
    return first > 0 and tokens[first - 1].text in ("In", "At", "For", "Of", "at", "of", "Unlike")


def _name(text: str, tokens: list[Token], at: int) -> tuple[int, str] | None:
    """First token index and name of the person or body whose last token is `at`."""
    if at < 0:
        return None
    if tokens[at].kind == "initials":
        at = at - 2 if at > 1 and tokens[at - 1].kind == "comma" else at - 1
        if at < 0 or tokens[at].kind != "word" or len(tokens[at].text) < 2:
            return None
        first = _run(text, tokens, at, surname_only=True)
    else:
        first = _run(text, tokens, at)
    if first > at:
        return None
    name = _named(text, tokens[first : at + 1])
    if name and first > 0 and tokens[first - 1].kind == "initials":
        first -= 1
    return (first, name) if name else None


def _run(text: str, tokens: list[Token], at: int, *, surname_only: bool = False) -> int:
    """First index of the run of capitalised words, with their small words, that ends at `at`."""
    table, first, k = words(), at + 1, at
    while k >= 0 and tokens[k].kind in ("word", "initials"):
        token, plain = tokens[k], fold(tokens[k].text)
        if k < at and ("\n" in text[token.end : tokens[k + 1].start]):
            break
        if token.kind == "initials":
            inside = k > 0 and k < at and tokens[k - 1].kind == "word"
            if not (inside and _capital(tokens[k - 1].text)):
                break
        elif _capital(token.text):
            leads = plain in table.leads and not (token.text.isupper() and plain in body_keys())
            if leads or plain in table.titles or (surname_only and k < at):
                break
            first = k
        elif k == at or not _small(tokens, k, plain, table):
            break
        elif plain in table.particles and token.text.islower():
            first = k
        k -= 1
    return first


def _small(tokens: list[Token], k: int, plain: str, table: CitationWords) -> bool:
    if plain in table.particles:
        return True
    before = tokens[k - 1] if k > 0 else None
    # "Institute of Directors", but not "argued in Marsh".
    return (
        plain in table.organisation_links
        and before is not None
        and before.kind == "word"
        and (
            fold(before.text) in table.organisation_words
            or fold(before.text) in table.never_alone
            or fold(before.text) in table.organisation_links
            or before.text.isupper()
        )
    )


def _named(text: str, run: list[Token]) -> str:
    """The surname, or the whole name of a body; "" where it cannot be an author."""
    table = words()
    whole = _bare(text[run[0].start : run[-1].end])
    plain = [fold(_bare(t.text)) for t in run]
    if table.never_author & set(plain) and source_name(whole) == fold(whole):
        return ""
    last = _bare(run[-1].text)
    if len(last) < 2:
        return ""
    if _is_body(run, plain, whole):
        return whole
    start = len(run) - 1
    while start > 0 and plain[start - 1] in table.particles:
        start -= 1
    return _bare(text[run[start].start : run[-1].end])


def _is_body(run: list[Token], plain: list[str], whole: str) -> bool:
    table = words()
    if source_name(whole) != fold(whole) or set(plain) & table.organisation_links:
        return True
    lettered = run[0].text.isupper() and plain[0] not in table.never_alone
    if len(run) > 1 and (set(plain) & table.organisation_words or lettered):
        return True
    capitals = [t for t in run if t.kind == "word" and _capital(t.text)]
    return len(capitals) > 2 and len(capitals) == len(run)


def _plausible(
    text: str, tokens: list[Token], first: int, names: list[str], et_al: bool
) -> Authors | None:
    table = words()
    folded = [set(fold(n).split()) for n in names]
    bland = table.never_alone | table.organisation_links
    if not et_al and all(n <= bland and len(n) < 3 for n in folded):
        return None
    if not et_al and fold(names[-1]).split()[-1] in table.works - _IN_NAMES:
        return None
    return Authors(tokens[first].start, tuple(names), et_al)


def owner_before(text: str, end: int, floor: int) -> Authors | None:
    """The name in "Marsh's bread cycle" where the phrase ends at `end`."""
    tokens = read_tokens(text, floor, end)
    table = words()
    for back in range(1, min(7, len(tokens) + 1)):
        token = tokens[-back]
        if token.kind != "word":
            return None
        if _POSSESSIVE.search(token.text) and _capital(token.text):
            owned = {fold(t.text) for t in tokens[len(tokens) - back + 1 :]}
            if not owned & table.works or owned & table.never_author:
                return None
            found = _list_before(text, tokens[: len(tokens) - back + 1])
            return found if found and len(fold(found.names[0])) > 2 else None
    return None
