"""What a cohort's benchmark measured in; the lines that are printed of it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]
LEAST, FLAT = 0.8, 1.1  # what issue 7 asks: throughput against one alone; last hundred to first


def told(result: Row) -> Iterator[str]:
    """The run, then each thing that was to be shown with its figure."""
    run, proof = result["run"], result["proof"]
    yield (
        f"{result['submissions']:,} submissions of {result['unit']}, {run['workers']} workers, "
        f"{run['starts']} starts, {run['kills of the parent alone']} kills -9 of the parent alone, "
        f"{run['kills of all']} of all its processes"
    )
    yield f"load average {result['load'][0][0]:.1f} before, {result['load'][-1][0]:.1f} after"
    yield ""
    yield f"Exactly once: {'yes' if proof['exactly once'] else 'NO'}"
    yield (
        f"  wanted {proof['wanted']}, records {proof['records']}, reports {proof['reports']} and "
        f"{proof['readings']} of learners, journal {proof['journal']}, {proof['states']}"
    )
    yield f"  in the dataset: {proof['in the dataset']}"
    yield (
        f"  attempts {proof['attempts']}: {proof['reviews made again']} begun again; at most "
        f"{proof['most that could be begun']} could be in hand, or next, at the kills"
    )
    yield f"  processes left after kills: {run['processes left after kills']}"
    yield (
        f"  run once more when all is done: {result['run again']['wall']} s wall, "
        f"{result['run again']['seconds']} s of the processor (tables and pages anew), "
        f"{result['run again']['reviewed']} reviewed again"
    )
    yield from ("", *_memory(run), "", *_speed(result), "", *_cost(result), "")
    yield from (*_kept(result), "", *_ranks(result["ranks"]))


def _memory(run: Row) -> Iterator[str]:
    peak = run["peak MB"]
    yield (
        f"Peak memory, MB: parent {peak['parent']:.0f}, a worker {peak['worker']:.0f}, its reader "
        f"{peak['reader']:.0f}, all together {peak['together']:.0f}"
    )
    by = ", ".join(f"{mb:.0f}" for mb in run["peak MB of the parent by start"])
    yield f"  the parent, start by start: {by}"
    by = ", ".join(f"{mb:.0f}" for mb in run["peak MB of a worker by start"])
    yield f"  the largest worker, start by start: {by}"


def _speed(result: Row) -> Iterator[str]:
    run = result["run"]
    while_ = run["throughput of a worker while working against one alone"]
    yield (
        f"{run['wall seconds']:,.0f} s on the wall: {run['submissions a second']:.2f} submissions "
        f"a second with all starts, {run['submissions a second while working']:.2f} while working"
    )
    yield (
        f"  words a second and worker {run['words a second and worker while working']:.0f} while "
        f"working, {run['words a second and worker, all included']:.0f} with kills and starts; one "
        f"warm process alone {run['words a second of one alone']:.0f}"
    )
    yield (
        f"  throughput per core against it: {while_:.2f} while working ({_reached(while_)}), "
        f"{run['throughput of a worker, kills and starts included, against one alone']:.2f} in all"
    )
    for name in ("alone before", "alone after"):
        one = result[name]
        yield (
            f"  the same {one['files']} files, {name}: processor seconds "
            f"{one['processor']['alone, seconds each']} alone, "
            f"{one['processor']['in the run, seconds each']} in the run: "
            f"{one['processor']['throughput of a worker against alone']:.2f} of its throughput; by "
            f"the wall {one['wall']['throughput of a worker against alone']:.2f}"
        )


def _reached(share: float) -> str:
    return "reached: at least 0.80" if share >= LEAST else "NOT reached: at least 0.80 is asked"


def _cost(result: Row) -> Iterator[str]:
    yield "Processor seconds of a review, in the order in which they were finished"
    for size, cost in result["costs"]["first"].items():
        yield (
            f"  first {int(size):5,}: {cost['seconds each']:.3f} each (median {cost['median']:.3f}"
            f"), {cost['seconds of 1,000 words']:.4f} for 1,000 words; a worker with its reader "
            f"{cost['most MB of a worker with its reader']:.0f} MB at most"
        )
    ratio = result["costs"]["last to first hundred"]
    if ratio is not None:
        flat = "flat" if ratio <= FLAT else "NOT flat"
        yield f"  1,000 words in the last hundred to those in the first: {ratio:.2f} ({flat})"
    each = result["run"]["processor seconds in all"] / result["submissions"]
    yield f"  all included (starts, kills, parent, tables and pages): {each:.2f} each"
    if small := result.get("small"):
        yield (
            f"  a whole cohort of {small['submissions']}, without kills, all included: "
            f"{small['processor seconds each, all included']:.2f} each"
        )
        yield from _dask(small)


def _dask(small: Row) -> Iterator[str]:
    if far := small.get("by Dask"):
        alike = "the same records" if far["same records"] else "OTHER RECORDS"
        yield (
            f"  the same by a local Dask cluster: "
            f"{far['processor seconds each, all included']:.2f} each; {alike} "
            f"({far['records']}), {len(far['files that differ'])} of {far['files']} files differ"
        )


def _kept(result: Row) -> Iterator[str]:
    sizes = result["sizes"]
    yield f"Kept: {sizes['KB a submission together']} KB a submission"
    for name, kb in sorted(sizes["KB a submission"].items(), key=lambda pair: -pair[1]):
        yield f"  {name:24} {kb:9.2f} KB a submission"


def _ranks(ranks: Row) -> Iterator[str]:
    if "fault" in ranks:
        yield f"The ranks could not be drawn: {ranks['fault']}"
        return
    yield f"Planted weak, of {ranks['criteria']} criteria"
    for code, one in ranks["planted"].items():
        borne = "borne out" if one["borne out"] else "not borne out by the intervals"
        yield f"  {code}: place {one['place']} (true {one['true place']}; {borne})"
    yield f"  weakest first {' '.join(ranks['weakest first'])}"
    yield f"  truly         {' '.join(ranks['truly weakest first'])}"
    levels = ranks["levels"]
    yield (
        f"  Kendall's tau of the two orders {ranks['kendall']}; levels as labelled "
        f"{levels['exact']:.2f} exactly, {levels['within one']:.2f} within one "
        f"(of {levels['labelled']:,})"
    )
