"""The records of a cohort in; what its submissions have in common, as facts, out.

Fingerprints lead from passage to passage in about linear time; where a record still holds the
words, these are compared themselves.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest
from itertools import count
from typing import Literal

import numpy as np

from premark.cohort.records.prints import RUN, fingerprint, runs_of, words_of
from premark.cohort.records.record import PASSAGE_END
from premark.cohort.shared.files import Files
from premark.cohort.shared.index import (
    Index,
    Ints,
    Passages,
    build_index,
    gather,
    likenesses,
)
from premark.cohort.shared.said import common_said, pair_said, passage_said
from premark.cohort.shared.types import Between, InCommon, Shared, SharedPair, SharedPassage
from premark.plain import one_line
from premark.types.cohort import Record

MOST_PAIRS = 500  # pairs of submissions that are told
LIKELY = 1_000  # pairs whose words are compared
SHOWN = 12  # passages of a pair
MOST_COMMON = 20
LEAST = 30  # words in common, from which two passages are told
PART = 0.3  # of the shorter one's words
BEGINS = 200  # characters of words in common that are shown
WHOLE = 0.9  # of a submission's words that stand in another
Again = Callable[[str], Record | None]
Read = Callable[[str], dict[str, str]]  # by a submission's id: its passages' texts, by their ids


def _nobody(_: str) -> str:
    return ""


def _gone(_: str) -> Record | None:
    return None


def find_shared(
    records: Iterable[Record], *, learner_of: Callable[[str], str] = _nobody, again: Again = _gone
) -> Shared:
    """What the submissions have in common, most words first.

    `records` are read once. `learner_of` gives by a submission's id what is the same for all that
    one learner handed in ("" where it is not known); `again` gives a record back by its
    submission's id, for its words: without it figures are "about".
    """
    files = Files()
    table = gather(records, learner_of, files.see)
    index = build_index(table)
    read = _reader(again)
    number = count()
    every = (pair for pair, _ in zip(_pairs(table, index), number, strict=False))
    likely = nlargest(LIKELY, every, key=_rank)
    beyond = max(0, next(number) - LIKELY)
    likely.sort(key=lambda pair: (pair.one, pair.other))  # a record is then read once, mostly
    told = [pair for each in likely if (pair := _told(each, table, read))]
    told.sort(key=lambda p: (-p.words, p.one, p.other))
    return Shared(
        submissions=len(table.submissions),
        pairs=tuple(told[:MOST_PAIRS]),
        files=tuple(files.same(dict(zip(table.submissions, table.learners, strict=True)))),
        common=tuple(_common(table, index, read)),
        left_out=max(0, len(told) - MOST_PAIRS) + beyond,
        others=table.others,
    )


@dataclass(frozen=True)
class _Pair:
    """Two submissions by number, and their passages with the hashes that each two share."""

    one: int
    other: int
    mine: Ints
    theirs: Ints
    shared: Ints


def _rank(pair: _Pair) -> tuple[int, int, int]:
    return int(pair.shared.sum()), -pair.one, -pair.other


def _pairs(table: Passages, index: Index) -> Iterator[_Pair]:
    owner = np.asarray(table.owner, dtype=np.int64)
    for number, mine, theirs, shared in likenesses(table, index):
        holds = owner[theirs]
        for other in np.unique(holds).tolist():
            own = holds == other
            yield _Pair(number, other, mine[own], theirs[own], shared[own])


def _told(pair: _Pair, table: Passages, read: Read) -> SharedPair | None:
    one, other = table.submissions[pair.one], table.submissions[pair.other]
    texts = read(one), read(other)
    rows = zip(pair.mine.tolist(), pair.theirs.tolist(), pair.shared.tolist(), strict=True)
    found = [_compared(a, b, shared, table, texts) for a, b, shared in rows]
    kept = _each_once([f for f in found if _is_much(f)])
    if not kept:
        return None
    said = [f.model_copy(update={"says": passage_said(one, other, f)}) for f in kept]
    in_other, in_one = _inside(pair, table)
    made = SharedPair(
        one=one,
        other=other,
        between=_between(pair, table),
        passages=tuple(said[:SHOWN]),
        more=len(said) - len(said[:SHOWN]),
        words=sum(f.words for f in kept),
        in_other=round(in_other, 3),
        in_one=round(in_one, 3),
        whole=_whole(in_other, in_one),
        says=(),
    )
    units = (table.units[pair.one], table.units[pair.other])
    says = pair_said(made, units, exact=all(f.exact for f in kept))
    return made.model_copy(update={"says": says})


def _compared(
    a: int, b: int, shared: int, table: Passages, texts: tuple[dict[str, str], dict[str, str]]
) -> SharedPassage:
    """Two passages by number: by their words where both are there, else by their hashes."""
    sizes = table.words[a], table.words[b]
    mine, theirs = texts[0].get(table.ids[a]), texts[1].get(table.ids[b])
    exact = mine is not None and theirs is not None
    if mine is not None and theirs is not None:
        words = in_order(words_of(mine), words_of(theirs))
    else:
        held = min(_size(table, a), _size(table, b))
        words = round(min(1.0, shared / held) * min(sizes))
    return SharedPassage(
        one=table.ids[a],
        one_place=table.places[a],
        other=table.ids[b],
        other_place=table.places[b],
        words=words,
        of_one=sizes[0],
        of_other=sizes[1],
        exact=exact,
        says="",
    )


def in_order(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Words that stand in both in the same order, in runs of `RUN` or more."""
    matcher = SequenceMatcher(None, runs_of(one), runs_of(other), autojunk=False)
    blocks = matcher.get_matching_blocks()
    found = sum(block.size + RUN - 1 for block in blocks if block.size)
    return min(found, len(one), len(other))


