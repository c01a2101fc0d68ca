"""How sure a level is, in every report of the assessor and in none of the learner's."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from make_review import make_review
from rich.console import Console

from premark.report.check import learner_view
from premark.report.html import render_html
from premark.report.record import from_json, to_json
from premark.report.sure import sure_said, sure_word
from premark.report.table import to_csv, to_frame
from premark.report.terminal import render_terminal
from premark.report.view import view
from premark.report.word import render_word
from premark.report.words import words
from premark.types.criteria import Pack
from premark.types.evidence import SIGNS, Confidence, Review

MARK = re.compile(r"\d\s*/\s*\d|%|\bscore|\bpoints?\b", re.IGNORECASE)


def sure(agrees: float, doubt: str | None = None) -> Confidence:
    return Confidence(agrees=agrees, levels=60, texts=18, doubt=doubt,  # type: ignore[arg-type]
                      signs=tuple((name, 1.0) for name in SIGNS))  # fmt: skip


@pytest.fixture
def told() -> Review:
    """The review of these tests, its criteria told with chances, the last with none."""
    review = make_review()
    chances = [sure(0.93), sure(0.61, "elements"), sure(0.75), None]
    criteria = tuple(
        each.model_copy(update={"confidence": chance})
        for each, chance in zip(review.criteria, chances, strict=True)
    )
    return review.model_copy(update={"criteria": criteria})


@pytest.mark.parametrize(
    ("agrees", "word"),
    [(0.99, "rather sure"), (0.9, "rather sure"), (0.85, "fairly sure"), (0.7, "fairly sure"),
     (0.65, "unsure"), (0.3, "unsure")],
)  # fmt: skip
def test_a_chance_has_a_word(agrees: float, word: str) -> None:
    assert sure_word(sure(agrees)) == word


def test_the_sentence_counts_tens_and_texts_and_cannot_be_read_as_a_mark() -> None:
    said = sure_said(sure(0.61))
    assert "about 6 in 10 agreed" in said and "18 labelled texts" in said
    assert "nothing of the work" in said and not MARK.search(said)


@pytest.mark.parametrize(
    ("agrees", "tens"), [(0.93, "9"), (0.75, "7 or 8"), (0.65, "6 or 7"), (0.68, "7"), (1.0, "10")]
)
def test_a_share_between_two_tenths_names_both(agrees: float, tens: str) -> None:
    assert f"about {tens} in 10 agreed with the label" in sure_said(sure(agrees))


@pytest.mark.parametrize("doubt", SIGNS)
def test_what_speaks_most_against_a_level_is_said(doubt: str) -> None:
    assert sure_said(sure(0.61, doubt)).endswith(words().fixed[f"doubt_{doubt}"])


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert sure_word(None) == sure_said(None) == ""


def test_every_report_of_the_assessor_says_it(told: Review, pack: Pack) -> None:
    shown = view(told, pack)
    assert [row.sure for row in shown.criteria] == ["rather sure", "unsure", "fairly sure", ""]
    sentence = shown.criteria[1].sure_said
    assert sentence in " ".join(re.sub(r"&#39;", "'", render_html(shown, told)).split())
    assert sentence in to_csv(shown)
    paper = Document(io.BytesIO(render_word(shown)))
    assert sentence in [p.text for p in paper.paragraphs]
    console = Console(file=io.StringIO(), width=120)
    render_terminal(shown, console)
    assert "unsure" in console.file.getvalue() and "How sure" in console.file.getvalue()  # type: ignore[attr-defined]


def test_the_record_and_the_frame_hold_the_number(told: Review) -> None:
    assert from_json(to_json(told)) == told
    assert list(to_frame(told)["confidence"].dropna()) == [0.93, 0.61, 0.75]


def test_the_learner_is_told_nothing_of_it(told: Review, pack: Pack) -> None:
    shown = learner_view(told, pack)
    assert not any(row.sure or row.sure_said for row in shown.criteria)
    for text in (render_html(shown, told), to_csv(shown)):
        assert "How sure" not in text and "labelled texts" not in text
