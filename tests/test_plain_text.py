"""Text that is shown: nothing in it moves a cursor, turns round, or becomes a formula."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from premark.plain import SIGNS, inert, one_line, plain

BEFORE = (
    "", " ", "\t", "\r", "\n", "\u00a0", "\u3000", '"', "x;", "x; ", "x|", "x,", 'x;"', "x\n",
    "\u200b", "\ufeff", "'x';",
)  # fmt: skip
CONTROLS = ("Cc", "Cf", "Cs")


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_nothing_unseen_is_left_whatever_the_text(text: str) -> None:
    left = [c for c in plain(text) if unicodedata.category(c) in CONTROLS and c != "\n"]
    assert not left and "\x1b" not in one_line(text) and "\n" not in one_line(text)


def test_an_order_of_a_name_is_shown_as_it_is_stored() -> None:
    assert one_line("essay\u202excod.exe") == "essayxcod.exe"
    assert one_line("\x1b]0;owned\x07a\x1b[2Jb\x9b31mc") == "ab31mc"


@pytest.mark.parametrize("sign", list(SIGNS.replace("\\", "")))
@pytest.mark.parametrize("before", BEFORE)
def test_a_sign_that_would_begin_a_cell_has_an_apostrophe_before_it(before: str, sign: str) -> None:
    assert f"'{sign}1+1" in inert(f"{before}{sign}1+1")


@pytest.mark.parametrize("said", ["2 - 1 = 1", "well-being", "a@b.example", "(+44) 1", "3 + 4"])
def test_a_sign_within_words_is_left_alone(said: str) -> None:
    assert inert(said) == said


def test_a_tab_within_a_cell_separates_nothing() -> None:
    assert inert("x\t=1") == "x =1"
