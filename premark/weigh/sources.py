"""What kinds of sources are cited: citations and list entries in, citations that say it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from premark.types.evidence import Finding
from premark.weigh.joining import entries_of

UNTOLD = "cannot tell"


@dataclass(frozen=True)
class Sources:
    """Distinct sources: how many, how many of each kind, and how many are academic.

    `kinds` stand in the order of their number, most first, what cannot be told last; `untold`
    are those of which it cannot be told whether they are academic.
    """

    distinct: int
    kinds: tuple[tuple[str, int], ...]
    academic: int
    untold: int


def with_kinds(citations: Sequence[Finding], references: Sequence[Finding]) -> list[Finding]:
    """The citations with the facts "kind" and "academic" of the entry that each leads to.

    A link with no entry is a web page; an author with none is of a kind that cannot be told.
    """
    entries = entries_of(citations, references)
    return [_told(finding, entry) for finding, entry in zip(citations, entries, strict=True)]


def _told(finding: Finding, entry: Finding | None) -> Finding:
    kind, academic = UNTOLD, UNTOLD
    if entry is not None:
        kind, academic = entry.fact("source_kind", UNTOLD), entry.fact("academic", UNTOLD)
    elif finding.fact("style") == "url":
        kind, academic = "web", "no"
    facts = (*finding.facts, ("kind", kind), ("academic", academic))
    return finding.model_copy(update={"facts": facts})


def count_sources(citations: Iterable[Finding]) -> Sources:
    """Distinct sources among the citations, by kind; one that a citation tells is told."""
    told: dict[str, tuple[str, str]] = {}
    for finding in citations:
        kind = finding.fact("kind", UNTOLD), finding.fact("academic", UNTOLD)
        if told.get(finding.key, (UNTOLD, UNTOLD)) == (UNTOLD, UNTOLD):
            told[finding.key] = kind
    counts = Counter(kind for kind, _ in told.values())
    academic = Counter(says for _, says in told.values())
    order = sorted(counts.items(), key=lambda pair: (pair[0] == UNTOLD, -pair[1], pair[0]))
    return Sources(len(told), tuple(order), academic["yes"], academic[UNTOLD])
