"""A stream of records of one unit in; counts in small arrays out, one row a submission.

Memory stays at some hundred bytes a submission: no record is kept, and of its words only the few
quotes that the page shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from premark.cohort.figures.picture import LEVELS, Example
from premark.plain import one_line
from premark.types.cohort import CriterionRow, ElementRow, Record
from premark.types.criteria import Criterion, Move, Pack, Requirement
from premark.types.evidence import MadeWith

Codes = NDArray[np.int8]
Key = tuple[str, str, str]  # submission, criterion, requirement
CANNOT_TELL = LEVELS.index("cannot tell")
STATES = ("met", "short", "not_found", "cannot_tell", "set_aside")
MET, SHORT, NOT_FOUND, UNTOLD, SET_ASIDE = range(5)
VERB_STATES = ("met", "not_met", "cannot_tell")
ABSENT = -1
MOST_INSTEAD = 200  # characters of an answer without the element


@dataclass(frozen=True)
class Slim:
    """What is kept of one submission, in the order of the pack's criteria and elements."""

    submission: str
    levels: tuple[int, ...]
    elements: tuple[int, ...]
    verbs: tuple[int, ...]
    sources: tuple[int, ...]
    sure: tuple[float, ...]
    doubt: tuple[bool, ...]
    sizes: tuple[int, int, int]  # words, works cited, works listed
    notices: tuple[str, ...]


@dataclass
class Tally:
    """What one pass over the records of a unit gathers."""

    pack: Pack
    rows: list[Slim] = field(default_factory=list)
    missing: dict[str, Counter[tuple[Move, ...]]] = field(default_factory=dict)
    models: Counter[str] = field(default_factory=Counter)
    model_criteria: Counter[tuple[str, str]] = field(default_factory=Counter)
    without_model: int = 0
    examples: dict[tuple[str, str], list[tuple[str, Example]]] = field(default_factory=dict)
    versions: Counter[tuple[str, str]] = field(default_factory=Counter)  # version, pack digest
    made_with: dict[str, MadeWith] = field(default_factory=dict)

    @property
    def elements(self) -> tuple[tuple[Criterion, Requirement], ...]:
        """The required elements, in the order of the columns of `elements`."""
        return tuple((c, r) for c in self.pack.criteria for r in c.must)


@dataclass(frozen=True)
class Counted:
    """A tally as arrays, rows in the order of the submissions' ids.

    `levels` and `verbs` have a column a criterion (ABSENT where a record does not have it),
    `elements` one a required element; `sure` is NaN where nothing is told.
    """

    submissions: tuple[str, ...]
    levels: Codes
    elements: Codes
    verbs: Codes
    sources: NDArray[np.int64]
    sure: NDArray[np.float64]
    doubt: NDArray[np.bool_]
    sizes: NDArray[np.int64]
    notices: tuple[tuple[str, ...], ...]

    @property
    def told(self) -> NDArray[np.bool_]:
        """Where a level can be told, shape of `levels`."""
        return np.asarray((self.levels >= 0) & (self.levels < CANNOT_TELL))

    @property
    def means(self) -> NDArray[np.float64]:
        """Mean level of each submission over what can be told; NaN where nothing can."""
        return row_means(np.where(self.told, self.levels, np.nan))


