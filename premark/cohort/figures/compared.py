"""Figures, and what sets groups, cohorts, judgements and submissions beside each other, as values.

`picture.py` puts them together with the rest and gives every name of both.
"""

from __future__ import annotations

from typing import Literal

from premark.types.document import Value

ChosenBy = Literal["risk", "chance", "cover"]
RuleKind = Literal["level", "element", "verb"]


class Figure(Value):
    """A figure with its 95% interval (None where there is none) and how many it is of."""

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0


class GroupRow(Value):
    """One group beside all others. `mean` is its mean level over submissions, `partial` the mean
    share of criteria at partial or above, `apart` how far `mean` is from that of the others.

    `p` and `corrected` are None where the group is too small to be tested; `stands_out` says that
    the corrected p is under 0.05. `criteria` are (criterion, mean level), untested.
    """

    name: str
    n: int
    mean: Figure
    partial: Figure
    apart: Figure
    p: float | None = None
    corrected: float | None = None
    stands_out: bool = False
    criteria: tuple[tuple[str, float | None], ...] = ()


class GroupTable(Value):
    """Groups by one fact: "assessor", "centre", "intake" or "month". `unknown` have no value."""

    by: str
    rows: tuple[GroupRow, ...]
    unknown: int = 0


class Groups(Value):
    """Every table of groups, the number of comparisons corrected for, and what to think of it."""

    tables: tuple[GroupTable, ...] = ()
    comparisons: int = 0
    least: int = 0
    said: tuple[str, ...] = ()


class TrendRow(Value):
    """One criterion then and now. `mean` and `partial` are now less earlier.

    `comparable` is false where what was asked has changed, or nothing is known of it; `because`
    says so, and the figures are then None.
    """

    criterion: str
    earlier: Figure
    now: Figure
    mean: Figure
    partial: Figure
    p: float | None = None
    corrected: float | None = None
    stands_out: bool = False
    comparable: bool = True
    because: str = ""


class Trend(Value):
    """Between an earlier cohort and this one; `said` tells differing versions first."""

    earlier: int
    now: int
    rows: tuple[TrendRow, ...]
    comparisons: int
    said: tuple[str, ...]


class AgreementRow(Value):
    """premark's levels beside judgements: of everything, of a criterion or of an assessor.

    `exact`, `within_one` and `kappa` (quadratic) are of judgements in four words; `cut` and
    `cut_kappa` of judgements in two, compared at the one cut that their words name. `untold` are
    judgements where premark cannot tell. `higher` and `lower` count judgements above and below.
    """

    by: Literal["all", "criterion", "assessor"]
    name: str
    judgements: int
    exact: Figure
    within_one: Figure
    kappa: Figure
    cut: Figure
    cut_kappa: Figure
    untold: int
    higher: int
    lower: int


class RuleRow(Value):
    """A rule beside judgements: a row of the strength table, a required element, or the verb.

    `higher` are judgements above premark's level where this rule was what held it down, `lower`
    those below where the rule was met. `share` is both over `n` (Wilson's interval).
    """

    rule: RuleKind
    criterion: str
    name: str
    asks: str
    n: int
    higher: int
    lower: int
    share: Figure


class Agreement(Value):
    """Where assessors' decisions are given. `rules` has the one that disagrees most first."""

    rows: tuple[AgreementRow, ...]
    rules: tuple[RuleRow, ...]
    said: tuple[str, ...]


class PlanRow(Value):
    """A submission to look at. `criteria` are those to look at, worst first; `why` says why.

    `chance` is the chance with which it was drawn, for rows chosen "by chance"; None else.
    """

    submission: str
    unit: str
    criteria: tuple[str, ...]
    why: tuple[str, ...]
    by: ChosenBy
    risk: float
    chance: float | None = None
    assessor: str = ""


class Plan(Value):
    """The sampling plan of one unit: by risk first, then to cover assessors and criteria, then by
    chance. `of` is how many it is drawn from."""

    unit: str
    rows: tuple[PlanRow, ...]
    of: int
    seed: int
    said: tuple[str, ...]


class SharedRow(Value):
    """Passages of two submissions (or of one and the pack) with the same runs of words, as a fact.

    `says` is the sentence to print.
    """

    first: str
    second: str
    passages: int
    words: int
    says: str


class ElsewhereRow(Value):
    """Evidence that stands only in the learner's submission for another unit; `says` tells it."""

    submission: str
    criterion: str
    requirement: str
    other: str
    says: str
