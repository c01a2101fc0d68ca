"""Joins citations to the reference list: findings of both in, what does not join out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from premark.types.evidence import CrossCheck, Finding
from premark.weigh.joining import (
    Source,
    distinct_sources,
    join,
    join_otherwise,
    names_of,
    year_of,
)


def cross_check(citations: Sequence[Finding], references: Sequence[Finding]) -> CrossCheck:
    """What is cited and not listed, listed and not cited, and what nearly joins; each once.

    A name spelt otherwise with the same year is a near miss and counts as cited. A year or an
    author list that truly differs is a near miss and stands in the other two lists as well. A
    source read in another ("X, cited in Y": X) need not be listed. Acts need not be cited.
    """
    sources = distinct_sources(citations)
    listed = [Source(names_of(r), year_of(r), False, r) for r in references]
    joined = join(sources, listed)
    by_other = join_otherwise(citations, references)
    like = {k: r for k, r, rule in joined.near if rule in ("year", "authors")}
    unlike = {r: k for k, r in like.items()}
    cited_not_listed = [
        _because(s.finding, _not_listed(s, listed[like[k]] if k in like else None))
        for k, s in enumerate(sources)
        if k not in joined.cited and s.finding.fact("secondary") != "yes" and s.names
    ]
    listed_not_cited = [
        _because(r, _not_cited(s, sources[unlike[k]] if k in unlike else None))
        for k, (r, s) in enumerate(zip(references, listed, strict=True))
        if k not in joined.listed | by_other.listed and r.fact("source_kind") != "law"
    ]
    return CrossCheck(
        citations=len(citations),
        references=len(references),
        cited_not_listed=(*cited_not_listed, *_unjoined(citations, by_other.cited)),
        listed_not_cited=tuple(listed_not_cited),
        near_misses=tuple(_near(sources[c], listed[r], rule) for c, r, rule in joined.near)
        + tuple(_nameless(sources)),
    )


def _not_listed(source: Source, entry: Source | None) -> str:
    has = f"; the nearest entry is {entry.label}" if entry else ""
    return f"Cited here, but the reference list has no {source.label}{has}."


def _not_cited(entry: Source, source: Source | None) -> str:
    has = f"; the nearest citation is {source.label}" if source else ""
    return f"In the reference list, but the text does not cite {entry.label}{has}."


def _unjoined(citations: Sequence[Finding], joined: frozenset[int]) -> list[Finding]:
    seen: set[str] = set()
    found = []
    for k, finding in enumerate(citations):
        other = finding.fact("style") in ("numeric", "url")
        if other and k not in joined and finding.key not in seen:
            seen.add(finding.key)
            found.append(_because(finding, "The reference list has no entry for this."))
    return found


def _because(finding: Finding, because: str) -> Finding:
    return finding.model_copy(update={"because": because})


_WHY = {
    "year": "the years differ",
    "authors": "the authors differ",
    "loose": "the authors are not given as the list gives them",
    "within": "the entry does not begin with the author",
    "misspelt": "a name is spelt otherwise",
}


def _near(source: Source, entry: Source, rule: str) -> Finding:
    because = f"Cited as {source.label}; the list has {entry.label}: {_WHY[rule]}."
    facts = (*source.finding.facts, ("listed", entry.finding.key))
    update = {"kind": "near-miss", "detector": "cross-check", "rule": rule, "because": because}
    return source.finding.model_copy(update={**update, "facts": facts})


def _nameless(sources: Iterable[Source]) -> list[Finding]:
    because = "A year in brackets without its author: the list cannot be searched for it."
    update = {"kind": "near-miss", "detector": "cross-check", "rule": "no author"}
    return [
        s.finding.model_copy(update={**update, "because": because}) for s in sources if not s.names
    ]
