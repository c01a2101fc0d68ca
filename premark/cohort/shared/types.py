"""What submissions have in common: facts with their places, and no word of whose fault."""

from __future__ import annotations

from typing import Literal

from premark.types.document import Value

Between = Literal["drafts", "units", "learners"]
"""Two submissions of one learner for one unit; of one learner for two units; of two learners."""


class SharedPassage(Value):
    """Two passages with words in common: `words` of the first's `of_one` and the second's
    `of_other`, in the same order, in runs of five or more. `exact` is false where only their
    fingerprints were compared."""

    one: str
    one_place: str
    other: str
    other_place: str
    words: int
    of_one: int
    of_other: int
    exact: bool
    says: str


class SharedPair(Value):
    """Two submissions that share words. `words` is the sum over `passages`, which are those with
    most in common first, at most `shared.SHOWN`; `more` counts the rest.

    `in_other` and `in_one` are the shares of the first's words that stand in the second, and the
    other way round, by their fingerprints, 0 to 1. `whole` names the submission that stands nearly
    whole in the other; "both" where each does.
    """

    one: str
    other: str
    between: Between
    passages: tuple[SharedPassage, ...]
    more: int
    words: int
    in_other: float
    in_one: float
    whole: Literal["", "one", "other", "both"]
    says: tuple[str, ...]


class SameFile(Value):
    """A file that stands in several submissions, or several times in one, alike to the byte."""

    submissions: tuple[str, ...]
    names: tuple[str, ...]
    learners: int
    says: str


class InCommon(Value):
    """Words that many have: a template's, the guidance's, a quotation's. `begins` is how they
    begin, "" where no record holds them."""

    submissions: int
    learners: int
    words: int
    begins: str
    says: str


class Shared(Value):
    """All of it. `left_out` counts further pairs, which have less in common than those told;
    `others` are passages left out for being the unit's or a template's words."""

    submissions: int
    pairs: tuple[SharedPair, ...]
    files: tuple[SameFile, ...]
    common: tuple[InCommon, ...]
    left_out: int
    others: int
