"""The wording around a name: patterns over folded text that tell a model from everyday words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from premark.detect.model_lexicon import fold
from premark.detect.model_words import is_told, listed, pattern

YEAR = r" *\(?(?:[^()\n]{0,24}?)(?:19|20)\d\d[a-z]?(?:[,:;] *[^()\n]{0,20})?\)"

REACH = 600
SHORT = 3  # letters of a word that a heading leaves small

# Words between a surname and its noun; a verb or article would cut them off.
_OPEN = (
    r"(?!(?:and|but|the|an?|is|was|are|were|that|which|who|my|our|i|we|it|in|on|to|for)\b)[\w&]+"
)
_OWNED = (
    rf"(?:'s?)?(?:{YEAR})?(?: +{_OPEN}){{0,4}}? +<noun>\b"
    rf"|'s?(?:{YEAR})?(?: +{_OPEN}){{0,3}}? +<picture>\b"
)
_JOINED = rf"(?:'s?)?(?:{YEAR})?(?: +(?:<between>|\d+)){{0,3}} +<noun>\b"
_SHARED = r"'s? +and +\w+(?:'s?)?(?: +(?:<between>|\d+)){0,3} +<noun>\b"
DATED = re.compile(rf"(?:'s?)?,?{YEAR}|,? +(?:19|20)\d\d\b")

PARTS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|ten|\d)(?: +\w+)? +(?:phases|stages|steps|levels"
    r"|functions|modes|parts|styles|elements|conditions|categories)\b"
)

_LIST = r"(?:[\w'&]+(?: *\([^()\n]*\))?(?: +and|,(?: +and| +or)?| +or| +&) +){0,3}"
_USED = rf"\b<use>(?: +(?:both|the|from))? +{_LIST}(?:the +)?['\"“]?$"
_NOUN_BEFORE = (
    r"\b<noun>(?: of (?:\w+ing|reflection|supervision|evaluation|change))?"
    r"(?: +(?:\d|one|two|three|four|five|six|seven))?(?: +(?:<made>|\w+ing)){0,4}?"
    rf" +(?:by|of|from|after|like|such +as) +{_LIST}(?:the +)?['\"“]?$"
    rf"|\b<of-it> +of +{_LIST}$"
    rf"|\b<model-noun>(?: +\w+){{0,6}}? *(?::| +(?:is|was|being|called)) +{_LIST}(?:the +)?['\"“]?$"
)
_ASIDE = re.compile(
    r"(?:'s?)?(?:[^.;\n]{0,20}\))? +in +\w+ing\b|(?:'s?)? +(?:into|out|down|up|round)\b"
)
_REPORTS = (
    r"(?:,? +(?:also|further|later|rightly|et +al\.?))? +<reports>\b|, +(?:cited|quoted|in) +"
)
_TITLED = r"\b<titled>\.? +(?:called +|named +)?$"
_DOINGS = (
    r" +(?:from +(?!the +(?:19|20)|(?:19|20)|\d)[a-z]|(?:in|at) +<works-in>\b"
    r"|and +(?:i|his|her)\b|who\b|<person-does>\b)|'s? +<person-owns>\b"
    r"|, +(?:my|our|the|a|an) +(?:\w+ +){0,3}<person-is>\b"
)
_BESIDE_AFTER = r"(?:'s?)?[\"'”)]*(?: +<kind>){0,2} +<beside>\b"
_BESIDE_BEFORE = (
    rf"\b<model-noun>,?(?: +(?:is|was|like|such +as|called|known +as|named|of|are|would +be)"
    rf"(?: +(?:the|called))?)? *[:,(]? *{_LIST}(?:the +)?[\"'“(]?$"
    r"|\b(?:stage|stages|step|steps|part|letters?) +of +(?:the +)?$"
)
_EXPANDS = re.compile(r"[\"'”)]*,? +(?:stands|standing|is +an? +acronym|which +stands)\b")
_DETERMINED = re.compile(
    r"(?:\b(?:the|this|us(?:e|es|ed|ing)|appl(?:y|ied|ying)|called|named|follow(?:ed|ing)?|like"
    r"|adopt(?:ed|ing)?)|\w'(?:s)?) +[\"'“]?$"
)
_TITLE_NOUN = r"[\"'”]?(?: +<title-kind>)? +<title-noun>\b"
_CITED = re.compile(r"(?:19|20)\d\d[a-z]?|\bn\.d\b|\bno date\b")
_BREAK = re.compile(r"[.!?][\"')\]”’]*\s+(?=[\"'(“‘]?[A-Z])|\n|\|")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’&]*")
_ENDS_IN_WORD = re.compile(r"([A-Za-z][\w&]*) $")
_WORD_NEXT = re.compile(r" ([A-Za-z][\w&]*)")
_BRACKET_NEXT = re.compile(r" ?\(([^()\n]{1,160})\)")


@dataclass(frozen=True)
class Reading:
    """A text made ready: as it is, folded (same offsets), and where its sentences break."""

    text: str
    folded: str
    breaks: tuple[int, ...]

    def sentence(self, at: int, *, more: int = 0) -> tuple[int, int]:
        """Start and end of the sentence round `at`, with `more` sentences after it.

        Never more than REACH characters either way, however long the sentence is.
        """
        i = bisect_right(self.breaks, at)
        start = self.breaks[i - 1] if i else 0
        end = self.breaks[i + more] if i + more < len(self.breaks) else len(self.text)
        return max(start, at - REACH), min(end, at + REACH)


def make_reading(text: str) -> Reading:
    return Reading(text, fold(text), tuple(m.end() for m in _BREAK.finditer(text)))


def before(reading: Reading, start: int) -> str:
    """The folded sentence up to `start`, its last 160 characters at most."""
    return reading.folded[max(reading.sentence(start)[0], start - 160) : start]


def owned_noun(
    reading: Reading, end: int, *, possessive: bool, reports: bool = False
) -> int | None:
    """End of the noun that makes the surname ending at `end` a model ("Kolb's cycle").

    `reports`: whether a report or a score is the model's own ("the Belbin report").
    """
    folded = reading.folded
    shape = _OWNED if possessive or folded.startswith("'", end) else _JOINED
    found = pattern(shape).match(folded, end) or pattern(_SHARED).match(folded, end)
    if not found and reports:
        found = pattern(r"(?:'s?)? +<report>\b").match(folded, end)
    stop = reading.sentence(end - 1)[1]
    return found.end() if found and found.end() <= stop and "\n" not in found.group() else None


def put_to_use(reading: Reading, start: int, end: int) -> str:
    """Why the words before a surname say that its model is used; "" when they do not."""
    ahead = before(reading, start)
    if _ASIDE.match(reading.folded, end):
        return ""
    used = pattern(_USED).search(ahead)
    if used:
        return f"{used.group().split()[0]!r} puts the author's model to use"
    made = pattern(_NOUN_BEFORE).search(ahead)
    return f"{made.group().split()[0]!r} is credited to its author" if made else ""


def is_everyday(reading: Reading, start: int, end: int, *, owned: bool = False) -> bool:
    """Whether the sentence makes an everyday word of the capitals: "I had to be CLEAR".

    `owned` is for what one may have of one's own, where "a SWOT" says nothing.
    """
    if _goes_on(reading, end):
        return False
    if _names_another(reading, end) and not _in_title_case(reading, start, end):
        return True  # "works at GROW Nursery"
    ahead, behind = _around(reading, start, end)
    adjective = reading.folded[start:end] in listed("adjective")
    kinds = {"everyday": True, "everyday-adjective": adjective, "everyday-noun": not owned}
    keys = [key for key, asked in kinds.items() if asked]
    return any(is_told(key, ahead, behind) for key in keys)


def is_doubtful(reading: Reading, start: int, end: int) -> bool:
    """Whether the sentence leaves it open: "introduced her to GROW", "How GROW Helped My Team"."""
    if _goes_on(reading, end):
        return False
    return _names_another(reading, end) or is_told("doubtful", *_around(reading, start, end))


def _goes_on(reading: Reading, end: int) -> bool:
    """Whether a hyphen makes it part of a word that no verb is: "GROW-like"."""
    return bool(re.match(r"[-‐‑]\w", reading.text[end : end + 2]))


def _names_another(reading: Reading, end: int) -> bool:
    named = re.match(r" [A-Z][a-z]+\b", reading.text[end : end + 40])
    return bool(named) and not noun_after(reading, end)


def _in_title_case(reading: Reading, start: int, end: int) -> bool:
    """Whether all long words round a name have capitals, as those of a heading may."""
    first, last = reading.sentence(start)
    words = _WORD.findall(f"{reading.text[first:start]} {reading.text[end:last]}")
    long = [word for word in words if len(word) > SHORT]
    return len(long) > 1 and all(word.istitle() for word in long)


def _around(reading: Reading, start: int, end: int) -> tuple[str, str]:
    last = min(reading.sentence(start)[1], end + 60)
    return before(reading, start), reading.folded[end:last]


def is_maker(reading: Reading, start: int, end: int) -> bool:
    """Whether a surname is told as the maker of a model: "Gibbs (1988) offers a cycle"."""
    dated = DATED.match(reading.folded, end)
    after = dated.end() if dated else end
    last = min(reading.sentence(start)[1], after + 90)
    ahead, behind = before(reading, start), reading.folded[after:last]
    return is_told("maker", ahead, behind) or (not dated and is_told("holder", ahead, behind))


def bracket_after(reading: Reading, end: int) -> str:
    """What the bracket right after a name holds, folded; "" where there is none."""
    found = _BRACKET_NEXT.match(reading.folded, end)
    return found[1] if found else ""


def only_cites(reading: Reading, start: int, end: int) -> bool:
    """Whether a surname stands in a bracket with a year, is dated, or reports what it says."""
    return in_citation(reading, start, end) or bool(
        DATED.match(reading.folded, end) or pattern(_REPORTS).match(reading.folded, end)
    )


def in_citation(reading: Reading, start: int, end: int) -> bool:
    """Whether the place is inside a bracket that holds a year after it."""
    opened = reading.text.rfind("(", max(0, start - 200), start)
    if opened < 0 or ")" in reading.text[opened:start]:
        return False
    closed = reading.text.find(")", end, end + 200)
    return closed > 0 and bool(_CITED.search(reading.folded, end, closed))


def is_person(reading: Reading, start: int, end: int, forenames: frozenset[str]) -> bool:
    """Whether a surname is somebody of the learner's own world ("Gibbs from finance")."""
    ahead = before(reading, start)
    if pattern(_TITLED).search(ahead) or pattern(_DOINGS).match(reading.folded, end):
        return True
    given = re.search(r"(?<![\w'])([A-Z][a-z]+) $", reading.text[max(0, start - 30) : start])
    if not given or fold(given[1]) in forenames | listed("no-forename"):
        return False
    begins = len(ahead.strip()) == len(given[1])
    return not begins or bool(pattern(_REPORTS).match(reading.folded, end))


