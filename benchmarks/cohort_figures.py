"""The folder of a cohort that was run in; proofs, costs, sizes and ranks of it out."""

from __future__ import annotations

import csv
import sqlite3
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

WINDOW = 100
SIZES = (100, 500, 1_000, 2_000)
LEVELS = {"none": 0, "limited": 1, "partial": 2, "strong": 3}
MB = 1e6
Row = dict[str, Any]


def journal_rows(out: Path) -> list[Row]:
    """Every submission of the journal, as they were finished."""
    database = sqlite3.connect(f"{(out / 'journal.sqlite').absolute().as_uri()}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    found = database.execute("SELECT * FROM submission ORDER BY finished, rowid").fetchall()
    database.close()
    return [dict(row) for row in found]


def finished(out: Path) -> dict[str, str]:
    """When each submission was finished, by its id."""
    return {row["id"]: row["finished"] for row in journal_rows(out)}


def proof(out: Path, truth: Path, workers: int, kills: int) -> Row:
    """Whether each submission was reviewed exactly once: journal, reports and dataset."""
    rows, wanted = journal_rows(out), sorted({row["submission"] for row in _csv(truth)})
    path = (out / "journal.sqlite").absolute().as_uri()
    database = sqlite3.connect(f"{path}?mode=ro", uri=True)
    sound = database.execute("PRAGMA integrity_check").fetchone()[0]
    records = [row[0] for row in database.execute("SELECT id FROM record ORDER BY id")]
    database.close()
    names = [path.name.removesuffix(".premark.html")
             for path in (out / "reports").glob("*.premark.html")]  # fmt: skip
    reported = sorted(name for name in names if not name.endswith(".check"))
    learners = sorted(name.removesuffix(".check") for name in names if name.endswith(".check"))
    attempts = Counter(int(row["attempts"]) for row in rows)
    again = sum((number - 1) * count for number, count in attempts.items())
    states = Counter(row["state"] for row in rows)
    once = (
        sorted(row["id"] for row in rows) == wanted == records == reported == learners
        and states == {"done": len(wanted)}
        and sound == "ok"
    )
    return {
        "wanted": len(wanted),
        "states": dict(states),
        "records": len(records),
        "reports": len(reported),
        "readings": len(learners),
        "in the dataset": _in_dataset(out),
        "journal": sound,
        "attempts": {str(number): attempts[number] for number in sorted(attempts)},
        "reviews made again": again,
        "most that could be begun": kills * (workers + 1),  # the next one is taken beforehand
        "exactly once": bool(once),
    }


def _in_dataset(out: Path) -> Row:
    import pyarrow.parquet as pq

    folder = out / "dataset"
    if not folder.is_dir():
        return {"submissions": 0, "rows": 0, "rows twice": 0}
    names = ["submission", "criterion", "requirement"]
    found: Counter[tuple[str, ...]] = Counter()
    for part in sorted(folder.glob("*.parquet")):
        table = pq.read_table(part, columns=names)
        columns = [table.column(name).to_pylist() for name in names]
        found.update(zip(*columns, strict=True))
    return {
        "submissions": len({key[0] for key in found}),
        "rows": found.total(),
        "rows twice": sum(count - 1 for count in found.values()),
    }


def costs(out: Path) -> Row:
    """Processor seconds of a review, of the first 100, 500... and of each hundred, as finished.

    A worker with its reader; the parent's work and the models' loading are not in it. Beside the
    seconds stand those of 1,000 words, since texts differ in length.
    """
    rows = [row for row in journal_rows(out) if row["state"] == "done"]
    sizes = [size for size in (*SIZES, len(rows)) if size <= len(rows)]
    windows = [rows[at : at + WINDOW] for at in range(0, len(rows) - WINDOW + 1, WINDOW)]
    return {
        "first": {str(size): _cost(rows[:size]) for size in dict.fromkeys(sizes)},
        "each hundred": [_cost(window) for window in windows],
        "last to first hundred": _ratio(windows) if len(windows) > 1 else None,
        "words": sum(int(row["words"]) for row in rows),
        "seconds": round(sum(float(row["seconds"]) for row in rows), 1),
    }


def _cost(rows: Sequence[Row]) -> Row:
    seconds, words = sum(float(row["seconds"]) for row in rows), sum(int(r["words"]) for r in rows)
    return {
        "submissions": len(rows),
        "seconds each": round(seconds / len(rows), 3),
        "median": round(statistics.median(float(row["seconds"]) for row in rows), 3),
        "seconds of 1,000 words": round(1000 * seconds / words, 4) if words else None,
        "most MB of a worker with its reader": max(float(row["mb"]) for row in rows),
    }


def _ratio(windows: Sequence[Sequence[Row]]) -> float:
    first, last = _cost(windows[0]), _cost(windows[-1])
    return round(float(last["seconds of 1,000 words"]) / float(first["seconds of 1,000 words"]), 3)


def against_single(out: Path, single: Iterable[Row]) -> Row:
    """The same files by one warm process and in the run: what the run took of each, beside."""
    there = {row["id"]: row for row in journal_rows(out) if row["state"] == "done"}
    pairs = [(one, there[one["id"]]) for one in single if one["id"] in there]
    found: Row = {"files": len(pairs)}
    for name, key in (("processor", "seconds"), ("wall", "wall")):
        alone, run = (sum(float(pair[side][key]) for pair in pairs) for side in (0, 1))
        found[name] = {
            "alone, seconds each": round(alone / len(pairs), 3),
            "in the run, seconds each": round(run / len(pairs), 3),
            "throughput of a worker against alone": round(alone / run, 3),
        }
    return found


def sizes(out: Path, submissions: int) -> Row:
    """Bytes of what is kept, by part, and KB a submission."""
    parts: defaultdict[str, int] = defaultdict(int)
    for path in sorted(out.rglob("*")):
        if path.is_file():
            inside = path.relative_to(out)
            name = inside.parts[0] if len(inside.parts) > 1 else inside.name
            parts["journal.sqlite" if name.startswith("journal.sqlite") else name] += (
                path.stat().st_size
            )
    each = {name: round(size / submissions / 1000, 2) for name, size in parts.items()}
    return {
        "bytes": dict(parts),
        "KB a submission": each,
        "KB a submission together": round(sum(parts.values()) / submissions / 1000, 1),
    }


def ranks(out: Path, source: Path, unit: str, truth: Path) -> Row:
    """Where the criteria that were planted weak stand in the ranking, and whether it is right."""
    from premark.batch.journal import read_journal
    from premark.cohort.figures.draw import draw_picture
    from premark.lms import intake

    rows = _csv(truth)
    taken = intake(source, unit=unit)
    with read_journal(out) as journal:
        picture = draw_picture(journal.records(), taken.submissions, journal.packs())
        levels = _agreement(journal.records(), rows)
    weakest = picture.units[0].weakest.rows
    placed = {row.criterion: row.place for row in weakest}
    gold = _gold_means(rows)
    both = sorted(set(placed) & set(gold))
    true_order = sorted(gold, key=lambda code: (gold[code], code))
    return {
        "planted": {
            code: {
                "place": placed.get(code),
                "true place": true_order.index(code) + 1 if code in gold else None,
                "borne out": next((r.borne_out for r in weakest if r.criterion == code), None),
                "places": next((r.places for r in weakest if r.criterion == code), None),
            }
            for code in sorted({row["criterion"] for row in rows if row["planted"] == "yes"})
        },
        "criteria": len(weakest),
        "weakest first": [row.criterion for row in weakest],
        "truly weakest first": true_order,
        "kendall": _kendall([placed[c] for c in both], [gold[c] for c in both]),
        "levels": levels,
    }


def _gold_means(rows: Iterable[Row]) -> dict[str, float]:
    """The mean level of what is labelled, by criterion."""
    known: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row["gold"] in LEVELS:
            known[row["criterion"]].append(LEVELS[row["gold"]])
    return {code: statistics.mean(levels) for code, levels in sorted(known.items())}


def _agreement(records: Iterable[Any], rows: Iterable[Row]) -> Row:
    """How many of the labelled levels the run gives, exactly and within one."""
    gold = {
        (row["submission"], row["criterion"]): LEVELS[row["gold"]]
        for row in rows
        if row["gold"] in LEVELS
    }
    off: Counter[int] = Counter()
    for record in records:
        for row in record.criteria:
            label = gold.get((record.submission, row.criterion))
            if label is not None and row.strength in LEVELS:
                off[abs(label - LEVELS[row.strength])] += 1
    number = off.total() or 1
    return {
        "labelled": off.total(),
        "exact": round(off[0] / number, 3),
        "within one": round((off[0] + off[1]) / number, 3),
    }


def _kendall(ours: Sequence[float], theirs: Sequence[float]) -> float | None:
    from scipy.stats import kendalltau

    found = float(kendalltau(ours, theirs).statistic)
    return round(found, 3) if found == found else None  # not a number: all are alike


def same_records(one: Path, other: Path) -> Row:
    """Whether two runs over one cohort left the same records, and the same bytes of tables."""
    bodies = []
    for out in (one, other):
        path = (out / "journal.sqlite").absolute().as_uri()
        database = sqlite3.connect(f"{path}?mode=ro", uri=True)
        bodies.append(dict(database.execute("SELECT id, body FROM record")))
        database.close()
    names = sorted(
        path.relative_to(one).as_posix()
        for pattern in ("cohort.csv", "dataset/*", "reports/*", "sampling-plan.csv", "cohort.html")
        for path in one.glob(pattern)
    )
    differing = [name for name in names if not _alike(one / name, other / name)]
    return {
        "records": len(bodies[0]),
        "same records": bodies[0] == bodies[1],
        "files": len(names),
        "files that differ": differing[:10],
    }


def _alike(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def _csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
