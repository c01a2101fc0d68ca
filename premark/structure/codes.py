"""A line of text and a pack's codes in; the criterion codes that the line names, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_PREFIX = (
    r"(?:a\.?\s?c\.?s?|assessment\s+criteri(?:on|a)|criteri(?:on|a)|"
    r"section|task|question|part|q)\s*[:.#-]?\s*"
)
_WEAK_LEAD = re.compile(r"(?:section|task|question|part|q)?\s*[:.#-]?\s*", re.IGNORECASE)
_OUTCOME = r"(?:(?:lo|learning\s+outcome)\s*\d+\s*[,:;.–—-]*\s*)"
# "Unit 5.01", "0100-700", "X1/301", "D/508/1234" or three figures.
_NUMBER = r"[a-z]{0,4}\d{1,4}"
_UNIT = (
    rf"(?:(?:unit\s+[a-z]{{0,4}}\d[\w./-]{{0,14}}|(?:unit\s+)?(?:[a-z]\s*/\s*)?{_NUMBER}"
    rf"(?:\s*[-/]\s*{_NUMBER}){{1,2}}|\d{{3}})\s*[,:;–—-]*\s+)"
)
_JOIN = r"\s*(?:,|/|&|\+|and|to|-|–|—)\s*"


@dataclass(frozen=True)
class Named:
    """Codes named by a line: `bare` when only the number says so, `rest` is what follows."""

    codes: tuple[str, ...]
    bare: bool
    rest: str


@lru_cache(maxsize=64)
def _grammar(codes: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    one = "(?:" + "|".join(_code_form(code) for code in codes) + r")(?![\d]|\.\d)"
    more = rf"{one}(?:{_JOIN}(?:{_PREFIX})?{one})*"
    typed = r"(?:\d{1,2}[.)]\s+)?"
    start = re.compile(
        rf"^\W{{0,3}}{typed}(?P<lead>{_OUTCOME}?{_UNIT}?(?:{_PREFIX})?)(?P<codes>{more})"
        r"(?P<after>\s*[).:;,–—-]*\s*)(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    )
    inside = re.compile(
        rf"(?:\(|\b)(?:{_OUTCOME}?(?:a\.?c\.?s?|criteri(?:on|a))\s*[:.]?\s*)(?P<codes>{more})"
        rf"|\((?P<bare>{more})\)\s*$",
        re.IGNORECASE,
    )
    return start, inside


def _code_form(code: str) -> str:
    """2.3 as learners type it: "2.3", "2,3", "2 .3"; never "2 3"."""
    outcome, _, number = code.partition(".")
    return rf"{outcome}\s?[.,]\s?{number}"


def named_codes(line: str, codes: tuple[str, ...]) -> Named | None:
    """The codes that a heading names at its start, or marked as criteria anywhere in it."""
    if not codes:
        return None
    start, inside = _grammar(codes)
    at_start = start.match(line)
    if at_start:
        bare = _WEAK_LEAD.fullmatch(at_start.group("lead")) is not None
        return Named(_codes(at_start.group("codes"), codes), bare, at_start.group("rest").strip())
    within = inside.search(line)
    if within:
        found = _codes(within.group("codes") or within.group("bare"), codes)
        rest = (line[: within.start()] + " " + line[within.end() :]).strip(" -–—:()")
        return Named(found, False, rest)
    return None


def _codes(text: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    found = [re.sub(r"\s", "", m).replace(",", ".") for m in re.findall(r"\d+\s?[.,]\s?\d+", text)]
    known = [code for code in dict.fromkeys(found) if code in codes]
    spans_range = re.search(r"\d\s*(?:to|-|–|—)\s*\d", text) and len(known) == 2
    if spans_range:
        first, last = codes.index(known[0]), codes.index(known[1])
        known = list(codes[first : last + 1]) if first < last else known
    return tuple(known)
