"""Contracts, plans, logs and diaries are told by their shape, with or without a heading."""

from __future__ import annotations

from pathlib import Path

import pytest

from premark.detect.artefact_words import broken_examples, load_words, words
from premark.detect.artefacts import artefact_of, artefacts
from premark.errors import BadYaml
from tests.detect.submissions import NO_RULES, Draft, Rows


def kinds(draft: Draft) -> list[str]:
    return [f.key for f in artefacts(draft.seen(), NO_RULES)]


def test_every_word_list_holds_its_own_examples() -> None:
    assert list(broken_examples(words())) == []


def test_a_broken_word_file_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "artefacts.yaml"
    file.write_text("purpose: x\ncolumns:\n  date: none\n", encoding="utf-8")
    with pytest.raises(BadYaml, match=r"columns\.date: needs a list of phrases"):
        load_words(file)


TABLES: list[tuple[str, Rows]] = [
    ("session_log", [["Date", "Duration", "Topic"], ["3 May 2024", "1 hour", "Aims"]]),
    ("session_log", [["When", "How long", "Covered"], ["3 May 2024", "1h", "Aims"]]),
    (
        "session_log",
        [["Session", "Date", "Focus", "Agreed actions"], ["1", "3 May 2024", "Aims", "List"]],
    ),
    (
        "supervision_log",
        [["Date", "Supervisor", "Length", "Issues"], ["3 May 2024", "JK", "1 hour", "Endings"]],
    ),
    (
        "plan",
        [["Client", "Planned sessions", "Venue"], ["A", "6 x 1 hour", "Library"]],
    ),
    (
        "plan",
        [
            ["Development need", "Action", "Resources", "By when", "Success measure"],
            ["Listening", "Record two meetings", "None", "March 2025", "Form"],
        ],
    ),
    (
        "plan",
        [["Month", "What I want to be able to do", "How"], ["May 2024", "Listen", "Practise"]],
    ),
    (
        "goals",
        [
            ["Client", "Where I am now", "Where I want to be", "Goal agreed"],
            ["A", "Avoids conflict", "Says no", "Lead the restructure by June"],
        ],
    ),
    (
        "goals",
        [["", "Need", "Goal", "Faculty goal"], ["Coachee 1", "Certainty", "Five lessons", "Calm"]],
    ),
    (
        "feedback",
        [["Client", "What helped", "What could the coach do better"], ["A", "Silence", "Push"]],
    ),
    (
        "feedback",
        [["", "What moved the goal on?", "Goal met?"], ["Coachee 1", "Saying it", "Yes"]],
    ),
    (
        "reflective_log",
        [
            ["Date", "What happened", "What I felt", "What I learnt"],
            ["3 May 2024", "She cried", "Lost", "Wait"],
        ],
    ),
]
OTHER_TABLES: list[Rows] = [
    [["", "Item", "Sept", "March", "What it does"], ["Skill", "Summarising", "5", "5", "Heard"]],
    [["Model", "Strength", "Weakness"], ["GROW", "Simple", "Linear"]],
    [["Stage", "What it means"], ["Goal", "Where to"], ["Reality", "Where now"]],
    [["Barrier", "Type", "Strategy"], ["Time", "Operational", "Shorter meetings"]],
    [["Cost", "2022", "2023"], ["Hours lost", "120", "90"]],
]


@pytest.mark.parametrize(("kind", "rows"), TABLES)
@pytest.mark.parametrize("headed", [True, False])
def test_a_table_is_told_by_its_columns(kind: str, rows: Rows, headed: bool) -> None:
    assert kinds(Draft().rows([*rows, rows[-1]], headed=headed)) == [kind]


@pytest.mark.parametrize("rows", OTHER_TABLES)
def test_other_tables_are_no_artefact(rows: Rows) -> None:
    assert kinds(Draft().rows(rows)) == []


CONTRACT = [
    "Parties: Client B, the sponsor and the coach.",
    "Commitment: five sessions from January to April.",
    "Confidentiality: content stays between the two, apart from risk of harm.",
    "Either side may end it.",
    "Signed by all three.",
]


def test_a_contract_is_told_by_its_clauses() -> None:
    draft = Draft().items(*CONTRACT)
    assert kinds(draft) == ["contract"]
    assert artefact_of(draft.seen(), NO_RULES) == {"p001": "contract"}


def test_a_contract_may_be_cut_into_two_passages() -> None:
    draft = Draft().items(*CONTRACT[:3]).items(*CONTRACT[3:])
    assert kinds(draft) == ["contract"]
    assert sorted(artefact_of(draft.seen(), NO_RULES)) == ["p001", "p002"]