def is_shouted(reading: Reading, start: int, end: int, acronyms: frozenset[str]) -> bool:
    """Whether capitals prove nothing here: a neighbour, or most of the sentence, has them too."""
    known = acronyms | listed("short-form")
    first, last = reading.sentence(start)
    ahead = _ENDS_IN_WORD.search(reading.text[first:start])
    behind = _WORD_NEXT.match(reading.text, end)
    if any(found and _shouts(found[1], known) for found in (ahead, behind)):
        return True
    around = reading.text[first:start] + " " + reading.text[end:last]
    others = [word for word in _WORD.findall(around) if len(word) > 1 and word not in known]
    return bool(others) and 2 * sum(word.isupper() for word in others) > len(others)


def _shouts(word: str, known: frozenset[str]) -> bool:
    return len(word) > 1 and word.isupper() and word not in known


def noun_after(reading: Reading, end: int) -> re.Match[str] | None:
    """The noun such as "reflective model" or "goals" that goes on the name ending at `end`."""
    return pattern(_BESIDE_AFTER).match(reading.folded, end)


def measures(reading: Reading, start: int) -> bool:
    """Whether a small word before makes the name a measure: "on Belbin", "by Tuckman's ..."."""
    return bool(pattern(r"\b<measure> +(?:the +)?$").search(before(reading, start)))


def beside(reading: Reading, start: int, end: int) -> str:
    """The word such as "model" right beside a name, or what spells it out; "" for none."""
    after = noun_after(reading, end)
    if after:
        return after.group().split()[-1]
    ahead = pattern(_BESIDE_BEFORE).search(before(reading, start))
    if ahead:
        return ahead.group().split()[0].strip(",:(")
    spelt = _EXPANDS.match(reading.folded, end)
    return "stands for" if spelt else ""


def named_in_title_case(reading: Reading, start: int, end: int) -> bool:
    """Whether "Grow" or "Oscar" is a model's name by "the ... model" around it."""
    ahead = _DETERMINED.search(before(reading, start))
    return bool(ahead and pattern(_TITLE_NOUN).match(reading.folded, end))
