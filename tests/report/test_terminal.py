"""The terminal's summary: readable at 80 columns, deaf to what the text tries to say to it."""

from __future__ import annotations

import io
import re

import pytest
from make_review import make_pack, make_review
from rich.console import Console

from premark.report.check import learner_view, render_learner_terminal
from premark.report.terminal import render_terminal
from premark.report.view import view


def shown(
    width: int, *, learner: bool = False, encoding: str = "utf-8", colour: bool = False
) -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="strict")
    console = Console(file=file, width=width, force_terminal=colour, legacy_windows=False)
    draw, make = (render_learner_terminal, learner_view) if learner else (render_terminal, view)
    draw(make(make_review(), make_pack()), console)
    file.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_every_criterion_shows_strength_and_what_is_missing(width: int) -> None:
    text = shown(width)
    assert max(len(line) for line in text.splitlines()) <= width
    flat = " ".join(text.split())
    for word in ("1.1", "1.2", "1.3", "1.4", "strong", "limited", "cannot tell", "none"):
        assert word in flat
    assert "para 4–5" in flat and "not shown" in flat


def test_totals_notices_and_warnings_are_told() -> None:
    flat = " ".join(shown(80).split())
    assert "limited 1" in flat and "cannot tell 1" in flat
    assert "A name may be left in" in flat and "Ask for it to be taken out." in flat
    assert "2 picture(s) cannot be read." in flat
    assert "Cited, but not in the reference list (1): Whitmore (2017)" in flat


def test_a_gap_says_which_sections_were_looked_in() -> None:
    flat = " ".join(shown(80).split())
    looked = "1.2 Looked in 2 passages of this criterion: 1.2 Other ways to learn (para 4–5)"
    assert looked in flat
    assert "1.4 All 2 sections were read for it (5 passages)." in flat
    assert "Not read as an answer: reference list." in flat
    assert "1.1 Looked in" not in flat


def test_markup_and_escapes_in_the_text_are_only_text() -> None:
    text = shown(120)
    assert "[bold]loud[/bold]" in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    coloured = shown(120, colour=True)
    assert "\x1b[31malert" not in coloured and "\x07" not in coloured


def test_a_terminal_without_the_symbols_gets_plain_ones() -> None:
    pack, review = make_pack(), make_review()
    row = view(review, pack).criteria[1]
    assert row.verb.state.symbol == "○"
    raw = io.BytesIO()
    console = Console(file=io.TextIOWrapper(raw, "ascii", errors="replace"), width=80)
    render_terminal(view(review, pack), console)
    console.file.flush()
    text = raw.getvalue().decode("ascii")
    assert "#.. limited" in text and "- not shown" in text


def test_the_learner_sees_the_next_step_before_anything_else() -> None:
    text = shown(100, learner=True)
    assert "Start with 1.4" in text
    assert text.index("Next:") < text.index("Reading") < text.index("1.2 What about")
