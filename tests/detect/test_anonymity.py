"""The detector of names left in, with rules alone unless a test says that it parses."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import yaml

from premark.detect.anonymity import known_authors, people
from premark.detect.base import Rules, Seen
from premark.detect.model_lexicon import compile_lexicon
from premark.detect.person_words import NAMES, WORDS, load_person_words, person_words
from premark.errors import BadYaml, ModelMissing
from premark.packs.load import all_packs, load_models
from premark.packs.where import criteria_root
from premark.parse import SpacyParser, blank_parser, load_parser
from premark.types.document import Cell, Locator, Passage, Piece
from premark.types.evidence import Finding

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpora" / "assignments"
EXAMPLES = person_words().words.examples


@cache
def rules() -> Rules:
    return Rules(all_packs()[0], {}, compile_lexicon(load_models()), None)  # type: ignore[arg-type]


@cache
def blank() -> SpacyParser:
    return blank_parser()


def parser_or_skip() -> SpacyParser:
    try:
        return load_parser()
    except ModelMissing:
        pytest.skip("the English parser is not installed")


def prose(text: str, number: int = 0) -> Passage:
    at = Locator(block=number, start=0, end=len(text))
    pieces = (Piece(offset=0, at=at),)
    return Passage(id=f"p{number:03}", section=0, kind="prose", text=text, pieces=pieces)


def row(cells: dict[str, str], number: int = 0) -> Passage:
    whole = prose(" | ".join(cells.values()), number)
    named = tuple(Cell(name=name, text=text) for name, text in cells.items())
    return whole.model_copy(update={"kind": "row", "cells": named})


def found(
    *passages: str | Passage,
    parser: SpacyParser | None = None,
    known: frozenset[str] = frozenset(),
    learner: str = "",
) -> list[Finding]:
    given = [p if isinstance(p, Passage) else prose(p, n) for n, p in enumerate(passages)]
    parsed = tuple((parser or blank()).parse(given))
    seen = Seen(parsed, np.zeros((0, 1), dtype=np.float32))
    return list(people(seen, rules(), known=known, learner=learner))


def quotes(findings: Sequence[Finding]) -> list[str]:
    return [finding.quote for finding in findings]


@pytest.mark.parametrize("line", EXAMPLES.find)
def test_every_name_that_the_words_mark_is_found(line: str) -> None:
    marked = re.findall(r"\[\[(.*?)\]\]", line)
    assert quotes(found(re.sub(r"\[\[|\]\]", "", line))) == marked


@pytest.mark.parametrize("line", EXAMPLES.ignore)
def test_nothing_is_found_where_the_words_say_so(line: str) -> None:
    assert found(line) == []


def test_the_examples_hold_with_the_real_parser_too() -> None:
    parser = parser_or_skip()
    for line in EXAMPLES.find:
        plain = re.sub(r"\[\[|\]\]", "", line)
        assert quotes(found(plain, parser=parser)) == re.findall(r"\[\[(.*?)\]\]", line)
    assert [q for line in EXAMPLES.ignore for q in quotes(found(line, parser=parser))] == []


def test_a_quote_stands_at_its_place_and_has_a_reason() -> None:
    text = "After that I met Helen Marsh. Helen's email is h.marsh@works.example."
    for finding in found(text):
        assert text[finding.at.start : finding.at.end] == finding.quote
        assert finding.because and finding.passage == "p000"
    assert "a given name and a surname that no source has" in found(text)[0].because


def test_mentions_of_one_person_have_one_key() -> None:
    findings = found("I met Helen on Monday.", "Helen Marsh signed it.", "Mrs Marsh then left.")
    assert {f.key for f in findings} == {"Helen Marsh"} and len(findings) == 3


def test_two_people_with_one_given_name_are_not_joined() -> None:
    findings = found("Helen Marsh met Helen Obi. Helen said that it went well.")
    assert [f.key for f in findings] == ["Helen Marsh", "Helen Obi", "Helen"]


def test_a_cited_author_is_no_leak_but_a_client_of_that_surname_whom_one_met_is() -> None:
    known = frozenset({"thornley"})
    assert found("Ruth Thornley sees this otherwise.", known=known) == []
    assert quotes(found("I met with Ruth Thornley on Monday.", known=known)) == ["Ruth Thornley"]


def test_known_authors_are_read_from_citations_and_list_entries() -> None:
    at = Locator(block=0, start=0, end=1)
    shape = {"detector": "references", "rule": "", "key": "", "at": at, "quote": "", "because": "x"}
    cited = Finding(kind="citation", facts=(("author", "de Haan;Gannon"),), **shape)
    listed = Finding(kind="reference", facts=(("authors", "Ó Brien, T."),), **shape)
    assert known_authors([cited, listed]) == {"de haan", "gannon", "o brien"}


def test_the_learners_own_name_is_no_leak_given_or_said() -> None:
    assert found("Gareth met Client A.", learner="Gareth Pugh") == []
    assert found("My name is Gareth Pugh.", "Later Gareth met Client A.") == []
    assert found(row({"Coach": "Gareth Pugh", "Client": "A"})) == []


def test_names_said_to_be_invented_are_not_told() -> None:
    assert found("Emma (not her real name) leads the team. Emma said so.") == []
    assert found("All names have been changed. I met Emma on Monday.") == []
    assert quotes(found("All names have been changed. I met Emma Croft.")) == ["Emma Croft"]


def test_a_column_of_people_tells_names_but_not_labels() -> None:
    assert quotes(found(row({"Date": "3 May", "Client": "Oluwaseyi Adekunle"}))) == [
        "Oluwaseyi Adekunle"
    ]
    for label in ("A", "Client B", "Finance Director", "Two", "All", "Coachee Blue", "Manager"):
        assert found(row({"Date": "3 May", "Client": label})) == []


def test_a_name_in_a_log_of_notes_is_found() -> None:
    notes = row({"Date": "3 May", "Notes": "Delegation. Janet Frost to speak to HR before Friday"})
    assert quotes(found(notes)) == ["Janet Frost"]


@pytest.mark.parametrize(
    "text",
    [
        "In May and June we met twice, and in April once.",
        "I used OSCAR. Oscar asks for options, and working with Oscar helped.",
        "Options and Will come last. Will this work? Mark my words.",
        "Client Amber and Coachee Rose met in Preston.",
        "The Elizabeth line and Queen Mary University are near St George's Hospital.",
    ],
)
def test_names_that_are_also_months_models_labels_or_places_need_words_about_a_person(
    text: str,
) -> None:
    assert found(text) == []
    assert found(text, parser=parser_or_skip()) == []


def test_a_name_on_no_list_is_told_where_the_parser_and_the_words_agree() -> None:
    parser = parser_or_skip()
    text = "I spoke to Zdenka Havlova about the appeal."
    assert quotes(found(text, parser=parser)) == ["Zdenka Havlova"]
    assert found("Zdenka Havlova", parser=parser) == []


@pytest.mark.parametrize(
    "number", ["07700 900123", "(0161) 496 0000", "+44 (0)20 7946 0958", "020 7946 0958"]
)
def test_a_telephone_number_is_found(number: str) -> None:
    findings = found(f"Ring me on {number} after six.")
    assert [(f.kind, f.quote) for f in findings] == [("phone", number)]


@pytest.mark.parametrize(
    "text",
    [
        "ISBN 0749412345 and ISBN 0 7494 1234 5.",
        "From 01/02/2024 to 03/04/2024, 20 hours; 0.75 of 1,000,000.",
        "https://doi.org/10.1037/0278-6133.24.2.225 is the link.",
        "Scores were 07, 08, 09, 10, 11 and 12.",
    ],
)
def test_other_numbers_are_not_telephone_numbers(text: str) -> None:
    assert found(text) == []


def test_an_email_address_is_found_once_whole() -> None:
    findings = found("Write to H.Marsh+log@sub.works.example, please.")
    assert [(f.kind, f.key) for f in findings] == [("email", "h.marsh+log@sub.works.example")]


def test_the_same_text_gives_the_same_findings() -> None:
    text = "I met Helen Marsh and Tom. Mrs Obi asked Priya to ring 07700 900123."
    assert found(text) == found(text) and len(found(text)) == 5


@pytest.mark.parametrize(
    "text", ["Sarah " * 3000, "A. " * 6000, "0 " * 8000, "a." * 8000, "Mr " * 5000, ""]
)
def test_enormous_and_empty_passages_survive(text: str) -> None:
    begun = time.perf_counter()
    found(text)
    assert time.perf_counter() - begun < 10


def test_a_word_file_with_a_part_missing_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "patterns").mkdir()
    (tmp_path / NAMES).write_text((criteria_root() / NAMES).read_text("utf-8"), "utf-8")
    (tmp_path / WORDS).write_text("purpose: anonymity words\ntitles: [mr]\n", "utf-8")
    with pytest.raises(BadYaml, match=r"anonymity\.yaml.*is missing"):
        load_person_words(tmp_path)


def test_no_given_name_is_both_sure_and_doubtful() -> None:
    given = person_words().given
    assert not given.given & (given.doubtful | given.surnames)
    assert len(given.given) > 600


@pytest.mark.skipif(not any(CORPUS.glob("*.yaml")), reason="corpora/assignments is not there")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.yaml")), ids=lambda path: path.stem)
def test_names_left_in_our_own_assignments_are_found_and_few_others(path: Path) -> None:
    labelled = yaml.safe_load(path.read_text("utf-8"))
    texts = [
        text
        for block in labelled["blocks"]
        if block["type"] not in ("heading", "references")
        for text in (
            block.get("text", ""),
            *block.get("items", []),
            *(str(cell) for cells in block.get("rows", []) for cell in cells),
        )
        if text.strip()
    ]
    told = {f.key for f in found(*texts, learner=labelled["learner"]) if f.kind == "person"}
    wanted = set(labelled["person_names_left"])
    assert wanted <= told
    assert len(told - wanted) <= 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I sat beside Merewen Tallis and she wept.", ["Merewen Tallis"]),
        ("Geraint Pugh had brought her the staffing figures unasked.", ["Geraint Pugh"]),
        ("She had come to us from Novi Sad in the spring.", []),
        ("Silver Birch had asked for more money.", []),
    ],
)
def test_a_pair_in_no_list_is_a_person_where_it_stands_as_one(text: str, names: list[str]) -> None:
    parser_or_skip()
    seen = Seen(tuple(load_parser().parse([prose(text)])), np.zeros((0, 1), dtype=np.float32))
    assert [f.key for f in people(seen, rules())] == names


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        ({"Date": "2 May", "Client": "Client A, Brindle Foods Ltd"}, ["Brindle Foods Ltd"]),
        (
            {"Client": "A", "Notes": "Met at Oakhurst District Council"},
            ["Oakhurst District Council"],
        ),
        ({"Client": "A", "Notes": "The Council; a Senior Manager at the Hospital"}, []),
        ({"Date": "2 May", "Activity": "ILM course at Northumbria University"}, []),
        ({"Client": "A", "Notes": "Gave her a book of Oxford University Press"}, []),
        (
            {"Client": "A", "Notes": "Sold by Brindle Foods Ltd and Harker Council to Bath and "
             "Wells Trust"},
            ["Brindle Foods Ltd", "Harker Council", "Bath and Wells Trust"],
        ),
        ({"Model": "GROW", "Notes": "Used at Brindle Foods Ltd"}, []),
        ({"Coachee": "1", "Notes": "Met at Brindle Foods Ltd"}, ["Brindle Foods Ltd"]),
        ({"Review date": "2 May", "Action": "Join Brindle Foods Ltd"}, []),
    ],
)
def test_an_employer_in_a_row_of_a_log_is_told(cells: dict[str, str], names: list[str]) -> None:
    seen = Seen(tuple(blank().parse([row(cells)])), np.zeros((0, 1), dtype=np.float32))
    assert [f.key for f in people(seen, rules()) if f.kind == "employer"] == names
