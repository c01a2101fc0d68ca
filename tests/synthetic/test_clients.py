"""One learner's clients have one learner's labels, whichever assignment tells of them."""

from __future__ import annotations

import re

import pytest

from premark.synthetic.assignment import Table, texts_of
from premark.synthetic.clients import relabelled, renamed
from premark.synthetic.cohort import Wanted, make, settle
from premark.synthetic.sources import sources_of

LETTERS = {"A": "Coachee 1", "B": "Coachee 2", "X": "Coachee 3"}


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Driver A had four. Client B, none", "Coachee 1 had four. Coachee 2, none"),
        ("With X I asked; X\u2019s work", "With Coachee 3 I asked; Coachee 3\u2019s work"),
        ("A coach is a coach. A: who shields her", "A coach is a coach. A: who shields her"),
        ("15 October, A. Liked him", "15 October, Coachee 1. Liked him"),
        ("between A and B", "between Coachee 1 and Coachee 2"),
        ("O'Broin, B.P. and X-ray", "O'Broin, B.P. and X-ray"),
        ("Client C and Year 9", "Client C and Year 9"),
    ],
)
def test_labels_and_signs_alone_are_renamed_and_other_letters_are_not(
    text: str, called: str
) -> None:
    assert renamed(text, LETTERS) == called


def test_two_in_one_breath_and_numbers_alone() -> None:
    numbers = {"1": "Client P", "2": "Client Q"}
    assert renamed("Clients 1 and 2, in 2 hours", numbers) == "Client P and Client Q, in 2 hours"


def test_a_sign_in_a_column_of_clients_is_a_client_and_a_session_is_a_number() -> None:
    source = next(each for each in sources_of("8580-503") if each.id == "a18")
    own = ("Coachee P", "Coachee Q", "Coachee R")
    log = next(
        piece.block
        for piece in relabelled(source.pieces, source, own)
        if isinstance(piece.block, Table) and piece.block.rows[0][0] == "Client"
    )
    assert set(own) <= {row[0] for row in log.rows[1:]}
    assert not any(row[0].isdigit() for row in log.rows[1:])
    assert any(cell.isdigit() for row in log.rows[1:] for cell in row)


@pytest.mark.parametrize("unit", ["8580-501", "8580-503", "8589-701", "8589-703"])
def test_a_learner_never_has_more_clients_than_one_source_has(unit: str) -> None:
    label = re.compile(r"\b(?:Client|Coachee|Officer|Driver) ([A-Z]|\d)(?![\w:]*\w)")
    for made in make(settle(Wanted(number=20, seed=3, unit=unit))):
        script, apart = made.composed.script, made.composed.apart
        blocks = [*script.blocks, *(apart.blocks if apart else ())]
        called = {found[0] for b in blocks for t in texts_of(b) for found in label.finditer(t)}
        assert len(called) <= 3, called
