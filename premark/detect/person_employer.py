"""A row of a log of clients in; the employers named in it, with their places, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from premark.detect.artefact_words import words as artefact_words
from premark.detect.citation_words import fold
from premark.detect.person_words import PersonWords
from premark.types.document import Passage

_WORD = r"(?:[A-Z][\w&'’-]*|of|and|the|St\.)"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,7}}")


def employers(passage: Passage, table: PersonWords) -> Iterator[tuple[int, int]]:
    """Start and end of each organisation named in a client's row: "Brindle Foods Ltd"."""
    client = artefact_words().column("client")
    if not any(client.hits(cell.name) for cell in passage.cells):
        return
    for found in _NAME.finditer(passage.text):
        at = found.start()
        for words in _apart(found.group().split(), table):
            for start, last in _employer(words, table):
                begin = at + len(" ".join(words[:start])) + bool(start)
                yield begin, begin + len(" ".join(words[start:last]))
            at += len(" ".join(words)) + 1


def _employer(words: list[str], table: PersonWords) -> Iterator[tuple[int, int]]:
    """First and last word of the organisation that a run of capitals names, if it names one."""
    for last in range(len(words), 1, -1):
        start = _first_of_its_own(words[:last], table)
        more = " ".join(words[last : last + 1])
        if table.cues["employers_not_before"].fullmatch(more):
            return
        if table.cues["employers"].fullmatch(words[last - 1]) and start < last - 1:
            yield start, last
            return


def _apart(words: list[str], table: PersonWords) -> Iterator[list[str]]:
    """The run cut after an "and" that joins two names: not "Bath and Wells Trust"."""
    first = 0
    for i in range(1, len(words)):
        if words[i] == "and" and table.cues["employers"].fullmatch(words[i - 1]):
            yield words[first : i + 1]
            first = i + 1
    yield words[first:]


def _first_of_its_own(words: list[str], table: PersonWords) -> int:
    """Where a name begins that is more than labels: 0 of "Brindle Council", past "Local"."""
    own = (i for i, word in enumerate(words) if fold(word) not in table.everyday)
    return next(own, len(words))
