"""What `clean` takes out of a text and what it leaves."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from premark.read.cleaning import clean


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("eﬀective ﬁrst ﬂow eﬃcient", "effective first flow efficient"),
        ("coach\u00ading", "coaching"),
        ("two\u00a0 \t\n words", "two words"),
        ("cafe\u0301", "café"),
        ("a\x00b\x07c", "abc"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("co\u200dach", "coach"),
        ("\u202ereversed\u202c", "reversed"),
        ("one\u2011to\u2010one", "one-to-one"),
        ("\uf0b7 point", "point"),
        ("  ends  ", "ends"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_taken_out(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_dashes_quotes_and_currency_stay_as_they_are() -> None:
    text = "“Yes” – she’d paid £40 … 10% of it"
    assert clean(text) == text


def test_joiners_stay_where_a_script_or_an_emoji_needs_them() -> None:
    assert "\u200d" in clean("👩\u200d🏫")


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
