"""Five hundred files with something wrong in them: each has a status, and nothing dies of one."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

import psutil
import pytest
from cases import case, case_ids
from seed_files import SHARED, own_files, shared_files
from verdicts import verdict

from premark.isolate.pool import Pool
from premark.packs.statuses import load_statuses
from premark.types.limits import Limits

COUNT = 500  # `make fuzz` reads as many as it is told to
FIRST = 1_000_000  # apart from the cases of `make fuzz`, which begin at 0
LIMITS = Limits(processor_seconds=10)
GROWTH = 50  # MB
# Cases that `make fuzz` found, mended since: a main part with nothing in it, a page without width,
# a direction sign in the name of a specification.
BROKE_ONCE = ("own:3138", "own:14640", "shared:269", "shared:14147", "shared:107")


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool(LIMITS)
    yield made
    made.close()


def test_each_of_many_mutated_files_has_one_status_and_nothing_dies_of_it(pool: Pool) -> None:
    own, counts, faults = psutil.Process(), Counter[str](), []
    verdict(pool, "plain.pdf", dict(own_files())["plain.pdf"])  # what is loaded once is in
    before = own.memory_info().rss
    for id_ in [f"own:{number}" for number in range(FIRST, FIRST + COUNT)]:
        one = case(id_)
        told = verdict(pool, one.name, one.data, job=one.job)
        counts[told.status] += 1
        faults += [f"{id_}: {fault} [{told.says}]" for fault in told.faults]
    assert faults == [], "\n".join(faults)
    assert set(counts) <= set(load_statuses()) and len(counts) >= 6, counts
    assert (own.memory_info().rss - before) / 1e6 < GROWTH


@pytest.mark.skipif(not shared_files(), reason=f"{SHARED.name} is not beside the project")
def test_what_real_files_turn_into_is_told_as_well(pool: Pool) -> None:
    faults = []
    for id_ in [f"shared:{number}" for number in range(FIRST, FIRST + COUNT // 10)]:
        one = case(id_)
        told = verdict(pool, one.name, one.data, job=one.job)
        faults += [f"{id_}: {fault} [{told.says}]" for fault in told.faults]
    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("id_", BROKE_ONCE)
def test_a_case_that_broke_a_promise_once_keeps_it(pool: Pool, id_: str) -> None:
    try:
        one = case(id_)
    except LookupError as error:
        pytest.skip(str(error))
    assert verdict(pool, one.name, one.data, job=one.job).faults == ()


def test_a_good_file_is_read_the_same_after_them(pool: Pool) -> None:
    for name, data in own_files():
        told = verdict(pool, name, data)
        assert told.faults == (), name
        assert told.status in ("ok", "partial", "encrypted", "unsupported", "legacy"), (name, told)


def test_a_case_is_the_same_file_whenever_it_is_made() -> None:
    ids = case_ids(0, 40)
    own_files.cache_clear()
    first = [case(id_) for id_ in ids]
    own_files.cache_clear()
    assert [case(id_) for id_ in ids] == first
    assert len({one.data for one in first}) > 30


def test_making_and_reading_a_case_is_cheap(pool: Pool) -> None:
    """So that a night is enough for many thousands."""
    begun = time.process_time()
    for number in range(20):
        case(f"own:{number}")
    assert (time.process_time() - begun) / 20 < 0.5
