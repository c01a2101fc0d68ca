"""A requirement of a source for each item or topic in; each with the source near it, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from premark.types.criteria import Needs
from premark.types.document import Locator
from premark.types.evidence import CriterionReview, Finding
from premark.weigh.scope import near

REACH = 600  # characters between an item and the source that is its own
Places = Sequence[tuple[Locator, str]]  # with what stands there


@dataclass(frozen=True)
class ItemSource:
    """An item, or a topic's id, with its first place and the source that stands nearest it.

    `at` is None for a topic that is not covered, `source` where no source is near.
    """

    name: str
    at: Locator | None
    quote: str = ""
    source: Finding | None = None


def item_sources(
    needs: Needs, found: CriterionReview, findings: Iterable[Finding]
) -> tuple[ItemSource, ...]:
    """What the requirement asks a source for, in reading order, topics in its own order.

    Empty for a requirement that asks for no source each.
    """
    if not (needs.each_item or needs.each):
        return ()
    own = {m.passage for m in found.matches if m.primary}
    seen = [f for f in findings if needs.where == "document" or f.passage in own]
    cited = [f for f in seen if f.kind == "citation"]
    groups = items_in(seen, needs.each_item) if needs.each_item else _topics(needs, found)
    return beside(groups, cited)


def items_in(findings: Iterable[Finding], of: str) -> list[tuple[str, Places]]:
    """Each item of a list of the unit, and each line among them, with all its places."""
    groups: dict[str, list[tuple[Locator, str]]] = {}
    for f in sorted(findings, key=lambda f: (f.at.block, f.at.start)):
        if f.kind == "item" and f.rule in ("list", "line") and f.fact("list") == of:
            groups.setdefault(f.key, []).append((f.at, f.quote))
    return list(groups.items())


def beside(
    groups: Iterable[tuple[str, Places]], cited: Sequence[Finding]
) -> tuple[ItemSource, ...]:
    """Each with the source that stands nearest any of its places, within `REACH`."""
    return tuple(_joined(name, places, cited) for name, places in groups)


def _topics(needs: Needs, found: CriterionReview) -> list[tuple[str, Places]]:
    hits = [hit for match in found.matches if match.primary for hit in match.topics]
    return [
        (topic, [(hit.at, hit.quote) for hit in hits if hit.topic == topic])
        for topic in needs.each
    ]


def _joined(name: str, places: Places, cited: Sequence[Finding]) -> ItemSource:
    if not places:
        return ItemSource(name, None)
    reached = [
        (_apart(at, source.at), number, order)
        for number, (at, _) in enumerate(places)
        for order, source in enumerate(cited)
        if near(at, source.at, REACH)
    ]
    at, quote = places[min(reached)[1] if reached else 0]
    return ItemSource(name, at, quote, cited[min(reached)[2]] if reached else None)


def _apart(one: Locator, other: Locator) -> int:
    """Characters between two places of one block; 0 where they overlap."""
    return max(one.start - other.end, other.start - one.end, 0)
