"""A folder of files in; what became of each, and what it took, out. Nothing of their text."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from premark.errors import Crashed, OutputError, ReadError, UnsupportedFormat
from premark.isolate import file_work
from premark.isolate.batch import LISTED, Listed, entry_work, listing_work
from premark.isolate.death import CRASHED
from premark.isolate.pool import Answer, Failure, Pool, Used
from premark.isolate.sound import sound
from premark.isolate.survey import SURVEYED, Surveyed
from premark.packs.statuses import load_statuses
from premark.read import ZIP_MARK
from premark.types.document import Value
from premark.types.status import Status

ARCHIVE = ".zip"
WORD = (".docx", ".docm", ".dotx", ".dotm")
NOTHING = "Download the archive again; it holds no file that anybody wrote."
ENOUGH = 0.99  # of a DOCX's own characters; below it a file counts as one with text lost


class Outcome(Value):
    """One file: its status, what reading it took (seconds of processor, MB), what was in it.

    `own` and `lost` are characters of a DOCX by a count apart from the reader; None elsewhere.
    An archive of submissions is one file; what became of each of its `entries` stands below it.
    """

    file: str
    status: str
    says: str
    next_step: str
    seconds: float = 0.0
    peak_mb: float = 0.0
    format: str = ""
    characters: int = 0
    pages: int = 0
    warnings: tuple[str, ...] = ()
    own: int | None = None
    lost: int | None = None
    entries: tuple[Outcome, ...] = ()

    @property
    def kept(self) -> float | None:
        """Share of a DOCX's own characters that were read."""
        return None if not self.own or self.lost is None else 1 - self.lost / self.own


@dataclass
class Ran:
    """How reading a folder went: deaths of children and of their parent, its growth in MB."""

    child_deaths: int = 0
    parent_deaths: int = 0
    growth_mb: float = 0.0


