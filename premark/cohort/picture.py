"""What the page of a cohort shows, as frozen values; `draw.py` makes them of records.

Nothing here holds a record or a learner's name. Every `Figure` is None where it cannot be told.
"""

from __future__ import annotations

from typing import Literal

from premark.types.cohort import Failed
from premark.types.criteria import Move, NeedKind
from premark.types.document import Value
from premark.types.evidence import STRENGTHS, MadeWith, Strength

LEVELS: tuple[Strength, ...] = (*STRENGTHS, "cannot tell")
"""The order of every tuple of five counts."""

ChosenBy = Literal["risk", "chance", "cover"]
RuleKind = Literal["level", "element", "verb"]


class Figure(Value):
    """A figure with its 95% interval (None where there is none) and how many it is of."""

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0


class CriterionPicture(Value):
    """A criterion by strength: `counts` of submissions in the order of LEVELS."""

    criterion: str
    outcome: str
    asks: str
    verb: str
    counts: tuple[int, int, int, int, int]
    mean: Figure


class WeakRow(Value):
    """A criterion in the ranking, weakest first.

    `mean` is its mean level (none 0 to strong 3), `low` the share at none or limited, both of the
    `mean.n` submissions of which it can be told; `untold` are the others. `places` are the first
    and last place that 95% of the draws gave it; `among` is the share of the draws in which it was
    among the `Weakest.k` weakest. `borne_out` says that its place among them stands in 95%.
    """

    criterion: str
    place: int
    mean: Figure
    low: Figure
    untold: int
    places: tuple[int, int] | None = None
    among: float | None = None
    borne_out: bool = False


class Weakest(Value):
    """Every criterion that can be told, ranked; `said` is how, and how far to trust it."""

    rows: tuple[WeakRow, ...]
    k: int
    draws: int
    said: tuple[str, ...]


class Example(Value):
    """Words of one submission (people's names taken out), and why the element was short there.

    `quote` is "" where nothing was found.
    """

    submission: str
    quote: str
    because: str


class ShortElement(Value):
    """A required element: of how many it can be told, and how often it is short or not found.

    `asks` is the pack's own sentence of what is missing. `share` is short and not found over those
    that can be told (Wilson's interval). `set_aside` findings are in no count.
    """

    criterion: str
    requirement: str
    kind: NeedKind
    asks: str
    source: str
    told: int
    short: int
    not_found: int
    untold: int
    set_aside: int
    share: Figure
    examples: tuple[Example, ...] = ()


class MissingMoves(Value):
    """A group of moves of which the verb asks for one, and in how many submissions none was."""

    moves: tuple[Move, ...]
    submissions: int


class VerbDepth(Value):
    """A criterion's verb; `met` of Figure is the share shown of those that can be told."""

    criterion: str
    verb: str
    shown: int
    not_shown: int
    untold: int
    met: Figure
    missing: tuple[MissingMoves, ...] = ()


class Quartiles(Value):
    """The least, the quartiles and the most of `n` numbers; all 0 where n is 0."""

    least: float = 0.0
    lower: float = 0.0
    middle: float = 0.0
    upper: float = 0.0
    most: float = 0.0
    n: int = 0


class SourcesOf(Value):
    """Works cited for one criterion. `asked`: an element of it counts citations; `none` is how
    many submissions cite nothing there, `lacking` that it is asked for and most have none."""

    criterion: str
    asked: bool
    works: Quartiles
    none: int
    lacking: bool


class ModelUse(Value):
    """A named model and the submissions that name it; `criteria`: (criterion, submissions)."""

    name: str
    submissions: int
    criteria: tuple[tuple[str, int], ...] = ()


class Used(Value):
    """Sources and models: works cited and listed per submission, and models, most used first."""

    cited: Quartiles
    listed: Quartiles
    words: Quartiles
    criteria: tuple[SourcesOf, ...]
    models: tuple[ModelUse, ...]
    without_model: int


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


class UnitPicture(Value):
    """All that the page shows of one unit. `notices`: (code, submissions), most first."""

    unit: str
    title: str
    pack_version: str
    submissions: int
    failed: int
    criteria: tuple[CriterionPicture, ...]
    weakest: Weakest
    short: tuple[ShortElement, ...]
    verbs: tuple[VerbDepth, ...]
    used: Used
    groups: Groups
    trend: Trend | None
    agreement: Agreement | None
    plan: Plan
    shared: tuple[SharedRow, ...] = ()
    elsewhere: tuple[ElsewhereRow, ...] = ()
    notices: tuple[tuple[str, int], ...] = ()
    cautions: tuple[str, ...] = ()


class Picture(Value):
    """A cohort. `submissions` were handed in; `made_with` are the distinct ones of the reviews;
    `notes` tell what was odd about what was given (decisions, learners' table, earlier cohort)."""

    units: tuple[UnitPicture, ...]
    submissions: int
    reviewed: int
    failed: tuple[Failed, ...]
    made_with: tuple[MadeWith, ...]
    seed: int
    notes: tuple[str, ...] = ()
