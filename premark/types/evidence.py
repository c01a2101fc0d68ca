"""What was found and what follows: findings, matches, requirement results, the review."""

from __future__ import annotations

from typing import Literal

from premark.types.criteria import Move
from premark.types.document import Document, Locator, Passage, Section, Value, Warning_

Strength = Literal["none", "limited", "partial", "strong", "cannot tell"]
State = Literal["met", "short", "not_found", "cannot_tell"]

Sign = Literal["elements", "verb", "headings", "extent"]

STRENGTHS: tuple[Strength, ...] = ("none", "limited", "partial", "strong")
SIGNS: tuple[Sign, ...] = ("elements", "verb", "headings", "extent")


class Finding(Value):
    """One thing that a detector saw, with its place, its words and its reason.

    `kind` is what it is ("citation", "named-model", "session"...), `key` what it counts as
    ("marsh 2017", "stock rotation"), `value` an amount where there is one (hours). `facts` are
    further named values, in a fixed order. `passage` is "" for findings of the whole file.
    """

    detector: str
    rule: str
    kind: str
    key: str
    at: Locator
    quote: str
    because: str
    passage: str = ""
    value: float | None = None
    facts: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str, default: str = "") -> str:
        return next((value for key, value in self.facts if key == name), default)


class TopicHit(Value):
    """The sentence of a passage that comes nearest to one of the criterion's topics."""

    topic: str
    at: Locator
    quote: str
    score: float
    by: Literal["words", "meaning", "both"]


class Match(Value):
    """A passage given to a criterion.

    `primary` matches are the map; the others serve a criterion besides the passage's own.
    `via` says what decided: its section's heading, the decoding of the whole document, or
    the kind of artefact the passage belongs to. `score` is the emission, 0 to 1.
    """

    passage: str
    criterion: str
    primary: bool
    via: Literal["heading", "decoding", "artefact", "secondary"]
    score: float
    because: str
    topics: tuple[TopicHit, ...] = ()


class MoveEvidence(Value):
    """A sentence that makes a move the verb asks for."""

    move: Move
    at: Locator
    quote: str
    score: float
    because: str


class VerbResult(Value):
    """Whether the verb is shown at its level. `missing` are the groups that are not.

    `also` are sentences that go with the reason: the lower verb that is answered, and where the
    two readers of moves disagree.

    `state` is "cannot_tell" where a doing verb's document is referred to but not in the file.
    """

    state: Literal["met", "not_met", "cannot_tell"]
    verb: str
    level: int
    evidence: tuple[MoveEvidence, ...] = ()
    missing: tuple[tuple[Move, ...], ...] = ()
    because: str
    also: tuple[str, ...] = ()


class RequirementResult(Value):
    """A required element: what was counted, what was asked, where we looked.

    `looked_in` is the number of passages searched. `met` needs no words; a shortfall says
    what was sought in `because`.
    """

    requirement: str
    required: bool
    state: State
    counted: float
    at_least: float | None
    at_most: float | None = None
    looked_in: int
    where: Literal["criterion", "document"] = "criterion"
    evidence: tuple[Finding, ...] = ()
    says: str
    because: str


class Confidence(Value):
    """How sure a level is, and nothing of the work: the share of the labelled levels with such
    signs that were the label's, of how many `levels` in how many `texts`. `doubt` is the sign that
    speaks most against it, if one does."""

    agrees: float
    levels: int
    texts: int
    signs: tuple[tuple[Sign, float], ...]
    doubt: Sign | None = None


class CriterionReview(Value):
    """One criterion: its strength, the rule that gave it, and everything that stands behind it.

    `confidence` is None where nothing is known of it: "cannot tell", and units without labels.
    `sources` are the findings of kind citation in its passages, `models` of named models.
    """

    criterion: str
    strength: Strength
    because: str
    confidence: Confidence | None = None
    cannot_tell: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    verb: VerbResult
    results: tuple[RequirementResult, ...] = ()
    sources: tuple[Finding, ...] = ()
    models: tuple[Finding, ...] = ()
    prompts: tuple[str, ...] = ()


class Notice(Value):
    """Something about the whole submission. `code` is stable; `places` may be empty."""

    code: str
    message: str
    next_step: str = ""
    places: tuple[Locator, ...] = ()


class CrossCheck(Value):
    """Citations joined to the reference list, each problem once."""

    citations: int
    references: int
    cited_not_listed: tuple[Finding, ...] = ()
    listed_not_cited: tuple[Finding, ...] = ()
    near_misses: tuple[Finding, ...] = ()


class MadeWith(Value):
    """What a review was made with: package versions, pack and pattern digests, the backend."""

    premark: str
    packages: tuple[tuple[str, str], ...]
    encoder: str
    parser: str
    pack: str
    patterns: str
    models: str


class Review(Value):
    """The whole review of one submission against one unit."""

    schema_version: str = "1"
    unit: str
    unit_title: str
    qualification: str
    pack_version: str
    document: Document
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    criteria: tuple[CriterionReview, ...]
    findings: tuple[Finding, ...] = ()
    cross_check: CrossCheck
    notices: tuple[Notice, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    words: int = 0
    made_with: MadeWith

    def passage(self, id_: str) -> Passage:
        """The passage with this id; KeyError when there is none."""
        for passage in self.passages:
            if passage.id == id_:
                return passage
        raise KeyError(id_)