@pytest.mark.parametrize(
    "items",
    [
        [
            "There is a page with the names of four coaches, and a person chooses one.",
            "There is a meeting of twenty minutes, and a contract which both sign.",
            "There are between four and six sessions, every three weeks.",
            "The day after each, I send a note with the actions.",
            "Half way there is a check, and at the end a form.",
        ],
        ["Goal: where to.", "Reality: where now.", "Options: what else.", "Will: what next."],
        ["Trust and rapport.", "Listening well.", "Asking open questions."],
    ],
)
def test_other_lists_are_no_contract(items: list[str]) -> None:
    assert kinds(Draft().items(*items)) == []


def test_prose_about_contracts_is_no_contract() -> None:
    said = "A contract sets out confidentiality, boundaries, roles and review; we signed it."
    assert kinds(Draft().heading("The contract").prose(said)) == []


def test_a_profile_is_told_by_its_labels() -> None:
    draft = Draft().prose("How I work: steadily, and on what you bring. I work with founders.")
    draft.items(
        "Qualifications: Level 7 (in progress).",
        "Membership: associate since 2024.",
        "Supervision: one to one, every six weeks.",
        "Style: calm and direct.",
    )
    assert kinds(draft) == ["profile"]
    assert sorted(artefact_of(draft.seen(), NO_RULES)) == ["p001", "p002"]


DIARY = (
    "12 January, Client A. Met at half past one and the room was cold so we moved. I felt nervous "
    "to begin with and then I enjoyed it, and I noticed that I hurried her.",
    "7 February, Client B. She arrived with a list and we went through it. I was pleased with it "
    "and I wondered later whether I had talked too much again.",
)


def test_dated_entries_in_the_first_person_are_a_reflective_log() -> None:
    draft = Draft().prose(DIARY[0]).prose(DIARY[1])
    assert kinds(draft) == ["reflective_log"]
    assert artefact_of(draft.seen(), NO_RULES) == {
        "p001": "reflective_log",
        "p002": "reflective_log",
    }


def test_one_dated_entry_is_no_log() -> None:
    assert kinds(Draft().prose(DIARY[0])) == []


def test_meetings_told_in_prose_are_a_session_log() -> None:
    draft = Draft().prose(
        "12 January 2024, 90 minutes, Client A. We looked at her aims and wrote them down.",
        "26 January 2024, 1 hour, Client A. She had tried two of them with her team.",
    )
    assert kinds(draft) == ["session_log"]


def test_two_kinds_of_document_are_records() -> None:
    draft = Draft().rows(TABLES[0][1]).rows(TABLES[9][1])
    assert kinds(draft) == ["session_log", "feedback", "records"]


def test_a_list_of_what_is_kept_is_records() -> None:
    kept = ["the plan", "the signed contract", "session notes", "the feedback form"]
    assert kinds(Draft().items(*kept)) == ["records"]


def test_every_artefact_quotes_its_place() -> None:
    draft = Draft()
    for _, rows in TABLES:
        draft.rows(rows)
    draft.items(*CONTRACT).prose(*DIARY)
    texts = {p.id: p.text for p in draft.passages}
    kept = list(artefacts(draft.seen(), NO_RULES))
    assert len(kept) >= len(TABLES) + 2
    for finding in kept:
        start, end = finding.at.start, finding.at.end
        assert finding.quote in texts[finding.passage]
        assert len(finding.quote) == end - start
        assert finding.because


def test_a_document_names_its_passages_and_its_form() -> None:
    (found,) = artefacts(Draft().items(*CONTRACT[:3]).items(*CONTRACT[3:]).seen(), NO_RULES)
    assert found.fact("ids") == "p001 p002" and found.fact("form") == "list"
    rows = [["Client", "Planned sessions", "Venue"], ["A", "6 x 1 hour", "Library"]]
    (plan,) = artefacts(Draft().rows(rows).seen(), NO_RULES)
    assert plan.fact("form") == "programme_plan"


def test_records_are_all_the_documents_that_were_kept() -> None:
    log = [["Date", "Duration", "Topic"], ["3 May 2024", "1 hour", "Aims"]]
    plan = [["Client", "Planned sessions", "Venue"], ["A", "6 x 1 hour", "Library"]]
    found = {f.key: f for f in artefacts(Draft().rows(log).rows(plan).seen(), NO_RULES)}
    assert found["records"].fact("ids") == "p001 p002"
