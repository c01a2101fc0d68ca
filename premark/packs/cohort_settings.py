"""`criteria/cohort.yaml`, or a centre's own parts over it, in; the settings of a cohort out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from premark.errors import BadYaml, DuplicateId, PackError
from premark.packs.where import criteria_root
from premark.packs.yaml_source import Source, build, field_name, read_yaml
from premark.types.document import Value
from premark.types.evidence import STRENGTHS

FILE = "cohort.yaml"
RiskName = Literal[
    "disagree", "cannot_tell", "unsure", "doubt", "assessors_differ", "new_assessor", "odd",
    "failed",
]  # fmt: skip
GroupName = Literal["assessor", "centre", "intake", "month"]
ColumnName = Literal["submission", "criterion", "assessor", "judgement", "date"]
Level = Literal["none", "limited", "partial", "strong"]
Words = tuple[str, ...]


class Judgement(Value):
    """Words that assessors use, and the levels they stand for."""

    scale: Literal["four", "two"]
    words: Words = Field(min_length=1)
    covers: tuple[Level, ...] = Field(min_length=1)

    @property
    def levels(self) -> tuple[int, ...]:
        """Places of `covers` among the four levels, lowest first."""
        return tuple(sorted(STRENGTHS.index(word) for word in self.covers))

    @property
    def cut(self) -> int:
        """The level from which on a criterion stands above the cut (scale two only)."""
        top = len(STRENGTHS) - 1
        return self.levels[0] if self.levels[-1] == top else self.levels[-1] + 1


class WeakestSettings(Value):
    among: int = Field(ge=1)
    least: int = Field(ge=2)


class ShortSettings(Value):
    examples: int = Field(ge=0, le=20)


class SourceSettings(Value):
    lacking: float = Field(gt=0, le=1)


class GroupSettings(Value):
    least: int = Field(ge=2)
    by: dict[GroupName, Words]


class NewAssessor(Value):
    fewer_than: int = Field(ge=0)
    columns: Words = ()
    says_yes: Words = ()


class RiskSign(Value):
    weight: float = Field(ge=0)
    per: Literal["criterion", "submission"]


class SamplingSettings(Value):
    share: float = Field(ge=0, le=1)
    least: int = Field(ge=0)
    chance_share: float = Field(ge=0, le=1)
    chance_least: int = Field(ge=0)
    sure_under: float = Field(ge=0, le=1)
    new_assessor: NewAssessor
    signs: dict[RiskName, RiskSign]
    odd: Words = ()

    def weight(self, sign: RiskName) -> float:
        """What a sign adds; 0 where the file leaves it out."""
        return self.signs[sign].weight if sign in self.signs else 0.0


class CohortSettings(Value):
    """All that `criteria/cohort.yaml` says; its comments say what each is for."""

    purpose: Literal["cohort"]
    judgements: tuple[Judgement, ...] = Field(min_length=1)
    decision_columns: dict[ColumnName, Words]
    few: int = Field(ge=2)
    weakest: WeakestSettings
    short: ShortSettings
    sources: SourceSettings
    groups: GroupSettings
    sampling: SamplingSettings

    def judgement(self, word: str) -> Judgement | None:
        """What a word of an assessor stands for; None where no list has it."""
        said = folded(word)
        return next((j for j in self.judgements if said in map(folded, j.words)), None)


def folded(text: str) -> str:
    """A word or a column's name without capitals, hyphens, full stops and further blanks."""
    bare = "".join(" " if sign in "-_./" else sign for sign in text.casefold())
    return " ".join(bare.split())


def load_cohort_settings(path: Path | None = None) -> CohortSettings:
    """The shipped settings, with the parts of the file `path` over them.

    Raises BadYaml or DuplicateId at the line of what is wrong.
    """
    shipped = read_yaml(criteria_root() / FILE)
    whole = _built(shipped, shipped.data)
    if path is None:
        return whole
    own = read_yaml(path)
    return _built(own, {**shipped.data, **_parts(own)})


def cohort_mistakes(source: Source) -> Iterator[PackError]:
    """The first mistake of a settings file, whole or of a centre's own parts."""
    try:
        load_cohort_settings(source.path)
    except PackError as error:
        yield error


def _parts(source: Source) -> dict[str, Any]:
    if not isinstance(source.data, dict) or not source.data:
        said = "should be a mapping of parts, such as `groups: {least: 10, by: ...}`"
        raise BadYaml(source.path, 1, "file", said)
    return source.data


def _built(source: Source, data: Any) -> CohortSettings:
    settings = build(CohortSettings, source, data)
    for mistake in (*_doubled(source, settings), *_miscovered(source, settings)):
        raise mistake
    return settings


def _doubled(source: Source, settings: CohortSettings) -> Iterator[PackError]:
    """A word that two judgements have, or that one has twice."""
    seen: set[str] = set()
    for i, judgement in enumerate(settings.judgements):
        for k, word in enumerate(judgement.words):
            if folded(word) in seen:
                key = ("judgements", i, "words", k)
                said = f"{word!r} stands for two judgements; expected it once"
                yield DuplicateId(source.path, source.line(key), field_name(source, key), said)
            seen.add(folded(word))


def _miscovered(source: Source, settings: CohortSettings) -> Iterator[PackError]:
    """A word of four that is not one level; a word of two that is not one side of a cut."""
    last = len(STRENGTHS) - 1
    for i, judgement in enumerate(settings.judgements):
        levels = judgement.levels
        whole = levels == tuple(range(levels[0], levels[-1] + 1))
        ends = (levels[0] == 0) != (levels[-1] == last)
        key = ("judgements", i, "covers")
        if judgement.scale == "four" and len(levels) != 1:
            said = "should be one level, as its scale is four"
        elif judgement.scale == "two" and not (whole and ends):
            said = "should be the levels on one side of a cut, such as [none, limited, partial]"
        else:
            continue
        yield BadYaml(source.path, source.line(key), field_name(source, key), said)
