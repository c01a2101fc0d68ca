"""A row of a log in; the employers named in it, with their places, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from premark.detect.artefact_words import is_log_column
from premark.detect.citation_words import fold
from premark.detect.person_words import PersonWords
from premark.types.document import Passage

_WORD = r"(?:[A-Z][\w&'’-]*|of|and|the|St\.)"
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,7}}")


def employers(passage: Passage, table: PersonWords) -> Iterator[tuple[int, int]]:
    """Start and end of each organisation named in a session's row: "Brindle Foods Ltd"."""
    if not any(is_log_column(cell.name) for cell in passage.cells):
        return
    for found in _NAME.finditer(passage.text):
        words = found.group().split()
        for last in range(len(words), 1, -1):
            start = _first_of_its_own(words[:last], table)
            if table.cues["employers"].fullmatch(words[last - 1]) and start < last - 1:
                at = found.start() + len(" ".join(words[:start])) + bool(start)
                yield at, at + len(" ".join(words[start:last]))
                break


def _first_of_its_own(words: list[str], table: PersonWords) -> int:
    """Where a name begins that is more than labels: 0 of "Brindle Council", past "Local"."""
    own = (i for i, word in enumerate(words) if fold(word) not in table.everyday)
    return next(own, len(words))
