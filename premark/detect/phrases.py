"""Passages and pattern files in; a finding for every phrase found, out."""

from __future__ import annotations

from collections.abc import Iterator

from premark.detect.base import Rules, Seen
from premark.patterns import search
from premark.types.evidence import Finding

KINDS = ("perspective", "evidence-elsewhere", "discipline", "declaration")


def phrases(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: hits of every pattern file that a unit's requirement or a notice counts.

    Why: words that a quality lead can change stay in YAML.
    Known limits: as each file's own `limits` says; a phrase is not a meaning.
    """
    wanted = {n.needs.pattern for c in rules.pack.criteria for n in (*c.must, *c.helps)} - {""}
    for kind in sorted(wanted.union(KINDS).intersection(rules.patterns)):
        patterns = rules.patterns[kind]
        for parsed in seen.parsed:
            for hit in search(patterns, parsed.passage.text):
                at = parsed.passage.locate(hit.start, hit.end)
                yield Finding(
                    detector="phrases",
                    rule=kind,
                    kind=kind,
                    key=hit.key,
                    at=at,
                    quote=hit.phrase[: at.end - at.start],
                    because=f"it is one of the phrases for {hit.key!r} in the file {kind}.yaml",
                    passage=parsed.passage.id,
                )