def _size(table: Passages, passage: int) -> int:
    return table.first[passage + 1] - table.first[passage]


def _is_much(found: SharedPassage) -> bool:
    return found.words >= LEAST and found.words >= PART * min(found.of_one, found.of_other)


def _each_once(found: list[SharedPassage]) -> list[SharedPassage]:
    """Those with most first; no word of a passage counts twice."""
    left: dict[tuple[int, str], int] = {}
    kept = []
    for each in sorted(found, key=lambda f: (-f.words, f.one, f.other)):
        ends = ((0, each.one), each.of_one), ((1, each.other), each.of_other)
        if all(left.get(end, size) >= each.words for end, size in ends):
            left.update({end: left.get(end, size) - each.words for end, size in ends})
            kept.append(each)
    return kept


def _between(pair: _Pair, table: Passages) -> Between:
    if table.learners[pair.one] != table.learners[pair.other]:
        return "learners"
    return "drafts" if table.units[pair.one] == table.units[pair.other] else "units"


def _inside(pair: _Pair, table: Passages) -> tuple[float, float]:
    """Shares of the hashes of each that the other has."""
    one, other = _hashes(pair.one, table), _hashes(pair.other, table)
    both = len(one & other)
    return both / max(1, len(one)), both / max(1, len(other))


def _hashes(submission: int, table: Passages) -> frozenset[int]:
    first, last = bisect_left(table.owner, submission), bisect_right(table.owner, submission)
    return frozenset(table.hashes[table.first[first] : table.first[last]])


def _whole(in_other: float, in_one: float) -> Literal["", "one", "other", "both"]:
    if min(in_other, in_one) >= WHOLE:
        return "both"
    if max(in_other, in_one) < WHOLE:
        return ""
    return "one" if in_other >= WHOLE else "other"


def _common(table: Passages, index: Index, read: Read) -> Iterator[InCommon]:
    """Passages that mostly say what many say, one for each wording, those of most learners first.

    They are known by the least of their hashes that is common.
    """
    shared = index.common[index.group]
    passages, groups = index.passage[shared], index.group[shared]
    sizes = np.diff(np.asarray(table.first, dtype=np.int64))
    counts = np.bincount(passages, minlength=len(sizes))
    least = np.full(len(sizes), np.iinfo(np.uint32).max, dtype=np.uint32)
    np.minimum.at(least, passages, groups)
    chosen = np.flatnonzero((counts > 0) & (2 * counts >= sizes))
    keys, first = np.unique(least[chosen], return_index=True)
    rows = zip(keys.tolist(), chosen[first].tolist(), strict=True)
    ranked = sorted(rows, key=lambda r: (-int(index.learners[r[0]]), -table.words[r[1]], r[1]))
    for key, passage in ranked[:MOST_COMMON]:
        holders = index.sorted_[index.start[key] : index.start[key + 1]]
        submissions = len(set(np.asarray(table.owner, dtype=np.int64)[holders].tolist()))
        yield _in_common(passage, submissions, int(index.learners[key]), table, read)


def _in_common(
    passage: int, submissions: int, learners: int, table: Passages, read: Read
) -> InCommon:
    owner = table.submissions[table.owner[passage]]
    words = table.words[passage]
    return InCommon(
        submissions=submissions,
        learners=learners,
        words=words,
        begins=one_line(read(owner).get(table.ids[passage], ""), BEGINS),
        says=common_said(submissions, learners, words),
    )


def _reader(again: Again) -> Read:
    """The texts of a submission's passages, of the last few submissions asked for at once."""

    @lru_cache(maxsize=64)
    def read(submission: str) -> dict[str, str]:
        record = again(submission)
        return texts_of(record) if record else {}

    return read


def texts_of(record: Record) -> dict[str, str]:
    """The texts that a record holds of its passages, by their ids.

    Answers do not say of which passage a text is: its fingerprint does.
    """
    known = {(p.words, p.hashes): p.passage for p in reversed(record.prints) if p.hashes}
    found: dict[str, str] = {}
    for row in record.criteria:
        for text in row.answer.split(PASSAGE_END) if row.answer else ():
            words = words_of(text)
            passage = known.get((len(words), fingerprint(words)))
            if passage is not None:
                found.setdefault(passage, text)
    return found
