"""Finds the list entry of each citation: findings of both in, what leads to what out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from premark.types.evidence import Finding
from premark.weigh.author_names import misspelt, same_name, same_year

Likeness = Literal["same", "loose", "within", "misspelt", "other"]
SLIP = 10  # years between two that may be one work whose name is misspelt as well
SLIPPED = 2  # letters too many or too few of a misspelt name


@dataclass(frozen=True)
class Written:
    """What a work is joined by: of its finding the names as given, author, text, link or none."""

    names: tuple[str, ...]
    year: str
    et_al: bool
    given: str
    shown: str
    text: str
    linked: bool


@dataclass(frozen=True)
class Source:
    """A work as it is cited or listed: folded names, year, and the finding that shows it."""

    names: tuple[str, ...]
    year: str
    et_al: bool
    finding: Finding

    @cached_property
    def written(self) -> Written:
        fact = self.finding.fact
        shown = fact("author").split(";")[0].casefold()
        said = (fact("names"), shown, fact("text").casefold(), bool(fact("link")))
        return Written(self.names, self.year, self.et_al, *said)

    @property
    def label(self) -> str:
        shown = self.finding.fact("author") or self.finding.fact("authors")
        named = " and ".join(shown.split(";")[:2]) + (" et al." if self.et_al else "")
        return f"{named} {self.finding.fact('year')}".strip() or self.finding.key


@dataclass(frozen=True)
class Joined:
    """Indices of the sources and entries that found each other, and the near misses met.

    `entry` gives the entry of each source or citation that has one.
    """

    listed: frozenset[int]
    near: tuple[tuple[int, int, str], ...]
    entry: Mapping[int, int]

    @property
    def cited(self) -> frozenset[int]:
        return frozenset(self.entry)


def entries_of(citations: Sequence[Finding], references: Sequence[Finding]) -> list[Finding | None]:
    """For each citation the list entry that it leads to, None where it leads to none."""
    sources = distinct_sources(citations)
    joined = join(sources, [Source(names_of(r), year_of(r), False, r) for r in references])
    by_work = {
        _work(s.finding): references[r]
        for k, s in enumerate(sources)
        if (r := joined.entry.get(k)) is not None
    }
    other = join_otherwise(citations, references).entry
    return [
        references[other[k]] if k in other else by_work.get(_work(finding))
        for k, finding in enumerate(citations)
    ]


def names_of(finding: Finding) -> tuple[str, ...]:
    folded = finding.fact("names")
    shown = folded or (finding.fact("author") or finding.fact("authors")).casefold()
    return tuple(name for name in shown.split(";") if name)


def year_of(finding: Finding) -> str:
    """The year as the key has it, so that "no date" and "n.d." are one."""
    first = names_of(finding)[:1]
    name = first[0] if first else "unnamed"
    return finding.key.removeprefix(name).strip()


def _work(finding: Finding) -> tuple[tuple[str, ...], str, bool]:
    return names_of(finding), year_of(finding), finding.fact("et_al") == "yes"


def distinct_sources(citations: Iterable[Finding]) -> list[Source]:
    """Distinct works cited by author and date; a direct citation stands for a second-hand one."""
    found: dict[tuple[tuple[str, ...], str, bool], Source] = {}
    for finding in citations:
        if finding.fact("style", "author-date") != "author-date":
            continue
        et_al = finding.fact("et_al") == "yes"
        source = Source(names_of(finding), year_of(finding), et_al, finding)
        key = _work(finding)
        kept = found.get(key)
        second_hand = kept is not None and kept.finding.fact("secondary") == "yes"
        if kept is None or (second_hand and finding.fact("secondary") != "yes"):
            found[key] = source
    return list(found.values())


def join(sources: Sequence[Source], listed: Sequence[Source]) -> Joined:
    """First what agrees, then what is loosely cited, then misspellings, then other years."""
    return _join(tuple(s.written for s in sources), tuple(s.written for s in listed))


@lru_cache(maxsize=4)  # the kinds of sources and the cross-check ask for the same
def _join(sources: tuple[Written, ...], listed: tuple[Written, ...]) -> Joined:
    cited: dict[int, int] = {}
    used: set[int] = set()
    near: list[tuple[int, int, str]] = []
    alike = [_alike(source, listed) for source in sources]
    for wanted in ("same", "loose", "within", "misspelt"):
        before = frozenset(used)
        for k, source in enumerate(sources):
            if k in cited or not source.names:
                continue
            hits = [
                r
                for r, likeness in alike[k].items()
                if likeness == wanted and not (wanted == "within" and r in before)
            ]
            best = _best(source, listed, hits)
            cited.update({k: best[0]} if best else {})
            used.update(best)
            near += [(k, r, wanted) for r in best[:1] if wanted != "same"]
    near += _other_years(sources, listed, cited, used)
    return Joined(frozenset(used), tuple(_each_entry_once(near)), cited)


def _alike(source: Written, listed: Sequence[Written]) -> dict[int, Likeness]:
    """Entries that may be the source, in order, and how their authors agree with its own."""
    return {
        r: likeness
        for r, entry in enumerate(listed)
        if (dated := same_year(source.year, entry.year)) or not entry.names
        if (likeness := _likeness(source, entry)) == "within" or (dated and likeness != "other")
    }


def _best(source: Written, listed: Sequence[Written], hits: list[int]) -> list[int]:
    """Of entries that agree, those that agree in year and in name to the letter, if any do."""
    dated = [r for r in hits if listed[r].year == source.year] or hits
    return [r for r in dated if listed[r].names[:1] == source.names[:1]] or dated


def _each_entry_once(near: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    first: dict[tuple[int, str], tuple[int, int, str]] = {}
    for k, r, rule in near:
        first.setdefault((r, rule), (k, r, rule))
    return list(first.values())


def _other_years(
    sources: Sequence[Written], listed: Sequence[Written], cited: Mapping[int, int], used: set[int]
) -> list[tuple[int, int, str]]:
    """Unjoined works and uncited entries that may be one, each once, the likest first."""
    free = [k for k, source in enumerate(sources) if k not in cited and source.names]
    uncited = [r for r, entry in enumerate(listed) if r not in used and entry.names]
    told = {
        (k, r): rule
        for k in free
        for r in uncited
        if _may_be_one(sources[k].names[0], listed[r].names[0])
        if (rule := _difference(sources[k], listed[r]))
    }
    order = sorted(told, key=lambda p: (told[p], *_distance(sources[p[0]], listed[p[1]])))
    near: dict[int, tuple[int, str]] = {}
    met: set[int] = set()
    for k, r in order:
        if k not in near and r not in met:
            near[k] = r, told[k, r]
            met.add(r)
    return sorted((k, r, rule) for k, (r, rule) in near.items())


def _may_be_one(cited: str, listed: str) -> bool:
    """Whether two names could be the same or a slip: a quick look that spares the close one."""
    if " " in cited or " " in listed or cited == listed:
        return True
    return cited[0] == listed[0] and abs(len(cited) - len(listed)) <= SLIPPED


def _difference(source: Written, entry: Written) -> str:
    """In what a citation and an entry differ that may yet be one work; "" when they are two."""
    cited, listed = source.names, entry.names
    if not same_name(cited[0], listed[0]):
        close = _gap(source, entry) <= SLIP and misspelt(cited[0], listed[0])
        return "name and year" if close else ""
    if same_year(source.year, entry.year):
        return "authors"
    others = len(cited) > 1 and len(listed) > 1 and not set(cited[1:]) & set(listed[1:])
    return "" if others else "year"


def _distance(source: Written, entry: Written) -> tuple[bool, int]:
    """What orders pairs of one kind of difference: other authors, years apart."""
    return _likeness(source, entry) == "other", _gap(source, entry)


def _gap(source: Written, entry: Written) -> int:
    left, right = source.year[:4], entry.year[:4]
    return abs(int(left) - int(right)) if left.isdecimal() and right.isdecimal() else 9999


def _likeness(source: Written, entry: Written) -> Likeness:
    """How the authors of a citation agree with those of an entry."""
    cited, listed = source.names, entry.names
    if not cited or not (listed or entry.linked):
        return "other"
    if _stands_within(source, entry):
        return "within"
    if not listed:
        return "other"
    if source.et_al:
        first = _by_first(cited[0], listed[0])
        return "loose" if first == "same" and len(listed) == 1 else first
    if len(cited) == len(listed):
        return _pairwise(cited, listed)
    if len(cited) == 1 and _whole_name(source, listed):
        return "same"
    fewer = len(cited) < len(listed) and len(listed) > 2
    return "loose" if fewer and all(map(same_name, cited, listed)) else "other"


def _stands_within(source: Written, entry: Written) -> bool:
    """The entry names the author, but not where it names its authors (title first, say)."""
    if len(source.shown) <= 3 or source.shown not in entry.text:
        return False
    if any(same_name(source.names[0], name) for name in entry.names):
        return False
    return bool(_whole(source.shown).search(entry.text))


@lru_cache(maxsize=1024)
def _whole(shown: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(shown)}(?!\w)")


def _whole_name(source: Written, listed: tuple[str, ...]) -> bool:
    """A body whose name holds "and" may have been read as two authors in the list."""
    return len(listed) > 1 and source.given.startswith(" and ".join(listed))


def _by_first(cited: str, listed: str) -> Likeness:
    if same_name(cited, listed):
        return "same"
    return "misspelt" if misspelt(cited, listed) else "other"


def _pairwise(cited: tuple[str, ...], listed: tuple[str, ...]) -> Likeness:
    if all(map(same_name, cited, listed)):
        return "same"
    if len(cited) > 1 and sorted(cited) == sorted(listed):
        return "loose"
    pairs = zip(cited, listed, strict=True)
    close = all(same_name(a, b) or misspelt(a, b) for a, b in pairs)
    return "misspelt" if close else "other"


def join_otherwise(citations: Sequence[Finding], references: Sequence[Finding]) -> Joined:
    """Numbers by the list's own numbers, or by position; links by address."""
    numbers = {n: k for k, r in enumerate(references) for n in r.fact("number").split()}
    if not numbers:
        numbers = {str(k + 1): k for k in range(len(references))}
    cited: dict[int, int] = {}
    for k, finding in enumerate(citations):
        entry = numbers.get(finding.key.strip("[]")) if finding.fact("style") == "numeric" else None
        if finding.fact("style") == "url":
            entry = next((r for r, x in enumerate(references) if _same_link(finding, x)), None)
        if entry is not None:
            cited[k] = entry
    return Joined(frozenset(cited.values()), (), cited)


def _same_link(finding: Finding, reference: Finding) -> bool:
    link = reference.fact("link").casefold().split("//")[-1].removeprefix("www.").rstrip("/")
    return bool(link) and (finding.key.startswith(link) or link.startswith(finding.key))
