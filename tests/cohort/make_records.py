"""Records and submissions of a made-up cohort, small enough to know every answer in advance."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from premark.cohort.records.prints import fingerprint, words_of
from premark.cohort.records.record import PASSAGE_END
from premark.types.cohort import CriterionRow, ElementRow, Held, Print, Record, Submission
from premark.types.criteria import NeedKind
from premark.types.evidence import STRENGTHS, MadeWith, State, Strength

UNIT = "9999-100"
CODES = ("1.1", "1.2", "2.1")
MADE = MadeWith(
    premark="1.0", packages=(), encoder="enc", parser="par", pack="pk", patterns="pt", models="md"
)
WORDS = (
    "bread dough flour water yeast oven loaf crust crumb knead prove shape bake cool slice serve "
    "learner coach goal plan review question listen reflect evidence theory practice model source "
    "compare judge explain describe client session contract feedback supervision ethics boundary"
).split()


def make_submission(
    number: int, *, unit: str = UNIT, learner: str = "", **about: str
) -> Submission:
    """`s-0007`, of learner number 7 unless told, with what the learners' table says of it."""
    return Submission(
        id=f"s-{number:04d}",
        unit=unit,
        learner=learner or f"Learner {number}",
        number=str(number),
        about=tuple(about.items()),
    )


def make_element(
    requirement: str = "sources",
    state: State = "met",
    *,
    kind: NeedKind = "citation",
    **more: Any,
) -> ElementRow:
    """A required element of which two were asked, and two (met), one (short) or none counted."""
    counted = {"met": 2.0, "short": 1.0, "not_found": 0.0, "cannot_tell": 0.0}[state]
    given = {"required": True, "counted": counted, "at_least": 2.0, "because": f"{counted:g} of 2"}
    return ElementRow(requirement=requirement, kind=kind, state=state, **{**given, **more})


def make_criterion_row(
    criterion: str = "1.1",
    strength: Strength = "strong",
    elements: Sequence[ElementRow] = (),
    **more: Any,
) -> CriterionRow:
    """A criterion whose verb is shown where it is strong."""
    said: dict[str, Any] = {
        "verb": "explain",
        "verb_state": "met" if strength == "strong" else "not_met",
        "moves": ("explain",) if strength == "strong" else (),
        "missing": () if strength == "strong" else (("explain",),),
        "passages": 0 if strength == "none" else 2,
        "words": 0 if strength == "none" else 150,
        "sources": 2,
        "sure": None if strength == "cannot tell" else 0.7,
    }
    made = {**said, **more}
    return CriterionRow(
        criterion=criterion, strength=strength, elements=tuple(elements), **made
    )


def make_print(number: int, text: str, *, own: bool = True) -> Print:
    words = words_of(text)
    return Print(
        passage=f"p{number:03d}",
        place=f"para {number}",
        words=len(words),
        hashes=fingerprint(words),
        own=own,
    )


def make_record(
    submission: str = "s-0001",
    strengths: Mapping[str, Strength] | None = None,
    *,
    texts: Sequence[str] = (),
    criteria: Sequence[CriterionRow] | None = None,
    **more: Any,
) -> Record:
    """A record with a row for each of `strengths` (all strong unless told), one required element
    each, and fingerprints of `texts`, which are the first criterion's answer."""
    strong: Strength = "strong"
    by_code = strengths if strengths is not None else dict.fromkeys(CODES, strong)
    rows = list(criteria) if criteria is not None else [
        make_criterion_row(code, level, [make_element(state=_state(level))])
        for code, level in by_code.items()
    ]  # fmt: skip
    if rows and texts:
        rows[0] = rows[0].model_copy(update={"answer": PASSAGE_END.join(texts)})
    said: dict[str, Any] = {
        "unit": UNIT,
        "pack_version": "1",
        "key": f"key of {submission}",
        "files": ((f"{submission}.docx", f"{submission:0>64}"),),
        "words": 2000,
        "citations": 5,
        "references": 4,
        "made_with": MADE,
        "prints": tuple(make_print(n, text) for n, text in enumerate(texts, 1)),
    }
    return Record(submission=submission, criteria=tuple(rows), **{**said, **more})


def _state(strength: Strength) -> State:
    states: dict[Strength, State] = {
        "strong": "met", "partial": "short", "limited": "short", "none": "not_found",
        "cannot tell": "cannot_tell",
    }  # fmt: skip
    return states[strength]


def make_held(kind: str = "supervision_log", file: str = "portfolio.docx") -> Held:
    return Held(kind=kind, file=file, place="table 2, row 1")  # type: ignore[arg-type]


def make_text(seed: int, words: int = 120) -> str:
    """A text of its own for every seed: no two share five words in a row, but for chance."""
    drawn = random.Random(seed)
    made = [f"{drawn.choice(WORDS)}{drawn.randrange(40)}" for _ in range(words)]
    return " ".join(made)


def make_cohort(
    size: int, *, seed: int = 1, codes: Sequence[str] = CODES, weak: str = ""
) -> tuple[list[Submission], list[Record]]:
    """A cohort with assessors, centres, intakes and dates in turn; `weak` is mostly limited."""
    drawn = random.Random(seed)
    submissions, records = [], []
    for number in range(1, size + 1):
        levels: dict[str, Strength] = {
            code: drawn.choices(STRENGTHS, (2, 6, 1, 1) if code == weak else (1, 2, 3, 4))[0]
            for code in codes
        }
        submissions.append(
            make_submission(
                number,
                assessor=f"assessor {number % 3}",
                centre=f"centre {number % 2}",
                intake="spring" if number % 2 else "autumn",
                date=f"2026-0{number % 9 + 1}-01",
            )
        )
        records.append(make_record(f"s-{number:04d}", levels, texts=[make_text(number)]))
    return submissions, records
