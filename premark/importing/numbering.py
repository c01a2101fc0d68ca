"""The start of a line in; the criterion's, outcome's or unit's number that it bears, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = (
    r"(?:(?:LO\s*\d{1,2}\s*[,;:/-]?\s*)?"
    r"(?:A\.?C\.?s?|assessment\s+criteri(?:on|a)|criteri(?:on|a))\s*[:#-]?\s*)?"
)
_ONE = r"\d{1,2}\s?\.\s?\d{1,2}(?![\d]|\.\d)"
_LETTERED = re.compile(
    rf"{_LEAD}(?P<n>\d{{1,2}})\.?\(?(?P<letter>(?-i:[a-h]|[A-H]))\)?(?P<after>[.):–—-]*)"
    r"(?:\s+(?P<rest>.*)|$)",
    re.IGNORECASE | re.DOTALL,
)
_ALSO = r"(?:\s*[(\[]\s*(?P<also>(?:[A-Za-z]{0,4}\s?/?\d[\w/]*[\s,:-]+)?\d{1,2}\.\d{1,2})\s*[)\]])?"
_CODED = re.compile(
    rf"(?P<lead>{_LEAD})(?P<codes>{_ONE}(?:\s*(?:,|&|and|to|-|–|/)\s*{_ONE})*){_ALSO}"
    r"(?P<after>[\s.):–—-]*)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DIGIT = "0-9lIOo"
_GARBLED = re.compile(
    rf"(?:AC\s*)?(?P<a>[{_DIGIT}]{{1,2}})(?P<sep>\s?[,:;·_-]\s?|\s|\.)(?P<b>[{_DIGIT}]{{1,2}})"
    r"(?P<after>[.)]?(?:\s+|$))(?P<rest>.*)",
    re.DOTALL,
)
_READ_AS = str.maketrans("lIOo", "1100")
_OUTCOME = re.compile(
    r"(?:learning\s+outcomes?|LOs?|outcome)(?![a-z])[\s:.#-]*(?:\(\s*(?:LO\s*)?)?(?P<n>\d{1,2})(?!\d|\.\d)\s*\)?"
    r"\s*[:.)–—-]*\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN_NUMBER = re.compile(r"(?P<n>\d{1,2})(?!\d|\.\d)\s*[.):–—-]?\s+(?P<rest>\D.*)", re.DOTALL)
_PAGE = re.compile(
    r"[-–—|\s]*(?:page|p\.?|pg\.?)?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)


@dataclass(frozen=True)
class Coded:
    """A line that a criterion's number opens. `garbled` says that the number was mended."""

    codes: tuple[str, ...]
    rest: str
    also: str = ""
    garbled: str = ""


def coded(text: str) -> Coded | None:
    """The criterion codes at the start of a line: "1.2", "AC 1.2 (340 1.1)", "1.1 and 1.2"."""
    found = _CODED.match(text)
    if not found:
        return _lettered(text)
    parts = re.findall(r"\d{1,2}\s?\.\s?\d{1,2}", found.group("codes"))
    codes = tuple(dict.fromkeys(re.sub(r"\s", "", part) for part in parts))
    rest = found.group("rest").strip()
    return Coded(codes, rest, (found.group("also") or "").strip())


def bare(text: str) -> str:
    """A text without the code that opens it."""
    found = coded(text)
    return found.rest if found else text


def _lettered(text: str) -> Coded | None:
    """ "1a", "2(c)": the third criterion of the second outcome is 2.3."""
    found = _LETTERED.match(text)
    if not found:
        return None
    letter, rest = found.group("letter"), (found.group("rest") or "").strip()
    if letter.isupper() and not rest[:1].isupper():
        return None
    code = f"{int(found.group('n'))}.{ord(letter.lower()) - ord('a') + 1}"
    return Coded((code,), rest, also=f"{found.group('n')}{letter}")


def garbled(text: str) -> Coded | None:
    """A number that lost its dot or had a figure misread: "3 2", "3,2", "l.2", "1.O"."""
    found = _GARBLED.match(text)
    if not found or coded(text):
        return None
    a, b = (found.group(name).translate(_READ_AS) for name in ("a", "b"))
    misread = not (found.group("a") + found.group("b")).isdigit()
    if not (int(a) and int(b)) or (found.group("a") + found.group("b")).isalpha():
        return None
    # A dot between whole figures is no garbling, and is no code where `coded` found none.
    return _mended(found, a, b) if misread or found.group("sep") != "." else None


def _mended(found: re.Match[str], a: str, b: str) -> Coded:
    shown = found.group(0)[: found.start("after")].strip()
    return Coded((f"{int(a)}.{int(b)}",), found.group("rest").strip(), garbled=shown)


def outcome_number(text: str) -> tuple[str, str] | None:
    """The number and text of a line that says that it is an outcome's: "LO 2: ..."."""
    found = _OUTCOME.match(text)
    return (str(int(found.group("n"))), found.group("rest").strip()) if found else None


def plain_number(text: str) -> tuple[str, str] | None:
    """A whole number and the text after it: "2 Be able to ..."."""
    found = _PLAIN_NUMBER.match(text)
    return (str(int(found.group("n"))), found.group("rest").strip()) if found else None


def is_page_number(text: str) -> bool:
    return bool(_PAGE.fullmatch(text))


def pair(code: str) -> tuple[int, int]:
    """A code as numbers that sort: "2.10" is (2, 10)."""
    first, _, second = code.partition(".")
    return int(first), int(second or 0)
