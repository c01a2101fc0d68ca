"""Mutated files through the readers, each in a child; counts by status and every failure out.

python tests/fuzz/fuzz.py 10000                # the nightly run (make fuzz N=10000)
python tests/fuzz/fuzz.py --replay own:17      # one case again, with what the reader raised
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections import Counter
from pathlib import Path

import psutil
from cases import case, case_ids
from verdicts import Verdict, verdict

from premark.errors import PremarkError
from premark.isolate.pool import Pool
from premark.packs.statuses import load_statuses
from premark.read import read_bytes
from premark.types.limits import Limits

KEPT = Path(__file__).resolve().parents[2] / "reports" / "fuzz"
SETTLED = 200  # files; what is loaded and held once is in by then
GROWTH = 50  # MB that the parent may grow by
LIMITS = Limits(processor_seconds=10)  # a file of a few kB that takes longer is worth a look
TO_LOOK_AT = ("timed_out", "out_of_memory", "crashed")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", nargs="?", type=int, default=10_000)
    asked.add_argument("--first", type=int, default=0, help="the number of the first case")
    asked.add_argument("--replay", metavar="CASE", help="one case again, such as own:17")
    told = asked.parse_args()
    return replay(told.replay) if told.replay else run(told.first, told.count)


def run(first: int, count: int) -> int:
    """Read so many cases; 1 where one of them broke a promise."""
    pool, own = Pool(LIMITS), psutil.Process()
    found: dict[str, Verdict] = {}
    grown = 0.0  # while files were read: what making them takes is no part of it
    try:
        for number, id_ in enumerate(case_ids(first, count)):
            one = case(id_)
            before = own.memory_info().rss
            found[id_] = verdict(pool, one.name, one.data, job=one.job)
            if number > SETTLED:
                grown += (own.memory_info().rss - before) / 1e6
            _tell(id_, found[id_], one.data)
            if number % 500 == 499:
                print(f"... {number + 1} read", flush=True)
    finally:
        pool.close()
    return _sum_up(found, pool.deaths, grown)


def _tell(id_: str, one: Verdict, data: bytes) -> None:
    if one.faults or one.status in TO_LOOK_AT:
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / id_.replace(":", "-")).write_bytes(data)
        print(f"{id_}: {one.status}: {'; '.join(one.faults)} [{one.says}]", flush=True)


def _sum_up(found: dict[str, Verdict], deaths: int, grown: float) -> int:
    counts = Counter(one.status for one in found.values())
    faults = Counter(fault for one in found.values() for fault in one.faults)
    order = [*load_statuses(), "none"]
    print(f"{len(found)} files, each with one status:")
    for code in sorted(counts, key=order.index):
        print(f"  {code:14}{counts[code]:6}")
    for word, figure in (("slowest", "seconds"), ("heaviest", "peak_mb")):
        id_ = max(found, key=lambda each: getattr(found[each], figure))
        print(f"{word}: {getattr(found[id_], figure):.1f} ({figure}), {id_}")
    ranked = sorted(one.seconds for one in found.values())
    print(f"95 of 100 within {ranked[len(ranked) * 95 // 100]:.2f} s of processor time")
    print(f"deaths: 0 of the parent, {deaths} of children; the parent grew by {grown:.1f} MB")
    for fault, times in faults.most_common():
        print(f"  {times} times: {fault}")
    if grown > GROWTH:
        print(f"the parent grew by more than {GROWTH} MB")
    if faults:
        print(f"kept in {KEPT.name}/; again with --replay CASE")
    return int(bool(faults) or grown > GROWTH)


def replay(id_: str) -> int:
    """One case again: in a child, then here, where what is raised can be seen whole."""
    one = case(id_)
    pool = Pool(LIMITS)
    try:
        told = verdict(pool, one.name, one.data, job=one.job)
    finally:
        pool.close()
    print(f"{id_}: {one.job} {one.name!r}, {len(one.data):,} bytes: {told}", flush=True)
    if told.status in ("timed_out", "out_of_memory") or "signal" in told.says:
        return 1
    try:
        if one.job == "read":
            read_bytes([(one.name, one.data)])
        else:
            from premark.importing.source import lines_job

            lines_job([one.data], {"name": one.name, "names": True}, LIMITS)
    except PremarkError as error:
        print(f"{type(error).__name__}: {error.message} | {error.hint}")
    except Exception:
        traceback.print_exc()
    return int(bool(told.faults))


if __name__ == "__main__":
    sys.exit(main())