def row_means(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of each row without its NaN; NaN for a row of nothing else."""
    known = ~np.isnan(values)
    number = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.where(number > 0, total / np.maximum(number, 1), np.nan)


def tallied(
    records: Iterable[Record],
    packs: Mapping[str, Pack],
    *,
    set_aside: Collection[Key] = frozenset(),
    seed: int = 0,
    most: int = 3,
) -> dict[str, Tally]:
    """A tally for each unit that a pack is given of, in the packs' order; one pass.

    `most` examples are kept of each element. Which ones depends on the seed and the submissions,
    and not on the order of the records.
    """
    tallies = {unit: Tally(pack) for unit, pack in packs.items()}
    for record in records:
        if record.unit in tallies:
            _add(tallies[record.unit], record, set_aside, (seed, most))
    return tallies


def counted(tally: Tally) -> Counted:
    """The rows of a tally as arrays."""
    rows = sorted(tally.rows, key=lambda row: row.submission)
    criteria, elements = len(tally.pack.criteria), len(tally.elements)
    return Counted(
        submissions=tuple(row.submission for row in rows),
        levels=_codes([row.levels for row in rows], criteria),
        elements=_codes([row.elements for row in rows], elements),
        verbs=_codes([row.verbs for row in rows], criteria),
        sources=np.array([row.sources for row in rows], np.int64).reshape(-1, criteria),
        sure=np.array([row.sure for row in rows], np.float64).reshape(-1, criteria),
        doubt=np.array([row.doubt for row in rows], np.bool_).reshape(-1, criteria),
        sizes=np.array([row.sizes for row in rows], np.int64).reshape(-1, 3),
        notices=tuple(row.notices for row in rows),
    )


def _codes(rows: Sequence[tuple[int, ...]], width: int) -> Codes:
    return np.array(rows, np.int8).reshape(-1, width)


def _add(
    tally: Tally, record: Record, set_aside: Collection[Key], kept: tuple[int, int]
) -> None:
    found = {row.criterion: row for row in record.criteria}
    rows = [found.get(criterion.id) for criterion in tally.pack.criteria]
    tally.rows.append(_slim(tally.pack, record, rows, set_aside))
    tally.versions[record.pack_version, record.made_with.pack] += 1
    tally.made_with.setdefault(record.made_with.model_dump_json(), record.made_with)
    tally.models.update(dict.fromkeys(record.models, 1))
    tally.without_model += not record.models
    for row in rows:
        if row is not None:
            _add_criterion(tally, record.submission, row, set_aside, kept)


def _slim(
    pack: Pack,
    record: Record,
    rows: Sequence[CriterionRow | None],
    set_aside: Collection[Key],
) -> Slim:
    return Slim(
        submission=record.submission,
        levels=tuple(LEVELS.index(r.strength) if r else ABSENT for r in rows),
        elements=tuple(_states(pack, record.submission, rows, set_aside)),
        verbs=tuple(VERB_STATES.index(r.verb_state) if r else ABSENT for r in rows),
        sources=tuple(r.sources if r else 0 for r in rows),
        sure=tuple(np.nan if r is None or r.sure is None else r.sure for r in rows),
        doubt=tuple(r is not None and r.doubt is not None for r in rows),
        sizes=(record.words, record.citations, record.references),
        notices=record.notices,
    )


def _states(
    pack: Pack,
    submission: str,
    rows: Sequence[CriterionRow | None],
    set_aside: Collection[Key],
) -> Iterator[int]:
    for criterion, row in zip(pack.criteria, rows, strict=True):
        own = {element.requirement: element for element in row.elements} if row else {}
        for requirement in criterion.must:
            element = own.get(requirement.id)
            if (submission, criterion.id, requirement.id) in set_aside:
                yield SET_ASIDE
            else:
                yield STATES.index(element.state) if element else ABSENT


def _add_criterion(
    tally: Tally,
    submission: str,
    row: CriterionRow,
    set_aside: Collection[Key],
    kept: tuple[int, int],
) -> None:
    if row.verb_state == "not_met":
        tally.missing.setdefault(row.criterion, Counter()).update(dict.fromkeys(row.missing, 1))
    tally.model_criteria.update({(name, row.criterion): 1 for name in row.models})
    for element in row.elements:
        key = (submission, row.criterion, element.requirement)
        if element.required and element.state in ("short", "not_found") and key not in set_aside:
            _keep(tally, key, element, row.answer, kept)


def _keep(
    tally: Tally, key: Key, element: ElementRow, answer: str, kept: tuple[int, int]
) -> None:
    """Keep an example if it is among the first `most` in an order drawn by the seed; those with a
    quote come first, and those without even an answer last."""
    seed, most = kept
    drawn = sha256("\0".join((str(seed), *key)).encode()).hexdigest()
    place = f"{0 if element.quote else 1 if answer else 2}{drawn}"
    held = tally.examples.setdefault(key[1:], [])
    if len(held) == most and (not most or place > held[-1][0]):
        return
    instead = "" if element.quote else one_line(answer, MOST_INSTEAD)
    said = {"submission": key[0], "quote": element.quote, "because": element.because}
    held.append((place, Example(instead=instead, **said)))
    held.sort(key=lambda pair: pair[0])
    del held[most:]
