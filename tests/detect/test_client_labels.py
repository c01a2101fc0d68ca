"""People who were coached, under whatever label the learner gives them."""

from __future__ import annotations

import pytest

from premark.detect.client_names import in_cell
from premark.detect.sessions import sessions
from tests.detect.submissions import NO_RULES, Draft, Rows


def clients(draft: Draft) -> list[str]:
    found = sessions(draft.seen(), NO_RULES)
    return sorted({f.key for f in found if f.kind == "client"})


def log(label: str) -> Rows:
    return [[label, "Date", "Length", "Topic"], ["1", "3 May 2024", "1 hour", "Aims"]]


@pytest.mark.parametrize("noun", ["Driver", "Head", "Nurse", "Team Leader", "Pupil-leader", "Case"])
def test_a_noun_with_letters_over_logs_names_clients(noun: str) -> None:
    draft = Draft().rows(log(f"{noun} A")).rows(log(f"{noun} B"))
    assert clients(draft) == ["client a", "client b"]


def test_a_noun_with_numbers_in_a_column_names_clients() -> None:
    rows = [["Who", "Need", "Goal"], ["Officer 1", "Calm", "To brief"],
            ["Officer 2", "Nerve", "To ask"]]  # fmt: skip
    draft = Draft().rows(rows).prose("Officer 3 joined late. Officer 3 said that it helped her.")
    assert clients(draft) == ["client 1", "client 2", "client 3"]


def test_a_noun_with_letters_in_entries_of_a_log_names_clients() -> None:
    draft = Draft().heading("My coaching").prose(
        "3 May 2024, Surveyor K, 1 hour. We drew up his list and cut it by half.",
        "17 May 2024, Surveyor L, 1 hour. She told me that the list was not hers.",
    )
    assert clients(draft) == ["client k", "client l"]


def test_people_who_speak_and_are_met_in_prose_are_clients() -> None:
    draft = Draft().prose(
        "I coached Teacher P and Teacher Q for a term. Teacher P wanted to leave on time. I met "
        "Teacher Q in the hall, and Teacher Q told me that nobody listens."
    )
    assert clients(draft) == ["client p", "client q"]


@pytest.mark.parametrize(
    "text",
    [
        "Appendix A holds the plan and Appendix B the log. Figure 1 and Figure 2 show both.",
        "Theory X and Theory Y differ. Option A said less than Option B. I met Stage 1.",
        "Ward 3 told Ward 4 that the beds were full. Site A asked Site B for help.",
        "Question 1 asked for a score, and Question 2 asked why. Level 5 and Level 7 differ.",
        "Colleague A told me to slow down. Colleague B said that I did. Supervisor 1 asked why.",
        "Type A wanted more. Type B felt less. Model 1 came first and Model 2 was used with both.",
        "Pump A told us nothing. Valve 1 and Valve 2 were shut.",
    ],
)
def test_other_lettered_nouns_are_nobody(text: str) -> None:
    assert clients(Draft().prose(text)) == []


def test_tables_of_other_lettered_nouns_name_nobody() -> None:
    rows = [["", "Cost", "Gain"], ["Option A", "Low", "Some"], ["Option B", "High", "More"]]
    sites = [["Site", "Date", "Hours", "Notes"], ["Depot 1", "3 May 2024", "7", "Open"],
             ["Depot 2", "4 May 2024", "7", "Shut"]]  # fmt: skip
    assert clients(Draft().rows(rows).rows(sites)) == []


def test_one_letter_alone_makes_no_label() -> None:
    assert clients(Draft().prose("Driver A told me so. I met Driver A twice.")) == []


def test_other_labels_are_not_sought_where_clients_are_called_clients() -> None:
    draft = Draft().prose(
        "Client A and Client B were coached. Manager 1 told me that it helped, and Manager 2 said "
        "the same when I met Manager 2."
    )
    assert clients(draft) == ["client a", "client b"]


def test_a_label_says_whose_log_it_is() -> None:
    found = list(sessions(Draft().rows(log("Driver A")).rows(log("Driver B")).seen(), NO_RULES))
    assert [f.fact("client") for f in found if f.kind == "session"] == ["client a", "client b"]


@pytest.mark.parametrize(("cell", "key"), [
    ("Client A, Head of Marketing", "client a"),
    ("Client B (Director of Engineering)", "client b"),
    ("Coachee 2 – deputy to the chief nurse", "client 2"),
    ("C, Head of Marketing", "client c"),
    ("D (team leader, deputy to the owner)", "client d"),
    ("Client A's manager", ""),
    ("Manager of Client A", ""),
    ("A's chair", ""),
    ("Sponsor, Client A", ""),
])  # fmt: skip
def test_a_cell_that_opens_with_a_label_is_that_client_whatever_the_post(
    cell: str, key: str
) -> None:
    assert in_cell(cell) == key
