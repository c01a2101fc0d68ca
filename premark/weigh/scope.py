"""Where a requirement is looked for: the findings and topics of a criterion, or of the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from premark.types.criteria import Criterion, Pack
from premark.types.document import Locator, Passage
from premark.types.evidence import Finding, Match, TopicHit


@dataclass(frozen=True)
class Scope:
    """One criterion's share of the submission, and the whole beside it.

    `matches` are its primary matches; `all_matches` hold the secondary ones too.
    """

    pack: Pack
    criterion: Criterion
    matches: tuple[Match, ...]
    own: tuple[Passage, ...]
    every: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    all_matches: tuple[Match, ...] = ()

    def passages(self, where: str) -> tuple[Passage, ...]:
        return self.every if where == "document" else self.own

    def found(self, kind: str, where: str = "criterion") -> list[Finding]:
        """Findings of a kind, in reading order, in the criterion's passages or anywhere."""
        if where == "document":
            return [f for f in self.findings if f.kind == kind]
        ids = {p.id for p in self.own}
        return [f for f in self.findings if f.kind == kind and f.passage in ids]

    def hits(self, topic: str) -> list[TopicHit]:
        """Sentences that cover a topic, those found by its own words first."""
        hits = [h for m in self.matches for h in m.topics if h.topic == topic]
        order = {"both": 0, "words": 1, "meaning": 2}
        return sorted(hits, key=lambda h: (order[h.by], -h.score, h.at.block, h.at.start))


def distinct(findings: Iterable[Finding]) -> dict[str, Finding]:
    """The first finding of each key, in reading order."""
    first: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.at.block, f.at.start)):
        first.setdefault(finding.key, finding)
    return first


def near(place: Locator, other: Locator, reach: int) -> bool:
    """Whether two places stand in one block within `reach` characters of each other."""
    if place.block != other.block:
        return False
    return other.start <= place.end + reach and place.start <= other.end + reach
