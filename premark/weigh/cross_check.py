"""Joins citations to the reference list: findings of both in, what does not join out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from premark.types.evidence import CrossCheck, Finding
from premark.weigh.author_names import same_year
from premark.weigh.joining import (
    Source,
    distinct_sources,
    join,
    join_otherwise,
    names_of,
    year_of,
)

DIFFER = ("year", "authors", "name and year")  # near misses that join nothing
NAMELESS = "no author"
SHOWN = 3  # other works of an author
SLIPS = {
    "year": "the years differ",
    "authors": "the authors differ",
    "name and year": "the name is spelt otherwise and the years differ",
    "loose": "the authors are not given as the list gives them",
    "within": "the entry does not begin with the author",
    "misspelt": "a name is spelt otherwise",
}


def cross_check(citations: Sequence[Finding], references: Sequence[Finding]) -> CrossCheck:
    """What is cited and not listed, listed and not cited, and what nearly joins; each once.

    Whatever is one slip is a near miss and stands in no other list: its fact "listed" is the key
    of the entry, "listed_at" its place. A source read in another ("X, cited in Y": X) need not
    be listed. Acts need not be cited.
    """
    sources = distinct_sources(citations)
    listed = [Source(names_of(r), year_of(r), False, r) for r in references]
    joined = join(sources, listed)
    by_other = join_otherwise(citations, references)
    differing = [(c, r) for c, r, rule in joined.near if rule in DIFFER]
    alone = [
        s
        for k, s in enumerate(sources)
        if k not in joined.entry and k not in {c for c, _ in differing} and _wants_entry(s)
    ]
    met = joined.listed | by_other.listed | {r for _, r in differing}
    uncited = [
        s for k, s in enumerate(listed) if k not in met and s.finding.fact("source_kind") != "law"
    ]
    nameless = _nameless(sources, uncited)
    guessed = {near.fact("listed_at") for near in nameless} - {""}
    return CrossCheck(
        citations=len(citations),
        references=len(references),
        cited_not_listed=(
            *(_because(s.finding, _not_listed(s, listed)) for s in _each_once(alone)),
            *_unjoined(citations, by_other.cited),
        ),
        listed_not_cited=tuple(
            _because(s.finding, f"In the reference list, but the text does not cite {s.label}.")
            for s in _each_once(uncited)
            if _place(s.finding) not in guessed
        ),
        near_misses=tuple(
            sorted(
                [*(_near(sources[c], listed[r], rule) for c, r, rule in joined.near), *nameless],
                key=lambda f: (f.at.block, f.at.start),
            )
        ),
    )


def on_either_side(
    check: CrossCheck, references: Iterable[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """What is cited and not listed, and listed and not cited, a slip that is both in each.

    The first are citations, the second entries of `references`.
    """
    entries = {_place(r): r for r in references}
    cited = [f for f in check.near_misses if f.rule in DIFFER]
    unmet = [f for f in check.near_misses if f.rule in (*DIFFER, NAMELESS)]
    listed = [entries[f.fact("listed_at")] for f in unmet if f.fact("listed_at") in entries]
    return [*check.cited_not_listed, *cited], [*check.listed_not_cited, *listed]


def _wants_entry(source: Source) -> bool:
    return bool(source.names) and source.finding.fact("secondary") != "yes"


def _each_once(sources: Iterable[Source]) -> list[Source]:
    """Distinct works: "Jones et al." is any of Jones and others; an entry may stand twice."""
    kept: list[Source] = []
    for source in sources:
        if not any(_same_work(source, other) for other in kept):
            kept.append(source)
    return kept


def _same_work(one: Source, other: Source) -> bool:
    if one.year != other.year or one.names[:1] != other.names[:1]:
        return False
    if one.finding.kind == "reference":
        titles = {s.finding.fact("title").casefold() for s in (one, other)}
        return one.names == other.names and len(titles) == 1
    several = len(one.names) > 1 or len(other.names) > 1
    return one.names == other.names or (several and (one.et_al or other.et_al))


def _not_listed(source: Source, listed: Sequence[Source]) -> str:
    same = [entry.label for entry in listed if entry.names[:1] == source.names[:1]]
    has = f"; of this author it has {', '.join(dict.fromkeys(same[:SHOWN]))}" if same else ""
    return f"Cited here, but the reference list has no {source.label}{has}."


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


def _near(source: Source, entry: Source, rule: str) -> Finding:
    because = f"Cited as {source.label}; the list has {entry.label}: {SLIPS[rule]}."
    return _slip(source, rule, because, entry)


def _slip(source: Source, rule: str, because: str, entry: Source | None) -> Finding:
    told = (("listed", entry.finding.key), ("listed_at", _place(entry.finding))) if entry else ()
    update = {"kind": "near-miss", "detector": "cross-check", "rule": rule, "because": because}
    return source.finding.model_copy(update={**update, "facts": (*source.finding.facts, *told)})


def _place(finding: Finding) -> str:
    return f"{finding.at.block}:{finding.at.start}"


def _nameless(sources: Iterable[Source], uncited: Sequence[Source]) -> list[Finding]:
    """Years without an author, each with the one uncited entry of that year, if there is one."""
    found = []
    for source in sources:
        if not source.names:
            fits = [entry for entry in uncited if same_year(source.year, entry.year)]
            entry = fits[0] if len(fits) == 1 else None
            may = f"it may be {entry.label}, which nothing else cites" if entry else ""
            because = "A year in brackets without its author: "
            because += f"{may or 'the list cannot be searched for it'}."
            found.append(_slip(source, NAMELESS, because, entry))
    return found
