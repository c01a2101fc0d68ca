"""A made-up unit, and records of it with planted truths: which criteria are weak, how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from premark.cohort.figures.picture import Figure
from premark.cohort.figures.tally import Counted
from premark.types.cohort import CriterionRow, ElementRow, Failed, Record, Submission
from premark.types.criteria import (
    Criterion,
    Needs,
    Outcome,
    Pack,
    Qualification,
    Requirement,
    Topic,
)
from premark.types.evidence import STRENGTHS, MadeWith, State, Strength

UNIT = "0100-1"
CODES = ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2")
EVEN = (0.1, 0.25, 0.35, 0.3)
WEAK = (0.35, 0.4, 0.15, 0.1)


def make_pack(
    codes: Sequence[str] = CODES, *, version: str = "1", asks: str = "Explain it."
) -> Pack:
    return Pack(
        pack="our-centre-0100-1",
        version=version,
        qualification=Qualification(body="Ours", number="0100", level=5),
        unit="1",
        title="Baking bread",
        outcomes=tuple(Outcome(id=o, title=f"Outcome {o}") for o in sorted({c[0] for c in codes})),
        criteria=tuple(_criterion(code, asks) for code in codes),
    )


def _criterion(code: str, asks: str) -> Criterion:
    return Criterion(
        id=code,
        outcome=code[0],
        asks=asks,
        verb=("explain",),
        topics=(Topic(id="bread", about="bread"),),
        must=(
            Requirement(
                id="sources",
                needs=Needs(kind="citation", at_least=2),
                source="The unit",
                if_short="fewer than two sources",
            ),
            Requirement(
                id="bread",
                needs=Needs(kind="topic", topics=("bread",)),
                source="The unit",
                if_short="bread is not covered",
            ),
        ),
    )


def made_with(**more: str) -> MadeWith:
    said = {
        "premark": "1.0", "encoder": "e", "parser": "p", "pack": "digest-1", "patterns": "t",
        "models": "m",
    }  # fmt: skip
    return MadeWith(packages=(), **{**said, **more})


def criterion_row(
    code: str,
    level: Strength,
    *,
    states: Mapping[str, State] | None = None,
    sure: float | None = 0.9,
    sources: int = 2,
    models: tuple[str, ...] = (),
) -> CriterionRow:
    shown = level in ("strong", "partial")
    own: dict[str, State] = {
        "sources": "met" if level == "strong" else "short",
        "bread": "not_found" if level == "none" else "met",
        **(states or {}),
    }
    return CriterionRow(
        criterion=code,
        strength=level,
        verb="explain",
        verb_state="cannot_tell" if level == "cannot tell" else "met" if shown else "not_met",
        missing=() if shown else (("explain", "justify"),),
        sources=sources,
        models=models,
        sure=None if level == "cannot tell" else sure,
        elements=tuple(
            ElementRow(
                requirement=name,
                kind="citation" if name == "sources" else "topic",
                required=True,
                state=state,
                counted=1.0,
                at_least=2.0,
                because=f"{name} is {state}",
                quote="" if state == "not_found" else f"words on {name} in {code}",
            )
            for name, state in own.items()
        ),
    )


def record(
    number: int, levels: Mapping[str, Strength], *, made: MadeWith | None = None, **more: object
) -> Record:
    said: dict[str, object] = {
        "criteria": tuple(criterion_row(code, level) for code, level in levels.items()),
        "models": (),
        "notices": (),
        "pack_version": "1",
        "citations": 4,
        "references": 5,
        "words": 2000,
        **more,
    }
    return Record.model_validate(
        {
            "submission": name(number),
            "unit": UNIT,
            "key": f"key-{number}",
            "files": (("essay.docx", f"{number:064x}"),),
            "made_with": made or made_with(),
            **said,
        }
    )


def name(number: int) -> str:
    return f"s-{number:05d}"


def submission(number: int, **about: str) -> Submission:
    return Submission(id=name(number), unit=UNIT, number=str(number), about=tuple(about.items()))


def failed(number: int) -> Failed:
    return Failed(submission=name(number), unit=UNIT, status="scan", says="Pictures of text.")


def drawn_levels(
    number: int,
    random: np.random.Generator,
    *,
    codes: Sequence[str] = CODES,
    chances: Mapping[str, Sequence[float]] | None = None,
) -> list[dict[str, Strength]]:
    """Levels of so many submissions, each criterion by its chances of none to strong."""
    columns = {
        code: random.choice(4, number, p=(chances or {}).get(code, EVEN)) for code in codes
    }
    return [{code: STRENGTHS[columns[code][n]] for code in codes} for n in range(number)]


def counts_of(levels: np.ndarray, submissions: Sequence[str] = ()) -> Counted:
    """Counts with these levels (submissions, criteria), and nothing else of note."""
    number, width = levels.shape
    return Counted(
        submissions=tuple(submissions) or tuple(name(n) for n in range(number)),
        levels=levels.astype(np.int8),
        elements=np.zeros((number, 2 * width), np.int8),
        verbs=np.zeros((number, width), np.int8),
        sources=np.zeros((number, width), np.int64),
        sure=np.full((number, width), 0.9),
        doubt=np.zeros((number, width), np.bool_),
        sizes=np.zeros((number, 3), np.int64),
        notices=((),) * number,
    )


def ends(figure: Figure) -> tuple[float, float]:
    """The range of a figure that has one."""
    assert figure.low is not None and figure.high is not None
    return figure.low, figure.high


def covers(figure: Figure, true: float) -> bool:
    low, high = ends(figure)
    return low <= true <= high


def drawn_records(
    number: int,
    seed: int,
    *,
    codes: Sequence[str] = CODES,
    chances: Mapping[str, Sequence[float]] | None = None,
) -> list[Record]:
    random = np.random.default_rng(seed)
    levels = drawn_levels(number, random, codes=codes, chances=chances)
    return [record(n, each) for n, each in enumerate(levels)]
