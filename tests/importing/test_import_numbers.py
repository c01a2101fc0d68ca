"""Lost, garbled and repeated numbers of criteria are inferred from their neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from premark.importing.numbering import coded, garbled, is_page_number, outcome_number
from premark.importing.numbers import Printed, infer_codes, missing_codes


def codes(*printed: str) -> list[str]:
    return [given.code for given in infer_codes([Printed(code) for code in printed])]


@pytest.mark.parametrize(("printed", "expected"), [
    (["1.1", "", "1.3"], ["1.1", "1.2", "1.3"]),
    (["2.2", "", "3.1"], ["2.2", "2.3", "3.1"]),
    (["3.4", "", "4.2"], ["3.4", "4.1", "4.2"]),
    (["2.1", "", "", "2.4"], ["2.1", "2.2", "2.3", "2.4"]),
    (["1.2", "", "", "2.2"], ["1.2", "1.3", "2.1", "2.2"]),
    (["", "1.2"], ["1.1", "1.2"]),
    (["1.1", "1.2", "1.2", "1.4"], ["1.1", "1.2", "1.3", "1.4"]),
    (["", "", ""], ["1.1", "1.2", "1.3"]),
    (["1.1", "1.2", ""], ["1.1", "1.2", "1.3"]),
])  # fmt: skip
def test_a_lost_number_is_told_by_its_neighbours(printed: list[str], expected: list[str]) -> None:
    assert codes(*printed) == expected


def test_the_outcome_that_criteria_stand_under_parts_them() -> None:
    printed = [Printed("", outcome="1"), Printed("", outcome="1"), Printed("", outcome="2")]
    assert [given.code for given in infer_codes(printed)] == ["1.1", "1.2", "2.1"]


def test_a_garbled_number_is_mended_and_said() -> None:
    printed = [Printed("3.1"), Printed("3.2", garbled="3 2"), Printed("3.3")]
    (_, mended, _) = infer_codes(printed)
    assert mended.code == "3.2"
    assert "'3 2'" in mended.why


def test_a_number_that_is_printed_has_no_doubt() -> None:
    assert [given.why for given in infer_codes([Printed("1.1"), Printed("1.2")])] == ["", ""]


@given(st.lists(st.sampled_from(["", "1.1", "1.2", "1.3", "2.1", "2.2", "3.1"]), max_size=12))
def test_every_criterion_gets_a_code(printed: list[str]) -> None:
    found = codes(*printed)
    assert len(found) == len(set(found)) == len(printed)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.data())
def test_one_lost_number_between_two_is_found_again(sizes: list[int], data: st.DataObject) -> None:
    whole = [f"{a}.{b}" for a, size in enumerate(sizes, 1) for b in range(1, size + 1)]
    lost = data.draw(st.integers(0, len(whole) - 1))
    inner = 0 < lost < len(whole) - 1
    shown = [code if i != lost else "" for i, code in enumerate(whole)]
    # The only criterion of its outcome leaves no gap behind.
    if inner and not (whole[lost].endswith(".1") and whole[lost + 1].endswith(".1")):
        assert codes(*shown) == whole


def test_numbers_that_are_skipped_are_named() -> None:
    assert missing_codes(["1.1", "1.3", "2.2"]) == ["1.2", "2.1"]
    assert missing_codes(["1.1", "1.2", "2.1"]) == []


@pytest.mark.parametrize(("text", "code", "also", "rest"), [
    ("1.1 Explain", "1.1", "", "Explain"),
    ("AC 1.2 (340 1.1) Explain", "1.2", "340 1.1", "Explain"),
    ("AC1.2: Explain", "1.2", "", "Explain"),
    ("2.10. Explain", "2.10", "", "Explain"),
    ("LO1 AC1.2 Explain", "1.2", "", "Explain"),
])  # fmt: skip
def test_a_code_is_read_at_the_start_of_a_line(text: str, code: str, also: str, rest: str) -> None:
    found = coded(text)
    assert found and (found.codes, found.also, found.rest) == ((code,), also, rest)


@pytest.mark.parametrize("text", ["2020 was", "1.1.1 part", "12 hours", "Level 1.1", "1"])
def test_other_figures_are_no_codes(text: str) -> None:
    assert coded(text) is None


@pytest.mark.parametrize(("text", "code"), [
    ("3 2", "3.2"), ("3,2", "3.2"), ("l.2 Explain", "1.2"), ("1:4 Explain", "1.4"),
])  # fmt: skip
def test_a_garbled_code_is_mended(text: str, code: str) -> None:
    found = garbled(text)
    assert found and found.codes == (code,)


@pytest.mark.parametrize("text", ["l l", "o o", "2", "1.1 Explain", "12 hours of work", "1.O"])
def test_what_is_no_garbled_code_is_left_alone(text: str) -> None:
    assert garbled(text) is None


def test_outcomes_and_pages_are_told_by_their_words() -> None:
    assert outcome_number("Learning outcome (LO 2)") == ("2", "")
    assert outcome_number("LO3: Be able to") == ("3", "Be able to")
    assert outcome_number("Lost and found 3") is None
    assert is_page_number("Page 3 of 9") and is_page_number("- 12 -")
    assert not is_page_number("3.2")
