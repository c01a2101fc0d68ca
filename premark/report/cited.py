"""The sources of one criterion in: what kinds they are, and how many are academic, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from premark.plain import one_line
from premark.report.quotes import by_key, quoted
from premark.report.rows import NamedRow
from premark.report.words import counted, words
from premark.types.document import Document
from premark.types.evidence import Finding
from premark.weigh.sources import UNTOLD, count_sources


def sources_said(findings: Sequence[Finding]) -> str:
    """ "4 distinct sources: 2 books, 1 journal article, 1 web page. Academic: 2." """
    if not any(f.fact("kind") for f in findings):
        return ""
    found, fixed = count_sources(findings), words().fixed
    kinds = ", ".join(_counted(kind, number) for kind, number in found.kinds)
    untold = fixed["sources_untold"].format(number=found.untold) if found.untold else ""
    total = counted(found.distinct, "distinct source")
    return fixed["sources"].format(total=total, kinds=kinds, academic=found.academic, untold=untold)


def sources_short(findings: Sequence[Finding]) -> str:
    """ "4 sources, 2 academic"; "" where there are none."""
    found = count_sources(findings)
    return f"{counted(found.distinct, 'source')}, {found.academic} academic" if findings else ""


def source_note(group: Sequence[Finding]) -> str:
    """What is to be said of one source, told by all its citations: its kind, and if academic."""
    notes = []
    told = next((f for f in group if f.fact("kind", UNTOLD) != UNTOLD), group[0])
    if told.fact("kind"):
        one, _ = _names(told.fact("kind"))
        notes = [one, *(["academic"] if told.fact("academic") == "yes" else [])]
    if all(f.fact("secondary") == "yes" for f in group):
        notes.append("read in another source")
    return ", ".join(notes)


def sources(findings: Sequence[Finding], document: Document) -> Iterable[NamedRow]:
    for group in by_key(findings):
        first = group[0]
        quotes = tuple(quoted(f, document, "source") for f in group)
        yield NamedRow(_source_name(first), len(group), quotes, source_note(group))


def source_words(finding: Finding) -> str:
    """ "Smith and Jones 2019"; the words themselves where they name no author and year."""
    who, year = _who(finding), finding.fact("year")
    return one_line(f"{who} {year}" if who and year else finding.quote or finding.key, 80)


def _source_name(finding: Finding) -> str:
    who, year = _who(finding), finding.fact("year")
    return one_line(f"{who} ({year})" if who and year else finding.quote or finding.key, 80)


def _who(finding: Finding) -> str:
    authors = [a for a in finding.fact("author").split(";") if a]
    if finding.fact("et_al") == "yes" and authors:
        return f"{authors[0]} et al."
    return " and ".join([", ".join(authors[:-1]), authors[-1]] if authors[1:] else authors)


def _counted(kind: str, number: int) -> str:
    one, many = _names(kind)
    return counted(number, one, many)


def _names(kind: str) -> tuple[str, str]:
    return words().source_kinds.get(kind, (kind, f"{kind}s"))
