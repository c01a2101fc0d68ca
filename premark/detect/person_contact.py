"""Text in; email addresses and telephone numbers with their places out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from premark.detect.person_words import PersonWords

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w+-]+(?:\.[\w+-]+){0,8}@(?:[A-Za-z0-9-]+\.){1,6}[A-Za-z]{2,}(?![\w@])"
)
# A trunk 0 or a country code, then groups of digits; groups keep dates and sums of money out.
_PHONE = re.compile(
    r"(?<![\w.,/@£$+-])(?:\+\d{1,3}[\s-]?(?:\(0\)[\s-]?)?|\(0\d{2,5}\)|00\d{2}\s?|0\d)"
    r"(?:[\s-]?\(?\d{1,11}\)?){1,6}(?![\w@]|[./-]\d)"
)
_DIGITS = (10, 15)


@dataclass(frozen=True)
class Contact:
    """An address or a number. `key` is it without blanks, in small letters."""

    kind: Literal["email", "phone"]
    start: int
    end: int
    key: str


def contacts(text: str, table: PersonWords) -> Iterator[Contact]:
    """Every email address and telephone number, addresses first."""
    for found in _EMAIL.finditer(text):
        yield Contact("email", *found.span(), found.group().lower())
    for found in _PHONE.finditer(text):
        if _is_phone(found.group()) and not _is_other(text, found.start(), table):
            yield Contact("phone", *found.span(), re.sub(r"[^\d+]", "", found.group()))


def _is_phone(number: str) -> bool:
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    if number.startswith("+") or digits.startswith("00"):
        return _DIGITS[0] <= len(digits) <= _DIGITS[1]
    groups = re.findall(r"\d+", number)
    # ISBNs open with a single 0; a telephone number never does.
    return len(digits) in (10, 11) and digits[1] in "12378" and len(groups[0]) > 1


def _is_other(text: str, start: int, table: PersonWords) -> bool:
    before = text[max(0, start - 40) : start]
    in_link = re.search(r"(?:https?:|www\.|10\.\d{4,}/)\S*$", before)
    return bool(in_link) or table.ends("not_phone", before)
