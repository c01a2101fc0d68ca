"""A decisions CSV: read by its columns' names, checked by line, settled on the cohort."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from premark.cohort.figures.days import read_date
from premark.cohort.figures.decisions import Decision, read_decisions, settle
from premark.errors import PremarkError, ReadError
from tests.cohort import planted

HEAD = "submission,criterion,assessor,judgement,date\n"
UNITS = {planted.name(n): planted.UNIT for n in range(5)}
CRITERIA = {planted.UNIT: planted.CODES}


def read(tmp_path: Path, text: str | bytes) -> tuple[Decision, ...]:
    path = tmp_path / "decisions.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_decisions(path)


def told(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(ReadError) as raised:
        read(tmp_path, text)
    assert raised.value.hint
    return raised.value.message


def test_a_judgement_in_evidence_words_has_its_level(tmp_path: Path) -> None:
    (found,) = read(tmp_path, HEAD + "s-1,1.1,Ms Rye,Partial,2026-03-14\n")
    assert (found.level, found.cut, found.above) == (2, None, None)
    assert (found.date, found.line, found.word) == ("2026-03-14", 2, "partial")


@pytest.mark.parametrize(
    ("word", "above"), [("met", True), ("Not met", False), ("Refer", False), ("good pass", True)]
)
def test_a_judgement_in_two_words_has_a_cut_and_is_told_in_words_of_evidence(
    tmp_path: Path, word: str, above: bool
) -> None:
    (found,) = read(tmp_path, HEAD + f"s-1,1.1,Ms Rye,{word},\n")
    assert (found.level, found.cut, found.above) == (None, 3, above)
    assert found.word == ("met" if above else "not met")


@pytest.mark.parametrize(
    "text",
    [
        "Identifier;Assessment criterion;Marker;Decision;Marked on\ns-1;1.1;Rye;met;14/03/2026\n",
        "sep=;\r\nJudgment;ID;AC;Assessor\r\nmet;s-1;1.1;Rye\r\n",
        "\ufeffSUBMISSION,Criterion,assessor,Judgement\ns-1,AC 1.1,Rye,met\n",
        b"submission,criterion,assessor,judgement\ns-1,1.1,Zo\xeb,met\n",
        "submission\tcriterion\tassessor\tjudgement\ns-1\t1.1\tRye\tmet\n".encode("utf-16"),
    ],
)
def test_columns_are_found_by_name_in_any_order_separator_and_encoding(
    tmp_path: Path, text: str | bytes
) -> None:
    (found,) = read(tmp_path, text)
    assert (found.submission, found.criterion, found.word) == ("s-1", "1.1", "met")


def test_every_mistake_is_told_at_its_line_with_what_was_expected(tmp_path: Path) -> None:
    said = told(
        tmp_path,
        HEAD + "s-1,1.1,Rye,met,\n" + 's-2,"1.1\n",Rye,partail,\n' + ",1.1,Rye,met,yesterday\n",
    )
    lines = said.splitlines()
    assert lines[0].startswith("decisions.csv:3: judgement: found 'partail' (did you mean partial?")
    assert lines[1] == "decisions.csv:5: submission: is empty; expected a value"
    assert lines[2].startswith("decisions.csv:5: date: found 'yesterday'; expected a date")


def test_a_mistake_that_many_lines_have_is_told_once_and_counted(tmp_path: Path) -> None:
    said = told(tmp_path, HEAD + "s-1,1.1,Rye,perhaps,\n" * 25)
    assert said == (
        "decisions.csv:2: judgement: found 'perhaps'; expected none, limited, partial, strong, met "
        "or not met, or another word for it (and 24 more)"
    )


def test_of_very_many_mistakes_five_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    said = told(tmp_path, HEAD + "".join(f"s-1,1.1,Rye,perhaps {n},\n" for n in range(25)))
    assert len(said.splitlines()) == 6 and said.endswith("and 20 more")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "holds no rows"),
        ("submission,criterion\ns,1\n", "expected also assessor, judgement"),
        (HEAD + 's-1,"1.1,Rye,met,\n', "is not CSV"),
    ],
)
def test_a_file_that_is_no_decisions_csv_says_why(tmp_path: Path, text: str, says: str) -> None:
    assert says in told(tmp_path, text)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="none.csv: cannot be read"):
        read_decisions(tmp_path / "none.csv")


@given(st.binary(max_size=300))
def test_no_bytes_end_in_anything_but_decisions_or_an_error_of_ours(data: bytes) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "d.csv"
        path.write_bytes(HEAD.encode() + data)
        try:
            assert isinstance(read_decisions(path), tuple)
        except PremarkError as error:
            assert error.message.startswith("d.csv")


def decision(line: int, **more: object) -> Decision:
    said = {
        "submission": planted.name(1), "criterion": "1.1", "assessor": "Rye", "judgement": "met",
        "cut": 3, "above": True, "line": line, **more,
    }  # fmt: skip
    return Decision.model_validate(said)


def test_of_the_same_assessor_the_later_date_holds_and_two_assessors_both_count() -> None:
    found = settle(
        [
            decision(2, date="2026-04-01", above=False),
            decision(3, date="2026-03-01"),
            decision(4, assessor="Spelt", date="2026-01-01"),
            decision(5, assessor="RYE", criterion="1.2"),
            decision(6, assessor="Rye", criterion="1.2", above=False),
        ],
        UNITS,
        CRITERIA,
    )
    assert [(d.line, d.assessor) for d in found.decisions] == [
        (2, "Rye"), (4, "Spelt"), (6, "Rye")
    ]  # fmt: skip
    assert any("given again by the same assessor: 2" in note for note in found.notes)


def test_unknown_submissions_and_criteria_are_told_by_line_and_never_by_name() -> None:
    found = settle(
        [
            decision(2),
            decision(3, submission="Jane Smith"),
            decision(4, submission="Jane Smith", criterion="1.2"),
            decision(5, criterion="9.9 Jane Smith"),
        ],
        UNITS,
        CRITERIA,
    )
    assert [d.line for d in found.decisions] == [2]
    assert found.before == {"Rye": 1}
    assert "not in this cohort: 2 (the first in line 3), on 1." in found.notes[0]
    assert "line 5" in found.notes[1]
    assert "Jane" not in "".join(found.notes)


def test_a_submission_may_be_given_by_the_platforms_number_and_in_any_case() -> None:
    said = ["1042", "S-00002", "Participant 1043"]
    given_by = [decision(n, submission=each) for n, each in enumerate(said, 2)]
    found = settle(given_by, UNITS, CRITERIA, {"1042": planted.name(1), "1043": planted.name(3)})
    assert [d.submission for d in found.decisions] == [planted.name(n) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-14", "2026-03-14"), ("14/03/2026", "2026-03-14"), ("3/4/2026", "2026-04-03"),
        ("14 March 2026, 10:30 AM", "2026-03-14"), ("2026-03-14T09:00:00Z", "2026-03-14"),
        ("Saturday, 14 March 2026, 9:05 PM", "2026-03-14"), ("14.03.2026", "2026-03-14"),
    ],
)  # fmt: skip
def test_dates_are_read_as_the_british_write_them(text: str, day: str) -> None:
    found = read_date(text)
    assert found is not None and found.isoformat() == day


@pytest.mark.parametrize("text", ["", "soon", "31/02/2026", "0026-03-14", "14/13/2026"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None