class Summary(Value):
    """A folder in figures. `p95` and `slowest` are seconds of processor, `heaviest` is in MB.

    `statuses` counts files, `entries` the files inside archives.
    """

    files: int
    statuses: dict[str, int]
    entries: dict[str, int]
    read: int
    p95: float
    slowest: tuple[str, float] | None
    heaviest: tuple[str, float] | None
    child_deaths: int
    parent_deaths: int
    parent_growth_mb: float
    counted: int
    kept_enough: int
    text_lost: tuple[tuple[str, float], ...]


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder, in the order of their paths. Raises OutputError for no folder."""
    if not folder.is_dir():
        hint = "Name a folder; for one submission use `premark map`."
        raise OutputError(f"{folder.name}: is no folder", hint=hint)
    found = (Path(at) / name for at, _, names in os.walk(folder) for name in names)
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def outcome(path: Path, name: str, pool: Pool) -> Outcome:
    """What became of one file, or of an archive of submissions and each entry of it."""
    try:
        if _may_be_archive(path):
            listing = pool.attempt(listing_work(path))
            if isinstance(listing, Answer):
                return _archive(path, name, listing, pool)
            if not isinstance(listing.error, UnsupportedFormat):
                return _failed(name, listing)
        return _told(name, pool.attempt(file_work("survey", path, pool.limits)))
    except ReadError as error:
        return _failed(name, Failure(error, Used()))


def _may_be_archive(path: Path) -> bool:
    """By its name, or by its first bytes where its name is not that of a Word file."""
    if path.suffix.lower() in WORD or not path.is_file():
        return False
    with suppress(OSError), path.open("rb") as file:
        return path.suffix.lower() == ARCHIVE or file.read(len(ZIP_MARK)) == ZIP_MARK
    return False


def _archive(path: Path, name: str, listing: Answer, pool: Pool) -> Outcome:
    """An archive is read when all its entries are, partial when one is not, else as its first."""
    listed = sound(LISTED, listing.body, name)
    found = [_entry(path, entry, pool) for entry in listed]
    statuses = load_statuses()
    read = sum(statuses[one.status].read for one in found)
    cut = bool(listing.header.get("cut_short"))
    whole = "partial" if read < len(found) or cut else "ok"
    status = statuses[whole if read else found[0].status if found else "empty"]
    said = f"{name}: {read} of {len(found)} files in it were read."
    return Outcome(
        file=name,
        status=status.code,
        says=f"{said} The archive's end is missing." if cut else said,
        next_step=_after(len(found), read, status),
        seconds=round(listing.used.seconds + sum(one.seconds for one in found), 3),
        peak_mb=max([listing.used.peak_mb, *(one.peak_mb for one in found)]),
        format="archive",
        characters=sum(one.characters for one in found),
        entries=tuple(found),
    )


def _after(found: int, read: int, status: Status) -> str:
    if found > read:
        return "What is wrong with each of the others stands below."
    return status.next_step if found else NOTHING


def _entry(path: Path, entry: Listed, pool: Pool) -> Outcome:
    if not entry.status:
        return _told(entry.name, pool.attempt(entry_work("survey", path, entry)))
    return Outcome(
        file=entry.name, status=entry.status, says=entry.message, next_step=entry.hint
    )


def _told(name: str, got: Answer | Failure) -> Outcome:
    if isinstance(got, Failure):
        return _failed(name, got)
    try:
        return _read(name, sound(SURVEYED, got.body, name), got.used)
    except Crashed as error:
        return _failed(name, Failure(error, got.used))


def _failed(name: str, failure: Failure) -> Outcome:
    error = failure.error
    status = load_statuses()[getattr(error, "status", "crashed")]
    return Outcome(
        file=name,
        status=status.code,
        says=error.message,
        next_step=error.hint or status.next_step,
        seconds=round(failure.used.seconds, 3),
        peak_mb=round(failure.used.peak_mb, 1),
    )


def _read(name: str, told: Surveyed, used: Used) -> Outcome:
    status = load_statuses().get(told.status)
    if status is None:
        raise Crashed(f"{name}: the reader's answer was not sound", hint=CRASHED)
    missing = " ".join(told.missing) if status.code != "ok" else ""
    return Outcome(
        file=name,
        status=status.code,
        says=f"{status.says} {missing}".strip(),
        next_step=status.next_step,
        seconds=round(used.seconds, 3),
        peak_mb=round(used.peak_mb, 1),
        **told.model_dump(exclude={"status", "missing"}),
    )


def summary(outcomes: Sequence[Outcome], ran: Ran) -> Summary:
    """A folder in figures, by what became of its files and what reading them took."""
    order = load_statuses()
    counts = Counter(one.status for one in outcomes)
    single = [each for one in outcomes for each in one.entries or (one,)]
    inside = Counter(each.status for one in outcomes for each in one.entries)
    kept = [(one.file, share) for one in single if (share := one.kept) is not None]
    lost = sorted(((f, round(1 - k, 4)) for f, k in kept if k < ENOUGH), key=lambda x: -x[1])
    return Summary(
        files=len(outcomes),
        statuses={code: counts[code] for code in order if counts[code]},
        entries={code: inside[code] for code in order if inside[code]},
        read=sum(order[one.status].read for one in outcomes),
        p95=_p95([one.seconds for one in single]),
        slowest=max(((o.file, o.seconds) for o in single), key=_second, default=None),
        heaviest=max(((o.file, o.peak_mb) for o in single), key=_second, default=None),
        child_deaths=ran.child_deaths,
        parent_deaths=ran.parent_deaths,
        parent_growth_mb=round(ran.growth_mb, 1),
        counted=len(kept),
        kept_enough=len(kept) - len(lost),
        text_lost=tuple(lost),
    )


def _second(pair: tuple[str, float]) -> float:
    return pair[1]


def _p95(seconds: Sequence[float]) -> float:
    """The time that 95 of 100 files stay within."""
    ranked = sorted(seconds)
    return ranked[max(0, -(-len(ranked) * 95 // 100) - 1)] if ranked else 0.0
