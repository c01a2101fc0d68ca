"""What every detector keeps to, whatever it looks for."""

from __future__ import annotations

import inspect
from functools import lru_cache

import numpy as np
import pytest
from builders import make_document, passages_of

from premark.detect import DETECTORS, detect
from premark.detect.base import Detector, Rules, Seen
from premark.detect.model_lexicon import compile_lexicon
from premark.detect.move_head import load_move_head
from premark.embed import WordHashes
from premark.packs.load import find_pack, load_models, load_patterns
from premark.parse import blank_parser
from premark.types.document import Document
from premark.types.evidence import Finding

ENCODER = WordHashes(width=384)
UNITS = ("8580-501", "8589-700", "8589-701")
RICH = (
    "# 1.1 How I agreed the work",
    "Coaching differs from mentoring because a coach asks and a mentor tells (Whitmore, 2017). I "
    "used the GROW model with Client A, although the CLEAR model fits a longer contract. From the "
    "client’s point of view GROW is brisk; from the sponsor's view it is cheap. The first factor "
    "is trust. I judge that it worked, since two of three goals were met, yet I doubt the third.",
    "Three alternatives to coaching stand out:",
    "- training, which reaches many people at once",
    "- an action learning set (Revans, 1980)",
    "# Agreement",
    "| Area | What was agreed",
    "| Purpose | To lead the team's meetings better",
    "| Confidentiality | Nothing leaves the room unless somebody may come to harm",
    "# Log of sessions",
    "| Date | Client | Duration | Focus",
    "| 3 March 2024 | Client A | 1 hour 30 minutes | Goals and reality",
    "| 17 March 2024 | Client A | 90 mins | Options",
    "| 2 April 2024 | Client B | 2 hours | Contracting",
    "# Supervision",
    "| Date | Supervisor | Hours | What I brought",
    "| 20 March 2024 | My supervisor | 1 hour | A client who cancels",
    "# Development plan",
    "| By when | Action | Measure",
    "| January 2025 | Read on contracting | Two pages of notes",
    "| June 2025 | Co-coach twice | Feedback forms",
    "| December 2025 | Review the year | A talk with my supervisor",
    "# Feedback",
    "| Question | Client A | Client B",
    "| How useful was it? | Very useful | Useful",
    "# Appendix A",
    "The signed contract is in appendix 3, and a recording is held on the course site. Over the "
    "next 12 months I plan to coach for twenty hours. I coached for 20 hours with two clients.",
)


def seen_in(document: Document) -> Seen:
    parsed = tuple(blank_parser().parse(passages_of(document, find_pack("8589-700"))))
    return Seen(parsed, ENCODER.encode([s.text for p in parsed for s in p.sentences]))


@pytest.fixture(scope="module")
def rules() -> Rules:
    head = load_move_head()
    lexicon = compile_lexicon(load_models())
    return Rules(find_pack("8589-700"), load_patterns(), lexicon, head)


@pytest.fixture(params=DETECTORS, ids=[detector.name for detector in DETECTORS])
def detector(request: pytest.FixtureRequest) -> Detector:
    found = request.param
    assert isinstance(found, Detector)
    return found


DOCUMENT = make_document(RICH)
SEEN = seen_in(DOCUMENT)


def findings(detector: Detector, rules: Rules, unit: str = "8589-701") -> list[Finding]:
    theirs = Rules(find_pack(unit), rules.patterns, rules.lexicon, rules.head)
    return list(detector.run(SEEN, theirs))


def test_there_is_something_to_find(rules: Rules) -> None:
    kinds = {f.kind for unit in UNITS for d in DETECTORS for f in findings(d, rules, unit)}
    wanted = {"named-model", "item", "session", "client", "artefact", "months", "discipline"}
    assert wanted <= kinds


@pytest.mark.parametrize("unit", UNITS)
def test_the_same_input_gives_the_same_output(
    detector: Detector, rules: Rules, unit: str
) -> None:
    assert findings(detector, rules, unit) == findings(detector, rules, unit)


@pytest.mark.parametrize("unit", UNITS)
def test_every_quote_is_the_text_at_its_place(
    detector: Detector, rules: Rules, unit: str
) -> None:
    for found in findings(detector, rules, unit):
        text = DOCUMENT.blocks[found.at.block].text
        assert found.quote == text[found.at.start : found.at.end], found.rule
        assert found.quote, found.rule


@pytest.mark.parametrize("unit", UNITS)
def test_every_finding_gives_its_reason_key_and_passage(
    detector: Detector, rules: Rules, unit: str
) -> None:
    ids = {p.passage.id for p in SEEN.parsed}
    for found in findings(detector, rules, unit):
        assert found.because.strip() and found.key.strip() and found.rule.strip()
        assert found.detector == detector.name
        assert found.passage in ids


@pytest.mark.parametrize("unit", UNITS)
def test_only_declared_kinds_are_found(detector: Detector, rules: Rules, unit: str) -> None:
    declared = set(detector.kinds) or {*rules.patterns, "discipline"}
    assert {f.kind for f in findings(detector, rules, unit)} <= declared


def test_no_two_detectors_share_a_name_or_a_kind() -> None:
    names = [detector.name for detector in DETECTORS]
    kinds = [kind for detector in DETECTORS for kind in detector.kinds]
    assert len(set(names)) == len(names) and len(set(kinds)) == len(kinds)


def test_its_docstring_says_what_why_and_its_limits(detector: Detector) -> None:
    said = (inspect.getdoc(detector.run) or "").lower()
    assert all(word in said for word in ("what", "why", "known limits"))


def test_nothing_gives_nothing(detector: Detector, rules: Rules) -> None:
    empty = Seen((), np.zeros((0, 384), dtype=np.float32))
    assert list(detector.run(empty, rules)) == []


ENORMOUS = (
    "word " * 20_000,
    "x" * 100_000,
    "(Smith, 2020) 1 hour 30 minutes, 3 March 2024. " * 2_200,
    "Client A and Mr Jones, GROW model CLEAR model " * 2_200,
    "a,b;c(d)e[f]\"g'h-" * 6_000,
)


@lru_cache
def seen_of(*lines: str) -> Seen:
    return seen_in(make_document(["# Log", *lines]))


@pytest.mark.parametrize("text", ENORMOUS, ids=range(len(ENORMOUS)))
def test_an_enormous_passage_is_survived(detector: Detector, rules: Rules, text: str) -> None:
    assert len(text) > 90_000
    assert all(found.because for found in detector.run(seen_of(text), rules))


def test_an_enormous_row_is_survived(detector: Detector, rules: Rules) -> None:
    row = f"| 3 March 2024 | {'9 ' * 50_000} | {'Client A ' * 100}"
    seen = seen_of("| Date | Hours | Client", row)
    assert all(found.because for found in detector.run(seen, rules))


def test_all_together_keep_the_order_of_the_detectors(rules: Rules) -> None:
    order = [detector.name for detector in DETECTORS]
    told = [order.index(found.detector) for found in detect(SEEN, rules)]
    assert told == sorted(told)
