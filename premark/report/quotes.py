"""A place or a finding in; the words shown of it, with where they stand, out."""

from __future__ import annotations

from collections.abc import Sequence

from premark.plain import one_line
from premark.report.places import place
from premark.report.reasons import why
from premark.report.rows import Quote
from premark.types.document import Document, Locator
from premark.types.evidence import Finding, Review

QUOTE = 320  # characters of a quote that is shown on its own


def excerpt(at: Locator, review: Review) -> Quote:
    text = review.document.blocks[at.block].text[at.start : at.end]
    return Quote(one_line(text, QUOTE), place(at, review.document), at)


def quoted(finding: Finding, document: Document, name: str) -> Quote:
    text, at = one_line(finding.quote, QUOTE), finding.at
    return Quote(text, place(at, document), at, one_line(name), why(finding.because))


def by_key(findings: Sequence[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.key, []).append(finding)
    return list(groups.values())
