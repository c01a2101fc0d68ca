"""The YAML of a labelled assignment in; its text in reading order and its labels, checked, out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

Layout = Literal["styled", "bold", "plain", "numbered"]
HeadingKind = Literal["official", "own", "mixed", "none"]
Quantity = Annotated[str, Field(pattern=r"^([a-z]+_(hours|months)|clients)$")]
Strength = Literal["none", "limited", "partial", "strong"]


class Strict(BaseModel):
    """Frozen, and unknown keys are refused, so that a misspelt key is not a silent gap."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Heading(Strict):
    type: Literal["heading"]
    level: int = Field(ge=1, le=3)
    text: str


class Para(Strict):
    type: Literal["para", "appendix"]
    criterion: tuple[str, ...]
    moves: tuple[str, ...] = ()
    text: str = Field(min_length=1)


class ListBlock(Strict):
    type: Literal["list"]
    criterion: tuple[str, ...]
    items: tuple[str, ...] = Field(min_length=1)


class Table(Strict):
    type: Literal["table"]
    criterion: tuple[str, ...]
    role: Literal["session_log", "supervision_log", "plan", "feedback", "other"]
    rows: tuple[tuple[str, ...], ...] = Field(min_length=2)


class References(Strict):
    type: Literal["references"]
    heading: str
    items: tuple[str, ...]


Labelled = Para | ListBlock | Table
AnyBlock = Heading | Para | ListBlock | Table | References
BlockOf = Annotated[AnyBlock, Field(discriminator="type")]


class CriterionGold(Strict):
    strength: Strength
    verb_met: bool
    unmet: tuple[str, ...]
    why: str = Field(min_length=1)


class Gold(Strict):
    criteria: dict[str, CriterionGold]
    models: dict[str, int]
    decoys: tuple[str, ...]
    citations_in_text: int
    references_listed: int
    cited_not_listed: tuple[str, ...]
    listed_not_cited: tuple[str, ...]
    quantities: dict[Quantity, float]


class Script(Strict):
    """What a learner writes, in reading order, and how it is laid out."""

    unit: str
    title: str
    learner: str
    layout: Layout
    heading_kind: HeadingKind
    blocks: tuple[BlockOf, ...]


class Assignment(Script):
    """One labelled assignment: the text in reading order, and what is true of it."""

    id: str
    person_names_left: tuple[str, ...]
    gold: Gold


def load(path: Path) -> Assignment:
    """Read one YAML file; a ValidationError or YAMLError when it is not as it should be."""
    return Assignment.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def texts_of(block: AnyBlock) -> tuple[str, ...]:
    """The block's own texts in reading order: its text, its items or its cells."""
    if isinstance(block, (Heading, Para)):
        return (block.text,)
    if isinstance(block, Table):
        return tuple(cell for row in block.rows for cell in row)
    return block.items


def as_line(heading: Heading, layout: Layout) -> str:
    """The heading as it is typed: plain layouts shout their top level."""
    return heading.text.upper() if layout == "plain" and heading.level == 1 else heading.text
