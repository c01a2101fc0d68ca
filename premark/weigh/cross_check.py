"""Joins citations to the reference list: findings of both in, what does not join out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from premark.types.evidence import CrossCheck, Finding

Likeness = Literal["same", "loose", "within", "misspelt", "other"]
_SMALL = frozenset({"of", "and", "the", "for", "in", "on"})


@dataclass(frozen=True)
class _Source:
    """A work as it is cited or listed: folded names, year, and the finding that shows it."""

    names: tuple[str, ...]
    year: str
    et_al: bool
    finding: Finding

    @property
    def label(self) -> str:
        shown = self.finding.fact("author") or self.finding.fact("authors")
        named = " and ".join(shown.split(";")[:2]) + (" et al." if self.et_al else "")
        return f"{named} {self.finding.fact('year')}".strip() or self.finding.key


@dataclass(frozen=True)
class _Joined:
    """Indices of the sources and entries that found each other, and the near misses met."""

    cited: frozenset[int]
    listed: frozenset[int]
    near: tuple[tuple[int, int, str], ...]


def cross_check(citations: Sequence[Finding], references: Sequence[Finding]) -> CrossCheck:
    """What is cited and not listed, listed and not cited, and what nearly joins; each once.

    A name spelt otherwise with the same year is a near miss and counts as cited. A year or an
    author list that truly differs is a near miss and stands in the other two lists as well. A
    source read in another ("X, cited in Y": X) need not be listed. Acts need not be cited.
    """
    sources = _sources(citations)
    listed = [_Source(_names(r), _year(r), False, r) for r in references]
    joined = _join(sources, listed)
    by_other = _join_otherwise(citations, references)
    cited_not_listed = [
        _because(s.finding, f"Cited here, but the reference list has no {s.label}.")
        for k, s in enumerate(sources)
        if k not in joined.cited and s.finding.fact("secondary") != "yes" and s.names
    ]
    listed_not_cited = [
        _because(r, f"In the reference list, but the text does not cite {s.label}.")
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


def _names(finding: Finding) -> tuple[str, ...]:
    folded = finding.fact("names")
    shown = folded or (finding.fact("author") or finding.fact("authors")).casefold()
    return tuple(name for name in shown.split(";") if name)


def _year(finding: Finding) -> str:
    """The year as the key has it, so that "no date" and "n.d." are one."""
    first = _names(finding)[:1]
    name = first[0] if first else "unnamed"
    return finding.key.removeprefix(name).strip()


def _sources(citations: Iterable[Finding]) -> list[_Source]:
    """Distinct works cited by author and date; a direct citation stands for a second-hand one."""
    found: dict[tuple[tuple[str, ...], str, bool], _Source] = {}
    for finding in citations:
        if finding.fact("style", "author-date") != "author-date":
            continue
        et_al = finding.fact("et_al") == "yes"
        source = _Source(_names(finding), _year(finding), et_al, finding)
        key = (source.names, source.year, et_al)
        kept = found.get(key)
        second_hand = kept is not None and kept.finding.fact("secondary") == "yes"
        if kept is None or (second_hand and finding.fact("secondary") != "yes"):
            found[key] = source
    return list(found.values())


def _join(sources: Sequence[_Source], listed: Sequence[_Source]) -> _Joined:
    """First what agrees, then what is loosely cited, then misspellings, then other years."""
    cited: set[int] = set()
    used: set[int] = set()
    near: list[tuple[int, int, str]] = []
    for wanted in ("same", "loose", "within", "misspelt"):
        before = frozenset(used)
        for k, source in enumerate(sources):
            if k in cited or not source.names:
                continue
            hits = [
                r
                for r, entry in enumerate(listed)
                if _same_year(source.year, entry.year)
                and _likeness(source, entry) == wanted
                and not (wanted in ("within", "misspelt") and r in before)
            ]
            best = _best(source, listed, hits)
            cited.update([k] if best else [])
            used.update(best)
            near += [(k, r, wanted) for r in best[:1] if wanted != "same"]
    near += _other_years(sources, listed, cited, used)
    return _Joined(frozenset(cited), frozenset(used), tuple(_each_entry_once(near)))


def _best(source: _Source, listed: Sequence[_Source], hits: list[int]) -> list[int]:
    """Of entries that agree, those that agree in year and in name to the letter, if any do."""
    dated = [r for r in hits if listed[r].year == source.year] or hits
    return [r for r in dated if listed[r].names[0] == source.names[0]] or dated


def _each_entry_once(near: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    first: dict[tuple[int, str], tuple[int, int, str]] = {}
    for k, r, rule in near:
        first.setdefault((r, rule), (k, r, rule))
    return list(first.values())


def _other_years(
    sources: Sequence[_Source], listed: Sequence[_Source], cited: set[int], used: set[int]
) -> list[tuple[int, int, str]]:
    """Unjoined works of one first author: the nearest entry that is itself uncited."""
    near: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for k, source in enumerate(sources):
        if k in cited or not source.names:
            continue
        free = [
            r
            for r, entry in enumerate(listed)
            if r not in used | taken and entry.names and _same_name(source.names[0], entry.names[0])
        ]
        if free:
            best = min(free, key=lambda r: (_likeness(source, listed[r]), _gap(source, listed[r])))
            rule = "authors" if _same_year(source.year, listed[best].year) else "year"
            near.append((k, best, rule))
            taken.add(best)
    return near


def _gap(source: _Source, entry: _Source) -> int:
    left, right = source.year[:4], entry.year[:4]
    return abs(int(left) - int(right)) if left.isdigit() and right.isdigit() else 9999


def _same_year(left: str, right: str) -> bool:
    """Equal, or one lacks the letter that tells works of a year apart."""
    if left == right:
        return True
    lettered = left[4:].isalpha() != right[4:].isalpha()
    return left[:4].isdigit() and left[:4] == right[:4] and lettered


def _likeness(source: _Source, entry: _Source) -> Likeness:
    """How the authors of a citation agree with those of an entry."""
    cited, listed = source.names, entry.names
    if not cited or not listed:
        return "other"
    if _stands_within(source, entry):
        return "within"
    if source.et_al:
        first = _by_first(cited[0], listed[0])
        return "loose" if first == "same" and len(listed) == 1 else first
    if len(cited) == len(listed):
        return _pairwise(cited, listed)
    if len(cited) == 1 and _whole_name(source.finding, listed):
        return "same"
    fewer = len(cited) < len(listed) and len(listed) > 2
    return "loose" if fewer and all(map(_same_name, cited, listed)) else "other"


def _stands_within(source: _Source, entry: _Source) -> bool:
    """The entry names the author, but not where it names its authors (title first, say)."""
    if any(_same_name(source.names[0], name) for name in entry.names):
        return False
    shown = source.finding.fact("author").split(";")[0].casefold()
    pattern = rf"(?<!\w){re.escape(shown)}(?!\w)"
    return len(shown) > 3 and bool(re.search(pattern, entry.finding.fact("text").casefold()))


def _whole_name(finding: Finding, listed: tuple[str, ...]) -> bool:
    """A body whose name holds "and" may have been read as two authors in the list."""
    return len(listed) > 1 and finding.fact("names").startswith(" and ".join(listed))


def _by_first(cited: str, listed: str) -> Likeness:
    if _same_name(cited, listed):
        return "same"
    return "misspelt" if _misspelt(cited, listed) else "other"


def _pairwise(cited: tuple[str, ...], listed: tuple[str, ...]) -> Likeness:
    if all(map(_same_name, cited, listed)):
        return "same"
    if len(cited) > 1 and sorted(cited) == sorted(listed):
        return "loose"
    pairs = zip(cited, listed, strict=True)
    close = all(_same_name(a, b) or _misspelt(a, b) for a, b in pairs)
    return "misspelt" if close else "other"


def _same_name(left: str, right: str) -> bool:
    """Equal; or one is the start or the end of a longer name, or its initials."""
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    if " " in long and (long.startswith(f"{short} ") or long.endswith(f" {short}")):
        return len(short) > 2
    initials = "".join(word[0] for word in long.split() if word not in _SMALL)
    return len(short) > 1 and short == initials


def _misspelt(left: str, right: str) -> bool:
    shorter = min(len(left), len(right))
    if shorter < 5 or left[0] != right[0]:
        return False
    return OSA.distance(left, right) <= (2 if shorter >= 8 else 1)


def _join_otherwise(citations: Sequence[Finding], references: Sequence[Finding]) -> _Joined:
    """Numbers by the list's own numbers, or by position; links by address."""
    numbers = {r.fact("number"): k for k, r in enumerate(references) if r.fact("number")}
    if not numbers:
        numbers = {str(k + 1): k for k in range(len(references))}
    cited: set[int] = set()
    used: set[int] = set()
    for k, finding in enumerate(citations):
        entry = numbers.get(finding.key.strip("[]")) if finding.fact("style") == "numeric" else None
        if finding.fact("style") == "url":
            entry = next((r for r, x in enumerate(references) if _same_link(finding, x)), None)
        if entry is not None:
            cited.add(k)
            used.add(entry)
    return _Joined(frozenset(cited), frozenset(used), ())


def _same_link(finding: Finding, reference: Finding) -> bool:
    link = reference.fact("link").casefold().split("//")[-1].removeprefix("www.").rstrip("/")
    return bool(link) and (finding.key.startswith(link) or link.startswith(finding.key))


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


def _near(source: _Source, entry: _Source, rule: str) -> Finding:
    because = f"Cited as {source.label}; the list has {entry.label}: {_WHY[rule]}."
    facts = (*source.finding.facts, ("listed", entry.finding.key))
    update = {"kind": "near-miss", "detector": "cross-check", "rule": rule, "because": because}
    return source.finding.model_copy(update={**update, "facts": facts})


def _nameless(sources: Iterable[_Source]) -> list[Finding]:
    because = "A year in brackets without its author: the list cannot be searched for it."
    update = {"kind": "near-miss", "detector": "cross-check", "rule": "no author"}
    return [
        s.finding.model_copy(update={**update, "because": because}) for s in sources if not s.names
    ]
