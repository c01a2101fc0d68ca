"""What the page of a cohort shows, as frozen values; `draw.py` makes them of records.

Nothing here holds a record or a learner's name. Every `Figure` is None where it cannot be told.
"""

from __future__ import annotations

from premark.cohort.figures.compared import (
    Agreement,
    AgreementRow,
    ChosenBy,
    ElsewhereRow,
    Figure,
    GroupRow,
    Groups,
    GroupTable,
    Plan,
    PlanRow,
    RuleKind,
    RuleRow,
    SharedRow,
    Trend,
    TrendRow,
)
from premark.types.cohort import Failed
from premark.types.criteria import Move, NeedKind
from premark.types.document import Value
from premark.types.evidence import STRENGTHS, MadeWith, Strength

__all__ = [
    "Agreement",
    "AgreementRow",
    "ChosenBy",
    "CriterionPicture",
    "ElsewhereRow",
    "Example",
    "Figure",
    "GroupRow",
    "GroupTable",
    "Groups",
    "LEVELS",
    "MissingMoves",
    "ModelUse",
    "Picture",
    "Plan",
    "PlanRow",
    "Quartiles",
    "RuleKind",
    "RuleRow",
    "SharedRow",
    "ShortElement",
    "SourcesOf",
    "Trend",
    "TrendRow",
    "UnitPicture",
    "Used",
    "VerbDepth",
    "WeakRow",
    "Weakest",
]

LEVELS: tuple[Strength, ...] = (*STRENGTHS, "cannot tell")
"""The order of every tuple of five counts."""


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

    `mean` is its mean level (none 0 to strong 3), `low` the share at none or limited (Wilson's
    interval), both of the `mean.n` submissions of which it can be told; `untold` are the others.
    `places` are the first and last place that hold, for all criteria at once, in 95 of 100 cohorts
    (None of too few); `among` is the share of the draws in which it was among the `Weakest.k`
    weakest. `borne_out` says that all of `places` are among these.
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

    `quote` is "" where nothing was found; `instead` is then how the answer to the criterion begins,
    "" where it is not addressed at all.
    """

    submission: str
    quote: str
    because: str
    instead: str = ""


class ShortElement(Value):
    """A required element: of how many it can be told, and how often it is short or not found.

    `asks` is the pack's own sentence of what is missing. `share` is short and not found over those
    that can be told (Wilson's interval). `unaddressed` of those not found are of submissions that
    do not address the criterion at all. `set_aside` findings are in no count.
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
    unaddressed: int = 0
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
    `notes` tell what was odd about what was given (decisions, learners' table, earlier cohort).
    `same_files` and `in_common` are sentences on files and words that several submissions hold."""

    units: tuple[UnitPicture, ...]
    submissions: int
    reviewed: int
    failed: tuple[Failed, ...]
    made_with: tuple[MadeWith, ...]
    seed: int
    notes: tuple[str, ...] = ()
    same_files: tuple[str, ...] = ()
    in_common: tuple[str, ...] = ()
