"""Authors that only the reference list makes sure of: a text and a place in, their names out."""

from __future__ import annotations

import re

from premark.detect.citation_names import Authors
from premark.detect.citation_words import fold, source_name, words

_REACH = 60
_NAMED = re.compile(
    r"(?P<name>[^\W\d_]{3,24}(?:['’-][^\W\d_]{2,24}){0,2}?)(?P<own>['’]s?)?"
    r"(?P<initials>,?\s[A-Z]{1,2}(?=\W*\Z))?(?P<comma>\s?,)?[\s(\[]*\Z"
)


def listed_before(text: str, end: int, floor: int, known: frozenset[str]) -> Authors | None:
    """The listed name that ends at `end`, where its writing alone does not show an author.

    "marsh (2002)" without its capital, "(Marsh T, 2002)", and "(May, 1969)" with its
    comma: without one that is a date.
    """
    begin = max(floor, end - _REACH)
    found = _NAMED.search(text[begin:end])
    if found is None:
        return None
    name, plain = found["name"], fold(found["name"])
    if source_name(name) not in known or plain in words().leads:
        return None
    bland = plain in words().calendar or plain in words().never_alone
    if bland and not (name[0].isupper() and found["comma"]):
        return None
    return Authors(begin + found.start("name"), (name,))
