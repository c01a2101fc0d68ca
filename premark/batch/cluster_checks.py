"""What each worker of a cluster is and sees in; the first that is not as this computer out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from premark.batch.cluster_worker import ENCODER, Saw, versions
from premark.errors import PremarkError
from premark.types.cohort import Submission

LOOKED_AT = 50  # files of the cohort that every worker must see
_SHARE = "Use a drive that every worker has under the same path, or --scheduler local."


@dataclass(frozen=True)
class Fault:
    """Why a worker cannot do this run, and the way out."""

    says: str
    next_step: str


def sizes(submissions: Sequence[Submission]) -> tuple[tuple[str, int], ...]:
    """Some of the cohort's files and archives, from its first to its last, with their bytes."""
    paths = sorted({given.path for one in submissions for given in one.files})
    found = []
    for path in paths[:: max(1, len(paths) // LOOKED_AT)]:
        with suppress(OSError):  # one that is gone here as well fails by itself
            found.append((path, Path(path).stat().st_size))
    return tuple(found)


def faults(
    seen: Mapping[str, Saw], out: Path, submissions: Sequence[Submission]
) -> Iterator[Fault]:
    """What is wrong with the workers, by their addresses, in order."""
    encoder = next((saw.encoder for saw in seen.values()), "")
    for address, saw in sorted(seen.items()):
        for check in _CHECKS:
            fault = check(saw)
            if fault is not None:
                yield Fault(f"worker {address} {fault.says}", fault.next_step)
        if not (saw.same_folder and saw.writes):
            cannot = "write to" if saw.same_folder else "see"
            yield Fault(f"worker {address} cannot {cannot} {out}", _SHARE)
        if saw.unseen:
            yield Fault(f"worker {address} cannot see the files in {_above(submissions)}", _SHARE)
        if saw.encoder != encoder:
            yield Fault(f"worker {address} computes otherwise than others: its encoder is "
                        f"{saw.encoder!r}, theirs {encoder!r}", _ALIKE)  # fmt: skip


_ALIKE = (
    f"Use workers with processors of one kind, or set {ENCODER}=sentence-transformers at all of "
    "them and here."
)


def _refused(saw: Saw) -> Fault | None:
    if saw.refused is None:
        return None
    refused: PremarkError = saw.refused
    return Fault(f"cannot start: {refused.message}", refused.hint)


def _threads(saw: Saw) -> Fault | None:
    if saw.threads == 1:
        return None
    hint = "Start it as `dask worker ADDRESS --nthreads 1 --nworkers N`, N its physical cores."
    return Fault(f"runs {saw.threads} threads in one process; a review needs one alone", hint)


def _other_versions(saw: Saw) -> Fault | None:
    own = versions()
    other = [name for name in own if saw.versions.get(name) != own[name]]
    if not other:
        return None
    told = ", ".join(_both(name, own[name], saw.versions.get(name, "none")) for name in other)
    hint = "Install the same premark and packages there and here (constraints.txt pins them)."
    if other == [ENCODER]:
        hint = f"Set {ENCODER} alike here and at every worker."
    return Fault(f"would not review as this computer does: {told}", hint)


def _both(name: str, own: str, its: str) -> str:
    shown = [its[:8], own[:8]] if len(own) == 64 else [its, own]
    return f"{name} {shown[0]} (here {shown[1]})"


_CHECKS: tuple[Callable[[Saw], Fault | None], ...] = (_other_versions, _threads, _refused)


def _above(submissions: Sequence[Submission]) -> str:
    """The folder above all files: names further down are often the learners'."""
    folders = {str(Path(given.path).parent) for one in submissions for given in one.files}
    return os.path.commonpath(folders) if folders else ""
