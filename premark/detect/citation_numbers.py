"""Numeric citations: a text in, (start, end, number, printed) of each number cited out."""

from __future__ import annotations

import re

from premark.detect.citation_words import words

Number = tuple[int, int, int, bool]

_BRACKET = re.compile(r"\[(\d{1,3}(?:\s?[-–—,;&]\s?\d{1,3}){0,20})(?:,?\s?pp?\.[^\]]{1,20})?\]")
_PART = re.compile(r"\d{1,3}")
_RAISED = re.compile(r"(?<=[^\s\d])[⁰¹²³⁴-⁹](?:[⁰¹²³⁴-⁹,⁻–]){0,8}")
_RAISED_UNIT = re.compile(r"(?:\b[kcm]?m|ft|sq|in)\Z")
_CLAUSE = re.compile(r"\s(?:and|that|which|but|who|by)\b")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_BARE = re.compile(
    r"(?:(?<=[a-z)\].;])\s?|(?<=[A-Z])\s)(?<![-−])(\d{1,3}(?:\s?[-–,]\s?\d{1,3}){0,12})(?!\d)(?=\s?[.;:,)](?!\d)|\s*\Z|\s[a-z])"
)


# "people.1 It": a raised number after the stop, before the next sentence.
_AFTER_STOP = re.compile(r"(?<=[a-z]{2}[.!?;”’)])(\d{1,3}(?:[-–,]\d{1,3}){0,12})(?=\s[A-Z“‘])")


def find_numbers(text: str, *, bare: bool = False) -> list[Number]:
    """Bracketed and raised numbers, each once; ranges count the numbers within them.

    `bare` also takes plain numbers after a word or a stop, as superscripts lose their height.
    """
    found: list[Number] = []
    for match in _BRACKET.finditer(text):
        found += _parts(match.group(1), match.start(1))
    for match in _RAISED.finditer(text):
        if not _RAISED_UNIT.search(text, max(0, match.start() - 4), match.start()):
            found += _parts(match.group().translate(_DIGITS), match.start())
    if bare:
        found += _bare(text)
    return _with_ranges(text, sorted(found))


def _parts(numbers: str, offset: int) -> list[Number]:
    found: list[Number] = []
    for match in _PART.finditer(numbers):
        start, end = offset + match.start(), offset + match.end()
        found.append((start, end, int(match.group()), True))
    return found


def _bare(text: str) -> list[Number]:
    found: list[Number] = []
    for match in _BARE.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()].split()
        word = before[-1].strip(".,;()").casefold() if before else ""
        following = re.match(r"\s[a-z]", text[match.end() : match.end() + 12])
        goes_on = word != "al" and following and not _CLAUSE.match(text, match.end())
        if goes_on or word.isdigit() or word in words().counted:
            continue
        found += _parts(match.group(1), match.start(1))
    for match in _AFTER_STOP.finditer(text):
        word = text[max(0, match.start() - 20) : match.start()].split()[-1]
        if word.strip(".,;()!?”’").casefold() not in words().counted:
            found += _parts(match.group(1), match.start(1))
    return found


def _with_ranges(text: str, printed: list[Number]) -> list[Number]:
    """Add what "[4-6]" and "[4]–[6]" leave unsaid."""
    found = list(printed)
    for left, right in zip(printed, printed[1:], strict=False):
        between = re.sub(r"[\s\[\]]", "", text[left[1] : right[0]])
        gap = right[2] - left[2]
        if between in ("-", "–", "—", "⁻") and 1 < gap <= 30:
            found += [(left[0], right[1], left[2] + k, False) for k in range(1, gap)]
    return sorted(found)
