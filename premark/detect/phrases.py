"""Passages and pattern files in; a finding for every phrase found, out."""

from __future__ import annotations

from collections.abc import Iterator

from premark.detect.base import Rules, Seen
from premark.patterns import PatternSet, search
from premark.types.evidence import Finding

KINDS = ("perspective", "evidence-elsewhere", "declaration")
FIELD = "discipline"  # the kind of finding that a word of the unit's field is


def phrases(seen: Seen, rules: Rules) -> Iterator[Finding]:
    """What: hits of every pattern file that a unit's requirement or a notice counts.

    Why: words that a quality lead can change stay in YAML.
    Known limits: as each file's own `limits` says; a phrase is not a meaning.
    """
    pack = rules.pack
    wanted = {n.needs.pattern for c in pack.criteria for n in (*c.must, *c.helps)} - {""}
    for file in sorted(wanted.union(KINDS).intersection(rules.patterns)):
        yield from _hits(seen, rules.patterns[file], file)
    if pack.field in rules.patterns:
        yield from _hits(seen, rules.patterns[pack.field], FIELD)


def _hits(seen: Seen, patterns: PatternSet, kind: str) -> Iterator[Finding]:
    file = f"{patterns.kind}.yaml"
    for parsed in seen.parsed:
        for hit in search(patterns, parsed.passage.text):
            at = parsed.passage.locate(hit.start, hit.end)
            yield Finding(
                detector="phrases",
                rule=patterns.kind,
                kind=kind,
                key=hit.key,
                at=at,
                quote=hit.phrase[: at.end - at.start],
                because=f"it is one of the phrases for {hit.key!r} in the file {file}",
                passage=parsed.passage.id,
            )
