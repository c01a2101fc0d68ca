"""What is said of the whole: the wrong unit, mixed disciplines, no declaration, the word count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from builders import PROSE, make_document, make_finding, make_pack, make_passage, sections_of

from premark.packs.load import load_patterns
from premark.patterns import search
from premark.types.criteria import Pack
from premark.types.document import Document
from premark.types.evidence import Finding, Match, Notice
from premark.weigh.blank import blank_headings
from premark.weigh.notices import notices
from premark.weigh.review import Evidence

MATCH = Match(passage="p001", criterion="1.1", primary=True, via="decoding", score=0.9,
              because="near")  # fmt: skip


def told(
    document: Document | None = None,
    findings: Sequence[Finding] = (),
    matches: Sequence[Match] = (MATCH,),
    pack: Pack | None = None,
) -> dict[str, Notice]:
    read = document or make_document(["# 1.1 Flour", PROSE])
    evidence = Evidence((make_passage("word " * 1200, 1),), tuple(matches), tuple(findings))
    found = notices(read, sections_of(read), evidence, pack or make_pack())
    return {notice.code: notice for notice in found}


def disciplines(coaching: int, mentoring: int, passage: int = 1) -> list[Finding]:
    keys = ["coaching"] * coaching + ["mentoring"] * mentoring
    return [make_finding("discipline", key, passage, start=i) for i, key in enumerate(keys)]


def test_the_words_are_counted() -> None:
    assert told()["word-count"].message == "1,200 words in the answering sections."


def test_a_file_that_addresses_nothing_is_told() -> None:
    assert "nothing-matched" in told(matches=())
    assert "nothing-matched" not in told()


def test_a_secondary_match_alone_addresses_nothing() -> None:
    assert "nothing-matched" in told(matches=[MATCH.model_copy(update={"primary": False})])


ONE: dict[str, Any] = {"field": "coaching", "keep_to_one": True}


def test_two_disciplines_mixed_are_told_with_places() -> None:
    notice = told(findings=disciplines(20, 15), pack=make_pack(**ONE))["mixed-disciplines"]
    assert "coaching is named 20 times and mentoring 15" in notice.message
    assert 0 < len(notice.places) <= 5


def mixed(*lines: str) -> Notice | None:
    """The notice on a document whose every mention of either is a finding at its place."""
    document = make_document(["# 1.1 Flour", *lines])
    found = []
    for block in document.blocks:
        for hit in search(load_patterns()["coaching"], block.text):
            finding = make_finding("discipline", hit.key, block.index, start=hit.start)
            found.append(finding)
    return told(document, found, matches=(), pack=make_pack(**ONE)).get("mixed-disciplines")


COACHED = "I coached her weekly, and my coaching went well for my coachee. "
MENTORED = "As a mentor I told my mentee what I know, and mentoring went on. "


def test_the_choice_that_the_text_states_is_named_with_its_place() -> None:
    notice = mixed("I have chosen to focus on coaching.", COACHED * 4, MENTORED * 4)
    assert notice is not None
    assert "chooses coaching (para 2)" in notice.message and "mentoring is mixed" in notice.message
    assert notice.places[0].block == 1 and {at.block for at in notice.places[1:]} == {3}
    assert "which one" not in notice.next_step


def test_the_discipline_chosen_need_not_be_the_one_named_most() -> None:
    notice = mixed("This essay keeps to mentoring.", COACHED * 9, MENTORED * 3)
    assert notice is not None and "coaching is mixed in" in notice.message


def test_a_text_that_states_no_choice_is_asked_for_one() -> None:
    notice = mixed(COACHED * 4, MENTORED * 4)
    assert notice is not None and "Check which one" in notice.next_step


@pytest.mark.parametrize("line", [
    "Mentoring passes on what a mentor knows, whereas coaching asks. ",
    "Unlike mentoring, this is led by the client. ",
    "She called it “a mentor for the mentee, no less” at the time. ",
])  # fmt: skip
def test_saying_how_the_two_differ_is_not_mixing(line: str) -> None:
    assert mixed("I chose coaching.", COACHED * 4, line * 10) is None


@pytest.mark.parametrize(("coaching", "mentoring"), [(40, 0), (40, 3), (100, 9), (0, 0)])
def test_one_discipline_with_a_slip_of_the_other_is_not_mixed(
    coaching: int, mentoring: int
) -> None:
    found = disciplines(coaching, mentoring)
    assert "mixed-disciplines" not in told(findings=found, pack=make_pack(**ONE))


def test_a_unit_that_takes_both_is_not_told_of_mixing() -> None:
    assert "mixed-disciplines" not in told(findings=disciplines(20, 15))


def test_a_criterion_that_asks_for_both_is_left_out_of_the_count() -> None:
    both = [c.model_copy(update={"both": c.id == "1.1"}) for c in make_pack().criteria]
    pack = make_pack(both, **ONE)
    assert "mixed-disciplines" not in told(findings=disciplines(20, 15), pack=pack)
    assert "mixed-disciplines" in told(findings=disciplines(20, 15, passage=2), pack=pack)


def test_a_declaration_left_empty_is_told() -> None:
    empty = make_document(["# 1.1 Flour", PROSE, "# Declaration"])
    signed = make_document(["# 1.1 Flour", PROSE, "# Declaration", "This is my own work."])
    assert "no-declaration" in told(empty)
    assert "no-declaration" not in told(signed)
    assert "no-declaration" not in told()


def test_the_templates_own_words_are_no_declaration() -> None:
    document = make_document(["# 1.1 Flour", PROSE, "# Declaration", "Sign here to declare."])
    blocks = list(document.blocks)
    blocks[-1] = blocks[-1].model_copy(update={"template": True})
    assert "no-declaration" in told(document.model_copy(update={"blocks": tuple(blocks)}))


def blank_told(*lines: str, matches: Sequence[Match] = ()) -> Notice | None:
    document = make_document(lines)
    sections = sections_of(document)
    evidence = Evidence((), tuple(matches), (), blank_headings(document, sections))
    found = notices(document, sections, evidence, make_pack())
    return next((n for n in found if n.code == "headed-but-blank"), None)


def test_a_heading_with_nothing_under_it_is_told_with_its_place() -> None:
    notice = blank_told("# AC 1.1", PROSE, "# AC 1.2", "# AC 2.1", PROSE)
    assert notice is not None and "1.2 (para 3)" in notice.message
    assert [at.block for at in notice.places] == [2]


def test_a_heading_over_template_guidance_alone_is_blank() -> None:
    document = make_document(["# AC 1.1", "Click here to enter text.", "# AC 1.2", PROSE])
    blocks = [b.model_copy(update={"template": b.index == 1}) for b in document.blocks]
    document = document.model_copy(update={"blocks": tuple(blocks)})
    sections = sections_of(document)
    blank = blank_headings(document, sections)
    assert list(blank) == ["1.1"] and blank["1.1"].boxed
    evidence = Evidence((), (MATCH,), (), blank)
    codes = [n.code for n in notices(document, sections, evidence, make_pack())]
    assert "headed-but-blank" in codes  # the box is empty, whatever else comes near


@pytest.mark.parametrize("lines", [
    ("# AC 1.1", "## What flour does", PROSE, "# AC 1.2", PROSE),
    ("# Learning outcome 1", "# AC 1.1", PROSE),
    ("# AC 1.1", "# AC 1.2", PROSE, "# AC 1.1", PROSE),
    ("# AC 1.1", "| a | b", "| flour | gluten", "# AC 1.2", PROSE),
    ("# Introduction", "# AC 1.1", PROSE),
])  # fmt: skip
def test_a_heading_answered_below_or_elsewhere_is_not_blank(lines: tuple[str, ...]) -> None:
    assert blank_told(*lines) is None


def test_a_blank_heading_whose_criterion_is_answered_elsewhere_is_not_told() -> None:
    lines = ("# AC 1.1", "# AC 1.2", PROSE)
    assert blank_told(*lines) is not None
    assert blank_told(*lines, matches=[MATCH]) is None
