"""Criterion codes are read in the forms that learners type, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.structure.codes import named_codes

CODES = ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2")


@pytest.mark.parametrize(("line", "codes"), [
    ("1.1", "1.1"),
    ("1.1.", "1.1"),
    ("1.1)", "1.1"),
    ("(1.1)", "1.1"),
    ("[1.1]", "1.1"),
    ("AC 1.1", "1.1"),
    ("AC1.1:", "1.1"),
    ("ac1.1", "1.1"),
    ("A.C. 1.1", "1.1"),
    ("AC: 1.1", "1.1"),
    ("AC 1,1", "1.1"),
    ("Criterion 2.2", "2.2"),
    ("Assessment criterion 2.2 - Evaluate", "2.2"),
    ("Assessment Criteria: 2.2", "2.2"),
    ("Question 2.2", "2.2"),
    ("Task 2.2:", "2.2"),
    ("LO2 2.3", "2.3"),
    ("LO 2, 2.3", "2.3"),
    ("LO2 - AC 2.3", "2.3"),
    ("Learning outcome 2: 2.3", "2.3"),
    ("532 2.1", "2.1"),
    ("Unit 532 2.1", "2.1"),
    ("Unit 8580-532: AC 2.1", "2.1"),
    ("8580/532 2.1", "2.1"),
    ("M5-301 1.1 Teams", "1.1"),
    ("Unit M5/301: 1.1", "1.1"),
    ("Unit 5.01 1.1 Teams", "1.1"),
    ("D/508/1234 1.1", "1.1"),
    ("1.1 - Analyse the case", "1.1"),
    ("1.1 – Analyse the case", "1.1"),
    ("1.1: Analyse the case", "1.1"),
    ("1.1Analyse", "1.1"),
    ("1 .1 Analyse", "1.1"),
    ("1.1 and 1.2", "1.1 1.2"),
    ("1.1/1.2", "1.1 1.2"),
    ("1.1 & 1.2", "1.1 1.2"),
    ("AC 1.1, 1.2 and 2.1", "1.1 1.2 2.1"),
    ("AC 1.1, AC 1.2", "1.1 1.2"),
    ("ACs 2.1 to 2.3", "2.1 2.2 2.3"),
    ("2.1-2.3 Contracting", "2.1 2.2 2.3"),
    ("Evaluating ovens (AC 2.2)", "2.2"),
    ("Evaluating ovens (2.2)", "2.2"),
    ("Evaluating ovens (2.2 and 2.3)", "2.2 2.3"),
    ("Ovens – criterion 2.2", "2.2"),
])  # fmt: skip
def test_a_code_is_read_as_learners_type_it(line: str, codes: str) -> None:
    named = named_codes(line, CODES)
    assert named is not None
    assert named.codes == tuple(codes.split())


@pytest.mark.parametrize("line", [
    "",
    "Introduction",
    "1",
    "1.",
    "4.1 Nothing of this unit",
    "1.9 Nothing of this unit",
    "1.1.1 A part of a part",
    "1.10 Not the same code",
    "12.1 loaves",
    "11.1",
    "In 2.1 I said that",
    "Version 2.1 of the form",
    "It rose by 2.1 per cent",
    "2 1",
    "01.1.2024",
])  # fmt: skip
def test_what_is_no_code_of_the_unit_is_not_read_as_one(line: str) -> None:
    named = named_codes(line, CODES)
    assert named is None or named.codes == ()


@pytest.mark.parametrize(("line", "bare"), [
    ("1.1 Analyse", True),
    ("Section 1.1", True),
    ("Task 1.1", True),
    ("Q1.1", True),
    ("AC 1.1", False),
    ("LO1 1.1", False),
    ("532 2.1", False),
    ("Criterion 1.1", False),
    ("Ovens (2.2)", False),
])  # fmt: skip
def test_a_number_alone_is_bare_and_a_marked_one_is_not(line: str, bare: bool) -> None:
    named = named_codes(line, CODES)
    assert named is not None and named.bare is bare


@pytest.mark.parametrize(("line", "rest"), [
    ("1.1 Analyse the case", "Analyse the case"),
    ("AC1.1: Analyse the case", "Analyse the case"),
    ("LO2 2.3 - What the log shows", "What the log shows"),
    ("AC 1.1 and 1.2 Both at once", "Both at once"),
    ("Evaluating ovens (AC 2.2)", "Evaluating ovens"),
    ("1.1", ""),
])  # fmt: skip
def test_what_follows_the_code_is_kept(line: str, rest: str) -> None:
    named = named_codes(line, CODES)
    assert named is not None and named.rest == rest


def test_a_code_of_two_digits_is_not_its_first() -> None:
    named = named_codes("2.10 Late in the list", (*CODES, "2.10"))
    assert named is not None and named.codes == ("2.10",)


def test_codes_come_once_and_in_their_order() -> None:
    named = named_codes("AC 2.2, 1.1, 2.2", CODES)
    assert named is not None and named.codes == ("2.2", "1.1")


def test_without_codes_nothing_is_named() -> None:
    assert named_codes("1.1 Analyse", ()) is None


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.text(alphabet="0123456789., -–:()ACaclo/&\n", max_size=60))
def test_no_line_trips_it_and_only_known_codes_come_out(line: str) -> None:
    named = named_codes(line, CODES)
    assert named is None or set(named.codes) <= set(CODES)


def test_a_hostile_line_is_read_in_time() -> None:
    for line in ("1.1, " * 4000, "AC " * 5000, "(" * 20000, "1.1 and " * 3000 + "x", " " * 30000):
        named_codes(line, CODES)
