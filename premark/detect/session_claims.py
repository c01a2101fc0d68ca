"""Prose in; the hours that it says were practised, supervised or planned, in sum, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from premark.detect.artefact_words import words
from premark.detect.base import Seen
from premark.detect.dates import find_dates
from premark.detect.log_prose import lengths
from premark.detect.meetings import Of
from premark.detect.number_words import NUMBERS, read_number
from premark.parse import ParsedPassage, Sentence
from premark.types.document import Passage

MOST = 50  # sums of one sentence; one with more is a table run into a line, or meant to take long
NEAR = 100  # characters before people in which their number stands
LEAST_CLAIM = 2.0  # hours; less is one meeting and no claim about them all
_WORD = "|".join(sorted((w for w, n in NUMBERS.items() if n >= LEAST_CLAIM), key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}})?|{_WORD})(?:[\s-]+and[\s-]+a[\s-]+half)?"
_BARE = re.compile(
    rf"\s+(?:a total of\s+|only\s+|for\s+)?(?P<n>{_NUMBER})"
    r"(?=\s*(?:[,.;:)]|$)|\s+(?P<planned>planned|proposed|intended)\b"
    r"|\s+(?:of (?P<of>(?:\w+\s+){0,2}\w+)|in all|in total|altogether|so far)\b)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[,;:]|\b(?:and|but|of which|while|plus|against)\b")
_DIRECT = re.compile(r"\s+(?:worth\s+)?of\s+(?P<of>(?:[\w-]+\s+){0,2}[\w-]+)")
_BESIDE = re.compile(r"\W*(?:\b(?:and|over|for|in|with|across)\b)?\W*(?:my\s+|the\s+)?")
_SOME = rf"(?:{_NUMBER}|a|an)\s+(?:[\w-]+\s+){{0,2}}?"
_FIRST = re.compile(r"\b(?:I|my|me|we|our|us|mine)\b|\bI['’]")
_CODED = re.compile(r"\W*(?:AC\s*)?\d\.\d\b")  # a criterion's own words, over its section
_CITED = re.compile(r"\((?:[^()]*\D)?(?:19|20)\d\d[a-z]?[^()]*\)|\bet al\b")


@dataclass(frozen=True)
class Claim:
    """Characters `start` to `end` say that so many hours were done or planned, in sum."""

    passage: Passage
    start: int
    end: int
    of: Of
    hours: float


Sum = tuple[int, int, float]
Said = tuple[Of | None, str]  # what the hours are of, and whether they were "done" or are "planned"


@lru_cache(maxsize=1)  # the sessions and the checks of the logs each ask for them
def claims(seen: Seen) -> tuple[Claim, ...]:
    """Sums of hours that prose states: "fourteen hours of practice with three nurses"."""
    return tuple(
        claim
        for parsed in seen.parsed
        if parsed.passage.kind != "row"
        for sentence in parsed.sentences
        for claim in _claims(parsed, sentence)
    )


def _claims(parsed: ParsedPassage, sentence: Sentence) -> Iterator[Claim]:
    text = sentence.text
    if find_dates(text) or _CODED.match(text) or (_CITED.search(text) and not _FIRST.search(text)):
        return
    stated = [d for d in lengths(text) if d[2] >= LEAST_CLAIM][:MOST]
    sums = sorted([*stated, *_bare(text, stated)])[:MOST] if stated else []
    if not sums:
        return
    status = ""
    for one, part in zip(sums, _parts(text, sums), strict=True):
        of, status = _said(parsed.passage, text, part, one, status)
        if of:
            place = (sentence.start + one[0], sentence.start + one[1])
            yield Claim(parsed.passage, *place, of, one[2])


def _bare(text: str, stated: list[Sum]) -> Iterator[Sum]:
    """Hours whose unit an earlier sum gives: "planned fifteen hours and delivered thirteen"."""
    first = stated[0][1]
    done = {end for name in ("done", "supervision") for _, end in words().text(name).places(text)}
    for at in sorted(done | {m.end() for m in _JOINT.finditer(text)}):
        found = _BARE.match(text, at) if at >= first else None
        if found is None or any(a < found.end("n") and found.start("n") < b for a, b, _ in stated):
            continue
        said, table = found["of"] or "", words()
        of = table.text("supervision").hits(said) or table.text("practice").hits(said)
        if of or found["planned"] or (at in done and not said):
            yield found.start("n"), found.end("n"), read_number(found["n"])


def _parts(text: str, sums: list[Sum]) -> list[str]:
    """The part of a sentence that speaks of each sum: cut at the last joint between two."""
    cuts = [0]
    for (_, end, _), (start, _, _) in zip(sums, sums[1:], strict=False):
        joints = list(_JOINT.finditer(text[end:start]))
        cuts.append(end + joints[-1].start() if joints else start)
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _said(passage: Passage, text: str, part: str, one: Sum, before: str) -> Said:
    """What a sum is of; `before` is what the sum ahead of it was, which holds on unless said."""
    table = words()
    if table.text("not_claimed").hits(part):
        return None, "not claimed"
    supervised = _is_supervised(passage, text, part, one)
    practised = _is_practice(text, one)
    status = _status(text, part, one, before)
    if status == "planned":
        return ("planned" if not supervised and (practised or _is_plan(text)) else None), status
    if status != "done" or not (supervised or practised):
        return None, status
    return ("supervision" if supervised else "practice"), status


def _is_plan(text: str) -> bool:
    return words().text("planned").hits(text)


def _status(text: str, part: str, one: Sum, before: str) -> str:
    table = words()
    if table.text("planned").hits(part) or table.text("will_give").hits(part):
        return "planned"
    if table.text("done").hits(part):
        return "done"
    if before:
        return before
    if table.text("planned").hits(text):
        return "planned"
    if table.text("done").hits(text) or _direct(text, one) or _beside_people(text, one):
        return "done"
    return ""


def _is_supervised(passage: Passage, text: str, part: str, one: Sum) -> bool:
    table = words()
    direct = _direct(text, one)
    if direct:
        return direct == "supervision"
    if table.text("supervision").hits(part):
        return True
    titled = bool(passage.path) and table.heading("supervision").hits(passage.path[-1])
    return titled and bool(_FIRST.search(text)) and not table.text("practice").hits(text)


def _is_practice(text: str, one: Sum) -> bool:
    return words().text("practice").hits(text) or _beside_people(text, one)


def _direct(text: str, one: Sum) -> str:
    """What hours are "of" in so many words: "practice", "supervision" or ""."""
    found = _DIRECT.match(text, one[1])
    said = found["of"] if found else ""
    return next((of for of in ("supervision", "practice") if words().text(of).hits(said)), "")


def _beside_people(text: str, one: Sum) -> bool:
    """Whether so many people stand right beside the hours: "three nurses, fourteen hours"."""
    for start, end in words().text("people").places(text):
        near = max(0, start - NEAR)
        counted = re.search(rf"(?:^|\W){_SOME}$", text[near:start], re.IGNORECASE)
        if counted is None:
            continue
        if _BESIDE.fullmatch(text[end : one[0]]) if end <= one[0] else False:
            return True
        first = near + counted.start() + 1
        if _BESIDE.fullmatch(text[one[1] : first]) if one[1] <= start else False:
            return True
    return False
