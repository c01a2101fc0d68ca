"""Where the two readers of moves disagree, the row of the verb says so."""

from __future__ import annotations

from builders import make_document

from premark.report.criterion import _verb
from premark.types.document import Locator
from premark.types.evidence import MoveEvidence, VerbResult

SHOWN = MoveEvidence(
    move="evaluate",
    at=Locator(block=0, start=0, end=10, label="para 1"),
    quote="It is good.",
    score=0.9,
    because="the classifier reads this sentence as evaluate (0.90)",
)
SAID = "The rules and the classifier disagree on justify (para 4)."


def verb(*also: str) -> VerbResult:
    return VerbResult(
        state="not_met",
        verb="review",
        level=7,
        evidence=(SHOWN,),
        missing=(("justify",),),
        because="Review asks for moves: justify.",
        also=also,
    )


def test_a_short_reason_keeps_where_the_readers_disagree() -> None:
    row = _verb(verb(SAID), make_document(["It is good."]))
    assert row.because.startswith("Too few sentences") and row.because.endswith(SAID)


def test_nothing_is_said_where_they_agree() -> None:
    row = _verb(verb(), make_document(["It is good."]))
    assert "disagree" not in row.because
