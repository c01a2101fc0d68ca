"""A heading without a code names the criterion that it says, in any of the ways it may say it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import PROSE, make_document, sections_of

from premark.packs.load import all_packs, find_pack
from premark.structure.wording import named_in_words, vocabulary

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
GUIDE_5 = SEEDS / "000_57c2f2fea8c8c8f7.txt"
GUIDE_7 = SEEDS / "004_ba44e8fe14daa3d5.txt"
WORDED = r"(?m)^(?:- )?(\d\.\d) ([A-Z][^\n]{30,}[^\n:])$"

SAID = [
    ("8580-500", "1.2", "What barriers might people and the organisation put up, and what then?"),
    ("8580-500", "2.2", "Why does a coach have to communicate well?"),
    ("8580-500", "3.4", "Supervision: is it worth having?"),
    ("8580-500", "4.2", "How should the benefits of coaching be evaluated?"),
    ("8580-501", "1.3", "How did I plan and prepare a programme of twelve hours?"),
    ("8580-501", "2.1", "Twelve hours of coaching completed"),
    ("8580-501", "3.1", "What feedback did I collect on my coaching?"),
    ("8580-503", "1.2", "A critical look at my strengths and weaknesses"),
    ("8580-503", "3.2", "How I have logged my own progress"),
    ("8589-700", "1.1", "How do the strategic purposes of coaching and mentoring compare?"),
    ("8589-700", "1.3", "Alternative methods of learning and development"),
    ("8589-700", "3.1", "Evaluating the impact of coaching on the individual"),
    ("8589-700", "3.2", "Evaluating the impact on the organisation and its stakeholders"),
    ("8589-701", "1.1", "Agreeing the contract"),
    ("8589-701", "2.4", "Auditable records of planning, coaching, supervision and observation"),
    ("8589-703", "1.4", "How can I adapt my approach to use my strengths?"),
    ("8589-703", "2.3", "Going on learning after the twelve months"),
]

OTHERS = [
    "Introduction", "Setting the scene", "About this file", "Where I work", "Last words",
    "Section I.01 Name name name name", "Learning outcome 1", "Client A", "Session 3",
    "My role as operations manager at the depot", "Table 1: Staff numbers by site",
    "Effective coaching or mentoring of senior people", "Materials and methods of the experiment",
    "The supervision of swimming pools", "Contract law in Scotland",
    "Barriers to flood water in the valley", "Effective communication of the weather forecast",
    "Quarterly financial statement for shareholders", "Five surgeries and a cat",
]  # fmt: skip


@pytest.mark.parametrize(("unit", "code", "heading"), SAID)
def test_a_heading_in_words_names_the_criterion_it_says(
    unit: str, code: str, heading: str
) -> None:
    assert named_in_words(heading, vocabulary(find_pack(unit))) == code


@pytest.mark.parametrize("heading", OTHERS)
def test_a_heading_about_something_else_names_none(heading: str) -> None:
    for pack in all_packs():
        assert named_in_words(heading, vocabulary(pack)) == "", pack.code


def test_every_statement_of_ours_names_its_own_criterion() -> None:
    for pack in all_packs():
        words = vocabulary(pack)
        assert {c.id: named_in_words(c.asks, words) for c in pack.criteria} == {
            c.id: c.id for c in pack.criteria
        }


def test_every_criterion_has_phrases_for_its_headings() -> None:
    assert all(c.headed for pack in all_packs() for c in pack.criteria)


@pytest.mark.skipif(not GUIDE_5.exists(), reason="../shared is not beside this clone")
def test_the_official_wording_of_level_5_names_its_criterion() -> None:
    parts = re.split(r"(?m)^Assignment \w+: .*\n\s*\nAssess", GUIDE_5.read_text(encoding="utf-8"))
    right, said = 0, 0
    for unit, part in zip(("8580-500", "8580-501", "8580-503"), parts[-3:], strict=True):
        words = vocabulary(find_pack(unit))
        for code, wording in re.findall(r"(?m)^(\d\.\d) ([A-Z][^\t\n]+)\t", part):
            said += 1
            right += named_in_words(wording, words) == code
    assert (right, said) == (said, 13)


@pytest.mark.skipif(not GUIDE_7.exists(), reason="../shared is not beside this clone")
def test_the_official_wording_of_level_7_names_its_criterion() -> None:
    text = GUIDE_7.read_text(encoding="utf-8")
    parts = re.split(r"(?m)^UAN:", text)[1:]
    right, said = 0, 0
    for unit, part in zip(("700", "701", "703"), parts, strict=True):
        words = vocabulary(find_pack(f"8589-{unit}"))
        for answer in re.findall(r"(?s)The learner can:(.*?)Depth", part):
            for code, wording in re.findall(WORDED, answer):
                said += 1
                right += named_in_words(re.sub(r"<sup>\d</sup>", "", wording), words) == code
    assert (right, said) == (said, 25)


def test_the_title_of_the_whole_names_no_criterion() -> None:
    pack = find_pack("8589-703")
    lines = ["# My professional development plan", "## Where I am", PROSE, "## Close", PROSE]
    assert [s.criteria for s in sections_of(make_document(lines), pack)] == [(), (), ()]


def test_words_under_a_coded_heading_keep_its_code() -> None:
    pack = find_pack("8580-500")
    lines = ["# AC 1.1 Coaching", PROSE, "## Supervision", PROSE, "# AC 1.2", PROSE]
    found = sections_of(make_document(lines), pack)
    assert [s.criteria for s in found] == [("1.1",), ("1.1",), ("1.2",)]


def test_words_choose_between_the_codes_above_them() -> None:
    pack = find_pack("8580-500")
    lines = ["# AC 3.2 and AC 3.4", "## Supervision", PROSE, "## The contract", PROSE]
    found = sections_of(make_document(lines), pack)
    assert [s.criteria for s in found] == [("3.2", "3.4"), ("3.4",), ("3.2",)]


def test_words_do_not_name_a_criterion_that_has_a_coded_heading_of_its_own() -> None:
    pack = find_pack("8580-500")
    lines = ["# AC 3.2 Contracting", PROSE, "# AC 3.4 Supervision", PROSE, "# Contracts", PROSE]
    found = sections_of(make_document(lines), pack)
    assert [s.criteria for s in found] == [("3.2",), ("3.4",), ()]
