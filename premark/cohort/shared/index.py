"""Fingerprints of all passages of a cohort in; which passages have hashes in common, out.

Time and memory grow with the passages: a hash that many learners have is set apart, so no hash
leads to more than a bounded number of others.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from premark.types.cohort import Record

FEWEST = 3  # learners who may share words in however small a cohort
SHARE = 0.25  # of the learners, from which words are said to be common to many
MANY = 25  # learners, from which they are in however large a cohort
LEAST_WORDS = 20  # of a passage; a shorter one may be anybody's
LEAST_SHARED = 3  # hashes
Ints = NDArray[Any]


@dataclass
class Passages:
    """Passage by passage what is needed of it; `ids`, `places` and `words` are by passage, `first`
    is where its hashes begin. Submissions and learners are numbered as they come.
    """

    submissions: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    learners: list[int] = field(default_factory=list)
    words_of: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    words: array[int] = field(default_factory=lambda: array("I"))
    owner: array[int] = field(default_factory=lambda: array("I"))
    first: array[int] = field(default_factory=lambda: array("Q", [0]))
    hashes: array[int] = field(default_factory=lambda: array("I"))
    others: int = 0  # passages whose words are the unit's or a template's


def gather(
    records: Iterable[Record], learner_of: Callable[[str], str], seen: Callable[[Record], None]
) -> Passages:
    """All passages that are the learners' own and not too short; each record is shown to `seen`."""
    found, known = Passages(), dict[str, int]()
    for number, record in enumerate(records):
        seen(record)
        learner = learner_of(record.submission) or f"\0{record.submission}"
        found.submissions.append(record.submission)
        found.units.append(record.unit)
        found.learners.append(known.setdefault(learner, len(known)))
        found.words_of.append(sum(p.words for p in record.prints if p.own))
        for each in record.prints:
            found.others += not each.own
            if each.own and each.words >= LEAST_WORDS and each.hashes:
                found.ids.append(intern(each.passage))
                found.places.append(intern(each.place))
                found.words.append(each.words)
                found.owner.append(number)
                found.hashes.extend(each.hashes)
                found.first.append(len(found.hashes))
    return found


@dataclass(frozen=True)
class Index:
    """Which passages have each hash.

    By posting (a hash of a passage): `passage`, `group` (the number of its hash). By hash: where
    its passages `start` in `sorted_`, how many there are (`size`), how many `learners` have it,
    and whether it leads from one to the others (`leads`) or is `common` to many.
    """

    passage: Ints
    group: Ints
    sorted_: Ints
    start: Ints
    size: Ints
    learners: Ints
    common: Ints
    leads: Ints


def build_index(table: Passages) -> Index:
    """The index; memory is some 40 bytes a hash."""
    hashes = np.asarray(table.hashes, dtype=np.uint32)
    sizes: Ints = np.diff(np.asarray(table.first, dtype=np.int64))
    passage = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    order = np.argsort(hashes, kind="stable").astype(np.uint32)
    ranked = hashes[order]
    new = np.concatenate([[True], ranked[1:] != ranked[:-1]]) if len(ranked) else ranked != ranked
    start = np.append(np.flatnonzero(new), len(ranked))
    group = np.empty(len(ranked), dtype=np.uint32)
    group[order] = np.cumsum(new, dtype=np.uint32) - np.uint32(1)
    size = np.diff(start)
    learners = _learners(table, (passage[order], start, size))
    common = learners > most_learners(len(set(table.learners)))
    return Index(
        passage=passage,
        group=group,
        sorted_=passage[order],
        start=start,
        size=size,
        learners=learners,
        common=common,
        # One who says a thing a hundred times must not make a hundred pairs with each other one.
        leads=(size > 1) & (size <= 4 * MANY) & ~common,
    )


def _learners(table: Passages, ranked: tuple[Ints, Ints, Ints]) -> Ints:
    """How many learners have each hash; of hashes that few passages have, no more than those."""
    passages, start, size = ranked
    owner, learner = np.asarray(table.owner), np.asarray(table.learners)
    counts = size.copy()
    for group in np.flatnonzero(size > FEWEST).tolist():
        held = passages[start[group] : start[group + 1]]
        counts[group] = len(set(learner[owner[held]].tolist()))
    return counts


def most_learners(cohort: int) -> int:
    """How many learners may share words before these are common to many."""
    return max(FEWEST, min(MANY, int(SHARE * cohort)))


def likenesses(table: Passages, index: Index) -> Iterator[tuple[int, Ints, Ints, Ints]]:
    """Submission by submission: its passages, passages of later submissions, hashes in common.

    The three arrays have an entry for each two passages with at least `LEAST_SHARED`.
    """
    first = np.asarray(table.first, dtype=np.int64)
    owner = np.asarray(table.owner, dtype=np.int64)
    bounds = np.searchsorted(owner, np.arange(len(table.submissions) + 1))
    for number in range(len(table.submissions)):
        postings = np.arange(first[bounds[number]], first[bounds[number + 1]])
        postings = postings[index.leads[index.group[postings]]]
        mine, other = _neighbours(postings, index)
        later = owner[other] > number
        both = mine[later].astype(np.uint64) << np.uint64(32) | other[later].astype(np.uint64)
        pairs, shared = np.unique(both, return_counts=True)
        enough = shared >= LEAST_SHARED
        pairs = pairs[enough]
        low = pairs & np.uint64(0xFFFFFFFF)
        if len(pairs):
            yield number, (pairs >> np.uint64(32)).astype(int), low.astype(int), shared[enough]


def _neighbours(postings: Ints, index: Index) -> tuple[Ints, Ints]:
    """For each posting its passage beside every passage that has its hash."""
    groups = index.group[postings]
    sizes = index.size[groups]
    mine = np.repeat(index.passage[postings], sizes)
    offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return mine, index.sorted_[np.repeat(index.start[groups], sizes) + offsets]
