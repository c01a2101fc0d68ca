"""Numbers in words are found by one pattern in which what is alike stands once."""

from __future__ import annotations

import re

import pytest

from premark.detect import durations
from premark.detect.number_words import NUMBERS


def test_the_longest_number_is_taken_whatever_follows_it() -> None:
    found = re.compile(durations._longest_of(NUMBERS), re.IGNORECASE)
    by_length = sorted(NUMBERS, key=len, reverse=True)
    for word in NUMBERS:
        for after in ("", "x", "teen", "-five", " five", " hundred and ten", " hundred and a"):
            text = word + after
            longest = next(other for other in by_length if text.startswith(other))
            hit = found.match(text)
            assert hit and hit[0] == longest, text


def test_beginnings_and_ends_that_are_alike_are_written_once() -> None:
    assert durations._longest_of(["ten", "tens", "tent"]) == "ten(?:[st])?"
    assert durations._longest_of(["a b", "a-b", "c"]) == r"(?:a[\ \-]b|c)"


@pytest.mark.parametrize(
    ("text", "hours"),
    [("Sixteen hours", 16.0), ("a hundred and twenty-five hours", 125.0), ("sixty-one hours", 61)],
)
def test_a_length_in_words_is_read_whole(text: str, hours: float) -> None:
    assert durations.find_durations(text) == [(0, len(text), hours)]
