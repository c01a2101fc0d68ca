"""A labelled assignment and its review in; sources and names, the labels' and ours joined, out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from premark.evaluate.case import Case
from premark.types.evidence import Finding
from premark.weigh.cross_check import on_either_side

Source = tuple[str, str]  # first name and year, folded


@dataclass(frozen=True)
class Side:
    """One side of the cross-check: sources by (name, year), with the words that stand for each."""

    what: str
    labels: dict[Source, str]
    found: dict[Source, str]

    @property
    def labelled(self) -> frozenset[Source]:
        return frozenset(self.labels)

    @property
    def told(self) -> frozenset[Source]:
        return frozenset(self.found)


def told_sources(case: Case) -> tuple[Side, Side]:
    """Cited and not listed, then listed and not cited."""
    labels = case.gold.gold
    entries = [f for f in case.review.findings if f.kind == "reference"]
    # Labels have another year as two problems; a report tells it as one.
    cited, listed = on_either_side(case.review.cross_check, entries)
    return (
        _side("cited, not listed", labels.cited_not_listed, tuple(cited)),
        _side("listed, not cited", labels.listed_not_cited, tuple(listed)),
    )


def _side(what: str, texts: tuple[str, ...], found: tuple[Finding, ...]) -> Side:
    return Side(what, {_labelled(t): t for t in texts}, {_found(f): f.quote for f in found})


def _labelled(text: str) -> Source:
    """A label such as "Marsh and Marsh 2006" as (first name, year)."""
    year = re.search(r"(?:1[5-9]|20)\d\d[a-z]?|\bn\.?d\b\.?|\bin press\b", text)
    name = re.split(r",| and | & | et al", text[: year.start()] if year else text)[0]
    return folded(name), folded(year.group()) if year else ""


def _found(finding: Finding) -> Source:
    author = (finding.fact("authors") or finding.fact("author")).split(";")[0]
    return folded(author), folded(finding.fact("year"))


def folded(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


@dataclass(frozen=True)
class Names:
    """Names left in: those labelled and found, those missed, and what was told beside them."""

    found: tuple[str, ...]
    missed: tuple[str, ...]
    false: tuple[Finding, ...]


def told_names(case: Case) -> Names:
    people: dict[str, Finding] = {}
    for finding in case.review.findings:
        if finding.kind == "person":
            people.setdefault(finding.key, finding)
    ours = {folded(key) for key in people}
    labelled = {folded(name): name for name in case.gold.person_names_left}
    hit = {g for g in labelled if any(o in g for o in ours)}
    beside = [f for k, f in people.items() if not any(_same(folded(k), g) for g in labelled)]
    return Names(
        tuple(name for key, name in labelled.items() if key in hit),
        tuple(name for key, name in labelled.items() if key not in hit),
        tuple(beside),
    )


def _same(one: str, other: str) -> bool:
    return one in other or other in one


def name_counts(case: Case) -> tuple[float, float]:
    told = told_names(case)
    return len(told.found), len(told.found) + len(told.missed)


def false_name_counts(case: Case) -> tuple[float, float]:
    return len(told_names(case).false), 1
